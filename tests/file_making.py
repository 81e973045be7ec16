"""Makes PDF, Word and HTML files of a document's text, as people's programs would."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape

from docx import Document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

__all__ = ["Block", "Grid", "Heading", "blocks_of", "docx_of", "html_of", "pdf_of", "printed_pdf"]

Grid = Sequence[Sequence[Sequence[str]]]  # rows of cells of paragraphs
Block = str | Grid

_BULLET = re.compile(r"^(?:[•●–-]|o) (?=\S)")
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=9)
_HEADING = ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", spaceBefore=24)
_SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10, spaceAfter=4)


def printed_pdf(text: str, *, lines: int = 45, feet: bool = True) -> bytes:
    """Return a PDF that prints a text line by line; a page ends where the text has two blank lines.

    Args:
        text: The text.
        lines: After so many lines the next place where a page may end is taken.
        feet: Whether pages have their numbers at the foot.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    page = on_page = blanks = 0
    for line in [*text.replace("\f", "").split("\n"), None]:
        full = (on_page > lines and blanks > 1) or on_page > lines + 25
        if line is None or full:
            page += 1
            canvas.setFont("Helvetica", 8)
            if feet:
                canvas.drawCentredString(A4[0] / 2, 18, str(page))
            canvas.showPage()
            on_page = 0
        if line is not None and (line.strip() or on_page):
            canvas.setFont("Helvetica", 8)
            canvas.drawString(50, A4[1] - 40 - 10.5 * on_page, " ".join(line.split()))
            on_page += 1
            blanks = 0 if line.strip() else blanks + 1
    canvas.save()
    return file.getvalue()


class Heading(str):
    """A paragraph that begins a section: in the text two blank lines or more stand above it."""


def blocks_of(text: str) -> list[str]:
    """Return a text's paragraphs; items of lists are paragraphs of their own."""
    blocks: list[str] = []
    blanks, run = 0, list[str]()
    for line in [*text.replace("\f", "").split("\n"), ""]:
        bare = " ".join(line.split())
        if run and (not bare or _BULLET.match(bare)):
            kind = Heading if blanks > 1 and len(run) == 1 else str
            blocks.append(kind("\n".join(run)))
            run, blanks = [], 0
        if bare:
            run.append(bare)
        else:
            blanks += 1
    return blocks


def pdf_of(blocks: Sequence[Block], widths: Sequence[float] | None = None) -> bytes:
    """Return a PDF of paragraphs and ruled tables, the heads of tables repeated on each page."""
    file = io.BytesIO()
    story: list[Flowable] = []
    for block in blocks:
        if isinstance(block, str):
            style = _HEADING if isinstance(block, Heading) else _BODY
            story.append(Paragraph(escape(block, quote=False).replace("\n", "<br/>"), style))
            continue
        cells = [
            [[Paragraph(escape(part, quote=False), _SMALL) for part in cell] for cell in row]
            for row in block
        ]
        share = [500 * width / sum(widths) for width in widths] if widths else None
        table = PdfTable(cells, colWidths=share, repeatRows=1)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0),
                        (-1, -1), "TOP")])  # fmt: skip
        story += [table, Spacer(1, 12)]
    SimpleDocTemplate(file, pagesize=A4, leftMargin=45, rightMargin=45).build(story)
    return file.getvalue()


def docx_of(blocks: Sequence[Block]) -> bytes:
    """Return a Word file of paragraphs, headings, lists and tables."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            text = block.replace("\n", " ")
            if text.startswith("• "):
                document.add_paragraph(text[2:], style="List Bullet")
            elif text.startswith("o "):
                document.add_paragraph(text[2:], style="List Bullet 2")
            elif isinstance(block, Heading):
                document.add_heading(text, level=2)
            else:
                document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        table.style = "Table Grid"
        for row in block:
            for cell, parts in zip(table.add_row().cells, row, strict=True):
                cell.text = parts[0] if parts else ""
                for part in parts[1:]:
                    cell.add_paragraph(part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def html_of(blocks: Sequence[Block]) -> bytes:
    """Return an HTML page of paragraphs, headings, lists and tables."""
    body: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            text = escape(block)
            if text.startswith("• "):
                body.append(f"<ul><li>{text[2:]}</li></ul>")
            elif text.startswith("o "):
                body.append(f"<ul><li><ul><li>{text[2:]}</li></ul></li></ul>")
            elif isinstance(block, Heading):
                body.append(f"<h2>{text}</h2>")
            else:
                lines = text.replace("\n", "<br>\n")
                body.append(f"<p>{lines}</p>")
            continue
        rows = "".join(
            "<tr>" + "".join("<td>" + "".join(f"<p>{escape(p)}</p>" for p in cell) + "</td>"
                             for cell in row) + "</tr>"
            for row in block
        )  # fmt: skip
        body.append(f"<table>{rows}</table>")
    return (
        "<!DOCTYPE html><html lang=sv><head><meta charset=utf-8><title>x</title>"
        "<style>p{color:red}</style></head><body><nav>Meny Start Kontakt</nav>"
        f"{''.join(body)}<script>var x = 'Status: Avslutad'</script></body></html>"
    ).encode()

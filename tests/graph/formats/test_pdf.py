"""PDFs: pages of passages, ruled tables over page ends, columns."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from styrkedja.graph import build_graph
from styrkedja.graph.formats import TextRendition, read_rendition
from styrkedja.graph.reading import read_document
from tests.facts import facts_of
from tests.file_making import Block, docx_of, html_of, pdf_of

SK = "https://w3id.org/styrkedja/ns#"
HEAD = [["Nämndmål"], ["Aktivitet"], ["Nämnd"], ["Slutdatum"], ["Status"], ["Kommentar"]]


def rendition_of(content: bytes) -> TextRendition:
    return read_rendition(content, path=Path("a.pdf"))


def table(rows: int) -> list[Block]:
    """A document with one table of activities that goes over several pages."""
    body = [
        [
            [f"Mål nummer {row // 4 + 1}"] if row % 4 == 0 else [],
            [f"Aktivitet {row} som ska göras under året i flera kommundelar"],
            ["Kulturnämnden" if row % 2 else "Socialnämnden"],
            ["2024-12-31"],
            ["Pågående" if row % 3 else "Klar"],
            [f"Kommentaren till aktivitet {row} är lång nog för att brytas över flera rader."],
        ]
        for row in range(rows)
    ]
    return [
        "Uppföljning av aktiviteter 2024",
        "Här redovisar Lunds kommun läget den 31 december 2024 för nämndernas aktiviteter.",
        [HEAD, *body],
    ]


def test_a_ruled_table_over_pages_gives_the_rows_that_word_and_html_give() -> None:
    blocks = table(40)
    found = [
        facts_of(read_document(read_rendition(content, path=Path(name))))
        for content, name in (
            (pdf_of(blocks, [80, 120, 80, 60, 60, 120]), "a.pdf"),
            (docx_of(blocks), "a.docx"),
            (html_of(blocks), "a.html"),
        )
    ]
    assert found[0] == found[1] == found[2]
    activities = [fact for fact in found[0] if fact[0] == "element" and fact[1] == "activity"]
    assert len(activities) == 40
    assert sum(1 for fact in found[0] if fact[0] == "link") == 40


def test_a_passage_says_its_page() -> None:
    content = pdf_of(table(40), [80, 120, 80, 60, 60, 120])
    rendition = rendition_of(content)
    pages = [place.page for place in rendition.places]
    assert pages == sorted(set(filter(None, pages)))
    assert len(pages) > 2
    model = read_document(rendition)
    quads = build_graph(replace(model, places=rendition.places), original=content)
    page = {q.subject: q.object.value for q in quads if q.predicate == ox.NamedNode(SK + "page")
            and isinstance(q.object, ox.Literal)}  # fmt: skip
    quoted = {q.object for q in quads if str(q.predicate).endswith("wasQuotedFrom>")}
    assert quoted <= set(page)
    assert set(page.values()) == {str(number) for number in pages}


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 780, "En rubrik som går över båda spalterna på sidan och är bred")
    for line in range(12):
        canvas.drawString(60, 740 - 14 * line, f"vänster rad {line} med flera ord i")
        canvas.drawString(320, 740 - 14 * line, f"höger rad {line} med flera ord i")
    canvas.save()
    lines = [line for line in rendition_of(file.getvalue()).lines if line]
    sides = [line.split()[0] for line in lines[1:]]
    assert sides == ["vänster"] * 12 + ["höger"] * 12


def test_a_table_without_rules_keeps_its_columns() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 790, "Årsredovisning 2023, Lunds kommun")
    rows = [
        ("Mätetal", "Utfall 2022", "Utfall 2023", "Mål 2023"),
        ("Antal besök", "10", "12", "15"),
        ("Antal lån", "1 300", "1 250", "1 400"),
        ("Nöjda elever", "71%", "73%", "80%"),
    ]
    for number, row in enumerate(rows):
        for at, cell in zip((60, 250, 350, 450), row, strict=True):
            canvas.drawString(at, 740 - 16 * number, cell)
    canvas.save()
    model = read_document(rendition_of(file.getvalue()))
    values = {(o.period, o.value_text) for o in model.observations}
    assert [i.title for i in model.indicators] == ["Antal besök", "Antal lån", "Nöjda elever"]
    assert len(values) == 9


def test_signs_of_lists_that_a_font_has_no_letter_for_are_bullets() -> None:
    lines = rendition_of(pdf_of(["Uppdrag", "• Bygg ett bibliotek", "• Rusta torget"])).lines
    assert [line for line in lines if line][1:] == ["• Bygg ett bibliotek", "• Rusta torget"]


def test_pictures_between_pages_of_text_are_told() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 780, "Text på första sidan")
    canvas.showPage()
    canvas.drawInlineImage(_picture(), 60, 300, 200, 200)
    canvas.save()
    assert rendition_of(file.getvalue()).not_understood == (
        ("sidan 2: en bild utan text", "page 2: a picture without text"),
    )


def _picture() -> Image.Image:
    return Image.new("RGB", (20, 20), "grey")


def test_a_page_whose_stream_is_damaged_is_told() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1)
    for page in ("Den första sidan", "Den andra sidan"):
        for line in range(40):
            canvas.drawString(50, 780 - 15 * line, f"{page}, rad {line}: {page[::-1] * (line % 5)}")
        canvas.showPage()
    canvas.save()
    content = bytearray(file.getvalue())
    first = content.index(b"stream\n")
    second = content.index(b"stream\n", content.index(b"endstream", first) + 9)
    assert rendition_of(bytes(content)).not_understood == ()
    for damage in (b"!", b"U"):  # in base 85; of one a part can be unpacked, of the other none
        content[second + 300 : second + 400] = damage * 100
        rendition = rendition_of(bytes(content))
        assert rendition.not_understood == (
            ("sidan 2: skadad, text kan saknas", "page 2: damaged, text may be missing"),
        )
        assert "Den första sidan, rad 39" in rendition.text


def test_a_heading_in_larger_type_stands_apart_and_is_one_line() -> None:
    heading = ParagraphStyle("heading", fontSize=14, leading=16, spaceBefore=10, spaceAfter=0)
    body = ParagraphStyle("body", fontSize=10, leading=12)
    text = "Arbetet följer planen. " * 20
    title = "En rubrik som är så lång att den i större stil inte får plats på en enda rad i sidan"
    file = io.BytesIO()
    story: list[Flowable] = [
        Paragraph(text, body),
        Paragraph(title, heading),
        Paragraph(text, body),
    ]
    SimpleDocTemplate(file).build(story)
    lines = rendition_of(file.getvalue()).lines
    at = lines.index(title)
    assert lines[at - 2 : at] == ["", ""] and lines[at - 3].startswith("Arbetet")
    assert lines[at + 1] == "" and lines[at + 2].startswith("Arbetet")

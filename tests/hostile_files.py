"""Files that are broken, locked, or made to hurt who reads them."""

from __future__ import annotations

import io
import zipfile
import zlib

import openpyxl
from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

__all__ = [
    "docx_with_entities",
    "flate_bomb",
    "form_bomb",
    "locked_pdf",
    "locked_zip",
    "many_empty_rows",
    "many_pages",
    "scanned_pdf",
    "swollen_zip",
    "xlsx_with_entities",
    "xlsx_with_long_text",
]

_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>"""


def _pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects; the first is the catalogue."""
    body = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return body + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def form_bomb(depth: int = 12) -> bytes:
    """Return a PDF whose page draws a form ten times, that draws another ten times, and so on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        _stream(b"/F Do " * 10),
    ]
    for level in range(depth):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
        if level < depth - 1:
            entries += b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        objects.append(_stream(b"/F Do " * 10, entries))
    return _pdf(objects)


def flate_bomb(mebibytes: int) -> bytes:
    """Return a small PDF whose page unpacks to so much."""
    packer = zlib.compressobj(9)
    chunk = b" " * 1024 * 1024
    packed = b"".join(packer.compress(chunk) for _ in range(mebibytes)) + packer.flush()
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<<>>>>",
            _stream(packed, b"/Filter/FlateDecode"),
        ]
    )


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("hemligt", strength=128))
    canvas.drawString(72, 700, "Hemligt")
    canvas.save()
    return file.getvalue()


def scanned_pdf() -> bytes:
    """Return a PDF of two pages with pictures and no text."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(2):
        canvas.rect(72, 72, 300, 400, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def many_pages(count: int) -> bytes:
    """Return a PDF of so many full pages."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(count):
        for line in range(60):
            canvas.drawString(50, 780 - 12 * line, "Ett ord efter ett annat på samma rad " * 2)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _docx() -> bytes:
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("Uppföljning")
    document.save(file)
    return file.getvalue()


def _xlsx() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def _with_part(office: bytes, name: str, content: bytes) -> bytes:
    """Return an Office file with other content in one part."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def swollen_zip(mebibytes: int) -> bytes:
    """Return a small Word file whose document unpacks to so much."""
    return _with_part(_docx(), "word/document.xml", b" " * (mebibytes * 1024 * 1024))


def docx_with_entities() -> bytes:
    """Return a Word file whose text is entities that hold entities."""
    return _with_part(_docx(), "word/document.xml", _LAUGHS + b"<l>&d;</l>")


def xlsx_with_entities() -> bytes:
    """Return a workbook whose sheet is entities that hold entities."""
    return _with_part(_xlsx(), "xl/worksheets/sheet1.xml", _LAUGHS + b"<l>&d;</l>")


def xlsx_with_long_text(mebibytes: int) -> bytes:
    """Return a workbook with one text of that size in its first cell."""
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    )
    end = b"</t></is></c></row></sheetData></worksheet>"
    text = b"x" * (mebibytes * 1024 * 1024)
    return _with_part(_xlsx(), "xl/worksheets/sheet1.xml", start + text + end)


def many_empty_rows(rows: list[list[str]], last: int) -> bytes:
    """Return a workbook of some rows, empty ones below, and one far down."""
    cells = "".join(
        f'<row r="{at}">'
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
        + "</row>"
        for at, row in enumerate(rows, start=1)
    )
    empty = "".join(f'<row r="{at}"/>' for at in range(len(rows) + 1, last))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData>{cells}{empty}'
        f'<row r="{last}"><c t="inlineStr"><is><t>kvar</t></is></c></row></sheetData></worksheet>'
    )
    return _with_part(_xlsx(), "xl/worksheets/sheet1.xml", sheet.encode())


def locked_zip() -> bytes:
    """Return a Word file whose parts are marked as encrypted."""
    content = bytearray(_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)

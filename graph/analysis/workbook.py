"""Sheets as an Excel workbook: formatted, filterable, and no cell ever a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .sheets import Cell, Column, Sheet, cell_words, dictionary_of

__all__ = ["LONGEST", "put", "without_clock", "workbook_bytes"]

_HEAD = PatternFill("solid", fgColor="FFD9E2EC")
_WIDEST, _NARROWEST = 60, 9
LONGEST = 32_767
"""The most signs that a cell of the format can hold."""

_THEN = datetime(2000, 1, 1)  # The same analysis, the same bytes: no clock in the file.
_FORMATS = {"number": "0.000", "date": "yyyy-mm-dd", "integer": "0"}


def workbook_bytes(sheets: Sequence[Sheet], sentences: str, lang: str = "sv") -> bytes:
    """Return a workbook: the analysis in words, a sheet a table, what the columns mean.

    Texts stay texts, whatever they begin with. Headings are fixed and can be filtered by.

    Args:
        sheets: The tables.
        sentences: The analysis in words, for the first sheet.
        lang: "sv" or "en", for headings and codes in words.
    """
    book = Workbook()
    book.properties.created = book.properties.modified = _THEN
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101  # A new workbook has one; says so to mypy.
    first.title = "I ord" if lang == "sv" else "In words"
    first.column_dimensions["A"].width = 100
    put(first, 1, 1, sentences)
    first.cell(1, 1).alignment = Alignment(wrap_text=True, vertical="top")
    for sheet in (*sheets, dictionary_of(sheets)):
        _fill(book.create_sheet(_tab(sheet.title(lang), book.sheetnames)), sheet, lang)
    written = io.BytesIO()
    book.save(written)
    return without_clock(written.getvalue())


def _fill(tab: Worksheet, sheet: Sheet, lang: str) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        put(tab, 1, place, column.heading(lang))
        head = tab.cell(1, place)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        tab.column_dimensions[get_column_letter(place)].width = _width(sheet, place - 1, lang)
    for number, row in enumerate(sheet.rows, start=2):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            put(tab, number, place, _shown(cell, column, lang))
            written = tab.cell(number, place)
            if column.kind in _FORMATS:
                written.number_format = _FORMATS[column.kind]
            if column.kind in ("text", "code"):
                written.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                written.alignment = Alignment(vertical="top")
    tab.freeze_panes = "B2"
    tab.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    tab.page_setup.orientation, tab.page_setup.fitToWidth = "landscape", 1
    tab.page_setup.fitToHeight = 0
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.print_title_rows = "1:1"


def _shown(cell: Cell, column: Column, lang: str) -> Cell:
    return cell_words(cell, column, lang) if column.kind == "code" else cell


def put(tab: Worksheet, row: int, place: int, cell: Cell) -> None:
    """Write a cell; a text stays one, whatever it begins with.

    Args:
        tab: The sheet.
        row: Counted from 1.
        place: The column, counted from 1.
        cell: What to write; of a text what a cell can hold.
    """
    written = tab.cell(row, place)
    if isinstance(cell, str):
        written.value = ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST]
        written.data_type = "s"  # Without it a text that begins with "=" would be a formula.
        written.quotePrefix = cell[:1] in "=+-@" and cell != ""
    else:
        written.value = cell


def _width(sheet: Sheet, place: int, lang: str) -> int:
    column = sheet.columns[place]
    longest = max(
        (len(str(_shown(row[place], column, lang) or "")) for row in sheet.rows), default=0
    )
    heading = max(map(len, column.heading(lang).split()), default=0) + 4
    return min(max(longest + 2, heading, _NARROWEST), _WIDEST)


def _tab(title: str, taken: Sequence[str]) -> str:
    """Return a name that a tab may have: at most 31 signs, none that Excel refuses, not taken."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ")
    number, name = 1, plain
    while name.casefold() in {other.casefold() for other in taken}:
        number += 1
        name = f"{plain[: 28 - len(str(number))]} ({number})"
    return name


def without_clock(content: bytes) -> bytes:
    """Return the zipped workbook with the same time for every part, and in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            part = read.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            write.writestr(info, part)
    return out.getvalue()

"""Contents → an Excel workbook with drop-downs, and the empty one to begin with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from styrkedja.errors import FormatError
from styrkedja.graph.analysis.workbook import LONGEST, put, without_clock

from .contents import Cell, Contents
from .explaining import EXPLAINED
from .shape import (
    FORECASTS,
    KINDS,
    LABELS,
    LISTS,
    README,
    SHEETS,
    STATUSES,
    VALUE_KINDS,
    Column,
    Shape,
    headed,
)

__all__ = ["columns_for", "contents_workbook", "template_workbook"]

_HEAD = PatternFill("solid", fgColor="FFD9E2EC")
_DOCUMENT = ("Dokument", "Document")
_ROOM = 500  # rows below the last one that drop-downs reach to
_THEN = datetime(2000, 1, 1)  # the same contents, the same bytes: no clock in the file
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_FREE = frozenset({"bodies"})  # lists beside which other words, and several at once, may be written


def template_workbook(
    municipality: str = "", bodies: Sequence[str] = (), lang: str = "sv"
) -> bytes:
    """Return an empty workbook to fill in, with drop-downs and a sheet that explains it.

    Args:
        municipality: The municipality's name, or "" to be filled in.
        bodies: Names of bodies to choose from; without any the cells have no list.
        lang: "sv" or "en".
    """
    return contents_workbook(Contents({"municipality": municipality}, {}, tuple(bodies)), lang)


def contents_workbook(contents: Contents, lang: str = "sv") -> bytes:
    """Return contents as a workbook of the template's shape; the same contents, the same bytes.

    Args:
        contents: What it holds.
        lang: "sv" or "en", for names of sheets and columns.

    Raises:
        FormatError: A text is longer than a cell can hold.
    """
    book = Workbook()
    book.properties.created = book.properties.modified = _THEN
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101  # A new workbook has one; says so to mypy.
    _explain(first, lang)
    _describe(book.create_sheet(headed(_DOCUMENT, lang)), contents.about, lang)
    choices = _choices(contents.bodies, lang)
    ranges = _ranges(choices, lang)
    for shape in SHEETS:
        rows = contents.rows.get(shape.key, [])
        _fill(book.create_sheet(headed(shape.name, lang)), shape, rows, ranges, lang)
    lists = book.create_sheet(headed(LISTS, lang))
    for place, words in enumerate(choices.values(), start=1):
        for number, word in enumerate(words, start=1):
            put(lists, number, place, word)
        lists.column_dimensions[get_column_letter(place)].width = 28
    written = io.BytesIO()
    book.save(written)
    return without_clock(written.getvalue())


def columns_for(shape: Shape, rows: Iterable[Mapping[str, Cell]]) -> list[Column]:
    """Return a sheet's columns: those that always stand there, and those that rows fill."""
    filled = {name for row in rows for name in row}
    return [column for column in shape.columns if column.always or column.name in filled]


def _explain(tab: Worksheet, lang: str) -> None:
    tab.title = headed(README, lang)
    tab.column_dimensions["A"].width = 100
    for number, paragraph in enumerate(EXPLAINED, start=1):
        put(tab, number, 1, headed(paragraph, lang))
        tab.cell(number, 1).alignment = _WRAPPED
    tab.cell(1, 1).font = Font(bold=True, size=14)


def _describe(tab: Worksheet, about: Mapping[str, Cell], lang: str) -> None:
    tab.column_dimensions["A"].width, tab.column_dimensions["B"].width = 24, 70
    for number, (name, label) in enumerate(LABELS.items(), start=1):
        put(tab, number, 1, headed(label, lang))
        tab.cell(number, 1).font = Font(bold=True)
        value = about.get(name, "")
        if value != "":
            put(tab, number, 2, value)
        tab.cell(number, 2).alignment = Alignment(horizontal="left", wrap_text=True)


def _choices(bodies: Sequence[str], lang: str) -> dict[str, list[str]]:
    """Return the lists that cells are chosen from, by name."""
    kinds = {name: headed(kind, lang) for name, kind in KINDS.items()}
    goals = [kinds[kind] for kind in list(KINDS)[:4]]
    return {
        "goal_kinds": goals,
        "assignment_kinds": [kinds[kind] for kind in list(KINDS)[4:9]],
        "statuses": [headed(one, lang) for one in STATUSES.values()],
        "forecasts": [headed(one, lang) for one in FORECASTS.values()],
        "value_kinds": [headed(one, lang) for one in VALUE_KINDS.values()],
        "bodies": list(bodies),
    }


def _ranges(choices: Mapping[str, Sequence[str]], lang: str) -> dict[str, str]:
    """Return where each list that is not empty stands, as a formula names it."""
    found = {}
    for place, (name, words) in enumerate(choices.items(), start=1):
        if words:
            letter = get_column_letter(place)
            found[name] = f"'{headed(LISTS, lang)}'!${letter}$1:${letter}${len(words)}"
    return found


def _fill(
    tab: Worksheet,
    shape: Shape,
    rows: Sequence[Mapping[str, Cell]],
    ranges: Mapping[str, str],
    lang: str,
) -> None:
    columns = columns_for(shape, rows)
    for place, column in enumerate(columns, start=1):
        put(tab, 1, place, headed(column.heading, lang))
        head = tab.cell(1, place)
        head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _WRAPPED
        letter = get_column_letter(place)
        tab.column_dimensions[letter].width = column.width
        if column.choice in ranges:
            chosen = DataValidation(
                "list",
                formula1=ranges[column.choice],
                allow_blank=True,
                errorStyle="warning",
                showErrorMessage=column.choice not in _FREE,
            )
            chosen.add(f"{letter}2:{letter}{len(rows) + 1 + _ROOM}")
            tab.add_data_validation(chosen)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            value = row.get(column.name, "")
            if value == "":
                continue
            if isinstance(value, str) and len(value) > LONGEST:
                raise FormatError(
                    f"a text of {len(value):,} signs ({headed(column.heading, lang)} of "
                    f"“{row.get('id', '')}”) is more than a cell can hold ({LONGEST:,}); "
                    "export as trig, or correct the document itself"
                )
            put(tab, number, place, value)
            written = tab.cell(number, place)
            written.alignment = _WRAPPED
            if isinstance(value, date):
                written.number_format = "yyyy-mm-dd"
    tab.freeze_panes = "A2"
    tab.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"

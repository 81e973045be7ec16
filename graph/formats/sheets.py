"""Sheets of cells → text rendition: one line a row, for workbooks and CSV files alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .rendition import Rendering
from .sheet_columns import STATUSES, columns_of

__all__ = ["SheetRow", "add_sheet", "column_letters"]

_ORDER = ("Nr", "Nämndmål", "Uppdrag", "Aktivitet", "Ansvarig nämnd", "Slutdatum", "Status",
          "Kommentar")  # fmt: skip
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number, counted from 1, and the texts of its cells from column A on."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    name: str
    rendering: Rendering
    columns: list[str | None] = field(default_factory=list)
    head: tuple[str, ...] = ()
    left_out: dict[int, list[str]] = field(default_factory=dict)


def add_sheet(rendering: Rendering, name: str, rows: Iterable[SheetRow]) -> list[str]:
    """Add a sheet, and return what of it was not understood, in words.

    Rows above the head are running text. Below it each row is a line of the known columns; where
    no head is known all rows are lines as they stand, for tables of numbers.

    Args:
        rendering: Where to add it.
        name: The sheet's name.
        rows: Its rows from top to bottom; rows that are not given are empty.
    """
    sheet = _Sheet(name, rendering)
    last = 0
    for row in rows:
        if not any(row.cells):
            continue
        if row.number > last + 1 and not sheet.columns:
            rendering.blank()
        last = row.number
        _add_row(sheet, row)
    rendering.blank()
    return list(_not_understood(sheet))


def _add_row(sheet: _Sheet, row: SheetRow) -> None:
    columns = columns_of(row.cells)
    width = len(row.cells)
    where = f"{sheet.name}!A{row.number}:{column_letters(width)}{row.number}"
    if columns is not None:
        sheet.rendering.blank()
        sheet.columns, sheet.head = columns, row.cells
        for at, name in enumerate(columns):
            if name is None and row.cells[at]:
                sheet.left_out[at] = []
    elif sheet.columns:
        for at, cell in enumerate(row.cells):
            if cell and (at >= len(sheet.columns) or sheet.columns[at] is None):
                sheet.left_out.setdefault(at, []).append(cell)
    sheet.rendering.cells(where)
    if sheet.columns:
        order = [one for one in _ORDER if one in sheet.columns]
        texts = order if columns is not None else [_value(sheet, row, one) for one in order]
        if any(texts):
            sheet.rendering.line(f"| {' | '.join(text.replace('|', '¦') for text in texts)} |")
        return
    texts = [text for text in row.cells if text]
    if len(texts) == 1:
        sheet.rendering.paragraph(texts)
    else:
        cells = [text.replace("|", "¦") for text in row.cells]
        sheet.rendering.line(f"| {' | '.join(cells)} |")


def _value(sheet: _Sheet, row: SheetRow, name: str) -> str:
    at = sheet.columns.index(name)
    text = " ".join(row.cells[at].split()) if at < len(row.cells) else ""
    return STATUSES.get(text.casefold(), text) if name == "Status" else text


def _not_understood(sheet: _Sheet) -> Iterator[str]:
    for at, cells in sorted(sheet.left_out.items()):
        head = sheet.head[at] if at < len(sheet.head) else ""
        shown = ", ".join(dict.fromkeys(cells[:_EXAMPLES]))
        named = f"“{head}”" if head else "without a name"
        yield f"{sheet.name}!{column_letters(at + 1)}: column {named}" + (
            f" ({shown})" if shown else ""
        )


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    Example:
        >>> column_letters(28)
        'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

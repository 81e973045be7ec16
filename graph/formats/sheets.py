"""Sheets of cells → text rendition: one line a row, for workbooks and CSV files alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import SheetWords

from .rendition import Rendering, Told
from .sheet_columns import LISTS, SheetHeads, is_label

__all__ = ["SheetRow", "add_sheet", "column_letters", "is_explaining"]

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
    words: SheetWords
    heads: SheetHeads
    columns: list[str | None] = field(default_factory=list)
    head: tuple[str, ...] = ()
    left_out: dict[int, list[str]] = field(default_factory=dict)


def is_explaining(name: str, words: SheetWords) -> bool:
    """Return whether a sheet of this name only explains or lists words."""
    return fold(name) in {fold(known) for known in words.explaining}


def add_sheet(
    rendering: Rendering, name: str, rows: Iterable[SheetRow], words: SheetWords
) -> list[Told]:
    """Add a sheet, and return what of it was not understood, in words.

    Rows above the head are running text, or labels with their values. Below it each row is a line
    of the known columns; where no head is known all rows are lines as they stand, for tables of
    numbers.

    Args:
        rendering: Where to add it.
        name: The sheet's name.
        rows: Its rows from top to bottom; rows that are not given are empty.
        words: The names of columns.
    """
    sheet = _Sheet(name, rendering, words, SheetHeads(words))
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
    columns = sheet.heads.columns(row.cells)
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
        texts = [_cell(row, at, name) for at, name in enumerate(sheet.columns) if name is not None]
        if any(texts):
            _line(sheet, texts)
        return
    texts = [text for text in row.cells if text]
    if len(texts) == 1 and not is_label(texts[0], sheet.words):
        sheet.rendering.paragraph(texts)
    else:
        _line(sheet, [_cell(row, at) for at in range(max(width, 2))])


def _line(sheet: _Sheet, texts: Sequence[str]) -> None:
    sheet.rendering.line(f"| {' | '.join(text.replace('|', '¦') for text in texts)} |")


def _cell(row: SheetRow, at: int, name: str = "") -> str:
    """Return a cell on one line; lists that have a line each are parted by semicolons."""
    lines = row.cells[at].splitlines() if at < len(row.cells) else []
    joint = "; " if name in LISTS else " "
    return joint.join(text for text in (" ".join(line.split()) for line in lines) if text)


def _not_understood(sheet: _Sheet) -> Iterator[Told]:
    for at, cells in sorted(sheet.left_out.items()):
        head = sheet.head[at] if at < len(sheet.head) else ""
        place = f"{sheet.name}!{column_letters(at + 1)}"
        shown = ", ".join(dict.fromkeys(cells[:_EXAMPLES]))
        shown = f" ({shown})" if shown else ""
        sv, en = (f"”{head}”", f"“{head}”") if head else ("utan namn", "without a name")
        yield (
            f"{place}: kolumnen {sv} är inte känd och lästes inte{shown}",
            f"{place}: the column {en} is not known and was not read{shown}",
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

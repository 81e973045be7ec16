"""Edited tables read back: the rows of a workbook's sheets, or of a CSV file, by their columns."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

from styrkedja.errors import BrokenFileError, NotTextError, ReadingError
from styrkedja.graph.formats import read_text
from styrkedja.graph.formats.zipped import checked_zip
from styrkedja.graph.profiles import fold
from styrkedja.graph.spreadsheets import harmless

from .columns import HEADINGS, TABLES

__all__ = ["FORMULA", "EditedRow", "EditedTable", "read_tables"]

FORMULA = "\N{NULL}formula"
"""What stands for a cell that holds a formula: its value is nobody's statement."""

_MIB = 1024 * 1024
_LARGEST = 64 * _MIB
_MOST_ROWS = 200_000
_MOST_COLUMNS = 100
_SEARCHED = 20  # rows that the headings are looked for in
_OPEN_DOCUMENT = 100  # bytes in which such a file says that it is one
_NEITHER = (
    "neither a workbook (.xlsx) nor CSV; open it in Excel or LibreOffice and save it as .xlsx"
)
_SIGNS = (";", "\t", ",")
_BROKEN = (BadZipFile, SyntaxError, KeyError, ValueError, TypeError,
           IndexError, AttributeError, EOFError, OverflowError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row that somebody may have edited.

    Args:
        sheet: The sheet's name; empty in a CSV file.
        number: The row's number, as spreadsheet programs count.
        cells: Column's name → text; columns that the table lacks are missing.
    """

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return a cell's text; empty for an empty cell and a missing column."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class EditedTable:
    """A table of facts or of bodies.

    Args:
        kind: "facts" or "bodies".
        sheet: The sheet's name; empty in a CSV file.
        rows: Its rows, those without any text left out.
    """

    kind: str
    sheet: str
    rows: tuple[EditedRow, ...]


def read_tables(path: Path) -> tuple[EditedTable, ...]:
    """Return the tables of facts and bodies in a file; its other sheets are passed over.

    Columns are known by their headings, in Swedish or English, in any order.

    Args:
        path: A workbook (.xlsx) or a CSV file.

    Raises:
        ReadingError: It cannot be read, is of another kind, damaged or too large, or holds none.
        NotTextError: It is empty.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BrokenFileError(
                f"larger than any review ({_LARGEST // _MIB} MiB at most)", path=path
            )
        content = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"cannot be read ({error.strerror})", path=path) from error
    sheets = _workbook(content, path) if content[:2] == b"PK" else [("", _csv(content, path))]
    tables = [table for name, rows in sheets if (table := _table(name, rows)) is not None]
    if not tables:
        wanted = ", ".join(HEADINGS[name].sv for name in TABLES["facts"])
        raise ReadingError(
            f"no table with the columns {wanted}; write one with styrkedja review and edit that",
            path=path,
        )
    return tuple(tables)


_Rows = Sequence[tuple[int, Sequence[str]]]


def _table(sheet: str, rows: _Rows) -> EditedTable | None:
    """Return the table on a sheet; None when its first rows hold no headings of one."""
    for place, (_, cells) in enumerate(rows[:_SEARCHED]):
        names = [_column(cell) for cell in cells]
        for kind, wanted in TABLES.items():
            if set(wanted) <= set(names):
                found = (
                    EditedRow(sheet, number, _named(names, own))
                    for number, own in rows[place + 1 :]
                )
                filled = tuple(row for row in found if any(row.cells.values()))
                return EditedTable(kind, sheet, filled)
    return None


def _column(heading: str) -> str:
    folded = fold(heading)
    for name, column in HEADINGS.items():
        if folded in (fold(name), fold(column.sv), fold(column.en)):
            return name
    return ""


def _named(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _workbook(content: bytes, path: Path) -> list[tuple[str, _Rows]]:
    # Decisions made in the pages need no workbooks; openpyxl takes its time to load.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if b"opendocument" in content[:_OPEN_DOCUMENT]:
        raise ReadingError(_NEITHER, path=path)
    checked_zip(content, "xl/", path=path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and rules it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            found: list[tuple[str, _Rows]] = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of its size need not be so
                rows: list[tuple[int, Sequence[str]]] = []
                for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1):
                    if number > _MOST_ROWS:
                        raise BrokenFileError(
                            f"{sheet.title}: more than {_MOST_ROWS:,} rows", path=path
                        )
                    cells = [_text(cell.value, cell.data_type) for cell in row]
                    if any(cells):
                        rows.append((number, cells))
                found.append((sheet.title, rows))
            book.close()
            return found
    except (*_BROKEN, InvalidFileException) as error:
        raise BrokenFileError(
            f"the workbook is damaged ({type(error).__name__}); open it in Excel and save it again",
            path=path,
        ) from error


def _text(value: object, kind: str) -> str:
    """Return what a cell holds as text: days as ISO dates, whole numbers without decimals."""
    if value is None:
        return ""
    if kind == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return str(value).strip()


def _csv(content: bytes, path: Path) -> _Rows:
    try:
        text = read_text(content, path=path).text
    except NotTextError as error:
        if not content.strip():
            raise
        raise ReadingError(_NEITHER, path=path) from error
    first = text.lstrip("\n").split("\n", 1)[0]
    sign = max(_SIGNS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return list(_csv_rows(reader, path))
    except csv.Error as error:
        raise BrokenFileError(
            f"no table: {error}; save it again as CSV UTF-8", path=path, line=reader.line_num
        ) from error


def _csv_rows(reader: Iterator[list[str]], path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(reader, start=1):
        if number > _MOST_ROWS:
            raise BrokenFileError(f"more than {_MOST_ROWS:,} rows", path=path)
        cells = [_unguarded(cell.strip()) for cell in row[:_MOST_COLUMNS]]
        if any(cells):
            yield number, cells


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that kept a spreadsheet program from working it out."""
    guarded = cell.startswith("'") and harmless(cell[1:]) == cell
    return cell[1:] if guarded else cell

"""Workbooks → text rendition: sheet after sheet, row after row, with the cells of each line."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from styrkedja.errors import BrokenFileError
from styrkedja.graph.profiles.words import SheetWords

from .rendition import Rendering, TextRendition, Told
from .sheet_columns import is_label
from .sheets import SheetRow, add_sheet, column_letters, is_explaining
from .xlsx_marks import Merge, SheetMarks, read_marks
from .zipped import checked_zip

__all__ = ["read_xlsx"]

_MOST_CELLS = 2_000_000
_MOST_COLUMNS = 500
_LONGEST = 32_767  # signs that Excel itself lets a cell hold
_MOST_TOLD = 20
_QUOTED = re.compile(r'"[^"]*"|\\.')  # of a number format: what is printed as it stands
_OFTEN = 500  # rows
_MOST_EMPTY = 10_000  # rows below each other
_BROKEN = (BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError,
           IndexError, AttributeError, EOFError, OverflowError, zlib.error)  # fmt: skip

_Cell: TypeAlias = Cell | MergedCell


def read_xlsx(
    content: bytes,
    words: SheetWords,
    *,
    path: Path | None = None,
    reached: Callable[[str], None] | None = None,
) -> TextRendition:
    """Return the text rendition of a workbook (.xlsx), with the cells of each line.

    Formulas are never worked out: the value that Excel saved is read. Hidden sheets are left out,
    and those that only explain. Hidden rows are read, and told. The value of cells that are merged
    over several rows is taken for each of them.

    Args:
        content: The file's bytes.
        words: The names of columns, and of sheets that explain.
        path: The file: its name is the title of a workbook that has none, and stands in messages.
        reached: Called with places that are read ("Uppdrag!A1000").

    Raises:
        BrokenFileError: It is no workbook, damaged, protected or far too large.
    """
    checked_zip(content, "xl/", path=path)
    place = _Place(reached)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and rules it leaves out
            return _read(content, words, path, place)
    except _BROKEN as error:
        fault = type(error).__name__
        at, at_sv = (f"below {place}", f"under {place}") if place.row else (fault, fault)
        raise BrokenFileError(
            f"the workbook is damaged ({at}); open it in Excel and save it again",
            sv=f"arbetsboken är skadad ({at_sv}); öppna den i Excel och spara om den",
            path=path,
        ) from error


class _Place:
    """The row that reading has come to; every so many are told.

    Args:
        reached: Called with them ("Uppdrag!A501"), or None.
    """

    def __init__(self, reached: Callable[[str], None] | None) -> None:
        self._reached = reached
        self.sheet, self.row = "", 0

    def __str__(self) -> str:
        return f"{self.sheet}!A{self.row}"

    def move(self, sheet: str, row: int) -> None:
        """Go to a row."""
        self.sheet, self.row = sheet, row
        if self._reached is not None and row % _OFTEN == 1:
            self._reached(str(self))


def _read(content: bytes, words: SheetWords, path: Path | None, place: _Place) -> TextRendition:
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rendering = Rendering()
    title = values.properties.title or (path.stem.replace("_", " ") if path is not None else "")
    told: list[Told] = []
    rows = _Rows(values, formulas, path, place)
    for number, sheet in enumerate(values.worksheets):
        if is_explaining(sheet.title, words):
            continue
        if sheet.sheet_state != "visible":
            told.append(
                (f"{sheet.title}: dolt blad, lästes inte", f"{sheet.title}: a hidden sheet")
            )
            continue
        own = list(rows.of(number))
        if title and not rendering.last and not _has_title(own, words):
            rendering.paragraph([title])
        told += add_sheet(rendering, sheet.title, own, words)
    values.close()
    formulas.close()
    shown = rows.without[:_MOST_TOLD]
    more = len(rows.without) - len(shown)
    if more:
        shown.append(
            (f"ytterligare {more} formler utan värde", f"{more} more formulas without a value")
        )
    return rendering.done("xlsx", [*told, *rows.told, *shown])


def _has_title(rows: list[SheetRow], words: SheetWords) -> bool:
    """Return whether a sheet begins with a row of a single cell, or says its title by a label."""
    first = next((row for row in rows if any(row.cells)), None)
    return first is not None and (
        sum(1 for cell in first.cells if cell) == 1 or is_label(first.cells[0], words)
    )


class _Rows:
    """Reads the rows of a workbook's sheets, and counts their cells.

    Args:
        values: The workbook with the values that were saved.
        formulas: The same with its formulas, to tell which have no value.
        path: The file, for error messages.
        place: Where reading has come to.

    Attributes:
        without: Formulas without a value, in words.
        told: What else is to be told of the rows, in words.
    """

    def __init__(
        self,
        values: Workbook,
        formulas: Workbook,
        path: Path | None,
        place: _Place,
    ) -> None:
        self.values = values
        self.formulas = formulas
        self.without: list[Told] = []
        self.told: list[Told] = []
        self.path = path
        self.place = place
        self.count = 0

    def of(self, number: int) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that hold something.

        Raises:
            BrokenFileError: There are too many cells, or one holds too much.
        """
        valued, worded = self.values.worksheets[number], self.formulas.worksheets[number]
        for sheet in (valued, worded):
            sheet.reset_dimensions()  # what a file says of its size need not be so
        # Read row by row, openpyxl tells cells alone.
        with valued._get_source() as source:  # type: ignore[attr-defined]
            marks = read_marks(source)
        merged = _Merged(valued.title, marks)
        pairs = zip(valued.iter_rows(), worded.iter_rows(values_only=True), strict=False)
        last = 0
        hidden: list[int] = []
        for row, (told, written) in enumerate(pairs, start=1):
            self.place.move(valued.title, row)
            if not any(one is not None for one in written):
                if row - last > _MOST_EMPTY:
                    self.told.append(_below(valued.title, row))
                    break
                continue
            last = row
            self.count += len(written)
            if self.count > _MOST_CELLS:
                raise BrokenFileError(
                    f"{valued.title}!A{row}: more than {_MOST_CELLS:,} cells; save the sheets that "
                    "are needed as a workbook of their own",
                    sv=f"{valued.title}!A{row}: mer än {_MOST_CELLS} celler; spara de blad som "
                    "behövs som en egen arbetsbok",
                    path=self.path,
                )
            self._check(valued.title, row, told, written)
            cells = merged.filled(row, [_text(one) for one in told[:_MOST_COLUMNS]])
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                if row in marks.hidden:
                    hidden.append(row)
                yield SheetRow(row, tuple(cells))
        self.told += merged.told
        if hidden:
            self.told.append(_hidden(valued.title, hidden))

    def _check(
        self, sheet: str, row: int, told: Sequence[_Cell], written: Sequence[object]
    ) -> None:
        """List formulas that have no value.

        Raises:
            BrokenFileError: A cell holds too much.
        """
        for at, (cell, formula) in enumerate(zip(told, written, strict=False)):
            value = cell.value
            place = f"{sheet}!{column_letters(at + 1)}{row}"
            if value is None and isinstance(formula, str) and formula.startswith("="):
                self.without.append(
                    (
                        f"{place}: en formel utan sparat värde",
                        f"{place}: a formula without a saved value",
                    )
                )
            if isinstance(value, str) and len(value) > _LONGEST:
                raise BrokenFileError(
                    f"{place}: a text of {len(value):,} signs, more than a cell can hold; "
                    "shorten it",
                    sv=f"{place}: en text på {len(value)} tecken, mer än en cell rymmer; korta den",
                    path=self.path,
                )


class _Merged:
    """Gives cells that were merged over several rows their value in each of these.

    Args:
        sheet: The sheet's name.
        marks: Its merges.

    Attributes:
        told: Where that was done, in words.
    """

    def __init__(self, sheet: str, marks: SheetMarks) -> None:
        self._sheet = sheet
        self._marks = marks
        self._open: dict[int, tuple[Merge, str]] = {}
        self.told: list[Told] = []
        self._named: set[str] = set()

    def filled(self, row: int, cells: list[str]) -> list[str]:
        """Return a row's cells, those below a merge's first with its value."""
        for merge in self._marks.merges.get(row, ()):
            if merge.column <= min(len(cells), _MOST_COLUMNS) and cells[merge.column - 1]:
                self._open[merge.column] = (merge, cells[merge.column - 1])
        for column, (merge, value) in list(self._open.items()):
            if merge.last < row:
                del self._open[column]
            elif column > len(cells) or not cells[column - 1]:
                cells += [""] * (column - len(cells))
                cells[column - 1] = value
                if merge.where not in self._named and len(self.told) < _MOST_TOLD:
                    self._named.add(merge.where)
                    place = f"{self._sheet}!{merge.where}"
                    self.told.append(
                        (
                            f"{place}: sammanfogade celler; värdet togs för varje rad",
                            f"{place}: merged cells; the value was taken for each row",
                        )
                    )
        return cells


def _below(sheet: str, row: int) -> Told:
    return (
        f"{sheet}: läst till rad {row}, efter {_MOST_EMPTY} tomma rader",
        f"{sheet}: what may stand below row {row}, after {_MOST_EMPTY:,} empty rows",
    )


def _hidden(sheet: str, rows: list[int]) -> Told:
    shown = ", ".join(map(str, rows[:_MOST_TOLD])) + (" …" if len(rows) > _MOST_TOLD else "")
    return (
        f"{sheet}: rader som är dolda eller bortfiltrerade lästes ändå: {shown}",
        f"{sheet}: rows that are hidden or filtered away were read all the same: {shown}",
    )


def _text(cell: _Cell) -> str:
    """Return a cell's value as a document prints it: ISO dates, decimals with a comma, percent."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and "%" in _QUOTED.sub("", cell.number_format):
        return f"{_number(value * 100)} %"
    if isinstance(value, float):
        return _number(value)
    return str(value).strip()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.10g}".replace(".", ",")

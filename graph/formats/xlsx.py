"""Workbooks → text rendition: sheet after sheet, row after row, with the cells of each line."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from styrkedja.errors import BrokenFileError

from .rendition import Rendering, TextRendition
from .sheets import SheetRow, add_sheet, column_letters
from .zipped import checked_zip

__all__ = ["read_xlsx"]

_MOST_CELLS = 2_000_000
_MOST_COLUMNS = 500
_LONGEST = 32_767  # signs that Excel itself lets a cell hold
_MOST_TOLD = 20
_OFTEN = 500  # rows
_MOST_EMPTY = 10_000  # rows below each other
_BROKEN = (BadZipFile, InvalidFileException, etree.XMLSyntaxError, KeyError, ValueError, TypeError,
           IndexError, AttributeError, EOFError, OverflowError)  # fmt: skip


def read_xlsx(
    content: bytes, *, path: Path | None = None, reached: Callable[[str], None] | None = None
) -> TextRendition:
    """Return the text rendition of a workbook (.xlsx), with the cells of each line.

    Formulas are never worked out: the value that Excel saved is read. Hidden sheets are left out.

    Args:
        content: The file's bytes.
        path: The file: its name is the title of a workbook that has none, and stands in messages.
        reached: Called with places that are read ("Uppdrag!A1000").

    Raises:
        BrokenFileError: It is no workbook, damaged, protected or far too large.
    """
    checked_zip(content, "xl/", path=path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and rules it leaves out
            return _read(content, path, reached)
    except _BROKEN as error:
        raise BrokenFileError(
            f"the workbook is damaged ({type(error).__name__}); open it in Excel and save it again",
            path=path,
        ) from error


def _read(
    content: bytes, path: Path | None, reached: Callable[[str], None] | None
) -> TextRendition:
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rendering = Rendering()
    title = values.properties.title or (path.stem.replace("_", " ") if path is not None else "")
    without: list[str] = []
    told: list[str] = []
    rows = _Rows(values, formulas, without, path, reached)
    for number, sheet in enumerate(values.worksheets):
        if sheet.sheet_state != "visible":
            told.append(f"{sheet.title}: a hidden sheet")
            continue
        own = list(rows.of(number))
        if title and not rendering.last and not _has_title(own):
            rendering.paragraph([title])
        told += add_sheet(rendering, sheet.title, own)
    values.close()
    formulas.close()
    shown = without[:_MOST_TOLD]
    more = len(without) - len(shown)
    return rendering.done(
        "xlsx",
        [
            *told,
            *rows.left_out,
            *shown,
            *([f"{more} more formulas without a value"] if more else []),
        ],
    )


def _has_title(rows: list[SheetRow]) -> bool:
    """Return whether a sheet begins with a row of a single cell."""
    first = next((row for row in rows if any(row.cells)), None)
    return first is not None and sum(1 for cell in first.cells if cell) == 1


class _Rows:
    """Reads the rows of a workbook's sheets, and counts their cells.

    Args:
        values: The workbook with the values that were saved.
        formulas: The same with its formulas, to tell which have no value.
        without: Where formulas without a value are listed.
        path: The file, for error messages.
        reached: Called with places that are read.

    Attributes:
        left_out: What was not read, in words.
    """

    def __init__(
        self,
        values: Workbook,
        formulas: Workbook,
        without: list[str],
        path: Path | None,
        reached: Callable[[str], None] | None,
    ) -> None:
        self.values = values
        self.formulas = formulas
        self.without = without
        self.left_out: list[str] = []
        self.path = path
        self.reached = reached
        self.count = 0

    def of(self, number: int) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that hold something.

        Raises:
            BrokenFileError: There are too many cells, or one holds too much.
        """
        valued, worded = self.values.worksheets[number], self.formulas.worksheets[number]
        for sheet in (valued, worded):
            sheet.reset_dimensions()  # what a file says of its size need not be so
        pairs = zip(valued.iter_rows(values_only=True), worded.iter_rows(values_only=True),
                    strict=False)  # fmt: skip
        last = 0
        for row, (told, written) in enumerate(pairs, start=1):
            if self.reached is not None and row % _OFTEN == 1:
                self.reached(f"{valued.title}!A{row}")
            if not any(one is not None for one in written):
                if row - last > _MOST_EMPTY:
                    self.left_out.append(
                        f"{valued.title}: what may stand below row {row}, after "
                        f"{_MOST_EMPTY:,} empty rows"
                    )
                    return
                continue
            last = row
            self.count += len(written)
            if self.count > _MOST_CELLS:
                raise BrokenFileError(
                    f"{valued.title}!A{row}: more than {_MOST_CELLS:,} cells; save the sheets that "
                    "are needed as a workbook of their own",
                    path=self.path,
                )
            cells = [_text(one) for one in told[:_MOST_COLUMNS]]
            for at, (value, formula) in enumerate(zip(told, written, strict=False)):
                place = f"{valued.title}!{column_letters(at + 1)}{row}"
                if value is None and isinstance(formula, str) and formula.startswith("="):
                    self.without.append(f"{place}: a formula without a saved value")
                if isinstance(value, str) and len(value) > _LONGEST:
                    raise BrokenFileError(
                        f"{place}: a text of {len(value):,} signs, more than a cell can hold; "
                        "shorten it",
                        path=self.path,
                    )
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield SheetRow(row, tuple(cells))


def _text(value: object) -> str:
    """Return a cell's value as a document prints it: dates as ISO, decimals with a comma."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return str(value).strip()

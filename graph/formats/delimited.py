"""CSV files → text rendition, with the cells of each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from styrkedja.errors import BrokenFileError
from styrkedja.graph.profiles.words import SheetWords
from styrkedja.graph.spreadsheets import harmless

from .rendition import Rendering, TextRendition
from .sheet_columns import is_label
from .sheets import SheetRow, add_sheet
from .text import read_text

__all__ = ["read_csv"]

_SIGNS = (";", "\t", ",", "|")
_PROBED = 20  # lines
_NAME = "csv"


def read_csv(content: bytes, words: SheetWords, *, path: Path | None = None) -> TextRendition:
    """Return the text rendition of a CSV file; its rows are those of a sheet called "csv".

    Args:
        content: The file's bytes.
        words: The names of columns.
        path: The file: its name is the title of a table that has none, and stands in messages.

    Raises:
        NotTextError: It is empty, or no text.
        BrokenFileError: It cannot be parted into cells.
    """
    text = read_text(content, path=path).text
    rendering = Rendering()
    first = text.lstrip("\n").split("\n", 1)[0]
    sign = _sign_of(text)
    labelled = is_label(first.split(sign)[0].strip('" '), words)
    if path is not None and first.strip(f'{sign}" ').count(sign) and not labelled:
        rendering.paragraph([path.stem.replace("_", " ")])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        told = add_sheet(rendering, _NAME, _rows(reader), words)
    except csv.Error as error:
        raise BrokenFileError(
            f"no table: {error}; save it again from Excel as CSV UTF-8",
            sv=f"ingen tabell ({error}); spara om den från Excel som CSV UTF-8",
            path=path,
            line=reader.line_num,
        ) from error
    return rendering.done("csv", told)


def _rows(reader: Iterator[list[str]]) -> Iterator[SheetRow]:
    for number, row in enumerate(reader, start=1):
        cells = [_plain(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield SheetRow(number, tuple(cells))


def _plain(cell: str) -> str:
    """Return a cell as it was before it was written so that no program takes it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


def _sign_of(text: str) -> str:
    """Return what parts the cells: the sign that most of the first lines have most of."""
    lines = [line for line in text.split("\n", _PROBED)[:_PROBED] if line.strip()]
    return max(_SIGNS, key=lambda sign: (sum(1 for line in lines if sign in line),
                                         sum(line.count(sign) for line in lines)))  # fmt: skip

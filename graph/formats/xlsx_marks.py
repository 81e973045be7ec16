"""What a sheet's XML says of its rows beside their cells: which are hidden, what is merged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

from openpyxl.utils import column_index_from_string

__all__ = ["Merge", "SheetMarks", "read_marks"]

_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^<>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"'
)
_CHUNK = 1 << 20  # bytes
_OVERLAP = 4096  # bytes; more than a tag has
_MOST = 100_000  # merges and hidden rows that are remembered


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were merged over several rows.

    Args:
        where: As Excel writes it ("C4:C6").
        column: Its first column, counted from 1; the value stands there in the first row.
        first: Its first row.
        last: Its last row.
    """

    where: str
    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What is marked in a sheet.

    Args:
        hidden: Numbers of the rows that are hidden, or filtered away.
        merges: The merges over several rows, by their first row.
    """

    hidden: frozenset[int]
    merges: dict[int, tuple[Merge, ...]]


def read_marks(source: IO[bytes]) -> SheetMarks:
    """Return what is marked in a sheet; nothing is parsed, so that size costs no memory.

    Args:
        source: The sheet's XML.
    """
    hidden: set[int] = set()
    merges: dict[str, Merge] = {}
    kept = b""
    while chunk := source.read(_CHUNK):
        text = kept + chunk
        for match in _HIDDEN.finditer(text) if b"hidden=" in text else ():
            if len(hidden) < _MOST:
                hidden.add(int(match[1]))
        for match in _MERGE.finditer(text) if b"mergeCell" in text else ():
            column, first, last = match[1].decode(), int(match[2]), int(match[3])
            if last > first and len(merges) < _MOST:
                where = match[0].rpartition(b'ref="')[2].rstrip(b'"').decode()
                merges[where] = Merge(where, column_index_from_string(column), first, last)
        kept = text[-_OVERLAP:]
    by_row: dict[int, tuple[Merge, ...]] = {}
    for merge in merges.values():
        by_row[merge.first] = (*by_row.get(merge.first, ()), merge)
    return SheetMarks(frozenset(hidden), by_row)

"""A line of a table as a label and numbers, and which column a number of too few stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..lines import Line
from .arithmetic import Cells
from .cells import hardened, is_dash, is_number_token, partitions, tail_of
from .heads import Column, segments_of

__all__ = ["RowLine", "cells_by_blanks", "cells_by_places", "row_line"]

_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class RowLine:
    """A line as label and numbers.

    Args:
        label: What stands before the numbers, or "".
        groups: The words of its numbers, in groups that a cell does not cross.
        places: Where each group begins and ends, or none where one blank parts all.
        exact: Its cells, where bars or tabs part them.
        tail: Its numbers as the line stands, blanks and all.
    """

    label: str
    groups: list[list[str]]
    places: list[tuple[int, int]]
    exact: Cells | None
    tail: str


def row_line(line: Line, count: int) -> RowLine:
    """Return a line as its label and its numbers."""
    raw = hardened(line.raw or line.text)
    segments = segments_of(Line(line.number, line.text, False, line.cells, raw))
    if raw.count("|") >= 2 or ("\t" in raw.strip() and len(segments) > 1):
        cells = segments
        if "|" not in raw:
            cells = [(" ".join(piece.split()), 0, 0) for piece in raw.strip("\r\n\f ").split("\t")]
        return _delimited([text for text, _, _ in cells], count)
    words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(raw)]
    at = tail_of([word for word, _, _ in words])
    if not any(is_number_token(word[0]) and not is_dash(word[0]) for word in words[at:]):
        only_dashes = at < len(words) and len(words) - at == count and at > 0
        if not only_dashes:
            return RowLine(line.text, [], [], None, "")
    begin = words[at][1]
    label = " ".join(word for word, _, _ in words[:at])
    groups: list[list[str]] = []
    places: list[tuple[int, int]] = []
    for _, left, right in segments if line.cells else [("", 0, len(raw))]:
        own = [word for word, start, _ in words[at:] if left <= start < max(right, left + 1)]
        if own:
            groups.append(own)
            places.append((left, right))
    return RowLine(label, groups, places if line.cells else [], None, raw[begin:])


def _delimited(cells: list[str], count: int) -> RowLine:
    """Return a line whose cells are set apart by bars or tabs."""
    label, numbers = cells[0], cells[1:]
    while len(numbers) > count and not numbers[-1]:
        numbers.pop()
    numeric = [
        bool(cell) and all(is_number_token(word) for word in cell.split()) for cell in numbers
    ]
    if not any(numeric):
        return RowLine(" ".join(cell for cell in cells if cell), [], [], None, "")
    if len(numbers) > count or not all(
        one or not cell for one, cell in zip(numeric, numbers, strict=True)
    ):
        return RowLine(label, [cell.split() for cell in numbers if cell], [], None, "")
    numbers += [""] * (count - len(numbers))
    exact = tuple(
        None if not cell or is_dash(cell) else (partitions([cell.split()], 1) or [(cell,)])[0][0]
        for cell in numbers
    )
    return RowLine(label, [], [], exact, "")


def cells_by_blanks(tail: str, count: int) -> Cells | None:
    """Return the cells of a line where each blank more than one is an empty cell."""
    slots = tail.strip("\r\n\f").split(" ")
    if len(slots) > count * 4:
        return None
    if len(slots) > count and not slots[-1]:
        slots.pop()
    at = 0
    while len(slots) > count and at + 1 < len(slots):
        if slots[at] and slots[at + 1] and partitions([slots[at : at + 2]], 1):
            slots[at : at + 2] = [" ".join(slots[at : at + 2])]
        else:
            at += 1
    if len(slots) != count:
        return None
    return tuple(None if not slot or is_dash(slot) else _whole(slot) for slot in slots)


def cells_by_places(parsed: RowLine, columns: Sequence[Column]) -> Cells | None:
    """Return the cells of a line by the places of its numbers below the heads."""
    if not parsed.places or any(column.right is None for column in columns):
        return None
    cells: list[str | None] = [None] * len(columns)
    for group, (left, right) in zip(parsed.groups, parsed.places, strict=True):
        one = partitions([group], 1)
        apart = [
            (abs((column.right or 0) - right), abs((column.left or 0) - left)) for column in columns
        ]
        nearest = min(range(len(columns)), key=lambda at: min(apart[at]))
        if not one or cells[nearest] is not None or min(apart[nearest]) > 8:
            return None
        cells[nearest] = one[0][0]
    return tuple(cells)


def _whole(slot: str) -> str | None:
    return (partitions([slot.split()], 1) or [(slot,)])[0][0]

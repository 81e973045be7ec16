"""The order in which the columns of a table are printed, found from where its values stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from .facts import Lines

__all__ = ["Cell", "columns_in_order"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table: the head of its column, what is printed, and in which lines."""

    column: str
    printed: str
    lines: tuple[Lines, ...]


def columns_in_order(rows: Iterable[Sequence[Cell]], text: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a table from left to right, as far as its rows tell.

    The graph says which column a number stands in, not how the columns follow each other. Each
    row in which two values are printed once, so that their places are certain, votes for the
    order of their columns; what no row decides keeps the order of the cells.

    Args:
        rows: The cells of each row.
        text: The lines of the document; none when the archive has lost it.
    """
    names: dict[str, None] = {}
    votes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        names.update(dict.fromkeys(cell.column for cell in row))
        places = {cell.column: _place(cell, text) for cell in row}
        for one, other in permutations(places, 2):
            first, second = places[one], places[other]
            if first is not None and second is not None and first < second:
                votes[one, other] += 1
    before = {
        name: sum(_sign(votes[other, name] - votes[name, other]) for other in names)
        for name in names
    }
    return tuple(sorted(names, key=before.__getitem__))


def _place(cell: Cell, text: Sequence[str]) -> tuple[int, int] | None:
    """Return line and column of the only place where a value is printed, or None."""
    wanted = re.compile(rf"(?<!\S){re.escape(cell.printed)}(?!\S)")
    found = [
        (number, match.start())
        for first, last in cell.lines
        for number in range(first, min(last, len(text)) + 1)
        for match in wanted.finditer(text[number - 1])
    ]
    return found[0] if len(found) == 1 else None


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)

"""What the numbers of a table's row have to do with each other, and where they do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log10

from .cells import number_of
from .heads import Column

__all__ = ["Cells", "Difference", "best_of", "differences_of", "place_missing", "step_of"]

Cells = tuple[str | None, ...]
_MOST_PLACINGS = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that holds one column minus another.

    Args:
        deviation: Its index.
        first: The index of the column that is subtracted from.
        second: The index of the column that is subtracted.
        rows: How many rows of the table it was seen in.
    """

    deviation: int
    first: int
    second: int
    rows: int = 0

    def gap(self, cells: Cells) -> Decimal | None:
        """Return how far a row's deviation is from the difference, or None where one is empty."""
        printed = [
            None if cell is None else number_of(cell)
            for cell in (cells[self.deviation], cells[self.first], cells[self.second])
        ]
        deviation, first, second = printed
        if deviation is None or first is None or second is None:
            return None
        return abs(deviation - (first - second))

    def holds(self, cells: Cells) -> bool | None:
        """Return whether a row keeps it, but for rounding; None where a cell is empty."""
        gap = self.gap(cells)
        if gap is None:
            return None
        return gap <= 2 * step_of(
            cells[at] for at in (self.deviation, self.first, self.second) if cells[at]
        )


def step_of(cells: Iterable[str | None]) -> Decimal:
    """Return the last place that cells are rounded to (1, 0.1)."""
    places = [
        len(cell.rstrip("% ").rpartition(",")[2]) if "," in cell else 0 for cell in cells if cell
    ]
    return Decimal(1).scaleb(-max(places, default=0))


def differences_of(columns: Sequence[Column], rows: Sequence[Cells]) -> list[Difference]:
    """Return what the table's deviation columns are the differences of.

    Args:
        columns: The table's columns.
        rows: The rows that can be read in one way only.

    Returns:
        One difference a deviation column at most: that which most rows keep, two rows at least and
        two of three.
    """
    found = []
    for at, column in enumerate(columns):
        if column.kind != "deviation":
            continue
        amounts = [i for i, c in enumerate(columns) if c.kind in ("outcome", "forecast", "other")]
        budgets = [i for i, c in enumerate(columns) if c.kind == "budget"]
        tried = []
        for first in amounts:
            for second in budgets:
                for pair in ((first, second), (second, first)):
                    own = Difference(at, *pair)
                    kept = [own.holds(row) for row in rows if any(row[i] for i in (at, *pair))]
                    yes = sum(1 for row in rows if own.holds(row) and _tells(own, row))
                    no = kept.count(False)
                    near = abs(first - at) + abs(second - at)
                    tried.append((yes, -no, -near, pair == (first, second), own))
        best = max(tried, key=lambda one: one[:4], default=None)
        if best is not None and best[0] >= 2 and best[0] >= 2 * -best[1]:
            own = best[4]
            found.append(Difference(own.deviation, own.first, own.second, best[0]))
    return found


def _tells(difference: Difference, row: Cells) -> bool:
    """Return whether a row that keeps a difference says something of it: not all is nought."""
    numbers = [number_of(row[i] or "") for i in (difference.deviation, difference.first)]
    return any(numbers)


def best_of(ways: Sequence[Cells], differences: Sequence[Difference]) -> tuple[Cells, bool]:
    """Return the likeliest of the ways to read a row, and whether it is clearly that.

    Args:
        ways: At least one.
        differences: What is known of the table's columns.
    """
    if len(ways) == 1:
        return ways[0], True
    scored = sorted(
        ((sum(bool(one.holds(way)) for one in differences), -_spread(way), -at, way)
         for at, way in enumerate(ways)),
        key=lambda one: one[:3],
        reverse=True,
    )  # fmt: skip
    first, second = scored[0], scored[1]
    clear = first[0] > second[0] or second[1] + 1 < first[1]
    return first[3], clear


def _spread(way: Cells) -> float:
    """Return how much a row's numbers differ in size, as powers of ten."""
    sizes = sorted(
        log10(abs(float(number)) + 1)
        for cell in way
        if cell is not None
        for number in [number_of(cell)]
        if number is not None
    )
    return sizes[-1] - sizes[len(sizes) // 2] if sizes else 0.0


def place_missing(
    cells: Sequence[str | None], count: int, differences: Sequence[Difference]
) -> Cells | None:
    """Return a row of too few numbers with each in its column, or None where nothing tells it.

    Args:
        cells: The numbers in order.
        count: How many columns there are.
        differences: What is known of them; the one placing that keeps most of them is taken.
    """
    placings: list[tuple[int, Cells]] = []
    for places in combinations(range(count), len(cells)):
        if len(placings) >= _MOST_PLACINGS:
            return None
        row: list[str | None] = [None] * count
        for place, cell in zip(places, cells, strict=True):
            row[place] = cell
        kept = [one.holds(tuple(row)) for one in differences]
        if False not in kept:
            placings.append((kept.count(True), tuple(row)))
    placings.sort(key=lambda one: -one[0])
    if not placings or placings[0][0] == 0:
        return None
    if len(placings) > 1 and placings[1][0] == placings[0][0]:
        return None
    return placings[0][1]

"""A few values over the years as a small picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Curve", "curve_of"]

_WIDE, _HIGH, _MARGIN = 132.0, 36.0, 5.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over time, in units of the picture, its upper left corner 0, 0.

    Args:
        points: Where the values are, in order of time.
        target: How far down the target lies, or None.
        width: The picture's width.
        height: Its height.
    """

    points: tuple[tuple[float, float], ...]
    target: float | None
    width: float = _WIDE
    height: float = _HIGH

    @property
    def path(self) -> str:
        """The points as SVG writes those of a line."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def curve_of(values: Iterable[tuple[int, Decimal]], targets: Sequence[Decimal]) -> Curve | None:
    """Return values as a curve; None where fewer than two years are known.

    Args:
        values: Year and value; two values of one year make no curve.
        targets: The targets; drawn when there is one only.

    >>> curve_of([(2022, Decimal(2)), (2021, Decimal(1))], []).path
    '5,31 127,5'
    """
    known = sorted(values)
    years = [year for year, _ in known]
    if len(set(years)) < max(len(years), 2):
        return None
    target = float(targets[0]) if len(set(targets)) == 1 else None
    heights = [float(value) for _, value in known]
    limits = heights if target is None else [*heights, target]
    lowest, highest = min(limits), max(limits)
    across = (_WIDE - 2 * _MARGIN) / (years[-1] - years[0])

    def down(value: float) -> float:
        share = (highest - value) / (highest - lowest) if highest > lowest else 0.5
        return round(_MARGIN + share * (_HIGH - 2 * _MARGIN), 1)

    points = tuple(
        (round(_MARGIN + (year - years[0]) * across, 1), down(height))
        for year, height in zip(years, heights, strict=True)
    )
    return Curve(points, None if target is None else down(target))

"""Shares as bars: what is covered, what is not, and what is not stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import HATCH, Ink, frame, rect, text, text_width, wrapped

__all__ = ["Bar", "bars_svg"]

_MARGIN, _LABEL, _LONG, _HIGH, _STEP = 16.0, 330.0, 380.0, 22.0, 34.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in three stretches that follow each other.

    Args:
        label: What it counts.
        full: The first stretch, filled.
        empty: The second, left white.
        hatched: The third, hatched.
        words: What stands behind it.
    """

    label: str
    full: int
    empty: int
    hatched: int
    words: str


def bars_svg(
    name: str,
    *,
    title: str,
    description: str,
    bars: Sequence[Bar],
    stretches: tuple[str, str, str],
    note: str = "",
    relative: bool = True,
    standalone: bool = False,
) -> str:
    """Return bars as one `<svg>` element.

    Args:
        name: The picture's name.
        title: What it shows; stands above.
        description: What is to be seen, for those who cannot see it.
        bars: The bars, from the top.
        stretches: What the three stretches mean; an empty one is left out of the legend.
        note: A line under the legend.
        relative: Whether each bar is a whole, 100 %; else they are as long as their numbers.
        standalone: For a file of its own.
    """
    ink = Ink(standalone=standalone)
    label = min(max((text_width(bar.label, 12) for bar in bars), default=0) + 4, _LABEL)
    left = _MARGIN + label + 8
    longest = max((bar.full + bar.empty + bar.hatched for bar in bars), default=0)
    drawn = [text(_MARGIN, _MARGIN + 14, title, size=17, bold=True)]
    top = _MARGIN + 34
    wide = max(_MARGIN + text_width(title, 17), left + _LONG)
    for number, bar in enumerate(bars):
        y = top + number * _STEP
        lines = wrapped(bar.label, label, 2, 12)
        first = y + _HIGH / 2 + 4 - (len(lines) - 1) * 7
        drawn += [
            text(left - 8, first + place * 14, line, anchor="end", size=12)
            for place, line in enumerate(lines)
        ]
        of = bar.full + bar.empty + bar.hatched if relative else longest
        end = _stretches(left, y, bar, of, drawn, ink)
        drawn.append(text(end + 8, y + _HIGH / 2 + 4.5, bar.words))
        wide = max(wide, end + 8 + text_width(bar.words))
    bottom = top + len(bars) * _STEP + 8
    x = _MARGIN
    for place, words in enumerate(stretches):
        if words:
            shown = Bar("", int(place == 0), int(place == 1), int(place == 2), "")
            _stretches(x, bottom, shown, 12, drawn, ink)
            drawn.append(text(x + _LONG / 12 + 8, bottom + _HIGH / 2 + 4.5, words))
            x += _LONG / 12 + 8 + text_width(words) + 22
    wide = max(wide, x)
    bottom += _HIGH
    for line in wrapped(note, wide - _MARGIN, 3, 12) if note else []:
        drawn.append(text(_MARGIN, bottom + 18, line, size=12))
        bottom += 16
    return frame(name, title, description, (wide + _MARGIN, bottom + _MARGIN), drawn, ink)


def _stretches(x: float, y: float, bar: Bar, of: int, drawn: list[str], ink: Ink) -> float:
    """Draw the stretches of a bar, as parts of `of`; return where they end."""
    for count, fill, opacity in (
        (bar.full, ink.fill, 0.75),
        (bar.empty, ink.surface, 1.0),
        (bar.hatched, f"url(#{HATCH})", 1.0),
    ):
        if count and of:
            long = _LONG * count / of
            drawn.append(rect(x, y, long, _HIGH, fill=fill, ink=ink, opacity=opacity))
            x += long
    return x

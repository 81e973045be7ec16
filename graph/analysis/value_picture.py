"""Any values as bars: one a row, as long as its number, to the left where it is below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import Ink, cut, frame, rect, text, text_width, wrapped

__all__ = ["ValueBar", "values_svg"]

_MARGIN, _LABEL, _LONG, _HIGH, _STEP = 16.0, 300.0, 380.0, 20.0, 30.0
_TITLE = 700.0


@dataclass(frozen=True, slots=True)
class ValueBar:
    """One bar.

    Args:
        label: What the number is of.
        value: The number, in the unit of all bars.
        words: The number as people of the language write it; stands behind the bar.
    """

    label: str
    value: float
    words: str


def values_svg(
    name: str,
    *,
    title: str,
    description: str,
    bars: Sequence[ValueBar],
    standalone: bool = False,
) -> str:
    """Return values as one `<svg>` element; all bars have one scale, which begins at zero.

    Args:
        name: The picture's name.
        title: What it shows; stands above.
        description: What is to be seen, for those who cannot see it.
        bars: The bars, from the top.
        standalone: For a file of its own, not for a page.
    """
    ink = Ink(standalone=standalone)
    label = min(max((text_width(bar.label, 12) for bar in bars), default=0.0) + 4, _LABEL)
    words = max((text_width(bar.words) for bar in bars), default=0.0) + 10
    highest = max((bar.value for bar in bars), default=0.0)
    lowest = min((bar.value for bar in bars), default=0.0)
    most, least = max(highest, 0.0), min(lowest, 0.0)
    unit = _LONG / ((most - least) or 1.0)
    left = _MARGIN + label + 8 + (words if least < 0 else 0.0)
    zero = left - least * unit
    heading = cut(title, _TITLE, 17)
    drawn = [text(_MARGIN, _MARGIN + 14, heading, size=17, bold=True)]
    top = _MARGIN + 34
    for number, bar in enumerate(bars):
        y = top + number * _STEP
        lines = wrapped(bar.label, label, 2, 12)
        first = y + _HIGH / 2 + 4 - (len(lines) - 1) * 6.5
        drawn += [
            text(_MARGIN + label, first + place * 13, line, anchor="end", size=12)
            for place, line in enumerate(lines)
        ]
        long = abs(bar.value) * unit
        start = zero - long if bar.value < 0 else zero
        said = f"{bar.label}: {bar.words}"
        drawn.append(rect(start, y, long, _HIGH, fill=ink.fill, ink=ink, opacity=0.75, title=said))
        beside = (start - 7, "end") if bar.value < 0 else (start + long + 7, "start")
        drawn.append(text(beside[0], y + _HIGH / 2 + 4.5, bar.words, anchor=beside[1]))
    wide = max(_MARGIN + text_width(heading, 17), left + _LONG + words)
    size = (wide + _MARGIN, top + len(bars) * _STEP + _MARGIN)
    return frame(name, title, description, size, drawn, ink)

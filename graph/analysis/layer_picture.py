"""Boxes in columns, joined by lines: a graph of levels as a picture that also prints in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from .drawing import HATCH, Ink, frame, n, rect, text, text_width, wrapped

__all__ = ["Box", "Joint", "layers_svg"]

_WIDE, _HIGH, _GAP, _BETWEEN, _MARGIN = 226.0, 42.0, 10.0, 92.0, 16.0
_SIZE, _STEP, _TOP = 12.0, 14.0, 74.0
_DASHES = {"solid": "", "dashed": ' stroke-dasharray="7 4"', "dotted": ' stroke-dasharray="2 4"'}


@dataclass(frozen=True, slots=True)
class Box:
    """One box.

    Args:
        words: What stands in it, on at most two lines.
        title: The whole of it, shown by browsers and read aloud.
        column: Its column's number, from 0 at the left.
        style: "plain", "bold" (a heavy edge) or "hatched".
    """

    words: str
    title: str
    column: int
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Joint:
    """A line between two boxes.

    Args:
        first: Place in the list of the box it starts from.
        second: Place of the box it leads to.
        count: How many links it stands for; more make it wider.
        style: "solid", "dashed" or "dotted".
    """

    first: int
    second: int
    count: int = 1
    style: str = "solid"


def layers_svg(
    name: str,
    *,
    title: str,
    description: str,
    columns: Sequence[str],
    boxes: Sequence[Box],
    joints: Sequence[Joint],
    lines: Sequence[tuple[str, str]] = (),
    styles: Sequence[tuple[str, str]] = (),
    note: str = "",
    standalone: bool = False,
) -> str:
    """Return a graph of levels as one `<svg>` element.

    Args:
        name: The picture's name.
        title: What it shows; stands above.
        description: What is to be seen, for those who cannot see it.
        columns: The columns' heads, from the left.
        boxes: The boxes; in a column they are ordered so that few lines cross.
        joints: The lines.
        lines: Styles of lines and what they mean.
        styles: Styles of boxes and what they mean.
        note: A line under the legend.
        standalone: For a file of its own.
    """
    ink = Ink(standalone=standalone)
    ways, stops = _ways(boxes, joints)
    stacks = _ordered(len(columns), stops, ways)
    tall = [sum(_step(number, boxes) for number in stack) for stack in stacks]
    tallest = max(tall, default=0.0)
    at: dict[int, tuple[float, float]] = {}
    for column, stack in enumerate(stacks):
        y = _MARGIN + _TOP + (tallest - tall[column]) / 2
        for number in stack:
            at[number] = (_MARGIN + column * (_WIDE + _BETWEEN), y)
            y += _step(number, boxes)
    drawn = [text(_MARGIN, _MARGIN + 14, title, size=17, bold=True)]
    for column, head in enumerate(columns):
        x = _MARGIN + column * (_WIDE + _BETWEEN)
        drawn.append(text(x, _MARGIN + _TOP - 14, head, bold=True))
    for joint, way in zip(joints, ways, strict=True):
        drawn.append(_line(joint, [at[stop] for stop in way], ink))
    for number, box in enumerate(boxes):
        drawn += _box(box, *at[number], ink)
    bottom = _MARGIN + _TOP + tallest + 8
    right = _MARGIN + len(columns) * (_WIDE + _BETWEEN) - _BETWEEN
    wide = max(right, _MARGIN + text_width(title, 17), 620.0) + _MARGIN
    for dash, words in lines:
        drawn.append(_stroke(f"M {n(_MARGIN)} {n(bottom + 10)} h 44", 1.6, dash, ink))
        drawn.append(text(_MARGIN + 54, bottom + 14.5, words))
        bottom += 22
    for style, words in styles:
        drawn += _frame_of(style, _MARGIN, bottom, 44, 20, ink, words)
        drawn.append(text(_MARGIN + 54, bottom + 14.5, words))
        bottom += 26
    for line in wrapped(note, wide - 2 * _MARGIN, 4, _SIZE) if note else []:
        drawn.append(text(_MARGIN, bottom + 16, line, size=_SIZE))
        bottom += 16
    return frame(name, title, description, (wide, bottom + _MARGIN), drawn, ink)


def _ways(boxes: Sequence[Box], joints: Sequence[Joint]) -> tuple[list[list[int]], list[int]]:
    """Return the stops of each line, and the column of each stop: the boxes, then free places.

    A line over several columns gets a free place in each between, so that it passes no box.
    """
    columns = [box.column for box in boxes]
    ways = []
    for joint in joints:
        left, right = sorted((joint.first, joint.second), key=lambda number: columns[number])
        way = [left]
        for column in range(columns[left] + 1, columns[right]):
            way.append(len(columns))
            columns.append(column)
        ways.append([*way, right])
    return ways, columns


def _step(number: int, boxes: Sequence[Box]) -> float:
    """Return how far below a stop the next one of its column stands."""
    return _HIGH + _GAP if number < len(boxes) else _GAP


def _ordered(columns: int, stops: Sequence[int], ways: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the stops of each column from the top, each near the middle of what it is joined to.

    Columns are ordered by those to their left, then by those to their right, and so on; what is
    joined to nothing stays in its order, last.

    Args:
        columns: How many columns there are.
        stops: The column of each stop.
        ways: The stops of each line, in neighbouring columns or in the same.
    """
    stacks: list[list[int]] = [[] for _ in range(columns)]
    near: list[set[int]] = [set() for _ in stops]
    for number, column in enumerate(stops):
        stacks[column].append(number)
    for way in ways:
        for one, other in pairwise(way):
            near[one].add(other)
            near[other].add(one)
    for side in (-1, 1) * 4:
        for column in range(columns)[::-side]:
            place = {
                number: (spot + 0.5) / len(stack)
                for stack in stacks
                for spot, number in enumerate(stack)
            }
            middle = {}
            for number in stacks[column]:
                spots = [place[o] for o in near[number] if (stops[o] - column) * side > 0]
                spot = sum(spots) / len(spots) if spots else place[number]
                middle[number] = (not near[number], spot)
            stacks[column].sort(key=middle.__getitem__)
    return stacks


def _line(joint: Joint, places: Sequence[tuple[float, float]], ink: Ink) -> str:
    """Return the line over its stops, from the left; within a column a bow on its right side."""
    ends = [place[1] + _HIGH / 2 for place in (places[0], places[-1])]
    if places[0][0] == places[-1][0]:
        x, bend = places[0][0] + _WIDE, places[0][0] + _WIDE + _BETWEEN / 2
        way = f"M {n(x)} {n(ends[0])} C {n(bend)} {n(ends[0])} {n(bend)} {n(ends[1])}"
        way += f" {n(x)} {n(ends[1])}"
    else:
        heights = [ends[0], *(y + _GAP / 2 for _, y in places[1:-1]), ends[1]]
        way = f"M {n(places[0][0] + _WIDE)} {n(heights[0])}"
        for (x, _), before, y in zip(places[1:], heights, heights[1:], strict=False):
            bend = x - _BETWEEN / 2
            way += f" C {n(bend)} {n(before)} {n(bend)} {n(y)} {n(x)} {n(y)}"
            way += f" H {n(x + _WIDE)}" if x != places[-1][0] else ""
    return _stroke(way, min(1.2 + log2(joint.count) * 0.7, 6.0), joint.style, ink)


def _stroke(way: str, width: float, style: str, ink: Ink) -> str:
    return (
        f'<path d="{way}" fill="none" stroke="{ink.text}" stroke-opacity="0.55"'
        f' stroke-width="{n(width)}"{_DASHES[style]}/>'
    )


def _box(box: Box, x: float, y: float, ink: Ink) -> list[str]:
    lines = wrapped(box.words, _WIDE - 16, 2, _SIZE)
    first = y + _HIGH / 2 + 4 - (len(lines) - 1) * _STEP / 2
    return [
        *_frame_of(box.style, x, y, _WIDE, _HIGH, ink, box.title),
        *(text(x + 8, first + place * _STEP, line, size=_SIZE) for place, line in enumerate(lines)),
    ]


def _frame_of(
    style: str, x: float, y: float, wide: float, high: float, ink: Ink, title: str
) -> list[str]:
    drawn = [rect(x, y, wide, high, fill=ink.surface, ink=ink, title=title)]
    edge = f'<rect x="{n(x)}" y="{n(y)}" height="{n(high)}" pointer-events="none"'
    if style == "hatched":  # A strip only, so that the words stay readable.
        drawn.append(f'{edge} width="6" fill="url(#{HATCH})"/>')
    if style == "bold":
        drawn.append(
            f'{edge} width="{n(wide)}" fill="none" stroke="{ink.text}" stroke-width="2.4"/>'
        )
    return drawn

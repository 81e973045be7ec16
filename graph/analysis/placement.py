"""Where the picture's boards, labels and numbers stand, before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .boards import BoardAnalysis, BoardMeasures, Pair
from .layout import Box, Place, Point, boxes_overlap, lay_out, segment_meets

if TYPE_CHECKING:
    pass

__all__ = ["LETTER", "LINE", "MARGIN", "SIZE", "Drawing", "Node", "PairPlace", "draw_places"]

MARGIN = 14.0
SIZE, LINE = 15.0, 18.0  # Of the labels' letters and lines.
LETTER = 0.6  # Mean width of a letter, in its size; measured on the names of boards.

_WIDTH = 960.0
_MANY = 16  # More boards than this get a larger drawing.
_BIGGEST, _SMALLEST = 40.0, 15.0
_WRAP = 17  # Characters a label's line should not exceed.
_SPOT = 13.0  # Half the room of an edge's number.
_STEPS = 19  # Places on its line that are tried for it.


@dataclass(frozen=True, slots=True)
class Node:
    """A board with its place in the drawing.

    Args:
        board: The board.
        lines: Its name, in lines.
        radius: Of its circle.
        at: The circle's middle.
        label: Where the label is anchored, half way down it.
        anchor: SVG's "start", "middle" or "end".
    """

    board: BoardMeasures
    lines: tuple[str, ...]
    radius: float
    at: Point
    label: Point
    anchor: str

    def circle_box(self) -> Box:
        """Return the box around the circle."""
        return _circle_box(self.at, self.radius)

    def label_box(self) -> Box:
        """Return the box around the label."""
        return _label_box(self.lines, self.label, self.anchor)


@dataclass(frozen=True, slots=True)
class PairPlace:
    """Where a pair's line begins and ends (at the circles' rims) and where its number stands."""

    pair: Pair
    start: Point
    end: Point
    number: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands.

    Args:
        nodes: By IRI.
        pairs: The thin lines first, so that the thick ones lie on top.
        width: Of the drawing.
        height: Of the drawing, without its legend.
        alone_at: Where the caption of the boards that share with none stands; None without any.
    """

    nodes: dict[str, Node]
    pairs: tuple[PairPlace, ...]
    width: float
    height: float
    alone_at: Point | None


def draw_places(analysis: BoardAnalysis) -> Drawing:
    """Return where everything stands; the same analysis, the same places."""
    linked = [board for board in analysis.boards if board.partners]
    alone = [board for board in analysis.boards if not board.partners]
    most = max((board.load for board in analysis.boards), default=1)
    width = _WIDTH * max(1.0, math.sqrt(len(linked) / analysis.parts / _MANY) if linked else 1.0)
    placed, height = _linked(linked, analysis, most, width)
    nodes = {node.board.body.iri: node for node in placed}
    alone_at = (MARGIN, height + 24.0) if alone else None
    for node in _row(alone, analysis, most, height + 38.0, width):
        nodes[node.board.body.iri] = node
        height = max(height, node.label_box()[3] + MARGIN, node.circle_box()[3] + MARGIN)
    return Drawing(nodes, tuple(_pair_places(analysis, nodes)), width, height, alone_at)


def _linked(
    boards: Sequence[BoardMeasures],
    analysis: BoardAnalysis,
    most: int,
    width: float,
) -> tuple[list[Node], float]:
    """Return the boards that share something, laid out as a network, and its height."""
    import networkx as nx

    number = {board.body.iri: place for place, board in enumerate(boards)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(boards)))
    graph.add_edges_from(
        sorted((number[pair.first.iri], number[pair.second.iri]) for pair in analysis.pairs)
    )
    sized = [
        (board, tuple(_wrapped(analysis.name(board.body))), _radius(board, most))
        for board in boards
    ]
    at, height = lay_out(graph, [_room(lines, radius) for _, lines, radius in sized], width)
    placed = [(*known, at[place]) for place, known in enumerate(sized)]
    return list(_labelled(placed, analysis, width)), height


def _radius(board: BoardMeasures, most: int) -> float:
    """Return the radius whose circle's area goes with the load, within bounds."""
    wanted = min(_BIGGEST * math.sqrt(board.load / most), _SMALLEST * math.sqrt(board.load))
    return max(_SMALLEST, wanted)


def _room(lines: Sequence[str], radius: float) -> Place:
    half = max(radius, _text_width(lines) / 2) + MARGIN / 2
    return Place(radius, half, radius + MARGIN, radius + 8.0 + len(lines) * LINE + MARGIN / 2)


def _labelled(
    sized: Sequence[tuple[BoardMeasures, tuple[str, ...], float, Point]],
    analysis: BoardAnalysis,
    width: float,
) -> Iterator[Node]:
    """Yield the nodes with each label on the side where it meets the fewest lines and things."""
    point_of = {board.body.iri: point for board, _, _, point in sized}
    lines = [(point_of[pair.first.iri], point_of[pair.second.iri]) for pair in analysis.pairs]
    circles = {board.body.iri: _circle_box(at, radius) for board, _, radius, at in sized}
    below = {
        board.body.iri: _label_box(text, *_sides(text, radius, point)[0])
        for board, text, radius, point in sized
    }
    for board, text, radius, point in sized:
        iri = board.body.iri

        def cost(side: tuple[Point, str], iri: str = iri, text: tuple[str, ...] = text) -> float:
            box = _label_box(text, *side)
            met = sum(segment_meets(*line, box) for line in lines)
            area = sum(
                boxes_overlap(box, other)
                for boxes in (circles, below)
                for key, other in boxes.items()
                if key != iri
            )
            outside = max(0.0, -box[0]) + max(0.0, box[2] - width) + max(0.0, 4.0 - box[1])
            return met + area / 20.0 + outside

        sides = _sides(text, radius, point)
        best = min(range(len(sides)), key=lambda place: (round(cost(sides[place]), 3), place))
        label, anchor = sides[best]
        below[iri] = _label_box(text, label, anchor)
        yield Node(board, text, radius, point, label, anchor)


def _sides(lines: Sequence[str], radius: float, at: Point) -> list[tuple[Point, str]]:
    x, y = at
    down = radius + 6.0 + len(lines) * LINE / 2
    return [
        ((x, y + down), "middle"),
        ((x, y - down), "middle"),
        ((x + radius + 7.0, y), "start"),
        ((x - radius - 7.0, y), "end"),
    ]


def _label_box(lines: Sequence[str], label: Point, anchor: str) -> Box:
    x, y = label
    width, half = _text_width(lines), len(lines) * LINE / 2
    left = {"middle": x - width / 2, "start": x, "end": x - width}[anchor]
    return (left, y - half, left + width, y + half)


def _circle_box(at: Point, radius: float) -> Box:
    return (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)


def _row(
    boards: Sequence[BoardMeasures],
    analysis: BoardAnalysis,
    most: int,
    top: float,
    width: float,
) -> Iterator[Node]:
    """Yield the boards that share with none, in tidy rows."""
    highest = max((_radius(board, most) for board in boards), default=0.0)
    left, middle = MARGIN, top + max(highest, LINE)
    for board in boards:
        lines, radius = tuple(_wrapped(analysis.name(board.body))), _radius(board, most)
        need = 2 * radius + 7.0 + _text_width(lines) + 24.0
        if left > MARGIN and left + need > width:
            left, middle = MARGIN, middle + 2 * max(highest, LINE) + 12.0
        label = (left + 2 * radius + 7.0, middle)
        yield Node(board, lines, radius, (left + radius, middle), label, "start")
        left += need


def _pair_places(analysis: BoardAnalysis, nodes: dict[str, Node]) -> Iterator[PairPlace]:
    taken = [node.circle_box() for node in nodes.values()]
    taken += [node.label_box() for node in nodes.values()]
    pairs = sorted(analysis.pairs, key=lambda pair: pair.count)
    lines = [_shortened(nodes[pair.first.iri], nodes[pair.second.iri]) for pair in pairs]
    for place, (pair, line) in enumerate(zip(pairs, lines, strict=True)):
        number = _free_spot(line, taken, lines[:place] + lines[place + 1 :])
        taken.append(_circle_box(number, _SPOT))
        yield PairPlace(pair, *line, number)


def _shortened(one: Node, other: Node) -> tuple[Point, Point]:
    """Return the line between two circles' rims."""
    far = math.dist(one.at, other.at) or 1.0
    (x1, y1), (x2, y2) = one.at, other.at
    across, down = (x2 - x1) / far, (y2 - y1) / far
    near, end = one.radius + 2.0, other.radius + 2.0
    return (x1 + across * near, y1 + down * near), (x2 - across * end, y2 - down * end)


def _free_spot(
    line: tuple[Point, Point], taken: Sequence[Box], others: Sequence[tuple[Point, Point]]
) -> Point:
    """Return where on its line a number is free of other things, as near the middle as may be."""
    (x1, y1), (x2, y2) = line
    best, least = line[0], math.inf
    for step in range(_STEPS):
        part = 0.5 + (step + 1) // 2 * (0.04 if step % 2 else -0.04)
        spot = (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
        box = _circle_box(spot, _SPOT)
        covered = 3.0 * sum(boxes_overlap(box, other) for other in taken) + 40.0 * abs(part - 0.5)
        covered += 60.0 * sum(segment_meets(*other, box) for other in others)
        if covered < least - 1e-6:
            best, least = spot, covered
    return best


def _wrapped(name: str) -> Iterator[str]:
    """Yield a name in lines of at most `_WRAP` characters where its words allow."""
    line = ""
    for word in name.split():
        if line and len(line) + 1 + len(word) > _WRAP:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _text_width(lines: Sequence[str]) -> float:
    return max(map(len, lines)) * SIZE * LETTER

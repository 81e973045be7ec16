"""Where each node of a small network is drawn, so that edges cross little and labels stay apart.

Several known layouts are computed from fixed seeds, scaled to the drawing's size, freed from
overlaps and scored; the best is taken. The same network always gets the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    import networkx as nx

    from .arranging import Places

__all__ = [
    "Box",
    "Place",
    "Point",
    "boxes_overlap",
    "crossings",
    "lay_out",
    "lay_out_part",
    "segment_meets",
]

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SEEDS = range(1, 9)
_MANY = 40  # From this many nodes on, only one layout is computed.
_ROUNDS = 250
_SHORTEST = 75.0  # Of a line that shows.
_SMALL, _BESIDE = 3, 3  # Parts of at most so many nodes stand so many in a row.


@dataclass(frozen=True, slots=True)
class Place:
    """How much room a node needs around its centre, in drawing units.

    Args:
        radius: Of its circle.
        half_width: From the centre to either side, label included.
        above: From the centre upwards.
        below: From the centre downwards, label included.
    """

    radius: float
    half_width: float
    above: float
    below: float

    def box(self, at: Point) -> Box:
        """Return the room it takes when it is drawn at a point."""
        x, y = at
        return (x - self.half_width, y - self.above, x + self.half_width, y + self.below)


def lay_out(
    graph: nx.Graph, places: Sequence[Place], width: float
) -> tuple[dict[int, Point], float]:
    """Return where each node's centre is drawn, and the height that the drawing takes.

    Each part of the network has the whole width; only small ones stand side by side.

    Args:
        graph: Nodes are whole numbers from 0, in a fixed order; every node has an edge.
        places: The room each node needs, by its number.
        width: Of the drawing. It is kept to, but where the nodes do not fit they overlap.
    """
    import networkx as nx

    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part),
    )
    small = [part for part in parts if len(part) <= _SMALL]
    rows = [[part] for part in parts if len(part) > _SMALL]
    rows += [small[first : first + _BESIDE] for first in range(0, len(small), _BESIDE)]
    placed: dict[int, Point] = {}
    top = 0.0
    for row in rows:
        height = min(620.0, 180.0 + 50.0 * len(row[0])) * max(1.0, width / 960.0)
        left = 0.0
        for part in row:
            room = width * len(part) / sum(map(len, row))
            inside = lay_out_part(graph.subgraph(part), places, room, height)
            placed.update({node: (left + x, top + y) for node, (x, y) in inside.items()})
            left += room
        top += height
    return placed, top


def lay_out_part(
    graph: nx.Graph, places: Sequence[Place], width: float, height: float
) -> dict[int, Point]:
    """Return where the nodes of one connected part are drawn, in a room of this size.

    Args:
        graph: The part; its nodes are numbers of `places`.
        places: The room each node needs, by its number.
        width: Of the room.
        height: Of the room; where the nodes do not fit they overlap.
    """
    # On arrays this small a second thread costs tenfold.
    with threadpool_limits(1):
        return _best(graph, places, width, height)


def crossings(edges: Sequence[tuple[int, int]], at: dict[int, Point]) -> int:
    """Return how many pairs of edges cross, those that share an end left out."""
    return sum(
        _cross(at[a], at[b], at[c], at[d])
        for (a, b), (c, d) in combinations(edges, 2)
        if len({a, b, c, d}) == 4
    )


def segment_meets(start: Point, end: Point, box: Box) -> bool:
    """Return whether a straight line from start to end goes through a box."""
    (x1, y1), (x2, y2) = start, end
    left, top, right, bottom = box
    low, high = 0.0, 1.0
    for from_, way, least, most in ((x1, x2 - x1, left, right), (y1, y2 - y1, top, bottom)):
        if abs(way) < 1e-9:
            if not least <= from_ <= most:
                return False
            continue
        near, far = sorted(((least - from_) / way, (most - from_) / way))
        low, high = max(low, near), min(high, far)
    return low <= high


def boxes_overlap(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _best(
    graph: nx.Graph, places: Sequence[Place], width: float, height: float
) -> dict[int, Point]:
    # A copy with its nodes and edges in order: a subgraph view iterates as its parent does.
    import networkx as nx

    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges()))
    edges = [(a, b) for a, b in ordered.edges()]
    chosen: dict[int, Point] = {}
    least = math.inf
    for raw in _layouts(ordered):
        at = _separated(_fitted(raw, places, width, height), places, width, height)
        cost = _cost(edges, at, places, width)
        if cost < least - 1e-6:
            chosen, least = at, cost
    return chosen


def _layouts(graph: nx.Graph) -> Iterator[dict[int, Point]]:
    from .arranging import arranged

    nodes = list(graph)
    for places in arranged(graph, () if len(graph) > _MANY else _SEEDS):
        yield _turned(nodes, places)


def _turned(nodes: Sequence[int], raw: Places) -> dict[int, Point]:
    """Turn a layout so that its longest way lies across, for drawings are wider than high."""
    import numpy as np  # a service that starts again is to answer before it needs this

    points = raw - raw.mean(axis=0)
    if len(nodes) > 2:
        _, axes = np.linalg.eigh(points.T @ points)
        axes = axes[:, ::-1]  # The longest way first.
        points = points @ (axes * np.where(axes[0] < 0, -1.0, 1.0))
    else:
        points = np.column_stack((np.hypot(points[:, 0], points[:, 1]), np.zeros(len(nodes))))
        points[: len(nodes) // 2, 0] *= -1
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _fitted(
    raw: dict[int, Point], places: Sequence[Place], width: float, height: float
) -> dict[int, Point]:
    xs, ys = [x for x, _ in raw.values()], [y for _, y in raw.values()]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    side = max(places[node].half_width for node in raw)
    above = max(places[node].above for node in raw)
    below = max(places[node].below for node in raw)

    def scaled(value: float, least: float, span: float, start: float, room: float) -> float:
        return start + room / 2 if span < 1e-6 else start + (value - least) / span * room

    wide, high = max(width - 2 * side, 1.0), max(height - above - below, 1.0)
    return {
        node: (
            scaled(x, min(xs), across, side, wide),
            scaled(y, min(ys), down, above, high),
        )
        for node, (x, y) in raw.items()
    }


def _separated(
    at: dict[int, Point], places: Sequence[Place], width: float, height: float
) -> dict[int, Point]:
    """Push nodes apart until no two need the same room, or the rounds are used up."""
    now = {node: list(point) for node, point in at.items()}
    pairs = list(combinations(sorted(now), 2))
    for _ in range(_ROUNDS):
        moved = False
        for a, b in pairs:
            one, other = places[a], places[b]
            apart_x, apart_y = now[b][0] - now[a][0], now[b][1] - now[a][1]
            need_x = one.half_width + other.half_width
            need_y = one.below + other.above if apart_y >= 0 else one.above + other.below
            lack_x, lack_y = need_x - abs(apart_x), need_y - abs(apart_y)
            if lack_x <= 0.5 or lack_y <= 0.5:
                continue
            moved = True
            axis, lack, way = (0, lack_x, apart_x) if lack_x < lack_y else (1, lack_y, apart_y)
            step = math.copysign(lack / 2 + 0.5, way)
            now[a][axis] -= step
            now[b][axis] += step
        for node, point in now.items():
            place = places[node]
            point[0] = min(max(point[0], place.half_width), width - place.half_width)
            point[1] = min(max(point[1], place.above), height - place.below)
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in now.items()}


def _cost(
    edges: Sequence[tuple[int, int]],
    at: dict[int, Point],
    places: Sequence[Place],
    width: float,
) -> float:
    through = 0.0
    for a, b in edges:
        # A line needs room for its number between the two circles and past their labels.
        free = math.dist(at[a], at[b]) - places[a].radius - places[b].radius
        through += max(0.0, _SHORTEST - free) / 15.0
        for node, (x, y) in at.items():
            if node in (a, b):
                continue
            place = places[node]
            circle = (x - place.radius, y - place.radius, x + place.radius, y + place.radius)
            through += 6.0 * segment_meets(at[a], at[b], circle)
            through += 1.5 * segment_meets(at[a], at[b], place.box((x, y)))
    crowded = sum(
        boxes_overlap(places[a].box(at[a]), places[b].box(at[b])) for a, b in combinations(at, 2)
    )
    length = sum(math.dist(at[a], at[b]) for a, b in edges) / width
    return 2.0 * crossings(edges, at) + through + crowded / 50.0 + 0.3 * length


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0

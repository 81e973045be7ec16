"""Any things and the links between them as a network, for answers that no analysis knows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from .drawing import Ink, frame, n, text, text_width, wrapped
from .layout import Box, Place, Point, boxes_overlap, lay_out_part

__all__ = ["MOST_NODES", "ThingLink", "links_svg"]

MOST_NODES = 60
"""What a picture holds at most; above that nobody can read it."""

_WIDTH, _MARGIN, _APART = 930.0, 14.0, 18.0
_LABEL, _LETTERS, _LINE = 172.0, 13.0, 15.0
_AREA, _ASPECT = 215.0 * 150.0, 1.6  # Of the room for a thing, and of that for a part.
_PARTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.3, 0.7, 0.24, 0.76)  # Where a number may stand.
_DASHES = ("", "7 4", "2 4", "12 4 2 4", "1 6")


@dataclass(frozen=True, slots=True)
class ThingLink:
    """A link between two things.

    Args:
        start: The number of the thing that it leads from.
        end: The number of the thing that it leads to; another one.
        weight: How strong it is, at least 1.
        kind: What it means; empty where all mean the same.
    """

    start: int
    end: int
    weight: float = 1.0
    kind: str = ""


def links_svg(
    name: str,
    *,
    title: str,
    description: str,
    things: Sequence[str],
    links: Sequence[ThingLink],
    directed: bool,
    standalone: bool = False,
) -> str:
    """Return things and links as one `<svg>` element; the same input, the same picture.

    Stronger links have thicker lines; where any is stronger than 1, each has its number. Kinds of
    links have lines of their own, explained below.

    Args:
        name: The picture's name.
        title: What it shows; stands above.
        description: What is to be seen, for those who cannot see it.
        things: What the things are called; each has a link, and there are at most `MOST_NODES`.
        links: The links.
        directed: Whether it matters which way they lead; then they have arrowheads.
        standalone: For a file of its own, not for a page.

    Raises:
        ValueError: There are more things than can be drawn.
    """
    if len(things) > MOST_NODES:
        raise ValueError(f"{len(things)} things are more than a picture holds ({MOST_NODES})")
    ink = Ink(standalone=standalone)
    degrees = Counter(end for link in links for end in (link.start, link.end))
    most = max(degrees.values(), default=1)
    radii = [7.0 + 9.0 * math.sqrt(degrees[number] / most) for number in range(len(things))]
    labels = [wrapped(words, _LABEL, 3, _LETTERS) for words in things]
    at, width, height = _placed(labels, radii, links)
    kinds = list(dict.fromkeys(link.kind for link in links if link.kind))
    top = _MARGIN + 30.0
    drawn = [
        text(_MARGIN, _MARGIN + 14, title, size=17, bold=True),
        f'<g transform="translate(0 {n(top)})">',
        *(_line(link, at, radii, kinds, directed, ink) for link in links),
        *(
            _thing(words, labels[number], at[number], radii[number], ink)
            for number, words in enumerate(things)
        ),
        *_numbers(links, at, _taken(labels, radii, at), ink),
        "</g>",
    ]
    bottom = top + height + 8.0
    if len(kinds) > 1:
        bottom = _legend(kinds, bottom, width, drawn, ink)
    wide = max(width, _MARGIN * 2 + text_width(title, 17))
    return frame(name, title, description, (wide, bottom + _MARGIN), drawn, ink)


def _placed(
    labels: Sequence[Sequence[str]], radii: Sequence[float], links: Sequence[ThingLink]
) -> tuple[dict[int, Point], float, float]:
    """Return where the things stand, and the width and height that they take."""
    import networkx as nx  # a service that starts is to answer before it needs this

    graph = nx.Graph()
    graph.add_nodes_from(range(len(labels)))
    graph.add_edges_from(sorted({tuple(sorted((link.start, link.end))) for link in links}))
    places = [
        Place(
            radius,
            max(radius, max(text_width(line, _LETTERS) for line in lines) / 2) + _MARGIN / 2,
            radius + _MARGIN / 2,
            radius + 6.0 + len(lines) * _LINE + _MARGIN / 2,
        )
        for lines, radius in zip(labels, radii, strict=True)
    ]
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part),
    )
    rooms = [max(math.sqrt(len(part) * _AREA * _ASPECT), 2 * _LABEL) for part in parts]
    width = max([_WIDTH, *rooms])
    at: dict[int, Point] = {}
    left = top = row = 0.0
    for part, needed in zip(parts, rooms, strict=True):
        room = width if needed > width / 2 else needed
        high = max(len(part) * _AREA / room, 110.0)
        if left > 0 and left + room > width:
            left, top, row = 0.0, top + row + _APART, 0.0
        for node, (x, y) in lay_out_part(graph.subgraph(part), places, room, high).items():
            at[node] = (_MARGIN + left + x, top + y)
        left, row = left + room, max(row, high)
    return at, width + 2 * _MARGIN, top + row


def _line(
    link: ThingLink,
    at: dict[int, Point],
    radii: Sequence[float],
    kinds: Sequence[str],
    directed: bool,
    ink: Ink,
) -> str:
    (x1, y1), (x2, y2) = at[link.start], at[link.end]
    far = math.dist((x1, y1), (x2, y2)) or 1.0
    across, down = (x2 - x1) / far, (y2 - y1) / far
    x1, y1 = x1 + across * radii[link.start], y1 + down * radii[link.start]
    stop = radii[link.end] + (9.0 if directed else 0.0)
    x2, y2 = x2 - across * stop, y2 - down * stop
    dashes = _DASHES[kinds.index(link.kind) % len(_DASHES)] if link.kind else ""
    drawn = (
        f'<line x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" stroke="{ink.text}"'
        f' stroke-opacity="0.5" stroke-width="{n(min(1.4 + 1.2 * (link.weight - 1), 9.0))}"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
        + (f"><title>{escape(link.kind)}</title></line>" if link.kind else "/>")
    )
    if not directed:
        return drawn
    tip = (x2 + across * 9.0, y2 + down * 9.0)
    corners = [tip, (x2 - down * 4.5, y2 + across * 4.5), (x2 + down * 4.5, y2 - across * 4.5)]
    points = " ".join(f"{n(x)},{n(y)}" for x, y in corners)
    return f'{drawn}<polygon points="{points}" fill="{ink.text}" fill-opacity="0.7"/>'


def _taken(
    labels: Sequence[Sequence[str]], radii: Sequence[float], at: dict[int, Point]
) -> list[Box]:
    """Return the boxes of circles and labels, which a number should not cover."""
    boxes: list[Box] = []
    for number, (x, y) in at.items():
        radius, lines = radii[number], labels[number]
        half = max(text_width(line, _LETTERS) for line in lines) / 2
        boxes.append((x - radius, y - radius, x + radius, y + radius))
        low = y + radius + 5.0
        boxes.append((x - half, low, x + half, low + len(lines) * _LINE))
    return boxes


def _numbers(
    links: Sequence[ThingLink], at: dict[int, Point], taken: list[Box], ink: Ink
) -> list[str]:
    """Return the strengths of the links, near their middles; none where all are the same."""
    if len({link.weight for link in links}) < 2:
        return []
    drawn = []
    for link in links:
        (x1, y1), (x2, y2), words = at[link.start], at[link.end], f"{link.weight:g}"
        half = text_width(words, 12) / 2 + 5
        least = math.inf
        for part in _PARTS:
            spot = (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
            box = (spot[0] - half, spot[1] - 10, spot[0] + half, spot[1] + 10)
            covered = sum(boxes_overlap(box, other) for other in taken)
            if covered < least:
                least, (x, y), own = covered, spot, box
        taken.append(own)
        drawn.append(
            f'<rect x="{n(x - half)}" y="{n(y - 10)}" width="{n(2 * half)}" height="20" rx="10"'
            f' fill="{ink.surface}" stroke="{ink.text}" stroke-opacity="0.5"/>'
            + text(x, y + 4.2, words, anchor="middle", size=12)
        )
    return drawn


def _thing(words: str, lines: Sequence[str], at: Point, radius: float, ink: Ink) -> str:
    x, y = at
    first = y + radius + 5.0 + _LETTERS
    spans = " ".join(
        f'<tspan x="{n(x)}" y="{n(first + number * _LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<g><title>{escape(words)}</title><circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}"'
        f' fill="{ink.fill}" stroke="{ink.surface}" stroke-width="2"/>'
        f'<text text-anchor="middle" stroke="{ink.surface}" stroke-width="4"'
        f' stroke-linejoin="round" paint-order="stroke">{spans}</text></g>'
    )


def _legend(kinds: Sequence[str], top: float, width: float, drawn: list[str], ink: Ink) -> float:
    """Draw what the kinds of lines mean, in rows; return where the rows end."""
    entries = [(kind, 44.0 + text_width(kind) + 20.0) for kind in kinds]
    ends = [_MARGIN]
    for _, wide in entries:
        ends.append(ends[-1] + wide)
    row, offset = 0, 0.0
    for number, ((kind, _), (start, end)) in enumerate(zip(entries, pairwise(ends), strict=True)):
        if end - offset > width and start - offset > _MARGIN:
            row, offset = row + 1, start - _MARGIN
        x, y = start - offset, top + 18.0 + row * 22.0
        dashes = _DASHES[number % len(_DASHES)]
        drawn.append(
            f'<line x1="{n(x)}" y1="{n(y - 4)}" x2="{n(x + 34)}" y2="{n(y - 4)}"'
            f' stroke="{ink.text}" stroke-width="2"'
            + (f' stroke-dasharray="{dashes}"' if dashes else "")
            + "/>"
        )
        drawn.append(text(x + 42, y, kind))
    return top + 22.0 + row * 22.0

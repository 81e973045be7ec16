"""The classes and the links between them as an SVG picture.

What is shown is made from the ontology; only where a box stands and which way a line goes is laid
down here, for no axiom says in which order people read the chain. `class_links` and
`class_entries` are the same as tables.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TypeAlias

from .class_links import class_entries, class_links

__all__ = ["Box", "Drawing", "Line", "class_diagram", "drawing"]

Point: TypeAlias = tuple[float, float]

_WIDTH, _HEIGHT = 1300, 900
_LETTER = 6.9  # how wide a letter is at most, on the average of a name
_ROW = 17
_PAD = 10
_INDENT = 14
_ARROW = 5

# Left edge, upper edge, width and height of the box of each top class.
_BOXES: dict[str, tuple[float, float, float, float]] = {
    "Municipality": (40, 10, 150, 70),
    "SteeringDocument": (300, 10, 990, 70),
    "Body": (40, 190, 170, 200),
    "BodyGroup": (40, 480, 170, 40),
    "Amount": (40, 690, 170, 40),
    "SteeringElement": (520, 260, 240, 390),
    "Continuation": (545, 830, 170, 40),
    "Assessment": (960, 260, 170, 40),
    "Doubt": (960, 380, 170, 40),
    "StatedTotal": (960, 500, 170, 40),
    "Correction": (960, 590, 170, 40),
    "Indicator": (960, 700, 170, 60),
    "Observation": (890, 840, 150, 40),
    "Target": (1060, 840, 150, 40),
}
# The corners of each line from one top class to another, and the left upper corner of its names.
_LINES: dict[tuple[str, str], tuple[tuple[Point, ...], Point]] = {
    ("Body", "Municipality"): (((125, 190), (125, 80)), (131, 125)),
    ("SteeringDocument", "Municipality"): (((300, 55), (190, 55)), (195, 36)),
    ("SteeringElement", "SteeringDocument"): (((640, 260), (640, 80)), (646, 150)),
    ("SteeringElement", "Body"): (((520, 305), (210, 305)), (338, 198)),
    ("Body", "SteeringElement"): (((210, 325), (520, 325)), (338, 328)),
    ("SteeringElement", "BodyGroup"): (((520, 508), (210, 508)), (338, 489)),
    ("SteeringElement", "SteeringElement"): (
        ((760, 515), (785, 515), (785, 545), (760, 545)),
        (530, 490),
    ),
    ("BodyGroup", "SteeringDocument"): (((210, 492), (310, 492), (310, 80)), (245, 110)),
    ("Amount", "SteeringDocument"): (((210, 710), (330, 710), (330, 80)), (336, 110)),
    ("Amount", "Body"): (((40, 710), (20, 710), (20, 300), (40, 300)), (26, 590)),
    ("Indicator", "Body"): (((960, 720), (500, 720), (500, 352), (210, 352)), (790, 701)),
    ("Body", "Indicator"): (((210, 374), (480, 374), (480, 742), (960, 742)), (790, 745)),
    ("Continuation", "SteeringElement"): (((630, 830), (630, 650)), (636, 663)),
    ("Assessment", "SteeringElement"): (((960, 280), (760, 280)), (810, 261)),
    ("Assessment", "SteeringDocument"): (((1045, 260), (1045, 80)), (1051, 150)),
    ("Doubt", "SteeringElement"): (((960, 400), (760, 400)), (810, 381)),
    ("Doubt", "SteeringDocument"): (((1130, 400), (1230, 400), (1230, 80)), (1140, 364)),
    ("Correction", "Doubt"): (((960, 610), (945, 610), (945, 410), (960, 410)), (800, 430)),
    ("StatedTotal", "SteeringDocument"): (((1130, 520), (1250, 520), (1250, 80)), (1140, 501)),
    ("Indicator", "SteeringDocument"): (((1130, 720), (1270, 720), (1270, 80)), (1140, 701)),
    ("Indicator", "SteeringElement"): (
        ((1045, 700), (1045, 675), (860, 675), (860, 600), (760, 600)),
        (900, 656),
    ),
    ("Observation", "Indicator"): (((1000, 840), (1000, 760)), (894, 790)),
    ("Target", "Indicator"): (((1090, 840), (1090, 760)), (1096, 790)),
}
_TITLES = {"sv": "Klasser och länkar mellan dem", "en": "Classes and the links between them"}
_DESCRIPTIONS = {
    "sv": "Varje ruta är en klass med sina underklasser, varje pil de egenskaper som leder från "
    "en klass till en annan. Tabellen med samma innehåll följer efter bilden.",
    "en": "Each box is a class with its subclasses, each arrow the properties that lead from one "
    "class to another. The table with the same content follows the picture.",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A top class with those below it.

    Args:
        name: Local name of the class.
        x: Left edge.
        y: Upper edge.
        width: Width.
        height: Height.
        rows: Depth and label of the class and of each below it.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    rows: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The properties that lead from one top class, or one below it, to another.

    Args:
        ends: Local names of the two top classes.
        corners: The points of the line, from the first class to the other.
        label: Left upper corner of the names.
        names: What the properties are called, one a row.
    """

    ends: tuple[str, str]
    corners: tuple[Point, ...]
    label: Point
    names: tuple[str, ...]

    @property
    def label_box(self) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge of the names."""
        x, y = self.label
        return x, y, x + max(len(n) for n in self.names) * _LETTER, y + len(self.names) * _ROW


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands where, in units of the view box.

    Args:
        boxes: The top classes.
        lines: The links between them.
    """

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawing(lang: str = "sv") -> Drawing:
    """Return where each class and each link stands.

    Args:
        lang: "sv" or "en".

    Raises:
        KeyError: The ontology has a top class or a link that no place is laid down for.
    """
    entries = class_entries(lang)
    tops = {entry.name: entry.top for entry in entries}
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in entries:
        rows[entry.top].append((entry.depth, entry.label))
    names: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for link in class_links(lang):
        names[tops[link.source], tops[link.target]][link.label] = None
    return Drawing(
        boxes=tuple(Box(top, *_BOXES[top], tuple(found)) for top, found in rows.items()),
        lines=tuple(Line(ends, *_LINES[ends], tuple(found)) for ends, found in names.items()),
    )


def class_diagram(lang: str = "sv", *, standalone: bool = False) -> str:
    """Return the picture as one `<svg>` element.

    Text and lines take the colour of the text around them (`currentColor`). A page may set
    `--diagram-surface`, what lies behind. There is no `style` in it, so that it works under a
    strict content security policy.

    Args:
        lang: "sv" or "en".
        standalone: For a file of its own: black on white, for programs that know no CSS.
    """
    text = "#1a1a1a" if standalone else "currentColor"
    surface = "#ffffff" if standalone else "var(--diagram-surface, #ffffff)"
    drawn = drawing(lang)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="class-diagram" lang="{lang}"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' aria-labelledby="class-diagram-title" aria-describedby="class-diagram-desc"'
        " font-family=\"system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif\""
        f' font-size="13" fill="{text}">',
        f'<title id="class-diagram-title">{escape(_TITLES[lang])}</title>',
        f'<desc id="class-diagram-desc">{escape(_DESCRIPTIONS[lang])}</desc>',
    ]
    if standalone:
        parts.append(f'<rect width="100%" height="100%" fill="{surface}"/>')
    parts += [_svg_line(line, text) for line in drawn.lines]
    parts += [_svg_box(box, text, surface) for box in drawn.boxes]
    parts += [_svg_label(line, surface) for line in drawn.lines]
    return "\n".join([*parts, "</svg>"])


def _svg_line(line: Line, ink: str) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in line.corners)
    (x1, y1), (x2, y2) = list(pairwise(line.corners))[-1]
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    back = (x2 - 2 * _ARROW * dx, y2 - 2 * _ARROW * dy)
    head = " ".join(
        f"{x:g},{y:g}"
        for x, y in (
            (x2, y2),
            (back[0] + _ARROW * dy, back[1] + _ARROW * dx),
            (back[0] - _ARROW * dy, back[1] - _ARROW * dx),
        )
    )
    return (
        f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="1.2"/>'
        f'<polygon points="{head}"/>'
    )


def _svg_box(box: Box, ink: str, surface: str) -> str:
    rows = "".join(
        f'<text x="{box.x + _PAD + _INDENT * depth:g}" y="{box.y + _PAD + _ROW * n + 12:g}"'
        f' font-weight="{400 if depth else 600}">{escape(label)}</text>'
        for n, (depth, label) in enumerate(box.rows)
    )
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="5"'
        f' fill="{surface}" stroke="{ink}" stroke-width="1.5"/>{rows}'
    )


def _svg_label(line: Line, surface: str) -> str:
    """Return the names; slanted, with an edge in the colour behind so that no line runs through."""
    x, y = line.label
    return "".join(
        f'<text x="{x:g}" y="{y + _ROW * n + 13:g}" font-style="italic" font-size="12.5"'
        f' stroke="{surface}" stroke-width="3" paint-order="stroke">{escape(name)}</text>'
        for n, name in enumerate(line.names)
    )

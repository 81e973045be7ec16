"""The network of boards as an SVG picture: boards sized by load, edges by what they share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from .boards import BoardAnalysis, BoardMeasures, Pair
from .placement import LETTER, LINE, MARGIN, SIZE, Drawing, Node, PairPlace, draw_places
from .sentences import Nouns, nouns, summary_sentences

__all__ = ["Link", "network_svg"]

Link: TypeAlias = "Callable[..., str | None]"
"""`link("body", iri)` and `link("pair", iri, iri)` return an address, or None for no link."""

# Middle tones, which stand out from white and from black paper; and, for those who do not see
# colours and for grey print, each group's ring is broken in its own way.
_GROUPS = (
    ("#2a78b5", ""),
    ("#b4571a", "9 5"),
    ("#2e8540", "2.5 4"),
    ("#8a56b0", "14 4 3 4"),
    ("#ad3f76", "18 6"),
    ("#1f8585", "5 2.5"),
    ("#7a6a1f", "1.5 7"),
)
_ALONE = ("#6b7280", "")
_ALL = {"sv": {1: "", 2: "båda "}, "en": {1: "", 2: "both "}}
_ARTICLES = {"nämnd": "en nämnd", "nämnd eller bolag": "en nämnd eller ett bolag"}


def network_svg(
    analysis: BoardAnalysis,
    *,
    lang: str = "sv",
    link: Link | None = None,
    standalone: bool = False,
    note: str = "",
) -> str:
    """Return the network of boards as one `<svg>` element; the same analysis, the same picture.

    Text and lines take the colour of the text around them (`currentColor`). A page may set
    `--network-surface` (what lies behind) and `--network-1` … `--network-7` (the groups). There
    is no `style` in it, so it works under a strict content security policy.

    Args:
        analysis: What the boards share.
        lang: "sv" or "en".
        link: Gives the addresses that boards and edges lead to; None for a plain image.
        standalone: For a file of its own: plain colours on white instead of those of a page, for
            programs that do not know CSS variables.
        note: A line under the legend.
    """
    words = _Words(analysis, lang)
    drawing = draw_places(analysis)
    ink = _Ink(standalone)
    legend, height = _legend(drawing, words, ink)
    if note:
        legend.append(_text(MARGIN, height + 10.0, note))
        height += 26.0
    name = hashlib.sha256(repr((lang, *sorted(drawing.nodes))).encode()).hexdigest()[:8]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="network"'
            f' viewBox="0 0 {_n(drawing.width)} {_n(height)}"'
            f' role="{"img" if link is None else "group"}"'
            f' aria-labelledby="network-{name}-title" aria-describedby="network-{name}-desc"'
            " font-family=\"system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif\""
            f' font-size="{_n(SIZE)}" fill="{ink.text}">',
            f'<title id="network-{name}-title">{escape(words.title)}</title>',
            f'<desc id="network-{name}-desc">{escape(words.description)}</desc>',
            *([f'<rect width="100%" height="100%" fill="{ink.surface}"/>'] if standalone else []),
            '<g class="network-lines">',
            *(_line(place, words, ink) for place in drawing.pairs),
            "</g>",
            '<g class="network-boards">',
            *(_board(drawing.nodes[b.body.iri], words, ink, link) for b in analysis.boards),
            "</g>",
            # The numbers lie on top, for a label may have to stand on a short line.
            '<g class="network-pairs">',
            *(_number(place, words, ink, link) for place in drawing.pairs),
            "</g>",
            '<g class="network-legend" aria-hidden="true" font-size="14">',
            *legend,
            "</g>",
            "</svg>",
        ]
    )


class _Ink:
    """The colours, for a page (that may set its own) or for a file."""

    def __init__(self, standalone: bool) -> None:
        self._standalone = standalone
        self.text = "#1a1a1a" if standalone else "currentColor"
        self.surface = self._of("surface", "#ffffff")

    def _of(self, name: str, colour: str) -> str:
        return colour if self._standalone else f"var(--network-{name}, {colour})"

    def group(self, community: int) -> tuple[str, str]:
        """Return the colour and the dashes of a group's rings."""
        if community == 0:
            return self._of("alone", _ALONE[0]), _ALONE[1]
        place = (community - 1) % len(_GROUPS)
        colour, dashes = _GROUPS[place]
        return self._of(str(place + 1), colour), dashes


class _Words:
    """The picture's texts in one language."""

    def __init__(self, analysis: BoardAnalysis, lang: str) -> None:
        self.swedish = lang == "sv"
        self.name = analysis.name
        self.noun: Nouns = nouns((b.body for b in analysis.boards), analysis.elements, lang)
        noun = self.noun
        if self.swedish:
            self.title = f"Nätverk: vilka {noun.bodies} delar {noun.elements}"
            reading = (
                f"Varje cirkel är {_ARTICLES.get(noun.body, 'ett ' + noun.body)}, större "
                f"ju fler {noun.elements}; linjernas tal är antalet gemensamma."
            )
            edge = f"Kanten visar grupp: {noun.bodies} som mest delar {noun.elements} med varandra."
            self.size = f"Cirkelns tal: {noun.elements}"
            self.width = f"Linjens tal: gemensamma {noun.elements}"
            self.groups = f"Grupp: {noun.bodies} som mest delar {noun.elements} med varandra"
            self.alone = f"Delar inga {noun.elements} med andra:"
            self.none = f"Inga {noun.elements} att visa"
        else:
            self.title = f"Network: which {noun.bodies} share {noun.elements}"
            reading = (
                f"Each circle is a {noun.body}, larger the more {noun.elements}; the number on "
                "a line is how many are shared."
            )
            edge = (
                f"The edge shows the group: {noun.bodies} that mostly share {noun.elements} "
                "with each other."
            )
            self.size = f"Number in a circle: {noun.elements}"
            self.width = f"Number on a line: shared {noun.elements}"
            self.groups = f"Group: {noun.bodies} that mostly share {noun.elements} with each other"
            self.alone = f"Share no {noun.elements} with others:"
            self.none = f"No {noun.elements} to show"
        grouped = [edge] if any(board.community for board in analysis.boards) else []
        self.description = " ".join((*summary_sentences(analysis, lang), reading, *grouped))

    def group(self, number: int) -> str:
        return f"grupp {number}" if self.swedish else f"group {number}"

    def count(self, number: int) -> str:
        return f"{number} {self.noun.element if number == 1 else self.noun.elements}"

    def board(self, board: BoardMeasures) -> str:
        shared = self._shared_swedish(board) if self.swedish else self._shared_english(board)
        group = f"; {self.group(board.community)}" if board.community else ""
        return f"{self.name(board.body)}: {self.count(board.load)}, {shared}{group}"

    def _shared_swedish(self, board: BoardMeasures) -> str:
        if not board.shared:
            return "delar inga"
        other = "annan" if self.noun.body.startswith("nämnd") else "annat"
        others = f"{board.partners} {other if board.partners == 1 else 'andra'}"
        if board.shared < board.load:
            return f"varav {board.shared} delas med {others}"
        return f"som {_ALL['sv'].get(board.load, 'alla ')}delas med {others}"

    def _shared_english(self, board: BoardMeasures) -> str:
        if not board.shared:
            return "none of them shared" if board.load > 1 else "not shared"
        others = f"{board.partners} {'other' if board.partners == 1 else 'others'}"
        if board.shared < board.load:
            return f"{board.shared} of them shared with {others}"
        return f"{_ALL['en'].get(board.load, 'all ')}shared with {others}"

    def pair(self, pair: Pair) -> str:
        between = "och" if self.swedish else "and"
        shared = f"{self.count(pair.count)} {self.noun.shared_sv if self.swedish else 'shared'}"
        if self.swedish and pair.count > 1:
            shared = f"{self.count(pair.count)} gemensamma"
        return f"{self.name(pair.first)} {between} {self.name(pair.second)}: {shared}"


def _line(place: PairPlace, words: _Words, ink: _Ink) -> str:
    (x1, y1), (x2, y2) = place.start, place.end
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        f' stroke="{ink.text}" stroke-opacity="0.5" stroke-linecap="round"'
        f' stroke-width="{_n(min(1.5 + 2.0 * (place.pair.count - 1), 14.0))}">'
        f"<title>{escape(words.pair(place.pair))}</title></line>"
    )


def _number(place: PairPlace, words: _Words, ink: _Ink, link: Link | None) -> str:
    pair, (x, y) = place.pair, place.number
    drawn = (
        f'<g class="network-pair"><title>{escape(words.pair(pair))}</title>'
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="12" fill="{ink.surface}"'
        f' stroke="{ink.text}" stroke-opacity="0.5"/>'
        f'<text x="{_n(x)}" y="{_n(y + 4.5)}" text-anchor="middle" font-size="13">'
        f"{pair.count}</text></g>"
    )
    address = None if link is None else link("pair", pair.first.iri, pair.second.iri)
    return _linked(drawn, address, words.pair(pair))


def _board(node: Node, words: _Words, ink: _Ink, link: Link | None) -> str:
    colour, dashes = ink.group(node.board.community)
    (middle, level), (x, y) = node.at, node.label
    first = y - (len(node.lines) - 1) * LINE / 2 + SIZE * 0.35
    # The space keeps the words of two lines apart for who hears or copies them.
    spans = " ".join(
        f'<tspan x="{_n(x)}" y="{_n(first + number * LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(node.lines)
    )
    drawn = (
        f'<g class="network-board"><title>{escape(words.board(node.board))}</title>'
        f"{_ring(middle, level, node.radius, colour, dashes, ink)}"
        f'<text x="{_n(middle)}" y="{_n(level + 5.5)}" text-anchor="middle" font-weight="700">'
        f"{node.board.load}</text>"
        f'<text text-anchor="{node.anchor}" stroke="{ink.surface}" stroke-width="4"'
        f' stroke-linejoin="round" paint-order="stroke">{spans}</text></g>'
    )
    address = None if link is None else link("body", node.board.body.iri)
    return _linked(drawn, address, words.board(node.board))


def _ring(x: float, y: float, radius: float, colour: str, dashes: str, ink: _Ink) -> str:
    centre = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<circle {centre} fill="{ink.surface}"/>'
        f'<circle {centre} fill="{colour}" fill-opacity="0.2" stroke="{colour}"'
        f' stroke-width="3.5"{broken}/>'
    )


def _legend(drawing: Drawing, words: _Words, ink: _Ink) -> tuple[list[str], float]:
    """Return what explains the picture, in rows under it, and the height of both together."""
    if not drawing.nodes:
        return [_text(MARGIN, 32.0, words.none)], 60.0
    drawn = [] if drawing.alone_at is None else [_text(*drawing.alone_at, words.alone)]
    y = drawing.height + 26.0
    texts = [words.size, words.width] if drawing.pairs else [words.size]
    drawn.append(_text(MARGIN, y, " · ".join(texts)))
    groups = {node.board.community for node in drawing.nodes.values()} - {0}
    if groups:
        y += 26.0
        drawn.append(_text(MARGIN, y, words.groups))
        left = MARGIN + len(words.groups) * 14 * LETTER + 16.0
        for number in sorted(groups):
            name = words.group(number).capitalize()
            wide = 26.0 + len(name) * 14 * LETTER + 18.0
            if left + wide > drawing.width:
                left, y = MARGIN, y + 26.0
            drawn.append(_ring(left + 10.0, y - 5.0, 9.0, *ink.group(number), ink))
            drawn.append(_text(left + 26.0, y, name))
            left += wide
    return drawn, y + 16.0


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}">{escape(text)}</text>'


def _linked(drawn: str, address: str | None, label: str) -> str:
    if address is None:
        return drawn
    return f"<a href={quoteattr(address)} aria-label={quoteattr(label)}>{drawn}</a>"


def _n(number: float) -> str:
    """Return a number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")

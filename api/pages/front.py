"""What the front page shows of one analysis: matrix, picture, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from styrkedja.graph.analysis import (
    BoardAnalysis,
    BoardMeasures,
    Pair,
    network_svg,
    summary_sentences,
)
from styrkedja.ontology.namespaces import DOUBT, SK

from .elements import (
    ElementGroup,
    ElementView,
    by_kind,
    element_view,
    element_views,
    elements_of,
)
from .rendering import Visit
from .scope import Scope, board_analysis
from .terms import narrower_terms
from .views import DoubtView, Ref, State, doubt_views, ref, state

__all__ = ["BoardRow", "Cell", "Front", "PairView", "Row", "contradictions", "front_of"]

_TOGETHER = ("responsible", "contributingBody", "coordinatedBy", "carriedOutBy")
_SHADES = 4
_WIDTH = re.compile(r'viewBox="0 0 ([\d.]+)')
_SIZES = (960, 1200, 1500)
_BAR = 120  # length of the longest bar in the table of loads, in pixels


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix.

    Args:
        count: How many the two boards share; on the diagonal, the board's load.
        other: The column's board.
        href: The list of what they share, or None when nothing.
        shade: 0 for nothing, then 1 to 4 as the count nears the largest.
        own: Whether it stands on the diagonal.
        starts_group: Whether the column is the first of its community.
    """

    count: int
    other: Ref
    href: str | None
    shade: int
    own: bool
    starts_group: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix; as a column its head is `board`."""

    board: Ref
    cells: tuple[Cell, ...]
    starts_group: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two boards and how many they share."""

    first: Ref
    second: Ref
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in the table of loads; `counts` follows the table's statuses, `bar` is in pixels."""

    board: Ref
    load: int
    shared: int
    partners: int
    counts: tuple[int, ...]
    late: int | None
    bar: int


@dataclass(frozen=True, slots=True)
class Front:
    """All that the front page shows of one analysis."""

    analysis: BoardAnalysis
    sentences: tuple[Markup, ...]
    days: tuple[date, ...]
    matrix: tuple[Row, ...]
    picture: Markup
    picture_size: str
    pairs: tuple[PairView, ...]
    alone: tuple[Ref, ...]
    shared: tuple[ElementView, ...]
    together: tuple[ElementGroup, ...]
    statuses: tuple[State, ...]
    boards: tuple[BoardRow, ...]
    late: tuple[ElementView, ...]
    contradictions: tuple[DoubtView, ...]


def front_of(visit: Visit, scope: Scope) -> Front:
    """Return the front page of a document, or of all that nothing continues."""
    analysis = board_analysis(visit.snapshot, scope)
    pairs = tuple(_pair(pair, scope, visit) for pair in analysis.pairs)
    address = {
        frozenset((pair.first.iri, pair.second.iri)): view.href
        for pair, view in zip(analysis.pairs, pairs, strict=True)
    }
    statuses = _statuses(analysis.boards)
    largest = max((board.load for board in analysis.boards), default=1)
    picture = _picture(analysis, address, scope, visit)
    return Front(
        analysis=analysis,
        sentences=_sentences(analysis, visit),
        days=tuple(sorted({one.as_of for one in analysis.elements if one.as_of is not None})),
        matrix=tuple(_rows(analysis, address, scope, visit)),
        picture=picture,
        picture_size=_picture_size(picture),
        pairs=pairs,
        alone=tuple(
            ref(board.body.iri, visit.facts, visit.links, scope.value)
            for board in analysis.boards
            if not board.partners
        ),
        together=_together(visit, scope),
        shared=element_views(analysis.shared, analysis.as_of, visit, scope.value),
        statuses=tuple(state(concept, None, visit.facts) for concept in statuses),
        boards=tuple(
            _board_row(board, statuses, largest, scope, visit)
            for board in sorted(analysis.boards, key=lambda board: -board.load)
        ),
        late=element_views(analysis.overdue(), analysis.as_of, visit, scope.value),
        contradictions=contradictions(analysis, visit),
    )


def _together(visit: Visit, scope: Scope) -> tuple[ElementGroup, ...]:
    """Return the goals, initiatives and activities that several bodies carry or contribute to."""
    facts, home = visit.facts, visit.links.iri(scope.municipality)
    found = {
        one
        for document in visit.snapshot.documents
        if scope.document in (None, document.iri)
        for one in facts.subjects(SK + "statedIn", document.iri)
        if len({body for role in _TOGETHER for body in facts.iris(one, SK + role)}) > 1
        and not facts.is_a(one, "Assignment")
    }
    chosen = elements_of(visit, found, home, scope.document)
    return by_kind(visit, (element_view(visit, one, document=scope.value) for one in chosen))


def contradictions(analysis: BoardAnalysis, visit: Visit) -> tuple[DoubtView, ...]:
    """Return where the documents of an analysis contradict themselves."""
    facts = visit.facts
    elements = {element.iri for element in analysis.elements}
    documents = {element.document for element in analysis.elements}
    kinds = narrower_terms(DOUBT + "contradiction")
    found = {
        doubt
        for document in documents
        for doubt in facts.subjects(SK + "reportedIn", document)
        if not kinds.isdisjoint(facts.iris(doubt, SK + "doubtKind"))
        and not (elements | documents).isdisjoint(facts.iris(doubt, SK + "concerns"))
    }
    return doubt_views(found, visit)


def _sentences(analysis: BoardAnalysis, visit: Visit) -> tuple[Markup, ...]:
    """Return the answer in words, with names of boards marked as the Swedish that they are."""
    said = tuple(escape(text) for text in summary_sentences(analysis, visit.language))
    names = sorted({escape(board.body.name) for board in analysis.boards}, key=len, reverse=True)
    if visit.language == "sv" or not names:
        return said
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    marked = (pattern.sub(lambda name: f'<span lang="sv">{name[0]}</span>', text) for text in said)
    return tuple(Markup(text) for text in marked)  # noqa: S704 - escaped above


def _pair(pair: Pair, scope: Scope, visit: Visit) -> PairView:
    links = visit.links
    first, second = pair.first.iri, pair.second.iri
    href = links.page(
        "/boards/shared", a=links.key(first), b=links.key(second), document=scope.value
    )
    return PairView(
        ref(first, visit.facts, links, scope.value),
        ref(second, visit.facts, links, scope.value),
        pair.count,
        href,
    )


def _rows(
    analysis: BoardAnalysis, address: Mapping[frozenset[str], str], scope: Scope, visit: Visit
) -> Iterator[Row]:
    boards = analysis.boards
    names = [ref(board.body.iri, visit.facts, visit.links, scope.value) for board in boards]
    starts = [
        number > 0 and board.community != boards[number - 1].community
        for number, board in enumerate(boards)
    ]
    largest = max((pair.count for pair in analysis.pairs), default=1)
    for row, counts in enumerate(analysis.matrix()):
        cells = tuple(
            Cell(
                count=count,
                other=names[column],
                href=None
                if row == column
                else address.get(frozenset((boards[row].body.iri, boards[column].body.iri))),
                shade=-(-count * _SHADES // largest) if row != column else 0,
                own=row == column,
                starts_group=starts[column],
            )
            for column, count in enumerate(counts)
        )
        yield Row(names[row], cells, starts[row])


def _picture(
    analysis: BoardAnalysis, address: Mapping[frozenset[str], str], scope: Scope, visit: Visit
) -> Markup:
    def link(kind: str, *iris: str) -> str | None:
        if kind == "pair":
            return address[frozenset(iris)]
        return visit.links.thing(iris[0], document=scope.value)

    svg = network_svg(analysis, lang=visit.language, link=link)
    return Markup(svg)  # noqa: S704 - drawn by our own analysis, which escapes names


def _picture_size(picture: str) -> str:
    """Return the class of the stylesheet for a picture this wide, in its own units."""
    box = _WIDTH.search(picture)
    width = 0.0 if box is None else float(box[1])
    return next((f"up-to-{size}" for size in _SIZES if width <= size), "beyond")


def _statuses(boards: Sequence[BoardMeasures]) -> list[str | None]:
    """Return the statuses that occur, the most common first, unknown last."""
    counts: dict[str | None, int] = {}
    for board in boards:
        for concept, count in board.statuses:
            counts[concept] = counts.get(concept, 0) + count
    return sorted(counts, key=lambda concept: (concept is None, -counts[concept], concept or ""))


def _board_row(
    board: BoardMeasures, statuses: Sequence[str | None], largest: int, scope: Scope, visit: Visit
) -> BoardRow:
    counts = dict(board.statuses)
    return BoardRow(
        board=ref(board.body.iri, visit.facts, visit.links, scope.value),
        load=board.load,
        shared=board.shared,
        partners=board.partners,
        counts=tuple(counts.get(concept, 0) for concept in statuses),
        late=board.overdue,
        bar=max(2, round(_BAR * board.load / largest)),
    )

"""What the front page shows of one analysis: matrix, picture, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from styrkedja.graph.analysis import (
    BoardAnalysis,
    BoardMeasures,
    Pair,
    network_svg,
    summary_sentences,
)
from styrkedja.ontology.namespaces import DOUBT, SK

from .rendering import Visit
from .scope import Scope, board_analysis
from .terms import narrower_terms
from .views import (
    AssignmentView,
    DoubtView,
    Ref,
    State,
    assignment_views,
    doubt_views,
    ref,
    state,
)

__all__ = ["BoardRow", "Cell", "Front", "PairView", "Row", "contradictions", "front_of"]

_SHADES = 4
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
    sentences: tuple[str, ...]
    matrix: tuple[Row, ...]
    picture: Markup
    pairs: tuple[PairView, ...]
    alone: tuple[Ref, ...]
    shared: tuple[AssignmentView, ...]
    statuses: tuple[State, ...]
    boards: tuple[BoardRow, ...]
    late: tuple[AssignmentView, ...]
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
    return Front(
        analysis=analysis,
        sentences=tuple(summary_sentences(analysis, visit.language)),
        matrix=tuple(_rows(analysis, address, visit)),
        picture=_picture(analysis, address, visit),
        pairs=pairs,
        alone=tuple(
            ref(board.body.iri, visit.facts, visit.links)
            for board in analysis.boards
            if not board.partners
        ),
        shared=assignment_views(analysis.shared, analysis.as_of, visit),
        statuses=tuple(state(concept, None, visit.facts) for concept in statuses),
        boards=tuple(_board_row(board, statuses, largest, visit) for board in analysis.boards),
        late=assignment_views(analysis.overdue(), analysis.as_of, visit),
        contradictions=contradictions(analysis, visit),
    )


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


def _pair(pair: Pair, scope: Scope, visit: Visit) -> PairView:
    links = visit.links
    first, second = pair.first.iri, pair.second.iri
    href = links.page(
        "/boards/shared", a=links.key(first), b=links.key(second), document=scope.value
    )
    return PairView(
        ref(first, visit.facts, links), ref(second, visit.facts, links), pair.count, href
    )


def _rows(
    analysis: BoardAnalysis, address: Mapping[frozenset[str], str], visit: Visit
) -> Iterator[Row]:
    boards = analysis.boards
    names = [ref(board.body.iri, visit.facts, visit.links) for board in boards]
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
    analysis: BoardAnalysis, address: Mapping[frozenset[str], str], visit: Visit
) -> Markup:
    def link(kind: str, *iris: str) -> str | None:
        return address[frozenset(iris)] if kind == "pair" else visit.links.thing(iris[0])

    svg = network_svg(analysis, lang=visit.language, link=link)
    return Markup(svg)  # noqa: S704 - drawn by our own analysis, which escapes names


def _statuses(boards: Sequence[BoardMeasures]) -> list[str | None]:
    """Return the statuses that occur, the most common first, unknown last."""
    counts: dict[str | None, int] = {}
    for board in boards:
        for concept, count in board.statuses:
            counts[concept] = counts.get(concept, 0) + count
    return sorted(counts, key=lambda concept: (concept is None, -counts[concept], concept or ""))


def _board_row(
    board: BoardMeasures, statuses: Sequence[str | None], largest: int, visit: Visit
) -> BoardRow:
    counts = dict(board.statuses)
    return BoardRow(
        board=ref(board.body.iri, visit.facts, visit.links),
        load=board.load,
        shared=board.shared,
        partners=board.partners,
        counts=tuple(counts.get(concept, 0) for concept in statuses),
        late=board.overdue,
        bar=max(2, round(_BAR * board.load / largest)),
    )

"""What the front page shows of one analysis: matrix, picture, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup, escape

from styrkedja.graph.analysis import (
    BoardAnalysis,
    BoardMeasures,
    network_svg,
    role_sentences,
    sharing_at_least,
    strongest,
)
from styrkedja.ontology.namespaces import DOUBT, SK, STATUS

from .elements import ElementGroup, ElementView, by_kind, element_view, element_views, elements_of
from .matrix import PairView, Row, held_href, matrix_rows, pair_href, pair_views
from .rendering import Visit
from .scope import Scope, documents_of
from .selection import Offer, Selection, offers_of, sharing_chosen
from .shared import ListedItem, listed_items
from .terms import narrower_terms
from .views import DoubtView, Ref, State, doubt_views, ref, state

__all__ = ["MOST_BOARDS", "BoardRow", "Front", "contradictions", "front_of"]

MOST_BOARDS = 60
"""Of more boards no picture is drawn, for none could be read: they are to be narrowed first."""

_TOGETHER = ("responsible", "contributingBody", "coordinatedBy", "carriedOutBy")
_WIDTH = re.compile(r'viewBox="0 0 ([\d.]+)')
_SIZES = (960, 1200, 1500)
_BAR = 120  # length of the longest bar in the table of loads, in pixels


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in the table of loads; `counts` follows the table's statuses, `bar` is in pixels.

    Each number comes with the address of what it counts, None where that is nothing.
    """

    board: Ref
    load: tuple[int, str]
    shared: tuple[int, str | None]
    partners: tuple[int, str | None]
    counts: tuple[tuple[int, str | None], ...]
    late: tuple[int, str | None] | None
    bar: int


@dataclass(frozen=True, slots=True)
class Front:
    """All that the front page shows of one analysis.

    Args:
        analysis: The analysis.
        sentences: The answer in words.
        days: The days whose state it shows.
        crowded: Ways to narrow it, for there are too many boards to show at once: how many a
            pair shares at least, how many boards are left, the address.
        matrix: The rows of the matrix.
        picture: The network.
        picture_size: The class of the stylesheet for a picture so wide.
        pairs: The pairs, the most first.
        alone: The boards that share nothing.
        lines: How many of the pairs have a line in the picture, those that share most.
        shared: What is shared.
        listed: The same with passages, where not assignments and who is responsible are asked
            about.
        together: The goals and activities that several carry, where assignments are asked about.
        offers: What else is shared.
        statuses: The columns of the table of loads.
        boards: Its rows.
        late: What is overdue.
        contradictions: Where the documents contradict themselves.
    """

    analysis: BoardAnalysis
    sentences: tuple[Markup, ...]
    days: tuple[date, ...]
    crowded: tuple[tuple[int, int, str], ...]
    matrix: tuple[Row, ...]
    picture: Markup
    picture_size: str
    pairs: tuple[PairView, ...]
    alone: tuple[Ref, ...]
    lines: int
    shared: tuple[ElementView, ...]
    listed: tuple[ListedItem, ...]
    together: tuple[ElementGroup, ...]
    offers: tuple[Offer, ...]
    statuses: tuple[State, ...]
    boards: tuple[BoardRow, ...]
    late: tuple[ElementView, ...]
    contradictions: tuple[DoubtView, ...]


def front_of(visit: Visit, scope: Scope, selection: Selection) -> Front:
    """Return the front page of a document, or of all that nothing continues."""
    sharing = sharing_chosen(visit.snapshot, scope, selection)
    analysis = sharing.boards
    shown = sharing_at_least(analysis, selection.least) if selection.least > 1 else analysis
    crowded = len(shown.boards) > MOST_BOARDS
    drawn = strongest(shown)
    picture = Markup("") if crowded else _picture(visit, scope, selection, drawn)
    statuses = _statuses(analysis.boards)
    largest = max((board.load for board in analysis.boards), default=1)
    return Front(
        analysis=analysis,
        sentences=_sentences(analysis, selection.role, visit),
        days=tuple(sorted({one.as_of for one in analysis.elements if one.as_of is not None})),
        crowded=_narrower(visit, scope, selection, shown) if crowded else (),
        matrix=() if crowded else tuple(matrix_rows(visit, scope, selection, shown)),
        picture=picture,
        picture_size=_picture_size(picture),
        pairs=pair_views(visit, scope, selection, sharing, shown),
        alone=tuple(
            ref(board.body.iri, visit.facts, visit.links, scope.value)
            for board in shown.boards
            if not board.partners
        ),
        together=_together(visit, scope) if selection.is_plain else (),
        offers=offers_of(visit, scope, selection),
        lines=len(drawn.pairs),
        shared=element_views(analysis.shared, analysis.as_of, visit, scope.value),
        listed=()
        if (selection.sort, selection.role) == ("Assignment", "responsible")
        else listed_items(visit, analysis.shared, analysis.as_of, scope, most_quoted=0),
        statuses=tuple(state(concept, None, visit.facts) for concept in statuses),
        boards=tuple(
            _board_row(board, statuses, largest, scope, selection, visit)
            for board in sorted(analysis.boards, key=lambda board: -board.load)
        ),
        late=element_views(analysis.overdue(), analysis.as_of, visit, scope.value),
        contradictions=contradictions(analysis, visit),
    )


def _narrower(
    visit: Visit, scope: Scope, selection: Selection, shown: BoardAnalysis
) -> tuple[tuple[int, int, str], ...]:
    """Return what a pair may have to share at least, so that few enough boards are left."""
    found = []
    for least in sorted({pair.count for pair in shown.pairs} - {1}):
        left = len(sharing_at_least(shown, least).boards)
        if left <= MOST_BOARDS:
            narrowed = replace(selection, least=least)
            address = visit.links.page("/", "", document=scope.value, **narrowed.parameters)
            found.append((least, left, address))
    return tuple(found[:3])


def _together(visit: Visit, scope: Scope) -> tuple[ElementGroup, ...]:
    """Return the goals, initiatives and activities that several bodies carry or contribute to."""
    facts, home = visit.facts, visit.links.iri(scope.municipality)
    found = {
        one
        for document in documents_of(visit.snapshot, scope.municipality)
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


def _sentences(analysis: BoardAnalysis, role: str, visit: Visit) -> tuple[Markup, ...]:
    """Return the answer in words, with names of boards marked as the Swedish that they are."""
    said = tuple(escape(text) for text in role_sentences(analysis, role, visit.language))
    names = sorted({escape(board.body.name) for board in analysis.boards}, key=len, reverse=True)
    if visit.language == "sv" or not names:
        return said
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    marked = (pattern.sub(lambda name: f'<span lang="sv">{name[0]}</span>', text) for text in said)
    return tuple(Markup(text) for text in marked)  # noqa: S704 - escaped above


def _picture(visit: Visit, scope: Scope, selection: Selection, shown: BoardAnalysis) -> Markup:
    def link(kind: str, *iris: str) -> str | None:
        if kind == "pair":
            return pair_href(visit, scope, selection, iris[0], iris[1])
        return visit.links.thing(iris[0], document=scope.value)

    svg = network_svg(shown, lang=visit.language, link=link)
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
    board: BoardMeasures,
    statuses: Sequence[str | None],
    largest: int,
    scope: Scope,
    selection: Selection,
    visit: Visit,
) -> BoardRow:
    iri, counts = board.body.iri, dict(board.statuses)

    def listed(only: str | None = None, narrowed: Selection = selection) -> str:
        return held_href(visit, scope, narrowed, iri, only)

    def of_status(concept: str | None) -> tuple[int, str | None]:
        code = "unknown" if concept is None else concept.removeprefix(STATUS)
        number = counts.get(concept, 0)
        return number, listed(None, replace(selection, status=code)) if number else None

    late = board.overdue
    return BoardRow(
        board=ref(iri, visit.facts, visit.links, scope.value),
        load=(board.load, listed()),
        shared=(board.shared, listed("shared") if board.shared else None),
        partners=(board.partners, listed("shared") if board.partners else None),
        counts=tuple(of_status(concept) for concept in statuses),
        late=None if late is None else (late, listed("late") if late else None),
        bar=max(2, round(_BAR * board.load / largest)),
    )

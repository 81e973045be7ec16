"""Boards by boards as the pages show it: counts that lead to their lists, in order of community."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from styrkedja.graph.analysis import BoardAnalysis, Pair, SharingAnalysis

from .rendering import Visit
from .scope import Scope
from .selection import Selection
from .views import Ref, ref

if TYPE_CHECKING:
    from styrkedja.graph.analysis import Chance

__all__ = ["Cell", "PairView", "Row", "held_href", "matrix_rows", "pair_href", "pair_views"]

_SHADES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix.

    Args:
        count: How many the two boards share; on the diagonal, the board's load.
        href: The list of what they share, or of the board's load; None when nothing.
        shade: 0 for nothing, then 1 to 4 as the count nears the largest.
        own: Whether it stands on the diagonal.
        starts_group: Whether the column is the first of its community.
    """

    count: int
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
    """Two boards and what they share.

    Args:
        first: The one that comes first in the matrix.
        second: The other.
        count: How many they share.
        part: What they share, as part of all that either has, 0–1.
        more: Whether that is more than chance would give.
        href: The list of it.
    """

    first: Ref
    second: Ref
    count: int
    part: float
    more: bool
    href: str


def pair_href(visit: Visit, scope: Scope, selection: Selection, first: str, second: str) -> str:
    """Return the address of what two boards share."""
    links = visit.links
    return links.page(
        "/boards/shared",
        "",
        a=links.key(first),
        b=links.key(second),
        document=scope.value,
        **{**selection.parameters, "least": None},
    )


def held_href(
    visit: Visit, scope: Scope, selection: Selection, board: str | None, only: str | None = None
) -> str:
    """Return the address of the list of what a board has.

    Args:
        visit: The visit.
        scope: Which documents.
        selection: What is asked about.
        board: IRI of the board; None for the elements of all.
        only: "shared" or "late" for those only.
    """
    links = visit.links
    return links.page(
        "/boards/elements",
        "",
        board=None if board is None else links.key(board),
        only=only,
        document=scope.value,
        **{**selection.parameters, "least": None},
    )


def pair_views(
    visit: Visit,
    scope: Scope,
    selection: Selection,
    analysis: SharingAnalysis,
    shown: BoardAnalysis,
) -> tuple[PairView, ...]:
    """Return the pairs that are shown, the most first.

    Args:
        visit: The visit.
        scope: Which documents.
        selection: What is asked about.
        analysis: Who shares what with whom.
        shown: The part of it that is shown.
    """
    chances = {frozenset((chance.first, chance.second)): chance for chance in analysis.chances}
    return tuple(_pair(visit, scope, selection, pair, chances) for pair in shown.pairs)


def _pair(
    visit: Visit,
    scope: Scope,
    selection: Selection,
    pair: Pair,
    chances: dict[frozenset[str], Chance],
) -> PairView:
    first, second = pair.first.iri, pair.second.iri
    return PairView(
        first=ref(first, visit.facts, visit.links, scope.value),
        second=ref(second, visit.facts, visit.links, scope.value),
        count=pair.count,
        part=pair.jaccard,
        more=chances[frozenset((first, second))].more,
        href=pair_href(visit, scope, selection, first, second),
    )


def matrix_rows(
    visit: Visit, scope: Scope, selection: Selection, shown: BoardAnalysis
) -> Iterator[Row]:
    """Yield the rows of the matrix, in the order of communities."""
    boards = shown.boards
    names = [ref(board.body.iri, visit.facts, visit.links, scope.value) for board in boards]
    starts = [
        number > 0 and board.community != boards[number - 1].community
        for number, board in enumerate(boards)
    ]
    largest = max((pair.count for pair in shown.pairs), default=1)
    for row, counts in enumerate(shown.matrix()):
        cells = []
        for column, count in enumerate(counts):
            first, second = boards[row].body.iri, boards[column].body.iri
            href = None
            if row == column:
                href = held_href(visit, scope, selection, first)
            elif count:
                href = pair_href(visit, scope, selection, first, second)
            shade = -(-count * _SHADES // largest) if row != column else 0
            cells.append(Cell(count, href, shade, row == column, starts[column]))
        yield Row(names[row], tuple(cells), starts[row])

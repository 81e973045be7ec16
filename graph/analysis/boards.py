"""What the boards share, as one answer: measures, pairs, matrix, shared elements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from styrkedja.ontology.namespaces import STATUS

from .network import shared_graph
from .order import alphabetical
from .tables import BodyItem, ElementItem, Responsibilities

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["BoardAnalysis", "BoardMeasures", "Pair", "analyse_boards", "is_overdue"]

_SEED = 20  # Any number will do; the same one always, so that the same graph gives the same groups.
_NEVER_LATE = frozenset({f"{STATUS}completed", f"{STATUS}cancelled"})


@dataclass(frozen=True, slots=True)
class BoardMeasures:
    """One board's part in the whole.

    Args:
        body: The board (or company, administration: whatever holds responsibilities).
        load: How many elements it is responsible for, alone or with others.
        shared: How many of them it shares with at least one other.
        partners: With how many others it shares (its degree).
        strength: The sum of its pairs' counts; an element with two others counts twice here.
        betweenness: Share of the shortest ways between other boards that go by it, 0–1.
        community: Number of its group of boards that mostly share with each other, from 1, the
            largest first; 0 when it shares with none.
        cuts_off: Boards that would lose their link to the rest without it: IRIs, one tuple for
            each part but the largest that would be left. Empty when it is no cut vertex.
        statuses: Status IRI (None: unknown) and how many of its elements have it, largest first,
            unknown last.
        overdue: How many are past their last day, as `is_overdue` judges; None when no day to
            judge them by is known.
    """

    body: BodyItem
    load: int
    shared: int
    partners: int
    strength: int
    betweenness: float
    community: int
    cuts_off: tuple[tuple[str, ...], ...]
    statuses: tuple[tuple[str | None, int], ...]
    overdue: int | None

    @property
    def is_cut(self) -> bool:
        """Whether the network would fall into more parts without this board."""
        return bool(self.cuts_off)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two boards that share elements.

    Args:
        first: The one that comes first in the matrix.
        second: The other.
        jaccard: What they share, as part of all that either has, 0–1.
        elements: What they share, in order of title.
    """

    first: BodyItem
    second: BodyItem
    jaccard: float
    elements: tuple[ElementItem, ...]

    @property
    def count(self) -> int:
        """How many elements they share."""
        return len(self.elements)


@dataclass(frozen=True, slots=True)
class BoardAnalysis:
    """What the boards share.

    Args:
        boards: In the matrix's order: by community (those that share with none last), then name.
        pairs: Those that share something, the most first, then in the matrix's order.
        shared: Elements with two or more boards, the most boards first, then by title.
        by_board_count: Number of boards and how many elements have that many, from the smallest;
            0 is those whose document names no responsible board.
        elements: All elements, by title.
        as_of: The day at which overdue is counted; None when each element is judged at the day
            that its own document reports.
        parts: How many parts the network of boards that share has, not counting those alone.
    """

    boards: tuple[BoardMeasures, ...]
    pairs: tuple[Pair, ...]
    shared: tuple[ElementItem, ...]
    by_board_count: tuple[tuple[int, int], ...]
    elements: tuple[ElementItem, ...]
    as_of: date | None
    parts: int
    _cells: dict[frozenset[str], Pair] = field(repr=False, compare=False)

    def pair(self, first: str, second: str) -> Pair | None:
        """Return what two boards share, by IRI in either order; None when nothing."""
        return self._cells.get(frozenset((first, second)))

    def count(self, first: str, second: str) -> int:
        """Return how many elements two boards share; with itself, a board's load."""
        if first == second:
            return self.board(first).load
        pair = self.pair(first, second)
        return 0 if pair is None else pair.count

    def board(self, iri: str) -> BoardMeasures:
        """Return a board's measures.

        Raises:
            KeyError: No board of that IRI is responsible for anything here.
        """
        for measures in self.boards:
            if measures.body.iri == iri:
                return measures
        raise KeyError(iri)

    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """Return the counts, boards × boards in the order of `boards`, loads on the diagonal."""
        iris = [measures.body.iri for measures in self.boards]
        return tuple(tuple(self.count(row, column) for column in iris) for row in iris)

    def overdue(self) -> tuple[ElementItem, ...]:
        """Return the elements that are overdue, by title."""
        return tuple(item for item in self.elements if is_overdue(item, self.as_of))

    def name(self, body: BodyItem) -> str:
        """Return a board's name, with its municipality where the analysis has more than one."""
        if len({board.body.municipality for board in self.boards}) < 2:
            return body.name
        return f"{body.name} ({body.municipality})" if body.municipality else body.name


def is_overdue(element: ElementItem, day: date | None = None) -> bool:
    """Return whether an element's last day has passed and it is neither completed nor cancelled.

    Args:
        element: The element; without a last day it is never overdue.
        day: The day to judge by; None means the day that its document reports, and where that is
            not known nothing is overdue. On its last day an element is not overdue yet.
    """
    day = day or element.as_of
    if day is None or element.deadline is None or element.status in _NEVER_LATE:
        return False
    return element.deadline < day


def analyse_boards(
    responsibilities: Responsibilities, *, as_of: date | None = None
) -> BoardAnalysis:
    """Return what the boards share. The same responsibilities always give the same answer.

    Args:
        responsibilities: As `load_responsibilities` gives them.
        as_of: The day at which overdue is counted; None means that of the responsibilities, and
            where they have none the day that each element's document reports.
    """
    import networkx as nx

    day = as_of or responsibilities.as_of
    graph = shared_graph(responsibilities)
    community = _communities(graph)
    order = sorted(
        responsibilities.bodies,
        key=lambda body: (community[body.iri] or len(graph) + 1, *_by_name(body)),
    )
    between = nx.betweenness_centrality(graph)
    cuts = _cuts(graph)
    held: dict[str, list[ElementItem]] = {body.iri: [] for body in order}
    for element in responsibilities.elements:
        for iri in element.bodies:
            held[iri].append(element)
    boards = tuple(
        BoardMeasures(
            body=body,
            load=len(held[body.iri]),
            shared=sum(len(element.bodies) > 1 for element in held[body.iri]),
            partners=graph.degree(body.iri),
            strength=graph.degree(body.iri, weight="weight"),
            betweenness=round(between[body.iri], 9),
            community=community[body.iri],
            cuts_off=cuts.get(body.iri, ()),
            statuses=_statuses(held[body.iri]),
            overdue=_late(held[body.iri], day),
        )
        for body in order
    )
    pairs = _pairs(graph, order, responsibilities.elements)
    return BoardAnalysis(
        boards=boards,
        pairs=pairs,
        shared=tuple(
            sorted(
                (element for element in responsibilities.elements if len(element.bodies) > 1),
                key=lambda element: (-len(element.bodies), alphabetical(element.title)),
            )
        ),
        by_board_count=tuple(
            sorted(Counter(len(element.bodies) for element in responsibilities.elements).items())
        ),
        elements=responsibilities.elements,
        as_of=day,
        parts=sum(len(part) > 1 for part in nx.connected_components(graph)),
        _cells={frozenset((pair.first.iri, pair.second.iri)): pair for pair in pairs},
    )


def _late(elements: list[ElementItem], day: date | None) -> int | None:
    if day is None and all(element.as_of is None for element in elements):
        return None
    return sum(is_overdue(element, day) for element in elements)


def _by_name(body: BodyItem) -> tuple[tuple[str, str], str, str]:
    return alphabetical(body.name), body.municipality, body.iri


def _communities(graph: nx.Graph) -> dict[str, int]:
    """Return board → number of its community, 0 for boards that share with none."""
    import networkx as nx

    # Whole numbers as nodes: sets of strings would have another order in every process.
    names = list(graph)
    plain = nx.convert_node_labels_to_integers(graph)
    found = nx.community.louvain_communities(
        plain.subgraph(node for node in plain if plain.degree(node)).copy(), seed=_SEED
    )
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    community = dict.fromkeys(names, 0)
    for number, group in enumerate(groups, start=1):
        community.update((names[node], number) for node in group)
    return community


def _cuts(graph: nx.Graph) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return cut vertex → the parts that it holds on to the largest part."""
    import networkx as nx

    place = {iri: number for number, iri in enumerate(graph)}
    cuts: dict[str, tuple[tuple[str, ...], ...]] = {}
    for iri in nx.articulation_points(graph):
        home = nx.node_connected_component(graph, iri) - {iri}
        parts = [
            tuple(sorted(part, key=place.__getitem__))
            for part in nx.connected_components(graph.subgraph(home))
        ]
        parts.sort(key=lambda part: (-len(part), place[part[0]]))
        cuts[iri] = tuple(parts[1:])
    return cuts


def _statuses(elements: list[ElementItem]) -> tuple[tuple[str | None, int], ...]:
    counts = Counter(element.status for element in elements)
    return tuple(
        sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    )


def _pairs(
    graph: nx.Graph, order: list[BodyItem], elements: tuple[ElementItem, ...]
) -> tuple[Pair, ...]:
    place = {body.iri: number for number, body in enumerate(order)}
    by_iri = {element.iri: element for element in elements}
    pairs: list[Pair] = []
    for one, other, shared in graph.edges(data=True):
        first, second = sorted((place[one], place[other]))
        items = [by_iri[iri] for iri in shared["elements"]]
        items.sort(key=lambda item: (alphabetical(item.title), item.iri))
        pairs.append(Pair(order[first], order[second], shared["jaccard"], tuple(items)))
    return tuple(
        sorted(pairs, key=lambda pair: (-pair.count, place[pair.first.iri], place[pair.second.iri]))
    )

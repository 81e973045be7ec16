"""Which goals are worked for, by whom and by what; and where the documents do not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeVar

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source

from .chains import (
    Place,
    Value,
    chain_cycles,
    chain_graph,
    chain_places,
    levels_that_state,
    served_by,
    serving_graph,
)
from .items import BodyItem, ElementItem
from .links import GOAL_KINDS, Chain, level_of, load_chain
from .report import Analysis
from .sheets import Sheet

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "INDICATOR",
    "UNDER",
    "BodyCell",
    "CoverageAnalysis",
    "IndexPart",
    "KindCell",
    "analyse_coverage",
    "coverage_of",
]

INDICATOR = "Indicator"
UNDER: dict[str, tuple[str, ...]] = {
    "FocusArea": (*GOAL_KINDS, "StrategicInitiative", "Assignment", "Activity"),
    "OverarchingGoal": ("BoardGoal", "StrategicInitiative", "Assignment", "Activity", INDICATOR),
    "Goal": ("BoardGoal", "StrategicInitiative", "Assignment", "Activity", INDICATOR),
    "BoardGoal": ("StrategicInitiative", "Assignment", "Activity", INDICATOR),
}
"""What may stand under a goal of each level, and so is asked for."""


@dataclass(frozen=True, slots=True)
class KindCell:
    """Whether a goal has something of one kind under it.

    Args:
        goal: IRI of the goal.
        kind: The level of what is asked for, of `UNDER`.
        value: NOT_COVERED only where the goal's document links something of this kind to another
            goal of the same level.
        direct: How many state that they contribute to it (or measure it) themselves.
        elements: All that serve it, over any number of steps: IRIs, sorted.
    """

    goal: str
    kind: str
    value: Value
    direct: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyCell:
    """Whether a body works for a goal.

    Args:
        goal: IRI of the goal.
        body: IRI of the body, one that the goal's document names.
        value: COVERED when the body has a part in the goal or in something that serves it.
            NOT_COVERED only where the goal's document ties this body to another goal of the same
            level, or names other bodies for this goal.
        roles: Its roles in the goal itself, of `ROLES`; empty when it has none.
        elements: What serves the goal and is in part the body's: IRIs, sorted.
    """

    goal: str
    body: str
    value: Value
    roles: tuple[str, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A share of the goals or elements of one level, a part of the coverage index.

    Args:
        way: "work" (goals with anything under them that serves them), "indicator" (goals that an
            indicator measures), "body" (goals that a body has a part in or works for), "up"
            (elements that state what they contribute to, of levels that state it) or, in
            `CoverageAnalysis.shares` only,
            "kind" (goals with something of one kind under them).
        level: The level whose goals or elements are counted.
        kind: For "kind", the kind under them; else empty.
        covered: How many have it.
        of: How many of those for which the documents state such links.
        not_stated: How many there are beside, for which the documents do not say.
    """

    way: str
    level: str
    kind: str
    covered: int
    of: int
    not_stated: int

    @property
    def share(self) -> float | None:
        """The covered as a part of those that can be judged, 0–1; None when there are none."""
        return self.covered / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class CoverageAnalysis(Analysis):
    """Which goals are worked for, by whom and by what.

    Args:
        goals: The goals that the matrices' rows are, in the chain's order.
        bodies: The bodies that the documents name, in alphabetical order.
        kinds: A cell for each goal and each kind that may stand under it.
        by_body: A cell for each goal and each body that its document names.
        places: Each element's place in the chain.
        cycles: Elements that serve themselves over others: IRIs in the order of the steps.
        parts: The parts of the index.
        shares: How many goals of each level have something of each kind under them.
        chain: What all of it was made from.
    """

    name: ClassVar[str] = "coverage"

    goals: tuple[ElementItem, ...]
    bodies: tuple[BodyItem, ...]
    kinds: tuple[KindCell, ...]
    by_body: tuple[BodyCell, ...]
    places: tuple[Place, ...]
    cycles: tuple[tuple[str, ...], ...]
    parts: tuple[IndexPart, ...]
    shares: tuple[IndexPart, ...]
    chain: Chain
    graph: nx.DiGraph = field(repr=False, compare=False)

    @property
    def index(self) -> float | None:
        """The coverage index, 0–1: the mean of the parts' shares; None when no part has one."""
        shares = [part.share for part in self.parts if part.share is not None]
        return sum(shares) / len(shares) if shares else None

    def kind_cell(self, goal: str, kind: str) -> KindCell | None:
        """Return the cell of a goal and a kind; None when that kind is not asked for there."""
        return next((c for c in self.kinds if (c.goal, c.kind) == (goal, kind)), None)

    def body_cell(self, goal: str, body: str) -> BodyCell | None:
        """Return the cell of a goal and a body; None when its document does not name the body."""
        return next((c for c in self.by_body if (c.goal, c.body) == (goal, body)), None)

    def gaps(self, kind: str) -> tuple[ElementItem, ...]:
        """Return the goals with nothing of a kind under them, where the document would say so."""
        bare = {c.goal for c in self.kinds if c.kind == kind and c.value is Value.NOT_COVERED}
        return tuple(goal for goal in self.goals if goal.iri in bare)

    def dangling(self) -> tuple[ElementItem, ...]:
        """Return the elements that name nothing above, where their level states it.

        Those that stand under a focus area are not among them.
        """
        return tuple(
            place.element
            for place in self.places
            if place.up is Value.NOT_COVERED and not place.in_area
        )

    def reaching_no_goal(self) -> tuple[ElementItem, ...]:
        """Return the elements that lead to no goal, where the document would say so.

        With the dangling ends all that hangs on them, and what stands under a focus area.
        """
        return tuple(p.element for p in self.places if p.reaches is Value.NOT_COVERED)

    def bottlenecks(self) -> tuple[Place, ...]:
        """Return the places that others reach their top goal through only, the most first."""
        found = [place for place in self.places if place.only_way]
        return tuple(sorted(found, key=lambda place: -place.only_way))

    def documents(self) -> tuple[str, ...]:
        """Return the labels of the documents that the elements stand in, sorted."""
        return tuple(sorted({item.document_label for item in self.chain.elements}))

    def sheets(self) -> tuple[Sheet, ...]:
        """Return index, goals_by_kind, goals_by_body, chain, links and cycles."""
        from .coverage_sheets import coverage_sheets

        return coverage_sheets(self)

    def sentences(self, lang: str = "sv") -> str:
        """Return what is covered, the largest gap, and the index, in "sv" or "en"."""
        from .coverage_sentences import coverage_sentences

        return coverage_sentences(self, lang)

    def graphs(self) -> dict[str, nx.Graph]:
        """Return "chain": an edge from each element to what stands one step up."""
        return {"chain": self.graph}

    def drawings(self, lang: str, *, standalone: bool) -> dict[str, Callable[[], str]]:
        """Return "index", "goals_by_kind", "goals_by_body" and "chain"."""
        from .coverage_pictures import coverage_drawings

        return coverage_drawings(self, lang, standalone=standalone)


def analyse_coverage(
    source: Source, *, document: str | None = None, level: str | None = None
) -> CoverageAnalysis:
    """Return which goals are worked for, over the default graph of a store or dataset.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`; it is not changed.
        document: One document, as `document_iri` takes it; None means what is the case now.
        level: The rows of the matrices: "OverarchingGoal", "BoardGoal", "Goal" (those not said to
            be either) or "FocusArea" (whose headings are then taken for links); None means all
            goals.

    Raises:
        ParameterError: The graph has no such document, or there is no such level.
    """
    if level is not None and level not in UNDER:
        listed = ", ".join(UNDER)
        raise ParameterError(
            f"no level {level!r}; there are {listed}",
            sv=f"Nivån ”{level}” finns inte. Välj en av dessa: {listed}",
        )
    return coverage_of(load_chain(source, document=document), level=level)


def coverage_of(chain: Chain, *, level: str | None = None) -> CoverageAnalysis:
    """Return which goals are worked for, by a chain that is loaded.

    Args:
        chain: The chain.
        level: As `analyse_coverage` takes it.
    """
    levels = GOAL_KINDS if level is None else (level,)
    goals = tuple(item for item in chain.elements if item.kind in levels)
    serving = serving_graph(chain, headings=level == "FocusArea")
    under = served_by(serving)
    direct = {goal.iri: set(serving.predecessors(goal.iri)) - {goal.iri} for goal in goals}
    kinds = _kind_cells(chain, goals, under, direct)
    by_body = _body_cells(chain, goals, under)
    places = chain_places(chain)
    return CoverageAnalysis(
        goals=goals,
        bodies=chain.bodies,
        kinds=kinds,
        by_body=by_body,
        places=places,
        cycles=chain_cycles(serving),
        parts=_parts(goals, kinds, by_body, places, levels_that_state(chain)),
        shares=_shares(goals, kinds),
        chain=chain,
        graph=chain_graph(chain),
    )


_T = TypeVar("_T")
_Sets = dict[str, set[str]]


def _kind_cells(
    chain: Chain, goals: tuple[ElementItem, ...], under: _Sets, direct: _Sets
) -> tuple[KindCell, ...]:
    level = {item.iri: level_of(item.kind) for item in chain.elements}
    measured: defaultdict[str, set[str]] = defaultdict(set)
    for indicator in chain.indicators:
        for iri in indicator.elements:
            measured[iri].add(indicator.iri)
    found: dict[tuple[str, str], tuple[set[str], int]] = {}
    for goal in goals:
        for kind in UNDER[goal.kind]:
            if kind == INDICATOR:
                found[goal.iri, kind] = measured[goal.iri], len(measured[goal.iri])
            else:
                served = {iri for iri in under[goal.iri] if level[iri] == kind}
                found[goal.iri, kind] = served, len(served & direct[goal.iri])
    states = {
        (goal.document, goal.kind, kind)
        for goal in goals
        for kind in UNDER[goal.kind]
        if found[goal.iri, kind][0]
    }
    return tuple(
        KindCell(
            goal=goal.iri,
            kind=kind,
            value=_value(
                bool(found[goal.iri, kind][0]), (goal.document, goal.kind, kind) in states
            ),
            direct=found[goal.iri, kind][1],
            elements=tuple(sorted(found[goal.iri, kind][0])),
        )
        for goal in goals
        for kind in UNDER[goal.kind]
    )


def _body_cells(chain: Chain, goals: tuple[ElementItem, ...], under: _Sets) -> tuple[BodyCell, ...]:
    document = {item.iri: item.document for item in chain.elements}
    order = {body.iri: number for number, body in enumerate(chain.bodies)}
    found: defaultdict[str, set[str]] = defaultdict(set)
    of_element: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for part in chain.parts:
        found[document[part.element]].add(part.body)
        of_element[part.element][part.body] = part.roles
    named = {iri: sorted(bodies, key=order.__getitem__) for iri, bodies in found.items()}
    work: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for goal in goals:
        for iri in under[goal.iri]:
            for body in of_element[iri]:
                work[goal.iri, body].add(iri)
    tied = {
        (goal.document, goal.kind, body)
        for goal in goals
        for body in named.get(goal.document, ())
        if work[goal.iri, body] or body in of_element[goal.iri]
    }
    return tuple(
        BodyCell(
            goal=goal.iri,
            body=body,
            value=_value(
                bool(work[goal.iri, body]) or body in of_element[goal.iri],
                (goal.document, goal.kind, body) in tied or bool(of_element[goal.iri]),
            ),
            roles=of_element[goal.iri].get(body, ()),
            elements=tuple(sorted(work[goal.iri, body])),
        )
        for goal in goals
        for body in named.get(goal.document, ())
    )


def _value(there: bool, stated: bool) -> Value:
    if there:
        return Value.COVERED
    return Value.NOT_COVERED if stated else Value.NOT_STATED


def _shares(goals: tuple[ElementItem, ...], kinds: tuple[KindCell, ...]) -> tuple[IndexPart, ...]:
    level = {goal.iri: goal.kind for goal in goals}
    counts = _counted(kinds, lambda cell: (level[cell.goal], cell.kind), lambda cell: cell.value)
    return tuple(
        IndexPart("kind", above, kind, *counts[above, kind])
        for above in dict.fromkeys(level.values())
        for kind in UNDER[above]
    )


_RISING = ("BoardGoal", "StrategicInitiative", "Assignment", "Activity")


def _parts(
    goals: tuple[ElementItem, ...],
    kinds: tuple[KindCell, ...],
    by_body: tuple[BodyCell, ...],
    places: tuple[Place, ...],
    stating: frozenset[tuple[str, str]],
) -> tuple[IndexPart, ...]:
    values: defaultdict[tuple[str, str], set[Value]] = defaultdict(set)
    for cell in kinds:
        values[cell.goal, "indicator" if cell.kind == INDICATOR else "work"].add(cell.value)
    for body_cell in by_body:
        values[body_cell.goal, "body"].add(body_cell.value)
    counts = _counted(
        [(goal, way) for goal in goals for way in ("work", "indicator", "body")],
        lambda pair: (pair[0].kind, pair[1]),
        lambda pair: _best(values[pair[0].iri, pair[1]]),
    ) | _counted(
        [place for place in places if level_of(place.element.kind) in _RISING],
        lambda place: (level_of(place.element.kind), "up"),
        # Of a level that does not state it as a whole, those that do would be all that is judged.
        lambda place: (
            place.up
            if (place.element.document, level_of(place.element.kind)) in stating
            else Value.NOT_STATED
        ),
    )
    levels = (*dict.fromkeys(goal.kind for goal in goals), *_RISING)
    return tuple(
        IndexPart(way, level, "", *counts[level, way])
        for way in ("work", "indicator", "body", "up")
        for level in dict.fromkeys(levels)
        if (level, way) in counts
    )


def _best(values: set[Value]) -> Value:
    """Return a goal's answer over several cells: one covers it, none does, or none says."""
    for value in (Value.COVERED, Value.NOT_COVERED):
        if value in values:
            return value
    return Value.NOT_STATED


def _counted(
    things: Iterable[_T], key: Callable[[_T], tuple[str, str]], value: Callable[[_T], Value]
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return key → (covered, covered or not, not stated)."""
    counts: dict[tuple[str, str], tuple[int, int, int]] = {}
    for thing in things:
        at, is_ = key(thing), value(thing)
        covered, of, silent = counts.get(at, (0, 0, 0))
        counts[at] = (
            covered + (is_ is Value.COVERED),
            of + (is_ is not Value.NOT_STATED),
            silent + (is_ is Value.NOT_STATED),
        )
    return counts

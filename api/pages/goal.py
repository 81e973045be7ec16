"""What the page of one goal shows: answers by kind, who works for it, lists behind numbers."""

from __future__ import annotations

from dataclasses import dataclass

from styrkedja.graph.analysis import CoverageAnalysis, ElementItem
from styrkedja.graph.analysis.chains import Value
from styrkedja.graph.analysis.coverage import INDICATOR
from styrkedja.graph.analysis.links import LEVELS, level_of
from styrkedja.graph.analysis.roll_up import WORK
from styrkedja.ontology.namespaces import STATUS

from .coverage import Answer, goal_href
from .elements import ElementGroup, by_kind, element_view
from .rendering import Visit
from .scope import Scope
from .tree import tree_chosen
from .views import Ref, State, ref, refs, state

__all__ = [
    "Narrowed",
    "Worker",
    "kind_answers",
    "narrowed_of",
    "silent_bodies",
    "workers_of",
]


@dataclass(frozen=True, slots=True)
class Worker:
    """A body that has a part in a goal or in what serves it.

    Args:
        board: The body.
        roles: Its roles in the goal itself.
        answer: What of it serves the goal.
    """

    board: Ref
    roles: tuple[str, ...]
    answer: Answer


def kind_answers(
    visit: Visit, scope: Scope, analysis: CoverageAnalysis, iri: str
) -> list[tuple[str, Answer]]:
    """Return whether a goal has something of each kind under it; nothing for what is no goal."""
    return [
        (
            cell.kind,
            Answer(
                cell.value.value,
                len(cell.elements),
                goal_href(visit, scope, iri, "list", kind=cell.kind, serves="yes")
                if cell.elements
                else None,
            ),
        )
        for cell in analysis.kinds
        if cell.goal == iri
    ]


def workers_of(visit: Visit, scope: Scope, analysis: CoverageAnalysis, iri: str) -> list[Worker]:
    """Return the bodies that work for a goal, those with most first."""
    links = visit.links
    cells = [c for c in analysis.by_body if c.goal == iri and c.value is Value.COVERED]
    return [
        Worker(
            board=ref(cell.body, visit.facts, links, scope.value),
            roles=cell.roles,
            answer=Answer(
                cell.value.value,
                len(cell.elements),
                goal_href(visit, scope, iri, "list", body=links.key(cell.body), serves="yes")
                if cell.elements
                else None,
            ),
        )
        for cell in sorted(cells, key=lambda cell: -len(cell.elements))
    ]


def silent_bodies(analysis: CoverageAnalysis, iri: str) -> tuple[int, int]:
    """Return how many bodies do not work for a goal, and for how many the document is silent."""
    values = [cell.value for cell in analysis.by_body if cell.goal == iri]
    return values.count(Value.NOT_COVERED), values.count(Value.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a number of the page counts.

    Args:
        groups: The elements, by kind.
        indicators: The indicators, where these are asked for.
        board: The body whose they are, or None.
        kind: Their level, or None.
        status: Their status, or None.
        serves: Whether only what contributes to the goal is meant, or all under it.
    """

    groups: tuple[ElementGroup, ...]
    indicators: tuple[Ref, ...]
    board: Ref | None
    kind: str | None
    status: State | None
    serves: bool

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(group.count for group in self.groups) + len(self.indicators)


def narrowed_of(
    visit: Visit, scope: Scope, analysis: CoverageAnalysis, iri: str
) -> Narrowed | None:
    """Return what the address narrows the page's list to; None where it does not."""
    asked = visit.request.query_params
    kind, status, serves = asked.get("kind"), asked.get("status"), asked.get("serves") == "yes"
    body = None if not asked.get("body") else visit.links.iri(asked["body"])
    if not (kind or status or body):
        return None
    tree = tree_chosen(visit, scope)
    under = set(tree.below[iri])
    if serves:
        under = {one for cell in analysis.kinds if cell.goal == iri for one in cell.elements}
    if body is not None:
        cell = analysis.body_cell(iri, body)
        under = set(() if cell is None else cell.elements) if serves else under
    chosen = [
        item
        for one, item in tree.elements.items()
        if one in under
        and kind in (None, "", level_of(item.kind))
        and (not status or status == _status_of(item))
    ]
    measured = [one.iri for one in analysis.chain.indicators if iri in one.elements]
    concept = None if status in (None, "", "unknown") else f"{STATUS}{status}"
    return Narrowed(
        groups=by_kind(
            visit, (element_view(visit, item.iri, document=scope.value) for item in chosen)
        ),
        indicators=refs(measured, visit) if kind == INDICATOR else (),
        board=None if body is None else ref(body, visit.facts, visit.links, scope.value),
        kind=kind if kind in (*LEVELS, INDICATOR) else None,
        status=None if not status else state(concept, None, visit.facts),
        serves=serves,
    )


def _status_of(item: ElementItem) -> str | None:
    """Return the status of work to be done as addresses have it; None of what is no work."""
    if level_of(item.kind) not in WORK:
        return None
    return "unknown" if item.status is None else item.status.removeprefix(STATUS)

"""What a body has to do: by kind and status, for which goals, what is due, what is doubtful."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from styrkedja.graph.analysis import is_open, is_overdue
from styrkedja.graph.analysis.chains import Value
from styrkedja.graph.records import ElementRecord
from styrkedja.ontology.namespaces import SK, STATUS

from .coverage import coverage_chosen, goal_href
from .elements import ElementView, element_views
from .matrix import held_href
from .rendering import Visit
from .scope import Scope
from .selection import Selection, elements_chosen, sharing_chosen
from .translation import Text
from .views import DoubtView, Ref, State, doubt_views, state

__all__ = [
    "Due",
    "GoalServed",
    "WorkTable",
    "activities_due",
    "doubts_about",
    "goals_served",
    "responsible_for",
    "work_table",
]

_SHOWN = 12  # activities that are due next; the rest are a link away


@dataclass(frozen=True, slots=True)
class WorkTable:
    """What a body is responsible for, by kind and status; each number with its list.

    Args:
        states: The columns.
        rows: Each level, its number, and its numbers by status (None: none).
    """

    states: tuple[State, ...]
    rows: tuple[tuple[str, tuple[int, str], tuple[tuple[int, str] | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoalServed:
    """A goal that a body works for.

    Args:
        goal: The goal.
        kind: Local name of its class.
        roles: The body's roles in the goal itself.
        count: How much of what the body has contributes to it.
        href: The list of that; None where there is nothing but the role.
    """

    goal: Ref
    kind: str
    roles: tuple[str, ...]
    count: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """Activities of a body.

    Args:
        late: Those past their end date.
        coming: The next ones.
        more: How many more are to come, and the list of all; None when all are shown.
    """

    late: tuple[ElementView, ...]
    coming: tuple[ElementView, ...]
    more: tuple[int, str] | None


def responsible_for(visit: Visit, scope: Scope, body: str) -> list[ElementRecord]:
    """Return the elements that a body is responsible for in the chosen documents."""
    chosen = elements_chosen(visit.snapshot, scope, Selection(kind="SteeringElement"))
    return [
        one
        for one in chosen
        if any((part.body, part.role) == (body, "responsible") for part in one.parts)
    ]


def work_table(visit: Visit, scope: Scope, body: str) -> WorkTable:
    """Return what a body is responsible for, by kind and status."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in responsible_for(visit, scope, body):
        counts[Selection(kind=one.kind).sort, one.status or "unknown"] += 1
    kinds = [k for k in ("Goal", "StrategicInitiative", "Assignment", "Activity") if any(
        kind == k for kind, _ in counts)]  # fmt: skip
    totals: Counter[str] = Counter()
    for (_, status), count in counts.items():
        totals[status] += count
    statuses = sorted(totals, key=lambda one: (one == "unknown", -totals[one], one))

    def listed(kind: str, status: str | None) -> str:
        return held_href(visit, scope, Selection(kind=kind, status=status), body)

    return WorkTable(
        states=tuple(
            state(None if one == "unknown" else STATUS + one, None, visit.facts) for one in statuses
        ),
        rows=tuple(
            (
                kind,
                (sum(counts[kind, one] for one in statuses), listed(kind, None)),
                tuple(
                    (counts[kind, one], listed(kind, one)) if counts[kind, one] else None
                    for one in statuses
                ),
            )
            for kind in kinds
        ),
    )


def goals_served(visit: Visit, scope: Scope, body: str) -> tuple[tuple[str, list[GoalServed]], ...]:
    """Return the goals that a body works for, by kind, from the highest level down.

    A goal of its own that nothing of its serves is not among them: that it carries, and no more.
    """
    analysis = coverage_chosen(visit.snapshot, scope)
    titles = {goal.iri: goal for goal in analysis.goals}
    found = [
        GoalServed(
            goal=Ref(Text(titles[cell.goal].title, "sv"), goal_href(visit, scope, cell.goal)),
            kind=titles[cell.goal].kind,
            roles=cell.roles,
            count=len(cell.elements),
            href=goal_href(
                visit, scope, cell.goal, "list", body=visit.links.key(body), serves="yes"
            )
            if cell.elements
            else None,
        )
        for cell in analysis.by_body
        if cell.body == body
        and cell.value is Value.COVERED
        and (cell.elements or "responsible" not in cell.roles)
    ]
    order = ("OverarchingGoal", "Goal", "BoardGoal")
    found.sort(key=lambda one: (order.index(one.kind), -one.count))
    return tuple((kind, list(ones)) for kind, ones in groupby(found, key=lambda one: one.kind))


def activities_due(visit: Visit, scope: Scope, body: str) -> Due:
    """Return the activities of a body that are late, and those that are due next."""
    selection = Selection(kind="Activity")
    analysis = sharing_chosen(visit.snapshot, scope, selection).boards
    mine = [item for item in analysis.elements if body in item.bodies]
    late = [item for item in mine if is_overdue(item, analysis.as_of)]
    open_ = [item for item in mine if item.deadline and item not in late and is_open(item)]
    coming = sorted(open_, key=lambda item: (str(item.deadline), item.title))
    more = len(coming) - _SHOWN
    return Due(
        late=element_views(late, analysis.as_of, visit, scope.value),
        coming=element_views(coming[:_SHOWN], analysis.as_of, visit, scope.value),
        more=(more, held_href(visit, scope, selection, body)) if more > 0 else None,
    )


def doubts_about(visit: Visit, scope: Scope, body: str) -> tuple[DoubtView, ...]:
    """Return the doubts about a body and about what it is responsible for."""
    concerned = [body, *(one.iri for one in responsible_for(visit, scope, body))]
    return doubt_views(
        {
            doubt
            for iri in concerned
            for doubt in visit.facts.subjects(SK + "concerns", iri)
            if scope.document in (None, visit.facts.iri(doubt, SK + "reportedIn"))
        },
        visit,
    )

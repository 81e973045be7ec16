"""Which goals are worked for, as the pages show it: rows of goals, cells with an answer each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import Snapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import (
    Chain,
    CoverageAnalysis,
    ElementItem,
    Value,
    chain_within,
    coverage_of,
    load_chain,
)
from styrkedja.graph.analysis.coverage import UNDER

from .elements import forecast_of, newest_assessment
from .rendering import Visit
from .scope import Scope, documents_of
from .translation import Text
from .views import Ref, State, ref, state

__all__ = [
    "Answer",
    "Column",
    "CoverageAsked",
    "GoalRow",
    "GoalTable",
    "asked_of",
    "body_table",
    "chain_chosen",
    "coverage_chosen",
    "goal_href",
    "kind_table",
    "levels_of",
]

VALUES = tuple(value.value for value in Value)


@dataclass(frozen=True, slots=True)
class CoverageAsked:
    """What is asked about goals.

    Args:
        level: The level of the goals that are rows: a key of `UNDER`.
        under: The column that `answer` is about: a level or the key of a body; None for any.
        answer: Only goals with this answer; None for all.
    """

    level: str
    under: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: one of the values, how many stand behind it, and the list of them.

    `value` is None where nothing is asked.
    """

    value: str | None
    count: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind or body, and how many goals have each value, with their addresses."""

    kind: str
    board: Ref | None
    sums: tuple[tuple[str, int, str | None], ...]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of the table: its page, how it goes, and its answers."""

    goal: Ref
    forecast: State | None
    state: State
    cells: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class GoalTable:
    """Goals by kinds or bodies.

    Args:
        columns: The columns.
        rows: The goals that are shown.
        whole: How many goals there are.
    """

    columns: tuple[Column, ...]
    rows: tuple[GoalRow, ...]
    whole: int


def chain_chosen(snapshot: Snapshot, scope: Scope) -> Chain:
    """Return the chain of a document, or of all of the municipality's that nothing continues."""

    def make() -> Chain:
        part = part_of(snapshot, scope.municipality)
        if scope.document is not None:
            return load_chain(part, document=scope.document)
        theirs = {record.iri for record in documents_of(snapshot, scope.municipality)}
        return chain_within(load_chain(part), theirs)

    return snapshot.cached(("pages.chain", scope.value), make)


def coverage_chosen(snapshot: Snapshot, scope: Scope, level: str | None = None) -> CoverageAnalysis:
    """Return which goals of a level are worked for; None for all goals but focus areas."""
    return snapshot.cached(
        ("pages.coverage", scope.value, level),
        lambda: coverage_of(chain_chosen(snapshot, scope), level=level),
    )


def levels_of(chain: Chain) -> tuple[tuple[str, int], ...]:
    """Return the levels that can be rows and how many there are of each, goals before headings."""
    counts = Counter(item.kind for item in chain.elements)
    order = ("OverarchingGoal", "Goal", "BoardGoal", "FocusArea")
    return tuple((level, counts[level]) for level in order if counts[level])


def asked_of(visit: Visit, chain: Chain) -> CoverageAsked:
    """Return what the address asks about goals, the highest level by default.

    Raises:
        ParameterError: It asks for a level or an answer that there is not.
    """
    asked = visit.request.query_params
    levels = [level for level, _ in levels_of(chain)]
    level = asked.get("level") or (levels[0] if levels else "OverarchingGoal")
    answer = asked.get("answer") or None
    for name, given, known in (("level", level, tuple(UNDER)), ("answer", answer, VALUES)):
        if given is not None and given not in known:
            listed = ", ".join(known)
            raise ParameterError(
                f"{name}: there is no {given[:100]!r}; choose one of {listed}.",
                sv=f"{name}: ”{given[:100]}” finns inte. Välj ett av dessa: {listed}.",
                names=(name,),
            )
    return CoverageAsked(level, asked.get("under") or None, answer)


def goal_href(visit: Visit, scope: Scope, goal: str, fragment: str = "", **more: str | None) -> str:
    """Return the address of one goal's page.

    Args:
        visit: The visit.
        scope: Which documents.
        goal: IRI of the goal.
        fragment: A part of the page.
        more: What its list is narrowed to.
    """
    return visit.links.page(
        f"/goals/{visit.links.key(goal)}", fragment, document=scope.value, **more
    )


def kind_table(visit: Visit, scope: Scope, asked: CoverageAsked) -> GoalTable:
    """Return the goals of a level by the kinds of what may stand under them."""
    analysis = coverage_chosen(visit.snapshot, scope, asked.level)
    cells = {(cell.goal, cell.kind): cell for cell in analysis.kinds}

    def answer(goal: str, kind: str) -> Answer:
        cell = cells[goal, kind]
        count = len(cell.elements)
        href = goal_href(visit, scope, goal, "list", kind=kind, serves="yes") if count else None
        return Answer(cell.value.value, count, href)

    columns = [(kind, None) for kind in UNDER[asked.level]]
    table = {goal.iri: [answer(goal.iri, kind) for kind, _ in columns] for goal in analysis.goals}
    return _table(visit, scope, asked, analysis.goals, columns, table, "/goals")


def body_table(visit: Visit, scope: Scope, asked: CoverageAsked) -> GoalTable:
    """Return the goals of a level by the bodies that their documents name."""
    analysis = coverage_chosen(visit.snapshot, scope, asked.level)
    cells = {(cell.goal, cell.body): cell for cell in analysis.by_body}

    def answer(goal: str, body: str) -> Answer:
        cell = cells.get((goal, body))
        if cell is None:
            return Answer(None, 0, None)
        covered = cell.value is Value.COVERED
        href = goal_href(visit, scope, goal, "list", body=visit.links.key(body), serves="yes")
        return Answer(cell.value.value, len(cell.elements), href if covered else None)

    columns = [
        (visit.links.key(body.iri), ref(body.iri, visit.facts, visit.links, scope.value))
        for body in analysis.bodies
    ]
    table = {
        goal.iri: [answer(goal.iri, body.iri) for body in analysis.bodies]
        for goal in analysis.goals
    }
    return _table(visit, scope, asked, analysis.goals, columns, table, "/goals/bodies")


def _table(
    visit: Visit,
    scope: Scope,
    asked: CoverageAsked,
    goals: tuple[ElementItem, ...],
    columns: Sequence[tuple[str, Ref | None]],
    answers: dict[str, list[Answer]],
    path: str,
) -> GoalTable:
    def narrowed(kind: str, value: str) -> str:
        return visit.links.page(
            path, document=scope.value, level=asked.level, under=kind, answer=value
        )

    def sums(number: int, kind: str) -> tuple[tuple[str, int, str | None], ...]:
        counts = Counter(cells[number].value for cells in answers.values())
        return tuple(
            (value, counts[value], narrowed(kind, value) if counts[value] else None)
            for value in VALUES
        )

    def wanted(cells: list[Answer]) -> bool:
        if asked.answer is None:
            return True
        places = [n for n, (kind, _) in enumerate(columns) if asked.under in (None, kind)]
        return any(cells[n].value == asked.answer for n in places)

    rows = tuple(
        _row(visit, scope, goal, answers[goal.iri]) for goal in goals if wanted(answers[goal.iri])
    )
    made = tuple(Column(kind, board, sums(n, kind)) for n, (kind, board) in enumerate(columns))
    return GoalTable(made, rows, len(goals))


def _row(visit: Visit, scope: Scope, goal: ElementItem, cells: list[Answer]) -> GoalRow:
    return GoalRow(
        goal=Ref(Text(goal.title, "sv"), goal_href(visit, scope, goal.iri)),
        forecast=forecast_of(visit, newest_assessment(visit, goal.iri)),
        state=state(goal.status, goal.status_text, visit.facts),
        cells=tuple(cells),
    )

"""The library's questions and the analyses count the same, document by document and for now."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from styrkedja.graph.analysis import (
    CoverageAnalysis,
    Value,
    analyse_boards,
    analyse_calendar,
    analyse_change,
    analyse_coverage,
    analyse_sharing,
    is_overdue,
    linked_documents,
    load_responsibilities,
)
from styrkedja.graph.analysis.links import level_of
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import SK, prefix_lines
from styrkedja.queries import load_query

Row = dict[str, str | None]
Case = tuple[Store, str | None]

_COLUMNS = {
    "StrategicInitiative": "initiatives",
    "BoardGoal": "board_goals",
    "Assignment": "assignments",
    "Activity": "activities",
    "Indicator": "indicators",
}
_MISSING = {
    "StrategicInitiative": "strategic initiative",
    "BoardGoal": "board goal",
    "Assignment": "assignment",
    "Activity": "activity",
    "Indicator": "indicator",
}
_ROLES = {
    "responsible": "is responsible",
    "coordinating": "coordinates",
    "contributing": "contributes",
}


@pytest.fixture(scope="module", params=["layouts_store", "real_store"])
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """Each document of the bundled and of the real ones, and what is the case now."""
    store: Store = request.getfixturevalue(request.param)
    rows = store.select(
        prefix_lines() + "SELECT DISTINCT ?d WHERE { ?d a sk:SteeringDocument } ORDER BY ?d"
    )
    found: list[Case] = [(store, row["d"]) for row in rows.dicts()]
    assert len(found) >= 5
    return [(store, None), *found]


def ask(store: Store, name: str, document: str | None, **given: str) -> list[Row]:
    if document is not None:
        given["document"] = document
    return list(store.select(load_query(name).text(**given)).dicts())


def number(row: Row, column: str) -> int:
    return int(row[column] or 0)


def short(iri: str | None) -> str:
    return (iri or "").removeprefix(SK)


def coverages(cases: list[Case]) -> list[tuple[CoverageAnalysis, Store, str | None]]:
    return [(analyse_coverage(store, document=d), store, d) for store, d in cases]


def test_goals_by_kind_are_those_of_goal_coverage(cases: list[Case]) -> None:
    for analysis, store, document in coverages(cases):
        rows = {row["goal"]: row for row in ask(store, "goal_coverage", document)}
        assert set(rows) == {goal.iri for goal in analysis.goals}
        for cell in analysis.kinds:
            asked = rows[cell.goal][_COLUMNS[cell.kind]]
            silent = cell.value is Value.NOT_STATED
            assert asked == (None if silent else str(len(cell.elements)))


def test_gaps_are_those_of_goal_gaps_and_what_is_not_stated_is_no_gap(cases: list[Case]) -> None:
    for analysis, store, document in coverages(cases):
        rows = ask(store, "goal_gaps", document)
        assert {
            (row["goal"], row["missing_en"]) for row in rows if row["coverage"] == "not-covered"
        } == {
            (cell.goal, _MISSING[cell.kind])
            for cell in analysis.kinds
            if cell.value is Value.NOT_COVERED
        }
        kinds = {goal.iri: (goal.document, goal.kind) for goal in analysis.goals}
        assert {
            (row["source"], short(row["element_kind"]), row["missing_en"]): number(row, "goals")
            for row in rows
            if row["coverage"] == "not-stated"
        } == Counter(
            (*kinds[cell.goal], _MISSING[cell.kind])
            for cell in analysis.kinds
            if cell.value is Value.NOT_STATED
        )


def test_goals_by_body_are_those_of_goal_by_body(cases: list[Case]) -> None:
    for analysis, store, document in coverages(cases):
        rows = ask(store, "goal_by_body", document)
        asked = {(r["goal"], r["holder"]): number(r, "contributions") for r in rows if r["holder"]}
        assert asked == {
            (cell.goal, cell.body): len(cell.elements)
            for cell in analysis.by_body
            if cell.value is Value.COVERED
        }
        served = {goal for goal, _ in asked}
        alone = {row["goal"]: row["coverage"] for row in rows if row["holder"] is None}
        assert set(alone) == {goal.iri for goal in analysis.goals} - served
        # Without any body: the document is silent only where no cell of the goal is judged.
        for goal, answer in alone.items():
            values = {cell.value for cell in analysis.by_body if cell.goal == goal}
            assert (answer == "not-covered") == (Value.NOT_COVERED in values)


def test_depths_are_those_of_chain_depth(cases: list[Case]) -> None:
    for analysis, store, document in coverages(cases):
        places = {place.element.iri: place for place in analysis.places}
        rows = ask(store, "chain_depth", document)
        assert len(rows) == len(analysis.goals)
        for row in rows:
            place = places[str(row["goal"])]
            assert number(row, "depth") == place.depth
            assert number(row, "below") == place.served_by
            if row["depth"] is None:
                assert place.served_by == 0


def test_what_reaches_no_goal_is_that_of_elements_reaching_no_goal(cases: list[Case]) -> None:
    for analysis, store, document in coverages(cases):
        rows = ask(store, "elements_reaching_no_goal", document)
        gaps = {row["element"] for row in rows if row["coverage"] == "not-covered"}
        assert gaps == {item.iri for item in analysis.reaching_no_goal()}
        unsaid: Counter[tuple[str | None, str]] = Counter()
        for row in rows:
            if row["coverage"] == "not-stated":
                unsaid[row["source"], short(row["element_kind"])] += number(row, "elements")
        assert unsaid == Counter(
            (place.element.document, place.element.kind)
            for place in analysis.places
            if place.reaches is Value.NOT_STATED
        )
        # A dangling end is where a chain ends that reaches no goal.
        ends = {item.iri for item in analysis.dangling()}
        lowest = {item.iri for item in analysis.chain.elements if item.kind == "OverarchingGoal"}
        assert ends - lowest <= gaps


def test_pairs_and_loads_are_those_of_shared_pairs(cases: list[Case]) -> None:
    for store, document in cases:
        analysis = analyse_boards(load_responsibilities(store, document=document))
        rows = ask(store, "shared_pairs", document)
        asked = {frozenset((row["first"], row["second"])): number(row, "shared") for row in rows}
        assert len(asked) == len(rows)
        assert asked == {
            frozenset((pair.first.iri, pair.second.iri)): pair.count for pair in analysis.pairs
        }
        loads = {row["board"]: row for row in ask(store, "load_by_board", document)}
        assert {board: number(row, "assignments") for board, row in loads.items()} == {
            board.body.iri: board.load for board in analysis.boards
        }


def test_sharing_by_kind_role_and_status_is_that_of_shared_by_role(cases: list[Case]) -> None:
    for store, document in cases:
        rows = ask(store, "shared_by_role", document)
        for role, code in _ROLES.items():
            asked: Counter[tuple[frozenset[str | None], str, str | None]] = Counter()
            for row in rows:
                if row["first_role_en"] == row["second_role_en"] == code:
                    pair = frozenset((row["first"], row["second"]))
                    asked[pair, short(row["element_kind"]), row["status"]] += number(row, "shared")
            found = analyse_sharing(store, document=document, kind="SteeringElement", role=role)
            counted = Counter(
                (frozenset(pair), element.kind, element.status)
                for element in found.responsibilities.elements
                for pair in combinations(element.bodies, 2)
            )
            assert asked == counted
            by_pair: Counter[frozenset[str]] = Counter()
            for (bodies, _, _), count in counted.items():
                by_pair[bodies] += count
            assert by_pair == {
                frozenset((one.first.iri, one.second.iri)): one.count for one in found.boards.pairs
            }


def test_the_calendar_is_that_of_deadline_calendar(cases: list[Case]) -> None:
    for store, document in cases:
        analysis = analyse_calendar(store, document=document)
        found = {
            (cell.body, cell.period): (len(cell.elements), cell.open)
            for cell in analysis.cells
            if cell.period is not None
        }
        rows = ask(store, "deadline_calendar", document)
        asked: Counter[tuple[str | None, str | None]] = Counter()
        left: Counter[tuple[str | None, str | None]] = Counter()
        for row in rows:  # What names no body stands once for each municipality.
            asked[row["holder"], row["month"]] += number(row, "elements")
            left[row["holder"], row["month"]] += number(row, "open_elements")
        assert {key: (count, left[key]) for key, count in asked.items()} == found


def test_what_is_late_is_that_of_overdue_elements(cases: list[Case]) -> None:
    for store, document in cases:
        everything = load_responsibilities(store, document=document, kind="SteeringElement")
        late = {item.iri for item in everything.elements if is_overdue(item)}
        assert {row["element"] for row in ask(store, "overdue_elements", document)} == late
        work = {i.iri for i in everything.elements if level_of(i.kind) == "Assignment"} & late
        assert {row["assignment"] for row in ask(store, "overdue", document)} == work


def test_changes_are_those_of_changes_between_two_documents(cases: list[Case]) -> None:
    store = cases[0][0]
    linked = linked_documents(store)
    assert linked
    for earlier, later, _ in linked:
        analysis = analyse_change(store, earlier=earlier, later=later)
        rows = ask(store, "changes", None, earlier=analysis.earlier, later=analysis.later)
        assert {
            (row["what"], row["before"], row["after"])
            for row in rows
            if row["what"] in ("continued", "gone", "new")
        } == {
            (
                item.change,
                item.before.iri if item.before else None,
                item.after.iri if item.after else None,
            )
            for item in analysis.items
        }
        what = Counter(row["what"] for row in rows)
        assert what["status"] == sum(item.status_changed is True for item in analysis.items)
        assert what["deadline"] == sum(bool(item.days_moved) for item in analysis.items)
        assert what["body"] == sum(item.moved for item in analysis.items)

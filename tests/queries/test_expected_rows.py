"""Questions about goals, follow-up, change, indicators, money: rows that two engines agree on."""

from __future__ import annotations

from collections import Counter

import pytest
import rdflib

from styrkedja.graph.rdf.store import Store, select
from styrkedja.queries import Query, all_queries, load_query
from tests.queries.rows import Expected, cells, expected_rows

# rdflib 7.6 warns of names of its own that it uses itself (Dataset.default_context, .contexts).
pytestmark = pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")

FILES = expected_rows()
ASKED = [query for query in all_queries() if query.name in {file.query for file in FILES}]


@pytest.mark.parametrize("expected", FILES, ids=lambda expected: expected.name)
def test_rows_are_as_expected_in_both_engines(
    expected: Expected, goals_store: Store, goals_dataset: rdflib.Dataset
) -> None:
    sparql = load_query(expected.query).text(**expected.given)
    stored, plain = select(goals_store, sparql), select(goals_dataset, sparql)
    assert stored.columns == plain.columns == expected.columns
    assert cells(stored) == expected.rows
    assert cells(plain) == expected.rows


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.name)
def test_some_file_of_each_query_has_rows(query: Query) -> None:
    assert any(file.rows for file in FILES if file.query == query.name)


def _expected(name: str) -> Expected:
    return next(file for file in FILES if file.name == name)


def test_a_shared_element_counts_once_for_the_document_and_once_for_each_body() -> None:
    def completed(name: str) -> int:
        file = _expected(name)
        at = [file.columns.index(column) for column in ("element_kind", "status", "elements")]
        return sum(
            int(row[at[2]])
            for row in file.rows
            if "document/delar-2025" in row
            and (row[at[0]], row[at[1]]) == ("Activity", "status/completed")
        )

    assert completed("status_by_document") == 1
    assert completed("status_by_body_and_document-report") == 2


def test_what_the_document_does_not_state_is_neither_zero_nor_missing() -> None:
    file = _expected("goal_coverage-plan")
    goal, initiatives = file.columns.index("goal"), file.columns.index("initiatives")
    found = {row[goal]: row[initiatives] for row in file.rows}
    assert found["goal/plan-2025/alla-lar-sig"] == "1"
    assert found["goal/plan-2025/rent-vatten"] == "0"  # The plan states one for another goal.
    assert found["goal/plan-2025/lugn-skola"] == "-"  # It states none for any board goal.


def test_gaps_and_coverage_say_the_same() -> None:
    levels = {
        "strategic initiative": "initiatives",
        "board goal": "board_goals",
        "assignment": "assignments",
        "activity": "activities",
        "indicator": "indicators",
    }
    for which in ("plan", "now"):
        coverage, gaps = _expected(f"goal_coverage-{which}"), _expected(f"goal_gaps-{which}")
        zero = {
            (row[0], column)
            for row in coverage.rows
            for column, cell in zip(coverage.columns, row, strict=True)
            if column in levels.values() and cell == "0"
        }
        at = [gaps.columns.index(name) for name in ("goal", "missing_en", "coverage")]
        named = Counter(
            (row[at[0]], levels[row[at[1]]]) for row in gaps.rows if row[at[2]] == "not-covered"
        )
        assert set(named) == zero
        assert set(named.values()) == {1}

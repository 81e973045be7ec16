"""The questions put to the bundled documents of Björkvalla: figures read in them by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import Query, all_queries, load_query

BASE = "https://w3id.org/styrkedja/id/bjorkvalla/document/sarskilda-uppdrag-"
OPEN = [
    query
    for query in all_queries()
    if query.subject != "checks" and not any(p.required for p in query.parameters)
]
# Nothing of it stands in the documents: no global goals, no goal with one body only, and no
# indicator without an outcome.
BARE = {"global_goals", "goals_of_one_body", "indicators_without_value"}


@pytest.fixture(scope="module")
def store(layouts_archive: Archive) -> Store:
    return load_store(layouts_archive)


def ask(store: Store, name: str, **given: str) -> list[dict[str, str | None]]:
    return list(store.select(load_query(name).text(**given)).dicts())


@pytest.mark.parametrize("query", OPEN, ids=lambda query: query.name)
def test_every_question_has_an_answer(query: Query, store: Store) -> None:
    rows = store.select(query.text()).rows
    assert bool(rows) == (query.name not in BARE)
    assert len(set(rows)) == len(rows)


def test_seven_deadlines_were_moved_and_by_so_many_days(store: Store) -> None:
    moved = {row["title"]: row["days_moved"] for row in ask(store, "moved_deadlines")}
    assert len(moved) == 7
    assert moved["Heltid som norm"] == "365"
    assert moved["Näringslivets väg in i kommunen"] == "366"  # Over the last of February 2024.


def test_what_was_on_hold_the_year_before_has_been_so_since_then(store: Store) -> None:
    since = {row["title"]: row["since"] for row in ask(store, "on_hold")}
    assert since == {
        "Heltid som norm": "2023-12-31",
        "Arbetsmarknadsspår inom vård och omsorg": "2024-12-31",
        "Enklare avgifter för föreningslivet": "2024-12-31",
    }


def test_changes_between_two_years_are_those_of_the_narrower_questions(store: Store) -> None:
    years = {"earlier": f"{BASE}2023", "later": f"{BASE}2024"}
    changes = Counter(row["what"] for row in ask(store, "changes", **years))
    old = Counter(row["change"] for row in ask(store, "new_gone_continued", **years))
    assignments = Counter(
        row["what"]
        for row in ask(store, "changes", **years)
        if str(row["element_kind"]).endswith("Assignment")
    )
    assert {name: assignments[name] for name in old} == dict(old)
    assert changes["deadline"] == 7
    assert changes["status"] == len(ask(store, "status_changes")) == 7


def test_rolled_up_statuses_add_up_to_the_elements(store: Store) -> None:
    summed: Counter[tuple[str | None, str | None]] = Counter()
    for row in ask(store, "status_by_document"):
        summed[row["source"], row["element_kind"]] += int(str(row["elements"]))
    stated = {
        (row["source"], row["element_kind"]): int(str(row["elements"]))
        for row in ask(store, "stated_links")
    }
    assert summed
    assert {key: stated[key] for key in summed} == dict(summed)

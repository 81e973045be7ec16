"""Two municipalities in one archive: no answer mixes them, and no sum adds them."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest

from styrkedja.graph.rdf.store import Store
from styrkedja.ontology import ontology_quads
from styrkedja.queries import Query, all_queries, load_query

BASE = "https://w3id.org/styrkedja/id/"
HERE, THERE = f"{BASE}exempelvik", f"{BASE}grannvik"
QUESTIONS = [query for query in all_queries() if query.subject != "checks"]
OPEN = [query for query in QUESTIONS if not any(p.required for p in query.parameters)]


@pytest.fixture(scope="module")
def one_municipality(two_years: list[ox.Quad], goals: list[ox.Quad]) -> Store:
    """All that the tests have of Exempelvik."""
    return Store([*two_years, *goals, *ontology_quads()])


@pytest.fixture(scope="module")
def two_municipalities(two_years: list[ox.Quad], goals: list[ox.Quad]) -> Store:
    """All that the tests have of Exempelvik, and the same once more as that of Grannvik."""
    here = [*two_years, *goals]
    return Store([*here, *map(_moved, here), *ontology_quads()])


def _moved(quad: ox.Quad) -> ox.Quad:
    line = f"{quad} .".replace(HERE, THERE).replace('"Exempelvik"', '"Grannvik"')
    moved: list[ox.Quad] = list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    return moved[0]


def _rows(store: Store, query: Query, municipality: str | None) -> Counter[tuple[object, ...]]:
    return Counter(store.select(query.text(municipality=municipality)).rows)


@pytest.mark.parametrize("query", OPEN, ids=lambda query: query.name)
def test_an_answer_on_both_is_the_answers_on_each(
    query: Query, two_municipalities: Store, one_municipality: Store
) -> None:
    here, there = (_rows(two_municipalities, query, iri) for iri in (HERE, THERE))
    assert here == _rows(one_municipality, query, None)
    assert here
    assert here.keys().isdisjoint(there)
    assert _rows(two_municipalities, query, None) == here + there


@pytest.mark.parametrize("query", OPEN, ids=lambda query: query.name)
def test_each_row_says_which_municipality_it_is_about(
    query: Query, two_municipalities: Store
) -> None:
    rows = two_municipalities.select(query.source).dicts()
    assert {row["municipality_name"] for row in rows} == {"Exempelvik", "Grannvik"}


def test_documents_of_two_municipalities_are_not_compared(two_municipalities: Store) -> None:
    query = load_query("new_gone_continued")
    earlier, later = "document/sarskilda-uppdrag-2024", "document/sarskilda-uppdrag-2025"
    across = query.text(earlier=f"{HERE}/{earlier}", later=f"{THERE}/{later}")
    within = query.text(earlier=f"{HERE}/{earlier}", later=f"{HERE}/{later}")
    assert two_municipalities.select(across).rows == ()
    assert len(two_municipalities.select(within).rows) == 6
    assert "samma kommun" in query.description("sv")
    assert "one municipality" in query.description("en")

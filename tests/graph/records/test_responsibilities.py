"""The table of responsibilities out of the records is that of the graph, whatever is chosen."""

from __future__ import annotations

import pytest

from styrkedja.graph.analysis import ROLES, documents, load_responsibilities
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import (
    Records,
    chosen_elements,
    load_records,
    responsibilities_of,
)
from styrkedja.settings import DEFAULT_BASE

_KINDS = ("Assignment", "SteeringElement")


@pytest.fixture(scope="module", params=["layouts", "real"])
def store(request: pytest.FixtureRequest) -> Store:
    """The store of the bundled or of the real documents."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(scope="module")
def records(store: Store) -> Records:
    return load_records(store)


def test_every_document_gives_the_same_for_every_kind_and_role(
    store: Store, records: Records
) -> None:
    bodies = 0
    for document in documents(store):
        for kind in _KINDS:
            chosen = chosen_elements(records, document=document, kind=kind)
            for role in (*ROLES, "any"):
                made = responsibilities_of(records, chosen, role=role, document=document)
                asked = load_responsibilities(store, document=document, kind=kind, role=role)
                assert made == asked
                bodies += len(made.bodies)
    assert bodies > 100


@pytest.mark.parametrize("status", [None, "ongoing", "completed", "unknown"])
def test_what_is_the_case_now_is_the_same_by_status(
    store: Store, records: Records, status: str | None
) -> None:
    chosen = chosen_elements(records, kind="Assignment", status=status)
    asked = load_responsibilities(store, status=status)
    assert responsibilities_of(records, chosen) == asked
    assert asked.elements


def test_a_municipality_and_a_year_narrow_the_choice(records: Records) -> None:
    homes = {element.municipality for element in records.elements.values()}
    for home in homes:
        assert home.startswith(DEFAULT_BASE)
        theirs = chosen_elements(records, municipality=home)
        assert {element.municipality for element in theirs} == {home}
        years = {element.year for element in theirs}
        narrowed = [
            element
            for year in years
            if year is not None
            for element in chosen_elements(records, municipality=home, year=year)
        ]
        dated = [element for element in theirs if element.year is not None]
        assert sorted(e.iri for e in narrowed) == sorted(e.iri for e in dated)

"""A question about one municipality gives the same rows of its part as of the whole store."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.country import Country
from benchmarks.country_archive import country_archive
from styrkedja.api.pages.question_scope import home_of, store_for
from styrkedja.api.pages.questions import asked_questions
from styrkedja.api.snapshot import Snapshot, Snapshots
from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import load_records
from styrkedja.queries import Query
from styrkedja.settings import Settings

_FEW = Country(municipalities=3, boards=4, elements=24)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = country_archive(tmp_path_factory.mktemp("few"), _FEW)
    return Snapshots(Settings(store=archive.path)).current()


@pytest.fixture(scope="module")
def values(snapshot: Snapshot) -> dict[str, str]:
    """Parameter → something of the second municipality that it may name."""
    home = sorted({one.municipality for one in snapshot.documents})[1]
    earlier, later = [
        one.iri for one in snapshot.documents if (one.municipality, one.kind) == (home, "follow-up")
    ]
    records = load_records(snapshot.store)
    parts = [
        (element.iri, part.body)
        for element in records.elements.values()
        for part in element.parts
        if element.document == later
    ]
    return {
        "municipality": snapshot.base + home,
        "document": later,
        "body": parts[0][1],
        "element": parts[0][0],
        "earlier": earlier,
        "later": later,
    }


def _rows(store: Store, sparql: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(str, row)) for row in store.select(sparql).rows)


@pytest.mark.parametrize("query", asked_questions(), ids=lambda query: query.name)
def test_every_question_gives_the_same_rows(
    snapshot: Snapshot, values: dict[str, str], query: Query
) -> None:
    own = {one.name: values[one.name] for one in query.parameters if one.name in values}
    required = {one.name: values[one.name] for one in query.parameters if one.required}
    both = {name: value for name, value in own.items() if name in ("earlier", "later")}
    for name, value in own.items():
        given = {**required, **(both if name in both else {}), name: value}
        store, sparql = store_for(snapshot, given), query.text(**given)
        assert store is not snapshot.store
        assert _rows(store, sparql) == _rows(snapshot.store, sparql)


def test_a_question_about_no_municipality_or_two_is_asked_of_the_whole(
    snapshot: Snapshot, values: dict[str, str]
) -> None:
    assert store_for(snapshot, {"status": "https://w3id.org/styrkedja/status/ongoing"}) is (
        snapshot.store
    )
    assert home_of(snapshot, {"later": values["later"], "earlier": ""}) is None
    other = next(one for one in snapshot.documents if one.iri not in values.values())
    assert home_of(snapshot, {"later": values["later"], "earlier": other.iri}) is None
    assert home_of(snapshot, {"document": "urn:x"}) is None

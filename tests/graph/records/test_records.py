from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.model import DoubtKind
from styrkedja.graph.rdf.store import Store, dataset_of
from styrkedja.graph.records import (
    SEVERITIES,
    SEVERITY,
    Place,
    Records,
    load_records,
    place_of,
    text_at,
)
from styrkedja.ontology.namespaces import prefix_lines

BASE = "https://w3id.org/styrkedja/id/"


@pytest.fixture(scope="module")
def records(layouts_store: Store) -> Records:
    return load_records(layouts_store)


def count(store: Store, pattern: str) -> int:
    query = f"{prefix_lines()}SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    return int(next(store.select(query).dicts())["n"] or 0)


def test_every_thing_of_the_graph_is_a_record_once(records: Records, layouts_store: Store) -> None:
    assert len(records.elements) == count(layouts_store, "?x a sk:SteeringElement")
    assert len(records.documents) == count(layouts_store, "?x a sk:SteeringDocument")
    assert len(records.doubts) == count(layouts_store, "?x a sk:Doubt")
    assert sum(map(len, records.assessments.values())) == count(layouts_store, "?x a sk:Assessment")
    bodies = count(layouts_store, "{ ?x a sk:Body } UNION { ?x a sk:Municipality }")
    groups = count(layouts_store, "?x a sk:BodyGroup")
    assert len(records.bodies) in (bodies, bodies + groups)


def test_nothing_is_needed_that_a_reasoner_adds(layouts_store: Store, records: Records) -> None:
    stated = dataset_of(
        quad
        for quad in layouts_store.quads()
        if not quad.graph_name.value.endswith("/inferred")  # type: ignore[union-attr]
    )
    plain = load_records(stated)
    assert plain.relations == records.relations
    assert plain.doubts == records.doubts
    assert plain.assessments == records.assessments
    assert set(plain.elements) == set(records.elements)


def test_an_element_says_who_carries_it_and_how_it_goes(records: Records) -> None:
    done = [one for one in records.elements.values() if one.status == "completed"]
    assert done
    for element in records.elements.values():
        assert element.municipality == f"{BASE}bjorkvalla"
        assert all(part.body in records.bodies for part in element.parts)
        newest = records.assessments.get(element.iri)
        assert element.status == (None if newest is None else newest[0].status)
    later = {heir for one in records.elements.values() for heir in one.continued_by}
    assert later
    assert later <= set(records.elements)
    assert {one.current for one in records.elements.values()} == {True, False}


def test_a_documents_year_is_that_of_its_day_else_of_its_period(records: Records) -> None:
    for document in records.documents.values():
        days = [day for day in (document.as_of, document.start) if day is not None]
        assert document.year == (days[0].year if days else None)
    assert Counter(type(document.year) for document in records.documents.values())[int]


def test_the_chain_above_ends_and_has_each_element_once(records: Records) -> None:
    relations = records.relations
    heights = set()
    for element in records.elements:
        above = relations.above(element)
        assert len({step.element for step in above}) == len(above)
        assert element not in {step.element for step in above}
        heights.add(max((step.level for step in above), default=0))
        for step in relations.below(element):
            assert relations.up[step.element][element] == step.relation
    assert max(heights) >= 2


def test_every_kind_of_doubt_has_a_severity() -> None:
    assert set(SEVERITY) == {kind.value for kind in DoubtKind}
    assert set(SEVERITY.values()) == set(SEVERITIES)


def test_a_place_is_what_its_iri_says_and_what_stands_there(
    records: Records, layouts_archive: Archive
) -> None:
    place = Place(f"{BASE}lund/document/plan", 12, 34)
    assert place_of(place.iri) == place
    assert place_of("https://example.org/plan") is None
    assert place_of("https://example.org/plan/text#line=5,5") is None
    title, iri = next(
        (one.title, one.iri)
        for one in records.elements.values()
        if one.kind == "SpecialAssignment" and one.iri in records.places
    )
    first = records.places[iri][0]
    lines = layouts_archive.text(first.document).split("\n")
    assert title.split()[0] in text_at(first, lines)


def test_dates_that_no_calendar_has_are_none(records: Records) -> None:
    assert all(
        one.deadline is None or isinstance(one.deadline, date) for one in records.elements.values()
    )

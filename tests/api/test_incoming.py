from __future__ import annotations

import pyoxigraph as ox
import pytest

from styrkedja.api.incoming import (
    SHOWN,
    incoming,
    incoming_counts,
    linksets,
    property_of,
    question,
)
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import SK, VOID

_THING = "https://example.org/id/thing"


@pytest.fixture
def store() -> Store:
    node = ox.NamedNode
    return Store(
        ox.Quad(node(f"https://example.org/id/{name}-{n:03}"), node(SK + name), node(_THING), graph)
        for name, count in (("responsible", 25), ("decidedBy", 3))
        for n in range(count)
        for graph in (node("https://example.org/g1"),)
    )


def test_each_property_is_counted(store: Store) -> None:
    assert incoming_counts(store, _THING) == [(SK + "decidedBy", 3), (SK + "responsible", 25)]


def test_pages_hold_each_link_once_and_no_more(store: Store) -> None:
    pages = [incoming(store, _THING, SK + "responsible", n, 10) for n in (1, 2, 3, 4)]
    assert [len(page.subjects) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert {page.pages for page in pages} == {3}
    assert len({subject for page in pages for subject in page.subjects}) == 25
    assert incoming(store, _THING, SK + "coordinatedBy", 1).pages == 1


def test_a_description_says_how_many_links_it_leaves_out(store: Store) -> None:
    triples = list(linksets(store, _THING, incoming_counts(store, _THING)))
    counted = {t.subject.value: t.object.value for t in triples
               if t.predicate.value == VOID + "triples" and isinstance(t.object, ox.Literal)
               and isinstance(t.subject, ox.NamedNode)}  # fmt: skip
    assert counted == {
        f"{_THING}?incoming=sk:decidedBy": "3",
        f"{_THING}?incoming=sk:responsible": "25",
    }
    shown = [t for t in triples if t.predicate.value == SK + "responsible"]
    assert len(shown) == SHOWN


def test_a_property_goes_by_its_prefixed_name_or_its_iri() -> None:
    assert property_of("sk:responsible") == property_of(SK + "responsible") == SK + "responsible"
    assert property_of("not an iri") is None
    assert property_of("") is None
    foreign = "https://example.org/a&b"
    assert question(foreign, 2) == "incoming=https://example.org/a%26b&page=2"

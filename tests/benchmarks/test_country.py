"""The made-up country is the same each time, valid, and shaped as real documents are."""

from __future__ import annotations

from functools import cache
from statistics import mean

import pyoxigraph as ox

from benchmarks.country import Country, country_quads, country_store
from styrkedja.graph.rdf.validation import validate
from styrkedja.ontology.namespaces import SK

SMALL = Country(municipalities=2, boards=5, elements=60)


@cache
def quads() -> list[ox.Quad]:
    return list(country_quads(SMALL))


def having(name: str) -> list[ox.Quad]:
    return [quad for quad in quads() if quad.predicate.value == f"{SK}{name}"]


def test_the_same_seed_gives_the_same_quads() -> None:
    assert list(country_quads(SMALL)) == quads()


def test_another_seed_gives_other_quads() -> None:
    assert set(country_quads(Country(2, 5, 60, seed=5))) != set(quads())


def test_a_municipality_is_the_same_in_a_larger_country() -> None:
    assert set(quads()) < set(country_quads(Country(3, 5, 60)))


def test_the_documents_conform_to_the_shapes() -> None:
    stated = list(country_quads(SMALL, inferred=False))
    assert len(having("assesses")) > 50
    assert validate(stated) == ()


def test_no_quad_comes_twice_and_no_triple_stands_in_two_graphs() -> None:
    assert len({quad.triple for quad in quads()}) == len(quads())


def test_what_follows_by_the_rules_is_there() -> None:
    for name in ("continues", "currentStatus", "currentForecast", "serves"):
        assert having(name)
        assert all("/inferred" in str(quad.graph_name) for quad in having(name))


def test_every_kind_of_thing_is_there() -> None:
    stated = {"comment", "purpose", "responsible", "implements", "inFocusArea", "measures", "value"}
    for name in stated | {"doubtKind", "counts", "coordinatedBy", "contributingBody", "deadline"}:
        assert having(name), name


def test_comments_are_as_long_as_real_ones() -> None:
    lengths = [len(q.object.value) for q in having("comment") if isinstance(q.object, ox.Literal)]
    assert 400 < mean(lengths) < 700


def test_the_store_has_the_ontology_beside_the_country() -> None:
    store = country_store(Country(municipalities=1, boards=3, elements=30))
    assert f"{SK.removesuffix('#')}" in {name.value for name in store.graphs()}

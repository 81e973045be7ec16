"""Every inferred triple is explained by stated ones."""

import random
from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.explanation import Explanation, explain
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology import example_names, example_quads
from styrkedja.ontology.namespaces import SK
from styrkedja.settings import DEFAULT_BASE as BASE


def merged(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


def triple(subject: str, name: str, target: str) -> ox.Triple:
    return ox.Triple(
        ox.NamedNode(BASE + subject), ox.NamedNode(SK + name), ox.NamedNode(BASE + target)
    )


def in_graph(triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    graph = ox.NamedNode(f"{BASE}x/document/d")
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


@pytest.mark.parametrize("name", example_names())
def test_every_inferred_triple_is_explained_by_stated_ones(name: str) -> None:
    stated = example_quads(name)
    inferred = infer(stated, base=BASE)
    store = Store([*stated, *inferred])
    known = merged(stated)
    for quad in inferred:
        reason = explain(quad.triple, store, base=BASE)
        assert reason is not None, quad
        assert reason.triple == quad.triple
        assert reason.stated() and set(reason.stated()) <= known
        again = merged(infer(in_graph(reason.stated()), base=BASE))
        assert quad.triple in again, "the stated triples are enough"


def test_an_explanation_names_each_rule_on_the_way() -> None:
    stated = [
        triple("x/activity/a", "mainlyContributesTo", "x/goal/b"),
        triple("x/goal/b", "inFocusArea", "x/focus-area/c"),
    ]
    quads = in_graph(stated)
    store = Store([*quads, *infer(quads, base=BASE)])
    reason = explain(triple("x/focus-area/c", "servedBy", "x/activity/a"), store, base=BASE)
    assert reason is not None
    assert reason.rule == "prp-inv: sk:serves ≡ sk:servedBy⁻"
    inner = reason.premises[0]
    assert isinstance(inner, Explanation)
    assert inner.rule == "prp-trp: sk:serves ∘ sk:serves ⊑ sk:serves"
    assert set(reason.stated()) == set(stated)


def test_a_tangle_is_explained_without_going_in_circles() -> None:
    choice = random.Random(1).choice
    names = ("contributesTo", "inFocusArea", "mainlyContributesTo", "serves", "servedBy")
    stated = in_graph(
        {
            triple(f"x/goal/{choice(range(30))}", choice(names), f"x/goal/{choice(range(30))}")
            for _ in range(60)
        }
    )
    inferred = infer(stated, base=BASE)
    store = Store([*stated, *inferred])
    for quad in inferred[::100]:
        reason = explain(quad.triple, store, base=BASE)
        assert reason is not None
        assert quad.triple in merged(infer(in_graph(reason.stated()), base=BASE))


def test_a_stated_triple_and_one_that_does_not_follow_have_no_explanation() -> None:
    quads = in_graph([triple("x/goal/a", "contributesTo", "x/goal/b")])
    store = Store([*quads, *infer(quads, base=BASE)])
    assert explain(quads[0].triple, store, base=BASE) is None
    assert explain(triple("x/goal/b", "serves", "x/goal/a"), store, base=BASE) is None

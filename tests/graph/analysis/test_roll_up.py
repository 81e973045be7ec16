"""The chain from the top down: what stands under each element, and how it goes there."""

from __future__ import annotations

from dataclasses import replace

from styrkedja.graph.analysis import chain_tree, chain_within
from styrkedja.ontology.namespaces import STATUS
from tests.graph.analysis.chain_making import chain_of


def test_an_element_counts_once_however_many_ways_lead_to_it() -> None:
    roll_up = chain_tree(chain_of("a1>g1 a1=u1 u1>g1 g1>o1")).roll_up("o1")
    assert roll_up.levels == (("BoardGoal", 1), ("Assignment", 1), ("Activity", 1))
    assert (roll_up.total, roll_up.work, roll_up.unknown) == (3, 2, 2)


def test_statuses_are_those_of_work_with_the_unknown_last() -> None:
    chain = chain_of("a1>g1 a2>g1 a3>g1 u1>g1")
    status = {"a1": "ongoing", "a2": "completed", "a3": "ongoing", "g1": "ongoing"}
    elements = tuple(
        replace(item, status=STATUS + status[item.iri]) if item.iri in status else item
        for item in chain.elements
    )
    roll_up = chain_tree(replace(chain, elements=elements)).roll_up("g1")
    assert roll_up.statuses == ((f"{STATUS}ongoing", 2), (f"{STATUS}completed", 1), (None, 1))


def test_the_top_is_what_stands_under_nothing_and_the_loose_stand_apart() -> None:
    tree = chain_tree(chain_of("g1#f1 a1>g1 a2>g2 a3 o1"))
    assert tree.tops == ("f1", "g2")
    assert tree.loose == ("o1", "a3")
    assert [link.child for link in tree.children["f1"]] == ["g1"]
    assert tree.parents == {"g1": 1, "a1": 1, "a2": 1}


def test_a_circle_has_a_top_and_ends() -> None:
    tree = chain_tree(chain_of("g1>g2 g2>g1 a1>g2"))
    assert tree.tops == ("g1",)
    assert tree.below["g1"] == {"g2", "a1"}


def test_the_part_of_some_documents_keeps_its_own_links_and_bodies() -> None:
    one = chain_of("a1>g1 a1@b1 m1:g1", document="d:1")
    other = chain_of("a2>g2 a2@b2", document="d:2")
    whole = replace(
        one,
        elements=one.elements + other.elements,
        links=one.links + other.links + tuple(
            replace(link, parent="g1") for link in other.links
        ),
        parts=one.parts + other.parts,
        bodies=one.bodies + other.bodies,
    )  # fmt: skip
    assert chain_within(whole, {"d:1"}) == one
    part = chain_within(whole, {"d:2"})
    assert [(link.child, link.parent) for link in part.links] == [("a2", "g2")]
    assert [body.iri for body in part.bodies] == ["b2"]
    assert part.leading_out == ("a2",)
    assert part.indicators == ()

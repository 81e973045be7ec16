"""The chain as a graph: reach, dangling ends, bottlenecks, cycles."""

from __future__ import annotations

from styrkedja.graph.analysis import Value, analyse_coverage, chain_graph, coverage_of, load_chain
from styrkedja.graph.analysis.chains import Place, chain_cycles, chain_places, serving_graph
from styrkedja.graph.rdf.store import Store
from tests.graph.analysis.chain_making import chain_of


def places(words: str) -> dict[str, Place]:
    return {place.element.iri: place for place in chain_places(chain_of(words))}


def test_edges_lead_up_and_say_by_which_relation() -> None:
    graph = chain_graph(chain_of("a1>g1 a1=u1 g1#f1"))
    assert sorted(graph.edges(data="relation")) == [
        ("a1", "g1", "contributesTo"),
        ("a1", "u1", "implements"),
        ("g1", "f1", "inFocusArea"),
    ]
    assert graph.nodes["u1"] == {
        "name": "U1", "kind": "SpecialAssignment", "level": "Assignment", "document": "d:1",
    }  # fmt: skip
    assert sorted(serving_graph(chain_of("a1>g1 a1=u1 g1#f1")).edges) == [("a1", "g1")]


def test_reach_counts_each_goal_once_whatever_the_ways_to_it() -> None:
    found = places("a1>g1 a1>g2 g1>o1 g2>o1")
    assert (found["a1"].goals, found["a1"].parents) == (3, 2)
    assert (found["o1"].served_by, found["o1"].children, found["o1"].depth) == (3, 2, 2)


def test_a_dangling_end_needs_others_of_its_level_that_hold() -> None:
    found = places("a1>g1 a2 u1")
    assert {iri: place.up for iri, place in found.items()} == {
        "a1": Value.COVERED, "a2": Value.NOT_COVERED, "u1": Value.NOT_STATED,
        "g1": Value.NOT_STATED,
    }  # fmt: skip
    assert {iri: place.down for iri, place in found.items()} == {
        "a1": None, "a2": None, "u1": Value.NOT_STATED, "g1": Value.COVERED,
    }  # fmt: skip
    assert [e.iri for e in coverage_of(chain_of("a1>g1 a2 u1")).dangling()] == ["a2"]


def test_what_stands_under_a_focus_area_does_not_dangle() -> None:
    analysis = coverage_of(chain_of("g1>o1 g4>o1 g2#f1 g3"))
    assert [element.iri for element in analysis.dangling()] == ["g3"]
    # But it reaches no goal, for a focus area is none.
    assert [element.iri for element in analysis.reaching_no_goal()] == ["g2", "g3"]


def test_where_fewer_than_half_name_a_goal_the_document_does_not_say() -> None:
    found = places("g1>o1 g2 g3")
    assert [found[iri].up for iri in ("g1", "g2", "g3")] == [
        Value.COVERED, Value.NOT_STATED, Value.NOT_STATED,
    ]  # fmt: skip
    analysis = coverage_of(chain_of("g1>o1 g2 g3"))
    assert analysis.dangling() == analysis.reaching_no_goal() == ()
    # And the level has no share: of those that say it, all do.
    (up,) = (part for part in analysis.parts if (part.way, part.level) == ("up", "BoardGoal"))
    assert (up.covered, up.of, up.not_stated, up.share) == (0, 0, 3, None)


def test_what_reaches_no_goal_hangs_on_a_loose_end_of_a_level_that_states_it() -> None:
    found = places("g1>o1 g2 u1>g1 u2>g1 u3 a1=u1 a2=u3 a3>i1 a4>a1 a5>g2 o2")
    assert {iri: place.reaches for iri, place in found.items()} == {
        "o1": None, "o2": None, "g1": Value.COVERED, "g2": Value.NOT_COVERED,
        "u1": Value.COVERED, "u2": Value.COVERED, "u3": Value.NOT_COVERED,
        # Over the assignment that they implement, and over another activity to it.
        "a1": Value.COVERED, "a4": Value.COVERED, "a2": Value.NOT_COVERED,
        # A board goal is a goal; an initiative that names none is the document's silence.
        "a5": Value.COVERED, "a3": Value.NOT_STATED, "i1": Value.NOT_STATED,
    }  # fmt: skip


def test_a_bottleneck_is_the_only_way_of_others_to_a_top_goal() -> None:
    found = places("a1>g1 a2>g1 a3>g1 a3>g2 g1>o1 g2>o1 a4>u1 u1>g2")
    assert {iri: place.only_way for iri, place in found.items() if place.only_way} == {
        "g1": 2,  # a1 and a2; a3 has another way
        "g2": 2,  # a4 and u1
        "u1": 1,  # a4
    }
    analysis = coverage_of(chain_of("a1>g1 a2>g1 g1>o1"))
    assert [(place.element.iri, place.only_way) for place in analysis.bottlenecks()] == [("g1", 2)]


def test_cycles_are_reported_and_harm_nothing() -> None:
    chain = chain_of("g1>g2 g2>g3 g3>g1 a1>g1 g4>g4 g3>o1")
    assert chain_cycles(serving_graph(chain)) == (("g1", "g2", "g3"), ("g4",))
    found = {place.element.iri: place for place in chain_places(chain)}
    assert {iri: place.cycle for iri, place in found.items()} == {
        "o1": 0, "g1": 1, "g2": 1, "g3": 1, "g4": 2, "a1": 0,
    }  # fmt: skip
    assert found["o1"].depth == 2  # The cycle counts as one step.
    analysis = coverage_of(chain)
    cell = analysis.kind_cell("o1", "BoardGoal")
    assert cell is not None
    assert cell.elements == ("g1", "g2", "g3")
    assert [row[:2] for row in analysis.sheet("cycles").rows] == [(1, 1), (1, 2), (1, 3), (2, 1)]


def test_no_document_has_a_cycle_and_all_links_lead_up(
    real_store: Store, layouts_store: Store
) -> None:
    for store in (real_store, layouts_store):
        assert analyse_coverage(store).cycles == ()


def test_now_leads_to_what_continues_the_goal_and_holds_nothing_twice(
    layouts_store: Store,
) -> None:
    chain = load_chain(layouts_store)
    iris = {item.iri for item in chain.elements}
    assert len(iris) == len(chain.elements)
    assert {link.parent for link in chain.links} <= iris
    assert {part.element for part in chain.parts} <= iris
    assert chain.leading_out == ()

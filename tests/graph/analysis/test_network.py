"""The projection counts what two bodies share: against counting by hand, SPARQL and rdflib."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styrkedja.errors import ParameterError
from styrkedja.graph.analysis import (
    BodyItem,
    ElementItem,
    Responsibilities,
    bipartite_graph,
    board_network,
    load_responsibilities,
    shared_graph,
)
from styrkedja.graph.rdf.store import Source, Store, dataset_of, select
from styrkedja.queries import load_query

# Hand-counted from 000 (see conftest.py); the order of a pair says nothing.
LUND_PAIRS = {
    ("KS", "BoS"): 1, ("AoS", "BoS"): 1, ("KS", "Tek"): 2, ("KS", "KoF"): 1, ("Tek", "KoF"): 2,
    ("KS", "Serv"): 2, ("KS", "Bygg"): 2, ("Serv", "Bygg"): 1, ("AoS", "Utb"): 1,
    ("Serv", "Tek"): 1, ("Serv", "KoF"): 1, ("Bygg", "Tek"): 1,
}  # fmt: skip


def test_the_boards_of_lund_share_as_counted_by_hand(lund: Responsibilities) -> None:
    graph = shared_graph(lund)
    names = nx.get_node_attributes(graph, "name")
    assert len(graph) == 11
    found = {
        frozenset((names[a], names[b])): data["weight"] for a, b, data in graph.edges(data=True)
    }
    assert found == {frozenset(pair): count for pair, count in LUND_PAIRS.items()}


def test_an_edge_says_what_is_shared_and_how_much_of_all_that_is(lund: Responsibilities) -> None:
    graph = shared_graph(lund)
    by_name = {data["name"]: iri for iri, data in graph.nodes(data=True)}
    edge = graph.edges[by_name["KS"], by_name["Serv"]]
    assert edge["weight"] == len(edge["elements"]) == 2
    assert edge["elements"] == tuple(sorted(edge["elements"]))
    assert edge["jaccard"] == pytest.approx(2 / (16 + 5 - 2))
    assert graph.nodes[by_name["KS"]] == {"name": "KS", "kind": "Board", "load": 16}


@pytest.mark.parametrize("plain", [False, True])
def test_the_network_alone_has_the_weights_of_the_analysis(
    layouts_store: Store, plain: bool
) -> None:
    source = dataset_of(layouts_store.quads()) if plain else layouts_store
    for kind, role in (("Assignment", "responsible"), ("SteeringElement", "contributing")):
        whole = shared_graph(load_responsibilities(source, kind=kind, role=role))
        alone = board_network(source, kind=kind, role=role)
        assert {body: load for body, load in whole.nodes(data="load") if load} == dict(
            alone.nodes(data="load")
        )
        measures = ("weight", "jaccard")
        ours, theirs = (
            {frozenset(pair): [d[m] for m in measures] for *pair, d in graph.edges(data=True)}
            for graph in (alone, whole)
        )
        assert ours == theirs
        assert role == "contributing" or ours


def test_a_network_of_nothing_is_empty_and_of_what_there_is_not_refused() -> None:
    assert len(board_network(Store([]))) == 0
    with pytest.raises(ParameterError, match="no role 'ledande'"):
        board_network(Store([]), role="ledande")
    with pytest.raises(ParameterError, match="no kind 'Dröm'"):
        board_network(Store([]), kind="Dröm")


def test_the_bipartite_graph_has_an_edge_for_each_responsibility(lund: Responsibilities) -> None:
    graph = bipartite_graph(lund)
    bodies = {node for node, side in graph.nodes(data="bipartite") if side == 0}
    assert nx.bipartite.is_bipartite_node_set(graph, bodies)
    assert (len(bodies), len(graph) - len(bodies), graph.number_of_edges()) == (11, 36, 49)
    weights = nx.get_edge_attributes(nx.bipartite.weighted_projected_graph(graph, bodies), "weight")
    ours = nx.get_edge_attributes(shared_graph(lund), "weight")
    assert {frozenset(k): v for k, v in weights.items()} == {
        frozenset(k): v for k, v in ours.items()
    }


def test_what_nobody_is_responsible_for_is_a_node_alone(
    make: Callable[..., Responsibilities],
) -> None:
    graph = bipartite_graph(make([(), ("KS",)]))
    assert sorted(degree for _, degree in graph.degree()) == [0, 1, 1]
    assert len(shared_graph(make([()]))) == 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sets(st.integers(0, 8)), max_size=25))
def test_the_projection_is_what_counting_one_by_one_gives(table: list[set[int]]) -> None:
    bodies = sorted({body for row in table for body in row})
    made = Responsibilities(
        tuple(BodyItem(f"b:{body}", str(body), "Board", "") for body in bodies),
        tuple(
            ElementItem(
                f"e:{place:02}", "", "SpecialAssignment", "d:", "", None,
                tuple(sorted(f"b:{body}" for body in row)), None, None, None,
            )
            for place, row in enumerate(table)
        ),
        None,
    )  # fmt: skip
    naive: Counter[tuple[str, str]] = Counter()
    for row in table:
        naive.update((f"b:{a}", f"b:{b}") for a, b in combinations(sorted(row), 2))
    graph = shared_graph(made)
    assert {tuple(sorted(edge)): graph.edges[edge]["weight"] for edge in graph.edges} == naive
    for a, b in graph.edges:
        assert len(graph.edges[a, b]["elements"]) == graph.edges[a, b]["weight"]
        assert 0 < graph.edges[a, b]["jaccard"] <= 1


@pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning")
@pytest.mark.parametrize("document", [None, "sarskilda-uppdrag-2023", "sarskilda-uppdrag-2024"])
def test_sparql_networkx_and_rdflib_agree(document: str | None, example_store: Store) -> None:
    sources: list[Source] = [example_store, dataset_of(example_store.quads())]
    answers = []
    for source in sources:
        made = load_responsibilities(source, document=document)
        graph = shared_graph(made)
        answers.append({frozenset(edge): graph.edges[edge]["weight"] for edge in graph.edges})
        iri = made.elements[0].document if document else None
        table = select(source, load_query("shared_pairs").text(document=iri))
        answers.append(
            {
                frozenset((row["first"], row["second"])): int(row["shared"] or 0)
                for row in table.dicts()
            }
        )
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)

"""Boards × boards: our network against the bare steps in scipy, and against NetworkX's projection.

    python -m benchmarks.boards

100,000 assignments and 1,400 boards of 200 municipalities, most with one board and some with two
or three; and as many with boards drawn from the whole country, where almost every pair that can
share does. Needs nothing that is inferred.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from random import Random

import networkx as nx
import numpy as np
import pyoxigraph as ox
from networkx.algorithms import bipartite
from scipy import sparse

from benchmarks.peers import interleaved, show
from styrkedja.graph.analysis.projection import board_network, projected
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import RDF, RDFS, SK
from styrkedja.settings import DEFAULT_BASE

ELEMENTS, MUNICIPALITIES, BOARDS = 100_000, 200, 7
ROUNDS = 5


def store_of(*, whole_country: bool) -> Store:
    """Return a store of assignments and their boards, and no more than makes them such.

    Args:
        whole_country: Whether an assignment's boards may be of different municipalities.
    """
    random = Random(4)
    quads: list[ox.Quad] = []

    def say(graph: str, subject: str, *facts: tuple[str, ox.NamedNode | ox.Literal]) -> None:
        name, node = ox.NamedNode(graph), ox.NamedNode(subject)
        quads.extend(ox.Quad(node, ox.NamedNode(p), o, name) for p, o in facts)

    def words(text: str) -> tuple[str, ox.Literal]:
        return f"{RDFS}label", ox.Literal(text, language="sv")

    boards: list[list[str]] = []
    for place in range(MUNICIPALITIES):
        home = f"{DEFAULT_BASE}kommun-{place}"
        register = f"{home}/register"
        kind = ox.NamedNode(f"{SK}Municipality")
        say(register, home, (f"{RDF}type", kind), words(f"Kommun {place}"))
        boards.append([f"{home}/board/namnd-{number}" for number in range(BOARDS)])
        for number, board in enumerate(boards[-1]):
            say(
                register,
                board,
                (f"{RDF}type", ox.NamedNode(f"{SK}Board")),
                (f"{SK}municipality", ox.NamedNode(home)),
                words(f"Nämnd {number} i kommun {place}"),
            )
    everyone = [board for held in boards for board in held]
    for number in range(ELEMENTS):
        place = number % MUNICIPALITIES
        document = f"{DEFAULT_BASE}kommun-{place}/document/uppdrag"
        held = random.sample(
            everyone if whole_country else boards[place],
            random.choices((1, 2, 3), weights=(7, 2, 1))[0],
        )
        say(
            document,
            f"{DEFAULT_BASE}kommun-{place}/assignment/uppdrag/{number}",
            (f"{RDF}type", ox.NamedNode(f"{SK}Assignment")),
            (f"{SK}statedIn", ox.NamedNode(document)),
            words(f"Uppdrag {number}"),
            *((f"{SK}responsible", ox.NamedNode(board)) for board in held),
        )
    return Store(quads)


def pairs_of(store: Store) -> list[tuple[str, str]]:
    """Return the pairs of element and body, by one SELECT."""
    answer = store.query(
        f"SELECT ?element ?body WHERE {{ ?element a <{SK}Assignment> . "
        f"?element <{SK}responsible> ?body }}"
    )
    return [(row[0].value, row[1].value) for row in answer]


def bare(store: Store) -> nx.Graph:
    """Return the weighted graph by the fewest steps: one SELECT, AᵀA, a graph of the sums."""
    pairs = pairs_of(store)
    rows = {iri: number for number, iri in enumerate(dict.fromkeys(one for one, _ in pairs))}
    columns = {iri: number for number, iri in enumerate(dict.fromkeys(two for _, two in pairs))}
    incidence = sparse.csr_array(
        (
            np.ones(len(pairs), dtype=np.int64),
            ([rows[one] for one, _ in pairs], [columns[two] for _, two in pairs]),
        )
    )
    upper = sparse.triu(incidence.T @ incidence, k=1, format="coo")
    names = list(columns)
    graph = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_weighted_edges_from(
        (names[one], names[two], weight)
        for one, two, weight in zip(
            upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True
        )
    )
    return graph


def compare(title: str, store: Store) -> None:
    """Print our time beside both peers', after a check that all three say the same."""
    pairs = pairs_of(store)
    both = nx.Graph(pairs)
    bodies = list(dict.fromkeys(body for _, body in pairs))
    tasks: tuple[Callable[[], nx.Graph], ...] = (
        lambda: board_network(store),
        lambda: bare(store),
        lambda: projected(pairs),
        lambda: bipartite.weighted_projected_graph(both, bodies),
    )
    answers = [{(*sorted(pair), w) for *pair, w in task().edges(data="weight")} for task in tasks]
    if any(answer != answers[0] for answer in answers):
        raise AssertionError("the peers disagree")
    print(f"{title}: {len(bodies):,} boards, {len(answers[0]):,} pairs that share")
    whole, least, network, projection = interleaved(ROUNDS, *tasks)
    show("store to network", whole, "SELECT, AᵀA and graph in scipy", least, "≤ 1.2")
    show("pairs to network", network, "networkx weighted projection", projection, "≤ 0.04")


def main() -> None:
    """Run both comparisons."""
    for title, whole_country in (("Within municipalities", False), ("Over the country", True)):
        store = store_of(whole_country=whole_country)
        gc.freeze()
        compare(title, store)


if __name__ == "__main__":
    main()

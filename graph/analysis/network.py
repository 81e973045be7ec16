"""Responsibilities as NetworkX graphs: bodies with elements, and bodies with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx
import numpy as np
from scipy import sparse

from .tables import Responsibilities

__all__ = ["bipartite_graph", "shared_graph"]


def bipartite_graph(responsibilities: Responsibilities) -> nx.Graph:
    """Return the graph of bodies and elements, an edge for each responsibility.

    Nodes are IRIs. A body has `bipartite=0`, `name`, `kind` and `load` (how many elements); an
    element has `bipartite=1`, `name` (its title) and `kind`. Elements that nobody is responsible
    for are nodes without edges.
    """
    graph = nx.Graph()
    load = _loads(responsibilities)
    for body in responsibilities.bodies:
        graph.add_node(body.iri, bipartite=0, name=body.name, kind=body.kind, load=load[body.iri])
    for element in responsibilities.elements:
        graph.add_node(element.iri, bipartite=1, name=element.title, kind=element.kind)
        graph.add_edges_from((body, element.iri) for body in element.bodies)
    return graph


def shared_graph(responsibilities: Responsibilities) -> nx.Graph:
    """Return the graph of bodies, an edge where two share responsibility for an element.

    Nodes are IRIs in the order of `responsibilities.bodies`, with `name`, `kind` and `load`. An
    edge has `weight` (how many elements they share; an element counts once), `jaccard` (those out
    of all that either has, 0–1) and `elements` (their IRIs, sorted).
    """
    graph = nx.Graph()
    load = _loads(responsibilities)
    for body in responsibilities.bodies:
        graph.add_node(body.iri, name=body.name, kind=body.kind, load=load[body.iri])
    shared = _shared_elements(responsibilities)
    for first, second, weight in _projection(responsibilities):
        graph.add_edge(
            first,
            second,
            weight=weight,
            jaccard=weight / (load[first] + load[second] - weight),
            elements=shared[first, second],
        )
    return graph


def _loads(responsibilities: Responsibilities) -> dict[str, int]:
    load = {body.iri: 0 for body in responsibilities.bodies}
    for element in responsibilities.elements:
        for body in element.bodies:
            load[body] += 1
    return load


def _projection(responsibilities: Responsibilities) -> Iterator[tuple[str, str, int]]:
    """Yield each pair of bodies and how many elements they share: the upper half of AᵀA."""
    bodies = [body.iri for body in responsibilities.bodies]
    place = {iri: number for number, iri in enumerate(bodies)}
    cells = [
        (row, place[body])
        for row, element in enumerate(responsibilities.elements)
        for body in element.bodies
    ]
    if not cells:
        return
    rows, columns = zip(*cells, strict=True)
    incidence = sparse.csr_array(  # type: ignore[no-untyped-call]  # scipy has no annotations
        (np.ones(len(cells), dtype=np.int64), (rows, columns)),
        shape=(len(responsibilities.elements), len(bodies)),
    )
    shared = incidence.T @ incidence
    upper = sparse.triu(shared, k=1, format="coo")  # type: ignore[no-untyped-call]  # as above
    found = zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True)
    for first, second, weight in sorted(found):
        yield bodies[first], bodies[second], weight


def _shared_elements(responsibilities: Responsibilities) -> dict[tuple[str, str], tuple[str, ...]]:
    place = {body.iri: number for number, body in enumerate(responsibilities.bodies)}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for element in responsibilities.elements:
        ordered = sorted(element.bodies, key=place.__getitem__)
        for number, first in enumerate(ordered):
            for second in ordered[number + 1 :]:
                found[first, second].append(element.iri)
    return {pair: tuple(sorted(iris)) for pair, iris in found.items()}

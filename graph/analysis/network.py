"""Responsibilities as NetworkX graphs: bodies with elements, and bodies with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

from .tables import Responsibilities

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["bipartite_graph", "shared_graph"]


def bipartite_graph(responsibilities: Responsibilities) -> nx.Graph:
    """Return the graph of bodies and elements, an edge for each responsibility.

    Nodes are IRIs. A body has `bipartite=0`, `name`, `kind` and `load` (how many elements); an
    element has `bipartite=1`, `name` (its title) and `kind`. Elements that nobody is responsible
    for are nodes without edges.
    """
    import networkx as nx

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
    import networkx as nx

    graph = nx.Graph()
    load = _loads(responsibilities)
    for body in responsibilities.bodies:
        graph.add_node(body.iri, name=body.name, kind=body.kind, load=load[body.iri])
    place = {body.iri: number for number, body in enumerate(responsibilities.bodies)}
    shared = _shared_elements(responsibilities, place)
    for first, second in sorted(shared, key=lambda pair: (place[pair[0]], place[pair[1]])):
        elements = tuple(sorted(shared[first, second]))
        weight = len(elements)
        graph.add_edge(
            first,
            second,
            weight=weight,
            jaccard=weight / (load[first] + load[second] - weight),
            elements=elements,
        )
    return graph


def _loads(responsibilities: Responsibilities) -> dict[str, int]:
    held = Counter(chain.from_iterable(element.bodies for element in responsibilities.elements))
    return {body.iri: held[body.iri] for body in responsibilities.bodies}


def _shared_elements(
    responsibilities: Responsibilities, place: dict[str, int]
) -> dict[tuple[str, str], list[str]]:
    """Return each pair of bodies that share, in body order, with the IRIs of what they share.

    This is the upper half of AᵀA with the elements kept; the sums alone are no faster to get once
    the elements are wanted.
    """
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for element in responsibilities.elements:
        if len(element.bodies) > 1:
            for pair in combinations(sorted(element.bodies, key=place.__getitem__), 2):
                found[pair].append(element.iri)
    return found

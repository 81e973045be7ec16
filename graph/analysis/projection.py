"""Boards × boards for whole countries: one question, one sparse product, one graph.

`analyse_boards` asks for titles, statuses and passages too, which takes most of its time. Who
shares how much with whom needs none of them: with A as the incidence of elements and bodies, AᵀA
counts it.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from scipy import sparse

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source, iri_pairs
from styrkedja.ontology.namespaces import prefix_lines

from .loading import KINDS, ROLES, continuers, kinds_under

__all__ = ["board_network", "projected"]


def board_network(
    source: Source, *, kind: str = "Assignment", role: str = "responsible"
) -> nx.Graph:
    """Return the graph of bodies, an edge where two stand to the same element, from a store.

    Counts what is the case now: over all documents, the elements that no other continues, as
    `load_responsibilities` does.

    Nodes are IRIs with `load` (how many elements); edges have `weight` (how many they share) and
    `jaccard` (those out of all that either has, 0–1).

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`.
        kind: Local name of a class, subclasses included, as for `load_responsibilities`.
        role: How the bodies stand to the elements, one of `ROLES`.

    Raises:
        ParameterError: The vocabulary has no such kind or role.
    """
    for name, known in (("kind", KINDS), ("role", tuple(ROLES))):
        given = kind if name == "kind" else role
        if given not in known:
            raise ParameterError(
                f"no {name} {given!r}; there are {', '.join(known)}",
                sv=f"”{given}” finns inte. Välj ett av dessa: {', '.join(known)}",
            )
    classes = " ".join(f"sk:{name}" for name in kinds_under(kind))
    path = "|".join(ROLES[role])
    pairs = iri_pairs(
        source,
        f"{prefix_lines()}SELECT ?element ?body WHERE {{ "
        f"VALUES ?class {{ {classes} }} ?element a ?class . ?element {path} ?body }}",
    )
    continued = continuers(source)
    if continued:
        pairs = [pair for pair in pairs if pair[0] not in continued]
    return projected(pairs)


def projected(pairs: Sequence[tuple[str, str]]) -> nx.Graph:
    """Return the graph of bodies that pairs of element and body make, as `board_network` does.

    Args:
        pairs: An element and a body that stands to it; a pair that comes twice counts once.
    """
    graph = nx.Graph()
    if not pairs:
        return graph
    elements, bodies = zip(*pairs, strict=True)
    element_places = {iri: place for place, iri in enumerate(dict.fromkeys(elements))}
    body_places = {iri: place for place, iri in enumerate(dict.fromkeys(bodies))}
    rows = np.fromiter(map(element_places.__getitem__, elements), np.int64, len(pairs))
    columns = np.fromiter(map(body_places.__getitem__, bodies), np.int64, len(pairs))
    shape = (len(element_places), len(body_places))
    ones = np.ones(len(pairs), dtype=np.int64)
    incidence = sparse.csr_array(  # type: ignore[no-untyped-call]  # scipy has no annotations
        (ones, (rows, columns)), shape
    )
    incidence.sum_duplicates()  # type: ignore[no-untyped-call]
    incidence.data[:] = 1
    shared = incidence.T @ incidence
    load = shared.diagonal()
    upper = sparse.triu(shared, k=1, format="coo")  # type: ignore[no-untyped-call]
    either = load[upper.row] + load[upper.col] - upper.data
    names = list(body_places)
    edges = zip(
        upper.row.tolist(),
        upper.col.tolist(),
        upper.data.tolist(),
        (upper.data / either).tolist(),
        strict=True,
    )
    graph.add_nodes_from(
        (name, {"load": held}) for name, held in zip(names, load.tolist(), strict=True)
    )
    graph.add_edges_from(
        (names[one], names[two], {"weight": weight, "jaccard": jaccard})
        for one, two, weight, jaccard in edges
    )
    return graph

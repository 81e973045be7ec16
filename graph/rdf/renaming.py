"""Quads of a document whose bodies have got other IRIs since it was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyoxigraph as ox

from styrkedja.ontology.namespaces import RDF, RDFS, SK

__all__ = ["rename_bodies"]

_DOUBT = ox.NamedNode(f"{SK}Doubt")
_TYPE = ox.NamedNode(f"{RDF}type")
_LABEL = ox.NamedNode(f"{RDFS}label")


def rename_bodies(
    quads: bytes, renames: Mapping[str, str], settled: Collection[str] = ()
) -> list[ox.Quad]:
    """Return a document's quads with other IRIs of bodies, each quad once.

    Args:
        quads: The document's graph as N-Quads.
        renames: Old IRI → new IRI of bodies.
        settled: Labels of the doubts that are none any more: they are left out.
    """
    parsed = list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    doubts = {quad.subject for quad in parsed if quad.predicate == _TYPE and quad.object == _DOUBT}
    gone = {
        quad.subject
        for quad in parsed
        if quad.predicate == _LABEL
        and quad.subject in doubts
        and isinstance(quad.object, ox.Literal)
        and quad.object.value in settled
    }
    nodes: dict[object, ox.NamedNode] = {
        ox.NamedNode(old): ox.NamedNode(new) for old, new in renames.items()
    }
    renamed: dict[ox.Quad, None] = {}
    for quad in parsed:
        if quad.subject in gone:
            continue
        subject = nodes.get(quad.subject, quad.subject)
        value = nodes.get(quad.object, quad.object)
        renamed[ox.Quad(subject, quad.predicate, value, quad.graph_name)] = None
    return list(renamed)

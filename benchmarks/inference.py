"""Inference against owlrl at 10,000 stated triples, with the same instance triples.

    python -m benchmarks.inference

owlrl is given the stated triples, those that the named rules add (which are not OWL), and the
axioms of the ontology; it and the rules must give the same triples about things.
"""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from owlrl import DeductiveClosure
from owlrl.OWLRL import OWLRL_Semantics

from benchmarks.country import Country, country_quads
from benchmarks.peers import interleaved, show
from styrkedja.graph.rdf.closure import infer
from styrkedja.graph.rdf.derivation import is_derived
from styrkedja.ontology import ontology_quads
from styrkedja.ontology.namespaces import OWL, RDF, RDFS
from styrkedja.settings import DEFAULT_BASE

TRIPLES = 10_000
ROUNDS = 1  # and one more to warm up: owlrl takes half a minute for each


def closed(data: bytes) -> rdflib.Graph:
    """Return the closure of some triples, given as N-Triples, by owlrl."""
    graph = rdflib.Graph()
    graph.parse(data=data, format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def about_things(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    """Return the triples from one thing under our base to an IRI that say something."""
    return {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if isinstance(s, rdflib.URIRef)
        and isinstance(o, rdflib.URIRef)
        and str(s).startswith(DEFAULT_BASE)
        and o != rdflib.OWL.Thing
        and not (p == rdflib.OWL.sameAs and s == o)
    }


def named(triple: ox.Triple) -> tuple[str, str, str] | None:
    """Return a triple's three IRIs; None where one is no IRI, or its subject no thing of ours."""
    texts = [t.value for t in triple if isinstance(t, ox.NamedNode)]
    if len(texts) < 3 or not texts[0].startswith(DEFAULT_BASE):
        return None
    return texts[0], texts[1], texts[2]


def main() -> None:
    """Check that both say the same, and compare their time."""
    quads = list(country_quads(Country(municipalities=5), inferred=False))[:TRIPLES]
    ours = infer(quads, base=DEFAULT_BASE)
    annotations = (f"{RDFS}label", f"{RDFS}isDefinedBy", f"{RDFS}seeAlso")
    axioms = [
        quad.triple
        for quad in ontology_quads()
        if quad.predicate.value.startswith((RDF, RDFS, OWL))
        and quad.predicate.value not in annotations
    ]
    derived = [quad.triple for quad in ours if is_derived(quad.triple)]
    stated = [quad.triple for quad in quads]
    data = ox.serialize([*axioms, *stated, *derived], format=ox.RdfFormat.N_TRIPLES) or b""
    found = {named(triple) for triple in (*stated, *(quad.triple for quad in ours))} - {None}
    theirs = about_things(closed(data))
    if found != theirs:
        raise AssertionError(
            f"{len(found - theirs)} of ours only: {list(found - theirs)[:3]}; "
            f"{len(theirs - found)} of owlrl's only: {list(theirs - found)[:3]}"
        )
    print(f"{len(stated):,} stated, {len(ours):,} follow; owlrl says the same of things")
    fast, slow = interleaved(ROUNDS, lambda: infer(quads, base=DEFAULT_BASE), lambda: closed(data))
    show(f"infer from {len(stated):,} triples", fast, "owlrl", slow, "ratio ≤ 1/30")


if __name__ == "__main__":
    main()

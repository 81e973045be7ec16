"""What follows from the graph by the ontology and by the named rules.

owlrl closes the ontology, once, into `ontology/closed.ttl`; run this module to make that file's
text. Instances are never given to owlrl: the rules made from the closed ontology run as SPARQL.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from styrkedja.ontology import ontology_quads
from styrkedja.ontology.namespaces import ONTOLOGY, OWL, PREFIXES, RDF, RDFS, SKOS

from .derivation import READ, derive, municipality_of
from .iris import Iris
from .rules import Rule, element_classes, instance_rules, short

__all__ = ["close_ontology", "infer", "inferred_graph", "is_stated"]

_TYPE = f"{RDF}type"
_AXIOMS = frozenset(
    {f"{RDFS}{name}" for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {f"{OWL}inverseOf"}
)
_CHAIN = f"{OWL}propertyChainAxiom"
_CHARACTERISTICS = frozenset({f"{OWL}TransitiveProperty", f"{OWL}SymmetricProperty"})
_BUILT_IN = (RDF, RDFS, OWL, SKOS, "http://www.w3.org/2001/XMLSchema#")


def infer(quads: Iterable[ox.Quad], *, base: str) -> list[ox.Quad]:
    """Return what follows from stated quads: triples that none of them states, sorted.

    Each stands in the graph `{base}{municipality}/inferred` of its subject's municipality; of its
    object's where the subject is not under `base`; in `{base}inferred` where neither is.

    Args:
        quads: Stated quads of any number of documents and registers; order makes no difference
            to the set of what follows. Quads of inferred graphs and of the ontology's own are
            passed over, so that a whole store can be given again. Not changed.
        base: What IRIs of things begin with; ends in a slash.
    """
    rules = instance_rules()
    used = _predicates(rules) | READ
    stated = {
        quad.triple for quad in quads if quad.predicate.value in used and is_stated(quad, base)
    }
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in stated)
    derived = derive(stated, base=base, element_classes=element_classes())
    new = {item.triple: None for item in derived if item.triple not in stated}
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in new)
    new.update(_fixpoint(store, rules))
    graphs: dict[str, ox.NamedNode] = {}
    result = []
    for triple in sorted(new, key=str):
        name = inferred_graph(triple, base)
        graph = graphs.setdefault(name, ox.NamedNode(name))
        result.append(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
    return result


def inferred_graph(triple: ox.Triple, base: str) -> str:
    """Return the IRI of the graph that an inferred triple stands in."""
    for term in (triple.subject, triple.object):
        if isinstance(term, ox.NamedNode):
            municipality = municipality_of(term.value, base)
            if municipality is not None:
                return Iris(base, municipality).inferred
    return f"{base}inferred"


def is_stated(quad: ox.Quad, base: str) -> bool:
    """Return whether a quad is a statement about things: not inferred, not the ontology."""
    graph = quad.graph_name
    return not isinstance(graph, ox.NamedNode) or _holds_statements(graph.value, base)


@lru_cache(maxsize=4096)
def _holds_statements(name: str, base: str) -> bool:
    if name == ONTOLOGY:
        return False
    municipality = municipality_of(name, base)
    if municipality is None:
        return True
    return name not in (Iris(base, municipality).inferred, f"{base}inferred")


def _fixpoint(store: ox.Store, rules: tuple[Rule, ...]) -> dict[ox.Triple, None]:
    """Run the rules until nothing new follows; return what did. The store is changed."""
    new: dict[ox.Triple, None] = {}
    changed: set[str] | None = None
    while changed is None or changed:
        due = [rule for rule in rules if changed is None or not rule.reads.isdisjoint(changed)]
        changed = set()
        for rule in due:
            answer = store.query(rule.construct)
            if not isinstance(answer, ox.QueryTriples):
                raise TypeError(f"no CONSTRUCT: {rule.construct}")
            found = [ox.Quad(t.subject, t.predicate, t.object) for t in answer]
            fresh = {quad.triple: None for quad in found if quad not in store}
            if fresh:
                store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in fresh)
                new.update(fresh)
                changed.add(rule.writes)
    return new


def _predicates(rules: tuple[Rule, ...]) -> frozenset[str]:
    patterns = [pattern for rule in rules for pattern in (*rule.body, rule.head)]
    return frozenset(predicate for _, predicate, _ in patterns)


def close_ontology() -> str:
    """Return the axioms that rules are made from, as owlrl closes the ontology, as Turtle.

    Left out: what says nothing (reflexive axioms, `owl:Thing`) and what is about the terms of RDF,
    RDFS, OWL and SKOS themselves. Takes a second or more.
    """
    import rdflib
    from owlrl import DeductiveClosure
    from owlrl.OWLRL import OWLRL_Semantics

    graph = rdflib.Graph()
    triples = [quad.triple for quad in ontology_quads() if _is_axiom(quad)]
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)  # type: ignore[no-untyped-call]  # owlrl
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, target in graph:
        name, value = str(predicate), str(target)
        if not isinstance(subject, rdflib.URIRef) or str(subject).startswith(_BUILT_IN):
            continue
        if name in _AXIOMS and isinstance(target, rdflib.URIRef):
            if value != str(subject) and not value.startswith(OWL):
                found[str(subject)][name].add(short(value))
        elif name == _TYPE and value in _CHARACTERISTICS:
            found[str(subject)][name].add(short(value))
        elif name == _CHAIN:
            links = " ".join(short(str(link)) for link in graph.items(target))
            found[str(subject)][name].add(f"( {links} )")
    return _turtle(found)


def _is_axiom(quad: ox.Quad) -> bool:
    """Return whether a quad of the ontology is more than a wording; schemes are not axioms."""
    annotations = ("label", "isDefinedBy", "comment", "seeAlso")
    name = quad.predicate.value
    return name.startswith((RDF, RDFS, OWL)) and name.removeprefix(RDFS) not in annotations


def _turtle(found: dict[str, dict[str, set[str]]]) -> str:
    blocks = []
    for subject in sorted(found, key=short):
        lines = [
            f"{'a' if name == _TYPE else short(name)} {' , '.join(sorted(targets))}"
            for name, targets in sorted(found[subject].items(), key=lambda item: item[0] != _TYPE)
        ]
        blocks.append(f"{short(subject)} " + " ;\n  ".join(lines) + " .\n")
    body = "\n".join(blocks)
    prefixes = "".join(
        f"PREFIX {prefix}: <{iri}>\n"
        for prefix, iri in sorted(PREFIXES.items())
        if f"{prefix}:" in body
    )
    header = (
        "# Made from the ontology by owlrl (styrkedja.graph.rdf.closure); not edited by hand.\n"
    )
    return f"{header}{prefixes}\n{body}"


if __name__ == "__main__":
    sys.stdout.write(close_ontology())

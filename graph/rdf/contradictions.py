"""Where a contradiction comes from: the stated triples behind it, their documents and lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from styrkedja.ontology.namespaces import PROV

from .closure import infer
from .consistency import Contradiction, find_contradictions
from .explanation import explain
from .iris import passage_lines
from .store import Store

__all__ = ["Conflict", "Statement", "find_conflicts"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A stated triple that a contradiction comes from.

    Args:
        triple: The triple.
        graphs: IRIs of the graphs (documents, registers) that state it, sorted.
        lines: Where its subject was read from: document, first and last line, counted from 1.
    """

    triple: ox.Triple
    graphs: tuple[str, ...]
    lines: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction and what is stated that leads to it.

    Args:
        contradiction: What cannot be true together, and by which axiom.
        rules: Names of the rules that led from the statements to the contradiction's claims
            ("prp-spo1: sk:carriedOutBy ⊑ sk:responsible"), sorted; none where all are stated.
        statements: The stated triples, each once, in the order used.
    """

    contradiction: Contradiction
    rules: tuple[str, ...]
    statements: tuple[Statement, ...]


def find_conflicts(quads: Iterable[ox.Quad], *, base: str) -> tuple[Conflict, ...]:
    """Return the contradictions of a data set with what they come from, sorted by thing.

    Args:
        quads: As `find_contradictions` takes them; not changed. Each stands in the graph of its
            document or register.
        base: What IRIs of things begin with; ends in a slash.
    """
    stated = list(quads)
    found = find_contradictions(stated, base=base)
    if not found:
        return ()
    store = Store([*stated, *infer(stated, base=base)])
    ordered = sorted(found, key=lambda one: (one.subject, one))
    return tuple(_conflict(contradiction, store, base) for contradiction in ordered)


def _conflict(contradiction: Contradiction, store: Store, base: str) -> Conflict:
    triples: dict[ox.Triple, None] = {}
    rules: set[str] = set()
    for start, predicate, end in contradiction.claims:
        subject = _node(start)
        triple = ox.Triple(subject, ox.NamedNode(predicate), _node(end))
        reason = None if isinstance(subject, ox.BlankNode) else explain(triple, store, base=base)
        if reason is None:
            triples[triple] = None
        else:
            rules.add(reason.rule)
            triples.update(dict.fromkeys(reason.stated()))
    return Conflict(
        contradiction, tuple(sorted(rules)), tuple(_statement(triple, store) for triple in triples)
    )


def _statement(triple: ox.Triple, store: Store) -> Statement:
    data = store.oxigraph
    where = data.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    read = data.quads_for_pattern(
        triple.subject, ox.NamedNode(f"{PROV}wasQuotedFrom"), None, ox.DefaultGraph()
    )
    names = {quad.object.value for quad in read if isinstance(quad.object, ox.NamedNode)}
    passages = [passage_lines(name) for name in names]
    return Statement(
        triple,
        tuple(
            sorted({q.graph_name.value for q in where if isinstance(q.graph_name, ox.NamedNode)})
        ),
        tuple(sorted(place for place in passages if place is not None)),
    )


def _node(name: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)

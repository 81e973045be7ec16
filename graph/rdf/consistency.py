"""Finds contradictions: what the ontology says cannot be, and the graph says is.

The rules of OWL 2 RL that end in "false", as far as the ontology has axioms for them. owlrl finds
the same (tested) but takes minutes on what one municipality writes in a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import pyoxigraph as ox

from styrkedja.ontology import ontology_quads
from styrkedja.ontology.namespaces import OWL, RDF

from .closure import infer
from .rules import short

__all__ = ["Contradiction", "Denials", "denials", "denials_of", "find_contradictions"]

_TYPE = f"{RDF}type"
_SAME = f"{OWL}sameAs"


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """Two statements, or one, that cannot be true together.

    Args:
        kind: The OWL RL rule's name ("cax-dw"), as its specification calls it.
        axiom: The axiom that they break, in short form ("sk:Body ⊓ sk:Indicator ⊑ ⊥").
        subject: IRI of the thing that it is about (`_:…` for a blank node).
        target: IRI of the other thing, where a property joins two; else None.
        claims: The statements as subject, predicate and object, by IRI; stated or inferred. Those
            about a thing by its class come as two, one for each class.
    """

    kind: str
    axiom: str
    subject: str
    target: str | None = None
    claims: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Denials:
    """What an ontology rules out; each pair in both orders.

    Args:
        classes: Pairs of classes that have no member in common.
        properties: Pairs of properties that never join the same two things in the same direction.
        irreflexive: Properties that join nothing with itself.
        asymmetric: Properties that never go both ways.
        different: Pairs of things that are not the same.
    """

    classes: frozenset[tuple[str, str]]
    properties: frozenset[tuple[str, str]]
    irreflexive: frozenset[str]
    asymmetric: frozenset[str]
    different: frozenset[tuple[str, str]]


@cache
def denials() -> Denials:
    """Return what our ontology rules out."""
    return denials_of(quad.triple for quad in ontology_quads())


def denials_of(axioms: Iterable[ox.Triple]) -> Denials:
    """Return what axioms rule out.

    Args:
        axioms: Triples about classes, properties and concepts; others say nothing here.
    """
    objects: dict[tuple[str, str], list[str]] = defaultdict(list)
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for triple in axioms:
        subject, target = _name(triple.subject), _name(triple.object)
        predicate = triple.predicate.value
        objects[subject, predicate].append(target)
        pairs[predicate].update(((subject, target), (target, subject)))
        if predicate == _TYPE:
            kinds[target].add(subject)

    def members(kind: str, *lists: str) -> set[tuple[str, str]]:
        return {
            pair
            for node in kinds[OWL + kind]
            for name in lists
            for head in objects[node, OWL + name]
            for one, other in combinations(_list(head, objects), 2)
            for pair in ((one, other), (other, one))
        }

    return Denials(
        classes=frozenset(pairs[f"{OWL}disjointWith"] | members("AllDisjointClasses", "members")),
        properties=frozenset(
            pairs[f"{OWL}propertyDisjointWith"] | members("AllDisjointProperties", "members")
        ),
        irreflexive=frozenset(kinds[f"{OWL}IrreflexiveProperty"]),
        asymmetric=frozenset(kinds[f"{OWL}AsymmetricProperty"]),
        different=frozenset(
            pairs[f"{OWL}differentFrom"] | members("AllDifferent", "members", "distinctMembers")
        ),
    )


def find_contradictions(
    quads: Iterable[ox.Quad], *, base: str, ruled_out: Denials | None = None
) -> tuple[Contradiction, ...]:
    """Return what in a data set cannot be true together, sorted; empty when all can.

    What follows from the statements counts too.

    Args:
        quads: Stated quads of any number of documents and registers. Graph names make no
            difference: what two documents say together may be a contradiction. Not changed.
        base: What IRIs of things begin with; ends in a slash.
        ruled_out: What cannot be; by default what our ontology rules out.
    """
    known = denials() if ruled_out is None else ruled_out
    stated = list(quads)
    types: dict[str, set[str]] = defaultdict(set)
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    wanted = known.irreflexive | known.asymmetric | {_SAME}
    wanted |= {name for pair in known.properties for name in pair}
    for quad in (*stated, *infer(stated, base=base)):
        predicate = quad.predicate.value
        if predicate == _TYPE:
            types[_name(quad.subject)].add(_name(quad.object))
        elif predicate in wanted and not isinstance(quad.object, ox.Literal):
            links[_name(quad.subject), _name(quad.object)].add(predicate)
    return tuple(sorted({*_of_classes(types, known), *_of_links(links, known)}))


def _of_classes(types: dict[str, set[str]], known: Denials) -> Iterator[Contradiction]:
    for thing, classes in types.items():
        for one, other in combinations(sorted(classes), 2):
            if (one, other) in known.classes:
                axiom = f"{short(one)} ⊓ {short(other)} ⊑ ⊥"
                claims = ((thing, _TYPE, one), (thing, _TYPE, other))
                yield Contradiction("cax-dw", axiom, thing, claims=claims)


def _of_links(links: dict[tuple[str, str], set[str]], known: Denials) -> Iterator[Contradiction]:
    for (subject, target), properties in links.items():
        for one, other in combinations(sorted(properties), 2):
            if (one, other) in known.properties:
                axiom = f"{short(one)} ⊓ {short(other)} ⊑ ⊥"
                claims = ((subject, one, target), (subject, other, target))
                yield Contradiction("prp-pdw", axiom, subject, target, claims)
        if subject == target:
            for name in properties & known.irreflexive:
                axiom = f"⊤ ⊑ ¬∃{short(name)}.Self"
                yield Contradiction("prp-irp", axiom, subject, target, ((subject, name, target),))
        back = links.get((target, subject), set())
        for name in properties & back & known.asymmetric:
            axiom = f"{short(name)} ⊓ {short(name)}⁻ ⊑ ⊥"
            claims = ((subject, name, target), (target, name, subject))
            yield Contradiction("prp-asyp", axiom, subject, target, claims)
        if _SAME in properties and (subject, target) in known.different:
            axiom = f"{short(subject)} ≠ {short(target)}"
            same = ((subject, _SAME, target),)
            yield Contradiction("eq-diff1", axiom, subject, target, same)


def _list(head: str, objects: dict[tuple[str, str], list[str]]) -> list[str]:
    items: list[str] = []
    while first := objects.get((head, f"{RDF}first")):
        items += first
        head = objects[head, f"{RDF}rest"][0]
    return items


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)

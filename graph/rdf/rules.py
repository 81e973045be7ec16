"""The rules that the closed ontology implies for instances, as SPARQL CONSTRUCT queries.

One rule an axiom. As the axioms are closed (if A ⊑ B and B ⊑ C, then A ⊑ C is among them), one run
of the subclass and subproperty rules is enough for what is stated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

import pyoxigraph as ox

from styrkedja.ontology import closed_ontology
from styrkedja.ontology.namespaces import OWL, PREFIXES, RDF, RDFS, SK

__all__ = ["Pattern", "Rule", "element_classes", "instance_rules", "rules_of", "short"]

Pattern: TypeAlias = tuple[str, str, str]
"""Subject, predicate and object; each a variable (`?x`) or an IRI."""

_TYPE = f"{RDF}type"
_FIRST = f"{RDF}first"
_REST = f"{RDF}rest"


@dataclass(frozen=True)
class Rule:
    """What follows (`head`) when all of `body` holds.

    Args:
        kind: The OWL RL rule's name ("cax-sco"), as its specification calls it.
        axiom: The axiom in short form ("sk:Goal ⊑ sk:SteeringElement").
        body: The patterns that must hold together.
        head: The pattern that follows.
    """

    kind: str
    axiom: str
    body: tuple[Pattern, ...]
    head: Pattern

    @property
    def name(self) -> str:
        """The rule's name: kind and axiom."""
        return f"{self.kind}: {self.axiom}"

    @cached_property
    def construct(self) -> str:
        """The rule as a SPARQL CONSTRUCT over the default graph."""
        return f"CONSTRUCT {{ {_sparql(self.head)} }} WHERE {{ {self.where} }}"

    @property
    def where(self) -> str:
        """The body as a SPARQL group, without its braces."""
        return " . ".join(_sparql(pattern) for pattern in self.body)

    @property
    def reads(self) -> frozenset[str]:
        """What new triples can make the rule say more: predicates, or classes after rdf:type."""
        return frozenset(_key(pattern) for pattern in self.body)

    @property
    def writes(self) -> str:
        """What the rule adds: a predicate, or a class after rdf:type."""
        return _key(self.head)


@cache
def instance_rules() -> tuple[Rule, ...]:
    """Return the rules of the closed ontology, sorted by kind and axiom."""
    return rules_of(closed_ontology())


@cache
def element_classes() -> frozenset[str]:
    """Return the classes of steering elements, `sk:SteeringElement` among them."""
    top = f"{SK}SteeringElement"
    return frozenset(
        {top} | {rule.body[0][2] for rule in instance_rules() if rule.head == ("?x", _TYPE, top)}
    )


def rules_of(axioms: Iterable[ox.Triple]) -> tuple[Rule, ...]:
    """Return the rules that closed axioms imply, sorted by kind and axiom.

    Args:
        axioms: Triples about classes and properties; others say nothing here.
    """
    triples = list(axioms)
    objects = {(_id(t.subject), t.predicate.value): _id(t.object) for t in triples}
    rules = [
        rule
        for triple in triples
        for rule in _rules_of_axiom(
            _id(triple.subject), triple.predicate.value, _id(triple.object), objects
        )
    ]
    return tuple(sorted(rules, key=lambda rule: (rule.kind, rule.axiom)))


def short(iri: str) -> str:
    """Return an IRI with its prefix ("sk:Goal"), or as it is when no prefix fits."""
    fits = [(prefix, start) for prefix, start in PREFIXES.items() if iri.startswith(start)]
    if not fits:
        return iri
    prefix, start = max(fits, key=lambda pair: len(pair[1]))
    return f"{prefix}:{iri[len(start) :]}"


def _rules_of_axiom(
    subject: str, predicate: str, target: str, objects: dict[tuple[str, str], str]
) -> list[Rule]:
    one, other = short(subject), short(target)
    straight: tuple[Pattern, ...] = (("?x", subject, "?y"),)
    body: tuple[Pattern, ...]
    match predicate.removeprefix(RDFS).removeprefix(OWL):
        case "subClassOf":
            body = (("?x", _TYPE, subject),)
            return [Rule("cax-sco", f"{one} ⊑ {other}", body, ("?x", _TYPE, target))]
        case "subPropertyOf":
            return [Rule("prp-spo1", f"{one} ⊑ {other}", straight, ("?x", target, "?y"))]
        case "domain":
            return [Rule("prp-dom", f"∃{one} ⊑ {other}", straight, ("?x", _TYPE, target))]
        case "range":
            return [Rule("prp-rng", f"∃{one}⁻ ⊑ {other}", straight, ("?y", _TYPE, target))]
        case "inverseOf":
            back = (("?x", target, "?y"),)
            return [
                Rule("prp-inv", f"{one} ≡ {other}⁻", straight, ("?y", target, "?x")),
                Rule("prp-inv", f"{other} ≡ {one}⁻", back, ("?y", subject, "?x")),
            ]
        case "propertyChainAxiom":
            chain = _list(target, objects)
            names = " ∘ ".join(short(link) for link in chain)
            body = tuple((f"?x{n}", link, f"?x{n + 1}") for n, link in enumerate(chain))
            return [Rule("prp-spo2", f"{names} ⊑ {one}", body, ("?x0", subject, f"?x{len(chain)}"))]
    if predicate != _TYPE:
        return []
    match target.removeprefix(OWL):
        case "TransitiveProperty":
            body = (("?x", subject, "?y"), ("?y", subject, "?z"))
            return [Rule("prp-trp", f"{one} ∘ {one} ⊑ {one}", body, ("?x", subject, "?z"))]
        case "SymmetricProperty":
            return [Rule("prp-symp", f"{one} ≡ {one}⁻", straight, ("?y", subject, "?x"))]
    return []


def _list(head: str, objects: dict[tuple[str, str], str]) -> list[str]:
    items: list[str] = []
    while (item := objects.get((head, _FIRST))) is not None:
        items.append(item)
        head = objects[(head, _REST)]
    return items


def _id(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _key(pattern: Pattern) -> str:
    return pattern[2] if pattern[1] == _TYPE else pattern[1]


def _sparql(pattern: Pattern) -> str:
    return " ".join(part if part.startswith("?") else f"<{part}>" for part in pattern)

"""Stated triples by property and subject, for the rules that are not OWL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from styrkedja.ontology.namespaces import DCAT, DCT, RDF, RDFS, SK

__all__ = [
    "AS_OF",
    "END",
    "LABEL",
    "START",
    "STATED_IN",
    "TEMPORAL",
    "TYPE",
    "Derived",
    "Facts",
    "iri_of",
    "municipality_of",
    "text_of",
]

TYPE = f"{RDF}type"
LABEL = f"{RDFS}label"
STATED_IN = f"{SK}statedIn"
AS_OF = f"{SK}asOf"
TEMPORAL = f"{DCT}temporal"
START = f"{DCAT}startDate"
END = f"{DCAT}endDate"
_PLAN = f"{SK}PlanDocument"


@dataclass(frozen=True, slots=True)
class Derived:
    """A triple that a rule adds.

    Args:
        triple: What follows.
        rule: The rule's name.
        premises: The stated triples that it follows from, sorted.
    """

    triple: ox.Triple
    rule: str
    premises: tuple[ox.Triple, ...]


class Facts:
    """Stated triples by property and subject.

    Args:
        triples: Any; those without one of `properties` are passed over.
        properties: The properties that the rules read.
    """

    def __init__(self, triples: Iterable[ox.Triple], properties: frozenset[str]) -> None:
        self._found: dict[str, dict[ox.NamedNode, list[ox.Triple]]] = defaultdict(dict)
        for triple in triples:
            name = triple.predicate.value
            if name in properties and isinstance(triple.subject, ox.NamedNode):
                self._found[name].setdefault(triple.subject, []).append(triple)

    def subjects(self, name: str) -> Iterable[ox.NamedNode]:
        """Return what has the property."""
        return self._found[name]

    def of(self, subject: object, name: str) -> list[ox.Triple]:
        """Return the triples of a subject with a property."""
        if not isinstance(subject, ox.NamedNode):
            return []
        return self._found[name].get(subject, [])

    def first(self, subject: object, name: str) -> ox.Triple | None:
        """Return the first of them, or None."""
        return min(self.of(subject, name), key=str, default=None)

    def title(self, subject: ox.NamedNode) -> ox.Triple | None:
        """Return the Swedish label if there is one, else the first."""
        labels = [
            (_language(triple) != "sv", str(triple), triple) for triple in self.of(subject, LABEL)
        ]
        return min(labels, default=(True, "", None), key=lambda label: label[:2])[2]

    def day(self, document: object) -> tuple[str, tuple[ox.Triple, ...]] | None:
        """Return a document's day as an ISO date, and the triples that say so.

        The day whose state it reports, else the first day of a plan's period, else the last of
        any other's.
        """
        as_of = self.first(document, AS_OF)
        if as_of is not None:
            return text_of(as_of), (as_of,)
        plan = next((t for t in self.of(document, TYPE) if iri_of(t) == _PLAN), None)
        for period in self.of(document, TEMPORAL):
            edge = self.first(period.object, END if plan is None else START)
            if edge is not None:
                return text_of(edge), (period, edge) if plan is None else (plan, period, edge)
        return None


def municipality_of(iri: str, base: str) -> str | None:
    """Return the municipality's slug in an IRI: its first segment after `base`, else None.

    >>> municipality_of(
    ...     "https://w3id.org/styrkedja/id/lund/board/x", "https://w3id.org/styrkedja/id/"
    ... )
    'lund'
    """
    if not iri.startswith(base):
        return None
    return iri[len(base) :].split("/", 1)[0].split("#", 1)[0] or None


def text_of(triple: ox.Triple) -> str:
    """Return the text of a triple's literal, or the empty text."""
    return triple.object.value if isinstance(triple.object, ox.Literal) else ""


def iri_of(triple: ox.Triple) -> str:
    """Return the IRI of a triple's object, or the empty text."""
    return triple.object.value if isinstance(triple.object, ox.NamedNode) else ""


def _language(triple: ox.Triple) -> str | None:
    return triple.object.language if isinstance(triple.object, ox.Literal) else None

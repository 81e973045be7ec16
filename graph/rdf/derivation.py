"""The rules that are not OWL: what continues what, and how an element goes now.

Each derived triple names its rule and the stated triples that it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from styrkedja.ontology.namespaces import DCAT, DCT, RDF, RDFS, SK

__all__ = ["CONTINUES", "DERIVED", "READ", "Derived", "derive", "municipality_of"]

CONTINUES = f"{SK}continues"
_TYPE = f"{RDF}type"
_LABEL = f"{RDFS}label"
_STATED_IN = f"{SK}statedIn"
_REPORTED_IN = f"{SK}reportedIn"
_AS_OF = f"{SK}asOf"
_TEMPORAL = f"{DCT}temporal"
_END = f"{DCAT}endDate"
_ASSESSES = f"{SK}assesses"
_LATEST = (
    (f"{SK}currentStatus", f"{SK}status", "latest-status"),
    (f"{SK}currentForecast", f"{SK}forecast", "latest-forecast"),
)

DERIVED = frozenset({CONTINUES, *(head for head, _, _ in _LATEST)})
"""The properties that these rules add."""

READ = frozenset(
    {_TYPE, _LABEL, _STATED_IN, _REPORTED_IN, _AS_OF, _TEMPORAL, _END, _ASSESSES, *DERIVED}
    | {stated for _, stated, _ in _LATEST}
)
"""The properties that these rules read; other triples make no difference to them."""


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


@dataclass(frozen=True, slots=True)
class _Statement:
    """An element in its document, with the triples that say so."""

    element: ox.NamedNode
    premises: tuple[ox.Triple, ...]


def derive(
    triples: Iterable[ox.Triple], *, base: str, element_classes: frozenset[str]
) -> list[Derived]:
    """Return what the rules add to stated triples; nothing that is stated already.

    `sk:continues`: an element of a later document continues that of the nearest earlier document
    of the same municipality whose class is the same and whose title is equal when only letters
    and digits count. Only where one element answers to one: what is ambiguous is left alone.
    A document's day is its `sk:asOf`, else the last day of its period; one without is left out.

    `sk:currentStatus` and `sk:currentForecast`: what the element's latest assessment by `sk:asOf`
    states; nothing when it states none, or when two of the same day disagree.

    Args:
        triples: Stated triples; only those with a property in `READ` matter.
        base: What IRIs of things begin with; the next segment is the municipality.
        element_classes: The classes whose members can continue each other.
    """
    facts = _Facts(triples)
    return [*_continuations(facts, base, element_classes), *_latest(facts)]


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


class _Facts:
    """Stated triples by property and subject."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._found: dict[str, dict[ox.NamedNode, list[ox.Triple]]] = defaultdict(dict)
        for triple in triples:
            name = triple.predicate.value
            if name in READ and isinstance(triple.subject, ox.NamedNode):
                self._found[name].setdefault(triple.subject, []).append(triple)

    def subjects(self, name: str) -> Iterable[ox.NamedNode]:
        return self._found[name]

    def of(self, subject: object, name: str) -> list[ox.Triple]:
        if not isinstance(subject, ox.NamedNode):
            return []
        return self._found[name].get(subject, [])

    def first(self, subject: object, name: str) -> ox.Triple | None:
        return min(self.of(subject, name), key=str, default=None)

    def title(self, subject: ox.NamedNode) -> ox.Triple | None:
        """The Swedish label if there is one, else the first."""
        labels = [
            (_language(triple) != "sv", str(triple), triple) for triple in self.of(subject, _LABEL)
        ]
        return min(labels, default=(True, "", None), key=lambda label: label[:2])[2]

    def day(self, document: object) -> tuple[str, tuple[ox.Triple, ...]] | None:
        """The document's day as an ISO date, and the triples that say so."""
        as_of = self.first(document, _AS_OF)
        if as_of is not None:
            return _text(as_of), (as_of,)
        for period in self.of(document, _TEMPORAL):
            end = self.first(period.object, _END)
            if end is not None:
                return _text(end), (period, end)
        return None


def _continuations(facts: _Facts, base: str, classes: frozenset[str]) -> Iterator[Derived]:
    linked = set(facts.subjects(CONTINUES))
    continued = {triple.object for later in linked for triple in facts.of(later, CONTINUES)}
    for days in _alike(facts, base, classes).values():
        ordered = [days[day] for day in sorted(days)]
        for earlier, later in pairwise(ordered):
            if len(earlier) != 1 or len(later) != 1:
                continue
            old, new = earlier[0], later[0]
            if new.element in linked or old.element in continued:
                continue
            triple = ox.Triple(new.element, ox.NamedNode(CONTINUES), old.element)
            premises = sorted({*new.premises, *old.premises}, key=str)
            yield Derived(triple, "same-title-in-earlier-document", tuple(premises))


def _alike(
    facts: _Facts, base: str, classes: frozenset[str]
) -> dict[tuple[str, tuple[str, ...], str], dict[str, list[_Statement]]]:
    """Return the elements by municipality, class and title, then by day."""
    found: dict[tuple[str, tuple[str, ...], str], dict[str, list[_Statement]]] = {}
    for element in facts.subjects(_STATED_IN):
        types = [t for t in facts.of(element, _TYPE) if _iri(t) in classes]
        stated = facts.first(element, _STATED_IN)
        title = facts.title(element)
        municipality = municipality_of(element.value, base)
        if not types or stated is None or title is None or municipality is None:
            continue
        day = facts.day(stated.object)
        letters = "".join(letter for letter in _text(title).lower() if letter.isalnum())
        if day is None or not letters:
            continue
        key = (municipality, tuple(sorted(_iri(t) for t in types)), letters)
        statement = _Statement(element, (*types, title, stated, *day[1]))
        found.setdefault(key, {}).setdefault(day[0], []).append(statement)
    return found


def _latest(facts: _Facts) -> Iterator[Derived]:
    assessments: dict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    for assessment in facts.subjects(_ASSESSES):
        for triple in facts.of(assessment, _ASSESSES):
            if isinstance(triple.object, ox.NamedNode):
                assessments[triple.object].append(triple)
    for element, links in assessments.items():
        dated = [(_day_of_assessment(facts, link.subject), link) for link in links]
        last = max(day for (day, _), _ in dated)
        latest = [(why, link) for (day, why), link in dated if day == last]
        for head, stated, rule in _LATEST:
            said = [(t, why, link) for why, link in latest for t in facts.of(link.subject, stated)]
            if len({t.object for t, _, _ in said}) != 1 or facts.of(element, head):
                continue
            premises = {p for t, why, link in said for p in (t, link, *why)}
            triple = ox.Triple(element, ox.NamedNode(head), said[0][0].object)
            yield Derived(triple, rule, tuple(sorted(premises, key=str)))


def _day_of_assessment(facts: _Facts, assessment: object) -> tuple[str, tuple[ox.Triple, ...]]:
    """Return its own day, else its report's, else the empty text, which comes before all days."""
    as_of = facts.first(assessment, _AS_OF)
    if as_of is not None:
        return _text(as_of), (as_of,)
    report = facts.first(assessment, _REPORTED_IN)
    day = None if report is None else facts.day(report.object)
    return ("", ()) if report is None or day is None else (day[0], (report, *day[1]))


def _text(triple: ox.Triple) -> str:
    return triple.object.value if isinstance(triple.object, ox.Literal) else ""


def _iri(triple: ox.Triple) -> str:
    return triple.object.value if isinstance(triple.object, ox.NamedNode) else ""


def _language(triple: ox.Triple) -> str | None:
    return triple.object.language if isinstance(triple.object, ox.Literal) else None

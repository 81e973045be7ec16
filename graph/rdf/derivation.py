"""The rules that are not OWL: what continues what, and how an element goes now.

Each derived triple names its rule and the stated triples that it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from styrkedja.ontology.namespaces import SK

from .continuation import (
    CONTINUES,
    READ_BY_CONTINUATIONS,
    continuations,
    tells_of_continuation,
)
from .facts import (
    AS_OF,
    END,
    LABEL,
    START,
    STATED_IN,
    TEMPORAL,
    TYPE,
    Derived,
    Facts,
    municipality_of,
    text_of,
)

__all__ = ["CONTINUES", "READ", "Derived", "derive", "is_derived", "municipality_of"]

_REPORTED_IN = f"{SK}reportedIn"
_ASSESSES = f"{SK}assesses"
_LATEST = (
    (f"{SK}currentStatus", f"{SK}status", "latest-status"),
    (f"{SK}currentForecast", f"{SK}forecast", "latest-forecast"),
)

_DERIVED = frozenset({CONTINUES, *(head for head, _, _ in _LATEST)})

READ = (
    frozenset({TYPE, LABEL, STATED_IN, _REPORTED_IN, AS_OF, TEMPORAL, START, END, _ASSESSES})
    | READ_BY_CONTINUATIONS
    | {head for head, _, _ in _LATEST}
    | {stated for _, stated, _ in _LATEST}
)
"""The properties that these rules read; other triples make no difference to them."""


def derive(
    triples: Iterable[ox.Triple], *, base: str, element_classes: frozenset[str]
) -> list[Derived]:
    """Return what the rules add to stated triples; nothing that is stated already.

    `sk:continues`: see `continuation`. Each has a `sk:Continuation` beside it that says how sure
    it is, by which rule and why.

    `sk:currentStatus` and `sk:currentForecast`: what the element's latest assessment by `sk:asOf`
    states; nothing when it states none, or when two of the same day disagree.

    Args:
        triples: Stated triples; only those with a property in `READ` matter.
        base: What IRIs of things begin with; the next segment is the municipality.
        element_classes: The classes whose members can continue each other.
    """
    facts = Facts(triples, READ)
    return [*continuations(facts, base, element_classes), *_latest(facts)]


def is_derived(triple: ox.Triple) -> bool:
    """Return whether a triple, where it is not stated, can only come from these rules."""
    return triple.predicate.value in _DERIVED or tells_of_continuation(triple)


def _latest(facts: Facts) -> Iterator[Derived]:
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


def _day_of_assessment(facts: Facts, assessment: object) -> tuple[str, tuple[ox.Triple, ...]]:
    """Return its own day, else its report's, else the empty text, which comes before all days."""
    as_of = facts.first(assessment, AS_OF)
    if as_of is not None:
        return text_of(as_of), (as_of,)
    report = facts.first(assessment, _REPORTED_IN)
    day = None if report is None else facts.day(report.object)
    return ("", ()) if report is None or day is None else (day[0], (report, *day[1]))

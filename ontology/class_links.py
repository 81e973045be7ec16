"""The classes of the ontology and which property leads from which to which, as a table.

The table says all that the diagram shows, for those who cannot see it or want to sort it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from .files import ontology_quads
from .namespaces import OWL, RDF, RDFS, SCHEMA, SK

__all__ = ["ClassEntry", "ClassLink", "class_entries", "class_links"]


@dataclass(frozen=True, slots=True)
class ClassLink:
    """A property that leads from things of one class to things of another.

    Args:
        source: Local name of the class it leads from ("Assessment").
        name: Local name of the property ("assesses").
        target: Local name of the class it leads to ("SteeringElement").
        source_label: What the first class is called, in the language asked for.
        label: What the property is called.
        target_label: What the other class is called.
    """

    source: str
    name: str
    target: str
    source_label: str
    label: str
    target_label: str


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class in the tree of classes.

    Args:
        name: Its local name ("BoardGoal").
        label: What it is called, in the language asked for.
        depth: How many classes of ours stand above it; 0 for a top class.
        top: Local name of the topmost class above it, or its own.
    """

    name: str
    label: str
    depth: int
    top: str


@dataclass(slots=True)
class _Terms:
    """What the ontology says of its own terms, by local name."""

    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    below: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    above: dict[str, str] = field(default_factory=dict)
    domains: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranges: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def class_links(lang: str = "sv") -> tuple[ClassLink, ...]:
    """Return which property leads from which class to which, sorted by property and class.

    From the hints of the ontology (`schema:domainIncludes`, `schema:rangeIncludes`). Left out are
    properties whose values are texts, numbers, dates or concepts, and classes of others.

    Args:
        lang: "sv" or "en".
    """
    known = _terms()
    return tuple(
        ClassLink(
            source=source,
            name=name,
            target=target,
            source_label=known.labels[source, lang],
            label=known.labels[name, lang],
            target_label=known.labels[target, lang],
        )
        for name in sorted(known.domains, key=str.lower)
        for source in sorted(known.domains[name] & known.classes)
        for target in sorted(known.ranges[name] & known.classes)
    )


def class_entries(lang: str = "sv") -> tuple[ClassEntry, ...]:
    """Return all classes, each followed by those below it; siblings by name.

    Args:
        lang: "sv" or "en".
    """
    known = _terms()
    found: list[ClassEntry] = []

    def add(name: str, depth: int, top: str) -> None:
        found.append(ClassEntry(name, known.labels[name, lang], depth, top))
        for lower in sorted(known.below[name]):
            add(lower, depth + 1, top)

    for name in sorted(known.classes - known.above.keys()):
        add(name, 0, name)
    return tuple(found)


@cache
def _terms() -> _Terms:
    known = _Terms()
    for quad in ontology_quads():
        if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(SK):
            continue
        name, target = quad.subject.value.removeprefix(SK), quad.object
        if isinstance(target, ox.Literal):
            if quad.predicate.value == f"{RDFS}label" and target.language is not None:
                known.labels[name, target.language] = target.value
        elif isinstance(target, ox.NamedNode):
            _take(known, name, quad.predicate.value, target.value)
    return known


def _take(known: _Terms, name: str, predicate: str, target: str) -> None:
    ours = target.startswith(SK)
    local = target.removeprefix(SK)
    if predicate == f"{RDF}type" and target == f"{OWL}Class":
        known.classes.add(name)
    elif predicate == f"{RDFS}subClassOf" and ours:
        known.below[local].add(name)
        known.above[name] = local
    elif predicate == f"{SCHEMA}domainIncludes" and ours:
        known.domains[name].add(local)
    elif predicate == f"{SCHEMA}rangeIncludes" and ours:
        known.ranges[name].add(local)

"""The JSON-LD context: short names for our terms, so that plain JSON becomes the graph.

{
  "@context": "https://w3id.org/styrkedja/ns/context.jsonld",
  "id": "https://w3id.org/styrkedja/id/lund/assessment/…",
  "type": "Assessment",
  "status": "completed",
  "asOf": "2024-12-31",
  "comment": {"sv": "…"}
}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox

from .files import ontology_quads
from .namespaces import ONTOLOGY, OWL, PREFIXES, RDF, SCHEMA, SK, SKOS, XSD

__all__ = ["CONTEXT_IRI", "json_ld_context"]

CONTEXT_IRI = f"{ONTOLOGY}/context.jsonld"
"""Where the context is to be found."""

_LANGUAGES = {"@container": "@language"}
_LINK = {"@type": "@id"}
# Terms of others that our graphs are written with.
_BORROWED: dict[str, dict[str, str]] = {
    "altLabel": {"@id": "skos:altLabel", **_LANGUAGES},
    "created": {"@id": "dct:date", "@type": "xsd:date"},
    "creator": {"@id": "dct:creator", **_LINK},
    "description": {"@id": "dct:description", **_LANGUAGES},
    "dissolutionDate": {"@id": f"{SCHEMA}dissolutionDate", "@type": "xsd:date"},
    "endDate": {"@id": "dcat:endDate", "@type": "xsd:date"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "foundingDate": {"@id": f"{SCHEMA}foundingDate", "@type": "xsd:date"},
    "hasMember": {"@id": "org:hasMember", **_LINK},
    "label": {"@id": "rdfs:label", **_LANGUAGES},
    "notation": {"@id": "skos:notation"},
    "originalOrganization": {"@id": "org:originalOrganization", **_LINK},
    "resultingOrganization": {"@id": "org:resultingOrganization", **_LINK},
    "source": {"@id": "dct:source", **_LINK},
    "startDate": {"@id": "dcat:startDate", "@type": "xsd:date"},
    "subOrganizationOf": {"@id": "org:subOrganizationOf", **_LINK},
    "temporal": {"@id": "dct:temporal", **_LINK},
    "title": {"@id": "dct:title", **_LANGUAGES},
    "used": {"@id": "prov:used", **_LINK},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", **_LINK},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", **_LINK},
}
# Not all: `status:` and `forecast:` would be the properties of that name.
_PREFIXES = ("dcat", "dct", "org", "prov", "rdfs", "sk", "skos", "xsd")
_BORROWED_CLASSES = ("dct:PeriodOfTime", "org:ChangeEvent", "prov:Agent")
# The scheme that the values of a property are taken from: its IRI is the concepts' start.
_SCHEMES = {
    "status": "status",
    "currentStatus": "status",
    "forecast": "forecast",
    "currentForecast": "forecast",
    "confidence": "conf",
    "decisionState": "decision",
    "doubtKind": "doubt",
}


@cache
def json_ld_context() -> dict[str, Any]:
    """Return the JSON-LD 1.1 context of the ontology, as an object with the key `@context`.

    `id` and `type` are keywords. Classes and properties have their own names, labels and texts are
    objects by language, dates and decimals are strings, and the values of `status`, `forecast`,
    `confidence`, `decisionState` and `doubtKind` the last parts of their concepts' IRIs. Numbers
    must be written as strings ("41.5"): JSON-LD reads a JSON number as a double. Not to be changed.
    """
    quads = ontology_quads()
    classes = _subjects(quads, f"{OWL}Class")
    properties = _subjects(quads, f"{OWL}ObjectProperty") | _subjects(
        quads, f"{OWL}DatatypeProperty"
    )
    ranges: dict[str, set[str]] = defaultdict(set)
    concepts: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            if quad.predicate.value == f"{SCHEMA}rangeIncludes":
                ranges[quad.subject.value].add(quad.object.value)
            elif quad.predicate.value == f"{SKOS}inScheme":
                concepts[f"{quad.object.value}/"].append(quad.subject.value)
    links = _subjects(quads, f"{OWL}ObjectProperty")
    context: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    context |= {prefix: PREFIXES[prefix] for prefix in _PREFIXES}
    context |= {name.partition(":")[2]: name for name in _BORROWED_CLASSES}
    context |= {name.removeprefix(SK): f"sk:{name.removeprefix(SK)}" for name in sorted(classes)}
    context |= _BORROWED
    for name in sorted(properties):
        local = name.removeprefix(SK)
        context[local] = _definition(local, ranges[name], name in links, concepts)
    return {"@context": context}


def _definition(
    local: str, ranges: set[str], is_link: bool, concepts: dict[str, list[str]]
) -> dict[str, Any]:
    """Return how the values of a property of ours are written."""
    definition: dict[str, Any] = {"@id": f"sk:{local}"}
    if local in _SCHEMES:
        start = PREFIXES[_SCHEMES[local]]
        names = {concept.removeprefix(start): concept for concept in sorted(concepts[start])}
        definition |= {"@type": "@vocab", "@context": names}
    elif is_link:
        definition |= _LINK
    elif ranges == {f"{RDF}langString"}:
        definition |= _LANGUAGES
    elif len(ranges) == 1 and ranges != {f"{XSD}string"}:
        definition["@type"] = f"xsd:{next(iter(ranges)).removeprefix(XSD)}"
    return definition


def _subjects(quads: Iterable[ox.Quad], kind: str) -> set[str]:
    """Return our own terms of a kind."""
    return {
        quad.subject.value
        for quad in quads
        if quad.predicate.value == f"{RDF}type"
        and quad.object == ox.NamedNode(kind)
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(SK)
    }

"""The page of anything else: what is said of it and what refers to it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
from starlette.responses import HTMLResponse

from styrkedja.graph.rdf.store import Term
from styrkedja.ontology.namespaces import PROV, RDF, RDFS, SK, SKOS, XSD

from .element import reading_of
from .provenance import dated
from .rendering import Visit
from .reporting import report_link
from .terms import narrowest_classes, term_text
from .translation import Text
from .views import Ref, excerpts, ref, twins

__all__ = ["Property", "Value", "thing_html"]

_SHOWN_ABOVE = {
    RDFS + "label",
    SKOS + "prefLabel",
    RDF + "type",
    PROV + "wasQuotedFrom",
    SK + "rule",
    SK + "confidence",
}
_MOST = 200  # how many of the things that refer to this one are listed
_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "double", "float"))

Value = Ref | Text | date | Decimal


@dataclass(frozen=True, slots=True)
class Property:
    """A property in words, its IRI, and its values."""

    iri: str
    name: Text
    meaning: Text | None
    values: tuple[Value, ...]


def thing_html(visit: Visit, iri: str) -> HTMLResponse:
    """Return the page of a thing that has no page of its own kind."""
    facts, links = visit.facts, visit.links
    said = [pair for pair in facts.properties(iri) if pair[0] not in _SHOWN_ABOVE]
    references = [pair for pair in facts.references(iri) if pair[0] != RDF + "type"]
    home = facts.iri(iri, SK + "municipality")
    source = facts.iri(iri, SK + "statedIn") or facts.iri(iri, SK + "reportedIn")
    ours = iri.startswith(links.base)
    return visit.page(
        "thing.html",
        iri=iri,
        name=facts.label(iri),
        kinds=[facts.label(name) for name in narrowest_classes(facts.types(iri))],
        crumbs=[ref(i, facts, links) for i in (home, source) if i is not None],
        properties=_grouped(visit, ((p, _value(visit, term)) for p, term in said)),
        references=_grouped(
            visit, ((p, ref(subject, facts, links)) for p, subject in _named(references, visit))
        ),
        more=max(0, len(references) - _MOST),
        reading=reading_of(visit, iri),
        excerpts=excerpts(facts.passages(iri), visit),
        dated=dated(visit, source),
        report=report_link(visit, iri, facts.label(iri).value) if ours else None,
        twins=twins(iri, visit) if ours else None,
    )


def _named(references: list[tuple[str, str]], visit: Visit) -> list[tuple[str, str]]:
    """Return the first of what refers to a thing, by property and then by name."""
    order = {iri: at for at, iri in enumerate(visit.facts.by_label(s for _, s in references))}
    return sorted(references, key=lambda pair: (pair[0], order[pair[1]]))[:_MOST]


def _grouped(visit: Visit, pairs: Iterable[tuple[str, Value]]) -> Sequence[Property]:
    groups: dict[str, list[Value]] = {}
    for predicate, value in pairs:
        groups.setdefault(predicate, []).append(value)
    return [
        Property(
            iri=predicate,
            name=visit.facts.label(predicate),
            meaning=term_text(predicate, SKOS + "definition", visit.language),
            values=tuple(values),
        )
        for predicate, values in groups.items()
    ]


def _value(visit: Visit, term: Term) -> Value:
    if isinstance(term, ox.NamedNode):
        return ref(term.value, visit.facts, visit.links)
    if isinstance(term, ox.BlankNode):
        return Text(f"_:{term.value}")
    datatype = term.datatype.value
    try:
        if datatype == XSD + "date":
            return date.fromisoformat(term.value)
        if datatype in _NUMBERS:
            return Decimal(term.value)
    except (ValueError, ArithmeticError):
        return Text(term.value)  # Not what its datatype says: shown as written.
    return Text(term.value, term.language)

"""The vocabulary as a page: classes, properties and concepts with labels and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from markupsafe import Markup
from starlette.responses import HTMLResponse

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology import class_diagram, class_links
from styrkedja.ontology.namespaces import DCT, OWL, RDF, RDFS, SCHEMA, SK, SKOS

from .facts import Facts
from .links import Links
from .rendering import Visit, visit_of
from .terms import vocabulary
from .translation import Text
from .views import Ref, refs

__all__ = ["LinkRow", "Scheme", "TermView", "Vocabulary", "ontology_html", "term_uses"]

_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property")
_PATTERNS: Mapping[str, str] = {
    "class": "?thing a {} .",
    "property": "?thing {} ?value .",
    "concept": "?thing ?property {} .",
}


@dataclass(frozen=True, slots=True)
class TermView:
    """A term: its anchor and short name, what it is called and means, and its relations.

    `uses` is how often the data has it, and `asked` the address of a query for just those.
    """

    anchor: str
    name: str
    label: Text
    definition: Text | None
    note: Text | None
    example: Text | None
    wider: tuple[Ref, ...]
    domain: tuple[Ref, ...]
    range: tuple[Ref, ...]
    inverse: tuple[Ref, ...]
    uses: int
    asked: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of concepts."""

    anchor: str
    label: Text
    definition: Text | None
    concepts: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A property that leads from one class to another: a row of the diagram's table."""

    source: Ref
    property: Ref
    target: Ref


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the page shows, in one language."""

    title: Text | None
    description: Text | None
    version: Text | None
    modified: date | None
    classes: tuple[TermView, ...]
    properties: tuple[TermView, ...]
    schemes: list[Scheme]
    picture: Markup
    links: tuple[LinkRow, ...]


def ontology_html(request: Request, snapshot: Snapshot) -> HTMLResponse:
    """Return the page of the vocabulary in the language of the request.

    Args:
        request: The request.
        snapshot: The snapshot, of whose data the page says how often it has each term.
    """
    visit = visit_of(request, snapshot)
    facts = Facts(vocabulary(), visit.language)
    terms = Visit(request, snapshot, facts, visit.links)
    known = snapshot.cached(("pages.ontology", visit.language), lambda: _known(terms))
    alternates = [(f"/ns.{form.name}", form.types[0], form.label) for form in RDF_FORMATS.values()]
    return terms.page("ontology.html", known=known, namespace=SK, alternates=alternates)


def _known(terms: Visit) -> Vocabulary:
    """Return what the page shows."""
    facts, ontology = terms.facts, SK.rstrip("#")
    counts = term_uses(terms.snapshot)
    return Vocabulary(
        title=facts.text(ontology, DCT + "title"),
        description=facts.text(ontology, DCT + "description"),
        version=facts.text(ontology, OWL + "versionInfo"),
        modified=facts.date(ontology, DCT + "modified"),
        classes=_terms(terms, counts, "class", OWL + "Class"),
        properties=_terms(terms, counts, "property", *_PROPERTIES),
        schemes=_schemes(terms, counts),
        picture=Markup(class_diagram(facts.language)),  # noqa: S704 - drawn from our own files
        links=tuple(_link_rows(terms)),
    )


def _link_rows(visit: Visit) -> Iterator[LinkRow]:
    def named(name: str, label: str) -> Ref:
        return Ref(Text(label, visit.language), visit.links.thing(SK + name))

    for link in class_links(visit.language):
        yield LinkRow(
            source=named(link.source, link.source_label),
            property=named(link.name, link.label),
            target=named(link.target, link.target_label),
        )


def term_uses(snapshot: Snapshot) -> Mapping[str, int]:
    """Return term → how often the data has it; counted once a commit."""
    return snapshot.cached("pages.uses", lambda: _uses(snapshot.store), lasting=True)


def _uses(store: Store) -> dict[str, int]:
    """Return term → how often the data has it: things of a class, triples of the rest."""
    known = Facts(vocabulary(), "sv")
    found: dict[str, int] = {}
    for kind, classes in (("class", (OWL + "Class",)), ("property", _PROPERTIES),
                          ("concept", (SKOS + "Concept",))):  # fmt: skip
        terms = sorted({iri for name in classes for iri in known.instances(name)})
        values = " ".join(f"<{iri}>" for iri in terms)
        table = store.select(
            f"SELECT ?term (COUNT(*) AS ?n) WHERE {{ VALUES ?term {{ {values} }} "
            f"{_PATTERNS[kind].format('?term')} }} GROUP BY ?term"
        )
        found |= {row[0].value: int(row[1].value) for row in table.rows if row[0] and row[1]}
    return found


def _asked(kind: str, iri: str, visit: Visit) -> str:
    """Return the address of a query for all uses of a term."""
    pattern = _PATTERNS[kind].format(f"<{iri}>")
    shown = " ".join(name for name in ("?thing", "?property", "?value") if name in pattern)
    query = f"SELECT {shown} WHERE {{\n  {pattern}\n}}\nORDER BY {shown}"
    return visit.links.page("/sparql/form", "answer", query=query, format="table")


def _terms(
    visit: Visit, counts: Mapping[str, int], kind: str, *classes: str
) -> tuple[TermView, ...]:
    facts = visit.facts
    found = {iri for name in classes for iri in facts.instances(name) if iri.startswith(SK)}
    return tuple(_term(visit, iri, kind, counts) for iri in facts.by_label(found))


def _term(visit: Visit, iri: str, kind: str, counts: Mapping[str, int]) -> TermView:
    facts = visit.facts
    wider = [*facts.iris(iri, RDFS + "subClassOf"), *facts.iris(iri, RDFS + "subPropertyOf")]
    inverse = [*facts.iris(iri, OWL + "inverseOf"), *facts.subjects(OWL + "inverseOf", iri)]
    return TermView(
        anchor=Links.term(iri) or iri,
        name=f"sk:{iri.removeprefix(SK)}" if iri.startswith(SK) else iri,
        label=facts.label(iri),
        definition=facts.text(iri, SKOS + "definition"),
        note=facts.text(iri, SKOS + "scopeNote"),
        example=facts.text(iri, SKOS + "example"),
        wider=refs([*wider, *facts.iris(iri, SKOS + "broader")], visit),
        domain=refs(facts.iris(iri, SCHEMA + "domainIncludes"), visit),
        range=refs(facts.iris(iri, SCHEMA + "rangeIncludes"), visit),
        inverse=refs(inverse, visit),
        uses=counts.get(iri, 0),
        asked=_asked(kind, iri, visit),
    )


def _schemes(visit: Visit, counts: Mapping[str, int]) -> list[Scheme]:
    facts = visit.facts
    return [
        Scheme(
            anchor=f"scheme-{scheme.rstrip('/').rpartition('/')[2]}",
            label=facts.label(scheme),
            definition=facts.text(scheme, SKOS + "definition"),
            concepts=tuple(
                _term(visit, iri, "concept", counts)
                for iri in facts.by_label(facts.subjects(SKOS + "inScheme", scheme))
            ),
        )
        for scheme in facts.by_label(facts.instances(SKOS + "ConceptScheme"))
    ]

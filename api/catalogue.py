"""The catalogue of the data for data portals, in DCAT-AP-SE 3.

The profile (docs.dataportal.se/dcat) asks for CC0 as the licence of the catalogue itself, absolute
IRIs, and no blank node for the catalogue, its data sets, distributions, publisher or contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

import pyoxigraph as ox

from styrkedja.graph.exports import EXPORT_FORMATS
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import DCAT, DCT, FOAF, ONTOLOGY, RDF, RDFS, SK, VCARD, XSD
from styrkedja.settings import Settings

__all__ = ["EXPORT_PATHS", "Contents", "catalogue", "contents_of"]

_CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
_EU = "http://publications.europa.eu/resource/authority/"
_DCATAP = "http://data.europa.eu/r5r/"
_SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
_OPENAPI = "https://spec.openapis.org/oas/v3.1.0"

EXPORT_PATHS: Mapping[str, str] = MappingProxyType(
    {
        f"{'quads' if name == 'nquads' else 'data'}.{format_.suffix}": name
        for name, format_ in EXPORT_FORMATS.items()
    }
)
"""The file names of the exports of all graphs → the name of their format."""

_Texts = Mapping[str, str]
_TITLE: _Texts = {"sv": "Styrdokument som länkade data", "en": "Steering documents as linked data"}
_DESCRIPTION: _Texts = {
    "sv": (
        "Mål, uppdrag och aktiviteter ur kommunala styrdokument, vem som ansvarar för dem, deras "
        "status och slutdatum, och var i dokumenten det står. Dokumenten är från {places}."
    ),
    "en": (
        "Goals, assignments and activities out of municipal steering documents, who is "
        "responsible for them, their status and deadlines, and where the documents say so. The "
        "documents are from {places}."
    ),
}
_CATALOGUE: _Texts = {
    "sv": "Datakatalog för {publisher}: styrdokument",
    "en": "Data catalogue of {publisher}: steering documents",
}
_CATALOGUE_DESCRIPTION: _Texts = {
    "sv": "De data ur styrdokument som {publisher} publicerar, och tjänsterna som ger dem.",
    "en": "The data from steering documents that {publisher} publishes, and its services.",
}
_DUMP: _Texts = {"sv": "Alla data som {form}", "en": "All data as {form}"}
_DUMP_DESCRIPTION: _Texts = {
    "sv": "Hela grafen i en fil, sådan den är efter den senaste inläsningen.",
    "en": "The whole graph in one file, as it is after the latest reading.",
}
_KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "sv": ("styrdokument", "mål", "uppdrag", "nämnder", "uppföljning", "kommun", "länkade data"),
    "en": ("steering documents", "goals", "assignments", "boards", "follow-up", "linked data"),
}
_SERVICES: Mapping[str, tuple[str, str, str, _Texts, _Texts]] = {
    "sparql": (
        "sparql",
        "sparql",
        _SPARQL,
        {"sv": "SPARQL-tjänst för styrdokument", "en": "SPARQL service for steering documents"},
        {
            "sv": "Frågor i SPARQL 1.1 till hela grafen; endast läsning.",
            "en": "Queries in SPARQL 1.1 to the whole graph; read only.",
        },
    ),
    "api": (
        "",
        "openapi.json",
        _OPENAPI,
        {"sv": "API för styrdokument", "en": "API for steering documents"},
        {
            "sv": "Saker, analyser och flöden över HTTP; endast läsning.",
            "en": "Things, analyses and feeds over HTTP; read only.",
        },
    ),
}
"""Fragment → path, path of its description, specification, title, description."""
_FORM_NAMES = {
    "nquads": "N-Quads",
    "trig": "TriG",
    "turtle": "Turtle",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What the catalogue says of the data itself.

    Args:
        places: The names of the municipalities, sorted.
        period: The first and last day that the documents are about; None when none says.
        issued: When there was data for the first time, or None.
        changed: When the data last changed, or None.
    """

    places: tuple[str, ...]
    period: tuple[date, date] | None
    issued: datetime | None
    changed: datetime | None


def contents_of(store: Store, issued: datetime | None, changed: datetime | None) -> Contents:
    """Return what the catalogue says of the data of a store.

    Args:
        store: What the data set holds.
        issued: When there was data for the first time, or None.
        changed: When it last changed, or None.
    """
    return Contents(tuple(_municipalities(store)), _period(store), issued, changed)


def catalogue(contents: Contents, settings: Settings, address: str) -> list[ox.Triple]:
    """Return the catalogue: one data set, a distribution for each form of it, two services.

    Args:
        contents: What the data set holds.
        settings: Who publishes it and on what terms; none of what it needs may be missing.
        address: Where the service is reached, with a slash at its end.
    """
    return list(_Catalogue(contents, settings, address).triples())


class _Catalogue:
    """Makes the triples of one catalogue."""

    def __init__(self, contents: Contents, settings: Settings, address: str) -> None:
        self._contents, self._settings, self._address = contents, settings, address
        self._own = f"{address}catalog"
        self._publisher = settings.publisher_iri or f"{self._own}#publisher"
        self._licence = str(settings.licence)

    def triples(self) -> Iterator[ox.Triple]:
        yield from self._catalogue()
        yield from self._agents()
        yield from self._dataset()
        for name in EXPORT_PATHS:
            yield from self._distribution(name)
        yield from self._sparql_distribution()
        for name in _SERVICES:
            yield from self._service(name)

    def _catalogue(self) -> Iterator[ox.Triple]:
        own, publisher = f"{self._own}#catalog", {"publisher": str(self._settings.publisher_name)}
        yield _link(own, RDF + "type", DCAT + "Catalog")
        yield from _texts(own, DCT + "title", _CATALOGUE, publisher)
        yield from _texts(own, DCT + "description", _CATALOGUE_DESCRIPTION, publisher)
        yield _link(own, DCT + "publisher", self._publisher)
        yield _link(own, DCT + "license", _CC0)
        yield _link(own, FOAF + "homepage", self._address)
        yield _link(own, DCT + "spatial", self._settings.spatial)
        yield _link(own, DCAT + "themeTaxonomy", f"{_EU}data-theme")
        yield _link(own, DCAT + "dataset", f"{self._own}#dataset")
        for language in ("SWE", "ENG"):
            yield _link(own, DCT + "language", f"{_EU}language/{language}")
        for name in _SERVICES:
            yield _link(own, DCAT + "service", f"{self._own}#{name}")
        yield from self._issued(own)
        yield from self._modified(own)

    def _agents(self) -> Iterator[ox.Triple]:
        settings, contact = self._settings, f"{self._own}#contact"
        kind = f"http://purl.org/adms/publishertype/{settings.publisher_type}"
        yield _link(self._publisher, RDF + "type", FOAF + "Agent")
        yield _text(self._publisher, FOAF + "name", str(settings.publisher_name))
        yield _link(self._publisher, DCT + "type", kind)
        yield _link(contact, RDF + "type", VCARD + "Organization")
        yield _text(contact, VCARD + "fn", str(settings.contact_name))
        yield _link(contact, VCARD + "hasEmail", f"mailto:{settings.contact_email}")

    def _dataset(self) -> Iterator[ox.Triple]:
        own = f"{self._own}#dataset"
        yield _link(own, RDF + "type", DCAT + "Dataset")
        yield from _texts(own, DCT + "title", _TITLE, {})
        places = {"places": ", ".join(self._contents.places) or "–"}
        yield from _texts(own, DCT + "description", _DESCRIPTION, places)
        yield from self._common(own)
        yield _link(own, DCT + "spatial", self._settings.spatial)
        yield _link(own, DCT + "accrualPeriodicity", f"{_EU}frequency/IRREG")
        yield _link(own, DCT + "conformsTo", ONTOLOGY)
        yield _link(own, DCAT + "landingPage", self._address)
        yield _link(own, FOAF + "page", f"{self._address}about")
        yield _link(own, DCT + "language", f"{_EU}language/SWE")
        yield from self._issued(own)
        yield from self._modified(own)
        period = self._contents.period
        if period is not None:
            name = f"{self._own}#period"
            yield _link(own, DCT + "temporal", name)
            yield _link(name, RDF + "type", DCT + "PeriodOfTime")
            yield _typed(name, DCAT + "startDate", period[0].isoformat(), "date")
            yield _typed(name, DCAT + "endDate", period[1].isoformat(), "date")
        for name in EXPORT_PATHS:
            yield _link(own, DCAT + "distribution", f"{self._own}#{name}")
        yield _link(own, DCAT + "distribution", f"{self._own}#queries")

    def _distribution(self, name: str) -> Iterator[ox.Triple]:
        own, form = f"{self._own}#{name}", EXPORT_FORMATS[EXPORT_PATHS[name]]
        url = f"{self._address}export/{name}"
        yield _link(own, RDF + "type", DCAT + "Distribution")
        yield from _texts(own, DCT + "title", _DUMP, {"form": _FORM_NAMES[form.name]})
        yield from _texts(own, DCT + "description", _DUMP_DESCRIPTION, {})
        yield _link(own, DCAT + "accessURL", url)
        yield _link(own, DCAT + "downloadURL", url)
        yield _text(own, DCT + "format", form.media_type.partition(";")[0])
        yield _link(own, DCT + "license", self._licence)
        yield _link(own, DCT + "conformsTo", ONTOLOGY)
        yield from self._availability(own)
        yield from self._modified(own)

    def _sparql_distribution(self) -> Iterator[ox.Triple]:
        own = f"{self._own}#queries"
        _, _, _, title, description = _SERVICES["sparql"]
        yield _link(own, RDF + "type", DCAT + "Distribution")
        yield from _texts(own, DCT + "title", title, {})
        yield from _texts(own, DCT + "description", description, {})
        yield _link(own, DCAT + "accessURL", f"{self._address}sparql")
        yield _link(own, DCAT + "accessService", f"{self._own}#sparql")
        yield _text(own, DCT + "format", "application/sparql-results+json")
        yield _link(own, DCT + "license", self._licence)
        yield from self._availability(own)

    def _service(self, name: str) -> Iterator[ox.Triple]:
        own = f"{self._own}#{name}"
        path, described, specification, title, description = _SERVICES[name]
        yield _link(own, RDF + "type", DCAT + "DataService")
        yield from _texts(own, DCT + "title", title, {})
        yield from _texts(own, DCT + "description", description, {})
        yield _link(own, DCAT + "endpointURL", self._address + path)
        yield _link(own, DCAT + "endpointDescription", self._address + described)
        yield _link(own, DCAT + "servesDataset", f"{self._own}#dataset")
        yield _link(own, DCT + "conformsTo", specification)
        yield _link(own, DCT + "license", self._licence)
        yield from self._common(own)

    def _common(self, own: str) -> Iterator[ox.Triple]:
        """Yield what a data set and a service both say."""
        yield _link(own, DCT + "publisher", self._publisher)
        yield _link(own, DCAT + "contactPoint", f"{self._own}#contact")
        yield _link(own, DCT + "accessRights", f"{_EU}access-right/PUBLIC")
        yield _link(own, DCAT + "theme", f"{_EU}data-theme/GOVE")
        for language, words in _KEYWORDS.items():
            for word in words:
                yield _text(own, DCAT + "keyword", word, language)

    def _availability(self, own: str) -> Iterator[ox.Triple]:
        if self._settings.availability is not None:
            planned = f"{_EU}planned-availability/{self._settings.availability}"
            yield _link(own, _DCATAP + "availability", planned)

    def _issued(self, own: str) -> Iterator[ox.Triple]:
        issued = self._contents.issued
        if issued is not None:
            yield _typed(own, DCT + "issued", issued.date().isoformat(), "date")

    def _modified(self, own: str) -> Iterator[ox.Triple]:
        changed = self._contents.changed
        if changed is not None:
            yield _typed(own, DCT + "modified", changed.isoformat(), "dateTime")


def _municipalities(store: Store) -> list[str]:
    rows = store.select(
        f"SELECT DISTINCT ?name {{ ?d a <{SK}SteeringDocument> ; <{SK}municipality> ?m . "
        f"?m <{RDFS}label> ?name FILTER(LANG(?name) = 'sv') }} ORDER BY ?name"
    ).dicts()
    return [name for row in rows if (name := row["name"])]


def _period(store: Store) -> tuple[date, date] | None:
    """Return the first and last day that the documents are about, or None when none says."""
    rows = store.select(
        f"SELECT ?start ?end {{ ?d a <{SK}SteeringDocument> ; <{DCT}temporal> ?p . "
        f"?p <{DCAT}startDate> ?start ; <{DCAT}endDate> ?end }}"
    ).dicts()
    found = [(row["start"], row["end"]) for row in rows]
    starts = [date.fromisoformat(start) for start, _ in found if start]
    ends = [date.fromisoformat(end) for _, end in found if end]
    return (min(starts), max(ends)) if starts and ends else None


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(target))


def _text(subject: str, predicate: str, text: str, language: str | None = None) -> ox.Triple:
    value = ox.Literal(text) if language is None else ox.Literal(text, language=language)
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def _texts(
    subject: str, predicate: str, texts: _Texts, values: Mapping[str, str]
) -> Iterator[ox.Triple]:
    for language, text in texts.items():
        yield _text(subject, predicate, text.format(**values), language)


def _typed(subject: str, predicate: str, text: str, datatype: str) -> ox.Triple:
    value = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)

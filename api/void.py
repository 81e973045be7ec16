"""What the data set is, for those who look for data: VoID, as triples.

The W3C note on VoID (https://www.w3.org/TR/void/) names the terms. All figures are counted in the
snapshot that is served, once a commit.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from styrkedja.graph.rdf.statistics import Figures, Part, figures, municipality_parts
from styrkedja.ontology.namespaces import DCT, FOAF, FORMATS, ONTOLOGY, RDF, VOID, XSD
from styrkedja.settings import Settings

from .catalogue import EXPORT_PATHS
from .description import DATASET, SPARQL, VOID_PATH
from .negotiation import RDF_FORMATS
from .snapshot import Snapshot

__all__ = ["void_description"]

_TITLES = (("Styrkedja: kommunala styrdokument", "sv"), ("Styrkedja: municipal steering", "en"))
_FEATURES = {"ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF_XML", "nt": "N-Triples"}


def void_description(root: str, snapshot: Snapshot, settings: Settings) -> list[ox.Triple]:
    """Return what the data set holds and where it can be had.

    Args:
        root: The address of the service; ends in a slash.
        snapshot: What is served.
        settings: Who publishes it, and on what licence.
    """
    whole, parts = snapshot.cached(
        ("void",), lambda: (figures(snapshot.store), municipality_parts(snapshot.store))
    )
    document, dataset = _iri(root + VOID_PATH), _iri(root + DATASET)
    triples = [
        _typed(document, "DatasetDescription"),
        ox.Triple(document, _iri(FOAF + "primaryTopic"), dataset),
        *_access(root, dataset, snapshot),
        *_terms(dataset, settings),
        *_figures(dataset, "whole", whole),
        *_vocabularies(dataset, whole),
    ]
    for number, part in enumerate(parts):
        triples += _part(root, dataset, part, number)
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))


def _access(root: str, dataset: ox.NamedNode, snapshot: Snapshot) -> Iterator[ox.Triple]:
    """Yield what the data set is called and every way to it."""
    yield _typed(dataset, "Dataset")
    for title, language in _TITLES:
        yield ox.Triple(dataset, _iri(DCT + "title"), ox.Literal(title, language=language))
    if snapshot.time is not None:
        changed = ox.Literal(snapshot.time.isoformat(), datatype=_iri(XSD + "dateTime"))
        yield ox.Triple(dataset, _iri(DCT + "modified"), changed)
    yield ox.Triple(dataset, _iri(VOID + "sparqlEndpoint"), _iri(root + SPARQL))
    yield ox.Triple(dataset, _iri(VOID + "uriSpace"), ox.Literal(snapshot.base))
    for name in EXPORT_PATHS:
        yield ox.Triple(dataset, _iri(VOID + "dataDump"), _iri(f"{root}export/{name}"))
    for name in RDF_FORMATS:
        yield ox.Triple(dataset, _iri(VOID + "feature"), _iri(FORMATS + _FEATURES[name]))
    for record in snapshot.documents[:1]:
        yield ox.Triple(dataset, _iri(VOID + "exampleResource"), _iri(record.iri))


def _terms(dataset: ox.NamedNode, settings: Settings) -> Iterator[ox.Triple]:
    """Yield licence and publisher, where the settings name them."""
    for term, iri in (("license", settings.licence), ("publisher", settings.publisher_iri)):
        if iri is not None:
            yield ox.Triple(dataset, _iri(DCT + term), _iri(iri))


def _part(root: str, dataset: ox.NamedNode, part: Part, number: int) -> Iterator[ox.Triple]:
    """Yield the subset of one municipality."""
    slug = part.municipality.rpartition("/")[2]
    subset = _iri(f"{root}{VOID_PATH}#{slug}")
    yield ox.Triple(dataset, _iri(VOID + "subset"), subset)
    yield _typed(subset, "Dataset")
    yield ox.Triple(subset, _iri(DCT + "title"), ox.Literal(part.label, language="sv"))
    yield ox.Triple(subset, _iri(DCT + "subject"), _iri(part.municipality))
    yield ox.Triple(subset, _iri(VOID + "uriSpace"), ox.Literal(f"{part.municipality}/"))
    yield from _figures(subset, f"m{number}", part.figures)


def _figures(dataset: ox.NamedNode, name: str, found: Figures) -> Iterator[ox.Triple]:
    """Yield the counts and the partitions by class and by property.

    Args:
        dataset: What they are of.
        name: What tells its partitions from those of others.
        found: The counts.
    """
    for term, value in (
        ("triples", found.triples),
        ("distinctSubjects", found.subjects),
        ("distinctObjects", found.objects),
        ("classes", len(found.classes)),
        ("properties", len(found.properties)),
    ):
        yield ox.Triple(dataset, _iri(VOID + term), _number(value))
    for kind, counted, counts in (
        ("class", "entities", found.classes),
        ("property", "triples", found.properties),
    ):
        for number, (iri, value) in enumerate(counts):
            partition = ox.BlankNode(f"{name}{kind}{number}")
            yield ox.Triple(dataset, _iri(f"{VOID}{kind}Partition"), partition)
            yield ox.Triple(partition, _iri(VOID + kind), _iri(iri))
            yield ox.Triple(partition, _iri(VOID + counted), _number(value))


def _vocabularies(dataset: ox.NamedNode, found: Figures) -> Iterator[ox.Triple]:
    """Yield the vocabularies whose terms are used."""
    terms = [iri for iri, _ in (*found.classes, *found.properties)]
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in terms}
    for space in sorted(filter(None, spaces)):
        known = ONTOLOGY if space == f"{ONTOLOGY}#" else space
        yield ox.Triple(dataset, _iri(VOID + "vocabulary"), _iri(known))


def _typed(subject: ox.NamedNode, name: str) -> ox.Triple:
    return ox.Triple(subject, _iri(RDF + "type"), _iri(VOID + name))


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_iri(XSD + "integer"))


def _iri(value: str) -> ox.NamedNode:
    return ox.NamedNode(value)

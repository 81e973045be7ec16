"""The catalogue against shapes written from the profile; each broken one is found out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import XSD

from styrkedja.api.catalogue import EXPORT_PATHS, Contents, catalogue, contents_of
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import DCAT, DCT, FOAF, RDF, VCARD
from styrkedja.settings import Settings

_SHAPES = Path(__file__).resolve().parent.parent / "data" / "catalogue" / "shapes.ttl"
_ADDRESS = "https://data.example.se/styrning/"
_CONTENTS = Contents(
    ("Björkvalla kommun",),
    (date(2023, 1, 1), date(2025, 12, 31)),
    datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
    datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
)
_SETTINGS = Settings(
    publisher_name="Björkvalla kommun",
    contact_name="Öppna data",
    contact_email="oppnadata@bjorkvalla.example",
    licence="http://creativecommons.org/publicdomain/zero/1.0/",
)


def _graph(triples: list[ox.Triple]) -> rdflib.Graph:
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=content or b"", format="nt")


def _conforms(graph: rdflib.Graph) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(_SHAPES), advanced=False)
    return bool(conforms), str(text)


def test_the_catalogue_has_all_that_the_profile_asks_for() -> None:
    conforms, text = _conforms(_graph(catalogue(_CONTENTS, _SETTINGS, _ADDRESS)))
    assert conforms, text


# Mandatory and recommended, by the overview of version 3.0.1; what is missing may be left out.
_WANTED = {
    "Catalog": "dct:title dct:description dct:publisher dct:license dct:issued dct:language "
    "dct:modified foaf:homepage dcat:themeTaxonomy dcat:dataset dcat:service",
    "Dataset": "dct:title dct:description dct:publisher dcat:contactPoint dcat:keyword dcat:theme "
    "dct:temporal dct:issued dct:accessRights dct:spatial dcat:distribution",
    "Distribution": "dcat:accessURL dct:description dct:format dcatap:availability dct:license",
    "DataService": "dct:title dct:publisher dcat:endpointURL dcat:endpointDescription dct:license "
    "dct:accessRights dcat:contactPoint",
}
_PREFIXES = {"dct": DCT, "dcat": DCAT, "foaf": FOAF, "dcatap": "http://data.europa.eu/r5r/"}


@pytest.mark.parametrize("name", _WANTED)
def test_each_resource_has_what_the_profile_recommends_too(name: str) -> None:
    settings = _SETTINGS.model_copy(update={"availability": "STABLE"})
    graph = _graph(catalogue(_CONTENTS, settings, _ADDRESS))
    found = list(graph.subjects(rdflib.URIRef(RDF + "type"), rdflib.URIRef(DCAT + name)))
    assert found
    for resource in found:
        for wanted in _WANTED[name].split():
            prefix, _, local = wanted.partition(":")
            predicate = rdflib.URIRef(_PREFIXES[prefix] + local)
            assert (resource, predicate, None) in graph, (resource, wanted)
    conforms, text = _conforms(graph)
    assert conforms, text


def test_an_empty_archive_has_a_valid_catalogue_too() -> None:
    contents = contents_of(Store([]), None, None)
    assert contents == Contents((), None, None, None)
    conforms, text = _conforms(_graph(catalogue(contents, _SETTINGS, _ADDRESS)))
    assert conforms, text


def test_a_publisher_of_the_portals_register_keeps_its_iri() -> None:
    iri = "http://dataportal.se/organisation/SE2120000000"
    settings = _SETTINGS.model_copy(
        update={"publisher_iri": iri, "publisher_type": "RegionalAuthority"}
    )
    graph = _graph(catalogue(_CONTENTS, settings, _ADDRESS))
    publisher = rdflib.URIRef(iri)
    assert set(graph.objects(None, rdflib.URIRef(DCT + "publisher"))) == {publisher}
    kind = rdflib.URIRef("http://purl.org/adms/publishertype/RegionalAuthority")
    assert (publisher, rdflib.URIRef(DCT + "type"), kind) in graph
    conforms, text = _conforms(graph)
    assert conforms, text


def test_there_are_no_blank_nodes_and_every_iri_is_absolute() -> None:
    for triple in catalogue(_CONTENTS, _SETTINGS, _ADDRESS):
        for term in triple:
            assert not isinstance(term, ox.BlankNode)
            if isinstance(term, ox.NamedNode):
                assert term.value.startswith(("http://", "https://", "mailto:"))


def test_the_documents_say_where_and_when(layouts_store: Store) -> None:
    contents = contents_of(layouts_store, None, None)
    assert len(contents.places) == 1
    assert "Björkvalla" in contents.places[0]
    assert contents.period is not None
    assert contents.period[0] < contents.period[1]


def test_every_export_is_a_distribution() -> None:
    graph = _graph(catalogue(_CONTENTS, _SETTINGS, _ADDRESS))
    urls = {str(url) for url in graph.objects(None, rdflib.URIRef(DCAT + "downloadURL"))}
    assert urls == {f"{_ADDRESS}export/{name}" for name in EXPORT_PATHS}


def _without(*properties: str) -> Callable[[rdflib.Graph], None]:
    def remove(graph: rdflib.Graph) -> None:
        for name in properties:
            graph.remove((None, rdflib.URIRef(name), None))

    return remove


def _replaced(name: str, value: rdflib.term.Node) -> Callable[[rdflib.Graph], None]:
    def replace(graph: rdflib.Graph) -> None:
        for subject in list(graph.subjects(rdflib.URIRef(name), None)):
            graph.set((subject, rdflib.URIRef(name), value))

    return replace


def _other_licence(graph: rdflib.Graph) -> None:
    own = rdflib.URIRef(f"{_ADDRESS}catalog#catalog")
    licence = rdflib.URIRef("http://creativecommons.org/licenses/by/4.0/")
    graph.set((own, rdflib.URIRef(DCT + "license"), licence))


def _blank_dataset(graph: rdflib.Graph) -> None:
    named, blank = rdflib.URIRef(f"{_ADDRESS}catalog#dataset"), rdflib.BNode()
    for predicate, value in list(graph.predicate_objects(named)):
        graph.remove((named, predicate, value))
        graph.add((blank, predicate, value))
    for subject, predicate in list(graph.subject_predicates(named)):
        graph.remove((subject, predicate, named))
        graph.add((subject, predicate, blank))


def _no_catalogue(graph: rdflib.Graph) -> None:
    graph.remove((None, rdflib.URIRef(RDF + "type"), rdflib.URIRef(DCAT + "Catalog")))


@pytest.mark.parametrize(
    "broken",
    [
        _without(DCT + "title"),
        _without(DCT + "description"),
        _without(DCT + "publisher"),
        _without(DCT + "license"),
        _without(DCT + "format"),
        _without(DCT + "type"),
        _without(FOAF + "name"),
        _without(VCARD + "fn"),
        _without(VCARD + "hasEmail"),
        _without(DCAT + "accessURL"),
        _without(DCAT + "endpointURL"),
        _without(DCAT + "contactPoint"),
        _without(DCAT + "dataset"),
        _replaced(DCT + "type", rdflib.URIRef("https://example.org/kommun")),
        _replaced(DCAT + "theme", rdflib.Literal("GOVE")),
        _replaced(DCT + "issued", rdflib.Literal("i fjol")),
        _replaced(DCT + "modified", rdflib.Literal("2026-13-01", datatype=XSD.date)),
        _replaced(DCT + "language", rdflib.Literal("sv")),
        _replaced(DCT + "accrualPeriodicity", rdflib.Literal("ibland")),
        _replaced(DCAT + "themeTaxonomy", rdflib.Literal("data-theme")),
        _replaced(DCAT + "endpointDescription", rdflib.Literal("se webbplatsen")),
        _replaced(DCAT + "servesDataset", rdflib.URIRef("https://example.org/none")),
        _replaced(DCT + "accessRights", rdflib.Literal("public")),
        _replaced(DCAT + "endpointURL", rdflib.URIRef("/sparql")),
        _replaced(VCARD + "hasEmail", rdflib.Literal("oppnadata@bjorkvalla.example")),
        _other_licence,
        _blank_dataset,
        _no_catalogue,
    ],
)
def test_a_broken_catalogue_is_found_out(broken: Callable[[rdflib.Graph], None]) -> None:
    graph = _graph(catalogue(_CONTENTS, _SETTINGS, _ADDRESS))
    broken(graph)
    assert not _conforms(graph)[0]

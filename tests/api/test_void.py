"""VoID: what the data set holds."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import DCT, VOID
from styrkedja.settings import Settings

PREFIXES = f"PREFIX void: <{VOID}> PREFIX dct: <{DCT}> "


@pytest.fixture(scope="module")
def description(service: httpx.Client) -> ox.Store:
    answer = service.get("/.well-known/void")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def store(example_archive: Archive) -> Store:
    return load_store(example_archive)


def pairs(store: ox.Store, query: str) -> dict[str, str]:
    answer = store.query(PREFIXES + query)
    assert isinstance(answer, ox.QuerySolutions)
    return {row[0].value: row[1].value for row in answer}


def test_it_comes_in_every_form(service: httpx.Client, description: ox.Store) -> None:
    for form in RDF_FORMATS.values():
        answer = service.get("/.well-known/void", headers={"Accept": form.types[0]})
        assert answer.headers["content-type"] == form.media_type
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert len(list(ox.parse(answer.content, format=form.rdf))) == len(description)
    refused = service.get("/.well-known/void", headers={"Accept": "image/png"})
    assert refused.status_code == 406


def test_it_counts_what_is_there(description: ox.Store, store: Store) -> None:
    counts = pairs(
        description, "SELECT ?p ?n { ?d void:sparqlEndpoint ?e ; ?p ?n FILTER(ISNUMERIC(?n)) }"
    )
    expected = next(
        store.select(
            "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects) "
            "(COUNT(DISTINCT ?o) AS ?distinctObjects) (COUNT(DISTINCT ?p) AS ?properties) "
            "{ ?s ?p ?o }"
        ).dicts()
    )
    for name, number in expected.items():
        assert counts[VOID + name] == number, name


def test_classes_and_properties_are_counted_one_by_one(description: ox.Store, store: Store) -> None:
    whole = "?d void:sparqlEndpoint ?e ; "
    classes = pairs(
        description,
        f"SELECT ?c ?n {{ {whole} void:classPartition [ void:class ?c ; void:entities ?n ] }}",
    )
    properties = pairs(
        description,
        f"SELECT ?p ?n {{ {whole} void:propertyPartition [ void:property ?p ; void:triples ?n ] }}",
    )
    counted = store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c").dicts()
    assert classes == {row["c"]: row["n"] for row in counted}
    counted = store.select("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p").dicts()
    assert properties == {row["p"]: row["n"] for row in counted}


def test_every_way_to_the_data_that_it_names_works(
    service: httpx.Client, description: ox.Store
) -> None:
    ways = pairs(
        description,
        "SELECT ?way ?p { ?d ?p ?way FILTER(?p IN (void:dataDump, void:sparqlEndpoint)) }",
    )
    assert len(ways) == 6
    for address in ways:
        assert service.head(address).status_code == 200


def test_each_municipality_is_a_subset_with_its_own_counts(
    description: ox.Store, store: Store
) -> None:
    sizes = pairs(
        description,
        "SELECT ?m ?n { ?d void:subset ?part . ?part dct:subject ?m ; void:triples ?n ; "
        "void:classPartition ?c ; void:propertyPartition ?p }",
    )
    home = "https://w3id.org/styrkedja/id/bjorkvalla"
    own = [graph for graph in store.graphs() if graph.value.startswith(f"{home}/")]
    count = sum(len(list(store.oxigraph.quads_for_pattern(None, None, None, g))) for g in own)
    assert sizes == {home: str(count)}
    assert count < len(store)


def test_it_names_the_vocabularies_that_are_used(description: ox.Store) -> None:
    found = pairs(description, "SELECT ?v ?d { ?d void:vocabulary ?v }")
    assert "https://w3id.org/styrkedja/ns" in found
    assert "http://www.w3.org/ns/org#" in found


def test_other_methods_are_not_allowed(service: httpx.Client) -> None:
    answer = service.delete("/.well-known/void")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_it_names_licence_and_publisher_where_settings_do(
    example_archive: Archive, serve: Callable[[Settings], httpx.Client]
) -> None:
    licence, publisher = "http://example.org/licence", "http://example.org/publisher"
    settings = Settings(
        store=example_archive.path,
        licence=licence,
        publisher_iri=publisher,
        public_url="https://data.example.se/",
    )
    answer = serve(settings).get("/.well-known/void")
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    query = "SELECT ?p ?o { ?d void:sparqlEndpoint ?e ; ?p ?o }"
    assert pairs(store, query)[DCT + "license"] == licence
    assert pairs(store, query)[DCT + "publisher"] == publisher
    assert pairs(store, query)[VOID + "sparqlEndpoint"] == "https://data.example.se/sparql"

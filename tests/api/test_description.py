"""The service description: SPARQL 1.1 Service Description at the endpoint."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.ontology.namespaces import DCAT, DCT, FORMATS, RDF, SD, VOID

PREFIXES = f"PREFIX sd: <{SD}> PREFIX void: <{VOID}> PREFIX dcat: <{DCAT}> PREFIX dct: <{DCT}> "


def described(answer: httpx.Response) -> ox.Store:
    assert answer.status_code == 200, answer.text
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    return store


def values(store: ox.Store, query: str) -> set[str]:
    answer = store.query(PREFIXES + query)
    assert isinstance(answer, ox.QuerySolutions)
    return {row[0].value for row in answer}


@pytest.fixture
def description(service: httpx.Client) -> ox.Store:
    return described(service.get("/sparql"))


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_the_endpoint_describes_itself_in_every_form(service: httpx.Client, name: str) -> None:
    form = RDF_FORMATS[name]
    plain = described(service.get("/sparql"))
    for answer in (
        service.get("/sparql", headers={"Accept": form.types[0]}),
        service.get("/sparql", params={"format": name}),
    ):
        assert answer.headers["content-type"] == form.media_type
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert len(list(ox.parse(answer.content, format=form.rdf))) == len(plain)
    assert service.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_the_endpoint_is_the_address_that_was_asked(
    service: httpx.Client, description: ox.Store
) -> None:
    query = "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e }"
    assert values(description, query) == {str(service.base_url.join("/sparql"))}
    elsewhere = described(service.get("/sparql", headers={"Host": "data.example.se"}))
    assert values(elsewhere, query) == {"http://data.example.se/sparql"}


@pytest.mark.parametrize("host", ['a"><b>', "a b", "", "a{}"])
def test_a_host_that_makes_no_address_is_not_repeated(service: httpx.Client, host: str) -> None:
    answer = service.get("/sparql", headers={"Host": host})
    assert answer.status_code in (200, 400)
    assert not host or host not in answer.text


def test_it_names_languages_forms_and_features(description: ox.Store) -> None:
    assert SD + "SPARQL11Query" in values(description, "SELECT ?l { ?s sd:supportedLanguage ?l }")
    assert SD + "UnionDefaultGraph" in values(description, "SELECT ?f { ?s sd:feature ?f }")
    assert values(description, "SELECT ?f { ?s sd:resultFormat ?f }") == {
        FORMATS + name
        for name in (
            *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV"),
            *("SPARQL_Results_TSV", "Turtle", "JSON-LD", "RDF_XML", "N-Triples"),
        )
    }


def test_it_lists_every_graph_with_its_size(
    description: ox.Store, example_archive: Archive
) -> None:
    store = load_store(example_archive)
    answer = description.query(
        PREFIXES + "SELECT ?name ?n { ?service sd:defaultDataset ?d . ?d sd:namedGraph ?g . "
        "?g a sd:NamedGraph ; sd:name ?name ; sd:graph ?graph . "
        "?graph a sd:Graph ; void:triples ?n }"
    )
    assert isinstance(answer, ox.QuerySolutions)
    assert {row["name"]: int(row["n"].value) for row in answer} == {
        graph: len(list(store.oxigraph.quads_for_pattern(None, None, None, graph)))
        for graph in store.graphs()
    }
    size = "SELECT ?n { ?s sd:defaultDataset ?d . ?d sd:defaultGraph ?g . ?g void:triples ?n }"
    assert values(description, size) == {str(len(store))}


def test_the_graphs_that_it_links_are_served(service: httpx.Client, description: ox.Store) -> None:
    addresses = values(description, "SELECT ?g { ?x sd:graph|sd:defaultGraph ?g }")
    assert len(addresses) > 3
    for address in addresses:
        assert service.head(address).status_code == 200


def test_it_names_the_graph_store(service: httpx.Client, description: ox.Store) -> None:
    query = (
        "SELECT ?g { ?g dct:conformsTo <https://www.w3.org/TR/sparql11-http-rdf-update/> ; "
        "dcat:endpointURL ?g }"
    )
    assert values(description, query) == {str(service.base_url.join("/graphs"))}
    for address in ("/sparql", "/sparql?query=ASK{}"):
        assert "</graphs>" in service.get(address).headers["link"]


def test_subjects_have_only_the_properties_of_the_vocabulary(description: ox.Store) -> None:
    # The terms of SPARQL 1.1 Service Description, section 3.4.
    known = {
        *("endpoint", "feature", "defaultEntailmentRegime", "entailmentRegime"),
        *("supportedEntailmentProfile", "defaultSupportedEntailmentProfile"),
        *("extensionFunction", "extensionAggregate", "languageExtension", "supportedLanguage"),
        *("propertyFeature", "defaultDataset", "availableGraphs", "resultFormat", "inputFormat"),
        *("defaultGraph", "namedGraph", "name", "graph"),
    }
    classes = {"Service", "Dataset", "Graph", "NamedGraph", "GraphCollection"}
    used = {quad.predicate.value for quad in description}
    assert {name.removeprefix(SD) for name in used if name.startswith(SD)} <= known
    types = values(description, f"SELECT DISTINCT ?c {{ ?s <{RDF}type> ?c }}")
    assert {name.removeprefix(SD) for name in types if name.startswith(SD)} <= classes

"""The W3C's tests of the protocol, the graph store and the service description, as we serve them.

Requests that only read are to be answered as the tests say. Those that write are to be refused;
what they would have left behind is put into the store, so that the readings after them can be
asked all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api import create_app
from styrkedja.graph.archive import Archive
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import SD
from styrkedja.settings import Settings
from tests.api.conftest import served
from tests.w3c.answers import of_graph
from tests.w3c.conftest import archive_of
from tests.w3c.exchanges import Exchange, exchanges, told_exchanges
from tests.w3c.manifest import ROOT

PROTOCOL = exchanges("protocol/manifest.ttl")
READING = [one for one in PROTOCOL if not one.name.startswith("protocol/update_")]
WRITING = [one for one in PROTOCOL if one.name.startswith("protocol/update_")]
GRAPHS = [
    *exchanges("graph-store-protocol/manifest-direct.ttl"),
    *exchanges("graph-store-protocol/manifest-indirect.ttl"),
    *told_exchanges(),
]
READ = [one for one in GRAPHS if one.method in ("GET", "HEAD")]
WRITTEN = [one for one in GRAPHS if one.method not in ("GET", "HEAD")]
DATA = "http://kasei.us/2009/09/sparql/data/data"
HOST = "http://www.example/"
FORMS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the service over the four graphs that the tests of the protocol ask of."""
    # data0.rdf is asked of and never given; it holds one triple of ours.
    zero = ox.NamedNode(f"{DATA}0.rdf")
    quads = [ox.Quad(zero, zero, zero, zero)]
    for number in (1, 2, 3):
        path = ROOT / "protocol" / f"data{number}.nt"
        for quad in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES):
            graph = ox.NamedNode(f"{DATA}{number}.rdf")
            quads.append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    archive = archive_of(tmp_path_factory, quads)
    with served(Settings(store=archive.path)) as client:
        yield client


def send(client: httpx.Client, one: Exchange) -> httpx.Response:
    path = one.path.replace("/sparql/", "/sparql", 1)
    return client.request(one.method, path, headers=dict(one.headers), content=one.body)


@pytest.mark.parametrize("one", READING, ids=lambda one: one.name)
def test_the_protocol_is_kept(endpoint: httpx.Client, one: Exchange) -> None:
    answer = send(endpoint, one)
    assert one.fits(answer.status_code), answer.text
    media_type = answer.headers["content-type"].partition(";")[0]
    if one.form is not None:
        assert media_type in FORMS[one.form]
    if one.truth is not None:
        assert answer.json()["boolean"] is one.truth


@pytest.mark.parametrize("one", WRITING, ids=lambda one: one.name)
def test_updates_are_refused_and_change_nothing(endpoint: httpx.Client, one: Exchange) -> None:
    answer = send(endpoint, one)
    if "query" in one.headers["content-type"]:
        assert answer.json()["boolean"] is False  # what the update would have made is not there
    else:
        assert answer.status_code in (400, 415)


def answered(one: Exchange, quads: list[ox.Quad], folder: Path) -> httpx.Response:
    """Return the answer of the service over these quads and nothing else."""
    archive = Archive.open_or_create(folder, f"{HOST}gsp/")
    app = create_app(Settings(store=archive.path), load=lambda _: Store(quads))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            headers = dict(one.headers)
            return await client.request(one.method, address_here(one), headers=headers)

    return asyncio.run(ask())


def address_here(one: Exchange) -> str:
    """Return the path that the request has here: one for all graphs, or the graph's own."""
    path = one.path.replace("$GRAPHSTORE$", "/gsp").replace("$HOST$", "www.example")
    path = path.replace("http://www.example//gsp", "http://www.example/gsp")
    for new in ("$NEWPATH$", "/gsp?graph=$LOCATION$"):
        path = path.replace(new, "/gsp?graph=http://www.example/gsp/new")
    if path.startswith("/gsp/"):  # a suffix asks for a form; it is no part of a name here
        return path.replace("/gsp/", "/id/").removesuffix(".ttl")
    return path.replace("/gsp", "/graphs", 1)


def graph_of(one: Exchange) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph that the request is about."""
    parts = urlsplit(address_here(one))
    if parts.path.startswith("/id/"):
        return ox.NamedNode(f"{HOST}gsp/{parts.path.removeprefix('/id/')}")
    asked = parse_qs(parts.query, keep_blank_values=True)
    return ox.DefaultGraph() if "default" in asked else ox.NamedNode(asked["graph"][0])


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_graphs_are_read_as_written_by_others(one: Exchange, tmp_path: Path) -> None:
    graph = graph_of(one)
    there = one.graph or "<a:b> <a:b> <a:b> ."
    triples = [q.triple for q in ox.parse(there, format=ox.RdfFormat.TURTLE, base_iri=HOST)]
    other = ox.NamedNode(f"{HOST}other")
    quads = [] if isinstance(graph, ox.DefaultGraph) else [ox.Quad(other, other, other, other)]
    if one.fits(200):
        quads += [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    answer = answered(one, quads, tmp_path)
    assert one.fits(answer.status_code), answer.text
    if one.method == "HEAD":
        assert answer.content == b""
    if answer.status_code == 200:
        assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
        assert int(answer.headers["content-length"]) > 0
    if one.graph is not None:
        parsed = ox.parse(answer.content, format=ox.RdfFormat.TURTLE)
        assert of_graph(quad.triple for quad in parsed) == of_graph(triples)


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.name)
def test_writing_graphs_is_not_allowed(one: Exchange, tmp_path: Path) -> None:
    answer = answered(one, [], tmp_path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.skipif(not PROTOCOL, reason="the W3C's tests are not here")
def test_the_service_describes_itself(endpoint: httpx.Client) -> None:
    """`returns-rdf`, `has-endpoint-triple`, `conforms-to-schema` have no files beside names."""
    answer = endpoint.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    asked = ox.NamedNode(str(endpoint.base_url.join("/sparql")))
    pattern = store.quads_for_pattern(None, ox.NamedNode(SD + "endpoint"), asked, None)
    (service,) = [quad.subject for quad in pattern]
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert list(store.quads_for_pattern(service, kind, ox.NamedNode(SD + "Service"), None))

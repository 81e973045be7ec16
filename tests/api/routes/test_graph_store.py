"""The reading part of the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import GRAPH_FORMATS
from styrkedja.api.routes.identity import at_their_iris
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store

REGISTER = "https://w3id.org/styrkedja/id/bjorkvalla/register"


@pytest.fixture(scope="module")
def store(example_archive: Archive) -> Store:
    return load_store(example_archive)


def canonical(triples: Iterator[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset([ox.Quad(t.subject, t.predicate, t.object) for t in triples])
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def served(answer: httpx.Response, name: str = "ttl") -> ox.Dataset:
    assert answer.status_code == 200, answer.text
    return canonical(q.triple for q in ox.parse(answer.content, format=GRAPH_FORMATS[name].rdf))


def stored(store: Store, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Dataset:
    pattern = store.oxigraph.quads_for_pattern(None, None, None, graph)
    return canonical(quad.triple for quad in pattern)


def test_every_graph_is_served_under_its_name(service: httpx.Client, store: Store) -> None:
    for graph in store.graphs():
        answer = service.get("/graphs", params={"graph": graph.value})
        assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
        assert served(answer) == stored(store, graph)


def test_a_graph_at_an_address_of_ours_is_served_there_too(
    service: httpx.Client, store: Store
) -> None:
    for graph in store.graphs():
        path = graph.value.removeprefix("https://w3id.org/styrkedja")
        for headers in ({"Accept": "text/turtle"}, {"Accept": "*/*"}):
            assert served(service.get(path, headers=headers)) == stored(store, graph)


def test_every_graph_is_served_at_the_path_of_its_name(service: httpx.Client, store: Store) -> None:
    for graph in store.graphs():
        path, host = graph.value.removeprefix("https://w3id.org"), {"Host": "w3id.org"}
        assert served(service.get(path, headers=host)) == stored(store, graph)
        assert service.head(path, headers=host).status_code == 200
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            assert service.request(method, path, headers=host).status_code == 405
    assert service.get("/styrkedja/id/bjorkvalla/none").status_code == 404


@pytest.mark.parametrize(
    ("base", "paths"),
    [
        ("https://data.example/id/", ["/styrkedja/ns"]),
        ("https://data.example/", ["/styrkedja/ns", "/{path:path}"]),
        ("https://data.example/a/b/", ["/styrkedja/ns", "/a/b/{path:path}"]),
    ],
)
def test_paths_that_are_served_in_any_case_are_not_served_twice(
    base: str, paths: list[str]
) -> None:
    assert [getattr(route, "path", "") for route in at_their_iris(base).routes] == paths


def test_the_default_graph_is_the_merge_of_all(service: httpx.Client, store: Store) -> None:
    merged = served(service.get("/graphs?default"))
    assert merged == stored(store, ox.DefaultGraph())
    assert len(merged) == len(store)


@pytest.mark.parametrize("name", GRAPH_FORMATS)
@pytest.mark.parametrize("address", [f"/graphs?graph={REGISTER}", "/graphs?default"])
def test_a_graph_comes_in_six_forms_that_say_the_same(
    service: httpx.Client, name: str, address: str
) -> None:
    form = GRAPH_FORMATS[name]
    by_type = service.get(address, headers={"Accept": form.types[0]})
    by_name = service.get(address, params={**dict(httpx.URL(address).params), "format": name})
    assert by_type.content == by_name.content
    assert by_type.headers["content-type"] == form.media_type
    assert by_type.headers["vary"] == "Accept, Accept-Encoding"
    assert served(by_type, name) == served(service.get(address))


def test_forms_that_know_of_graphs_say_which_one_it_is(service: httpx.Client) -> None:
    answer = service.get(f"/graphs?graph={REGISTER}", headers={"Accept": "application/n-quads"})
    names = {quad.graph_name for quad in ox.parse(answer.content, format=ox.RdfFormat.N_QUADS)}
    assert names == {ox.NamedNode(REGISTER)}


def test_head_gives_the_headers_of_get_without_the_body(service: httpx.Client) -> None:
    for address in (f"/graphs?graph={REGISTER}", "/graphs?default", "/id/bjorkvalla/register"):
        get, head = service.get(address), service.head(address)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("content-type", "content-length", "vary", "link"):
            assert head.headers.get(name) == get.headers.get(name)
    assert service.head("/graphs?graph=http://example.org/").status_code == 404


@pytest.mark.parametrize(
    "graph",
    ["http://example.org/nothing", "urn:x", f"{REGISTER}/", "file:///etc/passwd", f"{REGISTER}#a"],
)
def test_an_unknown_graph_is_not_found(service: httpx.Client, graph: str) -> None:
    for method in ("GET", "HEAD"):
        assert service.request(method, "/graphs", params={"graph": graph}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "graph=",
        "graph=relative",
        "graph=/etc/passwd",
        "graph=//example.org/",
        "graph=http://example.org/a%20b",
        f"graph={REGISTER}&default",
        f"graph={REGISTER}&graph={REGISTER}",
        f"graph={REGISTER}&format=docx",
        "graph=%FF",
        "graph=%zz",
        "other=1",
    ],
)
def test_what_names_no_single_graph_is_refused(service: httpx.Client, query: str) -> None:
    answer = service.get(f"/graphs?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_the_name_of_a_graph_is_percent_decoded_once(service: httpx.Client) -> None:
    encoded = REGISTER.replace(":", "%3A").replace("register", "%72egister")
    assert service.get(f"/graphs?graph={encoded}").status_code == 200
    twice = encoded.replace("%", "%25")
    assert service.get(f"/graphs?graph={twice}").status_code in (400, 404)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "TRACE", "LINK"])
def test_graphs_cannot_be_changed(service: httpx.Client, method: str) -> None:
    content = b"<a:b> <a:b> <a:b> ."
    for query in (f"graph={REGISTER}", "default", "", "graph=relative"):
        answer = service.request(
            method, f"/graphs?{query}", content=content, headers={"Content-Type": "text/turtle"}
        )
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert service.options("/graphs").headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_form_that_there_is_not_is_not_acceptable(service: httpx.Client) -> None:
    answer = service.get("/graphs?default", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_without_accept_a_graph_comes_as_turtle(service: httpx.Client) -> None:
    request = service.build_request("GET", "/graphs?default")
    del request.headers["accept"]
    assert service.send(request).headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_graph_names_the_endpoint_and_the_description(service: httpx.Client) -> None:
    link = service.get("/graphs?default").headers["link"]
    assert '</sparql>; rel="service-desc"' in link
    assert '</.well-known/void>; rel="describedby"' in link


@pytest.mark.parametrize("address", ["/graphs?default", f"/graphs?graph={REGISTER}"])
def test_a_graph_that_the_client_has_is_not_sent_again(service: httpx.Client, address: str) -> None:
    first = service.get(address)
    assert first.headers["last-modified"]
    again = service.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = service.get(address, headers={"If-None-Match": '"another"'})
    assert other.content == first.content

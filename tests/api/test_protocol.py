"""The rules of the SPARQL 1.1 Protocol's query operation, one test each."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import httpx
import pytest

ACCEPT = {"Accept": "application/sparql-results+json"}
SPARQL = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REGISTER = "https://w3id.org/styrkedja/id/bjorkvalla/register"
ONTOLOGY = "https://w3id.org/styrkedja/ns"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def count(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def refused(answer: httpx.Response, status: int, word: str) -> None:
    assert answer.status_code == status, answer.text
    assert word in answer.json()["detail"]


def test_a_query_can_be_asked_by_get_by_form_and_directly(service: httpx.Client) -> None:
    for answer in (
        service.get("/sparql", params={"query": "ASK {}"}),
        service.post("/sparql", data={"query": "ASK {}"}),
        service.post("/sparql", content="ASK {}", headers=SPARQL),
    ):
        assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    "content_type",
    [
        "application/sparql-query",
        "application/sparql-query; charset=utf-8",
        'application/sparql-query;charset="UTF-8"',
        "Application/SPARQL-Query ; version=1.1",
    ],
)
def test_the_media_type_of_a_query_may_have_parameters(
    service: httpx.Client, content_type: str
) -> None:
    headers = {"Content-Type": content_type}
    answer = service.post("/sparql", content="ASK { FILTER('å' = '\\u00e5') }", headers=headers)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("query", ["query=ASK{}&query=ASK{}", "query=ASK{}&query="])
def test_several_queries_are_refused(service: httpx.Client, query: str) -> None:
    refused(service.get(f"/sparql?{query}"), 400, "2 times")
    refused(service.post("/sparql", content=query, headers=FORM), 400, "2 times")


def test_no_query_is_refused(service: httpx.Client) -> None:
    refused(service.get("/sparql", headers=ACCEPT), 400, "Give a SPARQL query")
    refused(service.get("/sparql?format=csv"), 400, "Give a SPARQL query")
    refused(service.get("/sparql", params={"default-graph-uri": REGISTER}), 400, "Give a SPARQL")
    refused(service.post("/sparql", content=b"", headers=FORM), 400, "Give a SPARQL query")


def test_an_empty_query_is_no_query(service: httpx.Client) -> None:
    refused(service.get("/sparql?query="), 400, "line 1, column 1")
    refused(service.post("/sparql", content=b"", headers=SPARQL), 400, "line 1, column 1")
    refused(service.get("/sparql?query=%EF%BB%BF"), 400, "line 1, column 1")


def test_a_query_in_the_address_of_a_post_is_refused(service: httpx.Client) -> None:
    address = "/sparql?query=ASK%20{}"
    refused(service.post(address, content="ASK {}", headers=SPARQL), 400, "in the body")
    refused(service.post(address, content=b"", headers=FORM), 400, "in the body")


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "application/json", "multipart/form-data", "nonsense"]
)
def test_another_media_type_is_refused(service: httpx.Client, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = service.post("/sparql", content=b"query=ASK%20{}", headers=headers)
    refused(answer, 415, "application/sparql-query")
    assert "application/x-www-form-urlencoded" in answer.headers["accept-post"]


def test_another_charset_than_utf_8_is_refused(service: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    answer = service.post("/sparql", content="ASK {}".encode("utf-16"), headers=headers)
    refused(answer, 415, "UTF-8")


def test_a_compressed_body_is_refused(service: httpx.Client) -> None:
    headers = {**SPARQL, "Content-Encoding": "gzip"}
    refused(service.post("/sparql", content=b"ASK {}", headers=headers), 415, "uncompressed")


def test_two_media_types_are_refused(service: httpx.Client) -> None:
    headers = [("Content-Type", SPARQL["Content-Type"]), ("Content-Type", FORM["Content-Type"])]
    refused(service.post("/sparql", content=b"ASK {}", headers=headers), 400, "2 lines")


@pytest.mark.parametrize(
    ("encoded", "word"),
    [
        ("query=ASK%2", "'%2' at character 10"),
        ("query=ASK%20{}%zz", "'%zz' at character 15"),
        ("query=ASK%20{}%FF", "UTF-8"),
        ("query=ASK%20{}%ED%A0%80", "UTF-8"),
    ],
)
def test_what_is_not_percent_encoded_utf_8_is_refused(
    service: httpx.Client, encoded: str, word: str
) -> None:
    refused(service.get(f"/sparql?{encoded}"), 400, word)
    refused(service.post("/sparql", content=encoded, headers=FORM), 400, word)


def test_a_body_that_is_not_utf_8_is_refused_with_its_place(service: httpx.Client) -> None:
    answer = service.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers=SPARQL)
    refused(answer, 400, "byte 14")


def test_a_byte_order_mark_is_no_part_of_the_query(service: httpx.Client) -> None:
    marked = b"\xef\xbb\xbfASK {}"
    assert service.post("/sparql", content=marked, headers=SPARQL).json()["boolean"] is True
    assert service.get("/sparql?query=%EF%BB%BFASK{}").json()["boolean"] is True


def test_too_many_parameters_are_refused(service: httpx.Client) -> None:
    refused(service.get("/sparql?" + "a&" * 1_001), 400, "fields")


def test_an_address_that_is_too_long_is_refused(service: httpx.Client) -> None:
    refused(service.get("/sparql?query=ASK{}%23" + "a" * 40_000), 414, "POST")


def test_a_body_said_to_be_too_large_is_refused_before_it_comes(service: httpx.Client) -> None:
    refused(service.post("/sparql", content=b" " * 1_000_001, headers=SPARQL), 413, "1,000,000")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "LINK"])
def test_other_methods_are_not_allowed(service: httpx.Client, method: str) -> None:
    answer = service.request(method, "/sparql?query=ASK{}")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_options_tells_methods_and_media_types(service: httpx.Client) -> None:
    answer = service.options("/sparql")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert "application/sparql-query" in answer.headers["accept-post"]


@pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { <a:b> <a:b> <a:b> }", ""])
def test_updates_are_refused_however_they_are_sent(service: httpx.Client, update: str) -> None:
    before = count(service.get("/sparql", params={"query": COUNT}))
    headers = {"Content-Type": "application/sparql-update"}
    refused(service.post("/sparql", content=update, headers=headers), 415, "read-only")
    refused(service.post("/sparql", data={"update": update}), 400, "read-only")
    refused(service.post("/sparql", data={"update": update, "query": "ASK {}"}), 400, "read-only")
    refused(service.get("/sparql", params={"update": update}), 400, "read-only")
    assert count(service.get("/sparql", params={"query": COUNT})) == before


def test_the_requests_data_set_goes_before_the_querys(service: httpx.Client) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{ONTOLOGY}> {{ ?s ?p ?o }}"
    graph = {"default-graph-uri": REGISTER}
    alone = count(service.get("/sparql", params={"query": COUNT, **graph}))
    assert count(service.get("/sparql", params={"query": query, **graph})) == alone
    assert count(service.get("/sparql", params={"query": query})) != alone
    foreign = query.replace(ONTOLOGY, "http://example.org/elsewhere")
    assert count(service.get("/sparql", params={"query": foreign, **graph})) == alone
    form = {"query": foreign, **graph}
    assert count(service.post("/sparql", data=form)) == alone
    address = "/sparql?default-graph-uri=" + REGISTER
    assert count(service.post(address, content=foreign, headers=SPARQL)) == alone


def test_several_default_graphs_are_merged(service: httpx.Client) -> None:
    def of(*graphs: str) -> int:
        parameters = {"query": COUNT, "default-graph-uri": list(graphs)}
        return count(service.get("/sparql", params=parameters))

    assert of(REGISTER, ONTOLOGY) == of(REGISTER) + of(ONTOLOGY)
    assert of(REGISTER, REGISTER) == of(REGISTER)


def test_a_graph_that_from_names_twice_is_merged_with_itself(service: httpx.Client) -> None:
    once = COUNT.replace("{", f"FROM <{REGISTER}> {{")
    twice = COUNT.replace("{", f"FROM <{REGISTER}> FROM <{REGISTER}> {{")
    assert count(service.get("/sparql", params={"query": once})) == count(
        service.get("/sparql", params={"query": twice})
    )


def test_named_graphs_alone_leave_the_default_graph_empty(service: httpx.Client) -> None:
    graph = {"named-graph-uri": REGISTER}
    assert count(service.get("/sparql", params={"query": COUNT, **graph})) == 0
    inside = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(service.get("/sparql", params={"query": inside, **graph})) == 1


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph", ["http://127.0.0.1:1/", "file:///etc/passwd", "relative", "", "a b", "/etc/passwd"]
)
def test_graphs_outside_the_data_set_are_refused(
    service: httpx.Client, name: str, graph: str
) -> None:
    refused(service.get("/sparql", params={"query": COUNT, name: graph}), 400, "no graph of this")


def test_no_graph_is_fetched_whoever_names_it(service: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        where = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        query = f"SELECT (COUNT(*) AS ?n) FROM <{where}> FROM NAMED <{where}> {{ ?s ?p ?o }}"
        refused(service.get("/sparql", params={"query": query}), 400, "no graph of this data set")
        overruled = {"query": query, "default-graph-uri": REGISTER}
        assert count(service.get("/sparql", params=overruled)) > 0
        for name in ("default-graph-uri", "named-graph-uri"):
            parameters = {"query": COUNT, name: where}
            refused(service.get("/sparql", params=parameters), 400, "no graph of this data set")
        assert service.get("/graphs", params={"graph": where}).status_code == 404
        with pytest.raises(TimeoutError):
            canary.accept()


def test_no_file_is_read_whoever_names_it(service: httpx.Client, tmp_path: Path) -> None:
    pipe = tmp_path / "canary.ttl"
    os.mkfifo(pipe)  # whoever opened it to read would wait there
    where = pipe.as_uri()
    for query in (
        f"SELECT * FROM <{where}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{where}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{where}> {{ ?s ?p ?o }} }}",
        f"LOAD <{where}>",
        f"LOAD SILENT <{where}> INTO GRAPH <{REGISTER}>",
    ):
        assert service.post("/sparql", content=query, headers=SPARQL).status_code == 400
    for name in ("default-graph-uri", "named-graph-uri"):
        assert service.get("/sparql", params={"query": COUNT, name: where}).status_code == 400
    for graph in (where, str(pipe), "../" * 8 + str(pipe)):
        assert service.get("/graphs", params={"graph": graph}).status_code in (400, 404)
    count(service.get("/sparql", params={"query": f"{COUNT[:-1]} GRAPH <{where}> {{}} }}"}))
    with pytest.raises(OSError, match="No such device or address"):
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)  # nobody reads


def test_a_body_of_get_counts_for_nothing(service: httpx.Client) -> None:
    answer = service.request("GET", "/sparql?query=ASK{}", content=b"query=nonsense", headers=FORM)
    assert answer.json()["boolean"] is True


def test_a_relative_name_without_base_is_relative_to_the_endpoint(service: httpx.Client) -> None:
    query = "CONSTRUCT { <s> <#p> <> } {}"
    answer = service.get("/sparql", params={"query": query, "format": "nt"})
    root = service.base_url
    names = [root.join("/s"), root.join("/sparql#p"), root.join("/sparql")]
    assert answer.text == " ".join(f"<{name}>" for name in names) + " .\n"


def test_a_function_that_there_is_not_is_refused(service: httpx.Client) -> None:
    query = "SELECT (<http://example.org/f>(1) AS ?x) {}"
    refused(service.get("/sparql", params={"query": query}), 400, "http://example.org/f")


def test_base_resolves_relative_names(service: httpx.Client) -> None:
    query = f"BASE <{REGISTER}> ASK {{ GRAPH <> {{ ?s ?p ?o }} GRAPH <register> {{ ?s ?p ?o }} }}"
    assert service.get("/sparql", params={"query": query}).json()["boolean"] is True


def test_what_is_refused_says_where(service: httpx.Client) -> None:
    query = "SELECT *\n{ SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    refused(service.get("/sparql", params={"query": query}), 400, "line 2, column 3")


def test_a_browser_gets_the_form_only_where_it_asks_nothing(service: httpx.Client) -> None:
    headers = {"Accept": "text/html,*/*;q=0.8"}
    assert service.get("/sparql", headers=headers).status_code == 303
    assert service.get("/sparql?update=CLEAR%20ALL", headers=headers).status_code == 400
    description = service.get("/sparql?format=ttl", headers=headers)
    assert description.headers["content-type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ([], "application/sparql-results+json"),
        (["*/*"], "application/sparql-results+json"),
        (["text/csv;q=0.1", "application/sparql-results+xml"], "application/sparql-results+xml"),
        (["application/sparql-results+json;q=0, */*;q=0.1"], "application/sparql-results+xml"),
        (["text/*"], "text/csv; charset=utf-8"),
    ],
)
def test_all_lines_of_accept_count(
    service: httpx.Client, accept: list[str], media_type: str
) -> None:
    headers = [("Accept", line) for line in accept]
    request = service.build_request("GET", "/sparql?query=ASK{}", headers=headers)
    if not accept:
        del request.headers["accept"]
    assert service.send(request).headers["content-type"] == media_type


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("CONSTRUCT { <a:b> <http://example.org/1> 1 } {}", "application/rdf+xml"),
        ("CONSTRUCT { <a:b> <a:b> '\\u0001' } {}", "application/rdf+xml"),
        (
            "CONSTRUCT { <a:b> <a:b> ?t } { BIND(TRIPLE(<a:b>, <a:b>, 1) AS ?t) }",
            "application/ld+json",
        ),
        ("SELECT ('\\u0001' AS ?x) {}", "application/sparql-results+xml"),
    ],
)
def test_a_form_that_cannot_say_it_is_not_acceptable(
    service: httpx.Client, query: str, accept: str
) -> None:
    parameters = {"query": query.replace("\\u0001", "\x01")}
    refused(service.get("/sparql", params=parameters, headers={"Accept": accept}), 406, "no way")
    assert service.get("/sparql", params=parameters).status_code == 200

from __future__ import annotations

import csv
import io
import json
import socket
import time

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store

BOARDS = (
    "PREFIX sk: <https://w3id.org/styrkedja/ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "SELECT ?board ?name { ?board a sk:Board ; rdfs:label ?name } ORDER BY ?board"
)
DESCRIBE = "DESCRIBE <https://w3id.org/styrkedja/id/bjorkvalla>"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?d ?a"
REGISTER = "https://w3id.org/styrkedja/id/bjorkvalla/register"


def test_rows_are_those_of_the_store(service: httpx.Client, example_archive: Archive) -> None:
    expected = list(load_store(example_archive).select(BOARDS).dicts())
    answer = service.get("/sparql", params={"query": BOARDS})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    rows = answer.json()["results"]["bindings"]
    assert [{name: term["value"] for name, term in row.items()} for row in rows] == expected
    assert len(rows) > 10


def test_a_query_can_be_sent_in_three_ways(service: httpx.Client) -> None:
    accept = {"Accept": "text/csv"}
    sparql = {**accept, "Content-Type": "application/sparql-query; charset=utf-8"}
    for answer in (
        service.get("/sparql", params={"query": BOARDS}, headers=accept),
        service.post("/sparql", data={"query": BOARDS}, headers=accept),
        service.post("/sparql", content=BOARDS, headers=sparql),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert rows[0] == ["board", "name"]
        assert len(rows) > 10


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/sparql-results+json"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.4", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_form_that_accept_asks_for(
    service: httpx.Client, accept: str, media_type: str
) -> None:
    answer = service.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert "true" in answer.text


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_graphs_come_in_four_forms_that_say_the_same(service: httpx.Client, name: str) -> None:
    form = RDF_FORMATS[name]
    by_type = service.get("/sparql", params={"query": DESCRIBE}, headers={"Accept": form.types[0]})
    by_name = service.get("/sparql", params={"query": DESCRIBE, "format": name})
    assert by_type.content == by_name.content
    assert by_type.headers["content-type"] == form.media_type
    triples = {quad.triple for quad in ox.parse(by_type.content, format=form.rdf)}
    plain = service.get("/sparql", params={"query": DESCRIBE, "format": "nt"}).content
    assert triples == {quad.triple for quad in ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)}
    assert triples


@pytest.mark.parametrize(
    ("query", "accept"),
    [("ASK {}", "image/png"), ("ASK {}", "text/turtle"), (DESCRIBE, "text/csv")],
)
def test_a_form_that_does_not_fit_is_not_acceptable(
    service: httpx.Client, query: str, accept: str
) -> None:
    answer = service.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "text/" in answer.json()["detail"]


def test_the_graphs_of_the_protocol_make_the_data_set(service: httpx.Client) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def count(**parameters: str) -> int:
        answer = service.get("/sparql", params={"query": query, **parameters})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert 0 < count(**{"default-graph-uri": REGISTER}) < count()
    assert count(**{"named-graph-uri": REGISTER}) == 0


def test_a_syntax_error_says_where(service: httpx.Client) -> None:
    problem = service.get("/sparql", params={"query": "SELECT *\n{ ?s ?p }"}).json()
    assert problem["type"].endswith("/query-syntax")
    assert "line 2, column 10" in problem["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <u:a> <u:b> <u:c> }",
        "LOAD <http://127.0.0.1:1/>",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
        "SELECT * " + "{" * 2_000 + "}" * 2_000,
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason(service: httpx.Client, query: str) -> None:
    answer = service.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/query-refused")


def test_an_update_is_refused_in_the_protocol_too(service: httpx.Client) -> None:
    answer = service.post("/sparql", data={"update": "CLEAR ALL"})
    assert answer.status_code == 400
    assert "read-only" in answer.json()["detail"]


@pytest.mark.parametrize("spelling", ["SERVICE", r"\u0053ERVICE", "SERVICE#\n", "service silent"])
def test_no_spelling_of_service_reaches_another_server(
    service: httpx.Client, spelling: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        where = f"<http://127.0.0.1:{canary.getsockname()[1]}/>"
        query = f"SELECT * {{ {spelling} {where} {{ ?s ?p ?o }} }}"
        assert service.get("/sparql", params={"query": query}).status_code == 400
        with pytest.raises(TimeoutError):
            canary.accept()


def test_a_query_too_large_is_refused_before_it_is_taken_in(service: httpx.Client) -> None:
    query = "ASK {} #" + "a" * 1_000_000
    sparql = {"Content-Type": "application/sparql-query"}
    assert service.post("/sparql", content=query, headers=sparql).status_code == 413
    assert service.post("/sparql", data={"query": query}).status_code == 413
    fits = service.post("/sparql", data={"query": query[:999_000]})
    assert fits.json()["boolean"] is True


def test_a_body_that_is_no_text_is_refused(service: httpx.Client) -> None:
    sparql = {"Content-Type": "application/sparql-query"}
    assert (
        service.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers=sparql).status_code == 400
    )
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert service.post("/sparql", content=b"query=%FF", headers=form).status_code == 400


@pytest.mark.alone
def test_a_query_without_end_gets_504_and_the_next_an_answer(service: httpx.Client) -> None:
    service.get("/sparql", params={"query": "ASK {}"})
    start = time.monotonic()
    answer = service.get("/sparql", params={"query": ENDLESS})
    assert answer.status_code == 504
    assert answer.headers["retry-after"]
    assert time.monotonic() - start < 6
    assert service.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_query_that_eats_memory_gets_503_and_the_next_an_answer(service: httpx.Client) -> None:
    answer = service.get("/sparql", params={"query": HUNGRY})
    assert answer.status_code in (503, 504)  # 504 where memory comes slowly
    assert answer.json()["type"].endswith("/query-stopped")
    assert service.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


@pytest.mark.alone
def test_who_goes_away_stops_the_query(service: httpx.Client) -> None:
    with httpx.Client(base_url=service.base_url, timeout=0.2) as impatient:
        for _ in range(4):
            with pytest.raises(httpx.ReadTimeout):
                impatient.get("/sparql", params={"query": ENDLESS})
    start = time.monotonic()
    assert service.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert time.monotonic() - start < 1.5  # two workers would be busy for two seconds


def test_a_browser_without_a_query_gets_the_form(service: httpx.Client) -> None:
    answer = service.get("/sparql", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sparql/form")


def test_head_gives_the_headers_alone(service: httpx.Client) -> None:
    answer = service.head("/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) > 0
    assert answer.content == b""


def test_a_large_answer_comes_whole(service: httpx.Client) -> None:
    query = "SELECT * { ?s ?p ?o . ?a <https://w3id.org/styrkedja/ns#municipality> ?b }"
    answer = service.get("/sparql", params={"query": query})
    assert answer.status_code == 200
    assert len(json.loads(answer.content)["results"]["bindings"]) > 10_000

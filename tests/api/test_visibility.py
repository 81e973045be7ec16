"""What an internal document says is found by no public way, and by every way with a token."""

from __future__ import annotations

import hashlib
import re
import time
from collections import deque
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.queries import all_queries
from styrkedja.settings import DEFAULT_BASE, Settings

_TOKEN = "en hemlighet som ingen gissar"
_MARKED = {
    "Familjeteam": "Zebrateam",
    "Räddningsnämnden": "Zebranämnden",
    "vårdcentralen": "zebracentralen",
}
_BEARER = {"Authorization": f"Bearer {_TOKEN}"}
_FIND = """
SELECT ?g ?s ?p ?o {
  { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }
  BIND(CONCAT(STR(?s), " ", STR(?o), " ", COALESCE(STR(?g), "")) AS ?text)
  FILTER(CONTAINS(LCASE(?text), "%s"))
}
"""
_MOST = 400  # pages that a crawl looks at
_Serve = Callable[[Settings], httpx.Client]


@pytest.fixture
def archive(tmp_path: Path, example_files: list[Path]) -> Archive:
    """A public document and an internal one of the same municipality."""
    marked = tmp_path / "internal.txt"
    text = example_files[1].read_text(encoding="utf-8")
    for word, mark in _MARKED.items():
        assert word in text
        text = text.replace(word, mark)
    marked.write_text(text, encoding="utf-8")
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(example_files[0], archive, writer)
        ingest_file(marked, archive, writer, internal=True)
    return archive


@pytest.fixture
def client(archive: Archive, serve: _Serve) -> httpx.Client:
    return serve(_settings(archive))


def _settings(archive: Archive) -> Settings:
    return Settings(
        store=archive.path,
        tokens=hashlib.sha256(_TOKEN.encode()).hexdigest(),
        publisher_name="Björkvalla kommun",
        contact_name="Öppna data",
        contact_email="oppnadata@bjorkvalla.example",
        licence="http://creativecommons.org/publicdomain/zero/1.0/",
    )


def _internal(archive: Archive) -> str:
    (iri,) = archive.state().internal
    return iri


def _key(archive: Archive) -> str:
    """Return what in an IRI names the document; its last part alone is an example in the API."""
    return "/document/" + _internal(archive).rpartition("/")[2]


def _iris(archive: Archive) -> list[str]:
    """Return what only the internal document describes: its things, and the body it names."""
    subjects = {
        quad.subject.value
        for quad in ox.parse(archive.quads(_internal(archive)), format=ox.RdfFormat.N_QUADS)
        if isinstance(quad.subject, ox.NamedNode)
    }
    return [*sorted(subjects), f"{DEFAULT_BASE}bjorkvalla/board/zebranamnden"]


def _tells(answer: httpx.Response, key: str) -> bool:
    """Return whether an answer tells of the internal document, in body or headers."""
    said = answer.text.lower() + str(answer.headers).lower()
    return "zebra" in said or key in said


def _crawl(client: httpx.Client, starts: list[str]) -> dict[str, httpx.Response]:
    waiting = deque(starts)
    found: dict[str, httpx.Response] = {}
    while waiting and len(found) < _MOST:
        address = waiting.popleft()
        if address in found:
            continue
        answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.5"})
        found[address] = answer
        if answer.headers.get("content-type", "").startswith("text/html"):
            links = re.findall(r'href="([^"]+)"', answer.text)
        elif answer.headers.get("content-type", "").startswith("application/json"):
            links = re.findall(r'"((?:http://127|/)[^"]+)"', answer.text)
        else:
            links = []
        if address != "/openapi.json":
            for link in links:
                target = urlsplit(urljoin(address, unescape(link)))
                if target.netloc in (
                    "",
                    client.base_url.netloc.decode(),
                ) and not target.path.startswith("/static/"):
                    waiting.append(f"{target.path}?{target.query}".rstrip("?"))
    return found


def test_no_public_way_leads_to_what_an_internal_document_says(
    client: httpx.Client, archive: Archive
) -> None:
    key = _key(archive)
    paths = client.get("/openapi.json").json()["paths"]
    starts = [
        "/",
        "/documents",
        "/doubts",
        "/questions",
        "/about",
        "/docs",
        "/feeds/deadlines.ics?done=true",
    ]
    starts += [path for path, methods in paths.items() if "get" in methods and "{" not in path]
    starts += [f"/catalog.{form}" for form in RDF_FORMATS]
    starts += [f"/export/{name}" for name in ("quads.nq", "data.trig", "data.jsonld", "data.rdf")]
    starts += [f"/id/bjorkvalla/{name}.nt" for name in ("register", "inferred")]
    starts += [f"/api/v1/queries/{query.name}/rows" for query in all_queries()]
    found = _crawl(client, starts)
    assert len(found) > 60
    # The API's description has a document of the bundled ones as its example, whatever is read.
    assert "zebra" not in found.pop("/openapi.json").text.lower()
    told = [address for address, answer in found.items() if _tells(answer, key)]
    assert told == []


def test_an_internal_documents_things_are_not_there(client: httpx.Client, archive: Archive) -> None:
    for iri in _iris(archive)[::7] + _iris(archive)[-1:]:
        for suffix in ("", ".html", ".ttl"):
            path = iri.removeprefix(DEFAULT_BASE)
            assert client.get(f"/id/{path}{suffix}").status_code == 404, iri
    path = _internal(archive).removeprefix(DEFAULT_BASE)
    for part in ("", "/text", "/original"):
        assert client.get(f"/id/{path}{part}").status_code == 404
        assert client.get(f"/id/{path}{part}", headers=_BEARER).status_code == 200
    key = path.replace("/document/", "/")
    for part in ("text", "versions", "elements"):
        hidden = client.get(f"/documents/{key}/{part}")
        assert hidden.status_code == 404
        assert "zebra" not in hidden.text.lower()
        shown = client.get(f"/documents/{key}/{part}", headers=_BEARER)
        assert shown.status_code == 200
    assert "zebra" in client.get(f"/documents/{key}/text", headers=_BEARER).text.lower()


def test_a_query_reaches_what_is_internal_with_a_token_only(
    client: httpx.Client, archive: Archive
) -> None:
    key = _key(archive)
    for word in ("zebra", key):
        parameters = {"query": _FIND % word, "format": "csv"}
        public = client.get("/sparql", params=parameters)
        assert public.status_code == 200
        assert len(public.text.splitlines()) == 1
        allowed = client.get("/sparql", params=parameters, headers=_BEARER)
        assert len(allowed.text.splitlines()) > 3
        again = client.get("/sparql", params=parameters)
        assert again.content == public.content
    graph = {"query": "ASK {}", "default-graph-uri": _internal(archive)}
    assert client.get("/sparql", params=graph).status_code == 400
    assert client.get("/sparql", params=graph, headers=_BEARER).status_code == 200


def test_the_search_and_the_graph_store_keep_to_what_is_public(
    client: httpx.Client, archive: Archive
) -> None:
    search = {"q": "zebrate"}
    assert "zebrateam" not in client.get("/api/v1/search", params=search).text.lower()
    allowed = client.get("/api/v1/search", params=search, headers=_BEARER)
    assert "zebrateam" in allowed.text.lower()
    graph = {"graph": _internal(archive)}
    assert client.get("/graphs", params=graph).status_code == 404
    assert client.get("/graphs", params=graph, headers=_BEARER).status_code == 200


def test_counts_are_of_what_is_public(client: httpx.Client) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    counted = [
        int(client.get("/sparql", params={"query": query, "format": "csv"}, headers=headers)
            .text.splitlines()[1])
        for headers in ({}, _BEARER)
    ]  # fmt: skip
    assert counted[0] < counted[1]
    exported = client.get("/export/quads.nq").text
    assert len(exported.splitlines()) == counted[0]
    assert client.get("/health").json()["documents"] == 1


def test_with_a_token_pages_exports_and_feeds_show_everything(
    client: httpx.Client, archive: Archive
) -> None:
    key = _key(archive)
    for address in (
        "/documents",
        "/export/quads.nq",
        "/id/bjorkvalla/register.ttl",
        "/analyses/boards",
        "/feeds/documents.atom",
        "/feeds/deadlines.ics?done=true",
    ):
        allowed = client.get(address, headers=_BEARER)
        assert _tells(allowed, key), address
        assert not _tells(client.get(address), key), address


def test_a_copy_of_one_view_is_never_taken_for_the_other(client: httpx.Client) -> None:
    allowed = client.get("/export/quads.nq", headers=_BEARER)
    assert allowed.headers["cache-control"] == "private, no-cache"
    assert "authorization" in allowed.headers["vary"].lower()
    held = {**_BEARER, "If-None-Match": allowed.headers["etag"]}
    for said in ("cache-control", "vary"):
        assert client.get("/export/quads.nq", headers=held).headers[said] == allowed.headers[said]
    public = client.get("/export/quads.nq")
    assert public.headers["etag"] != allowed.headers["etag"]
    crossed = client.get("/export/quads.nq", headers={"If-None-Match": allowed.headers["etag"]})
    assert crossed.status_code == 200
    assert crossed.content == public.content


@pytest.mark.parametrize("token", ["fel", _TOKEN + "x", _TOKEN.upper()])
def test_a_wrong_token_is_refused_rather_than_taken_for_none(
    client: httpx.Client, token: str
) -> None:
    for address in ("/documents", "/export/quads.nq", "/sparql?query=ASK{}"):
        answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401, address
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_other_ways_of_logging_in_give_no_rights(client: httpx.Client, archive: Archive) -> None:
    key = _key(archive)
    for value in ("Basic QTpC", _TOKEN, f"Token {_TOKEN}"):
        answer = client.get("/documents", headers={"Authorization": value})
        assert answer.status_code == 200
        assert not _tells(answer, key)
    assert not _tells(client.get(f"/documents?token={_TOKEN}&access_token={_TOKEN}"), key)


def test_a_running_service_takes_a_change_of_visibility_up(
    client: httpx.Client, archive: Archive
) -> None:
    iri = _internal(archive)
    key = _key(archive)
    query = {"query": _FIND % "zebra", "format": "csv"}

    def shown() -> tuple[bool, bool]:
        rows = client.get("/sparql", params=query).text.splitlines()
        return _tells(client.get("/documents"), key), len(rows) > 1

    for internal in (False, True):
        with archive.writing() as writer:
            assert writer.set_internal(iri, internal=internal)
        until = time.monotonic() + 30
        # What loads a new commit is one request or task; others get the one before meanwhile.
        while shown() != (not internal, not internal) and time.monotonic() < until:
            time.sleep(0.1)
        assert shown() == (not internal, not internal)

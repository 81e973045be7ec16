"""What an internal document says is found by no public way, and by every way with a token."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from starlette.routing import Route, compile_path

from styrkedja.api import create_app
from styrkedja.api.catalogue import EXPORT_PATHS
from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.queries import all_queries
from styrkedja.settings import DEFAULT_BASE, Settings
from tests.api.conftest import served

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
_ALIKE = 2  # addresses of one route that a crawl looks at
_AS_BROWSER = {"Accept": "text/html,*/*;q=0.5"}
_PASSING = {
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)|\d{8}T\d{6}Z": "TIME",
    r"\b\d\d:\d\d\b": "TIME",
    r'"commit":\d+': "COMMIT",
    r"(ändring nummer|change number|ändring|change) \d+": "COMMIT",
    r'name="csrf" value="[0-9a-f]{64}"': "FORM",
    r'_:[0-9a-f]{20,32}|nodeID="[0-9a-f]{20,32}"': "BLANK",
}
# Workbooks are packed with the time; figures tell of the asking itself.
_OF_ITS_OWN = re.compile(r"xlsx|^/metrics")
_Serve = Callable[[Settings], httpx.Client]
# Forms that group triples by subject, in the order of blank nodes' names.
_GROUPED = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/trig")
_PLACE = re.compile(r"\{(?!suffix\}|name\})")  # of what a path must be told to lead anywhere
_Crawled = tuple[dict[str, httpx.Response], set[str]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]) -> Archive:
    """A public document and an internal one of the same municipality."""
    folder = tmp_path_factory.mktemp("visibility")
    marked = folder / "internal.txt"
    text = example_files[1].read_text(encoding="utf-8")
    for word, mark in _MARKED.items():
        assert word in text
        text = text.replace(word, mark)
    marked.write_text(text, encoding="utf-8")
    archive = Archive.open_or_create(folder / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(example_files[0], archive, writer)
        ingest_file(marked, archive, writer, internal=True)
    return archive


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[httpx.Client]:
    with served(_settings(archive)) as client:
        yield client


def _settings(archive: Archive) -> Settings:
    return Settings(
        store=archive.path,
        tokens=hashlib.sha256(_TOKEN.encode()).hexdigest(),
        writing="token",  # who asks here is a stranger
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


def _paths(routes: Iterable[Any], prefix: str = "") -> Iterator[str]:
    """Yield the path of every route that answers GET, those of routers within routers too."""
    for one in routes:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            yield from _paths(inner.routes, prefix + one.include_context.prefix)
        elif isinstance(one, Route) and "GET" in (one.methods or ()):
            yield prefix + one.path


def _crawl(client: httpx.Client, starts: list[str], paths: list[str]) -> _Crawled:
    """Return answers by address: all of the starts, and of what they lead to some of each route."""
    patterns = {path: compile_path(path)[0] for path in paths}
    waiting, first = deque(starts), set(starts)
    found: dict[str, httpx.Response] = {}
    seen: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        path = address.partition("?")[0]
        route = next((one for one in paths if patterns[one].match(path)), path)
        if address in found or (address not in first and seen[route] >= _ALIKE):
            continue
        seen[route] += 1
        answer = client.get(address, headers=_AS_BROWSER)
        found[address] = answer
        waiting.extend(_links(address, answer, client))
    return found, set(paths) - set(seen)


def _links(address: str, answer: httpx.Response, client: httpx.Client) -> Iterator[str]:
    """Yield the addresses of this service that an answer leads to."""
    kind = answer.headers.get("content-type", "")
    links: list[str] = []
    if kind.startswith("text/html"):
        links = re.findall(r'href="([^"]+)"', answer.text)
    elif kind.startswith("application/json") and address != "/openapi.json":
        links = re.findall(r'"((?:http://127|/)[^"]+)"', answer.text)
    if "location" in answer.headers:
        links.append(answer.headers["location"])
    for link in links:
        target = urlsplit(urljoin(address, unescape(link)))
        own = target.netloc in ("", client.base_url.netloc.decode())
        if own and target.scheme in ("", "http") and not target.path.startswith("/static/"):
            yield f"{target.path}?{target.query}".rstrip("?")


def _said(answer: httpx.Response, client: httpx.Client) -> tuple[int, str | None, list[str]]:
    """Return what an answer says, without what is another at each start and each commit."""
    text = answer.text.replace(str(client.base_url.port), "PORT")
    for pattern, instead in _PASSING.items():
        text = re.sub(pattern, instead, text)
    kind = answer.headers.get("content-type")
    grouped = kind is not None and kind.partition(";")[0] in _GROUPED
    words = {word.rstrip(".,;") for word in text.split()} if grouped else text.splitlines()
    return answer.status_code, kind, sorted(words)


def test_every_public_answer_is_as_if_there_were_no_internal_document(
    client: httpx.Client, archive: Archive, serve: _Serve, tmp_path: Path, example_files: list[Path]
) -> None:
    key = _key(archive)
    without = Archive.open_or_create(tmp_path / "without", DEFAULT_BASE)
    with without.writing() as writer:
        ingest_file(example_files[0], without, writer)
    twin = serve(_settings(without))
    hidden = [iri.removeprefix(DEFAULT_BASE) for iri in _iris(archive)]
    doubts = [name for name in hidden if "/doubt/" in name]
    assert doubts
    paths = list(_paths(create_app(_settings(archive)).routes))
    starts = [
        "/",
        "/feeds/deadlines.ics?done=true",
        "/sparql/form?query=ASK%7B%7D",
        "/sparql/words",
        "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D&format=csv",
        "/graphs?default",
        "/search?q=zebra",
        "/search?q=n%C3%A4mnd",
        "/api/v1/search?q=zebra",
        "/api/v1/search?q=n%C3%A4mnd",
        "/id/bjorkvalla.ttl",
        *(f"/id/bjorkvalla/{name}.nt" for name in ("register", "inferred")),
        *(f"/styrkedja/id/bjorkvalla/{name}" for name in ("register", "inferred")),
        *(f"/catalog.{form}" for form in RDF_FORMATS),
        *(f"/export/{name}" for name in EXPORT_PATHS),
        *(f"/api/v1/queries/{query.name}/rows" for query in all_queries()),
        "/ns/Assignment",
        "/status/ongoing",
        "/documents/bjorkvalla/sarskilda-uppdrag-2023/elements",
        "/api/v1/documents/bjorkvalla/document/sarskilda-uppdrag-2023",
        "/api/v1/bodies/bjorkvalla/board/kommunstyrelsen",
        *(
            f"/api/v1/{kind}/{name}"
            for kind in ("documents", "bodies", "elements")
            for name in hidden[:: len(hidden) // 3]
        ),
        *(f"/api/v1/doubts/{name}" for name in doubts),
        *(f"/doubts/{name.replace('/doubt/', '/')}" for name in doubts),
        *("/api/v1/uploads/none", "/upload/none", "/upload/none/events", "/audit.ttl"),
        *(path.format(suffix="csv", name="overdue") for path in paths if not _PLACE.search(path)),
    ]
    found, unseen = _crawl(client, starts, paths)
    assert sorted(unseen) == []
    # The API's description has a document of the bundled ones as its example, whatever is read.
    assert "zebra" not in found.pop("/openapi.json").text.lower()
    told = [address for address, answer in found.items() if _tells(answer, key)]
    # An answer may say again what it was asked about; its twin must say the same.
    assert [address for address in told if "zebra" not in address and key not in address] == []
    for address, answer in found.items():
        if not _OF_ITS_OWN.search(address):
            other = twin.get(address, headers=_AS_BROWSER)
            here, there = _said(answer, client), _said(other, twin)
            same = here == there
            assert same, (address, here[:2], there[:2], sorted({*here[2]} ^ {*there[2]})[:9])


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
    client.cookies.clear()  # of forms that were looked at before
    allowed = client.get("/export/quads.nq", headers=_BEARER)
    assert allowed.headers["cache-control"] == "private, no-cache"
    assert "authorization" in allowed.headers["vary"].lower()
    for address in ("/sparql?query=ASK{}", "/documents", "/api/v1/search?q=zebra", "/id/none"):
        for headers in (_BEARER, {"Authorization": "Bearer fel"}):
            answer = client.get(address, headers=headers)
            assert answer.headers["cache-control"] == "private, no-cache", address
            assert "authorization" in answer.headers["vary"].lower()
        assert "private" not in client.get(address).headers.get("cache-control", "")
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
    """The last one here, for it makes commits; what is internal is so again after it."""
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

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.datastructures import Headers

from styrkedja.api.caching import Validators
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE, Settings

_ADDRESSES = (
    "/id/bjorkvalla",
    "/id/bjorkvalla.ttl",
    "/id/bjorkvalla/register",
    "/ns",
    "/ns.jsonld",
    "/ns/Assignment",
    "/status/ongoing",
    "/export/quads.nq",
    "/feeds/deadlines.ics",
    "/feeds/documents.atom",
    "/feeds/statuses.atom",
)


@pytest.mark.parametrize("address", _ADDRESSES)
def test_an_answer_that_the_client_has_is_not_sent_again(
    service: httpx.Client, address: str
) -> None:
    whole = service.get(address)
    assert whole.status_code == 200
    tag, modified = whole.headers["etag"], whole.headers["last-modified"]
    assert tag.startswith('W/"')
    for condition in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", {tag}'},
        {"If-None-Match": tag.removeprefix("W/")},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
    ):
        again = service.get(address, headers=condition)
        assert again.status_code == 304, condition
        assert again.content == b""
        assert again.headers["etag"] == tag
        for said in ("vary", "content-location", "cache-control", "last-modified"):
            assert again.headers.get(said) == whole.headers.get(said), said
        assert "content-type" not in again.headers
    for condition in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": modified},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "tomorrow"},
    ):
        answer = service.get(address, headers=condition)
        assert answer.status_code == 200, condition
        assert answer.content == whole.content


@pytest.mark.parametrize("address", _ADDRESSES)
def test_who_wants_another_state_only_gets_no_answer(service: httpx.Client, address: str) -> None:
    whole = service.get(address)
    for condition in (
        {"If-Match": '"other"'},
        {"If-Match": whole.headers["etag"]},  # weak, and compared strongly
        {"If-Match": '"other"', "If-None-Match": whole.headers["etag"]},
        {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    ):
        answer = service.get(address, headers=condition)
        assert answer.status_code == 412, condition
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 412
    for condition in (
        {"If-Match": "*"},
        {"If-Match": "*", "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Unmodified-Since": whole.headers["last-modified"]},
        {"If-Unmodified-Since": "yesterday"},
    ):
        answer = service.get(address, headers=condition)
        assert (answer.status_code, answer.content) == (200, whole.content), condition


def test_a_tag_that_this_service_has_not_given_out_itself_is_as_good(
    serve: Callable[[Settings], httpx.Client], example_archive: Archive, service: httpx.Client
) -> None:
    """After a start, or when too many others were given out meanwhile."""
    again = serve(Settings(store=example_archive.path, query_seconds=2.0, query_memory=128))
    headers = {"Host": "data.example"}
    whole = service.get("/id/bjorkvalla", headers=headers)
    held = {**headers, "If-None-Match": whole.headers["etag"]}
    for client in (again, again, service):
        answer = client.get("/id/bjorkvalla", headers=held)
        assert (answer.status_code, answer.content) == (304, b"")
        for said in ("etag", "vary", "content-location", "cache-control"):
            assert answer.headers[said] == whole.headers[said], said


def test_head_gives_the_same_validators(service: httpx.Client) -> None:
    whole, head = service.get("/id/bjorkvalla.ttl"), service.head("/id/bjorkvalla.ttl")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["last-modified"] == whole.headers["last-modified"]
    held = service.head("/id/bjorkvalla.ttl", headers={"If-None-Match": head.headers["etag"]})
    assert held.status_code == 304


def test_each_form_has_a_tag_of_its_own(service: httpx.Client) -> None:
    tags = {
        service.get("/id/bjorkvalla", headers={"Accept": media}).headers["etag"]
        for media in ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html")
    }
    assert len(tags) == 4


def test_nothing_is_not_said_to_be_unchanged(service: httpx.Client) -> None:
    for condition in ("*", 'W/"1-0123456789abcdef"'):
        answer = service.get("/id/nowhere", headers={"If-None-Match": condition})
        assert answer.status_code == 404
        assert "etag" not in answer.headers
    late = {"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}
    assert service.get("/id/nowhere", headers=late).status_code == 404


def test_a_commit_makes_every_copy_old(
    serve: Callable[[Settings], httpx.Client], tmp_path: Path, example_files: list[Path]
) -> None:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(example_files[0], archive, writer)
    client = serve(Settings(store=tmp_path))
    tag = client.get("/id/bjorkvalla.ttl").headers["etag"]
    held = client.get("/id/bjorkvalla.ttl", headers={"If-None-Match": tag})
    assert held.status_code == 304
    with archive.writing() as writer:
        ingest_file(example_files[1], archive, writer)
    now = client.get("/id/bjorkvalla.ttl", headers={"If-None-Match": tag})
    assert now.status_code == 200
    assert now.headers["etag"] != tag


def test_scripts_of_any_site_may_read(service: httpx.Client) -> None:
    for address in (*_ADDRESSES, "/", "/sparql?query=ASK{}", "/id/nowhere", "/analyses/boards"):
        answer = service.get(address, headers={"Origin": "https://example.org"})
        assert answer.headers["access-control-allow-origin"] == "*", address
        exposed = answer.headers["access-control-expose-headers"]
        told = {"ETag", "Link", "Content-Location", "Styrkedja-Rows-Limit", "X-Request-ID"}
        assert told <= set(exposed.split(", "))
        assert "access-control-allow-credentials" not in answer.headers


def test_a_browser_may_ask_before_it_sends_a_query(service: httpx.Client) -> None:
    answer = service.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert service.options("/ns").status_code == 405  # no preflight: the route itself answers


def test_a_service_of_an_inner_network_can_keep_other_sites_out(
    serve: Callable[[Settings], httpx.Client], example_archive: Archive
) -> None:
    client = serve(Settings(store=example_archive.path, cross_origin=False))
    answer = client.get("/id/bjorkvalla", headers={"Origin": "https://example.org"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_tag_is_compared_whole() -> None:
    own = Validators('W/"12-ab"', None)
    assert own.named(Headers({"If-None-Match": '"12-ab"'}))
    assert not own.named(Headers({"If-None-Match": '"12-abc"'}))
    assert not own.match(Headers({"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}))

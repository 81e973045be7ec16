from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from pydantic import ValidationError

from styrkedja.api.errors import PROBLEM
from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

Serve = Callable[[Settings], httpx.Client]
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_who_asks_too_often_is_told_when_to_come_back(
    example_archive: Archive, serve: Serve
) -> None:
    client = serve(
        Settings(store=example_archive.path, unlimited_clients="", client_rate=0.01, client_burst=5)
    )
    answers = [client.get("/health") for _ in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    refused = answers[-1]
    assert refused.headers["content-type"] == PROBLEM
    assert int(refused.headers["retry-after"]) >= 90
    assert refused.headers["x-content-type-options"] == "nosniff"
    page = client.get("/documents", headers={"Accept": "text/html"})
    assert page.status_code == 429
    assert "För många anrop från dig" in page.text


def test_addresses_of_the_machine_itself_are_not_counted(
    example_archive: Archive, serve: Serve
) -> None:
    client = serve(Settings(store=example_archive.path, client_rate=0.01, client_burst=1))
    assert {client.get("/health").status_code for _ in range(20)} == {200}


def test_what_a_proxy_that_is_not_named_passes_on_is_counted_as_one_client(
    example_archive: Archive, serve: Serve
) -> None:
    client = serve(Settings(store=example_archive.path, client_rate=0.01, client_burst=3))
    answers = [
        client.get("/health", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(5)
    ]
    assert answers == [200] * 3 + [429] * 2


def test_a_client_has_only_so_many_requests_answered_at_once(
    example_archive: Archive, serve: Serve
) -> None:
    client = serve(
        Settings(
            store=example_archive.path,
            unlimited_clients="",
            client_rate=0,
            client_at_once=2,
            query_seconds=1.0,
        )
    )
    ready = threading.Barrier(8)

    def ask(_: int) -> int:
        ready.wait()
        return client.get("/sparql", params={"query": SLOW}).status_code

    with ThreadPoolExecutor(8) as pool:
        told = Counter(pool.map(ask, range(8)))
    assert told[429] >= 4
    assert set(told) <= {429, 503, 504}
    assert client.get("/health").status_code == 200


def test_a_proxy_is_believed_only_when_it_is_named(example_archive: Archive, serve: Serve) -> None:
    settings = Settings(
        store=example_archive.path, unlimited_clients="", client_rate=0.01, client_burst=2
    )
    plain = serve(settings)
    forged = [
        plain.get("/health", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(4)
    ]
    assert forged == [200, 200, 429, 429]
    behind = serve(settings.model_copy(update={"trusted_proxies": "127.0.0.1"}))

    def status(forwarded: str) -> int:
        return behind.get("/health", headers={"X-Forwarded-For": forwarded}).status_code

    assert [status("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert status("192.0.2.2") == 200
    # What a client writes itself stands before what the proxy adds, and does not count.
    assert [status(f"198.51.100.{n}, 192.0.2.1") for n in range(3)] == [429] * 3


def test_networks_that_are_none_are_refused_as_settings() -> None:
    with pytest.raises(ValidationError):
        Settings(trusted_proxies="my-proxy")
    with pytest.raises(ValidationError):
        Settings(unlimited_clients="127.0.0.1/8")

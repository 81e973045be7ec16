"""Figures: what Prometheus reads, and that nothing in them comes from those who ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as families

from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def client(
    example_archive: Archive, serve: Callable[[Settings], httpx.Client]
) -> Iterator[httpx.Client]:
    """A service of one's own, so that the counts are of this test alone."""
    yield serve(Settings(store=example_archive.path, query_seconds=1.0))


def samples(client: httpx.Client) -> Samples:
    text = client.get("/metrics").text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families(text)
        for sample in family.samples
    }


def _requests(found: Samples, method: str, route: str, status: int) -> float:
    labels = (("method", method), ("route", route), ("status", str(status)))
    return found.get(("styrkedja_requests_total", labels), 0)


def test_requests_are_counted_by_the_pattern_of_their_route(client: httpx.Client) -> None:
    secret = "anna-andersson"
    client.get("/health")
    client.get("/static/mark.svg")
    client.head("/health")
    client.get(f"/{secret}")
    client.get(f"/export/{secret}.nq")
    client.get("/export/quads.nq")
    client.request(f"X{secret.upper()}", "/health")
    client.get("/documents", params={"name": secret}, headers={"User-Agent": secret})
    found = samples(client)
    assert _requests(found, "GET", "/health", 200) == 1
    assert _requests(found, "HEAD", "/health", 200) == 1
    assert _requests(found, "GET", "/static", 200) == 1
    assert _requests(found, "GET", "/export/{name}", 404) == 1
    assert _requests(found, "GET", "/export/{name}", 200) == 1
    assert _requests(found, "other", "/health", 405) == 1
    assert found["styrkedja_request_seconds_count", (("route", "/export/{name}"),)] == 2
    assert secret not in client.get("/metrics").text.lower()


def test_queries_are_counted_by_how_they_came_out(client: httpx.Client) -> None:
    def ask(query: str, accept: str = "*/*") -> None:
        client.get("/sparql", params={"query": query}, headers={"Accept": accept})

    ask("ASK { ?secret ?p ?o }")
    ask("ASK {")
    ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?a = ?l && ?c != ?i) }")
    found = samples(client)

    def count(outcome: str) -> float:
        return found["styrkedja_evaluations_total", (("outcome", outcome),)]

    assert (count("answer"), count("syntax")) == (1, 1)
    assert count("time") + count("memory") + count("busy") == 1
    assert found["styrkedja_evaluation_seconds_count", ()] == 3
    assert "secret" not in client.get("/metrics").text


def test_what_is_served_is_told(client: httpx.Client, example_archive: Archive) -> None:
    client.get("/health")
    found = samples(client)
    assert found["styrkedja_store_commit", ()] == example_archive.head() == 2
    assert found["styrkedja_documents", ()] == 2
    assert found["styrkedja_store_quads", ()] > 3000
    assert found["styrkedja_archive_whole", ()] == 1
    assert found["styrkedja_keeper_running", ()] == 1
    assert found["process_resident_memory_bytes", ()] > 0


def test_a_collector_that_wants_it_gets_openmetrics(client: httpx.Client) -> None:
    wanted = "application/openmetrics-text; version=1.0.0"
    answer = client.get("/metrics", headers={"Accept": wanted})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    found = {family.name for family in openmetrics(answer.text)}  # type: ignore[no-untyped-call]
    assert "styrkedja_requests" in found
    plain = client.get("/metrics", headers={"Accept": "*/*"})
    assert plain.headers["content-type"].startswith("text/plain; version=0.0.4")


def test_two_services_in_one_process_count_apart(
    example_archive: Archive, serve: Callable[[Settings], httpx.Client], tmp_path: Path
) -> None:
    first, second = (serve(Settings(store=example_archive.path)) for _ in range(2))
    first.get("/health")
    assert _requests(samples(first), "GET", "/health", 200) == 1
    assert _requests(samples(second), "GET", "/health", 200) == 0

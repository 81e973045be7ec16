"""Every error answer has one shape, whatever route it comes from."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from styrkedja.api import create_app
from styrkedja.api.errors import PROBLEM, TABLE
from styrkedja.api.security import SECURITY_HEADERS
from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

FAULTS = [
    ("GET", "/nowhere", 404),
    ("GET", "/id/nowhere", 404),
    ("GET", "/id/nowhere.ttl", 404),
    ("GET", "/id/bjorkvalla?format=nonsense", 404),
    ("GET", "/id/../../etc/passwd", 404),
    ("GET", "/id/%2e%2e/%2e%2e/etc/passwd", 404),
    ("GET", "/id/a%20b%3Cc%3E", 404),
    ("GET", "/id/%00", 404),
    ("GET", "/static/../app.py", 404),
    ("GET", "/static/%2e%2e/app.py", 404),
    ("GET", "/ns.exe", 404),
    ("GET", "/export/nothing.nq", 404),
    ("GET", "/analyses/boards?document=nowhere", 404),
    ("GET", "/analyses/boards?format=docx", 400),
    ("GET", "/analyses/boards?format=csv&table=none", 400),
    ("GET", "/analyses/boards?as_of=tomorrow", 422),
    ("GET", "/sparql?default-graph-uri=http://example.org/", 400),
    ("GET", "/sparql?query=SELECT", 400),
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
    ("GET", "/sparql?query=ASK%7B%7D&format=docx", 400),
    ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/", 400),
    ("POST", "/sparql", 415),
    ("PUT", "/sparql", 405),
    ("DELETE", "/id/bjorkvalla", 405),
    ("POST", "/health", 405),
]


def assert_problem(response: httpx.Response, status: int) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["instance"] == quote(response.url.path)
    assert all(set(one) == {"field", "detail", "line", "column"} for one in problem["errors"])
    assert problem["status"] == status
    assert problem["type"] == "about:blank" or problem["type"].startswith("https://")
    assert problem["title"]
    assert problem["detail"]
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value


@pytest.mark.parametrize(("method", "path", "status"), FAULTS)
def test_every_fault_is_problem_json(
    service: httpx.Client, method: str, path: str, status: int
) -> None:
    assert_problem(service.request(method, path), status)


@pytest.mark.parametrize(("method", "path", "status"), FAULTS[:6])
def test_a_browser_gets_the_same_as_a_page(
    service: httpx.Client, method: str, path: str, status: int
) -> None:
    response = service.request(method, path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept" in response.headers["vary"]


def test_an_archive_that_breaks_is_told_without_its_place(
    example_archive: Archive, tmp_path: Path, serve: Callable[[Settings], httpx.Client]
) -> None:
    store = tmp_path / "secret-place"
    shutil.copytree(example_archive.path, store)
    next(store.glob("documents/*/*/*/quads.nq")).unlink()
    client = serve(Settings(store=store))
    response = client.get("/health")
    assert_problem(response, 503)
    assert "secret-place" not in response.text


def test_what_nobody_foresaw_is_told_without_detail() -> None:
    app: FastAPI = create_app(Settings())

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret")

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/broken")

    response = asyncio.run(get())
    assert_problem(response, 500)
    assert "secret" not in response.text


def test_every_class_of_errors_has_a_row_or_a_base_with_one() -> None:
    def classes(base: type[StyrkedjaError]) -> list[type[StyrkedjaError]]:
        return [base, *(found for sub in base.__subclasses__() for found in classes(sub))]

    for error in classes(StyrkedjaError):
        assert any(base in TABLE for base in error.__mro__)
    assert len({kind.name for kind in TABLE.values()}) == len(TABLE)

"""The log: readable by programs, of one request by its id, without anything personal."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from styrkedja.api import create_app
from styrkedja.api.logs import JsonLines, TextLines
from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

SECRET = "anna-andersson"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged as JSON lines while the test runs."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger()
    ours = logging.getLogger("styrkedja")
    level = ours.level
    logger.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    ours.setLevel(level)
    logger.removeHandler(handler)


@pytest.fixture
def app(example_archive: Archive) -> FastAPI:
    app: FastAPI = create_app(Settings(store=example_archive.path))

    @app.get("/broken/{name}")
    def broken(name: str) -> None:
        try:
            raise KeyError(name)
        except KeyError as error:
            raise RuntimeError(f"a secret of {name}") from error

    return app


async def _get(app: FastAPI, path: str, **options: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=("192.0.2.77", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get(path, **options)


def _get_now(app: FastAPI, path: str, **options: Any) -> httpx.Response:
    import asyncio

    return asyncio.run(_get(app, path, **options))


def _lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_one_line_with_the_id_that_its_answer_tells(
    app: FastAPI, log: io.StringIO
) -> None:
    answer = _get_now(app, "/export/quads.nq", headers={"Accept-Encoding": "identity"})
    (line,) = [line for line in _lines(log) if line.get("route")]
    assert line["request_id"] == answer.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/export/{name}", 200)
    assert line["bytes"] == len(answer.content) > 0
    assert line["seconds"] >= 0
    assert (line["level"], line["logger"]) == ("info", "styrkedja.api.observing")
    assert line["time"].endswith("+00:00")
    other = _get_now(app, "/health/live")
    assert other.headers["x-request-id"] != answer.headers["x-request-id"]


def test_nothing_that_a_client_sends_is_logged(app: FastAPI, log: io.StringIO) -> None:
    for path in (f"/{SECRET}", f"/export/{SECRET}", "/health", f"/broken/{SECRET}"):
        _get_now(
            app,
            path,
            params={"query": f"ASK {{ ?{SECRET} ?p ?o }}"},
            headers={"User-Agent": SECRET, "Referer": f"http://{SECRET}/", "X-Request-ID": SECRET},
        )
    text = log.getvalue()
    assert len(_lines(log)) >= 4
    assert SECRET not in text
    assert "192.0.2.77" not in text


def test_an_error_that_nobody_foresaw_is_told_by_its_class_and_places(
    log: io.StringIO,
) -> None:
    def fail(what: str) -> None:
        try:
            raise KeyError(what)
        except KeyError as error:
            raise RuntimeError(f"a secret of {what}") from error

    try:
        fail(SECRET)
    except RuntimeError:
        logging.getLogger("styrkedja.test").exception("it failed")
    (line,) = _lines(log)
    assert line["message"] == "it failed"
    assert "builtins.KeyError" in line["exception"]
    assert "builtins.RuntimeError" in line["exception"]
    assert any("test_logs.py" in place and "in fail" in place for place in line["exception"])
    assert SECRET not in log.getvalue()
    record = logging.LogRecord("styrkedja", logging.ERROR, "x", 1, "it failed", (), None)
    try:
        fail(SECRET)
    except RuntimeError as error:
        record.exc_info = (RuntimeError, error, error.__traceback__)
    text = TextLines().format(record)
    assert text.startswith("ERROR:    styrkedja: it failed\n")
    assert "in fail" in text
    assert SECRET not in text

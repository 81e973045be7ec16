from __future__ import annotations

import asyncio
import http.client
from collections.abc import Iterator

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from styrkedja.api.errors import PROBLEM
from styrkedja.api.limits import MOST_BODY, RequestSizes

SPARQL = {"Content-Type": "application/sparql-query"}


def test_a_body_that_says_it_is_too_large_is_refused(service: httpx.Client) -> None:
    answer = service.post("/sparql", content=b"A" * (MOST_BODY + 1), headers=SPARQL)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("size", [1_500_000, MOST_BODY + 1, 20_000_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_client_that_sends_all_before_it_reads_learns_why(
    service: httpx.Client, size: int, chunked: bool
) -> None:
    connection = http.client.HTTPConnection(service.base_url.host, service.base_url.port or 0)
    body = (b"A" * 10_000 for _ in range(size // 10_000 + 1)) if chunked else b"A" * size
    connection.request("POST", "/sparql", body=body, headers=SPARQL, encode_chunked=chunked)
    answer = connection.getresponse()
    assert answer.status == 413
    assert answer.getheader("content-type") == PROBLEM
    connection.close()


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_body_that_grows_too_large_is_refused_while_it_comes(
    service: httpx.Client, kind: str
) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 65536
            yield b"A" * 65536

    try:
        answer = service.post("/sparql", content=chunks(), headers={"Content-Type": kind})
    except httpx.WriteError:
        return  # cut while it was sending, which is as good
    assert answer.status_code == 413


def test_many_headers_and_large_ones_are_refused(service: httpx.Client) -> None:
    many = {f"X-{number}": "a" for number in range(150)}
    assert service.get("/health", headers=many).status_code == 431
    assert service.get("/health", headers={"X-A": "a" * 40_000}).status_code == 431
    assert service.get("/health", headers={"X-A": "a" * 4_000}).status_code == 200


def test_an_answers_header_with_a_line_end_is_left_out() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"x-good", b"1"), (b"x-bad", b"a\r\nSet-Cookie: b"), (b"x-long", b"a" * 20_000)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "headers": [], "query_string": b"", "raw_path": b"/", "path": "/"}
    asyncio.run(RequestSizes(broken)(scope, receive, send))
    assert sent[0]["headers"] == [(b"x-good", b"1")]

"""Slow and half-open connections, by raw sockets against a real server."""

from __future__ import annotations

import json
import select
import socket
from collections.abc import Callable, Iterator

import httpx
import pytest

from styrkedja.api.errors import PROBLEM
from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

Serve = Callable[[Settings], httpx.Client]
Connect = Callable[[], socket.socket]


@pytest.fixture
def impatient(example_archive: Archive, serve: Serve) -> httpx.Client:
    return serve(
        Settings(store=example_archive.path, head_seconds=0.3, body_seconds=0.6, unread_seconds=0.5)
    )


@pytest.fixture
def connect(impatient: httpx.Client) -> Iterator[Connect]:
    opened: list[socket.socket] = []

    def connected() -> socket.socket:
        url = impatient.base_url
        opened.append(socket.create_connection((url.host, url.port or 0), timeout=20))
        return opened[-1]

    yield connected
    for one in opened:
        one.close()


def rest(connection: socket.socket) -> bytes:
    """Return what comes until the server ends the connection; fails when it does not."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def assert_problem(answer: bytes, status: int) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer[:200]
    assert PROBLEM.encode() in head
    problem = json.loads(body)
    assert set(problem) == {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["status"] == status


def test_a_connection_that_says_nothing_is_cut(connect: Connect) -> None:
    assert_problem(rest(connect()), 408)


def test_a_head_that_comes_letter_by_letter_is_cut(connect: Connect) -> None:
    connection = connect()
    connection.settimeout(0.05)
    answer = b""
    for letter in b"GET /health HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 10_000:
        try:
            connection.sendall(bytes([letter]))
            answer += connection.recv(65536)
            break
        except TimeoutError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            break
    connection.settimeout(20)
    assert_problem(answer + rest(connection), 408)


def test_a_second_request_that_stays_half_is_cut(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /hea")
    answer = rest(connection)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in answer


def test_a_body_that_does_not_come_is_cut(connect: Connect) -> None:
    connection = connect()
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nASK"
    )
    assert_problem(rest(connection), 408)


def test_a_body_that_nobody_reads_does_not_keep_the_connection(connect: Connect) -> None:
    connection = connect()
    connection.sendall(
        b"POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nnever to be whole"
    )
    # On a busy machine the time may be over before there is an answer.
    assert rest(connection).startswith((b"HTTP/1.1 405 ", b"HTTP/1.1 408 "))


def test_an_answer_that_is_not_read_is_given_up(connect: Connect, impatient: httpx.Client) -> None:
    times = 2_000
    whole = len(impatient.get("/openapi.json").content) * times
    assert whole > 32_000_000  # more than sockets hold
    connection = connect()
    connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" * times)
    ended = select.poll()
    ended.register(connection, 0)  # tells of an end only, not of what there is to read
    assert ended.poll(20_000)
    assert len(rest(connection)) < whole
    assert impatient.get("/health").status_code == 200


def test_a_head_that_is_too_long_is_refused(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\nX-A: " + b"a" * 200_000)
    assert_problem(rest(connection), 431)


def test_an_address_that_is_too_long_is_refused(connect: Connect, impatient: httpx.Client) -> None:
    connection = connect()
    connection.sendall(b"GET /" + b"a" * 200_000)
    assert_problem(rest(connection), 414)
    assert impatient.get("/health", params={"a": "a" * 40_000}).status_code == 414


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /health\r\n\r\n",
        b"GET /h\xc3\xa4lsa HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_a_problem(connect: Connect, request_: bytes) -> None:
    connection = connect()
    connection.sendall(request_)
    answer = rest(connection)
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 "))
    assert PROBLEM.encode() in answer
    assert b"Traceback" not in answer


def test_a_broken_chunk_ends_the_connection(connect: Connect, impatient: httpx.Client) -> None:
    connection = connect()
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/sparql-query\r\n\r\nZZZ\r\nno\r\n"
    )
    assert_problem(rest(connection), 400)
    assert impatient.get("/health").status_code == 200


def test_connections_that_say_nothing_make_way_for_others(
    serve: Serve, example_archive: Archive
) -> None:
    most = 500
    client = serve(Settings(store=example_archive.path))
    url = client.base_url
    held = [
        socket.create_connection((url.host, url.port or 0), timeout=20) for _ in range(2 * most)
    ]
    try:
        assert client.get("/health").status_code == 200
        with httpx.Client(base_url=url) as another:
            assert another.get("/health").status_code == 200
        # The first ones went first; the last ones are still waited for.
        assert rest(held[0]) == b""
        held[-1].sendall(b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert rest(held[-1]).startswith(b"HTTP/1.1 200 ")
    finally:
        for connection in held:
            connection.close()


def test_a_hundred_half_open_connections_leave_room_for_others(
    connect: Connect, impatient: httpx.Client
) -> None:
    held = [connect() for _ in range(100)]
    for connection in held:
        connection.sendall(b"GET /health HTTP/1.1\r\n")
    assert impatient.get("/health").status_code == 200
    for connection in held:
        assert_problem(rest(connection), 408)

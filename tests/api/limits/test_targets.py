"""Forms of a request's target and framing that HTTP/1.1 has rules for, by raw sockets."""

from __future__ import annotations

import socket

import httpx
import pytest

_ASK = b"/sparql?query=ASK%7B%7D"
_CHUNKED = b"5\r\nASK{}\r\n0\r\n\r\n"
_QUERY = b"Content-Type: application/sparql-query"


def exchanged(service: httpx.Client, data: bytes) -> bytes:
    """Return all that comes until the server ends the connection."""
    parts = []
    with socket.create_connection(
        (service.base_url.host, service.base_url.port or 0), timeout=30
    ) as connection:
        connection.sendall(data)
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def request(target: bytes, *headers: bytes, method: bytes = b"GET", host: bytes = b"a") -> bytes:
    """Return the head of a request after which the connection is to be closed."""
    lines = (b"%b %b HTTP/1.1" % (method, target), b"Host: " + host, b"Connection: close")
    return b"\r\n".join([*lines, *headers, b"", b""])


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("scheme", [b"http", b"HTTP", b"https"])
def test_a_target_may_be_a_whole_address(service: httpx.Client, scheme: bytes) -> None:
    answer = exchanged(service, request(scheme + b"://data.example:81" + _ASK))
    assert (status_of(answer), answer.endswith(b"true}")) == (200, True)


def test_the_host_of_a_whole_address_goes_before_the_header(service: httpx.Client) -> None:
    target = b"http://data.example/sparql?query=CONSTRUCT%7B%3C%3E%3Ca:b%3E%3C%3E%7D%7B%7D"
    answer = exchanged(service, request(target, b"Accept: text/plain", host=b"other.example"))
    assert b"<http://data.example/sparql>" in answer
    assert b"other.example" not in answer


@pytest.mark.parametrize(
    "target", [b"ftp://a/b", b"http://a b/", b"http://u:p@a/", b"sparql", b"http:/sparql", b"*"]
)
def test_a_target_of_no_known_form_is_refused(service: httpx.Client, target: bytes) -> None:
    answer = exchanged(service, request(target))
    assert status_of(answer) == 400
    assert b"application/problem+json" in answer


def test_options_of_the_whole_server_are_told(service: httpx.Client) -> None:
    answer = exchanged(service, request(b"*", method=b"OPTIONS"))
    assert status_of(answer) == 204
    assert b"allow: GET, HEAD, OPTIONS, POST\r\n" in answer


@pytest.mark.parametrize("host", [b"a b", b"a/b", b"u@a", b"a:b", b"[::1", b"a\\b", b"<a>"])
def test_a_host_that_is_none_is_refused(service: httpx.Client, host: bytes) -> None:
    assert status_of(exchanged(service, request(_ASK, host=host))) == 400


@pytest.mark.parametrize("host", [b"", b"a.b-c_d", b"A:81", b"[::1]:81", b"[fe80::1]", b"%C3%A5"])
def test_any_host_that_is_one_is_answered(service: httpx.Client, host: bytes) -> None:
    assert status_of(exchanged(service, request(_ASK, host=host))) == 200


def test_an_empty_line_before_a_request_is_passed_over(service: httpx.Client) -> None:
    assert status_of(exchanged(service, b"\r\n" + request(_ASK))) == 200
    place = (service.base_url.host, service.base_url.port or 0)
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(request(_ASK).replace(b"Connection: close\r\n", b""))
        assert status_of(connection.recv(65536)) == 200
        connection.sendall(b"\r\n")
        connection.sendall(b"\n" + request(_ASK))
        assert status_of(connection.recv(65536)) == 200


def test_a_body_of_two_lengths_ends_the_connection(service: httpx.Client) -> None:
    head = request(b"/sparql", _QUERY, b"Content-Length: 5", b"Transfer-Encoding: chunked",
                   method=b"POST").replace(b"Connection: close\r\n", b"")  # fmt: skip
    answer = exchanged(service, head + _CHUNKED + request(b"/metrics"))
    assert status_of(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer.lower()


def test_a_body_may_come_in_chunks_with_extensions_and_trailers(service: httpx.Client) -> None:
    head = request(b"/sparql", _QUERY, b"Transfer-Encoding: chunked", method=b"POST")
    body = b"3;a=b\r\nASK\r\n2\r\n{}\r\n0\r\nX-After: a\r\n\r\n"
    assert status_of(exchanged(service, head + body)) == 200


def test_a_client_may_ask_before_it_sends_a_body(service: httpx.Client) -> None:
    head = request(b"/sparql", _QUERY, b"Content-Length: 5", b"Expect: 100-continue",
                   method=b"POST")  # fmt: skip
    answer = exchanged(service, head + b"ASK{}")
    assert answer.startswith(b"HTTP/1.1 100 ")
    assert b"HTTP/1.1 200 " in answer
    too_large = head.replace(b"Length: 5", b"Length: 9999999")
    assert status_of(exchanged(service, too_large)) == 413

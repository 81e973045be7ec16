"""Requests for fuzzing: raw bytes, mutated by a seeded generator, and what an answer must be."""

from __future__ import annotations

import json
import random
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

__all__ = ["KEPT", "Answer", "Request", "assert_well", "kept_requests", "mutated", "send"]

KEPT = Path(__file__).parent / "data" / "fuzz" / "kept.json"
_FULL = (503, 504)  # at a limit
_UNSENT = re.compile(rb"[\x00-\x1f\x7f]|^\s+|\s+$")
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_TELLTALE = (b"Traceback", b"site-packages", b'File "', b"/home/", b".py:", b"RuntimeError")
_TOKENS = (
    b"%00", b"%0d%0a", b"%ff", b"%F0%9F%98%80", b"..%2f..%2f", b"'", b'"', b"<script>", b"{", b"}",
    b"\\u0000", b"\xc3\xa5", b"\xff", b"-1", b"0", b"99999999999999999999", b"1e309", b"NaN",
    b"null", b"[]", b"%5B%5D", b"&&", b"=", b";", b"#", b"?", b"//", b"%2e%2e", b"true", b"*",
    b"SERVICE <http://127.0.0.1:1/>", b"FROM <file:///etc/passwd>", b"a" * 300, b"(" * 70,
    b"UNION{", b"OPTIONAL{", b"ORDER BY ?x", b"LIMIT 0", b"text/html", b"q=0", b",", b"\t",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """A request as its parts; what is sent need not be HTTP."""

    method: bytes
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    def raw(self) -> bytes:
        """Return the bytes to send."""
        lines = [b"%b %b HTTP/1.1" % (self.method, self.target), b"Host: localhost"]
        lines += [b"%b: %b" % pair for pair in self.headers]
        if self.body:
            lines.append(b"Content-Length: %d" % len(self.body))
        return b"\r\n".join([*lines, b"Connection: close", b"", self.body])


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 when the connection was ended without a word."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def kept_requests() -> list[Request]:
    """Return the requests that are kept: one of each kind, and each that once found a fault."""
    found = json.loads(KEPT.read_text(encoding="utf-8"))
    return [
        Request(
            one.get("method", "GET").encode(),
            one["target"].encode(),
            tuple(
                (name.encode(), value.encode()) for name, value in one.get("headers", {}).items()
            ),
            one.get("body", "").encode(),
        )
        for one in found
    ]


def mutated(number: int, kept: list[Request]) -> bytes:
    """Return the bytes of the request with this number: the same number, the same bytes."""
    chance = random.Random(number)
    one = chance.choice(kept)
    parts = [one.method, one.target, one.body, *(text for pair in one.headers for text in pair)]
    for _ in range(chance.randint(1, 4)):
        place = chance.choices(range(len(parts)), [1, 8, 4, *[2] * (len(parts) - 3)])[0]
        parts[place] = _changed(parts[place], chance, kept)
    headers = list(zip(parts[3::2], parts[4::2], strict=True))
    if chance.random() < 0.1:
        headers.append((b"Accept", _changed(b"text/html, */*;q=0.1", chance, kept)))
    method, target, body = parts[:3]
    if chance.random() < 0.85:  # mostly HTTP, so that it gets beyond the parser
        method = method if chance.random() < 0.05 else one.method
        target = b"/" + quote(target, safe="/?&=%;:@!$'()*+,[]~").encode().lstrip(b"/")
        headers = [(one_name, _UNSENT.sub(b"", value)) for one_name, value in headers]
        headers = [(name, value) for name, value in headers if _NAME.fullmatch(name)]
    raw = Request(method, target.replace(b" ", b"%20"), tuple(headers), body).raw()
    return _changed(raw, chance, kept) if chance.random() < 0.02 else raw


def _changed(text: bytes, chance: random.Random, kept: list[Request]) -> bytes:
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.randint(0, 8))
    way = chance.randrange(6)
    if way == 0:
        return text[:start] + chance.choice(_TOKENS) + text[start:]
    if way == 1:
        return text[:start] + text[end:]
    if way == 2:
        return text[:end] + text[start:end] * chance.randint(1, 40) + text[end:]
    if way == 3:
        return text[:start] + bytes([chance.randrange(256)]) + text[start + 1 :]
    if way == 4:
        other = chance.choice(kept).target
        return text[:start] + other[chance.randint(0, len(other)) :]
    return text[:start] + chance.choice(_TOKENS) + text[end:]


def send(address: tuple[str, int], raw: bytes, seconds: float) -> Answer:
    """Return the answer to raw bytes; raises `TimeoutError` when none comes in time."""
    with socket.create_connection(address, timeout=seconds) as connection:
        # It may be refused before it is whole; the answer may still be there.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(raw)
        return _answer(b"".join(_parts(connection)))


def _parts(connection: socket.socket) -> Iterator[bytes]:
    try:
        while part := connection.recv(65536):
            yield part
    except ConnectionResetError:
        return


def _answer(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if not lines[0].startswith("HTTP/1.1 "):
        return Answer(0, {}, raw)
    pairs = (line.partition(":") for line in lines[1:])
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    # What follows the body is the answer to what followed the request.
    body = body[: int(headers.get("content-length", len(body)))]
    return Answer(int(lines[0].split()[1]), headers, body)


def assert_well(status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Fail when an answer is a fault of the service, or tells what it should not."""
    assert status < 500 or status in _FULL, (status, body[:500])
    if status >= 400:
        told = {name.lower(): value for name, value in headers.items()}
        assert not any(word in body for word in _TELLTALE), body[:500]
        kind = told.get("content-type", "").partition(";")[0]
        assert kind in ("application/problem+json", "text/html"), (status, kind, body[:200])
        if kind == "application/problem+json" and body:
            problem = json.loads(body)
            shape = {"type", "title", "status", "detail", "instance", "errors"}
            assert set(problem) == shape
            assert problem["status"] == status

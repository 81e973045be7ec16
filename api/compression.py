"""Answers are sent compressed to clients that take it (RFC 9110, 8.4 and 12.5.3).

What a stranger could learn from the length of a compressed answer (BREACH) is what it holds that
the stranger may not read. So answers to requests with a cookie or a token are never compressed,
nor those that set a cookie or may not be stored; all others anybody may ask for. Files that are
compressed by their form, such as workbooks, are sent as they are, and so are event streams.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Compression"]

_LEAST = 1_000  # bytes; what is smaller goes in one packet anyhow
_LEVEL = 4  # half of the time of zlib's default, for 3 % more bytes of our pages
_GZIP = 16 + zlib.MAX_WBITS
_LONG = 64 << 10  # bytes that are compressed beside the event loop
_WHOLE = 1 << 20  # bytes that are compressed at once, where an answer says that it has no more
_TEXT = re.compile(
    r"text/(?!event-stream)|image/svg\+xml|application/(?:"
    r"json|javascript|xml|n-triples|n-quads|trig|[\w.-]+\+(?:json|xml))"
)
_OWN = (b"cookie", b"authorization")  # with these an answer may be for one client only
_NO_BODY = frozenset({204, 206, 304})  # none, or a part of one whose bytes are counted
_CODING = re.compile(r"\s*(?P<name>[\w*-]+)\s*(?:;\s*q\s*=\s*(?P<weight>[\d.]+)\s*)?")


class Compression:
    """Compresses the texts that an application answers with, by gzip, where that may be done.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and look at what its answer is before it goes out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        codings = b""
        for name, value in scope["headers"]:
            if name in _OWN:
                await self._app(scope, receive, send)
                return
            if name == b"accept-encoding":
                codings += value + b","
        answer = _Answer(send, wanted=_takes_gzip(codings))
        await self._app(scope, receive, answer.send)


class _Answer:
    """One answer on its way out.

    Args:
        send: Where it goes.
        wanted: Whether the client takes gzip.
    """

    def __init__(self, send: Send, *, wanted: bool) -> None:
        self._send = send
        self._wanted = wanted
        self._start: Message | None = None
        self._coder: zlib._Compress | None = None
        self._held: list[bytes] | None = None  # pieces of an answer that is known to be short

    async def send(self, message: Message) -> None:
        """Send a message on, its body compressed; the start waits until the body's begins."""
        if message["type"] == "http.response.start":
            if _varies(message) and self._wanted:
                self._start = message
                length = MutableHeaders(scope=message).get("content-length", "")
                self._held = [] if length.isdecimal() and int(length) <= _WHOLE else None
            else:
                await self._send(message)
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self._send(message)

    async def _body(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._held is not None:
            self._held.append(body)
            if more:
                return
            body, self._held = b"".join(self._held), None
        if self._start is not None:
            start, self._start = self._start, None
            if more or len(body) >= _LEAST:
                self._coder = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
            if self._coder is not None and not more:
                body = await self._coded(body, more=False)
                _mark(start, len(body))
                self._coder = None
            elif self._coder is not None:
                _mark(start, None)
            await self._send(start)
        if self._coder is not None:
            body = await self._coded(body, more=more)
        await self._send({**message, "body": body})

    async def _coded(self, body: bytes, *, more: bool) -> bytes:
        coder = self._coder
        assert coder is not None  # noqa: S101 - asked of answers that are compressed only

        def code() -> bytes:
            # Whoever reads a long answer as it comes is not to wait for the end of it.
            return coder.compress(body) + coder.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)

        return await run_in_threadpool(code) if len(body) > _LONG else code()


def _varies(start: Message) -> bool:
    """Return whether an answer is compressed for those who take it, and say so in its headers."""
    headers = MutableHeaders(scope=start)
    if start["status"] == 304:
        headers.add_vary_header("Accept-Encoding")
        return False
    control = headers.get("cache-control", "")
    fit = (
        start["status"] not in _NO_BODY
        and _TEXT.match(headers.get("content-type", "")) is not None
        and "content-encoding" not in headers
        and "set-cookie" not in headers
        and "no-store" not in control
        and "no-transform" not in control
    )
    if fit:
        headers.add_vary_header("Accept-Encoding")
    return fit


def _mark(start: Message, length: int | None) -> None:
    """Say in the headers of an answer that it is compressed.

    Args:
        start: The answer's start.
        length: Bytes of the compressed body; None when it comes in pieces.
    """
    headers = MutableHeaders(scope=start)
    headers["Content-Encoding"] = "gzip"
    del headers["content-length"]
    del headers["accept-ranges"]
    if length is not None:
        headers["Content-Length"] = str(length)
    tag = headers.get("etag")
    if tag is not None and not tag.startswith("W/"):
        headers["ETag"] = f"W/{tag}"  # these are not the bytes that the strong tag promises


@lru_cache(maxsize=256)
def _takes_gzip(codings: bytes) -> bool:
    """Return whether a client takes gzip, as its `Accept-Encoding` says."""
    weights: dict[str, float] = {}
    for part in codings.decode("latin-1").lower().split(","):
        coding = _CODING.fullmatch(part)
        if coding is not None:
            try:
                weights[coding["name"]] = float(coding["weight"] or 1)
            except ValueError:
                return False
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0

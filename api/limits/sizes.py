"""How large a request may be, seen while it comes in; and no header of ours that is none."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from contextlib import suppress

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import http_problem, problem_response

__all__ = ["MOST_BODY", "MOST_HEAD", "RequestSizes"]

MOST_HEAD = 64 * 1024
"""Bytes of a request's first line and headers together."""

MOST_BODY = 4 * 1024 * 1024
"""Bytes of a request's body, whatever it is for; a route may take less."""

_MOST_DROPPED = 64 * 1024 * 1024  # bytes of a refused body that are still taken in
_DROPPING = 10.0  # seconds for that
_LITTLE = 16 * 1024  # bytes of a body that are read with the head
_MOST_ADDRESS = 32 * 1024
_MOST_HEADERS = 100
_MOST_SENT = 16 * 1024  # bytes of one header of an answer
_LOG = logging.getLogger(__name__)
_NO_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class RequestSizes:
    """Refuses what is too large with 413, 414 or 431, and answers only with headers that are safe.

    A header of an answer that holds a line end or another control sign, or is too long, is left
    out and logged: it could only be there by a fault of ours, and would split the answer.

    Args:
        app: What answers.
        larger: Paths to which more may be posted, and how many bytes.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole = not _announces_body(scope)
        most = MOST_BODY
        if scope.get("method") == "POST":
            most = self._larger.get(scope["path"], MOST_BODY)
        refused = _refused(scope, most)
        if refused is not None:
            if not whole:
                await _drop(receive)
            problem = http_problem(*refused)
            answer = problem_response(Request(scope), problem, {"Connection": "close"})
            await answer(scope, receive, send)
            return
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken, whole
            message = await receive()
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise HTTPException(413, _too_much(most))
            return message

        async def send_checked(message: Message) -> None:
            nonlocal whole
            if message["type"] == "http.response.start":
                if not whole and message["status"] >= 400:
                    whole = True
                    await _drop(receive)
                message["headers"] = [pair for pair in message["headers"] if _is_safe(*pair)]
            await send(message)

        await self._app(scope, receive_counted, send_checked)


def _refused(scope: Scope, most: int) -> tuple[int, str] | None:
    """Return status and reason when a request's head is too much, or says its body will be."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _MOST_ADDRESS:
        return 414, f"An address may have {_MOST_ADDRESS:,} bytes; send long queries by POST."
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(headers) > _MOST_HEADERS or sum(len(n) + len(v) for n, v in headers) > MOST_HEAD // 2:
        return 431, f"The headers may be {_MOST_HEADERS} and have {MOST_HEAD // 2:,} bytes."
    lengths = [value for name, value in headers if name == b"content-length"]
    if any(value.isdigit() and int(value[:20]) > most for value in lengths):
        return 413, _too_much(most)
    return None


def _announces_body(scope: Scope) -> bool:
    """Return whether more of a body is on its way than has come with the head or soon will.

    Not where the client asks before it sends one.
    """
    headers = dict(scope["headers"])
    if b"expect" in headers:
        return False
    length = headers.get(b"content-length", b"0")
    return b"transfer-encoding" in headers or (length.isdigit() and int(length[:20]) > _LITTLE)


async def _drop(receive: Receive) -> None:
    """Take in the rest of a body that is refused, and keep nothing of it.

    A client that is still sending when the connection ends does not learn why.
    """
    dropped = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_DROPPING):
            while dropped < _MOST_DROPPED:
                message = await receive()
                dropped += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return


def _too_much(most: int) -> str:
    return f"The body of a request may have {most:,} bytes."


def _is_safe(name: bytes, value: bytes) -> bool:
    if _NO_VALUE.search(value) is None and len(value) <= _MOST_SENT:
        return True
    _LOG.error("left out a header %r with a value that no header may have", name)
    return False

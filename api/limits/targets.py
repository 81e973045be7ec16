"""What a request is for and how it is framed: only what HTTP/1.1 leaves no doubt about passes."""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..errors import http_problem, problem_response

__all__ = ["RequestTargets"]

_HOST = re.compile(
    rb"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::[0-9]*)?"
    rb"|\[[0-9A-Fa-fvV:.]+\](?::[0-9]*)?"
)
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)(/[^?#]*)?", re.IGNORECASE)
_EVERYWHERE = "GET, HEAD, OPTIONS, POST"


class RequestTargets:
    """Reads the forms of a request's target and refuses what proxies and servers read differently.

    A target may be a whole address, as proxies send it; its host then goes before `Host`
    (RFC 9112, 3.2.2). `OPTIONS *` asks about the server. A `Host` that is none, and a body with
    both a length and chunks, are answered with 400 and the connection's end (RFC 9112, 3.2, 6.1).

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its target in the usual form, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        raw: bytes = scope.get("raw_path") or b"/"
        fault = None if raw.startswith(b"/") else _made_usual(scope, raw)
        fault = fault or _fault(scope["headers"])
        if fault is not None:
            answer = problem_response(
                Request(scope), http_problem(400, fault), {"Connection": "close"}
            )
            await answer(scope, receive, send)
        elif scope["path"] == "*" and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": _EVERYWHERE})(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _made_usual(scope: Scope, raw: bytes) -> str | None:
    """Make a whole address a path and a host, as if it had come so; return what is wrong."""
    if raw == b"*":
        return None if scope["method"] == "OPTIONS" else "Only OPTIONS is asked of '*'."
    found = _ABSOLUTE.fullmatch(raw)
    if found is None:
        return "The target is neither a path nor an address of the web."
    host, path = found[1], found[2] or b"/"
    headers = [pair for pair in scope["headers"] if pair[0] != b"host"]
    scope["headers"] = [(b"host", host), *headers]
    scope["raw_path"] = path
    scope["path"] = scope.get("root_path", "") + unquote(path.decode("ascii"))
    return None


def _fault(headers: list[tuple[bytes, bytes]]) -> str | None:
    """Return what is wrong with the headers that say whom a request is for and where it ends."""
    sized = chunked = False
    for name, value in headers:
        if name == b"host":
            if _HOST.fullmatch(value) is None:
                return "The header Host names no host."
        elif name == b"content-length":
            sized = True
        elif name == b"transfer-encoding":
            chunked = True
    if sized and chunked:
        return "A body has a length or comes in chunks, not both."
    return None

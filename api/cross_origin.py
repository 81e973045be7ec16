"""Scripts of other sites may read what is served here (CORS)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CrossOrigin"]

_CROSS_ORIGIN: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Allow, Content-Disposition, Content-Location, ETag, Last-Modified, Link, Location, "
            "Retry-After, Styrkedja-Commit, Styrkedja-Complete, Styrkedja-Rows-Limit, "
            "Styrkedja-Updated, WWW-Authenticate, X-Request-ID"
        ),
    }
)
_PREFLIGHT: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Language, Authorization, Content-Language, Content-Type, "
            "If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since"
        ),
        "Access-Control-Max-Age": "86400",
    }
)


class CrossOrigin:
    """Lets scripts of any site read every answer, and send SPARQL queries by POST.

    Browsers send the one cookie there is, of those who write, with no other site's requests, so
    nobody's browser adds rights to what a script may read; an answer that sets it is for no other
    site's scripts. The headers do not depend on the request's origin, so one stored answer does
    for all.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight; add the headers to everything else."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        preflight = "origin" in asked and "access-control-request-method" in asked
        if scope["method"] == "OPTIONS" and preflight:
            answer = Response(status_code=204, headers={**_CROSS_ORIGIN, **_PREFLIGHT})
            await answer(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:
                    headers.update(_CROSS_ORIGIN)
            await send(message)

        await self._app(scope, receive, send_open)

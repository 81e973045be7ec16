"""Per-client limits: how often one client may ask, and how much of it at the same time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from styrkedja.settings import Settings

from ..errors import http_problem, problem_response
from .buckets import Buckets, Networks, client_key

__all__ = ["ClientLimits"]

_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"via"})


class ClientLimits:
    """Answers 429 to a client that asks too often, and says when to try again.

    A client is an address. Behind a proxy all requests come from one address, so the proxy must
    be named in the settings before the address it tells is believed (uvicorn does that); until
    then all its clients are counted as one. The machine's own requests are not counted unless the
    settings say so.

    Args:
        app: What answers.
        settings: The limits.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._free = Networks(settings.unlimited_clients)
        self._buckets = Buckets(
            settings.client_rate, settings.client_burst, settings.client_at_once
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        host = (scope.get("client") or ("", 0))[0]
        if scope["type"] != "http" or (host in self._free and not _came_by_proxy(scope)):
            await self._app(scope, receive, send)
            return
        client = client_key(host)
        wait = self._buckets.enter(client)
        if wait:
            request = Request(scope)
            problem = http_problem(429, f"Too many requests; try again in {wait} s.")
            answer = problem_response(request, problem, {"Retry-After": str(wait)})
            await answer(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._buckets.leave(client)


def _came_by_proxy(scope: Scope) -> bool:
    """Return whether a proxy passed the request on: then it is not this machine that asks."""
    return any(name in _FORWARDED for name, _ in scope["headers"])

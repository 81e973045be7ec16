"""What goes on around every request: its id, its line in the log, its place in the figures."""

from __future__ import annotations

import logging
from secrets import token_hex
from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .logs import REQUEST_ID
from .metrics import Metrics

__all__ = ["REQUEST_ID_HEADER", "Observing"]

REQUEST_ID_HEADER = "X-Request-ID"
_LOG = logging.getLogger(__name__)


class Observing:
    """Counts, times and logs every request; its answer tells the id by which the log knows it.

    Args:
        app: What answers.
        metrics: Where requests are counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, started = token_hex(16), perf_counter()
        status, size = 500, 0  # an error that nothing caught is answered outside

        async def observe(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        token = REQUEST_ID.set(request_id)
        try:
            with self._metrics.request_under_way():
                await self._app(scope, receive, observe)
        finally:
            seconds, route = perf_counter() - started, _route(scope)
            self._metrics.request(scope["method"], route, status, seconds)
            about = {
                "method": scope["method"],
                "route": route,
                "status": status,
                "seconds": round(seconds, 4),
                "bytes": size,
            }
            _LOG.info("answered", extra={"request": about})
            REQUEST_ID.reset(token)


def _route(scope: Scope) -> str:
    """Return the pattern of the route that answered; no part of it comes from the client."""
    route = scope.get("route")
    if route is not None:
        return str(route.path)
    return str(scope.get("root_path") or "none")  # a mounted folder

"""What an address says to the methods that it does not answer."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

__all__ = ["other_methods"]


def other_methods(
    path: str, allowed: str, detail: str, headers: Mapping[str, str] | None = None
) -> Route:
    """Return a route for all methods that the routes before it leave.

    OPTIONS is answered with what is allowed, any other method with 405 and the same. The router
    by itself would name the methods of one route only, and never OPTIONS.

    Args:
        path: The address.
        allowed: The methods that there are, OPTIONS among them, as the header `Allow` lists them.
        detail: Why there are no others, as a sentence.
        headers: What else the answer to OPTIONS says.
    """
    return Route(path, _Others(allowed, detail, headers or {}), include_in_schema=False)


class _Others:
    """An application of its own: a plain function would be taken for the answer to GET."""

    def __init__(self, allowed: str, detail: str, headers: Mapping[str, str]) -> None:
        self._allow = {"Allow": allowed}
        self._detail = detail
        self._headers = {**self._allow, **headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "OPTIONS":
            raise HTTPException(405, self._detail, headers=self._allow)
        await Response(status_code=204, headers=self._headers)(scope, receive, send)

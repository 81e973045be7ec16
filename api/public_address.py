"""Where the service is reached from outside: how addresses in catalogue and feeds begin."""

from __future__ import annotations

import re

from fastapi import Request
from starlette.exceptions import HTTPException

from styrkedja.settings import Settings

from .description import SPARQL

__all__ = ["public_address", "sparql_address"]

_HOST = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def public_address(request: Request) -> str:
    """Return the address of the service, with a slash at its end.

    The setting goes first; without it, it is the host that the request was sent to, which is
    whatever the client says, so nothing but a host name or address and a port is let through.

    Raises:
        HTTPException: 400, when the request names no such host.
    """
    settings: Settings = request.app.state.settings
    if settings.public_url is not None:
        return settings.public_url
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise HTTPException(400, "The request names no valid host.")
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}/"


def sparql_address(request: Request) -> str | None:
    """Return the SPARQL endpoint's address, None where the request names no host."""
    try:
        return public_address(request) + SPARQL
    except HTTPException:
        return None

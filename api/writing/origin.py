"""Whether a page of this service sent a request: what browsers say of that, and pages cannot."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from styrkedja.settings import Settings

__all__ = ["is_foreign", "says_nothing"]

_OURS = frozenset({"same-origin"})


def is_foreign(scope: Scope, settings: Settings) -> bool:
    """Return whether a browser says that another site made it send a request.

    Args:
        scope: The request.
        settings: Where the service is reached from outside.
    """
    headers = Headers(scope=scope)
    sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    if any(site not in _OURS for site in sites):
        return True
    own = {f"{scope['scheme']}://{headers.get('host', '')}".lower()}
    if settings.public_url is not None:
        outside = urlsplit(settings.public_url)
        own.add(f"{outside.scheme}://{outside.netloc}".lower())
    return any(origin.lower() not in own for origin in origins)


def says_nothing(scope: Scope) -> bool:
    """Return whether nothing is said of who made a request: browsers name it with every form."""
    return "origin" not in Headers(scope=scope)

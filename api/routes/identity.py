"""Things and the ontology at the paths of their own IRIs, for a service at the IRIs' own host.

There a graph is served at the address that is its name (Graph Store Protocol, 4.1), without a
proxy that would have to write paths anew.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Response

from styrkedja.ontology import ONTOLOGY

from ..caching import Revalidated
from .linked_data import thing
from .vocabulary import ontology

__all__ = ["at_their_iris"]

_OWN = {"things": "/id/", "ontology": "/ns"}  # where they are served in any case


def at_their_iris(base: str) -> APIRouter:
    """Return routes for what is named by the base and by the ontology's namespace.

    Args:
        base: What the IRIs of things begin with; ends in a slash.
    """
    router = APIRouter(
        include_in_schema=False, dependencies=[Revalidated], default_response_class=Response
    )
    things, vocabulary = urlsplit(base).path, urlsplit(ONTOLOGY).path
    if vocabulary != _OWN["ontology"]:
        router.add_api_route(vocabulary, ontology)
    if things != _OWN["things"]:
        router.add_api_route(f"{things}{{path:path}}", thing)
    return router

"""Descriptions of the service and of its data as answers, made once a commit and address."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox
from fastapi import Request, Response

from .description import service_root
from .linked_data import negotiate, rdf_response
from .negotiation import RDF_FORMATS
from .snapshot import Snapshot

__all__ = ["described_response"]

# Clients write the address of the service as they like; few ways to write it are kept.
_KEPT = 2 * len(RDF_FORMATS)


def described_response(
    request: Request, snapshot: Snapshot, describe: Callable[[str, Snapshot], list[ox.Triple]]
) -> Response:
    """Return a description in the form that `?format=` or `Accept` asks for.

    Args:
        request: The request.
        snapshot: What is described.
        describe: Makes the triples from the service's address and the snapshot.

    Raises:
        HTTPException: 404 for an unknown `?format=`, 406 when nothing on offer is accepted.
    """
    form = negotiate(request, None, html=False)
    assert form is not None  # noqa: S101 - there is no page to choose

    def made(root: str, name: str) -> bytes:
        return bytes(rdf_response(describe(root, snapshot), RDF_FORMATS[name]).body)

    make = snapshot.cached(("described", describe.__name__), lambda: lru_cache(maxsize=_KEPT)(made))
    content = make(service_root(request), form.name)
    return Response(content, media_type=form.media_type, headers={"Vary": "Accept"})

"""Descriptions of the service and of its data as answers, made once a commit and address."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox
from fastapi import Request, Response

from .linked_data import negotiate, rdf_response
from .negotiation import RDF_FORMATS
from .public_address import public_address
from .snapshot import Snapshot

__all__ = ["described_response"]

# Clients write the address of the service as they like; few ways to write it are kept.
_KEPT = 2 * len(RDF_FORMATS)


def described_response(
    request: Request, snapshot: Snapshot, name: str, describe: Callable[[str], list[ox.Triple]]
) -> Response:
    """Return a description in the form that `?format=` or `Accept` asks for.

    Args:
        request: The request.
        snapshot: What is described.
        name: What tells this description of a snapshot from others.
        describe: Makes the triples from the service's address; gives the same for the same.

    Raises:
        HTTPException: 404 for an unknown `?format=`, 406 when nothing on offer is accepted.
    """
    form = negotiate(request, None, html=False)
    assert form is not None  # noqa: S101 - there is no page to choose

    def made(root: str, form: str) -> bytes:
        return bytes(rdf_response(describe(root), RDF_FORMATS[form]).body)

    make = snapshot.cached(("described", name), lambda: lru_cache(maxsize=_KEPT)(made))
    content = make(public_address(request), form.name)
    return Response(content, media_type=form.media_type, headers={"Vary": "Accept"})

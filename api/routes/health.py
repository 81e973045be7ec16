"""Whether the service is there, whether it can answer, and what it counts."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from styrkedja import __version__

from ..responses import Alive, Health, Ready
from ..snapshot import Snapshots

__all__ = ["health", "live", "metrics", "ready", "router"]

router = APIRouter(tags=["service"])
_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/health", summary="Whether the service is there, and what it serves")
async def health(request: Request, response: Response) -> Health:
    """Return the version, the number of the archive's last commit, and how many documents.

    `degraded` says that the archive cannot be loaded as it is now; what was loaded before is
    served on.
    """
    snapshots: Snapshots = request.app.state.snapshots
    snapshot = snapshots.known
    if snapshot is None:
        snapshot = await asyncio.to_thread(snapshots.current)
    response.headers.update(_NEVER_KEPT)
    return Health(
        version=__version__,
        status="degraded" if snapshots.troubled else "ok",
        commit=snapshot.head,
        documents=len(snapshot.documents),
    )


@router.get("/health/live", summary="Whether the process answers")
async def live(response: Response) -> Alive:
    """Return at once, whatever the archive is like; no answer means: start it again."""
    response.headers.update(_NEVER_KEPT)
    return Alive()


@router.get(
    "/health/ready",
    summary="Whether pages and queries can be answered",
    responses={503: {"model": Ready, "description": "Not yet, or not now"}},
)
async def ready(request: Request, response: Response) -> Ready:
    """Return at once whether the archive is loaded, and whether queries can be evaluated."""
    state = request.app.state
    answer = Ready(
        archive=state.snapshots.known is not None, queries=state.evaluation.keeper is not None
    )
    response.headers.update(_NEVER_KEPT)
    if not (answer.archive and answer.queries):
        response.status_code = 503
        response.headers["Retry-After"] = "1"
    return answer


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}, "application/openmetrics-text": {}}}},
)
async def metrics(request: Request, accept: Annotated[str, Header()] = "") -> Response:
    """Return what is counted since the start, in the text format that Prometheus collects."""
    content, media_type = request.app.state.metrics.exposition(accept)
    headers = {**_NEVER_KEPT, "Vary": "Accept", "Content-Type": media_type}
    return Response(content, headers=headers)

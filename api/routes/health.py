"""Whether the service is there, and over which commit of the archive."""

from __future__ import annotations

from fastapi import APIRouter

from styrkedja import __version__

from ..responses import Health
from ..snapshot import CurrentSnapshot

__all__ = ["health", "router"]

router = APIRouter(tags=["service"])


@router.get("/health", summary="Whether the service is there")
def health(snapshot: CurrentSnapshot) -> Health:
    """Return the version, the number of the archive's last commit, and how many documents."""
    return Health(version=__version__, commit=snapshot.head, documents=len(snapshot.documents))

"""Where things have gone whose IRIs no longer say anything: to another IRI, or for good."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from .snapshot import Snapshot

__all__ = ["GONE", "former_iri"]


class _Gone(Enum):
    """That a thing was there once."""

    GONE = "gone"


GONE: Literal[_Gone.GONE] = _Gone.GONE


def former_iri(snapshot: Snapshot, iri: str) -> str | Literal[_Gone.GONE] | None:
    """Return the IRI that a thing has now, `GONE` when it has none, None when it never was.

    The earlier versions of a municipality's documents are compared once a commit, at the first
    question for an IRI of that municipality that is not known.

    Args:
        snapshot: The snapshot.
        iri: An IRI that the store says nothing of.
    """
    municipality, *rest = iri.removeprefix(snapshot.base).split("/")
    for part in rest:
        if snapshot.was_purged(f"{snapshot.base}{municipality}/document/{part}"):
            return GONE
    if all(one.municipality != municipality for one in snapshot.documents):
        return None
    known = snapshot.former_iris(municipality)
    seen = {iri}
    while iri in known:
        now = known[iri]
        if now is None or now in seen:
            return GONE
        iri = now
        seen.add(iri)
    return iri if len(seen) > 1 else None

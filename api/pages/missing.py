"""The page that is shown for a document that is not there: what is there instead."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from .rendering import Visit
from .translation import Text
from .views import Ref, ref

__all__ = ["document_missing"]


def document_missing(visit: Visit, municipality: str, key: str) -> HTMLResponse:
    """Return a page that says that a document is not there, and which of its municipality are.

    Args:
        visit: The visit.
        municipality: The municipality's slug as the address has it.
        key: The document's slug, likewise.
    """
    iri = f"{visit.links.base}{municipality}/document/{key}"
    gone = visit.snapshot.was_purged(iri)
    here: list[tuple[Ref, Text]] = [
        (
            ref(record.iri, visit.facts, visit.links),
            visit.facts.label(visit.links.iri(record.municipality)),
        )
        for record in visit.snapshot.documents
    ]
    own = [
        one
        for one, record in zip(here, visit.snapshot.documents, strict=True)
        if record.municipality == municipality
    ]
    return visit.page(
        "document_missing.html",
        status=410 if gone else 404,
        section="/documents",
        asked=f"{municipality}/{key}",
        gone=gone,
        near=own or here,
        own=bool(own),
    )

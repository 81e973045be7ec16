"""Which documents a page is made from: of which day they are, and how much was understood."""

from __future__ import annotations

from collections.abc import Collection

from .document import DocumentItem, document_item
from .rendering import Visit

__all__ = ["document_items", "sources_of"]


def document_items(visit: Visit) -> list[DocumentItem]:
    """Return all documents that the visit may see, for lists."""
    key = ("pages.documents", visit.language)
    return visit.snapshot.cached(
        key, lambda: [document_item(visit, record) for record in visit.snapshot.documents]
    )


def sources_of(visit: Visit, documents: Collection[str]) -> list[DocumentItem]:
    """Return those of the documents with these IRIs, in the order of the archive."""
    records = visit.snapshot.documents
    items = document_items(visit)
    return [item for record, item in zip(records, items, strict=True) if record.iri in documents]

"""Which documents a page is made from: of which day they are, and how much was understood."""

from __future__ import annotations

from collections.abc import Collection

from styrkedja.graph.archive import DocumentRecord

from .document import DocumentItem, document_item
from .rendering import Visit

__all__ = ["known_item", "sources_of"]


def known_item(visit: Visit, record: DocumentRecord) -> DocumentItem:
    """Return a document for a list; made once a commit for each and language."""
    made: dict[str, DocumentItem] = visit.snapshot.cached(
        ("pages.documents", visit.language), dict, lasting=True
    )
    item = made.get(record.iri)
    if item is None:
        item = made[record.iri] = document_item(visit, record)
    return item


def sources_of(visit: Visit, documents: Collection[str]) -> list[DocumentItem]:
    """Return those of the documents with these IRIs, in the order of the archive."""
    return [
        known_item(visit, record) for record in visit.snapshot.documents if record.iri in documents
    ]

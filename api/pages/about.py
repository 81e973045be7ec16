"""About the data: which documents it comes from, how it was read, and on what terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from styrkedja import __version__
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.queries import load_query

from .document import DocumentItem
from .rendering import Visit, visit_of
from .sources import document_items

__all__ = ["Completeness", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Completeness:
    """A document and how far it was understood.

    Args:
        item: The document.
        unsure: How many of its facts the reading rules are less than quite sure of.
        href: The list of these.
    """

    item: DocumentItem
    unsure: int
    href: str


@router.get("/documents", response_class=HTMLResponse)
def documents_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the list of documents."""
    visit = visit_of(request, snapshot)
    lang = visit.language
    return visit.page(
        "documents.html",
        documents=document_items(visit),
        feed=f"/feeds/documents.atom?lang={lang}",
        changes=f"/feeds/statuses.atom?lang={lang}",
        asked_as="documents",
    )


@router.get("/about", response_class=HTMLResponse)
def about_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return what the data is, where it comes from and how far it can be trusted."""
    visit = visit_of(request, snapshot)
    documents = _completeness(visit)
    reads = [one.item.read for one in documents if one.item.read is not None]
    days = [one.item.as_of for one in documents if one.item.as_of is not None]
    return visit.page(
        "about.html",
        documents=documents,
        newest=max(reads, default=None),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        facts=snapshot.quads,
        commit=snapshot.head,
        version=__version__,
    )


def _completeness(visit: Visit) -> list[Completeness]:
    snapshot = visit.snapshot
    unsure = snapshot.cached("pages.unsure", lambda: _unsure(visit))
    return [
        Completeness(
            item,
            unsure[record.iri],
            visit.links.page("/questions/unsure_facts", document=record.iri),
        )
        for record, item in zip(snapshot.documents, document_items(visit), strict=True)
    ]


def _unsure(visit: Visit) -> Counter[str]:
    """Return how many facts of each document are less sure, as the library's question has it."""
    rows = visit.snapshot.store.select(load_query("unsure_facts").text()).dicts()
    return Counter(row["source"] or "" for row in rows)

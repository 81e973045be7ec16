"""About the data: which documents it comes from, how it was read, and on what terms."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from styrkedja import __version__
from styrkedja.api.snapshot import CurrentSnapshot

from .document import DocumentItem, document_item
from .rendering import Visit, visit_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/documents", response_class=HTMLResponse)
def documents_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the list of documents."""
    visit = visit_of(request, snapshot)
    lang = visit.language
    return visit.page(
        "documents.html",
        documents=_documents(visit),
        feed=f"/feeds/documents.atom?lang={lang}",
        changes=f"/feeds/statuses.atom?lang={lang}",
        asked_as="documents",
    )


@router.get("/about", response_class=HTMLResponse)
def about_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return what the data is, where it comes from and how far it can be trusted."""
    visit = visit_of(request, snapshot)
    documents = _documents(visit)
    reads = [item.read for item in documents if item.read is not None]
    return visit.page(
        "about.html",
        documents=documents,
        newest=max(reads, default=None),
        commit=snapshot.head,
        version=__version__,
    )


def _documents(visit: Visit) -> list[DocumentItem]:
    key = ("pages.documents", visit.language)
    return visit.snapshot.cached(
        key, lambda: [document_item(visit, record) for record in visit.snapshot.documents]
    )

"""The page with all elements of one kind that a document states, for long documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot

from .document import element_groups
from .missing import document_missing
from .paging import page_of
from .provenance import dated
from .rendering import visit_of
from .views import ref

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SHOWN = 100


@router.get("/documents/{municipality}/{key}/elements", response_class=HTMLResponse)
def elements_page(
    request: Request,
    snapshot: CurrentSnapshot,
    municipality: str,
    key: str,
    kind: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Return a document's elements of one kind, page by page.

    Args:
        request: The request.
        snapshot: The snapshot.
        municipality: The municipality's slug.
        key: The document's slug.
        kind: Local name of the class; another, or none, lists the kinds there are.
        page: The page, from 1; one after the last shows the last.
    """
    visit = visit_of(request, snapshot)
    iri = f"{snapshot.base}{municipality}/document/{key}"
    if snapshot.document(iri) is None:
        return document_missing(visit, municipality, key)
    facts, links = visit.facts, visit.links
    groups = element_groups(visit, iri)
    chosen = next((group for group in groups if group.kind == kind), None)
    path = links.part(iri, "elements")
    shown = page_of(() if chosen is None else chosen.items, page, _SHOWN)
    return visit.page(
        "document_elements.html",
        section="/documents",
        crumbs=[ref(one, facts, links) for one in (links.iri(municipality), iri)],
        name=facts.label(iri),
        asked=kind[:60],
        group=chosen,
        kinds=[(group, links.page(path, kind=group.kind)) for group in groups],
        items=shown.items,
        shown=shown,
        addresses=shown.addresses(lambda number: links.page(path, kind=kind, page=number)),
        downloads=[
            (
                form.upper(),
                links.page(f"/api/v1/elements.{form}", document=links.key(iri), kind=kind),
            )
            for form in ("csv", "xlsx")
        ],
        dated=dated(visit, iri),
    )

"""The page of what leads to a thing by one property."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse

from styrkedja.api.incoming import Incoming, question
from styrkedja.api.negotiation import RDF_FORMATS
from styrkedja.api.snapshot import Snapshot

from .rendering import visit_of
from .views import ref

__all__ = ["incoming_html"]


def incoming_html(request: Request, snapshot: Snapshot, iri: str, found: Incoming) -> HTMLResponse:
    """Return one page of what leads to a thing, by name within the page.

    Args:
        request: The request.
        snapshot: The snapshot.
        iri: The thing.
        found: What leads to it.
    """
    visit = visit_of(request, snapshot)
    facts, links = visit.facts, visit.links

    def address(page: int) -> str | None:
        there = 1 <= page <= found.pages
        return links.incoming(iri, found.predicate, page) if there else None

    asked = question(found.predicate, found.page)
    return visit.page(
        "incoming.html",
        name=facts.label(iri),
        home=links.thing(iri),
        property=facts.label(found.predicate),
        total=found.total,
        page=found.page,
        pages=found.pages,
        items=[ref(one, facts, links) for one in facts.by_label(found.subjects)],
        earlier=address(found.page - 1),
        later=address(found.page + 1),
        alternates=[
            (f"/id/{links.key(iri)}.{form.name}?{asked}", form.types[0], form.label)
            for form in RDF_FORMATS.values()
        ],
    )

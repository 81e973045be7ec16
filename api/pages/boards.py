"""The front page, "which boards share assignments", and the list behind each of its cells."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import CurrentSnapshot

from .front import front_of
from .rendering import visit_of
from .scope import board_analysis, scope_of
from .views import assignment_views, ref

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def front_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return which boards share assignments, in the document asked for or the newest."""
    visit = visit_of(request, snapshot)
    scope = scope_of(visit)
    if scope is None:
        return visit.page("empty.html")
    key = ("pages.front", scope.value, visit.language)
    front = snapshot.cached(key, lambda: front_of(visit, scope))
    return visit.page("front.html", scope=scope, front=front)


@router.get("/boards/shared", response_class=HTMLResponse)
def shared_page(request: Request, snapshot: CurrentSnapshot, a: str, b: str) -> HTMLResponse:
    """Return what two boards share.

    Args:
        request: The request.
        snapshot: The snapshot.
        a: What follows the base in the IRI of one board.
        b: The same of the other.
    """
    visit = visit_of(request, snapshot)
    scope = scope_of(visit)
    first, second = visit.links.iri(a), visit.links.iri(b)
    if scope is None:
        raise HTTPException(404, "No document has been read yet.")
    for iri in (first, second):
        if not visit.facts.is_known(iri):
            raise HTTPException(404, f"There is no board {visit.links.key(iri)!r}.")
    analysis = board_analysis(snapshot, scope)
    pair = analysis.pair(first, second)
    items = () if pair is None else pair.elements
    return visit.page(
        "shared.html",
        scope=scope,
        a=visit.links.key(first),
        b=visit.links.key(second),
        first=ref(first, visit.facts, visit.links),
        second=ref(second, visit.facts, visit.links),
        items=assignment_views(items, analysis.as_of, visit),
    )

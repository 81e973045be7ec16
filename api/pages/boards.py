"""The front page, "which boards share assignments", and the list behind each of its cells."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.ontology.namespaces import SK

from .body import BODY_CLASSES
from .elements import element_views
from .front import front_of
from .kinds import narrowest
from .rendering import Visit, visit_of
from .scope import Scope, board_analysis, document_value, scope_of
from .views import ref

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
    return visit.page(
        "front.html",
        scope=scope,
        front=front,
        asked_as="shared_pairs",
        alternates=_alternates(snapshot, scope),
    )


def _alternates(snapshot: Snapshot, scope: Scope) -> list[tuple[str, str, str]]:
    """Return the analysis's other forms (address, media type, name), where there are any.

    The data has one document, or all municipalities at once, but not all of one among several.
    """
    if scope.record is None and len({one.municipality for one in snapshot.documents}) > 1:
        return []
    value = "all" if scope.record is None else document_value(scope.record)
    address = f"/analyses/boards?{urlencode({'document': value}, safe='/')}"
    return [
        (address, "application/json", "JSON"),
        (f"{address}&format=csv", "text/csv", "CSV"),
        (f"{address}&format=graphml", "application/graphml+xml", "GraphML"),
    ]


@router.get("/boards/shared", response_class=HTMLResponse)
def shared_page(request: Request, snapshot: CurrentSnapshot, a: str, b: str) -> Response:
    """Return what two boards share; a board and itself lead to the board's page.

    Args:
        request: The request.
        snapshot: The snapshot.
        a: What follows the base in the IRI of one board.
        b: The same of the other.
    """
    visit = visit_of(request, snapshot)
    first, second = visit.links.iri(a), visit.links.iri(b)
    home, other_home = _home(visit, first), _home(visit, second)
    if first == second:
        document = request.query_params.get("document")
        return RedirectResponse(visit.links.thing(first, document=document) or "/", 303)
    if home != other_home:
        boards = [ref(iri, visit.facts, visit.links) for iri in (first, second)]
        homes = [ref(iri, visit.facts, visit.links) for iri in (home, other_home)]
        return visit.page("apart.html", status=422, pairs=list(zip(boards, homes, strict=True)))
    scope = scope_of(visit, visit.links.key(home))
    if scope is None:
        raise HTTPException(404, "No document has been read yet.")
    analysis = board_analysis(snapshot, scope)
    pair = analysis.pair(first, second)
    items = () if pair is None else pair.elements
    return visit.page(
        "shared.html",
        section="/",
        scope=scope,
        a=visit.links.key(first),
        b=visit.links.key(second),
        first=ref(first, visit.facts, visit.links, scope.value),
        second=ref(second, visit.facts, visit.links, scope.value),
        as_of=analysis.as_of,
        items=element_views(items, analysis.as_of, visit, scope.value),
    )


def _home(visit: Visit, board: str) -> str:
    """Return the municipality of a board.

    Raises:
        HTTPException: 404, when it is no body of a municipality.
    """
    home = visit.facts.iri(board, SK + "municipality")
    if home is None or narrowest(visit.facts.types(board), BODY_CLASSES) is None:
        raise HTTPException(404, f"There is no board {visit.links.key(board)!r}.")
    return home

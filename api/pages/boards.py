"""The front page, "which boards share assignments", and the list behind each of its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.graph.analysis import ElementItem, is_overdue
from styrkedja.ontology.namespaces import SK

from .body import BODY_CLASSES
from .document import DocumentItem
from .front import front_of
from .kinds import narrowest
from .rendering import Visit, visit_of
from .scope import Scope, document_value, scope_of
from .selection import Selection, selection_of, sharing_chosen
from .shared import chooser_of, listed_items
from .sources import sources_of
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
    selection = selection_of(request)
    key = ("pages.front", scope.value, selection, visit.language)
    front = snapshot.cached(key, lambda: front_of(visit, scope, selection))
    return visit.page(
        "front.html",
        scope=scope,
        selection=selection,
        front=front,
        chooser=chooser_of(visit, scope, selection, "/"),
        sources=_sources(visit, front.analysis.elements, scope),
        asked_as="shared_pairs",
        alternates=_alternates(snapshot, scope) if selection.is_plain else [],
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
    scope = _scope_of(visit, home)
    selection = selection_of(request)
    analysis = sharing_chosen(snapshot, scope, selection).boards
    pair = analysis.pair(first, second)
    items = () if pair is None else pair.elements
    return visit.page(
        "shared.html",
        **_asked(visit, scope, selection, a=visit.links.key(first), b=visit.links.key(second)),
        first=ref(first, visit.facts, visit.links, scope.value),
        second=ref(second, visit.facts, visit.links, scope.value),
        as_of=analysis.as_of,
        items=listed_items(visit, items, analysis.as_of, scope),
        sources=_sources(visit, items, scope),
    )


@router.get("/boards/elements", response_class=HTMLResponse)
def elements_page(
    request: Request,
    snapshot: CurrentSnapshot,
    board: str | None = None,
    only: Literal["shared", "late"] | None = None,
) -> Response:
    """Return the elements that a number counts.

    Args:
        request: The request.
        snapshot: The snapshot.
        board: What follows the base in the IRI of the board whose they are; None for all.
        only: "shared" or "late" for those only.
    """
    visit = visit_of(request, snapshot)
    iri = None if board is None else visit.links.iri(board)
    scope = _scope_of(visit, None if iri is None else _home(visit, iri))
    selection = selection_of(request)
    analysis = sharing_chosen(snapshot, scope, selection).boards
    items = [
        item
        for item in analysis.elements
        if (iri is None or iri in item.bodies)
        and (only != "shared" or len(item.bodies) > 1)
        and (only != "late" or is_overdue(item, analysis.as_of))
    ]
    kept = {name: one for name, one in (("board", board), ("only", only)) if one is not None}
    return visit.page(
        "held.html",
        **_asked(visit, scope, selection, **kept),
        board=None if iri is None else ref(iri, visit.facts, visit.links, scope.value),
        only=only,
        as_of=analysis.as_of,
        items=listed_items(visit, items, analysis.as_of, scope),
        sources=_sources(visit, items, scope),
    )


def _asked(visit: Visit, scope: Scope, selection: Selection, **kept: str) -> dict[str, Any]:
    """Return what both lists say of their question, and how it is asked otherwise.

    Args:
        visit: The visit; its address is asked again.
        scope: The chosen documents.
        selection: What is asked about.
        kept: What else the address names.
    """
    return {
        "section": "/",
        "scope": scope,
        "selection": selection,
        "front": visit.links.page("/", "", document=scope.value, **selection.parameters),
        "chooser": chooser_of(visit, scope, selection, visit.request.url.path, **kept),
    }


def _scope_of(visit: Visit, home: str | None) -> Scope:
    """Return which documents a list is about, those of a municipality where one is given.

    Raises:
        HTTPException: 404, when there are none.
    """
    scope = scope_of(visit, None if home is None else visit.links.key(home))
    if scope is None:
        raise HTTPException(404, "No document has been read yet.")
    return scope


def _sources(visit: Visit, items: Iterable[ElementItem], scope: Scope) -> list[DocumentItem]:
    """Return the documents that a page is made from."""
    found = {item.document for item in items}
    return sources_of(visit, found | ({scope.document} if scope.document else set()))


def _home(visit: Visit, board: str) -> str:
    """Return the municipality of a board.

    Raises:
        HTTPException: 404, when it is no body of a municipality.
    """
    known = visit.facts.is_known(board)
    home = visit.facts.iri(board, SK + "municipality") if known else None
    if home is None or narrowest(visit.facts.types(board), BODY_CLASSES) is None:
        raise HTTPException(404, f"There is no board {visit.links.key(board)!r}.")
    return home

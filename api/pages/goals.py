"""The pages about goals: by kind, by body, the chain as a tree, and one goal."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.graph.analysis import CoverageAnalysis
from styrkedja.graph.analysis.chains import Value
from styrkedja.graph.analysis.coverage import UNDER
from styrkedja.ontology.namespaces import SK

from .chain import chain_above
from .coverage import (
    asked_of,
    body_table,
    chain_chosen,
    coverage_chosen,
    goal_href,
    kind_table,
    levels_of,
)
from .elements import ElementGroup, by_kind, element_view
from .goal import kind_answers, narrowed_of, silent_bodies, workers_of
from .rendering import Visit, visit_of
from .scope import Scope, document_value, scope_of
from .sources import sources_of
from .tree import forest, tally_of, tree_chosen
from .views import excerpts

__all__ = ["router"]

router = APIRouter(prefix="/goals", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
def kinds_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the goals by what stands under them."""
    return _table_page(visit_of(request, snapshot), "kinds")


@router.get("/bodies", response_class=HTMLResponse)
def bodies_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the goals by the bodies that work for them."""
    return _table_page(visit_of(request, snapshot), "bodies")


def _table_page(visit: Visit, view: str) -> HTMLResponse:
    scope = scope_of(visit)
    if scope is None:
        return visit.page("empty.html")
    chain = chain_chosen(visit.snapshot, scope)
    asked = asked_of(visit, chain)
    analysis = coverage_chosen(visit.snapshot, scope, asked.level)
    make = kind_table if view == "kinds" else body_table
    key = ("pages.goals", view, scope.value, asked, visit.language)
    return visit.page(
        "goals.html",
        view=view,
        scope=scope,
        asked=asked,
        levels=levels_of(chain),
        sentences=analysis.sentences(visit.language),
        table=visit.snapshot.cached(key, lambda: make(visit, scope, asked)),
        sources=sources_of(visit, {item.document for item in analysis.goals} | _one(scope)),
        asked_as="goal_coverage" if view == "kinds" else "goal_by_body",
    )


@router.get("/chain", response_class=HTMLResponse)
def chain_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the chain from the top down, and what stands under nothing."""
    visit = visit_of(request, snapshot)
    scope = scope_of(visit)
    if scope is None:
        return visit.page("empty.html")
    tree = tree_chosen(visit, scope)
    analysis = coverage_chosen(snapshot, scope)
    key = ("pages.forest", scope.value, visit.language)
    return visit.page(
        "goal_chain.html",
        scope=scope,
        nodes=snapshot.cached(key, lambda: forest(visit, scope, tree, tree.tops)),
        loose=_loose(visit, scope, analysis, tree.loose),
        sources=sources_of(visit, {item.document for item in tree.elements.values()} | _one(scope)),
        asked_as="stated_links",
    )


def _loose(
    visit: Visit, scope: Scope, analysis: CoverageAnalysis, loose: tuple[str, ...]
) -> list[tuple[ElementGroup, str]]:
    """Return what is linked to nothing, by kind, and whether the document would say of it."""
    up = {place.element.iri: place.up for place in analysis.places}
    groups = by_kind(visit, (element_view(visit, iri, document=scope.value) for iri in loose))
    kinds = {iri: analysis.graph.nodes[iri]["kind"] for iri in loose}
    said = {
        kind: any(up[iri] is Value.NOT_COVERED for iri in loose if kinds[iri] == kind)
        for kind in set(kinds.values())
    }
    return [
        (group, (Value.NOT_COVERED if said[group.kind] else Value.NOT_STATED).value)
        for group in groups
    ]


@router.get("/{key:path}", response_class=HTMLResponse)
def goal_page(request: Request, snapshot: CurrentSnapshot, key: str) -> HTMLResponse:
    """Return one goal, or another element: who works for it, by what, and how that goes.

    Raises:
        HTTPException: 404, when there is no such element.
    """
    visit = visit_of(request, snapshot)
    iri = visit.links.iri(key)
    scope = _scope_of_goal(visit, iri)
    tree = tree_chosen(visit, scope)
    item = tree.elements[iri]
    level = item.kind if item.kind in UNDER else None
    analysis = coverage_chosen(snapshot, scope, level)
    return visit.page(
        "goal.html",
        section="/goals",
        scope=scope,
        goal=element_view(visit, iri, document=scope.value),
        level=level,
        crumbs=chain_above(visit, iri, scope.value),
        read=visit.links.thing(iri),
        goal_address=goal_href(visit, scope, iri),
        tally=tally_of(visit, scope, iri, tree.roll_up(iri)),
        kinds=kind_answers(visit, scope, analysis, iri),
        workers=workers_of(visit, scope, analysis, iri),
        silent=silent_bodies(analysis, iri),
        nodes=forest(visit, scope, tree, [link.child for link in tree.children.get(iri, ())]),
        listed=narrowed_of(visit, scope, analysis, iri),
        excerpts=excerpts(visit.facts.passages(iri), visit),
        sources=sources_of(visit, {item.document}),
    )


def _scope_of_goal(visit: Visit, iri: str) -> Scope:
    """Return the document of an element, or all years where these are asked for and have it.

    Raises:
        HTTPException: 404, when there is no such element.
    """
    known = visit.facts.is_known(iri)
    stated = visit.facts.iri(iri, SK + "statedIn") if known else None
    record = None if stated is None else visit.snapshot.document(stated)
    if record is None or not visit.facts.is_a(iri, "SteeringElement"):
        raise HTTPException(404, f"There is no goal {visit.links.key(iri)[:200]!r}.")
    everything = f"{record.municipality}/all"
    if visit.request.query_params.get("document") == everything:
        scope = scope_of(visit, record.municipality, document=everything)
        if scope is not None and iri in tree_chosen(visit, scope).elements:
            return scope
    own = scope_of(visit, record.municipality, document=document_value(record))
    assert own is not None  # noqa: S101 - the document is there
    return own


def _one(scope: Scope) -> set[str]:
    return set() if scope.document is None else {scope.document}

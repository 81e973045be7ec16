"""The calendar: what is due when, body by body, and the list behind each of its numbers."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.graph.analysis import (
    PERIODS,
    STATUSES,
    CalendarAnalysis,
    Responsibilities,
    calendar_of,
    load_responsibilities,
)
from styrkedja.graph.analysis.deadline_sentences import period_words

from .calendar_list import listed_of, of_body
from .calendar_table import NOBODY, Asked, address_of, cells_of, rows_of
from .choices import kind_options, status_options
from .elements import element_views
from .naming import with_names_marked
from .rendering import Visit, visit_of
from .scope import Scope, documents_of, scope_of
from .sources import sources_of
from .translation import Text
from .views import ref

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_MOST_COLUMNS = 20  # where the address does not say how long periods are to be


@router.get("/calendar", response_class=HTMLResponse)
def calendar_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return what is due when; `?body=` and `?period=` choose whose and when it is listed."""
    visit = visit_of(request, snapshot)
    scope = _scope(visit)
    if scope is None:
        return visit.page("empty.html")
    asked = _asked(visit)
    found = _responsibilities(visit, scope, asked)
    key = ("pages.calendar", scope.value, asked.kind, asked.status, asked.by)
    whole = snapshot.cached(key, lambda: _calendar(found, asked.by))
    by = whole.by
    analysis = whole if asked.body is None else calendar_of(of_body(found, asked.body), by=by)
    periods = [due.period for due in analysis.totals if due.elements and due.period]
    days = sorted({item.as_of for item in analysis.elements if item.as_of is not None})
    groups, after = listed_of(analysis, asked, found, days[-1] if days else None)
    return visit.page(
        "calendar.html",
        scope=scope,
        asked=asked,
        days=days,
        sentences=with_names_marked(
            analysis.sentences(visit.language),
            (body.name for body in analysis.bodies),
            visit.language,
        ),
        body=None
        if asked.body in (None, NOBODY)
        else ref(asked.body, visit.facts, visit.links, scope.value),
        nobody=asked.body == NOBODY,
        anybody_missing=any(not item.bodies for item in found.elements),
        bodies=[
            (visit.links.key(body.iri), Text(body.name, "sv"), body.iri == asked.body)
            for body in whole.bodies
        ],
        kinds=kind_options(visit, asked.kind or ""),
        statuses=status_options(visit, STATUSES[:-1], asked.status or ""),
        lengths=[(length, length == by) for length in PERIODS],
        heads=[_words(visit, period) for period in periods],
        undated=bool(analysis.undated),
        total=cells_of(visit, scope, asked, analysis, None, periods, total=True),
        rows=rows_of(visit, scope, asked, analysis, periods),
        listed=[
            (
                period,
                None if period is None else _words(visit, period),
                element_views(items, found.as_of, visit, scope.value),
            )
            for period, items in groups
        ],
        next=asked.period is None and asked.body is None,
        after=after,
        everybody=address_of(visit, scope, replace(asked, body=None, period=None)),
        nothing=not analysis.elements,
        sources=sources_of(visit, _documents(visit, scope)),
        feed=_feed(visit, scope, asked.body),
        downloads=_downloads(visit, scope, replace(asked, by=by)),
        asked_as="deadline_calendar",
    )


def _scope(visit: Visit) -> Scope | None:
    """Return what the address asks for; all documents of the newest one's municipality if nothing.

    Raises:
        HTTPException: 404, when there is no such document.
    """
    if visit.request.query_params.get("document"):
        return scope_of(visit)
    newest = scope_of(visit)
    return None if newest is None else scope_of(visit, document=f"{newest.municipality}/all")


def _asked(visit: Visit) -> Asked:
    """Return what the address asks for.

    Raises:
        HTTPException: 404, when it names a body there is none of.
    """
    given = visit.request.query_params
    body = given.get("body") or None
    iri = body if body in (None, NOBODY) else visit.links.iri(body)
    if iri not in (None, NOBODY) and not _is_body(visit, iri):
        raise HTTPException(404, f"There is no body {body!r}.")
    return Asked(
        kind=given.get("kind") or None,
        status=given.get("status") or None,
        by=given.get("by") or None,
        body=iri,
        period=given.get("period") or None,
    )


def _is_body(visit: Visit, iri: str | None) -> bool:
    return iri is not None and visit.facts.is_known(iri) and visit.facts.is_a(iri, "Body")


def _responsibilities(visit: Visit, scope: Scope, asked: Asked) -> Responsibilities:
    snapshot = visit.snapshot

    def load() -> Responsibilities:
        found = load_responsibilities(
            part_of(snapshot, scope.municipality),
            document=scope.document,
            kind=asked.kind or "SteeringElement",
            status=asked.status,
        )
        if scope.record is not None:
            return found
        return _of_documents(found, _documents(visit, scope))

    return snapshot.cached(("pages.due", scope.value, asked.kind, asked.status), load)


def _of_documents(found: Responsibilities, documents: set[str]) -> Responsibilities:
    """Return what some documents state; the day of the whole is the one that all of it reports."""
    elements = tuple(item for item in found.elements if item.document in documents)
    named = {body for item in elements for body in item.bodies}
    days = {item.as_of for item in elements}
    return Responsibilities(
        bodies=tuple(body for body in found.bodies if body.iri in named),
        elements=elements,
        as_of=days.pop() if len(days) == 1 else None,
    )


def _calendar(found: Responsibilities, by: str | None) -> CalendarAnalysis:
    """Return the calendar; by the shortest periods that are not too many where none is asked."""
    for length in PERIODS if by is None else (by,):
        analysis = calendar_of(found, by=length)
        if sum(1 for due in analysis.totals if due.elements) <= _MOST_COLUMNS:
            break
    return analysis


def _words(visit: Visit, period: str) -> str:
    return period_words(period, visit.language)


def _documents(visit: Visit, scope: Scope) -> set[str]:
    if scope.record is not None:
        return {scope.record.iri}
    return {one.iri for one in documents_of(visit.snapshot, scope.municipality)}


def _feed(visit: Visit, scope: Scope, body: str | None) -> str:
    whose = {"municipality": scope.municipality}
    if body is not None and body != NOBODY:
        whose = {"body": visit.links.key(body)}
    return f"/feeds/deadlines.ics?{urlencode({**whose, 'lang': visit.language}, safe='/')}"


def _downloads(visit: Visit, scope: Scope, asked: Asked) -> list[tuple[str, str]]:
    """Return the table as files, name and address; none where the files would hold more.

    The data has one document, or all municipalities at once, but not all of one among several.
    """
    homes = {one.municipality for one in visit.snapshot.documents}
    if asked.body is not None or (scope.record is None and len(homes) > 1):
        return []
    given = {
        "document": None if scope.record is None else scope.value,
        "kind": asked.kind,
        "status": asked.status,
        "by": asked.by,
        "lang": visit.language,
        "table": "by_body",
    }
    query = urlencode({name: value for name, value in given.items() if value}, safe="/")
    return [(n.upper(), f"/api/v1/analyses/calendar.{n}?{query}") for n in ("csv", "xlsx", "json")]

"""The calendar: what is due when, body by body, and the list behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
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
    ElementItem,
    Responsibilities,
    calendar_of,
    is_open,
    load_responsibilities,
)
from styrkedja.graph.analysis.deadline_sentences import period_words

from .choices import kind_options, status_options
from .elements import element_views
from .naming import with_names_marked
from .rendering import Visit, visit_of
from .scope import Scope, documents_of, scope_of
from .sources import sources_of
from .translation import Text
from .views import Ref, ref

__all__ = ["Cell", "Row", "router"]

router = APIRouter(include_in_schema=False)

_UNDATED = "none"
_NOBODY = "nobody"
_SHADES = 4
_MOST_COLUMNS = 20  # where the address does not say how long periods are to be


_Group = tuple[str | None, list[ElementItem]]  # a period, None for no end date, and what is due


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table.

    Args:
        due: How many are due.
        open: How many of them are neither completed nor cancelled.
        href: Their list; None when there are none.
        shade: 0 for nothing that is open, then 1 to 4 as it nears the largest.
        chosen: Whether the page lists them.
    """

    due: int
    open: int
    href: str | None
    shade: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a body, or None for what names no body; its cells by period."""

    body: Ref | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for; None where it does not say, body `_NOBODY` for no body."""

    kind: str | None
    status: str | None
    by: str | None
    body: str | None
    period: str | None


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
    analysis = whole if asked.body is None else calendar_of(_of_body(found, asked.body), by=by)
    periods = [due.period for due in analysis.totals if due.elements and due.period]
    days = sorted({item.as_of for item in analysis.elements if item.as_of is not None})
    groups, after = _listed(analysis, asked, found, days[-1] if days else None)
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
        if asked.body in (None, _NOBODY)
        else ref(asked.body, visit.facts, visit.links, scope.value),
        nobody=asked.body == _NOBODY,
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
        total=_cells(visit, scope, asked, analysis, None, periods, total=True),
        rows=_rows(visit, scope, asked, analysis, periods),
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
        everybody=_address(visit, scope, replace(asked, body=None, period=None)),
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


def _asked(visit: Visit) -> _Asked:
    """Return what the address asks for.

    Raises:
        HTTPException: 404, when it names a body there is none of.
    """
    given = visit.request.query_params
    body = given.get("body") or None
    iri = body if body in (None, _NOBODY) else visit.links.iri(body)
    if iri not in (None, _NOBODY) and not _is_body(visit, iri):
        raise HTTPException(404, f"There is no body {body!r}.")
    return _Asked(
        kind=given.get("kind") or None,
        status=given.get("status") or None,
        by=given.get("by") or None,
        body=iri,
        period=given.get("period") or None,
    )


def _is_body(visit: Visit, iri: str | None) -> bool:
    try:
        return iri is not None and visit.facts.is_a(iri, "Body")
    except ValueError:  # no IRI at all
        return False


def _responsibilities(visit: Visit, scope: Scope, asked: _Asked) -> Responsibilities:
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


def _of_body(found: Responsibilities, body: str) -> Responsibilities:
    """Return what one body has, or nobody; others that share it are left out."""
    if body == _NOBODY:
        alone = tuple(item for item in found.elements if not item.bodies)
        return Responsibilities(bodies=(), elements=alone, as_of=found.as_of)
    return Responsibilities(
        bodies=tuple(one for one in found.bodies if one.iri == body),
        elements=tuple(
            replace(item, bodies=(body,)) for item in found.elements if body in item.bodies
        ),
        as_of=found.as_of,
    )


def _cells(
    visit: Visit,
    scope: Scope,
    asked: _Asked,
    analysis: CalendarAnalysis,
    body: str | None,
    periods: Sequence[str],
    *,
    total: bool = False,
) -> tuple[Cell, ...]:
    """Return the numbers of one row: a body's, nobody's (None), or with `total` the sums."""
    largest = max((cell.open for cell in analysis.cells if cell.period), default=0)
    found = {due.period: due for due in analysis.totals} if total else {}
    cells = []
    columns = [*periods, *([None] if analysis.undated else [])]
    for period in columns:
        due = found.get(period) if total else analysis.cell(body, period)
        number, still = (0, 0) if due is None else (len(due.elements), due.open)
        if total and period is None:
            number, still = len(analysis.undated), sum(map(is_open, analysis.undated))
        wanted = replace(
            asked,
            body=asked.body if total else body or _NOBODY,
            period=_UNDATED if period is None else period,
        )
        cells.append(
            Cell(
                due=number,
                open=still,
                href=f"{_address(visit, scope, wanted)}#list" if number else None,
                shade=0 if total or period is None else -(-still * _SHADES // (largest or 1)),
                chosen=wanted == asked,
            )
        )
    return tuple(cells)


def _rows(
    visit: Visit, scope: Scope, asked: _Asked, analysis: CalendarAnalysis, periods: Sequence[str]
) -> list[Row]:
    rows = [
        Row(
            ref(body.iri, visit.facts, visit.links, scope.value),
            _cells(visit, scope, asked, analysis, body.iri, periods),
        )
        for body in analysis.bodies
    ]
    if any(cell.body is None for cell in analysis.cells):
        rows.append(Row(None, _cells(visit, scope, asked, analysis, None, periods)))
    return rows


def _calendar(found: Responsibilities, by: str | None) -> CalendarAnalysis:
    """Return the calendar; by the shortest periods that are not too many where none is asked."""
    for length in PERIODS if by is None else (by,):
        analysis = calendar_of(found, by=length)
        if sum(1 for due in analysis.totals if due.elements) <= _MOST_COLUMNS:
            break
    return analysis


def _listed(
    analysis: CalendarAnalysis, asked: _Asked, found: Responsibilities, day: date | None
) -> tuple[list[_Group], date | None]:
    """Return what the page lists, by period: what is chosen, a body's all, or what is next.

    Args:
        analysis: What is due when.
        asked: What the address asks for.
        found: The elements with all their bodies.
        day: The newest day that a document reports, or None.

    Returns:
        The groups, and the day after which they are next; None where they are not chosen so, or
        no document says its day.
    """
    by_iri = {item.iri: item for item in found.elements}
    groups: list[_Group] = [
        (due.period, [by_iri[iri] for iri in due.elements])
        for due in analysis.totals
        if due.elements
    ]
    undated: _Group = (None, [by_iri[item.iri] for item in analysis.undated])
    if asked.period == _UNDATED:
        return [undated], None
    if asked.period is not None:
        return [group for group in groups if group[0] == asked.period], None
    if asked.body is not None:
        return [*groups, *([undated] if undated[1] else [])], None
    for period, items in groups:
        if day is not None and any(is_open(one) and _later(one, day) for one in items):
            return [(period, items)], day
    return [], day


def _later(item: ElementItem, day: date) -> bool:
    return item.deadline is not None and item.deadline > day


def _words(visit: Visit, period: str) -> str:
    return period_words(period, visit.language)


def _address(visit: Visit, scope: Scope, asked: _Asked) -> str:
    return visit.links.page(
        "/calendar",
        document=scope.value,
        kind=asked.kind,
        status=asked.status,
        by=asked.by,
        body=None if asked.body is None else visit.links.key(asked.body),
        period=asked.period,
    )


def _documents(visit: Visit, scope: Scope) -> set[str]:
    if scope.record is not None:
        return {scope.record.iri}
    return {one.iri for one in documents_of(visit.snapshot, scope.municipality)}


def _feed(visit: Visit, scope: Scope, body: str | None) -> str:
    whose = {"municipality": scope.municipality}
    if body is not None and body != _NOBODY:
        whose = {"body": visit.links.key(body)}
    return f"/feeds/deadlines.ics?{urlencode({**whose, 'lang': visit.language}, safe='/')}"


def _downloads(visit: Visit, scope: Scope, asked: _Asked) -> list[tuple[str, str]]:
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

"""The page of indicators: outcomes and targets of each, whether reached, and how it has gone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.parts import part_of
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.archive import DocumentRecord
from styrkedja.ontology.namespaces import SK
from styrkedja.queries import load_query

from .choices import document_groups, find_document
from .curves import Curve, curve_of
from .rendering import Visit, visit_of
from .scope import MOST_CHOICES, document_value, documents_of, home_choices
from .sources import sources_of
from .translation import Text
from .views import Place, Ref, places, ref, refs

__all__ = ["SHOWN", "IndicatorRow", "Printed", "router"]

router = APIRouter(include_in_schema=False)

SHOWN = ("all", "reached", "missed", "open", "no-target", "no-outcome")
"""What can be shown: all; reached or missed; with target and outcome but not said; gaps."""

_FORECAST = "prognos"  # what a table's column is called that holds what is expected, no outcome
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")
_Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as printed.

    Args:
        value: As printed.
        when: The head of its column or its period as printed, or None.
        reached: Whether it reaches the target; None where that is not said.
    """

    value: Text
    when: Text | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator of one document.

    Args:
        indicator: Its name and page.
        unit: Its unit, or None.
        about: What it measures, or None.
        bodies: Whom it is about.
        outcomes: Its outcomes, in order of time where each is a whole year's.
        targets: Its targets.
        curve: Its outcomes over the years, or None where fewer than two are a whole year's.
        places: The lines it was read from.
        sort: Which of `SHOWN`, "all" apart, it belongs to.
    """

    indicator: Ref
    unit: Text | None
    about: Ref | None
    bodies: tuple[Ref, ...]
    outcomes: tuple[Printed, ...]
    targets: tuple[Printed, ...]
    curve: Curve | None
    places: tuple[Place, ...]
    sort: str


@router.get("/indicators", response_class=HTMLResponse)
def indicators_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return the indicators of all documents or one, those of one sort where `?show=` says so."""
    visit = visit_of(request, snapshot)
    if not snapshot.documents:
        return visit.page("empty.html")
    chosen = _document(visit)
    home = visit.request.query_params.get("municipality") or ""
    if home and not documents_of(snapshot, home):
        raise HTTPException(404, f"There is no municipality {home!r}.")
    if chosen is not None and home not in ("", chosen.municipality):
        chosen = None  # another municipality has been chosen than the document's
    everywhere = len(snapshot.documents) <= MOST_CHOICES
    if not everywhere and not home:
        newest = max(snapshot.documents, key=lambda one: (one.as_of or date.min, one.iri))
        home = newest.municipality if chosen is None else chosen.municipality
    shown = request.query_params.get("show") or SHOWN[0]
    if shown not in SHOWN:
        listed = ", ".join(SHOWN)
        raise ParameterError(
            f"show: no {shown!r}; there are {listed}",
            sv=f"show: ”{shown}” finns inte. Välj en av dessa: {listed}",
            names=("show",),
        )
    tables = [
        table
        for slug in sorted({one.municipality for one in snapshot.documents})
        if home in ("", slug)
        for table in _tables(visit, slug)
    ]
    with_some = {record.iri for record, _ in tables}
    tables = [(one, rows) for one, rows in tables if chosen in (None, one)]
    rows = [row for _, found in tables for row in found]
    return visit.page(
        "indicators.html",
        chosen=chosen,
        shown=shown,
        documents=document_groups(
            visit,
            [one for one in snapshot.documents if one.iri in with_some or one is chosen],
            "" if chosen is None else document_value(chosen),
        ),
        homes=home_choices(visit, home),
        home=None if everywhere else visit.facts.label(visit.links.iri(home)),
        counts=[
            (sort, _count(rows, sort), _address(visit, chosen, home, sort), sort == shown)
            for sort in SHOWN
        ],
        tables=[
            (ref(one.iri, visit.facts, visit.links), visit.facts.label(home), kept)
            for one, found in tables
            if (kept := [row for row in found if shown in (SHOWN[0], row.sort)])
            for home in [visit.links.iri(one.municipality)]
        ],
        known=bool(rows),
        everything=_address(visit, chosen, home, SHOWN[0]),
        sources=sources_of(visit, {one.iri for one, _ in tables} or _iris(visit, chosen, home)),
        asked_as="indicator_values",
    )


def _document(visit: Visit) -> DocumentRecord | None:
    """Return the document that the address asks for, None for all.

    Raises:
        HTTPException: 404, when there is no such document.
    """
    value = visit.request.query_params.get("document") or None
    found = None if value is None else find_document(visit, value)
    if value is not None and found is None:
        raise HTTPException(404, f"There is no document {value!r}.")
    return found


def _iris(visit: Visit, chosen: DocumentRecord | None, home: str) -> set[str]:
    return {one.iri for one in documents_of(visit.snapshot, home or None) if chosen in (None, one)}


def _count(rows: Sequence[IndicatorRow], sort: str) -> int:
    return sum(sort in (SHOWN[0], row.sort) for row in rows)


def _address(visit: Visit, chosen: DocumentRecord | None, home: str, sort: str) -> str:
    return visit.links.page(
        "/indicators",
        municipality=home if chosen is None and home else None,
        document=None if chosen is None else document_value(chosen),
        show=None if sort == SHOWN[0] else sort,
    )


def _tables(visit: Visit, home: str) -> list[tuple[DocumentRecord, list[IndicatorRow]]]:
    """Return a municipality's indicators by document; made once a commit."""
    key = ("pages.indicators", home, visit.language)
    return visit.snapshot.cached(key, lambda: _made(visit, home))


def _made(visit: Visit, home: str) -> list[tuple[DocumentRecord, list[IndicatorRow]]]:
    """Return the indicators by document, in the archive's order, as the library's queries say."""
    store = part_of(visit.snapshot, home)
    values = list(store.select(load_query("indicator_values").text()).dicts())
    distances: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in store.select(load_query("target_distance").text()).dicts():
        distances[row["indicator"] or ""].append(row)
    found: dict[str, list[IndicatorRow]] = {}
    for iri, group in groupby(values, key=lambda row: row["indicator"] or ""):
        theirs = list(group)
        document = visit.snapshot.document(theirs[0]["source"] or "")
        if document is not None:
            made = _row(visit, iri, theirs, distances[iri])
            found.setdefault(document.iri, []).append(made)
    return [(one, found[one.iri]) for one in visit.snapshot.documents if one.iri in found]


def _row(
    visit: Visit,
    iri: str,
    values: Sequence[_Row],
    distances: Sequence[_Row],
) -> IndicatorRow:
    facts, links = visit.facts, visit.links
    outcomes = _distinct(row for row in values if row["kind"] == SK + "Observation")
    targets = _distinct(row for row in values if row["kind"] == SK + "Target")
    about = facts.iri(iri, SK + "measures")
    dated = [(_year(row["period"]), row) for row in outcomes]
    if all(year is not None for year, _ in dated):
        dated.sort(key=lambda pair: pair[0] or 0)
    printed = tuple(_printed(row, distances) for _, row in dated)
    points = [
        (year, value)
        for year, row in dated
        if year is not None
        and (value := _number(row["value"])) is not None
        and _FORECAST not in (row["column"] or "").casefold()
    ]
    aims = [value for row in targets if (value := _number(row["value"])) is not None]
    return IndicatorRow(
        indicator=ref(iri, facts, links),
        unit=facts.text(iri, SK + "unit"),
        about=None if about is None else ref(about, facts, links),
        bodies=refs(facts.iris(about or iri, SK + "responsible"), visit),
        outcomes=printed,
        targets=tuple(_printed(row, ()) for row in targets),
        curve=curve_of(points, aims),
        places=places(facts.passages(iri), links),
        sort=_sort(printed, targets),
    )


def _sort(outcomes: Sequence[Printed], targets: Sequence[_Row]) -> str:
    """Return the sort of an indicator: by its last outcome of which it is said."""
    if not targets:
        return "no-target"
    if not outcomes:
        return "no-outcome"
    said = [one.reached for one in outcomes if one.reached is not None]
    return "open" if not said else "reached" if said[-1] else "missed"


def _distinct(rows: Iterable[_Row]) -> list[_Row]:
    """Return each value once, though an indicator may measure several things."""
    found = {(r["period"], r["column"], r["value"], r["value_text"], r["note"]): r for r in rows}
    return list(found.values())


def _printed(row: _Row, distances: Sequence[_Row]) -> Printed:
    said = {
        one["reached"]
        for one in distances
        if (one["period"], one["value"]) == (row["period"], row["value"])
    }
    when = row["column"] or row["period"]
    return Printed(
        value=Text(row["value_text"] or row["value"] or "", "sv"),
        when=None if when is None else Text(when, "sv"),
        reached={"yes": True, "no": False}.get(said.pop() or "") if len(said) == 1 else None,
    )


def _year(period: str | None) -> int | None:
    """Return a period that is a whole year; a part of one must not stand in line with it."""
    return int(period) if period is not None and _WHOLE_YEAR.fullmatch(period) else None


def _number(value: str | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None

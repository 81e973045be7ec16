"""The page for SPARQL: a plain form, which works without script, and the answer below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from styrkedja.api.attending import GONE
from styrkedja.api.dependencies import CurrentEvaluation
from styrkedja.api.negotiation import RDF_FORMATS, RESULT_FORMATS
from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.errors import (
    QueryRefusedError,
    QueryStoppedError,
    QuerySyntaxError,
    UnknownQueryError,
)
from styrkedja.ontology.namespaces import prefix_lines
from styrkedja.queries import load_query

from .answers import MOST_SHOWN
from .asking import MOST_SHEET, Asked, ask_for_page
from .questions import asked_questions
from .rendering import Visit, visit_of
from .showing import showing_of
from .shown import WAYS
from .translation import Text, show_number

__all__ = ["WORKBOOK", "Fault", "fault_of", "router", "sparql_form_html"]

WORKBOOK = "xlsx"
"""The name in `format` of an answer as a workbook, which the endpoint itself does not give."""

_START = """
SELECT ?municipality ?board (COUNT(DISTINCT ?assignment) AS ?assignments) WHERE {
  ?assignment a sk:Assignment ; sk:responsible ?body .
  ?body rdfs:label ?board ; sk:municipality ?home .
  ?home rdfs:label ?municipality .
  # Each assignment once: those that no later report takes up again.
  OPTIONAL { ?later sk:continues ?assignment }
  FILTER (!BOUND(?later))
}
GROUP BY ?body ?board ?municipality
ORDER BY ?municipality DESC(?assignments) ?board
"""
_SHOWN_PREFIXES = ("rdfs", "sk")
_AROUND = 80  # signs of a line that are shown on either side of a fault
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CUT = {
    "sv": "Avkortat: bara de första {} raderna är med.",
    "en": "Cut: only the first {} rows are here.",
}

# Where Oxigraph and our own look at the words of a query say that it goes wrong.
_PLACE = re.compile(r"\b(?:at |line )(\d+)(?::|, column )(\d+)")

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a query got no answer.

    Args:
        kind: `empty`, `syntax`, `refused`; why it was stopped: `time`, `memory`, `crash`, `busy`,
            `size`; or what the query gives when the form asked for does not fit: `rows` or
            `graph`.
        detail: The whole message, in English.
        line: Where the query cannot be read, counted from 1, or None.
        column: The character in the line, counted from 1, or None.
    """

    kind: str
    detail: str = ""
    line: int | None = None
    column: int | None = None


@router.get("/sparql/form", response_class=HTMLResponse)
async def sparql_form(
    request: Request,
    snapshot: CurrentSnapshot,
    evaluation: CurrentEvaluation,
    query: str = "",
    example: str = "",
    format: str = "",
) -> Response:
    """Return the form, and below it the answer when a form of it is asked for.

    An answer as a file is fetched from the endpoint itself, but for a workbook.

    Args:
        request: The request.
        snapshot: The snapshot.
        evaluation: Where queries are asked.
        query: A query.
        example: The name of a query of the library to start from.
        format: How the answer is wanted; empty when the query is not yet to be asked.
    """
    if format in RESULT_FORMATS or format in RDF_FORMATS:
        asked = {"query": query, "format": format}
        if "lang" in request.query_params:
            asked["lang"] = request.query_params["lang"]
        root = request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/sparql?{urlencode(asked)}", 303)

    def page(**more: Any) -> HTMLResponse:
        return sparql_form_html(request, snapshot, query, example=example, **more)

    if format not in (*WAYS, WORKBOOK):
        return await run_in_threadpool(page)
    if not query.strip():
        return await run_in_threadpool(page, format=format, fault=Fault("empty"), status=400)
    visit = visit_of(request, snapshot)
    try:
        asked_for = await ask_for_page(request, evaluation, query, visit)
    except QueryStoppedError as error:
        fault, status = Fault(error.reason, str(error)), 504 if error.reason == "time" else 503
        return await run_in_threadpool(page, format=format, fault=fault, status=status)
    except (QuerySyntaxError, QueryRefusedError) as error:
        fault = fault_of(error, format)
        return await run_in_threadpool(page, format=format, fault=fault, status=400)
    if asked_for is None:
        return Response(status_code=GONE)
    if format == WORKBOOK:
        return await run_in_threadpool(_workbook, asked_for, visit)
    return await run_in_threadpool(page, format=format, asked=asked_for)


def sparql_form_html(
    request: Request,
    snapshot: Snapshot,
    query: str,
    *,
    example: str = "",
    format: str = WAYS[0],
    fault: Fault | None = None,
    status: int = 200,
    asked: Asked | None = None,
) -> HTMLResponse:
    """Return the form as a page.

    Args:
        request: The request.
        snapshot: The snapshot.
        query: What stands in the form; empty for the example, or for our first one.
        example: The name of a query of the library.
        format: The name of the form of the answer that is chosen.
        fault: Why the query got no answer, or None.
        status: The HTTP status.
        asked: What came of the query, None while it has not been asked.
    """
    visit = visit_of(request, snapshot)
    examples = [
        (q.name, Text(q.title(visit.language)), visit.links.page("/sparql/form", example=q.name))
        for q in asked_questions()
    ]
    answer = None if asked is None else asked.answer
    forms = () if answer is None else ("csv", WORKBOOK) if not answer.links else ("ttl", WORKBOOK)
    return visit.page(
        "sparql_form.html",
        status=status,
        query=query or ("" if fault else _example(example) or _first_query()),
        format=format,
        fault=fault,
        place=_line_of(query, fault),
        example=example,
        examples=examples,
        result_formats=tuple(RESULT_FORMATS.values()),
        graph_formats=tuple(RDF_FORMATS.values()),
        prefixes=prefix_lines(),
        most=request.app.state.settings.query_rows,
        seconds=request.app.state.settings.query_seconds,
        answer=answer,
        cut=None if asked is None else asked.cut,
        showing=None if answer is None else showing_of(answer, visit),
        files=[
            (name, visit.links.page("/sparql/form", query=query, format=name)) for name in forms
        ],
        most_shown=MOST_SHOWN,
    )


def fault_of(error: Exception, format: str | None) -> Fault:
    """Return why a query got no answer, in a form that a page has words for.

    Args:
        error: What the evaluation raised.
        format: The form of the answer that was asked for.
    """
    detail = error.detail if isinstance(error, HTTPException) else str(error)
    if isinstance(error, QueryRefusedError):
        return Fault("refused", detail)
    if not isinstance(error, QuerySyntaxError):
        return Fault("rows" if format in RDF_FORMATS else "graph", detail)
    place = _PLACE.search(detail)
    if place is None:
        return Fault("syntax", detail)
    line, column = (int(number) for number in place.groups())
    return Fault("syntax", detail, line, column)


def _line_of(query: str, fault: Fault | None) -> tuple[str, str] | None:
    """Return what stands in the line that cannot be read, before the place and from it on."""
    lines = query.splitlines()
    if fault is None or fault.line is None or not 0 < fault.line <= len(lines):
        return None
    line, column = lines[fault.line - 1], (fault.column or 1) - 1
    rest = line[column:]
    column += len(rest) - len(rest.lstrip()) if rest.strip() else 0
    return line[:column][-_AROUND:], line[column:][:_AROUND]


def _workbook(asked: Asked, visit: Visit) -> Response:
    """Return an answer as a workbook, which says when rows are missing."""
    from styrkedja.graph.analysis.workbook import workbook_bytes  # openpyxl takes its time

    sheet = asked.sheet()
    most = asked.cut if asked.cut is not None and asked.cut < MOST_SHEET else MOST_SHEET
    whole = asked.cut is None and asked.answer.count <= MOST_SHEET
    told = "" if whole else _CUT[visit.language].format(show_number(most, visit.language))
    return Response(
        workbook_bytes((sheet,), told, visit.language),
        media_type=_WORKBOOK_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="svar{"" if whole else "-avkortat"}.xlsx"'
        },
    )


def _example(name: str) -> str | None:
    if not name:
        return None
    try:
        return load_query(name).source
    except UnknownQueryError:
        return None


def _first_query() -> str:
    wanted = tuple(f"PREFIX {prefix}:" for prefix in _SHOWN_PREFIXES)
    lines = [line for line in prefix_lines().splitlines() if line.startswith(wanted)]
    return "\n".join(lines) + "\n" + _START

"""A plain form for SPARQL, which works without script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.negotiation import RDF_FORMATS, RESULT_FORMATS
from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.errors import QueryRefusedError, QuerySyntaxError, UnknownQueryError
from styrkedja.ontology.namespaces import prefix_lines
from styrkedja.queries import load_query

from .questions import asked_questions
from .rendering import visit_of
from .translation import Text

__all__ = ["Fault", "fault_of", "router", "sparql_form_html"]

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

# Where Oxigraph and our own look at the words of a query say that it goes wrong.
_PLACE = re.compile(r"\b(?:at |line )(\d+)(?::|, column )(\d+)")

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a query got no answer.

    Args:
        kind: `empty`, `syntax`, `refused`, or what the query gives when the form asked for does
            not fit: `rows` or `graph`.
        detail: The whole message, in English.
        line: Where the query cannot be read, counted from 1, or None.
        column: The character in the line, counted from 1, or None.
    """

    kind: str
    detail: str = ""
    line: int | None = None
    column: int | None = None


@router.get("/sparql/form", response_class=HTMLResponse)
def sparql_form(
    request: Request, snapshot: CurrentSnapshot, query: str = "", example: str = ""
) -> HTMLResponse:
    """Return the form, filled with a query or an example from the library.

    Args:
        request: The request.
        snapshot: The snapshot.
        query: A query to start from.
        example: The name of a query of the library to start from.
    """
    return sparql_form_html(request, snapshot, query, example=example)


def sparql_form_html(
    request: Request,
    snapshot: Snapshot,
    query: str,
    *,
    example: str = "",
    format: str = "csv",
    fault: Fault | None = None,
    status: int = 200,
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
    """
    visit = visit_of(request, snapshot)
    examples = [
        (q.name, Text(q.title(visit.language)), visit.links.page("/sparql/form", example=q.name))
        for q in asked_questions()
    ]
    return visit.page(
        "sparql_form.html",
        status=status,
        query=query or ("" if fault else _example(example) or _first_query()),
        format=format,
        fault=fault,
        example=example,
        examples=examples,
        result_formats=tuple(RESULT_FORMATS.values()),
        graph_formats=tuple(RDF_FORMATS.values()),
        prefixes=prefix_lines(),
        most=request.app.state.settings.query_rows,
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

"""A plain form for SPARQL, which works without script."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from styrkedja.api.negotiation import RDF_FORMATS, RESULT_FORMATS
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.errors import UnknownQueryError
from styrkedja.ontology.namespaces import prefix_lines
from styrkedja.queries import load_query

from .questions import asked_questions
from .rendering import visit_of
from .translation import Text

__all__ = ["router"]

_START = """
SELECT ?board (COUNT(DISTINCT ?assignment) AS ?assignments) WHERE {
  ?assignment a sk:Assignment ; sk:responsible ?body .
  ?body rdfs:label ?board .
}
GROUP BY ?board
ORDER BY DESC(?assignments) ?board
"""
_SHOWN_PREFIXES = ("rdfs", "sk")

router = APIRouter(include_in_schema=False)


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
    visit = visit_of(request, snapshot)
    examples = [
        (q.name, Text(q.title(visit.language)), visit.links.page("/sparql/form", example=q.name))
        for q in asked_questions()
    ]
    return visit.page(
        "sparql_form.html",
        query=query or _example(example) or _first_query(),
        example=example,
        examples=examples,
        result_formats=tuple(RESULT_FORMATS.values()),
        graph_formats=tuple(RDF_FORMATS.values()),
        prefixes=prefix_lines(),
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

"""The ontology at the address of its namespace."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from styrkedja.ontology import ONTOLOGY, json_ld_context

from ..linked_data import describe, negotiate, rdf_response, representation_headers
from ..negotiation import RDF_FORMATS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot

__all__ = ["context", "ontology", "ontology_file", "router"]

router = APIRouter(tags=["data"])
_CONTENT: dict[str, dict[str, object]] = {
    "text/html": {},
    **{format_.types[0]: {} for format_ in RDF_FORMATS.values()},
}


@router.get(
    "/ns",
    summary="The ontology",
    response_class=Response,
    responses={200: {"description": "The ontology", "content": _CONTENT}, **PROBLEMS[406]},
)
def ontology(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return the ontology in the form that `?format=` or `Accept` asks for."""
    return _ontology(request, snapshot, None)


@router.get(
    "/ns.{suffix}",
    summary="The ontology in one form",
    response_class=Response,
    responses={200: {"description": "The ontology", "content": _CONTENT}, **PROBLEMS[404]},
)
def ontology_file(suffix: str, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return the ontology in the form that the suffix names: ttl, jsonld, rdf or nt."""
    if suffix not in RDF_FORMATS:
        raise HTTPException(404, f"No such form; there are {', '.join(RDF_FORMATS)}.")
    return _ontology(request, snapshot, suffix)


@router.get(
    "/ns/context.jsonld",
    summary="The JSON-LD context",
    response_class=Response,
    responses={200: {"description": "The context", "content": {"application/ld+json": {}}}},
)
def context() -> Response:
    """Return the JSON-LD context: short names for all terms of the ontology."""
    return JSONResponse(json_ld_context(), media_type="application/ld+json")


def _ontology(request: Request, snapshot: CurrentSnapshot, suffix: str | None) -> Response:
    form = negotiate(request, suffix)
    if form is None:
        from ..pages import ontology_html  # the pages import much that data does not need

        response: Response = ontology_html(request, snapshot)
    else:
        response = rdf_response(describe(snapshot.store, ONTOLOGY), form)
    root = request.scope.get("root_path", "")
    response.headers.update(representation_headers(f"{root}/ns", form))
    return response

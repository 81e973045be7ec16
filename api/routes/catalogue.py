"""The catalogue of the data, for data portals to harvest."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from styrkedja.settings import Settings, missing_settings

from ..caching import Revalidated
from ..catalogue import catalogue, contents_of
from ..errors import Problem, problem_response
from ..linked_data import negotiate, rdf_response
from ..negotiation import RDF_FORMATS
from ..public_address import public_address
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["catalogue_by_accept", "catalogue_file", "router"]

router = APIRouter(tags=["data"], dependencies=[Revalidated])
_CONTENT: dict[str, dict[str, object]] = {format_.types[0]: {} for format_ in RDF_FORMATS.values()}
_TYPE = "https://w3id.org/styrkedja/problem/catalogue-settings"


@router.get(
    "/catalog",
    summary="The catalogue of the data (DCAT-AP-SE 3)",
    response_class=Response,
    responses={
        200: {"description": "The catalogue", "content": _CONTENT},
        **PROBLEMS[404],
        **PROBLEMS[406],
    },
)
def catalogue_by_accept(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return the catalogue in the form that `?format=` or `Accept` asks for."""
    return _catalogue(request, snapshot, None)


@router.get(
    "/catalog.{suffix}",
    summary="The catalogue in one form",
    response_class=Response,
    responses={200: {"description": "The catalogue", "content": _CONTENT}, **PROBLEMS[404]},
)
def catalogue_file(suffix: str, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return the catalogue in the form that the suffix names: rdf (for portals), ttl, jsonld, nt.

    It is there when the settings say who publishes the data, on what licence, and whom to write
    to; without them the answer is 404 and names what is missing.
    """
    if suffix not in RDF_FORMATS:
        raise HTTPException(404, f"No such form; there are {', '.join(RDF_FORMATS)}.")
    return _catalogue(request, snapshot, suffix)


def _catalogue(request: Request, snapshot: Snapshot, suffix: str | None) -> Response:
    settings: Settings = request.app.state.settings
    missing = missing_settings(settings)
    if missing:
        problem = Problem(
            type=_TYPE,
            title="There is no catalogue",
            status=404,
            detail=f"The service has not been told what to say in it: set {', '.join(missing)}.",
        )
        return problem_response(request, problem)
    form = negotiate(request, suffix, html=False) or RDF_FORMATS["rdf"]
    contents = snapshot.cached(
        ("catalogue.contents",),
        lambda: contents_of(snapshot.store, snapshot.begun, snapshot.time),
    )
    triples = catalogue(contents, settings, public_address(request))
    response = rdf_response(triples, form)
    root = f"{request.scope.get('root_path', '')}/catalog"
    links = [
        f'<{root}.{other.name}>; rel="alternate"; type="{other.types[0]}"'
        for other in RDF_FORMATS.values()
        if other is not form
    ]
    response.headers["Link"] = ", ".join(links)
    response.headers["Content-Location"] = f"{root}.{form.name}"
    response.headers["Vary"] = "Accept"
    return response

"""The ontology at the address of its namespace, and each of its terms and concepts."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse

from styrkedja.ontology import ONTOLOGY, json_ld_context
from styrkedja.ontology.namespaces import (
    BODY_KIND,
    CONFIDENCE,
    DECISION,
    DOUBT,
    FORECAST,
    GOAL_LEVEL,
    SK,
    STATUS,
)

from ..caching import Revalidated
from ..linked_data import (
    SUFFIXES,
    classes_of,
    describe,
    negotiate,
    rdf_response,
    representation_headers,
)
from ..negotiation import RDF_FORMATS, Format
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["concept", "context", "ontology", "ontology_file", "router", "term"]

router = APIRouter(tags=["data"], dependencies=[Revalidated])
_CONTENT: dict[str, dict[str, object]] = {
    "text/html": {},
    **{format_.types[0]: {} for format_ in RDF_FORMATS.values()},
}
_ROOT = ONTOLOGY.removesuffix("ns")
_SCHEMES = tuple(
    namespace.removeprefix(_ROOT).rstrip("/")
    for namespace in (STATUS, FORECAST, CONFIDENCE, DOUBT, DECISION, BODY_KIND, GOAL_LEVEL)
)


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
    """Return the ontology in the form that the suffix names: html, ttl, jsonld, rdf or nt."""
    if suffix not in SUFFIXES:
        raise HTTPException(404, f"No such form; there are {', '.join(SUFFIXES)}.")
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


@router.get(
    "/ns/{name}",
    summary="A term of the ontology",
    response_class=Response,
    responses={
        200: {"description": "What is said of the term", "content": _CONTENT},
        303: {"description": "The term's place on the ontology's page"},
        **PROBLEMS[404],
        **PROBLEMS[406],
    },
)
def term(name: str, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return what is said of a class or property by its name; a browser is sent to its place."""
    return _term(request, snapshot, f"/ns/{name}", SK, name)


def concept(name: str, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return what is said of a concept by its name; a browser is sent to its place.

    The suffixes `.ttl`, `.jsonld`, `.rdf` and `.nt` ask for one form.
    """
    scheme = request.url.path.rstrip("/").rsplit("/", 2)[1]
    return _term(request, snapshot, f"/{scheme}/{name}", f"{_ROOT}{scheme}/", name)


def _scheme(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return a list of concepts and what is said of it; a browser is sent to its place."""
    scheme = request.url.path.rstrip("/").rpartition("/")[2]
    return _term(request, snapshot, f"/{scheme}", _ROOT, scheme)


for _name in _SCHEMES:
    _about = {
        "response_class": Response,
        "responses": {
            200: {"description": "What is said of it", "content": _CONTENT},
            303: {"description": "Its place on the ontology's page"},
            **PROBLEMS[404],
            **PROBLEMS[406],
        },
    }
    router.add_api_route(
        f"/{_name}",
        _scheme,
        summary=f"The concepts of {_name}",
        operation_id=f"scheme_{_name.replace('-', '_')}",
        **_about,  # type: ignore[arg-type]  # the values are what the parameters take
    )
    router.add_api_route(
        f"/{_name}/{{name}}",
        concept,
        summary=f"A concept of {_name}",
        operation_id=f"concept_{_name.replace('-', '_')}",
        **_about,  # type: ignore[arg-type]  # as above
    )


def _ontology(request: Request, snapshot: Snapshot, suffix: str | None) -> Response:
    form = negotiate(request, suffix)
    if form is None:
        from ..pages import ontology_html  # the pages import much that data does not need

        response: Response = ontology_html(request, snapshot)
    else:
        response = rdf_response(describe(snapshot.store, ONTOLOGY), form)
    return _headed(request, snapshot, response, "/ns", ONTOLOGY, form)


def _term(request: Request, snapshot: Snapshot, path: str, namespace: str, name: str) -> Response:
    """Return a term of a namespace in the form that suffix, `?format=` or `Accept` asks for."""
    stem, _, ending = name.rpartition(".")
    suffix = ending if stem and ending in SUFFIXES else None
    if suffix is not None:
        name, path = stem, path.removesuffix(f".{suffix}")
    iri = namespace + name
    triples = describe(snapshot.store, iri)
    if not triples:
        raise HTTPException(404, f"Nothing is known of {iri}.")
    form = negotiate(request, suffix)
    if form is None:
        from ..pages.links import Links

        anchor = f"scheme-{name}" if namespace == _ROOT else Links.term(iri)
        query = f"?{request.url.query}" if request.url.query else ""
        root = request.scope.get("root_path", "")
        place = f"{root}/ns{query}#{quote(anchor or '')}"
        return RedirectResponse(place, 303, headers={"Vary": "Accept"})
    return _headed(request, snapshot, rdf_response(triples, form), path, iri, form)


def _headed(
    request: Request,
    snapshot: Snapshot,
    response: Response,
    path: str,
    iri: str,
    form: Format | None,
) -> Response:
    root = request.scope.get("root_path", "")
    classes = classes_of(snapshot.store, iri)
    response.headers.update(representation_headers(f"{root}{path}", form, classes=classes))
    return response

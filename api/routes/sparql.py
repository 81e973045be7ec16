"""The SPARQL endpoint: queries by the SPARQL 1.1 Protocol, read-only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, StreamingResponse

from styrkedja.errors import FormatError, QueryRefusedError, QuerySyntaxError

from ..attending import GONE, while_wanted
from ..dependencies import current_evaluation
from ..described import described_response
from ..description import GRAPHS, SPARQL, VOID_PATH, service_description
from ..evaluation import Answer, Question
from ..limits.buckets import client_key
from ..methods import other_methods
from ..negotiation import RDF_FORMATS, RESULT_FORMATS, Format, choose, prefers_html
from ..protocol import FORM, QUERY, Asked, accept_of, asked_in_address, asked_in_body, query_of
from ..public_address import sparql_address
from ..responses import PROBLEMS
from ..snapshot import current_snapshot

__all__ = ["router", "sparql_get", "sparql_post"]


class _Direct(APIRoute):
    """A route whose function takes the request as it is: FastAPI has nothing to find for it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        function: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return function


router = APIRouter(tags=["data"], route_class=_Direct)

_UNFIT = 406  # the query is fine, and its answer has no wanted form
_AT_ONCE = 1 << 22  # bytes of an answer that is sent in one piece
_TYPES = [f.types[0] for f in (*RESULT_FORMATS.values(), *RDF_FORMATS.values())]
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole answer", "content": {media: {} for media in _TYPES}},
    **{code: value for status in (400, 406, 413, 414, 415, 503, 504)
       for code, value in PROBLEMS[status].items()},
}  # fmt: skip
_PARAMETERS = [
    {"name": name, "in": "query", "schema": schema, "description": text}
    for name, schema, text in (
        ("query", {"type": "string"}, "A SPARQL 1.1 query."),
        (
            "default-graph-uri",
            {"type": "array", "items": {"type": "string"}},
            "A graph of the data set, for the default graph; repeat it for several.",
        ),
        (
            "named-graph-uri",
            {"type": "array", "items": {"type": "string"}},
            "A graph of the data set, for GRAPH; repeat it for several.",
        ),
        (
            "format",
            {"type": "string", "enum": [*RESULT_FORMATS, *RDF_FORMATS]},
            "Instead of Accept: json, xml, csv or tsv for SELECT and ASK; "
            "ttl, jsonld, rdf or nt for CONSTRUCT and DESCRIBE.",
        ),
    )
]
_BODIES = {
    "content": {
        QUERY: {"schema": {"type": "string"}},
        FORM: {
            "schema": {
                "type": "object",
                "required": ["query"],
                "properties": {p["name"]: p["schema"] for p in _PARAMETERS},
            }
        },
    },
    "required": True,
}


@router.get(
    "/sparql",
    summary="Ask a SPARQL query",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"parameters": _PARAMETERS},
)
async def sparql_get(request: Request) -> Response:
    """Return the answer to the query in `?query=`, in the form that `Accept` asks for.

    Without any parameter the answer is the description of this service, as RDF.

    Updates and SERVICE are refused. A query that takes too long is answered with 504, one that
    takes too much memory with 503; an answer with status 200 is always whole.
    """
    evaluation = await current_evaluation(request)
    asked = asked_in_address(request)
    accept = accept_of(request)
    in_browser = prefers_html(accept)
    if in_browser and not asked.names & {"query", "update", "format"}:
        form = request.scope.get("root_path", "") + "/sparql/form"
        return RedirectResponse(form, 303, headers={"Vary": "Accept"})
    if _is_about_service(asked, accept):
        return await _description(request)
    if in_browser and asked.all("query") == ("",):
        return await _form_again(request, asked, None)
    try:
        question = _question(request, asked)
        return await _answered(request, evaluation.ask(question, _client(request)))
    except (QuerySyntaxError, QueryRefusedError) as error:
        if not in_browser or not asked.one("query"):
            raise
        return await _form_again(request, asked, error)
    except HTTPException as error:
        if not in_browser or error.status_code != _UNFIT or asked.one("format") is None:
            raise
        return await _form_again(request, asked, error)


@router.post(
    "/sparql",
    summary="Ask a SPARQL query",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"requestBody": _BODIES, "parameters": _PARAMETERS[1:]},
)
async def sparql_post(request: Request) -> Response:
    """Return the answer to the query in the body: the query itself, or a form with `query`."""
    evaluation = await current_evaluation(request)
    asked = await asked_in_body(request)
    question = _question(request, asked)
    return await _answered(request, evaluation.ask(question, _client(request)))


router.routes.append(
    other_methods(
        "/sparql",
        "GET, HEAD, OPTIONS, POST",
        "This endpoint is read-only.",
        {"Accept-Post": f"{QUERY}, {FORM}"},
    )
)


def _is_about_service(asked: Asked, accept: str | None) -> bool:
    """Return whether nothing is asked, so that the service describes itself.

    A client that takes nothing but results of queries has rather forgotten its query.
    """
    if not asked.names:
        return _chosen(accept, RDF_FORMATS) is not None or _chosen(accept, RESULT_FORMATS) is None
    return asked.names == {"format"} and asked.one("format") in RDF_FORMATS


async def _description(request: Request) -> Response:
    """Return the description of the service, as RDF."""
    snapshot = await current_snapshot(request)
    response = await run_in_threadpool(
        described_response,
        request,
        snapshot,
        "service",
        lambda root: service_description(root, snapshot),
    )
    response.headers["Link"] = _links(request)
    return response


def _links(request: Request) -> str:
    """Return what stands beside the endpoint: its description, its graphs one by one, VoID."""
    root = request.scope.get("root_path", "")
    return (
        f'<{root}/{SPARQL}>; rel="service-desc", <{root}/{GRAPHS}>; rel="related"; '
        f'title="Graph Store Protocol", <{root}/{VOID_PATH}>; rel="describedby"'
    )


async def _form_again(request: Request, asked: Asked, error: Exception | None) -> Response:
    """Return the form with the query that got no answer, and why; None: there is no query."""
    from ..pages.sparql_form import Fault, fault_of, sparql_form_html

    name = asked.one("format")
    page = await run_in_threadpool(
        sparql_form_html,
        request,
        await current_snapshot(request),
        asked.one("query") or "",
        format=name or "csv",
        fault=Fault("empty") if error is None else fault_of(error, name),
        status=error.status_code if isinstance(error, HTTPException) else 400,
    )
    page.headers["Vary"] = "Accept"
    return page


def _question(request: Request, asked: Asked) -> Question:
    """Return the question that is asked."""
    text = query_of(asked)
    rows, graph = _forms(asked.one("format"), accept_of(request))
    default, named = asked.all("default-graph-uri"), asked.all("named-graph-uri")
    given = bool(default or named)
    return Question(
        text,
        rows,
        graph,
        default if given else None,
        named if given else None,
        base=sparql_address(request),
    )


@lru_cache(256)  # most clients send the same few
def _forms(name: str | None, accept: str | None) -> tuple[str | None, str | None]:
    """Return the form for rows and the form for a graph, None where none is wanted."""
    if name is not None:
        if name not in RESULT_FORMATS and name not in RDF_FORMATS:
            known = ", ".join([*RESULT_FORMATS, *RDF_FORMATS])
            raise FormatError(f"unknown format {name!r}; known are {known}")
        return (
            name if name in RESULT_FORMATS else None,
            name if name in RDF_FORMATS else None,
        )
    rows, graph = _chosen(accept, RESULT_FORMATS), _chosen(accept, RDF_FORMATS)
    if rows is None and graph is None:
        raise HTTPException(406, f"Answers can be had as {', '.join(_TYPES)}.")
    return rows, graph


def _chosen(accept: str | None, formats: MappingProxyType[str, Format]) -> str | None:
    names = {formats[name].types[0]: name for name in formats}
    aliases = {media: name for name in formats for media in formats[name].also}
    best = choose(accept, list(names), aliases)
    return None if best is None else (names | aliases)[best]


async def _answered(request: Request, asking: Coroutine[Any, Any, Answer]) -> Response:
    """Return the answer; give the query up as soon as the client has gone."""
    try:
        answer = await while_wanted(request, asking)
    except FormatError as error:
        raise HTTPException(_UNFIT, str(error)) from error
    if answer is None:
        return Response(status_code=GONE)
    form = (RDF_FORMATS if answer.graph else RESULT_FORMATS)[answer.form]
    name = "svar" if answer.cut is None else "svar-avkortat"
    headers = {
        "Content-Disposition": f'inline; filename="{name}.{form.name}"',
        "Content-Length": str(answer.size),
        "Link": _links(request),
        "Vary": "Accept",
    }
    if answer.cut is not None:
        headers["Styrkedja-Rows-Limit"] = f"{answer.cut}; cut"
    if answer.size <= _AT_ONCE:
        return Response(answer.read(), media_type=form.media_type, headers=headers)
    return StreamingResponse(answer.chunks(), media_type=form.media_type, headers=headers)


def _client(request: Request) -> str:
    """Return whom fairness takes for one client."""
    return "" if request.client is None else client_key(request.client.host)

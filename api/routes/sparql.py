"""The SPARQL endpoint: queries by the SPARQL 1.1 Protocol, read-only."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, StreamingResponse

from styrkedja.errors import FormatError, QueryRefusedError, QuerySyntaxError

from ..dependencies import CurrentEvaluation
from ..evaluation import Answer, Question, check_limits
from ..evaluation.limits import MAX_BYTES
from ..negotiation import RDF_FORMATS, RESULT_FORMATS, Format, choose, prefers_html
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["router", "sparql_get", "sparql_other", "sparql_post"]

router = APIRouter(tags=["data"])

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MAX_BODY = 3 * MAX_BYTES + 100_000  # in a form, each byte may take three
_MAX_FIELDS = 1_000
_UNFIT = 406  # the query is fine, and its answer has no wanted form
_GONE = 499  # nobody reads it
_TYPES = [f.types[0] for f in (*RESULT_FORMATS.values(), *RDF_FORMATS.values())]
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole answer", "content": {media: {} for media in _TYPES}},
    **{code: value for status in (400, 406, 413, 415, 503, 504)
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
        _QUERY: {"schema": {"type": "string"}},
        _FORM: {
            "schema": {
                "type": "object",
                "required": ["query"],
                "properties": {p["name"]: p["schema"] for p in _PARAMETERS},
            }
        },
    },
    "required": True,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The parameters of a request, wherever they stood."""

    pairs: Sequence[tuple[str, str]]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """Return the one value of a parameter, None when it is not given."""
        values = self.all(name)
        if len(values) > 1:
            raise HTTPException(400, f"The parameter {name!r} is given {len(values)} times.")
        return values[0] if values else None


@router.get(
    "/sparql",
    summary="Ask a SPARQL query",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"parameters": _PARAMETERS},
)
async def sparql_get(
    request: Request, snapshot: CurrentSnapshot, evaluation: CurrentEvaluation
) -> Response:
    """Return the answer to the query in `?query=`, in the form that `Accept` asks for.

    Updates and SERVICE are refused. A query that takes too long is answered with 504, one that
    takes too much memory with 503; an answer with status 200 is always whole.
    """
    asked = _Asked(request.query_params.multi_items())
    in_browser = prefers_html(request.headers.get("accept"))
    if not asked.all("query") and in_browser:
        form = request.scope.get("root_path", "") + "/sparql/form"
        return RedirectResponse(form, 303, headers={"Vary": "Accept"})
    if in_browser and asked.all("query") == ("",):
        return await _form_again(request, snapshot, asked, None)
    try:
        question = await _question(request, snapshot, asked)
        return await _answered(request, evaluation.ask(question))
    except (QuerySyntaxError, QueryRefusedError) as error:
        if not in_browser or not asked.one("query"):
            raise
        return await _form_again(request, snapshot, asked, error)
    except HTTPException as error:
        if not in_browser or error.status_code != _UNFIT or asked.one("format") is None:
            raise
        return await _form_again(request, snapshot, asked, error)


@router.post(
    "/sparql",
    summary="Ask a SPARQL query",
    response_class=Response,
    responses=_RESPONSES,
    openapi_extra={"requestBody": _BODIES, "parameters": _PARAMETERS[1:]},
)
async def sparql_post(
    request: Request, snapshot: CurrentSnapshot, evaluation: CurrentEvaluation
) -> Response:
    """Return the answer to the query in the body: the query itself, or a form with `query`."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in (_FORM, _QUERY):
        raise HTTPException(415, f"Send the query as {_QUERY} or {_FORM}.")
    body = await _body(request, MAX_BYTES if media_type == _QUERY else _MAX_BODY)
    pairs = request.query_params.multi_items()
    if media_type == _QUERY:
        if any(name == "query" for name, _ in pairs):
            raise HTTPException(400, "There is a query in the address and one in the body.")
        asked = _Asked([*pairs, ("query", body)])
    else:
        try:
            fields = parse_qsl(
                body, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict"
            )
        except ValueError as error:
            raise HTTPException(400, f"The form cannot be read: {error}.") from error
        asked = _Asked([*pairs, *fields])
    question = await _question(request, snapshot, asked)
    return await _answered(request, evaluation.ask(question))


@router.api_route("/sparql", methods=["PUT", "PATCH", "DELETE"], include_in_schema=False)
async def sparql_other() -> Response:
    """Refuse: nothing can be changed here.

    Raises:
        HTTPException: 405, always, with all methods that there are; the router would name GET only.
    """
    raise HTTPException(405, "This endpoint is read-only.", headers={"Allow": "GET, HEAD, POST"})


async def _form_again(
    request: Request, snapshot: Snapshot, asked: _Asked, error: Exception | None
) -> Response:
    """Return the form with the query that got no answer, and why; None: there is no query."""
    from ..pages.sparql_form import Fault, fault_of, sparql_form_html

    name = asked.one("format")
    page = await run_in_threadpool(
        sparql_form_html,
        request,
        snapshot,
        asked.one("query") or "",
        format=name or "csv",
        fault=Fault("empty") if error is None else fault_of(error, name),
        status=error.status_code if isinstance(error, HTTPException) else 400,
    )
    page.headers["Vary"] = "Accept"
    return page


async def _body(request: Request, limit: int) -> str:
    """Return the body as text, without taking in more than the limit."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413, f"A query may have {MAX_BYTES:,} bytes.")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The body is not in UTF-8.") from error


async def _question(request: Request, snapshot: Snapshot, asked: _Asked) -> Question:
    """Return the question, checked."""
    if asked.all("update"):
        raise QueryRefusedError("this endpoint is read-only: it takes queries, no updates")
    text = asked.one("query")
    if text is None:
        raise HTTPException(400, "Give a SPARQL query as the parameter 'query'.")
    if len(text.encode()) > MAX_BYTES:
        raise HTTPException(413, f"A query may have {MAX_BYTES:,} bytes.")
    rows, graph = _forms(asked.one("format"), request.headers.get("accept"))
    graphs = snapshot.cached(
        ("sparql.graphs",),
        lambda: frozenset(name.value for name in snapshot.store.graphs()),
    )
    default, named = asked.all("default-graph-uri"), asked.all("named-graph-uri")
    _refuse_foreign([*default, *named], graphs)
    checked = await run_in_threadpool(check_limits, text, graphs)
    given = bool(default or named)
    return Question(checked, rows, graph, default if given else None, named if given else None)


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
    names |= {media: name for name in formats for media in formats[name].also}
    best = choose(accept, list(names))
    return None if best is None else names[best]


def _refuse_foreign(wanted: Sequence[str], graphs: Collection[str]) -> None:
    for iri in wanted:
        if iri not in graphs:
            raise QueryRefusedError(f"<{iri}> is no graph of this data set")


async def _answered(request: Request, asking: Coroutine[Any, Any, Answer]) -> Response:
    """Return the answer; give the query up as soon as the client has gone."""
    task = asyncio.ensure_future(asking)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return Response(status_code=_GONE)
        answer = task.result()
    except FormatError as error:
        raise HTTPException(_UNFIT, str(error)) from error
    finally:
        gone.cancel()
        task.cancel()
    form = (RDF_FORMATS if answer.graph else RESULT_FORMATS)[answer.form]
    return StreamingResponse(
        answer.chunks(),
        media_type=form.media_type,
        headers={
            "Content-Disposition": f'inline; filename="svar.{form.name}"',
            "Content-Length": str(answer.size),
            "Vary": "Accept",
        },
    )


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

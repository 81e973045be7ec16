"""The graphs of the store one by one, by the reading part of the Graph Store Protocol.

This is indirect identification: `/graphs?graph=IRI` and `/graphs?default`. A graph whose IRI is an
address of this service is also served at that address (`linked_data.py`, `vocabulary.py`).
"""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from styrkedja.errors import FormatError
from styrkedja.graph.exports import write_graph

from ..caching import Revalidated
from ..description import SPARQL, VOID_PATH
from ..methods import other_methods
from ..negotiation import GRAPH_FORMATS, Format, choose
from ..protocol import Asked, accept_of, asked_in_address
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot
from ..whole import Whole

__all__ = ["graph", "router"]

router = APIRouter(tags=["data"], dependencies=[Revalidated])

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BY_TYPE = {media: form for form in GRAPH_FORMATS.values() for media in form.types}
_OFFERED = [form.types[0] for form in GRAPH_FORMATS.values()]
_ALSO = [media for media in _BY_TYPE if media not in _OFFERED]
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole graph", "content": {media: {} for media in _OFFERED}},
    **{code: value for status in (400, 404, 405, 406, 414)
       for code, value in PROBLEMS[status].items()},
}  # fmt: skip
_PARAMETERS = [
    {"name": name, "in": "query", "schema": schema, "description": text}
    for name, schema, text in (
        ("graph", {"type": "string", "format": "iri"}, "The absolute IRI of a graph."),
        (
            "default",
            {"type": "string", "enum": [""]},
            "Without a value, instead of `graph`: the default graph, the merge of all.",
        ),
        (
            "format",
            {"type": "string", "enum": list(GRAPH_FORMATS)},
            "Instead of Accept: ttl, jsonld, rdf, nt, trig or nq.",
        ),
    )
]


@router.get(
    "/graphs",
    summary="One graph",
    response_class=StreamingResponse,
    responses=_RESPONSES,
    openapi_extra={"parameters": _PARAMETERS},
)
def graph(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return all triples of the graph that `?graph=` names, or of the default graph.

    The form is the one that `Accept` asks for. It is made whole, once a commit, before its first
    byte is sent, so it never ends early with status 200.
    """
    asked = asked_in_address(request)
    name = _name(asked, snapshot)
    form = _form(asked, request)
    try:
        whole = snapshot.cached(
            ("graphs", name, form.name),
            lambda: Whole(lambda file: write_graph(snapshot.store, name, file, form.rdf)),
        )
    except FormatError as error:
        raise HTTPException(406, f"{error}; ask for another form.") from error
    root = request.scope.get("root_path", "")
    return StreamingResponse(
        whole.chunks(),
        media_type=form.media_type,
        headers={
            "Content-Length": str(whole.size),
            "Link": f'<{root}/{SPARQL}>; rel="service-desc", '
            f'<{root}/{VOID_PATH}>; rel="describedby"',
            "Vary": "Accept",
        },
    )


router.routes.append(
    other_methods(
        "/graphs",
        "GET, HEAD, OPTIONS",
        "Graphs can be read here, not changed; they change when documents are read "
        "(styrkedja ingest).",
    )
)


def _name(asked: Asked, snapshot: Snapshot) -> ox.NamedNode | None:
    """Return the graph that is asked for, None for the default graph."""
    iri = asked.one("graph")
    if (iri is None) == ("default" not in asked.names):
        raise HTTPException(400, "Name one graph: ?graph=IRI or ?default.")
    if iri is None:
        return None
    if _ABSOLUTE.match(iri) is None:
        raise HTTPException(400, "The parameter 'graph' takes an absolute IRI.")
    try:
        name = ox.NamedNode(iri)
    except ValueError as error:
        raise HTTPException(400, "The parameter 'graph' is no IRI.") from error
    if not snapshot.store.oxigraph.contains_named_graph(name):
        raise HTTPException(404, "There is no graph of that name.")
    return name


def _form(asked: Asked, request: Request) -> Format:
    """Return the form that is asked for."""
    named = asked.one("format")
    if named is not None:
        if named not in GRAPH_FORMATS:
            raise FormatError(f"unknown format {named!r}; known are {', '.join(GRAPH_FORMATS)}")
        return GRAPH_FORMATS[named]
    media_type = choose(accept_of(request), _OFFERED, _ALSO)
    if media_type is None:
        raise HTTPException(406, f"This can be had as {', '.join([*_OFFERED, *_ALSO])}.")
    return _BY_TYPE[media_type]

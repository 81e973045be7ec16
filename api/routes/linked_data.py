"""The things of the graph at their own addresses: bodies, documents, elements, assessments."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from ..linked_data import describe, negotiate, rdf_response, representation_headers
from ..negotiation import RDF_FORMATS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["router", "thing"]

router = APIRouter(tags=["data"])


@router.get(
    "/id/{path:path}",
    summary="What is said of a thing",
    response_class=Response,
    responses={
        200: {
            "description": "The description, or the text of a document",
            "content": {
                "text/html": {},
                "text/plain": {},
                **{format_.types[0]: {} for format_ in RDF_FORMATS.values()},
            },
        },
        **PROBLEMS[404],
        **PROBLEMS[406],
    },
)
def thing(path: str, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Return what is said of the thing whose IRI is the archive's base and this path.

    The form is chosen by suffix (`.ttl`, `.jsonld`, `.rdf`, `.nt`), by `?format=`, or by
    `Accept`. The answer is the description itself (200) with `Content-Location` naming the
    address of its form; there is no redirect. A document gives its whole graph;
    `{document}/text` its text and `{document}/original` the file it was read from.
    """
    iri = snapshot.base + path
    document, slash, part = iri.rpartition("/")
    if slash and part in ("text", "original") and snapshot.document(document) is not None:
        return _text(snapshot, document) if part == "text" else _original(snapshot, document)
    stem, _, suffix = path.rpartition(".")
    known_suffix = suffix if stem and suffix in RDF_FORMATS else None
    if known_suffix is not None:
        path, iri = stem, snapshot.base + stem
    triples = describe(snapshot.store, iri)
    if not triples:
        raise HTTPException(404, f"Nothing is known of {iri}.")
    form = negotiate(request, known_suffix)
    if form is None:
        from ..pages import describe_html  # the pages import much that data does not need

        response: Response = describe_html(request, snapshot, iri)
    else:
        response = rdf_response(triples, form)
    root = request.scope.get("root_path", "")
    response.headers.update(representation_headers(f"{root}/id/{path}", form))
    return response


def _text(snapshot: Snapshot, document: str) -> Response:
    return Response(snapshot.text(document), media_type="text/plain; charset=utf-8")


def _original(snapshot: Snapshot, document: str) -> Response:
    """Return the original as a file to save: a browser must not run what someone else wrote."""
    key = document.rpartition("/")[2]
    return Response(
        snapshot.original(document),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{key}.txt"'},
    )

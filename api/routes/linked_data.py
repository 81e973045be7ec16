"""The things of the graph at their own addresses: bodies, documents, elements, assessments."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from ..caching import Revalidated
from ..former import GONE, former_iri
from ..incoming import Incoming, incoming, incoming_counts, linksets, property_of, question
from ..linked_data import (
    SUFFIXES,
    classes_of,
    describe,
    negotiate,
    rdf_response,
    representation_headers,
)
from ..negotiation import RDF_FORMATS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["router", "thing"]

router = APIRouter(tags=["data"])


@router.get(
    "/id/{path:path}",
    summary="What is said of a thing",
    response_class=Response,
    dependencies=[Revalidated],
    responses={
        200: {
            "description": "The description, or the text of a document",
            "content": {
                "text/html": {},
                "text/plain": {},
                **{format_.types[0]: {} for format_ in RDF_FORMATS.values()},
            },
        },
        304: {"description": "The client's copy still holds"},
        308: {"description": "The thing has another IRI now"},
        **PROBLEMS[404],
        **PROBLEMS[406],
        **PROBLEMS[410],
    },
)
def thing(
    path: str,
    request: Request,
    snapshot: CurrentSnapshot,
    leading: Annotated[
        str | None,
        Query(
            alias="incoming",
            description="A property (prefixed name or IRI): list what leads here by it.",
        ),
    ] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000, description="Of that list, from 1.")] = 1,
) -> Response:
    """Return what is said of the thing whose IRI is the archive's base and this path.

    The form is chosen by suffix (`.html`, `.ttl`, `.jsonld`, `.rdf`, `.nt`), by `?format=`, or by
    `Accept`. The answer is the description itself (200) with `Content-Location` naming the
    address of its form; there is no redirect. A document gives its whole graph;
    `{document}/text` its text and `{document}/original` the file it was read from.
    """
    iri = snapshot.base + path
    document, slash, part = iri.rpartition("/")
    if slash and part in ("text", "original") and snapshot.document(document) is not None:
        return _file(request, snapshot, document, part)
    stem, _, suffix = path.rpartition(".")
    known_suffix = suffix if stem and suffix in SUFFIXES else None
    if known_suffix is not None:
        path, iri = stem, snapshot.base + stem
    triples = describe(snapshot.store, iri)
    if not triples:
        return _moved(request, snapshot, iri, known_suffix)
    if leading is not None:
        return _incoming(request, snapshot, iri, known_suffix, (leading, page))
    form = negotiate(request, known_suffix)
    if form is None and _is_graph(snapshot, iri) and snapshot.document(iri) is None:
        # A register, or what follows from the documents: its municipality's page shows it.
        home = _address(request, snapshot, iri.rpartition("/")[0])
        return RedirectResponse(quote(home), 303, headers={"Vary": "Accept"})
    if form is None:
        from ..pages import describe_html  # the pages import much that data does not need

        response: Response = describe_html(request, snapshot, iri)
    else:
        if not _is_graph(snapshot, iri):
            counts = incoming_counts(snapshot.store, iri)
            triples = [*triples, *linksets(snapshot.store, iri, counts)]
        response = rdf_response(dict.fromkeys(triples), form)
    response.headers.update(
        representation_headers(
            _address(request, snapshot, iri),
            form,
            classes=classes_of(snapshot.store, iri),
            licence=request.app.state.settings.licence,
        )
    )
    return response


def _incoming(
    request: Request, snapshot: Snapshot, iri: str, suffix: str | None, asked: tuple[str, int]
) -> Response:
    """Return one page of what leads to a thing by a property."""
    predicate = property_of(asked[0])
    if predicate is None:
        raise HTTPException(400, f"{asked[0]!r} is neither an IRI nor a name with a known prefix.")
    found = incoming(snapshot.store, iri, predicate, asked[1])
    if found.page > found.pages:
        raise HTTPException(404, f"There are {found.pages} pages.")
    form = negotiate(request, suffix)
    if form is None:
        from ..pages import incoming_html

        response: Response = incoming_html(request, snapshot, iri, found)
    else:
        triples = [
            *found.triples(iri),
            *linksets(snapshot.store, iri, [(predicate, found.total)]),
        ]
        response = rdf_response(dict.fromkeys(triples), form)
    address = _address(request, snapshot, iri)
    headers = dict(
        representation_headers(
            address,
            form,
            about=question(predicate, found.page),
            licence=request.app.state.settings.licence,
        )
    )
    headers["Link"] += "".join(f", {link}" for link in _neighbours(address, found, suffix))
    response.headers.update(headers)
    return response


def _neighbours(address: str, found: Incoming, suffix: str | None) -> list[str]:
    ending = "" if suffix is None else f".{suffix}"
    pages = {"prev": found.page - 1, "next": found.page + 1}
    return [
        f'<{quote(address)}{ending}?{question(found.predicate, number)}>; rel="{name}"'
        for name, number in pages.items()
        if 1 <= number <= found.pages
    ]


def _moved(request: Request, snapshot: Snapshot, iri: str, suffix: str | None) -> Response:
    """Redirect to what a thing is called now.

    Raises:
        HTTPException: 410 when it was there once and is not any more, 404 when it never was.
    """
    now = former_iri(snapshot, iri)
    if now is GONE:
        raise HTTPException(410, f"{iri} was here once and is gone for good.")
    if now is None:
        raise HTTPException(404, f"Nothing is known of {iri}.")
    address = quote(_address(request, snapshot, str(now))) + (
        "" if suffix is None else f".{suffix}"
    )
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(address + query, 308)


def _is_graph(snapshot: Snapshot, iri: str) -> bool:
    names = snapshot.cached(
        ("linked_data.graphs",), lambda: frozenset(g.value for g in snapshot.store.graphs())
    )
    return iri in names


def _address(request: Request, snapshot: Snapshot, iri: str) -> str:
    """Return where a thing is described on this host, not percent-encoded."""
    return f"{request.scope.get('root_path', '')}/id/{iri.removeprefix(snapshot.base)}"


def _file(request: Request, snapshot: Snapshot, document: str, part: str) -> Response:
    """Return the text of a document, or its original as a file to save.

    A browser must not run what someone else wrote, so the original has no type that it shows.
    """
    if part == "text":
        response = Response(snapshot.text(document), media_type="text/plain; charset=utf-8")
    else:
        key = document.rpartition("/")[2]
        response = Response(
            snapshot.original(document),
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{key}.txt"'},
        )
    address = quote(_address(request, snapshot, document))
    links = [f'<{address}>; rel="describedby"']
    if request.app.state.settings.licence is not None:
        links.append(f'<{request.app.state.settings.licence}>; rel="license"')
    response.headers["Link"] = ", ".join(links)
    return response

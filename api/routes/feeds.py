"""Feeds to subscribe to: deadlines as a calendar, documents and changes of status as Atom."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from ..caching import Revalidated
from ..feeds import Feed, atom, deadline_calendar, document_feed, status_feed
from ..pages.facts import Facts
from ..public_address import public_address
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["deadlines", "documents", "router", "statuses"]

router = APIRouter(prefix="/feeds", tags=["feeds"], dependencies=[Revalidated])
_ATOM = "application/atom+xml"
_CALENDAR = "text/calendar"
_Lang = Annotated[Literal["sv", "en"], Query(description="Of the feed's own words.")]


@router.get(
    "/deadlines.ics",
    summary="Deadlines as a calendar",
    response_class=Response,
    responses={
        200: {"description": "The calendar", "content": {_CALENDAR: {}}},
        **PROBLEMS[404],
    },
)
def deadlines(
    request: Request,
    snapshot: CurrentSnapshot,
    body: Annotated[
        str | None,
        Query(description="A body: its IRI, or what follows the base in it. Without: all."),
    ] = None,
    municipality: Annotated[str | None, Query(description="A municipality's slug.")] = None,
    done: Annotated[bool, Query(description="What is completed or cancelled, too.")] = False,
    lang: _Lang = "sv",
) -> Response:
    """Return what has a deadline and is not done, as whole-day events, one an element."""
    iri = None if body is None else _body(snapshot, body)
    if municipality is not None and all(
        record.municipality != municipality for record in snapshot.documents
    ):
        raise HTTPException(404, f"There is no municipality {municipality!r}.")
    content = deadline_calendar(
        snapshot,
        public_address(request),
        lang,
        body=iri,
        municipality=municipality,
        done=done,
    )
    return Response(
        content,
        media_type=f"{_CALENDAR}; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="deadlines.ics"'},
    )


@router.get(
    "/documents.atom",
    summary="Documents as a feed",
    response_class=Response,
    responses={200: {"description": "The feed", "content": {_ATOM: {}}}},
)
def documents(request: Request, snapshot: CurrentSnapshot, lang: _Lang = "sv") -> Response:
    """Return the documents that were read last, the newest first."""
    licence = request.app.state.settings.licence
    return _answer(document_feed(snapshot, public_address(request), lang, licence))


@router.get(
    "/statuses.atom",
    summary="Changes of status as a feed",
    response_class=Response,
    responses={200: {"description": "The feed", "content": {_ATOM: {}}}},
)
def statuses(request: Request, snapshot: CurrentSnapshot, lang: _Lang = "sv") -> Response:
    """Return what has got another status in a later document, the newest first."""
    licence = request.app.state.settings.licence
    return _answer(status_feed(snapshot, public_address(request), lang, licence))


def _answer(feed: Feed) -> Response:
    return Response(atom(feed), media_type=f"{_ATOM}; charset=utf-8")


def _body(snapshot: Snapshot, name: str) -> str:
    """Return a body's IRI.

    Raises:
        HTTPException: 404, when there is no such body.
    """
    iri = name if name.startswith(snapshot.base) else snapshot.base + name
    facts = Facts(snapshot.store, "sv")
    try:
        known = facts.is_a(iri, "Body")
    except ValueError:  # no IRI at all
        known = False
    if not known:
        raise HTTPException(404, f"There is no body {name!r}.")
    return iri

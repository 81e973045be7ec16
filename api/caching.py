"""Answers that a client has already are not sent again, and other sites' scripts may read them.

A commit of the archive changes everything or nothing, so one pair of validators does for a whole
commit: an entity tag of the commit and of what was asked (address, `Accept`, settings), and the
commit's time. The tag is weak: it promises the same statements, not the same bytes. Routes whose
answers depend on nothing else take part by `dependencies=[Revalidated]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import MappingProxyType

from fastapi import Depends, Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from styrkedja import __version__
from styrkedja.settings import Settings

from .snapshot import CurrentSnapshot, Snapshot
from .writing import writer_of

__all__ = [
    "CrossOrigin",
    "NotModifiedError",
    "Revalidated",
    "Revalidation",
    "Validators",
    "not_modified",
    "validators_of",
]

_KEY = "validators"  # where a request's validators stand in its state
_OF_A_BODY = ("content-length", "content-type", "content-disposition", "content-language")
_CROSS_ORIGIN: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": (
            "Allow, Content-Disposition, Content-Location, ETag, Last-Modified, Link, Location, "
            "Retry-After, Styrkedja-Commit, Styrkedja-Complete, Styrkedja-Updated, WWW-Authenticate"
        ),
    }
)
_PREFLIGHT: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": (
            "Accept, Accept-Language, Authorization, Content-Language, Content-Type, "
            "If-Modified-Since, If-None-Match"
        ),
        "Access-Control-Max-Age": "86400",
    }
)


class NotModifiedError(Exception):
    """The client has the very answer that it asks for; not one of ours to report."""


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a client knows whether its copy still holds.

    Args:
        etag: The weak entity tag.
        modified: When the answer last changed; None for an archive without a commit.
    """

    etag: str
    modified: datetime | None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so, and that a copy is to be asked about each time it is used."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache"}
        if self.modified is not None:
            headers["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return headers

    def match(self, headers: Headers) -> bool:
        """Return whether a client that sent these headers has the answer (RFC 9110, 13.2.2)."""
        tags = headers.getlist("if-none-match")
        if tags:
            return "*" in tags or self.named(headers)
        since = headers.get("if-modified-since")
        if since is None or self.modified is None:
            return False
        try:
            return self.modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError, OverflowError):  # no date, or one without a time zone
            return False

    def named(self, headers: Headers) -> bool:
        """Return whether `If-None-Match` names this very entity tag, weak or strong."""
        own = self.etag.removeprefix("W/")
        return any(
            tag.strip().removeprefix("W/") == own
            for value in headers.getlist("if-none-match")
            for tag in value.split(",")
        )


def validators_of(request: Request, snapshot: Snapshot) -> Validators:
    """Return the validators of the answer to a request that is made from one commit."""
    settings: Settings = request.app.state.settings
    digest = hashlib.sha256()
    for part in (
        __version__,
        settings.model_dump_json(),
        snapshot.base,
        str(snapshot.time),
        str(snapshot.shows_internal),
        request.headers.get("host", ""),
        str(request.url.path),
        str(request.url.query),
        ", ".join(request.headers.getlist("accept")),
        writer_of(request).mark,
    ):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return Validators(f'W/"{snapshot.head}-{digest.hexdigest()[:16]}"', snapshot.time)


def _revalidate(request: Request, snapshot: CurrentSnapshot) -> None:
    """Remember the validators, and make no answer for a client that names its tag.

    Only the exact tag ends it here, for it was given out with a whole answer; a date or `*` says
    nothing about whether there is anything at this address, so they wait for the answer.
    """
    validators = validators_of(request, snapshot)
    request.scope["state"][_KEY] = validators
    if validators.named(request.headers):
        raise NotModifiedError


Revalidated = Depends(_revalidate)
"""The dependency of routes whose answers change only with the archive."""


def not_modified(request: Request, _: Exception) -> Response:
    """Return 304 with the validators, for `NotModifiedError`."""
    validators: Validators = request.scope["state"][_KEY]
    return Response(status_code=304, headers={**validators.headers, "Vary": "Accept"})


class Revalidation:
    """Adds the validators to whole answers, and sends 304 to those who have them already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; look at its answer where the route has left validators."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        held = False

        async def send_once(message: Message) -> None:
            nonlocal held
            validators: Validators | None = state.get(_KEY)
            if message["type"] == "http.response.start":
                if validators is not None and message["status"] == 200:
                    headers = MutableHeaders(scope=message)
                    headers.update(validators.headers)
                    for name in ("authorization", "cookie"):  # what makes answers somebody's own
                        if name in Headers(scope=scope):
                            headers["Cache-Control"] = "private, no-cache"
                            headers.add_vary_header(name.title())
                    held = validators.match(Headers(scope=scope))
                    if held:
                        message["status"] = 304
                        for name in _OF_A_BODY:
                            del headers[name]
            elif held and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_once)


class CrossOrigin:
    """Lets scripts of any site read every answer, and send SPARQL queries by POST.

    Browsers send the one cookie there is, of those who write, with no other site's requests, so
    nobody's browser adds rights to what a script may read; an answer that sets it is for no other
    site's scripts. The headers do not depend on the request's origin, so one stored answer does
    for all.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight; add the headers to everything else."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        preflight = "origin" in asked and "access-control-request-method" in asked
        if scope["method"] == "OPTIONS" and preflight:
            answer = Response(status_code=204, headers={**_CROSS_ORIGIN, **_PREFLIGHT})
            await answer(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:
                    headers.update(_CROSS_ORIGIN)
            await send(message)

        await self._app(scope, receive, send_open)

"""Answers that a client has already are not sent again.

A commit of the archive changes everything or nothing, so one pair of validators does for a whole
commit: an entity tag of the commit and of what was asked (address, `Accept`, settings), and the
commit's time. The tag is weak: it promises the same statements, not the same bytes. Routes whose
answers depend on nothing else take part by `dependencies=[Revalidated]`.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Depends, Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from styrkedja import __version__
from styrkedja.settings import Settings

from .errors import http_problem, problem_response
from .snapshot import CurrentSnapshot, Snapshot
from .writing import writer_of

__all__ = [
    "NotModifiedError",
    "Revalidated",
    "Revalidation",
    "Validators",
    "not_modified",
    "validators_of",
]

_KEY = "validators"  # where a request's validators stand in its state
_SENT = "sent"  # and what has been said beside the tags that were given out
_KEPT = 2_000  # tags of which that is remembered
_WITH_A_TAG = ("Content-Location", "Vary")  # what 304 repeats beside the validators
_OF_A_BODY = ("content-length", "content-type", "content-disposition", "content-language")
_OTHER = "What is at this address is not what If-Match or If-Unmodified-Since ask for."
_PERSONAL = ("Authorization", "Cookie")  # what makes answers somebody's own


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
        return since is not None and self._later_than(since) is False

    def forbid(self, headers: Headers) -> bool:
        """Return whether a client wants no answer but of another state (RFC 9110, 13.1.1, 13.1.4).

        `If-Match` is compared strongly, so a weak tag never matches; `*` does.
        """
        tags = headers.getlist("if-match")
        if tags:
            return "*" not in tags
        until = headers.get("if-unmodified-since")
        return until is not None and self._later_than(until) is True

    def named(self, headers: Headers) -> bool:
        """Return whether `If-None-Match` names this very entity tag, weak or strong."""
        own = self.etag.removeprefix("W/")
        return any(
            tag.strip().removeprefix("W/") == own
            for value in headers.getlist("if-none-match")
            for tag in value.split(",")
        )

    def _later_than(self, date: str) -> bool | None:
        """Return whether the answer changed after a date; None where that cannot be told."""
        if self.modified is None:
            return None
        try:
            return self.modified > parsedate_to_datetime(date)
        except (ValueError, TypeError, OverflowError):  # no date, or one without a time zone
            return None


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
    nothing about whether there is anything at this address, so they wait for the answer. So does
    a tag that was given out too long ago to know what else was said.
    """
    validators = validators_of(request, snapshot)
    state = request.scope["state"]
    state[_KEY] = validators
    if validators.named(request.headers) and validators.etag in state[_SENT]:
        raise NotModifiedError


Revalidated = Depends(_revalidate)
"""The dependency of routes whose answers change only with the archive."""


def not_modified(request: Request, _: Exception) -> Response:
    """Return 304 with what 200 would say of the answer, for `NotModifiedError`."""
    state = request.scope["state"]
    return Response(status_code=304, headers=state[_SENT][state[_KEY].etag])


class Revalidation:
    """Adds the validators to whole answers, and sends 304 to those who have them already.

    A client that wants an answer of another state only (`If-Match`, `If-Unmodified-Since`) gets
    412 instead. What is sent to one with a token is for nobody else to keep.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._sent: OrderedDict[str, dict[str, str]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; look at its answer where the route has left validators."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked, state = Headers(scope=scope), scope.setdefault("state", {})
        state[_SENT] = self._sent
        held = False  # whether all of the answer but its head is held back

        async def send_once(message: Message) -> None:
            nonlocal held
            validators: Validators | None = state.get(_KEY)
            begins = message["type"] == "http.response.start"
            whole = begins and message["status"] in (200, 304)
            if validators is not None and whole:
                headers = MutableHeaders(scope=message)
                headers.update(validators.headers)
                self._remember(validators.etag, headers)
            personal = [name for name in _PERSONAL if name in asked] if begins else []
            if personal:
                headers = MutableHeaders(scope=message)
                if "no-store" not in headers.get("Cache-Control", ""):
                    headers["Cache-Control"] = "private, no-cache"
                for name in personal:
                    headers.add_vary_header(name)
            if validators is not None and whole:
                if validators.forbid(asked):
                    held = True
                    answer = problem_response(Request(scope), http_problem(412, _OTHER))
                    await answer(scope, receive, send)
                    return
                if validators.match(asked):
                    held = True
                    message["status"] = 304
                    for name in _OF_A_BODY:
                        del MutableHeaders(scope=message)[name]
                    await send(message)
                    await send({"type": "http.response.body"})
                    return
            if not held:
                await send(message)

        await self._app(scope, receive, send_once)

    def _remember(self, tag: str, headers: MutableHeaders) -> None:
        """Keep what is said beside a tag, for those who will name it."""
        self._sent[tag] = {name: headers[name] for name in _WITH_A_TAG if name in headers}
        self._sent.move_to_end(tag)
        if len(self._sent) > _KEPT:
            self._sent.popitem(last=False)

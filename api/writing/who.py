"""Who a request comes from and what they may do; what routes that write depend on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, NoReturn

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope as Asgi

from styrkedja.graph.access import LOCAL, Scope, Token
from styrkedja.graph.audit import Action
from styrkedja.settings import Settings

from .cookies import set_session
from .guard import UNKNOWN, Guard
from .local import is_local
from .origin import is_foreign, says_nothing
from .refusing import WritingRefusedError
from .sessions import COOKIE

__all__ = [
    "FORM_FIELD",
    "CurrentWriter",
    "FormWriter",
    "TokenWriter",
    "Writer",
    "bearer",
    "check_form_field",
    "check_sender",
    "check_writer",
    "form_writer",
    "make_sure",
    "refuse",
    "token_writer",
    "writer_of",
]

FORM_FIELD = "csrf"
"""The hidden field that every form which writes must have, with the value `Writer.csrf`."""

_KEY = "writing.writer"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Writer:
    """Whoever sent a request.

    Args:
        name: What the log of who wrote calls them: "local", the name of a token, or "unknown".
        may_write: Whether they may write.
        signed_in: Whether they signed in with a token.
        sees_internal: Whether a token lets them see internal documents.
        session: The name of their session, or None where their browser has none yet.
    """

    name: str
    may_write: bool
    signed_in: bool
    sees_internal: bool
    session: str | None
    _guard: Guard = field(repr=False)
    _scope: Asgi = field(repr=False)

    @property
    def csrf(self) -> str:
        """What the hidden field `FORM_FIELD` of a form on this page holds.

        The first form that a browser is shown gives it a session with the same answer; such an
        answer is not kept by anybody.
        """
        if self.session is not None:
            return self._guard.sessions.form_value(self.session)
        state = self._scope["state"]
        if "writing.new" not in state:
            state["writing.new"] = self._guard.sessions.new()
            set_session(self._scope, state["writing.new"])
        return self._guard.sessions.form_value(state["writing.new"])

    @property
    def mark(self) -> str:
        """What tells pages made for them from pages made for others."""
        form = "" if self.session is None else self.csrf
        return f"{self.name} {self.may_write} {self.sees_internal} {form}"


def writer_of(request: Request) -> Writer:
    """Return who sent a request. A token that does not hold counts for none here."""
    state = request.scope.setdefault("state", {})
    if _KEY not in state:
        state[_KEY] = _writer(request)
    writer: Writer = state[_KEY]
    return writer


def _writer(request: Request) -> Writer:
    guard: Guard = request.app.state.guard
    settings: Settings = request.app.state.settings
    session = guard.sessions.named(request.cookies.get(COOKIE))
    shown = bearer(request)
    signed = None if session is None or shown is not None else guard.signed_in(session)
    token = signed if shown is None else guard.token(shown)
    local = shown is None and settings.writing == "local" and is_local(request.scope, settings)
    scopes = frozenset[Scope]() if token is None else token.scopes
    allowed = settings.writing != "off" and (local or Scope.WRITE in scopes)
    return Writer(
        name=_name(token, local=local),
        may_write=allowed,
        signed_in=signed is not None,
        sees_internal=Scope.READ_INTERNAL in scopes,
        session=session,
        _guard=guard,
        _scope=request.scope,
    )


def _name(token: Token | None, *, local: bool) -> str:
    if token is not None and (Scope.WRITE in token.scopes or not local):
        return token.name
    return LOCAL if local else UNKNOWN


def bearer(request: Request) -> str | None:
    """Return the token that a request shows, None where it shows none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def refuse(request: Request, reason: str, action: Action = Action.WRITE) -> NoReturn:
    """Log that a request is refused, and raise why.

    Raises:
        WritingRefusedError: Always.
    """
    guard: Guard = request.app.state.guard
    await run_in_threadpool(guard.note_refusal, action, reason, writer_of(request).name)
    raise WritingRefusedError(reason)


async def check_sender(request: Request, action: Action = Action.WRITE) -> None:
    """Make sure that a page of this service sent a form. Its body is not looked at.

    Raises:
        WritingRefusedError: Another site's page did, or nobody says who.
    """
    if is_foreign(request.scope, request.app.state.settings):
        await refuse(request, "foreign-origin", action)
    if says_nothing(request.scope):
        await refuse(request, "no-origin", action)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        await refuse(request, "no-form", action)


async def check_form_field(request: Request, value: object, action: Action = Action.WRITE) -> None:
    """Make sure that the hidden field of a form is that of the sender's session.

    Raises:
        WritingRefusedError: It is another's, or older than this process.
    """
    writer = writer_of(request)
    guard: Guard = request.app.state.guard
    session = writer.session
    if (
        session is None
        or not isinstance(value, str)
        or not guard.sessions.is_form_value(session, value)
    ):
        await refuse(request, "old-form", action)


async def check_writer(request: Request) -> Writer:
    """Return the sender of a form, who may write; the body has not been looked at yet.

    Raises:
        WritingRefusedError: The form is foreign, or the sender may not write.
    """
    await check_sender(request)
    writer = writer_of(request)
    if not writer.may_write:
        await refuse(request, _why_not(request, writer))
    return writer


def make_sure(request: Request, writer: Writer) -> None:
    """Make sure that a page which is only for those who write is shown to nobody else.

    Raises:
        WritingRefusedError: Whoever asks for it may not write.
    """
    if not writer.may_write:
        raise WritingRefusedError(_why_not(request, writer))


def _why_not(request: Request, writer: Writer) -> str:
    if request.app.state.settings.writing == "off":
        return "off"
    return "not-allowed" if writer.name in (UNKNOWN, LOCAL) else "no-scope"


async def form_writer(request: Request) -> Writer:
    """Return the sender of a form, who may write, and whose form it is.

    Raises:
        WritingRefusedError: The form is forged, foreign or old, or the sender may not write.
    """
    writer = await check_writer(request)
    form = await request.form(max_files=0, max_fields=200)
    await check_form_field(request, form.get(FORM_FIELD))
    return writer


async def token_writer(request: Request) -> Writer:
    """Return the sender of a program's request, who has shown a token that lets them write.

    Cookies count for nothing here, nor does being local: a browser sends those by itself.

    Raises:
        WritingRefusedError: There is no such token, or a page of another site sent it.
    """
    if is_foreign(request.scope, request.app.state.settings):
        await refuse(request, "foreign-origin")
    writer = writer_of(request)
    if bearer(request) is None:
        await refuse(request, "no-token")
    if writer.name == UNKNOWN:
        await refuse(request, "invalid-token")
    if not writer.may_write:
        await refuse(request, _why_not(request, writer))
    return writer


CurrentWriter = Annotated[Writer, Depends(writer_of)]
FormWriter = Annotated[Writer, Depends(form_writer)]
TokenWriter = Annotated[Writer, Depends(token_writer)]

"""Signing in with a token, to write by way of the pages; and signing out."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.writing import FORM_FIELD, CurrentWriter, Guard, check_form_field, check_sender
from styrkedja.api.writing.cookies import set_session
from styrkedja.graph.audit import Action

from .rendering import render
from .translation import DEFAULT_LANGUAGE, language_of

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get("/sign-in", response_class=HTMLResponse)
def sign_in_page(request: Request, writer: CurrentWriter) -> HTMLResponse:
    """Return the form, or who is signed in."""
    return _page(request, writer)


@router.post("/sign-in")
async def sign_in(request: Request, writer: CurrentWriter) -> Response:
    """Sign in with the token of the form; its session replaces that of the browser.

    Raises:
        WritingRefusedError: The form is forged, foreign or old.
    """
    form = await _own_form(request)
    guard: Guard = request.app.state.guard
    shown = form.get("token")
    token = guard.token(shown.strip()) if isinstance(shown, str) else None
    if token is None:
        await run_in_threadpool(guard.note_refusal, Action.SIGN_IN, "invalid-token")
        return _page(request, writer, status=403, wrong=True)
    if writer.session is not None:
        guard.sessions.sign_out(writer.session)
    set_session(request.scope, guard.sessions.sign_in(token.id))
    return _to(request, "/sign-in")


@router.post("/sign-out")
async def sign_out(request: Request, writer: CurrentWriter) -> Response:
    """End the session.

    Raises:
        WritingRefusedError: The form is forged, foreign or old.
    """
    await _own_form(request)
    guard: Guard = request.app.state.guard
    if writer.session is not None:
        guard.sessions.sign_out(writer.session)
    set_session(request.scope, "")
    return _to(request, "/sign-in")


async def _own_form(request: Request) -> FormData:
    """Return the form that was sent, which is one of this service's pages and of this session."""
    await check_sender(request, Action.SIGN_IN)
    form = await request.form(max_files=0, max_fields=8)
    await check_form_field(request, form.get(FORM_FIELD), Action.SIGN_IN)
    return form


def _page(
    request: Request, writer: CurrentWriter, *, status: int = 200, wrong: bool = False
) -> HTMLResponse:
    secure = request.url.scheme == "https" or writer.name == "local"
    public = request.app.state.settings.public_url or ""
    return render(
        request,
        "sign_in.html",
        status=status,
        wrong=wrong,
        csrf=writer.csrf,
        off=request.app.state.settings.writing == "off",
        open_line=not (secure or public.startswith("https:")),
    )


def _to(request: Request, path: str) -> RedirectResponse:
    language = language_of(request)
    query = "" if language == DEFAULT_LANGUAGE else "?" + urlencode({"lang": language})
    return RedirectResponse(path + query, _SEE_OTHER)

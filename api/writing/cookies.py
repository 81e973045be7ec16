"""The cookie of a session: set when a form needs one, or when somebody signs in or out."""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from styrkedja.settings import Settings

from .sessions import COOKIE

__all__ = ["SessionCookies", "set_session"]

_KEY = "writing.cookie"  # where a request's state holds what the cookie is to be


def set_session(scope: Scope, name: str) -> None:
    """Give the browser the name of a session with the answer; an empty one takes it away."""
    scope.setdefault("state", {})[_KEY] = name


class SessionCookies:
    """Sets the cookie, out of reach of scripts and of other sites, in answers that nobody keeps.

    Args:
        app: What answers.
        settings: Whether the service is reached by HTTPS.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._secure = (settings.public_url or "").startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the cookie where the answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _KEY in state:
                headers = MutableHeaders(scope=message)
                secure = self._secure or scope["scheme"] == "https"
                headers.append("Set-Cookie", _cookie(state[_KEY], secure=secure))
                headers["Cache-Control"] = "private, no-store"
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _cookie(name: str, *, secure: bool) -> str:
    cookie = SimpleCookie({COOKIE: name})
    one = cookie[COOKIE]
    one["path"], one["httponly"], one["samesite"], one["secure"] = "/", True, "Strict", secure
    if not name:
        one["max-age"] = 0
    return one.OutputString()

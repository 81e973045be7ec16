"""Refusals to write: one error, told as a problem to programs and as a page to people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from ..errors import http_problem, problem_response
from ..negotiation import prefers_html

__all__ = ["REASONS", "WritingRefusedError", "refused"]

REASONS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "no-token": (401, "Writing needs a token: Authorization: Bearer and the token."),
        "invalid-token": (401, "The token is not valid here: wrong, expired or revoked."),
        "not-allowed": (403, "You may not write here without signing in with a token for it."),
        "no-scope": (403, "This token does not let its bearer write; it needs the scope write."),
        "off": (403, "Writing is switched off in this service."),
        "foreign-origin": (403, "A page of another site sent this, so nothing was done."),
        "no-origin": (403, "The request does not say which page sent it, so nothing was done."),
        "old-form": (403, "The form is too old, or not of this service; open it anew."),
        "no-form": (415, "Send the fields as a form."),
    }
)
"""Why writing is refused: the HTTP status, and what is wrong, in English."""


class WritingRefusedError(HTTPException):
    """Somebody may not write, or a request to write is forged.

    Attributes:
        reason: Why, a key of `REASONS`.
    """

    def __init__(self, reason: str) -> None:
        status, detail = REASONS[reason]
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        super().__init__(status, detail, headers)
        self.reason = reason


def refused(request: Request, error: Exception) -> Response:
    """Return the answer to who may not write, for `WritingRefusedError`."""
    assert isinstance(error, WritingRefusedError)  # noqa: S101 - registered for this class only
    if prefers_html(request.headers.get("accept")):
        from ..pages import not_allowed_html  # the pages import this package

        response: Response = not_allowed_html(request, error.reason, error.status_code)
        response.headers.update(error.headers or {})
        return response
    return problem_response(request, http_problem(error.status_code, error.detail), error.headers)

"""The page of an error."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse

from .rendering import render
from .translation import Text, language_of

__all__ = ["error_html"]


def error_html(
    request: Request, status: int, title: str, detail: str, *, sv: str | None = None
) -> HTMLResponse:
    """Return a page that says what went wrong and where to go from there.

    Args:
        request: The request that failed.
        status: The HTTP status.
        title: The kind of problem in English, shown where the page has no words of its own.
        detail: What is wrong this time, in English.
        sv: The same in Swedish, or None where only the English is known.
    """
    swedish = sv is not None and language_of(request) == "sv"
    return render(
        request,
        "error.html",
        status=status,
        code=status,
        problem=title,
        detail=Text(sv, "sv") if swedish and sv is not None else Text(detail, "en"),
    )

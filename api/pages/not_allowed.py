"""The page for those who may not write: why, and how they come to be allowed."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse

from .rendering import render

__all__ = ["not_allowed_html"]


def not_allowed_html(request: Request, reason: str, status: int) -> HTMLResponse:
    """Return a page that says why nothing was written, and what to do to be allowed to write.

    Args:
        request: The request that was refused.
        reason: Why (`styrkedja.api.writing.refusing.REASONS`).
        status: The HTTP status.
    """
    return render(request, "not_allowed.html", status=status, reason=reason)

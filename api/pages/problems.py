"""The page of an error."""

from __future__ import annotations

import re

from fastapi import Request
from starlette.responses import HTMLResponse

from .rendering import render
from .translation import Text, language_of

__all__ = ["error_html"]

_MOST_LETTERS = 80
_HASH = re.compile(r"-[0-9a-f]{8}$")
_NO_WORD = re.compile(r"[\W_]+")


def error_html(
    request: Request, status: int, title: str, detail: str, *, sv: str | None = None
) -> HTMLResponse:
    """Return a page that says what went wrong and where to go from there.

    Args:
        request: The request that failed.
        status: The HTTP status.
        title: The kind of problem in English, told where nothing more is known.
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
        words=_words_of(request.scope["path"]),
    )


def _words_of(path: str) -> str:
    """Return the words to search for that the address of a thing holds, without its hash.

    >>> _words_of("/id/lund/goal/plan-2023/fler-barn-i-forskolan-0a1b2c3d")
    'fler barn i forskolan'
    """
    if not path.startswith("/id/"):
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    words = _NO_WORD.sub(" ", _HASH.sub("", last)).strip()
    return words[:_MOST_LETTERS].strip()

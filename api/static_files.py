"""The files that pages load: those whose address names their content are asked for once."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["STATIC", "NamedFiles", "file_address"]

STATIC = Path(__file__).parent / "static"
_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK = "public, no-cache"


@cache
def file_address(name: str) -> str:
    """Return the address of a static file, which changes with its content."""
    return f"/static/{name}?v={_version(name)}"


def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


class NamedFiles(StaticFiles):
    """The static files; an address with the file's version is kept by clients for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, and for how long it may be kept without asking."""
        response = await super().get_response(path, scope)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        named = asked is not None and file_address(path) == f"/static/{path}?v={asked[0]}"
        response.headers["Cache-Control"] = _FOR_GOOD if named else _ASK
        return response

"""Style sheets: a file for each job, joined to one answer for what a page needs.

A page asks for two sheets at most besides the one for paper: what every page has, which the
browser then keeps, and what its own kind adds. The address changes with the content, so that a
browser may keep it for ever.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

__all__ = ["SHEETS", "router", "stylesheet"]

_FOLDER = Path(__file__).parent / "static" / "styles"
_COMMON = "common"
_EVERY_PAGE = ("base", "frame", "things", "forms", "tables", "lists", "passages")
_KEPT = "public, max-age=31536000, immutable"

SHEETS = ("matrix", "charts", "document-text", "goals", "asking", "settle", "writing", "paper")
"""What pages may ask for by name, in the order in which one may change what another says."""

router = APIRouter(include_in_schema=False)


@cache
def stylesheet(*names: str) -> str:
    """Return the address of one style sheet with the named parts.

    Args:
        names: Of `SHEETS`, in any order; none: what every page has.

    Raises:
        ValueError: There is no such part.
    """
    joined = "_".join(sorted(names, key=SHEETS.index)) or _COMMON
    return f"/styles/{joined}.css?v={hashlib.sha256(_joined(joined)).hexdigest()[:12]}"


@router.get("/styles/{joined}.css")
def joined_sheets(joined: str) -> Response:
    """Answer the parts whose names the address joins, as `stylesheet` made it."""
    asked = joined.split("_")
    if joined not in (_COMMON, "_".join(name for name in SHEETS if name in asked)):
        raise HTTPException(404)
    return Response(_joined(joined), media_type="text/css", headers={"Cache-Control": _KEPT})


@cache
def _joined(joined: str) -> bytes:
    """Return the content of parts that exist."""
    names = _EVERY_PAGE if joined == _COMMON else joined.split("_")
    return b"\n".join((_FOLDER / f"{name}.css").read_bytes() for name in names)

"""A query is worked on only as long as somebody waits for its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from fastapi import Request

from .evaluation import Answer

__all__ = ["GONE", "while_wanted"]

GONE = 499
"""The status, as logs know it, of an answer that nobody reads any more."""

_SOON = 0.1  # seconds after which somebody looks whether the client is still there


async def while_wanted(request: Request, asking: Coroutine[Any, Any, Answer]) -> Answer | None:
    """Return the answer, or None when the client has gone; then the query is given up.

    Args:
        request: The request that waits, its body read to the end.
        asking: The evaluation; what it raises is raised.
    """
    task = asyncio.ensure_future(asking)
    watching = None
    try:
        await asyncio.wait({task}, timeout=_SOON)
        if not task.done():
            watching = asyncio.ensure_future(_disconnected(request))
            await asyncio.wait({task, watching}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        if watching is not None:
            watching.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

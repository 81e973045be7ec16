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
    loop, watching = asyncio.get_running_loop(), None

    def watch() -> None:
        nonlocal watching
        watching = loop.create_task(_disconnected(request, waiting))

    try:
        async with asyncio.timeout(None) as waiting:
            timer = loop.call_later(_SOON, watch)
            try:
                return await asking
            finally:
                timer.cancel()
                if watching is not None:
                    watching.cancel()
    except TimeoutError:
        if not waiting.expired():
            raise
        return None


async def _disconnected(request: Request, waiting: asyncio.Timeout) -> None:
    """End the waiting when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    waiting.reschedule(0)

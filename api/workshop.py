"""Work that takes a while is done in a few threads of its own, never on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from styrkedja.errors import QueryStoppedError

__all__ = ["CurrentWorkshop", "Workshop", "current_workshop"]

_AT_ONCE = 2
_WAITING = 24
_PATIENCE = 20.0  # seconds to wait for a place
_Made = TypeVar("_Made")


class Workshop:
    """Lets a few pieces of work be done at the same time, and a few more wait for their turn."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0

    async def run(self, make: Callable[[], _Made]) -> _Made:
        """Return what `make` gives, done in a thread.

        Raises:
            QueryStoppedError: Too much is waiting already.
        """
        if self._waiting >= _WAITING:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._places.acquire()
        except TimeoutError as error:
            raise _busy() from error
        finally:
            self._waiting -= 1
        try:
            return await run_in_threadpool(make)
        finally:
            self._places.release()


def current_workshop(request: Request) -> Workshop:
    """Return the workshop of the application that serves this request."""
    workshop: Workshop = request.app.state.workshop
    return workshop


CurrentWorkshop = Annotated[Workshop, Depends(current_workshop)]


def _busy() -> QueryStoppedError:
    return QueryStoppedError("much is being worked out; try again in a while", reason="busy")

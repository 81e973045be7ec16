"""What routes are given: the evaluation of users' queries (snapshots are in `snapshot.py`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request

from .access import may_see_all
from .evaluation import Evaluation
from .snapshot import current_snapshot

__all__ = ["CurrentEvaluation", "Evaluations", "current_evaluation"]


class Evaluations:
    """One evaluation over what is public, and one over everything once somebody asks for it.

    Args:
        public: The evaluation over what is public.
        make: Makes the other one.
    """

    def __init__(self, public: Evaluation, make: Callable[[], Evaluation]) -> None:
        self._public = public
        self._make = make
        self._all: Evaluation | None = None
        self._running = AsyncExitStack()
        self._starting = asyncio.Lock()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the public evaluation running while the block lasts; both have ended after it."""
        async with self._running:
            await self._running.enter_async_context(self._public.running())
            yield

    async def over(self, *, internal: bool) -> Evaluation:
        """Return the evaluation over everything, or over what is public."""
        if not internal:
            return self._public
        async with self._starting:
            if self._all is None:
                made = self._make()
                await self._running.enter_async_context(made.running())
                self._all = made
            return self._all


async def current_evaluation(request: Request) -> Evaluation:
    """Return the evaluation over the documents that this request may see.

    The one over internal documents is started when it is first needed.
    """
    evaluations: Evaluations = request.app.state.evaluations
    if not may_see_all(request):
        return await evaluations.over(internal=False)
    snapshot = await current_snapshot(request)
    return await evaluations.over(internal=snapshot.shows_internal)


CurrentEvaluation = Annotated[Evaluation, Depends(current_evaluation)]

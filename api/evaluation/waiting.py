"""Queries that wait for a worker, and whose turn it is.

Nobody can tell beforehand what a query costs. So that others' small queries are answered while
one asks for many large ones: first come those whose client has the fewest under way; among these,
those that have come just now, in their order; then the others, the newest first. What has waited
long anyway is behind something heavy, and is the likeliest to be as heavy itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .question import Question, Verdict

__all__ = ["Call", "Given", "Waiting"]

Given = tuple[Verdict, "bytes | int"]  # the body, or the descriptor of the file that holds it


@dataclass(slots=True, eq=False)
class Call:
    """A question, and who waits for its answer.

    Args:
        question: The question.
        client: Whom fairness takes for one: an address, a token.
        asked: When it came, by the event loop's clock.
        future: Gets what the worker gives.
        patience: Ends its waiting, when it waits.
    """

    question: Question
    client: str
    asked: float
    future: asyncio.Future[Given] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    patience: asyncio.TimerHandle | None = None


class Waiting:
    """The calls that wait.

    Args:
        room: How many may.
        fresh: For how many seconds a call has just come.
    """

    def __init__(self, room: int, fresh: float) -> None:
        self._room = room
        self._fresh = fresh
        self._calls: list[Call] = []

    def __len__(self) -> int:
        """Return how many calls wait."""
        return len(self._calls)

    def add(self, call: Call) -> Call | None:
        """Let a call wait; return the one that has to go for it, itself or another, or None.

        Where there is no room, one of the client with the most goes: the longest waiting, unless
        all have come just now, for then it is the newcomer's turn to come back later.
        """
        self._calls.append(call)
        if len(self._calls) <= self._room:
            return None
        counts = Counter(waiting.client for waiting in self._calls)
        most = max(counts.values())
        victim = next(waiting for waiting in self._calls if counts[waiting.client] == most)
        if counts[call.client] == most and call.asked - victim.asked <= self._fresh:
            victim = call
        self._calls.remove(victim)
        return victim

    def discard(self, call: Call) -> bool:
        """Let a call wait no more; return whether it did."""
        if call not in self._calls:
            return False
        self._calls.remove(call)
        return True

    def take(self, now: float, under_way: Mapping[str, int]) -> Call:
        """Return the call whose turn it is, which waits no more.

        Args:
            now: The event loop's time.
            under_way: How many calls of each client are being answered.
        """
        fewest = min(under_way.get(call.client, 0) for call in self._calls)
        equal = [call for call in self._calls if under_way.get(call.client, 0) == fewest]
        fresh = (call for call in equal if now - call.asked <= self._fresh)
        chosen = next(fresh, equal[-1])
        self._calls.remove(chosen)
        return chosen

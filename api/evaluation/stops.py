"""Why a query got no answer: how workers end, and what to say of it."""

from __future__ import annotations

import signal

from styrkedja.errors import QueryStoppedError

__all__ = ["CRASHED", "OUT_OF_MEMORY", "WELL", "busy", "crashed", "late", "made_room", "reason_of"]

WELL = 0
CRASHED = 1
OUT_OF_MEMORY = 12


def late() -> QueryStoppedError:
    """Return that a query took too long."""
    return QueryStoppedError("the query took too long; ask for less, or add LIMIT", reason="time")


def crashed() -> QueryStoppedError:
    """Return that a query ended its worker."""
    return QueryStoppedError(
        "the query broke its evaluation; put it in a simpler way", reason="crash"
    )


def busy() -> QueryStoppedError:
    """Return that a query found no free worker."""
    return QueryStoppedError(
        "all workers are busy with other queries; try again in a while", reason="busy"
    )


def made_room() -> QueryStoppedError:
    """Return that a long query was stopped because others waited."""
    return QueryStoppedError(
        "the query took long while others waited, and was stopped for them; "
        "ask for less, or try again in a while",
        reason="busy",
    )


def reason_of(code: int) -> QueryStoppedError:
    """Return what it means that a worker ended with a query unanswered.

    Args:
        code: Its exit code, negative for a signal.
    """
    if code == -signal.SIGALRM:
        return late()
    # Rust aborts when it gets no memory; a kill that is not ours comes from a system without any.
    if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        return QueryStoppedError(
            "the query needs more memory than it may take; ask for less, or add LIMIT",
            reason="memory",
        )
    return crashed()

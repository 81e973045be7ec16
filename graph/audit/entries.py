"""One entry of the log: what somebody did to an archive, or was not let do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Action", "Entry", "Outcome"]


class Action(StrEnum):
    """What was done, or was to be."""

    UPLOAD = "upload"
    CORRECT = "correct"
    UNDO = "undo"
    PURGE = "purge"
    VISIBILITY = "visibility"
    CREATE_TOKEN = "create-token"  # noqa: S105 - the name of an action
    REVOKE_TOKEN = "revoke-token"  # noqa: S105 - the name of an action
    SIGN_IN = "sign-in"
    WRITE = "write"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done to an archive, or that somebody was not let do.

    No document is named: commits are, and what a commit wrote can be looked up until it is
    purged. So a purge leaves no name of a document here either.

    Args:
        id: 16 hex digits.
        action: What was done.
        outcome: How it ended; `CUT_OFF` when the process that did it ended before.
        agent: The name of the token that it was done with, or "local".
        started: When, ISO 8601 in UTC.
        ended: When it ended, or empty.
        commits: The first and the last commit that it wrote, or None where it wrote none.
        token: The id of the token that was made or revoked, or empty.
        reason: Why it was refused, as a word of the program's own, or empty.
        count: How many such refusals this entry stands for.
    """

    id: str
    action: Action
    outcome: Outcome
    agent: str
    started: str
    ended: str = ""
    commits: tuple[int, int] | None = None
    token: str = ""
    reason: str = ""
    count: int = 1

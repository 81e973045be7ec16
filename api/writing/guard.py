"""The one guard of a service: its tokens, its sessions, and the log of who wrote."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from time import monotonic

from styrkedja.errors import AccessError
from styrkedja.graph.access import Token, TokenFile
from styrkedja.graph.audit import Action, AuditLog, Outcome
from styrkedja.settings import Settings

from .sessions import Sessions

__all__ = ["UNKNOWN", "Guard"]

UNKNOWN = "unknown"
"""What the log calls whoever is refused without a token that is known."""

_APART = 60.0  # seconds between two lines in the log about refusals of the same kind
_LOG = logging.getLogger(__name__)


class Guard:
    """What a service knows of who may do what.

    Args:
        settings: Where the archive is.
        clock: Gives the time in seconds.

    Attributes:
        sessions: Who signed in.
        log: Who wrote.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self.sessions = Sessions(clock)
        self.log = AuditLog(settings.store)
        self._tokens = TokenFile(settings.store)
        self._clock = clock
        self._logged: dict[tuple[Action, str], float] = {}
        self._unlogged = Counter[tuple[Action, str]]()

    def token(self, text: str) -> Token | None:
        """Return the token that a text is, None where it is none that holds."""
        try:
            return self._tokens.find(text)
        except AccessError as error:
            _LOG.error("%s", error)
            return None

    def signed_in(self, session: str) -> Token | None:
        """Return the token that a session was signed in with, while it holds."""
        id = self.sessions.token(session)
        if id is None:
            return None
        try:
            return self._tokens.holding(id)
        except AccessError as error:
            _LOG.error("%s", error)
            return None

    def note_refusal(self, action: Action, reason: str, agent: str = UNKNOWN) -> None:
        """Log that somebody was not let do something; many alike within a minute are one entry.

        So nobody can fill the disk by being refused. The next entry of the kind tells how many
        there were.

        Args:
            action: What was to be done.
            reason: Why not, as a word of the program's own.
            agent: The name of the token that was shown, or "local".
        """
        kind, now = (action, reason), self._clock()
        self._unlogged[kind] += 1
        if now - self._logged.get(kind, -_APART) < _APART:
            return
        self._logged[kind] = now
        count = self._unlogged.pop(kind)
        try:
            self.log.note(action, agent, outcome=Outcome.REFUSED, reason=reason, count=count)
        except AccessError as error:
            _LOG.error("%s", error)

"""Sessions of those who signed in with a token: random names that say nothing to who finds one."""

from __future__ import annotations

import hmac
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

__all__ = ["COOKIE", "Sessions"]

COOKIE = "styrkedja-session"
"""The cookie that holds a session's name."""

_NAME = re.compile(r"[\w-]{43}")
_BYTES = 32
_IDLE = 12 * 3600.0  # seconds without a request after which a session ends
_KEPT = 1000  # the one not used for longest goes first


@dataclass(slots=True)
class _Session:
    token: str
    used: float


class Sessions:
    """The sessions of one process; they end with it.

    A session's name alone, without anybody signed in, is enough for its forms: their hidden field
    is made of the name and of a key that only this process has, so nothing need be kept of those
    who only look.

    Args:
        clock: Gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._key = secrets.token_bytes(_BYTES)
        self._clock = clock
        self._signed: OrderedDict[str, _Session] = OrderedDict()

    def new(self) -> str:
        """Return a name for a session."""
        return secrets.token_urlsafe(_BYTES)

    def named(self, value: str | None) -> str | None:
        """Return a cookie's value where it is a session's name, else None."""
        return value if value is not None and _NAME.fullmatch(value) else None

    def form_value(self, name: str) -> str:
        """Return what the hidden field of a session's forms holds."""
        return hmac.new(self._key, name.encode(), sha256).hexdigest()

    def is_form_value(self, name: str, value: str) -> bool:
        """Return whether a hidden field came with a form of this session."""
        return hmac.compare_digest(self.form_value(name).encode(), value.encode())

    def sign_in(self, token: str) -> str:
        """Return the name of a new session of whoever showed a token, by the token's id."""
        name = self.new()
        self._signed[_kept(name)] = _Session(token, self._clock())
        while len(self._signed) > _KEPT:
            self._signed.popitem(last=False)
        return name

    def sign_out(self, name: str) -> None:
        """End a session."""
        self._signed.pop(_kept(name), None)

    def token(self, name: str) -> str | None:
        """Return the id of the token that a session was signed in with, None where it was not."""
        found = self._signed.get(_kept(name))
        if found is None:
            return None
        now = self._clock()
        if now - found.used > _IDLE:
            self.sign_out(name)
            return None
        found.used = now
        self._signed.move_to_end(_kept(name))
        return found.token


def _kept(name: str) -> str:
    """Return under what a session is kept: looking it up takes no time that tells of its name."""
    return sha256(name.encode()).hexdigest()

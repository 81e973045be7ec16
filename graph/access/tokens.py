"""Tokens: made here once, shown once, kept as hashes.

A token is 256 random bits, so nobody finds one by trying, however fast they try: its SHA-256 is
kept, and a slow hash as for passwords, which people choose, would protect nothing more and cost
every request its time. Hashes are compared in constant time, all of them for every token that is
shown.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from styrkedja.errors import AccessError
from styrkedja.graph.archive.sealing import seal, unseal

from .private import FOLDER, held, write_privately

__all__ = ["LOCAL", "Scope", "Token", "TokenFile", "days_of"]

LOCAL = "local"
"""What whoever writes without a token is called: on the machine itself."""

_FILE = "tokens.json"
_FORMAT = 1
_START = "styrkedja_"
_BYTES = 32
_LONGEST = 80  # letters of a name
_MOST_DAYS = 366
_SPAN = re.compile(r"(?P<count>[1-9]\d{0,3})(?P<unit>[dwh])")
_UNITS = {"h": 1 / 24, "d": 1, "w": 7}


class Scope(StrEnum):
    """What a token lets its bearer do."""

    READ_INTERNAL = "read-internal"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept: everything but itself.

    Args:
        id: Eight hex digits, by which it is revoked and told of.
        name: What its maker calls it; stands in the log of who wrote.
        scopes: What it lets its bearer do.
        created: When it was made, ISO 8601 in UTC.
        expires: Until when it is valid, ISO 8601 in UTC.
        sha256: Of the token, in hex; empty once it is revoked.
        revoked: When it was revoked, or empty.
    """

    id: str
    name: str
    scopes: frozenset[Scope]
    created: str
    expires: str
    sha256: str = field(repr=False)
    revoked: str = ""

    def holds(self, now: datetime) -> bool:
        """Return whether it is neither revoked nor expired at a moment."""
        return not self.revoked and now < datetime.fromisoformat(self.expires)


class TokenFile:
    """The tokens of an archive. What others change is seen at the next look.

    Args:
        archive: The archive's folder.
    """

    def __init__(self, archive: Path) -> None:
        self._path = archive / FOLDER / _FILE
        self._seen: tuple[int, int, int] | None = None
        self._known: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """Return all tokens, revoked and expired ones too, the oldest first.

        Raises:
            AccessError: The file is damaged, or cannot be read.
        """
        try:
            stat = self._path.stat()
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._known = _tokens_of(self._path.read_bytes())
                self._seen = seen
        except FileNotFoundError:
            self._seen, self._known = None, ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._seen, self._known = None, ()
            raise AccessError(
                f"{self._path}: the tokens cannot be read ({error}); remove the file and make "
                "new ones (styrkedja token create)"
            ) from error
        return self._known

    def find(self, text: str) -> Token | None:
        """Return the token that a text is, None where it is none that holds.

        Raises:
            AccessError: The file is damaged, or cannot be read.
        """
        given = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
        now = datetime.now(UTC)
        matches = [
            token
            for token in self.tokens()
            if hmac.compare_digest(given, token.sha256) and token.holds(now)
        ]
        return matches[0] if matches else None

    def holding(self, id: str) -> Token | None:
        """Return the token of an id where it holds, else None.

        Raises:
            AccessError: The file is damaged, or cannot be read.
        """
        now = datetime.now(UTC)
        return next((one for one in self.tokens() if one.id == id and one.holds(now)), None)

    def create(self, name: str, scopes: Iterable[Scope], days: float) -> tuple[Token, str]:
        """Make a token, and return what is kept of it and the token itself, which is not.

        Args:
            name: What to call it: for whom or what it is, at most 80 letters.
            scopes: What it lets its bearer do; at least one.
            days: How long it is valid, more than 0 and at most 366.

        Raises:
            AccessError: A value cannot be meant, another token that holds has the name, or the
                file cannot be read or written.
        """
        told, wanted = " ".join(name.split()), frozenset(scopes)
        if not told or len(told) > _LONGEST or not told.isprintable() or told == LOCAL:
            raise AccessError(
                f"a token needs a name of its own, at most {_LONGEST} letters and not {LOCAL!r}: "
                "say for whom or what it is"
            )
        if not wanted:
            raise AccessError("a token needs a scope: " + " or ".join(Scope))
        if not 0 < days <= _MOST_DAYS:
            raise AccessError(
                f"a token is valid for at most {_MOST_DAYS} days; make a new one then"
            )
        now = datetime.now(UTC)
        text = _START + secrets.token_urlsafe(_BYTES)
        made = Token(
            id=secrets.token_hex(4),
            name=told,
            scopes=wanted,
            created=now.isoformat(timespec="seconds"),
            expires=(now + timedelta(days=days)).isoformat(timespec="seconds"),
            sha256=sha256(text.encode()).hexdigest(),
        )
        with self._changing():
            known = self.tokens()
            if any(one.name == told and one.holds(now) for one in known):
                raise AccessError(
                    f"a token is called {told!r} already; revoke it or choose another"
                )
            self._write((*known, made))
        return made, text

    def revoke(self, name: str) -> Token:
        """Revoke the token with this id or name, for good, and return it.

        Raises:
            AccessError: No token that is not revoked has it, or the file cannot be written.
        """
        with self._changing():
            known = self.tokens()
            found = [one for one in known if name in (one.id, one.name) and not one.revoked]
            if not found:
                raise AccessError(f"no token is called {name!r}; styrkedja token list shows them")
            now = datetime.now(UTC).isoformat(timespec="seconds")
            gone = replace(found[-1], sha256="", revoked=now)
            self._write(tuple(gone if one.id == gone.id else one for one in known))
        return gone

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            with held(self._path.parent):
                yield
        except OSError as error:
            raise AccessError(
                f"{self._path.parent}: cannot be written ({error.strerror})"
            ) from error

    def _write(self, tokens: tuple[Token, ...]) -> None:
        listed = [{**asdict(one), "scopes": sorted(one.scopes)} for one in tokens]
        write_privately(self._path, seal({"format": _FORMAT, "tokens": listed}))


def _tokens_of(content: bytes) -> tuple[Token, ...]:
    value = unseal(content, {"format", "tokens"})
    if value["format"] != _FORMAT:
        raise ValueError("it was made by a newer Styrkedja")
    return tuple(
        Token(**{**one, "scopes": frozenset(map(Scope, one["scopes"]))}) for one in value["tokens"]
    )


def days_of(text: str) -> float:
    """Return how many days a span is: "90d", "12w" or "8h".

    >>> days_of("90d"), days_of("2w"), days_of("12h")
    (90.0, 14.0, 0.5)

    Raises:
        AccessError: It is no such span.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise AccessError(f"{text!r} is no span of time; write 90d, 12w or 8h")
    return float(int(match["count"]) * _UNITS[match["unit"]])

"""The log as a file of the archive: a sealed line of JSON an event, added to and never changed.

What takes a while has two lines, one when it begins and one when it ends, so that a process that
is killed in between leaves a trace.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from styrkedja.errors import AccessError
from styrkedja.graph.access.private import FOLDER, append_privately
from styrkedja.graph.archive import Archive
from styrkedja.graph.archive.sealing import SEAL, digest

from .entries import Action, Entry, Outcome

__all__ = ["AuditLog", "Recording", "recorded"]

_FILE = "audit.jsonl"


class AuditLog:
    """The log of an archive.

    Args:
        archive: The archive's folder.
    """

    def __init__(self, archive: Path) -> None:
        self._path = archive / FOLDER / _FILE

    def entries(self) -> tuple[tuple[Entry, ...], int]:
        """Return the entries, the oldest first, and how many lines are damaged.

        Raises:
            AccessError: The file cannot be read.
        """
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return (), 0
        except OSError as error:
            raise AccessError(f"{self._path}: cannot be read ({error.strerror})") from error
        found: dict[str, Entry] = {}
        damaged = 0
        for line in filter(None, lines):
            try:
                entry = _entry_of(line)
            except (ValueError, KeyError, TypeError):
                damaged += 1
                continue
            found[entry.id] = entry  # what ended takes the place of its beginning
        return tuple(found.values()), damaged

    def note(
        self,
        action: Action,
        agent: str,
        *,
        outcome: Outcome = Outcome.DONE,
        token: str = "",
        reason: str = "",
        count: int = 1,
    ) -> None:
        """Add what took no time: a token made or revoked, a refusal.

        Args:
            action: What was done, or was to be.
            agent: The name of a token, or "local"; of a stranger "unknown".
            outcome: How it ended.
            token: The id of the token that was made or revoked.
            reason: Why it was refused, as a word of the program's own.
            count: How many such refusals it stands for.

        Raises:
            AccessError: The log cannot be written.
        """
        now = _now()
        self.add(Entry(_id(), action, outcome, agent, now, now, None, token, reason, count))

    def add(self, entry: Entry) -> None:
        """Add an entry; one of the same id takes the place of that before.

        Raises:
            AccessError: The log cannot be written.
        """
        value = asdict(entry)
        try:
            append_privately(self._path, _line({**value, SEAL: digest(_line(value))}))
        except OSError as error:
            raise AccessError(f"{self._path}: cannot be written ({error.strerror})") from error


class Recording:
    """What is being done, while it is done.

    Attributes:
        entry: As it stands in the log when it ends; set `reason` and `outcome` by `refuse`.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def refuse(self, reason: str) -> None:
        """Say that it was refused, and why, as a word of the program's own."""
        self.entry = replace(self.entry, outcome=Outcome.REFUSED, reason=reason)


@contextmanager
def recorded(archive: Archive, agent: str, action: Action) -> Iterator[Recording]:
    """Record what the block writes to an archive: by whom, from when to when, which commits.

    Call it inside `Archive.writing()`, so that no other process's commits are among them. An error
    that ends the block ends the entry as refused, with the error's class, and is raised on.

    Args:
        archive: The archive, whose writer the caller has.
        agent: The name of the token that it is done with, or "local".
        action: What is done.

    Raises:
        AccessError: The log cannot be written; then nothing is done.
    """
    log = AuditLog(archive.path)
    before = archive.head()
    # Whoever reads the log before the end finds that it was cut off.
    recording = Recording(Entry(_id(), action, Outcome.CUT_OFF, agent, _now()))
    log.add(recording.entry)
    try:
        yield recording
    except Exception as error:
        recording.refuse(type(error).__name__)
        with suppress(AccessError):  # the block's own error says more
            log.add(_ended(recording.entry, archive, before))
        raise
    if recording.entry.outcome is Outcome.CUT_OFF:
        recording.entry = replace(recording.entry, outcome=Outcome.DONE)
    log.add(_ended(recording.entry, archive, before))


def _ended(entry: Entry, archive: Archive, before: int) -> Entry:
    after = archive.head()
    commits = (before + 1, after) if after > before else None
    return replace(entry, ended=_now(), commits=commits)


def _entry_of(line: bytes) -> Entry:
    value: dict[str, Any] = json.loads(line)
    seal = value.pop(SEAL)
    if seal != digest(_line(value)):
        raise ValueError("its checksum does not fit")
    commits = value["commits"]
    return Entry(
        **{
            **value,
            "action": Action(value["action"]),
            "outcome": Outcome(value["outcome"]),
            "commits": None if commits is None else (int(commits[0]), int(commits[1])),
        }
    )


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _id() -> str:
    return secrets.token_hex(8)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

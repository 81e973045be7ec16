"""The journal: numbered commits, one file each, written to disk before they are acknowledged.

A commit exists once its file has its final name. Everything it refers to was on disk before, so
a reader sees the state before it or the state after it, whatever happens in between.

Each commit carries its own checksum, and the file `head` says how many there are, so that a
journal that was cut or changed at any byte, or lost its last commits, is found out. A process that
is ended between the two leaves a commit more than `head` says, which is no loss.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styrkedja.errors import ArchiveDamagedError, ArchiveError

from .durable import prepare, publish, write_durably
from .sealing import SEAL, seal, unseal

__all__ = ["HEAD", "Commit", "Journal", "head_record"]

HEAD = "head"
_CERTAIN = 2_000_000_000  # nanoseconds after which two changes have not the same time
_NAME = re.compile(r"(\d{8})\.json")
_COMMIT = frozenset({"number", "action", "time", "content"})
_RECORD = frozenset({"head", "time"})


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit.

    Args:
        number: Its number; the first is 1.
        action: `"document"` (a document was read), `"visibility"` (one was made public or
            internal), `"corrections"` (people corrected facts of one, or took that back),
            `"register"` (people edited a body of a register, or took that back), `"purge"` (one was
            purged), or `"purged"` (what this commit said has been purged since).
        time: When, as ISO 8601 in UTC.
        content: What the action needs, as JSON values.
    """

    number: int
    action: str
    time: str
    content: Mapping[str, Any]


class Journal:
    """The commits of one archive, in the folder `journal`.

    Args:
        folder: The folder.
        sealed: Whether every commit has a checksum and `head` is there; the first archives had
            neither, until `make_certain`.
    """

    def __init__(self, folder: Path, *, sealed: bool) -> None:
        self.folder = folder
        self._sealed = sealed
        self._seen: list[Commit] = []
        self._looked: tuple[int, int] | None = None  # the folder's time, and the head then

    def head(self) -> int:
        """Return the number of the last commit, 0 when there is none.

        Raises:
            ArchiveError: The journal is not there or cannot be looked at.
        """
        try:
            changed = self.folder.stat().st_mtime_ns
            if self._looked is not None and self._looked[0] == changed:
                return self._looked[1]
            numbers = [_NAME.fullmatch(entry.name) for entry in os.scandir(self.folder)]
        except OSError as error:
            raise ArchiveError(
                f"the archive's journal cannot be read ({error.strerror})", path=self.folder
            ) from error
        last = max((int(match[1]) for match in numbers if match), default=0)
        if time.time_ns() - changed > _CERTAIN:
            self._looked = changed, last
        return last

    def commits(self) -> list[Commit]:
        """Return all commits up to the last, oldest first; only new ones are read from disk.

        Raises:
            ArchiveDamagedError: A commit is missing or is not what was written.
        """
        record = self._content(self.folder / HEAD)  # first: more may come, fewer may not
        last = self.head()
        for number in range(len(self._seen) + 1, last + 1):
            self._seen.append(self._read(number))
        least = max(self._recorded(record), len(self._seen))
        if last < least:
            self._seen, lost = self._seen[:last], last + 1
            which = f"commit {lost}" if lost == least else f"commits {lost} to {least}"
            verb = "is" if lost == least else "are"
            raise self._damage(f"{which} of the journal {verb} missing", self._path(lost))
        return list(self._seen)

    def whole(self) -> tuple[list[Commit], ArchiveDamagedError | None]:
        """Return the commits before the first that is damaged, and the damage; None without."""
        try:
            return self.commits(), None
        except ArchiveDamagedError as error:
            return list(self._seen), error

    def append(self, commit: Commit) -> None:
        """Write the next commit; when this returns, it is on disk.

        Raises:
            OSError: It cannot be written; there is no such commit.
        """
        written = prepare(self._path(commit.number), _sealed(commit))
        recorded = prepare(self.folder / HEAD, head_record(commit.number, commit.time))
        publish(written)
        publish(recorded)

    def replace(self, commit: Commit) -> None:
        """Write another commit in the place of one that must be forgotten."""
        write_durably(self._path(commit.number), _sealed(commit))
        self._seen.clear()

    def make_certain(self) -> None:
        """Give checksums to the commits, and a `head` to the journal, of one of the first."""
        commits = self.commits()
        self.record(len(commits), commits[-1].time if commits else "")
        for commit in commits:
            write_durably(self._path(commit.number), _sealed(commit))
        self._sealed = True

    def record(self, number: int, time: str) -> None:
        """Write down that a commit is the last.

        Args:
            number: Its number, 0 for an empty journal.
            time: Its time; empty for an empty journal.
        """
        write_durably(self.folder / HEAD, head_record(number, time))

    def _recorded(self, content: bytes | None) -> int:
        """Return the number of the last commit as it was written down, 0 where it never was."""
        if content is None and not self._sealed:
            return 0
        try:
            if content is None:
                raise ValueError("it is missing")
            value = unseal(content, _RECORD)
            if SEAL not in value:
                raise ValueError("it has no checksum")
            return int(value["head"])
        except ValueError as error:
            path = self.folder / HEAD
            raise self._damage(
                f"how many commits there are is not known ({error})", path
            ) from error

    def _content(self, path: Path) -> bytes | None:
        """Return what a file holds, None when it is not there."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._damage(f"cannot be read ({error.strerror})", path) from error

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}.json"

    def _read(self, number: int) -> Commit:
        path = self._path(number)
        try:
            content = self._content(path)
            if content is None:
                raise ValueError("it is missing")
            value = unseal(content, _COMMIT)
            if self._sealed and SEAL not in value:
                raise ValueError("it has no checksum")
            if value["number"] != number:
                raise ValueError(f"it says it is commit {value['number']}")
        except ValueError as error:
            what = f"commit {number} of the journal cannot be read ({error})"
            raise self._damage(what, path) from error
        return Commit(number, value["action"], value["time"], value["content"])

    def _damage(self, what: str, path: Path) -> ArchiveDamagedError:
        """Return the error that says what is lost, since when, and what to do."""
        if self._seen:
            last = self._seen[-1]
            whole = (
                f"up to commit {last.number} ({last.time}) the journal is whole; "
                "what was read or purged after that is not certain"
            )
        else:
            whole = "nothing in the journal is certain"
        return ArchiveDamagedError(
            f"{what}; {whole}. Restore it from a backup (styrkedja restore), or go on from the "
            "last whole commit (styrkedja repair)",
            path=path,
        )


def _sealed(commit: Commit) -> bytes:
    return seal(
        {
            "number": commit.number,
            "action": commit.action,
            "time": commit.time,
            "content": commit.content,
        }
    )


def head_record(number: int, time: str) -> bytes:
    """Return what the file `head` says when a commit is the last.

    Args:
        number: Its number, 0 for an empty journal.
        time: Its time; empty for an empty journal.
    """
    return seal({"head": number, "time": time})

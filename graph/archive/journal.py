"""The journal: numbered commits, one file each, written to disk before they are acknowledged.

A commit exists once its file has its final name. Everything it refers to was on disk before, so
a reader sees the state before it or the state after it, whatever happens in between.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styrkedja.errors import ArchiveDamagedError, ArchiveError

__all__ = ["Commit", "Journal", "write_durably"]

_NAME = re.compile(r"(\d{8})\.json")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit.

    Args:
        number: Its number; the first is 1.
        action: `"document"` (a document was read), `"purge"` (one was purged), or `"purged"`
            (what this commit said has been purged since).
        time: When, as ISO 8601 in UTC.
        content: What the action needs, as JSON values.
    """

    number: int
    action: str
    time: str
    content: Mapping[str, Any]


class Journal:
    """The commits of one archive, in the folder `journal`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: list[Commit] = []

    def head(self) -> int:
        """Return the number of the last commit, 0 when there is none.

        Raises:
            ArchiveError: The journal is not there or cannot be looked at.
        """
        try:
            numbers = [_NAME.fullmatch(entry.name) for entry in os.scandir(self.folder)]
        except OSError as error:
            raise ArchiveError(
                f"the archive's journal cannot be read ({error.strerror})", path=self.folder
            ) from error
        return max((int(match[1]) for match in numbers if match), default=0)

    def commits(self) -> list[Commit]:
        """Return all commits up to the last, oldest first; only new ones are read from disk.

        Raises:
            ArchiveDamagedError: A commit is missing or is not what was written.
        """
        for number in range(len(self._seen) + 1, self.head() + 1):
            self._seen.append(self._read(number))
        return list(self._seen)

    def append(self, commit: Commit) -> None:
        """Write the next commit; when this returns, it is on disk."""
        self._write(commit)

    def replace(self, commit: Commit) -> None:
        """Write another commit in the place of one that must be forgotten."""
        self._write(commit)
        self._seen.clear()

    def _write(self, commit: Commit) -> None:
        value = {
            "number": commit.number,
            "action": commit.action,
            "time": commit.time,
            "content": commit.content,
        }
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        write_durably(self._path(commit.number), text.encode() + b"\n")

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}.json"

    def _read(self, number: int) -> Commit:
        path = self._path(number)
        try:
            value = json.loads(path.read_bytes())
            if value["number"] != number:
                raise ValueError(f"it says it is commit {value['number']}")
            return Commit(number, value["action"], value["time"], value["content"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(
                f"commit {number} of the journal cannot be read ({error}); "
                "restore it from a backup",
                path=path,
            ) from error


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and on disk when this returns."""
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

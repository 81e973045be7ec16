"""Looking an archive through: what of it is whole, what is lost, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from styrkedja.errors import ArchiveDamagedError

from .archive import Archive
from .contents import faults_of, files_of

__all__ = ["Condition", "check_archive"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found in an archive.

    Args:
        commits: The number of the last commit up to which the journal is whole.
        since: That commit's time, as ISO 8601 in UTC; None when there is none.
        journal: What is wrong with the journal, None when it is whole.
        faults: Files that are not what was written, as paths in the archive, and in what way.
        beyond: Documents, as `municipality/key`, whose files lie there under commits that come
            after the whole part of the journal, sorted; empty where the journal is whole.
    """

    commits: int
    since: str | None
    journal: ArchiveDamagedError | None
    faults: Mapping[str, str]
    beyond: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.journal is None and not self.faults


def check_archive(archive: Archive) -> Condition:
    """Return the condition of an archive; every file that its commits name is read.

    What processes that were cut off left behind is no damage, and is not told.

    Raises:
        ArchiveError: The journal's folder cannot be looked at.
    """
    commits, trouble = archive.journal.whole()
    beyond: set[str] = set()
    if trouble is not None:
        for folder in archive.path.glob("documents/*/*/*"):
            if folder.name.isdigit() and int(folder.name) > len(commits):
                beyond.add("/".join(folder.parts[-3:-1]))
    return Condition(
        commits=len(commits),
        since=commits[-1].time if commits else None,
        journal=trouble,
        faults=faults_of(archive.path, files_of(commits)),
        beyond=tuple(sorted(beyond)),
    )

"""Backups: the archive at one commit as one file, made while others read and write.

A backup is a gzipped tar. Its first member, `styrkedja-backup.json`, lists every other with its
size and SHA-256. Commits are never changed by those that follow, so no lock is needed; a purge
meanwhile starts the backup over, so that nothing that was purged is in a backup finished later.
"""

from __future__ import annotations

import io
import os
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from styrkedja import __version__
from styrkedja.errors import ArchiveDamagedError, ArchiveError

from .archive import MARK, Archive
from .contents import files_of
from .durable import PARTIAL, publish
from .journal import HEAD, Commit, head_record
from .sealing import digest, seal

__all__ = ["FORMAT", "MANIFEST", "Backup", "backup_archive", "drop_old_backups"]

FORMAT = 1
MANIFEST = "styrkedja-backup.json"
_NAME = "styrkedja-{time}-{commit:08}.tar.gz"
_TIME = "%Y%m%dT%H%M%SZ"
_TRIES = 5  # purges that may come while one backup is made


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Args:
        path: The file.
        commit: The number of the last commit in it, 0 for an empty archive.
        files: How many files of the archive it holds.
        size: Bytes of the backup.
    """

    path: Path
    commit: int
    files: int
    size: int


class _PurgedMeanwhileError(Exception):
    """A purge came while the backup was made."""


def backup_archive(archive: Archive, target: Path) -> Backup:
    """Write the archive as of its last commit to a file, whole or not at all, and on disk.

    Only its owner may read the file: it holds all documents, public or not.

    Args:
        archive: The archive.
        target: A file that is not there yet, or a folder, where the file is named after the
            time and the commit.

    Raises:
        ArchiveDamagedError: A file of the archive is missing or changed; there is no backup.
        ArchiveError: The backup cannot be written, is there already, or would lie in the archive.
    """
    if target.resolve().is_relative_to(archive.path.resolve()):
        raise ArchiveError("a backup must not lie in the archive itself", path=target)
    if target.exists() and not target.is_dir():
        raise ArchiveError("is there already; choose another name, or a folder", path=target)
    for _ in range(_TRIES):
        try:
            return _backup(archive, target)
        except _PurgedMeanwhileError:
            continue
        except OSError as error:
            raise ArchiveError(f"cannot be written ({error.strerror})", path=target) from error
    raise ArchiveError("documents are being purged all the time; try again later", path=target)


def drop_old_backups(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups that `backup_archive` named in a folder.

    Args:
        folder: The folder; other files in it are left alone.
        keep: How many stay, at least 1.

    Returns:
        The files that were removed.

    Raises:
        OSError: One cannot be removed.
    """
    pattern = _NAME.format(time="*", commit=0).replace(f"{0:08}", "*")
    old = sorted(folder.glob(pattern))[:-keep]
    for path in old:
        path.unlink()
    return old


def _backup(archive: Archive, target: Path) -> Backup:
    commits = archive.journal.commits()
    time = datetime.now(UTC)
    path = target
    if target.is_dir():
        path = target / _NAME.format(time=time.strftime(_TIME), commit=len(commits))
    partial = path.with_name(path.name + PARTIAL)
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            count = _write(archive, commits, time, file)
            file.flush()
            os.fsync(file.fileno())
        if _purges(archive.journal.commits()) != _purges(commits):
            raise _PurgedMeanwhileError
        publish(partial)
    except FileNotFoundError as error:
        raise ArchiveError("no such folder", path=path.parent) from error
    except ArchiveDamagedError:
        if _purges(archive.journal.commits()) != _purges(commits):
            raise _PurgedMeanwhileError from None
        raise
    finally:
        partial.unlink(missing_ok=True)
    return Backup(path, len(commits), count, path.stat().st_size)


def _write(archive: Archive, commits: list[Commit], time: datetime, file: IO[bytes]) -> int:
    """Write the backup, and return how many files of the archive it holds."""
    named = files_of(commits)
    own = {MARK: (archive.path / MARK).read_bytes()}
    for commit in commits:
        name = f"journal/{commit.number:08}.json"
        own[name] = (archive.path / name).read_bytes()
    own[f"journal/{HEAD}"] = head_record(len(commits), commits[-1].time if commits else "")
    sizes = {name: len(content) for name, content in own.items()}
    sizes |= {name: _size(archive.path / name) for name in named}
    sums = {name: digest(content) for name, content in own.items()} | named
    manifest = {
        "backup": FORMAT,
        "made_by": __version__,
        "time": time.isoformat(timespec="seconds"),
        "commit": len(commits),
        "files": {name: {"size": sizes[name], "sha256": sums[name]} for name in sorted(sums)},
    }
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT, compresslevel=6) as tar:
        _add(tar, MANIFEST, seal(manifest), time)
        for name in sorted(sums):
            content = own.get(name)
            if content is None:
                content = archive.read_checked(name, named[name])
            _add(tar, name, content, time)
    return len(sums)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        raise ArchiveDamagedError("is missing; restore it from a backup", path=path) from error


def _add(tar: tarfile.TarFile, name: str, content: bytes, time: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(content), 0o600, int(time.timestamp())
    tar.addfile(member, io.BytesIO(content))


def _purges(commits: list[Commit]) -> int:
    return sum(1 for commit in commits if commit.action == "purge")

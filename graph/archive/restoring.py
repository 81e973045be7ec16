"""Making an archive of a backup: every byte compared before anything that is there gives way."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styrkedja.errors import ArchiveDamagedError, ArchiveError

from .archive import LOCK, MARK, PRIVATE, Archive
from .backup import FORMAT, MANIFEST
from .checking import check_archive
from .durable import make_folders, sync_folder, write_durably
from .sealing import digest, unseal

__all__ = ["Restored", "restore_archive"]

_NAMES = frozenset({"backup", "made_by", "time", "commit", "files"})


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup held.

    Args:
        commit: The number of its last commit, 0 for an empty archive.
        time: When the backup was made, as ISO 8601 in UTC.
        documents: How many documents the archive has.
        purged: IRIs of documents that were in the backup and have been purged again, because
            they had been purged from the archive that gave way.
    """

    commit: int
    time: str
    documents: int
    purged: tuple[str, ...]


def restore_archive(backup: Path, target: Path, *, replace: bool = False) -> Restored:
    """Make an archive of a backup.

    The archive is made whole beside its place, every file compared with its checksum, the journal
    and all files looked through, and only then put there.

    Args:
        backup: The file that `backup_archive` wrote.
        target: The archive's folder, missing or empty.
        replace: Let an archive that is there give way; a folder of anything else never does.

    Raises:
        ArchiveDamagedError: The backup is cut, changed, or no backup; what was there is as it was.
        ArchiveLockedError: A process is writing to the archive that is to give way.
        ArchiveError: There is something already, or the archive cannot be written.
    """
    taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
    if taken and not (target / MARK).is_file():
        raise ArchiveError("holds other things; choose a new folder", path=target)
    if taken and not replace:
        raise ArchiveError(
            "there is an archive already; choose a new folder, or replace it with --force",
            path=target,
        )
    place = target.resolve()
    try:
        make_folders(place.parent)
        with tempfile.TemporaryDirectory(
            dir=place.parent, prefix=f".{place.name}.", suffix=".restoring"
        ) as folder:
            made = Path(folder) / "archive"
            made.mkdir()
            manifest = _unpacked(backup, made)
            archive = Archive.open(made)
            if not check_archive(archive).whole:
                raise ArchiveDamagedError("the archive in it is not whole", path=backup)
            with _only_writer(target) if taken else nullcontext():
                purged = _purged_again(archive, Archive(target, archive.base)) if taken else ()
                (made / LOCK).unlink(missing_ok=True)
                documents = len(archive.documents())
                _keep_private(target, made)
                _put(made, place, Path(folder) / "before")
    except OSError as error:
        raise ArchiveError(f"cannot be written ({error.strerror})", path=target) from error
    return Restored(manifest["commit"], manifest["time"], documents, purged)


def _purged_again(archive: Archive, before: Archive) -> tuple[str, ...]:
    """Purge what was purged from another archive and is not in it again; return the IRIs.

    An archive too damaged to tell what was purged from it tells nothing.
    """
    try:
        kept = {record.iri for record in before.documents()}
        iris = [
            r.iri for r in archive.documents() if r.iri not in kept and before.was_purged(r.iri)
        ]
    except ArchiveError:
        return ()
    with archive.writing() as writer:
        for iri in iris:
            writer.purge(iri)
    return tuple(iris)


def _unpacked(backup: Path, folder: Path) -> Mapping[str, Any]:
    """Write the files of a backup to a folder, and return its manifest."""
    try:
        with tarfile.open(backup, "r|gz") as tar:
            members = _contents(tar)
            manifest = _manifest(members)
            missing = dict(manifest["files"])
            for name, content in members:
                stated = missing.pop(name, None)
                if stated != {"size": len(content), "sha256": digest(content)}:
                    raise ValueError(f"{name} is not what was written")
                path = folder / name
                if not path.resolve().is_relative_to(folder.resolve()):
                    raise ValueError(f"{name} would lie outside the archive")
                make_folders(path.parent)
                write_durably(path, content)
            if missing:
                raise ValueError(f"{len(missing)} files are missing, {min(missing)} among them")
    except FileNotFoundError as error:
        if error.filename != str(backup):
            raise
        raise ArchiveError("no such file", path=backup) from error
    except (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, TypeError) as error:
        raise ArchiveDamagedError(
            f"not a whole backup ({error}); nothing was restored", path=backup
        ) from error
    return manifest


def _contents(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        file = tar.extractfile(member) if member.isreg() else None
        if file is None:
            raise ValueError(f"{member.name} is no file")
        yield member.name, file.read()


def _manifest(members: Iterator[tuple[str, bytes]]) -> dict[str, Any]:
    """Return the manifest, the first file of a backup."""
    name, content = next(members, ("", b""))
    if name != MANIFEST:
        raise ValueError(f"{MANIFEST} does not come first")
    manifest = unseal(content, _NAMES)
    if manifest["backup"] != FORMAT:
        raise ValueError(f"made by another Styrkedja, {manifest['made_by']}")
    return manifest


@contextmanager
def _only_writer(target: Path) -> Iterator[None]:
    """Keep others from writing to an archive, even if it is too damaged to be opened."""
    with Archive(target, "").locked():
        yield


def _keep_private(target: Path, made: Path) -> None:
    """Take over what backups leave out: the tokens, and the log of who wrote."""
    if (target / PRIVATE).is_dir():
        shutil.copytree(target / PRIVATE, made / PRIVATE)


def _put(made: Path, place: Path, before: Path) -> None:
    """Put the new archive in its place; what was there is removed with the temporary folder."""
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    if place.exists():
        place.rename(before)
    try:
        made.rename(place)
    except OSError:
        if before.exists():
            before.rename(place)
        raise
    sync_folder(place.parent)

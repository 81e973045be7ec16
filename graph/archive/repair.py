"""Going on from the last whole commit of a damaged journal, with nothing thrown away."""

from __future__ import annotations

import shutil
from pathlib import Path

from styrkedja.errors import ArchiveError

from .archive import Archive
from .checking import Condition, check_archive
from .durable import make_folders, sync_folder
from .journal import HEAD

__all__ = ["repair_archive"]


def repair_archive(archive: Archive, aside: Path) -> Condition:
    """Set aside what comes after the last whole commit of the journal, and go on from there.

    All that is taken out of the archive is first copied, with its places, to a folder outside
    it: damaged commits, those after them, and the documents and registers that they brought. The
    originals among them can be read in again. A process that is cut off loses nothing; calling
    again, with another folder, goes on. Nothing is done where the journal is whole.

    Args:
        archive: The archive.
        aside: A folder that is missing or empty, outside the archive.

    Returns:
        The condition in which the archive was found.

    Raises:
        ArchiveLockedError: Another process is writing.
        ArchiveError: The folder is in use or in the archive, or something cannot be copied or
            removed.
    """
    inside = aside.resolve().is_relative_to(archive.path.resolve())
    if inside or (aside.exists() and (not aside.is_dir() or any(aside.iterdir()))):
        raise ArchiveError(
            "choose a folder outside the archive that is missing or empty", path=aside
        )
    with archive.locked():
        found = check_archive(archive)
        if found.journal is None:
            return found
        taken = sorted(_after(archive.path, found.commits), reverse=True)
        try:
            make_folders(aside)
            for path in [*taken, archive.path / "journal" / HEAD]:
                if path.exists():
                    _copy(path, aside / path.relative_to(archive.path))
            archive.journal.record(found.commits, found.since or "")
            for path in taken:
                _remove(path)
            sync_folder(archive.path / "journal")
        except OSError as error:
            raise ArchiveError(
                f"the repair was not finished ({error.strerror}); nothing is lost, try again",
                path=archive.path,
            ) from error
        archive.forget()
    return found


def _after(top: Path, commit: int) -> list[Path]:
    """Return the files and folders of commits after one, whole or not."""
    patterns = ("journal/*.json", "registers/*/*.json", "documents/*/*/*")
    found = [path for pattern in patterns for path in top.glob(pattern)]
    return [path for path in found if path.stem.isdigit() and int(path.stem) > commit]


def _copy(path: Path, target: Path) -> None:
    make_folders(target.parent)
    if path.is_dir():
        shutil.copytree(path, target)
    else:
        shutil.copyfile(path, target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

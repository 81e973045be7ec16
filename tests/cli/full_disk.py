"""A program that fills up the disk under an archive and looks what the archive makes of it.

    python full_disk.py limit FOLDER     files may only be so large (any user)
    python full_disk.py disk FOLDER      a file system that is really full, a small tmpfs

Prints a line for each room that was left: how much, in what way the writing ended.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from styrkedja.errors import ArchiveError
from styrkedja.graph.archive import Archive, backup_archive, check_archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import Outcome, ingest_file
from styrkedja.settings import DEFAULT_BASE

EXAMPLES = Path(__file__).resolve().parents[2] / "graph" / "examples"
FIRST, SECOND = sorted(EXAMPLES.glob("bjorkvalla-sarskilda-uppdrag-*.txt"))
_PAGE = 4096
_COMMAND = [sys.executable, "-m", "styrkedja.cli"]


@contextmanager
def limit(_: Path, room: int) -> Iterator[None]:
    """No file may become larger than the room (EFBIG)."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (room * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def disk(folder: Path, room: int) -> Iterator[None]:
    """Only the room is left on the file system (ENOSPC)."""
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast.write_bytes(b"\0" * (free - room * 1024))
    try:
        yield
    finally:
        ballast.unlink()


def rooms(folder: Path) -> list[int]:
    """Return how many KiB shall be left: from nothing to around what a document needs to enough."""
    archive = Archive.open_or_create(folder / "measured", DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(SECOND, archive, writer)
    sizes = [path.stat().st_size for path in archive.path.rglob("*") if path.is_file()]
    largest, all_of_it = max(sizes), sum(-(-size // _PAGE) * _PAGE for size in sizes)
    shutil.rmtree(archive.path)
    needed = [-(-size // _PAGE) * _PAGE // 1024 for size in (largest, all_of_it)]
    around = {need + pages * 4 for need in needed for pages in (-2, -1, 0)}
    return sorted({0, 1, 8, 40, *around, 4000})


def attempt(do: Callable[[], object]) -> str:
    """Return "done", or the error that says why not."""
    try:
        do()
    except ArchiveError as error:
        return str(error)
    return "done"


def main(fill: Callable[[Path, int], AbstractContextManager[None]], folder: Path) -> None:
    """Try each room in an archive of its own."""
    made = Archive.open_or_create(folder / "made", DEFAULT_BASE)
    with made.writing() as writer:
        ingest_file(FIRST, made, writer)
    for room in rooms(folder):
        archive = Archive(shutil.copytree(made.path, folder / f"store-{room}"), DEFAULT_BASE)
        before = {path: path.read_bytes() for path in archive.path.rglob("*.json")}

        def ingest(archive: Archive = archive) -> None:
            with archive.writing() as writer:
                assert ingest_file(SECOND, archive, writer).outcome is Outcome.NEW

        def purge(archive: Archive = archive) -> None:
            with archive.writing() as writer:
                writer.purge(archive.document("sarskilda-uppdrag-2023").iri)

        def backup(archive: Archive = archive, room: int = room) -> None:
            backup_archive(archive, folder / f"{room}.tar.gz")

        with fill(folder, room):
            said = {"ingest": attempt(ingest), "backup": attempt(backup)}
            if said["ingest"] != "done":
                assert {path: path.read_bytes() for path in before} == before
                assert archive.head() == 1
            if room == 0:
                done = subprocess.run(
                    [*_COMMAND, "ingest", str(SECOND), "--store", str(archive.path)],
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                assert done.returncode == 1, done.stdout
                assert len(done.stderr.splitlines()) == 1, done.stderr
                said["command"] = done.stderr.strip()
            assert check_archive(Archive.open(archive.path)).whole
            said["purge"] = attempt(purge)
            load_store(Archive.open(archive.path))
        assert check_archive(Archive.open(archive.path)).whole
        if said["ingest"] != "done":
            ingest()
        if archive.head() < 3:
            purge()
        with archive.writing():
            pass  # what a purge without room left on disk is removed here
        assert check_archive(Archive.open(archive.path)).whole
        assert [r.key for r in archive.documents()] == ["sarskilda-uppdrag-2024"]
        assert not [p for p in archive.path.rglob("*") if "sarskilda-uppdrag-2023" in p.name]
        assert b"uppdrag-2023" not in b"".join(
            path.read_bytes() for path in archive.path.rglob("*") if path.is_file()
        )
        if said["backup"] != "done":
            assert not list(folder.glob("*.tar.gz*"))
        for path in folder.glob("*.tar.gz"):
            path.unlink()
        for what, how in said.items():
            sys.stdout.write(f"{room} KiB: {what}: {how}\n")


if __name__ == "__main__":
    main({"limit": limit, "disk": disk}[sys.argv[1]], Path(sys.argv[2]))

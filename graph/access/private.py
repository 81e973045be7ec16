"""Files of an archive that only its owner may read: tokens, and the log of who wrote."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from styrkedja.graph.archive.archive import PRIVATE
from styrkedja.graph.archive.durable import sync_folder

__all__ = ["FOLDER", "append_privately", "held", "write_privately"]

FOLDER = PRIVATE
"""The folder of an archive in which they lie; backups leave it out."""

_LOCK = "lock"
# Not that of unfinished files of documents: whoever writes those clears all of them away.
_UNFINISHED = ".new"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other processes from changing the folder's files until the block ends.

    It is held for moments only, so others wait. The folder is made if it is missing.

    Raises:
        OSError: It cannot be made or held.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def write_privately(path: Path, content: bytes) -> None:
    """Write a file of mode 0600, whole or not at all; it is on disk when this returns.

    Call it while its folder is `held`.

    Raises:
        OSError: It cannot be written; what stood there is as it was.
    """
    unfinished = path.with_name(path.name + _UNFINISHED)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


def append_privately(path: Path, line: bytes) -> None:
    """Add a line to a file of mode 0600; it is on disk when this returns.

    A last line that a power cut left half is ended first, so that it spoils no other.

    Args:
        path: The file, in a folder of an archive; made if it is missing.
        line: What to add, with the line end.

    Raises:
        OSError: It cannot be written.
    """
    with held(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                if file.read(1) != b"\n":
                    line = b"\n" + line
            file.write(line)
            os.fsync(file.fileno())

"""Writing files so that they are there whole or not at all, and on disk before anyone is told."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["PARTIAL", "make_folders", "prepare", "publish", "sync_folder", "write_durably"]

PARTIAL = ".part"
"""What the name of a file that is not finished ends with."""


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, and on disk when this returns.

    Raises:
        OSError: It cannot be written; what stood there is as it was.
    """
    publish(prepare(path, content))


def prepare(path: Path, content: bytes) -> Path:
    """Write what is to become a file beside it, and return where; it has its room on disk.

    Raises:
        OSError: It cannot be written.
    """
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return partial


def publish(partial: Path) -> None:
    """Give a prepared file its name; nothing is left to run out of room for."""
    partial.replace(partial.with_name(partial.name.removesuffix(PARTIAL)))
    sync_folder(partial.parent)


def make_folders(path: Path) -> None:
    """Make a folder and those above it that are missing, on disk when this returns.

    Raises:
        OSError: One cannot be made.
    """
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Put on disk which names a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What the process that takes uploads in is told to do; apart, for who tells it reads no files."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Order"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to take in.

    Args:
        store: The archive's folder.
        files: The files, each by its path; their names are the user's.
        agent: Who uploads them, for the log.
        municipality: As the user says, or None.
        body: As the user says, or None.
        profile: A file of words to go by, or None.
        again: Take content in again that a newer version replaced.
        internal: Whether the documents are not for the public; None: as each is.
        internal_when_new: The same for documents that the archive did not have, with None.
        seconds: What reading one may take.
        memory: The same, in MiB.
        patience: How long to wait for the archive while somebody else writes, in seconds.
    """

    store: str
    files: tuple[str, ...]
    agent: str
    municipality: str | None
    body: str | None
    profile: str | None
    again: bool
    internal: bool | None
    internal_when_new: bool
    seconds: float
    memory: int
    patience: float

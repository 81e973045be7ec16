"""Decisions about doubts in the archive of a service: looked up, made, taken back, listed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from fastapi import Request

from styrkedja.errors import ArchiveLockedError, DecisionConflictError, UnknownDocumentError
from styrkedja.graph.archive import Archive, Writer
from styrkedja.graph.audit import Action, recorded
from styrkedja.graph.corrections import (
    BodyEdit,
    Correction,
    Decision,
    DoubtCase,
    Listed,
    correction_records,
    doubt_case,
    list_corrections,
    reason_of,
    reviewed,
    settle,
    settled_by,
    take_back,
)

from .snapshot import Snapshot

__all__ = ["Wish", "caught_up", "corrections_in", "decide", "find_case", "undo"]

_PATIENCE = 10.0  # seconds to wait for another writer, and for the pages to show what was written
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to decide about a doubt.

    Args:
        decision: What is decided.
        by: Who decides, as it is published.
        why: For what reason.
        fact: The short name of the fact that another value is given for.
        value: That value, as people write it.
        stamp: What the doubt's stamp was when it was looked at; None: it does not matter.
    """

    decision: Decision
    by: str
    why: str
    fact: str = ""
    value: str = ""
    stamp: str | None = None


def find_case(snapshot: Snapshot, iri: str, archive: Archive | None = None) -> DoubtCase | None:
    """Return a doubt as the archive has it now, open or settled; None when there is none.

    Args:
        snapshot: What the asker may see: doubts of other documents are not found.
        iri: The doubt.
        archive: The archive; None: as it is at its last commit.
    """
    parts = iri.removeprefix(snapshot.base).split("/")
    if not iri.startswith(snapshot.base) or len(parts) != 4 or parts[1] != "doubt":
        return None
    document = f"{snapshot.base}{parts[0]}/document/{parts[2]}"
    if snapshot.document(document) is None:
        return None
    if archive is None:
        archive = Archive.open(snapshot.archive.path).as_of_now()
    try:
        return doubt_case(reviewed(archive, archive.document(document)), iri)
    except UnknownDocumentError:
        return None  # purged since


def decide(snapshot: Snapshot, iri: str, wish: Wish, agent: str) -> Correction:
    """Write a decision about a doubt, and return it.

    Args:
        snapshot: What the writer may see.
        iri: The doubt.
        wish: What is decided.
        agent: What the log of who wrote calls the writer.

    Raises:
        DecisionConflictError: It was settled meanwhile, or the document says something else now.
        ParameterError: The reason, the fact or the value will not do.
        ArchiveError: It cannot be written.
    """
    archive = Archive.open(snapshot.archive.path)
    with _patiently(archive) as writer:
        case = find_case(snapshot, iri, archive)
        if case is None:
            raise DecisionConflictError(
                "the document was read again meanwhile, and the doubt is gone",
                sv="dokumentet har lästs in på nytt under tiden, och tveksamheten finns inte kvar",
                reason="gone",
            )
        made = settled_by(
            case,
            wish.decision,
            by=wish.by,
            why=wish.why,
            fact=wish.fact,
            value=wish.value,
            stamp=wish.stamp,
        )
        with recorded(archive, agent, Action.CORRECT):
            return settle(writer, archive, made)


def undo(
    snapshot: Snapshot, name: str, *, by: str, why: str, agent: str
) -> Correction | BodyEdit | None:
    """Take a correction back, and return it; None when there is none.

    Args:
        snapshot: What the writer may see.
        name: The correction's id.
        by: Who takes it back, as it is published.
        why: For what reason; may be empty.
        agent: What the log of who wrote calls the writer.

    Raises:
        DecisionConflictError: It was taken back before.
        ParameterError: The reason is too long.
        ArchiveError: It cannot be written.
    """
    reason = reason_of(why, needed=False)
    archive = Archive.open(snapshot.archive.path)
    with _patiently(archive) as writer:
        record = correction_records(archive).get(name)
        if record is None or not _is_shown(record, snapshot, archive):
            return None
        with recorded(archive, agent, Action.UNDO):
            take_back(writer, archive, [name], by=by, why=reason)
        return correction_records(archive)[name]


def corrections_in(snapshot: Snapshot) -> tuple[Listed, ...]:
    """Return all corrections that a snapshot may show, the newest first; made once a commit."""

    def load() -> tuple[Listed, ...]:
        archive = Archive.open(snapshot.archive.path).as_of_now()
        return tuple(reversed(list_corrections(archive, internal=snapshot.shows_internal)))

    return snapshot.cached("corrections", load)


async def caught_up(request: Request) -> None:
    """Wait until the pages show what was just written, but not for ever."""
    state = request.app.state
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            for snapshots in (state.snapshots, state.all_snapshots):
                if snapshots.known is not None:
                    await snapshots.caught_up()


def _is_shown(record: Correction | BodyEdit, snapshot: Snapshot, archive: Archive) -> bool:
    if isinstance(record, Correction):
        return snapshot.document(record.document) is not None
    shown = list_corrections(archive, internal=snapshot.shows_internal)
    return any(one.record.id == record.id for one in shown)


@contextmanager
def _patiently(archive: Archive) -> Iterator[Writer]:
    """Give the archive's writer; wait a while for others to be done."""
    until = time.monotonic() + _PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                writer = stack.enter_context(archive.writing())
                break
            except ArchiveLockedError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
        yield writer

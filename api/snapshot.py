"""The archive as of one commit, in memory: what every page and resource is made from.

A request takes one snapshot and uses it to its end, so an answer never mixes two commits.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from styrkedja.errors import ArchiveDamagedError, ArchiveError, UnknownDocumentError
from styrkedja.graph.archive import (
    Archive,
    DocumentRecord,
    Version,
    version_quads,
    version_text,
    versions_of,
)
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import Settings

from .access import may_see_all

__all__ = ["CurrentSnapshot", "Loader", "Snapshot", "Snapshots", "current_snapshot"]

Loader = Callable[[Archive], Store]
_Made = TypeVar("_Made")
_LOG = logging.getLogger(__name__)
_PAUSE = 5.0  # seconds before an archive that could not be loaded is tried again
_LOOK = 1.0  # seconds between two looks for a new commit
_SOON = 0.1  # seconds
_KEPT = 128  # computed answers a snapshot keeps; the least recently used goes first


class Snapshot:
    """The archive as of one commit; safe to use from several threads.

    Args:
        head: The number of the last commit it holds.
        archive: The archive, for texts and reports. It may be at a later commit by now: what
            has been purged since is gone from it.
        store: The quads of all graphs.
        internal: Whether internal documents are shown; the store must be loaded alike.

    Attributes:
        base: What all IRIs of this archive begin with.
        quads: How many quads there are.
        documents: The documents, sorted by municipality and key.
        texts: IRI of each of them → the beginning of its text's SHA-256, 8 hex digits: by that a
            link to a line tells later whether the text is still the same.
        time: When that last commit was made; None before the first.
        begun: When the first commit was made; None before it.
        hides: Whether there are internal documents that it does not show.
        shows_internal: Whether it shows internal documents.
    """

    def __init__(
        self, head: int, archive: Archive, store: Store, *, internal: bool = False
    ) -> None:
        self.head = head
        self.archive = archive
        self.store = store
        self.base = archive.base
        self.quads = len(store)
        known = archive.documents()
        self.documents: tuple[DocumentRecord, ...] = tuple(
            record for record in known if internal or not archive.is_internal(record.iri)
        )
        self.texts = {one.iri: archive.text_digest(one.iri)[:8] for one in self.documents}
        self.hides = len(self.documents) < len(known)
        self.shows_internal = internal
        commits = archive.journal.commits()[:head]
        self.time = datetime.fromisoformat(commits[-1].time) if commits else None
        self.begun = datetime.fromisoformat(commits[0].time) if commits else None
        self._archive_lock = threading.Lock()
        self._lock = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._made: OrderedDict[Hashable, object] = OrderedDict()
        self._lasting: dict[Hashable, object] = {}
        self._by_iri = {record.iri: record for record in self.documents}

    def document(self, iri: str) -> DocumentRecord | None:
        """Return the document with this IRI, or None."""
        return self._by_iri.get(iri)

    def text(self, iri: str) -> str:
        """Return the text rendition of the document with this IRI.

        It is the text that this snapshot's facts were read from, also when the archive has a newer
        one by now.

        Raises:
            UnknownDocumentError: There is no such document, or it has been purged.
        """
        versions = self.versions(iri)
        if not versions:
            raise UnknownDocumentError(f"no document {iri}", path=self.archive.path)
        return self.version_text(versions[-1])

    def versions(self, iri: str) -> tuple[Version, ...]:
        """Return the versions of a document, the oldest first, as of this snapshot's commit.

        To whoever must not see internal documents, a replaced version that was internal while it
        was the newest is not there. None when there is no such document, or it has been purged.
        """
        if self.document(iri) is None:
            return ()
        with self._archive_lock:
            found = versions_of(self.archive, iri, self.head)
        return tuple(
            one
            for one in found
            if one.public or self.shows_internal or one.commit == found[-1].commit
        )

    def version_text(self, version: Version) -> str:
        """Return the text of one of `versions`; UnknownDocumentError when it has been purged."""
        with self._archive_lock:
            return version_text(self.archive, version)

    def version_quads(self, version: Version) -> bytes:
        """Return the graph of one of `versions` as N-Quads; it raises as `version_text` does."""
        with self._archive_lock:
            return version_quads(self.archive, version)

    def original(self, iri: str) -> bytes:
        """Return the bytes of the document's original file.

        Raises:
            UnknownDocumentError: There is no such document, or it has been purged.
        """
        return self._read(iri, self.archive.original)

    def report(self, iri: str) -> bytes:
        """Return the report on the reading of the document with this IRI, as JSON.

        Raises:
            UnknownDocumentError: There is no such document, or it has been purged.
        """
        return self._read(iri, self.archive.report)

    def former_iris(self, municipality: str) -> dict[str, str | None]:
        """Return old IRI → IRI now (None: gone) of a municipality's things, from its documents."""
        from styrkedja.graph.rdf.former import former_iris

        documents = [one for one in self.documents if one.municipality == municipality]

        def compare() -> dict[str, str | None]:
            with self._archive_lock:
                return former_iris(self.archive, documents)

        return self.cached(("former_iris", municipality), compare)

    def was_purged(self, iri: str) -> bool:
        """Return whether a document of this IRI has been purged."""
        with self._archive_lock:
            return self.archive.was_purged(iri)

    def cached(self, key: Hashable, make: Callable[[], _Made], *, lasting: bool = False) -> _Made:
        """Return what `make` gives, made at most once at a time for each key and then kept.

        Args:
            key: What tells this value apart from all others that are kept; begin it with the
                name of the analysis.
            make: Computes the value from this snapshot; must not ask for the same key.
            lasting: Keep it as long as the snapshot, for what is long in the making and of which
                there is one.
        """
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            with self._lock:
                if key in self._lasting:
                    return self._lasting[key]  # type: ignore[return-value]  # one key, one type
                if key in self._made:
                    self._made.move_to_end(key)
                    return self._made[key]  # type: ignore[return-value]  # one key, one type
            value = make()
            with self._lock:
                if lasting:
                    self._lasting[key] = value
                    return value
                self._made[key] = value
                while len(self._made) > _KEPT:
                    oldest, _ = self._made.popitem(last=False)
                    self._locks.pop(oldest, None)
            return value

    def _read(self, iri: str, read: Callable[[str], _Made]) -> _Made:
        if self.document(iri) is None:
            raise UnknownDocumentError(f"no document {iri}", path=self.archive.path)
        with self._archive_lock:
            return read(iri)


class Snapshots:
    """Gives the snapshot of the newest commit, and reloads when the archive has moved on.

    An archive that cannot be loaded again does not end what is served: the last snapshot is given
    on, but for one that holds what has been purged since.

    Args:
        settings: Where the archive is.
        load: Makes the store of an archive; None means `styrkedja.graph.loading.load_store`.
        internal: Whether internal documents are shown.

    Attributes:
        known: The snapshot that was loaded last, None before the first.
        troubled: Whether the archive could not be loaded when that was last tried.
    """

    def __init__(
        self, settings: Settings, load: Loader | None = None, *, internal: bool = False
    ) -> None:
        self.known: Snapshot | None = None
        self.troubled = False
        self._path = settings.store
        self._internal = internal
        self._load = load or (_load_all if internal else _load_public)
        self._loading = threading.Lock()
        self._again = 0.0  # before then, what could not be loaded is not tried again

    def current(self) -> Snapshot:
        """Return the snapshot of the newest commit.

        The request that first sees a new commit loads it; others get the old one meanwhile.

        Raises:
            ArchiveError: The archive is not there or cannot be read, and never could or holds
                less than the snapshot that was loaded before.
        """
        known = self.known
        if known is None:
            self._loading.acquire()
        elif not self._moved(known) or not self._loading.acquire(blocking=False):
            return known
        try:
            return self._reloaded()
        except ArchiveError as error:
            if known is None or _purged_since(known.head, self._path):
                self.known = None
                raise
            self._again = time.monotonic() + _PAUSE
            if not self.troubled:
                _LOG.error("the archive cannot be loaded again: %s", error)
            self.troubled = True
            return known
        finally:
            self._loading.release()

    async def caught_up(self) -> None:
        """Return when what the archive holds now is what is given, or cannot be loaded."""
        while self.at_hand() is None and not self.troubled:
            try:
                await asyncio.to_thread(self.current)
            except ArchiveError:  # told to those who ask, and logged
                return
            if self.at_hand() is None:
                await asyncio.sleep(_SOON)  # another request loads it

    async def keep_up(self) -> None:
        """Load new commits before a request has to, until cancelled."""
        while True:
            with suppress(ArchiveError):  # told to those who ask, and logged
                await asyncio.to_thread(self.current)
            await asyncio.sleep(_LOOK)

    def _moved(self, known: Snapshot) -> bool:
        """Return whether there may be something new to load."""
        if self.troubled:
            return time.monotonic() >= self._again
        try:
            return known.archive.head() != known.head
        except ArchiveError:
            return True

    def at_hand(self) -> Snapshot | None:
        """Return the snapshot of the newest commit if it is there, without waiting, else None."""
        known = self.known
        return None if known is None or self._moved(known) else known

    def _reloaded(self) -> Snapshot:
        archive = Archive.open(self._path)
        head = archive.head()
        known = self.known
        if known is None or known.head != head or self.troubled:
            try:
                store = self._load(archive)
            except ArchiveDamagedError:
                if Archive.open(self._path).head() == head:
                    raise
                return self._reloaded()  # a purge took away what was being read
            known = Snapshot(head, archive, store, internal=self._internal)
            self.known, self.troubled = known, False
        return known


def _purged_since(commit: int, path: Path) -> bool:
    """Return whether the journal, as far as it can be read, tells of a purge after a commit.

    Or of a document that became internal: what is known of it must not be served on, either.
    """
    try:
        commits, _ = Archive.open(path).journal.whole()
    except ArchiveError:
        return False
    return any(c.action in ("purge", "visibility") for c in commits if c.number > commit)


def _load_public(archive: Archive) -> Store:
    from styrkedja.graph.loading import load_store

    return load_store(archive, internal=False)


def _load_all(archive: Archive) -> Store:
    from styrkedja.graph.loading import load_store

    return load_store(archive)


async def current_snapshot(request: Request) -> Snapshot:
    """Return the newest snapshot of the application that this request may see.

    Who sends a valid token sees internal documents too; while there are none, one snapshot does
    for all. What is at hand is given at once; only loading takes a thread.

    Raises:
        HTTPException: 401, when the request sends a token that is not valid.
    """
    allowed = may_see_all(request)
    public = await _newest(request.app.state.snapshots)
    if not (allowed and public.hides):
        return public
    return await _newest(request.app.state.all_snapshots)


async def _newest(snapshots: Snapshots) -> Snapshot:
    known = snapshots.at_hand()
    return await run_in_threadpool(snapshots.current) if known is None else known


CurrentSnapshot = Annotated[Snapshot, Depends(current_snapshot)]

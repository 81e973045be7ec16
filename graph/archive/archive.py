"""The archive: the truth of which every store is an index.

    ARCHIVE/
      styrkedja.json                         format number and base IRI
      lock                                   held by the one process that writes
      journal/00000001.json                  numbered commits
      journal/head                           how many there are
      documents/{municipality}/{document}/{commit}/
        original  text.txt  quads.nq  report.json
      registers/{municipality}/{commit}.json
      access/tokens.json, access/audit.jsonl   who may write, and who did; no part of the journal

Files are written before the commit that names them and never changed after; every file's SHA-256
stands in its commit and is compared when the file is read. The commits, `head` and
`styrkedja.json` carry their own.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from styrkedja import __version__
from styrkedja.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveLockedError,
    ArchiveVersionError,
    UnknownDocumentError,
)
from styrkedja.graph.model import Register

from .contents import folder_of, register_file
from .durable import PARTIAL, make_folders, write_durably
from .journal import HEAD, Commit, Journal
from .register import register_from_json
from .sealing import SEAL, digest, seal, unseal
from .state import DocumentRecord, State, replay
from .writer import Writer

__all__ = ["FORMAT", "LOCK", "MARK", "PRIVATE", "Archive"]

FORMAT = 3  # 1 had no checksums of commits, and no `head`; 2 no corrections, which it passes over
_SEALED = 2  # the first format with checksums
MARK = "styrkedja.json"
"""The file that makes a folder an archive."""
LOCK = "lock"
"""The file that the one writer holds."""
PRIVATE = "access"
"""The folder of tokens and of the log of who wrote; backups leave it out."""


class Archive:
    """An archive, opened for reading; `writing()` gives the one writer.

    Args:
        path: The folder; use `Archive.open` or `Archive.open_or_create`.
        base: The base IRI that the archive's quads were made with.
        format: Its format; earlier ones are brought up to date by the next writer.
    """

    def __init__(self, path: Path, base: str, format: int = FORMAT) -> None:
        self.path = path
        self.base = base
        self.journal = Journal(path / "journal", sealed=format >= _SEALED)
        self._format = format
        self._cache: State | None = None
        self._fixed = False

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Return the archive in a folder.

        Raises:
            ArchiveError: There is none there.
            ArchiveVersionError: It was made by a newer version of Styrkedja.
            ArchiveDamagedError: Its mark cannot be read.
        """
        mark = path / MARK
        try:
            there = mark.is_file()
        except OSError as error:
            raise ArchiveError(f"cannot be read ({error.strerror})", path=path) from error
        if not there:
            raise ArchiveError(
                "no Styrkedja archive here; read documents into it first "
                f"(styrkedja ingest PATH --store {path})",
                path=path,
            )
        try:
            value = unseal(mark.read_bytes())
            format, base = int(value["format"]), str(value["base"])
            if _SEALED <= format <= FORMAT and SEAL not in value:
                raise ValueError("it has no checksum")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(
                f"cannot be read ({error}); restore it from a backup", path=mark
            ) from error
        if format > FORMAT:
            raise ArchiveVersionError(
                f"made by a newer Styrkedja (archive format {format}, this one knows "
                f"{FORMAT}); install a newer Styrkedja",
                path=path,
            )
        return cls(path, base, format)

    @classmethod
    def open_or_create(cls, path: Path, base: str) -> Archive:
        """Return the archive in a folder, made if the folder is missing or empty.

        Raises:
            ArchiveError: The folder holds other things, cannot be made, or its archive was made
                with another base IRI.
            ArchiveVersionError: It was made by a newer version of Styrkedja.
        """
        try:
            if (path / MARK).exists():
                archive = cls.open(path)
                if archive.base != base:
                    raise ArchiveError(
                        f"made with the base IRI {archive.base}, not {base}; "
                        f"set STYRKEDJA_BASE={archive.base} or choose another folder",
                        path=path,
                    )
                return archive
            if path.exists() and (not path.is_dir() or any(_not_ours(path))):
                raise ArchiveError(
                    "not an empty folder and not a Styrkedja archive; choose another folder",
                    path=path,
                )
            archive = cls(path, base)
            make_folders(path / "journal")
            archive.journal.record(0, "")
            archive._write_mark()
        except OSError as error:
            raise ArchiveError(f"cannot be made ({error.strerror})", path=path) from error
        return archive

    def head(self) -> int:
        """Return the number of the last commit, 0 when there is none."""
        return self.journal.head()

    def documents(self) -> list[DocumentRecord]:
        """Return the documents, sorted by municipality and key."""
        records = self.state().documents.values()
        return sorted(records, key=lambda record: (record.municipality, record.key))

    def document(self, name: str) -> DocumentRecord:
        """Return the document with this IRI, `municipality/key`, or key where only one has it.

        Raises:
            UnknownDocumentError: No document, or more than one, has that name.
        """
        records = self.documents()
        found = [r for r in records if name in (r.iri, f"{r.municipality}/{r.key}", r.key)]
        if len(found) == 1:
            return found[0]
        known = ", ".join(f"{r.municipality}/{r.key}" for r in (found or records)) or "none"
        what = "is the name of several documents" if found else "is not a document of this archive"
        raise UnknownDocumentError(f"{name!r} {what}; known: {known}", path=self.path)

    def original(self, iri: str) -> bytes:
        """Return the bytes of a document's original file."""
        return self._file(iri, "original")

    def text(self, iri: str) -> str:
        """Return a document's text rendition."""
        return self._file(iri, "text.txt").decode()

    def quads(self, iri: str) -> bytes:
        """Return a document's graph as N-Quads."""
        return self._file(iri, "quads.nq")

    def report(self, iri: str) -> bytes:
        """Return a document's report as JSON."""
        return self._file(iri, "report.json")

    def replaced(self, iri: str) -> frozenset[str]:
        """Return the SHA-256 of the originals that a newer version of a document replaced."""
        return frozenset(self.state().earlier.get(iri, ()))

    def text_digest(self, iri: str) -> str:
        """Return the SHA-256 of a document's text rendition, in hex."""
        return self.state().files[iri]["text.txt"]

    def earlier(self, iri: str) -> list[tuple[bytes, str]]:
        """Return the earlier versions of a document, oldest first.

        Each is its graph as N-Quads and the SHA-256 of the text it was read from; none when the
        document was never replaced.
        """
        now = self.document(iri)
        versions = []
        for commit in self.journal.commits():
            if commit.action == "document" and commit.number < now.commit:
                content = commit.content
                if content["document"]["iri"] == iri:
                    folder = self.document_path(replace(now, commit=commit.number))
                    name = (folder / "quads.nq").relative_to(self.path).as_posix()
                    quads = self.read_checked(name, content["files"]["quads.nq"])
                    versions.append((quads, content["files"]["text.txt"]))
        return versions

    def is_internal(self, iri: str) -> bool:
        """Return whether a document is not for the public."""
        return iri in self.state().internal

    def was_purged(self, iri: str) -> bool:
        """Return whether a document of this IRI has been purged; no name of it is kept."""
        return digest(iri.encode()) in self.state().purged

    def corrections(self, iri: str) -> tuple[Commit, ...]:
        """Return the commits by which people corrected a document, or took that back."""
        return tuple(self.state().corrections.get(iri, ()))

    def register_edits(self, municipality: str) -> tuple[Commit, ...]:
        """Return the commits by which people edited a register, or took that back."""
        return tuple(self.state().edits.get(municipality, ()))

    def register(self, municipality: str) -> Register | None:
        """Return the register of a municipality, by its slug, as documents made it, or None."""
        place = self.state().registers.get(municipality)
        if place is None:
            return None
        path = self.register_path(municipality, place[0])
        content = self.read_checked(register_file(municipality, place[0]), place[1])
        try:
            return register_from_json(content)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(f"no register ({error})", path=path) from error

    def registers(self) -> list[Register]:
        """Return all registers, sorted by municipality."""
        found = (self.register(name) for name in sorted(self.state().registers))
        return [register for register in found if register is not None]

    def read_checked(self, name: str, sha256: str) -> bytes:
        """Return what a file of the archive holds.

        Args:
            name: Its path in the archive.
            sha256: What its commit says of its bytes.

        Raises:
            ArchiveDamagedError: It cannot be read, or is not what was written.
        """
        path = self.path / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ArchiveDamagedError(
                f"cannot be read ({error.strerror}); restore it from a backup, or read the "
                "document again (styrkedja ingest --again)",
                path=path,
            ) from error
        if digest(content) != sha256:
            raise ArchiveDamagedError(
                "its content is not what was written; restore it from a backup, or read the "
                "document again (styrkedja ingest --again)",
                path=path,
            )
        return content

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give the one writer; the lock is held until the block ends.

        Raises:
            ArchiveLockedError: Another process is writing.
            ArchiveDamagedError: The journal is damaged; nothing is written to it then.
        """
        with self.locked():
            writer = Writer(self)
            try:
                if self._format < _SEALED:
                    self.journal.make_certain()
                if self._format < FORMAT:
                    self._write_mark()
                writer.tidy()
            except OSError as error:
                raise ArchiveError(
                    f"cannot be written ({error.strerror})", path=self.path
                ) from error
            yield writer

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from writing until the block ends, without looking at what is there.

        Raises:
            ArchiveLockedError: Another process is writing.
        """
        try:
            lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ArchiveError(f"cannot be written ({error.strerror})", path=self.path) from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ArchiveLockedError(
                    "another process is writing to this archive; try again when it is done",
                    path=self.path,
                ) from error
            yield
        finally:
            os.close(lock)

    def forget(self) -> None:
        """Drop what is kept of the journal in memory, for when it was changed in the past."""
        self._cache = None

    def as_of_now(self) -> Archive:
        """Return the archive as it is at its last commit, whatever is written meanwhile.

        What a purge takes away is gone from it too: its files are missing then.
        """
        fixed = Archive(self.path, self.base, self._format)
        fixed._cache, fixed._fixed = self.state(), True
        return fixed

    def state(self) -> State:
        """Return what the commits amount to, as of the last one."""
        if self._fixed and self._cache is not None:
            return self._cache
        head = self.journal.head()
        if self._cache is None or self._cache.head != head:
            self._cache = replay(self.journal.commits())
        return self._cache

    def _write_mark(self) -> None:
        mark = {"format": FORMAT, "base": self.base, "made_by": __version__}
        write_durably(self.path / MARK, seal(mark))
        self._format = FORMAT

    def _file(self, iri: str, role: str) -> bytes:
        state = self.state()
        if iri not in state.documents:
            raise UnknownDocumentError(f"no document {iri}", path=self.path)
        path = self.document_path(state.documents[iri]) / role
        return self.read_checked(path.relative_to(self.path).as_posix(), state.files[iri][role])

    def document_path(self, record: DocumentRecord) -> Path:
        """Return the folder of a version of a document."""
        return self.path / folder_of(record.municipality, record.key, record.commit)

    def register_path(self, municipality: str, commit: int) -> Path:
        """Return the file of a version of a register."""
        return self.path / register_file(municipality, commit)


def _not_ours(path: Path) -> Iterator[Path]:
    """Yield what lies in a folder besides an archive that was never finished being made."""
    for child in path.iterdir():
        if child.name == "journal" and child.is_dir():
            yield from (c for c in child.iterdir() if c.name not in (HEAD, HEAD + PARTIAL))
        elif child.name != MARK + PARTIAL:
            yield child

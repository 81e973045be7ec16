"""The archive: the truth of which every store is an index.

    ARCHIVE/
      styrkedja.json                         format number and base IRI
      lock                                   held by the one process that writes
      journal/00000001.json                  numbered commits
      documents/{municipality}/{document}/{commit}/
        original  text.txt  quads.nq  report.json
      registers/{municipality}/{commit}.json

Files are written before the commit that names them and never changed after; every file's SHA-256
stands in its commit and is compared when the file is read.
"""

from __future__ import annotations

import fcntl
import json
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

from .journal import Journal, write_durably
from .register import register_from_json
from .state import DocumentRecord, State, digest, replay
from .writer import Writer

__all__ = ["FORMAT", "Archive"]

FORMAT = 1
_MARK = "styrkedja.json"


class Archive:
    """An archive, opened for reading; `writing()` gives the one writer.

    Args:
        path: The folder; use `Archive.open` or `Archive.open_or_create`.
        base: The base IRI that the archive's quads were made with.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self.journal = Journal(path / "journal")
        self._cache: State | None = None

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Return the archive in a folder.

        Raises:
            ArchiveError: There is none there.
            ArchiveVersionError: It was made by a newer version of Styrkedja.
            ArchiveDamagedError: Its mark cannot be read.
        """
        mark = path / _MARK
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
            value = json.loads(mark.read_bytes())
            made_with, base = int(value["format"]), str(value["base"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(f"cannot be read ({error})", path=mark) from error
        if made_with > FORMAT:
            raise ArchiveVersionError(
                f"made by a newer Styrkedja (archive format {made_with}, this one knows "
                f"{FORMAT}); install a newer Styrkedja",
                path=path,
            )
        return cls(path, base)

    @classmethod
    def open_or_create(cls, path: Path, base: str) -> Archive:
        """Return the archive in a folder, made if the folder is missing or empty.

        Raises:
            ArchiveError: The folder holds other things, cannot be made, or its archive was made
                with another base IRI.
            ArchiveVersionError: It was made by a newer version of Styrkedja.
        """
        try:
            if (path / _MARK).exists():
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
            (path / "journal").mkdir(parents=True, exist_ok=True)
            mark = json.dumps({"format": FORMAT, "base": base, "made_by": __version__})
            write_durably(path / _MARK, mark.encode() + b"\n")
        except OSError as error:
            raise ArchiveError(f"cannot be made ({error.strerror})", path=path) from error
        return cls(path, base)

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
                    quads = _read_checked(folder / "quads.nq", content["files"]["quads.nq"])
                    versions.append((quads, content["files"]["text.txt"]))
        return versions

    def was_purged(self, iri: str) -> bool:
        """Return whether a document of this IRI has been purged; no name of it is kept."""
        return digest(iri.encode()) in self.state().purged

    def register(self, municipality: str) -> Register | None:
        """Return the register of a municipality, by its slug, or None."""
        place = self.state().registers.get(municipality)
        if place is None:
            return None
        path = self.register_path(municipality, place[0])
        content = _read_checked(path, place[1])
        try:
            return register_from_json(content)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(f"no register ({error})", path=path) from error

    def registers(self) -> list[Register]:
        """Return all registers, sorted by municipality."""
        found = (self.register(name) for name in sorted(self.state().registers))
        return [register for register in found if register is not None]

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Give the one writer; the lock is held until the block ends.

        Raises:
            ArchiveLockedError: Another process is writing.
        """
        try:
            lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
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
            writer = Writer(self)
            writer.tidy()
            yield writer
        finally:
            os.close(lock)

    def forget(self) -> None:
        """Drop what is kept of the journal in memory, for when it was changed in the past."""
        self._cache = None

    def state(self) -> State:
        """Return what the commits amount to, as of the last one."""
        head = self.journal.head()
        if self._cache is None or self._cache.head != head:
            self._cache = replay(self.journal.commits())
        return self._cache

    def _file(self, iri: str, role: str) -> bytes:
        state = self.state()
        if iri not in state.documents:
            raise UnknownDocumentError(f"no document {iri}", path=self.path)
        path = self.document_path(state.documents[iri]) / role
        return _read_checked(path, state.files[iri][role])

    def document_path(self, record: DocumentRecord) -> Path:
        """Return the folder of a version of a document."""
        versions = self.path / "documents" / record.municipality / record.key
        return versions / f"{record.commit:08}"

    def register_path(self, municipality: str, commit: int) -> Path:
        """Return the file of a version of a register."""
        return self.path / "registers" / municipality / f"{commit:08}.json"


def _read_checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArchiveDamagedError(
            f"cannot be read ({error.strerror}); restore it from a backup", path=path
        ) from error
    if digest(content) != sha256:
        raise ArchiveDamagedError(
            "its content is not what was written; restore it from a backup", path=path
        )
    return content


def _not_ours(path: Path) -> Iterator[Path]:
    """Yield what lies in a folder besides an archive that was never finished being made."""
    for child in path.iterdir():
        if child.name == "journal" and child.is_dir() and not any(child.iterdir()):
            continue
        if child.name != _MARK + ".part":
            yield child

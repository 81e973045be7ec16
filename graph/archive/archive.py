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
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from styrkedja import __version__
from styrkedja.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveLockedError,
    ArchiveVersionError,
    UnknownDocumentError,
)
from styrkedja.graph.model import Register

from .journal import Commit, Journal, write_durably
from .register import register_from_json, register_to_json

__all__ = ["FORMAT", "Archive", "DocumentFiles", "DocumentRecord", "Writer"]

FORMAT = 1
_MARK = "styrkedja.json"


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """What the archive keeps of one document; all but `original` are made from it."""

    original: bytes
    text: str
    quads: bytes
    report: bytes


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of the archive, as its newest commit describes it.

    Args:
        iri: Its IRI, which is also its graph's.
        municipality: The municipality's slug.
        key: The document's slug.
        kind: `"plan"` or `"follow-up"`.
        title: The title as printed.
        label: A short title with the period.
        as_of: The day whose state it reports, or None.
        source: The name of the file it was read from, without folders.
        sha256: Of the original's bytes.
        commit: The number of the commit that brought it.
        time: When it was read, as ISO 8601 in UTC.
    """

    iri: str
    municipality: str
    key: str
    kind: str
    title: str
    label: str
    as_of: date | None
    source: str
    sha256: str
    commit: int = 0
    time: str = ""


@dataclass(slots=True)
class _State:
    """The archive as of one commit."""

    head: int
    documents: dict[str, DocumentRecord]
    files: dict[str, Mapping[str, str]]  # document IRI → role → SHA-256
    registers: dict[str, tuple[int, str]]  # municipality → commit, SHA-256
    earlier: dict[str, set[str]]  # document IRI → SHA-256 of originals that were replaced
    used: dict[str, set[str]]  # document IRI → keys of the bodies it names


class Archive:
    """An archive, opened for reading; `writing()` gives the one writer.

    Args:
        path: The folder; use `Archive.open` or `Archive.open_or_create`.
        base: The base IRI that the archive's quads were made with.
    """

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self._journal = Journal(path / "journal")
        self._cache: _State | None = None

    @classmethod
    def open(cls, path: Path) -> Archive:
        """Return the archive in a folder.

        Raises:
            ArchiveError: There is none there.
            ArchiveVersionError: It was made by a newer version of Styrkedja.
            ArchiveDamagedError: Its mark cannot be read.
        """
        mark = path / _MARK
        if not mark.is_file():
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
        if (path / _MARK).exists():
            archive = cls.open(path)
            if archive.base != base:
                raise ArchiveError(
                    f"made with the base IRI {archive.base}, not {base}; "
                    f"set STYRKEDJA_BASE={archive.base} or choose another folder",
                    path=path,
                )
            return archive
        try:
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
        return self._journal.head()

    def documents(self) -> list[DocumentRecord]:
        """Return the documents, sorted by municipality and key."""
        records = self._state().documents.values()
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
        return frozenset(self._state().earlier.get(iri, ()))

    def register(self, municipality: str) -> Register | None:
        """Return the register of a municipality, by its slug, or None."""
        place = self._state().registers.get(municipality)
        if place is None:
            return None
        path = self._register_path(municipality, place[0])
        content = _read_checked(path, place[1])
        try:
            return register_from_json(content)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamagedError(f"no register ({error})", path=path) from error

    def registers(self) -> list[Register]:
        """Return all registers, sorted by municipality."""
        found = (self.register(name) for name in sorted(self._state().registers))
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

    def _state(self) -> _State:
        head = self._journal.head()
        if self._cache is None or self._cache.head != head:
            self._cache = _replay(self._journal.commits())
        return self._cache

    def _file(self, iri: str, role: str) -> bytes:
        state = self._state()
        if iri not in state.documents:
            raise UnknownDocumentError(f"no document {iri}", path=self.path)
        path = self._document_path(state.documents[iri]) / role
        return _read_checked(path, state.files[iri][role])

    def _document_path(self, record: DocumentRecord) -> Path:
        versions = self.path / "documents" / record.municipality / record.key
        return versions / f"{record.commit:08}"

    def _register_path(self, municipality: str, commit: int) -> Path:
        return self.path / "registers" / municipality / f"{commit:08}.json"


class Writer:
    """Writes to an archive; got from `Archive.writing`, valid while its block lasts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._journal = archive._journal

    def put(
        self, record: DocumentRecord, files: DocumentFiles, register: Register, used: set[str]
    ) -> bool:
        """Write a document and the register with its bodies, as one commit.

        Args:
            record: The document; `commit` and `time` are filled in here.
            files: Its files.
            register: The municipality's whole register, with the document's bodies in it.
            used: Keys of the bodies that the document names.

        Returns:
            False when the archive already holds exactly this, and nothing was written.

        Raises:
            ArchiveError: The files cannot be written; the archive is as it was.
        """
        archive, state = self._archive, self._archive._state()
        contents = {
            "original": files.original,
            "text.txt": files.text.encode(),
            "quads.nq": files.quads,
            "report.json": files.report,
        }
        hashes = {role: _sha256(content) for role, content in contents.items()}
        registered = register_to_json(register)
        place = state.registers.get(record.municipality)
        same_register = place is not None and place[1] == _sha256(registered)
        if same_register and state.files.get(record.iri) == hashes:
            return False
        number = state.head + 1
        described = _describe(record)
        content: dict[str, Any] = {"document": described, "files": hashes, "bodies": sorted(used)}
        written = DocumentRecord(**{**described, "as_of": record.as_of}, commit=number)
        folder = archive._document_path(written)
        try:
            folder.mkdir(parents=True)
            for role, data in contents.items():
                write_durably(folder / role, data)
            if not same_register:
                path = archive._register_path(record.municipality, number)
                path.parent.mkdir(parents=True, exist_ok=True)
                write_durably(path, registered)
                content["register"] = _sha256(registered)
            self._journal.append(Commit(number, "document", _now(), content))
        except OSError as error:
            self.tidy()
            raise ArchiveError(f"cannot be written ({error.strerror})", path=folder) from error
        return True

    def purge(self, iri: str) -> None:
        """Remove a document from the archive and from its history.

        Its files, what the journal says of it, and the bodies that no other document names are
        gone when this returns.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        archive, state = self._archive, self._archive._state()
        record = archive.document(iri)
        about = [
            commit.number
            for commit in self._journal.commits()
            if commit.action == "document" and commit.content["document"]["iri"] == record.iri
        ]
        content: dict[str, Any] = {"forgotten": about, "municipality": record.municipality}
        register = archive.register(record.municipality)
        number = state.head + 1
        if register is not None:
            others = [
                keys
                for other, keys in state.used.items()
                if other != record.iri
                and state.documents[other].municipality == record.municipality
            ]
            needed = set().union(*others) if others else set()
            kept = tuple(body for body in register.bodies if body.key in needed)
            if others:
                data = register_to_json(Register(register.municipality, kept))
                write_durably(archive._register_path(record.municipality, number), data)
                content["register"] = _sha256(data)
        self._journal.append(Commit(number, "purge", _now(), content))
        self.tidy()

    def tidy(self) -> None:
        """Finish what a process that was cut off left: purges to end, files of no commit."""
        archive = self._archive
        commits = self._journal.commits()
        purges = [commit for commit in commits if commit.action == "purge"]
        by_number = {commit.number: commit for commit in commits}
        for purge in purges:
            for number in purge.content["forgotten"]:
                if by_number[number].action != "purged":
                    empty = Commit(number, "purged", by_number[number].time, {"by": purge.number})
                    self._journal.replace(empty)
        state = archive._state() if not purges else self._fresh_state()
        kept = {
            (record["municipality"], record["key"], f"{commit.number:08}")
            for commit in self._journal.commits()
            if commit.action == "document"
            for record in [commit.content["document"]]
        }
        for folder in archive.path.glob("documents/*/*/*"):
            if folder.parts[-3:] not in kept:
                shutil.rmtree(folder)
                _remove_empty(folder.parent, archive.path)
        purged = {purge.content["municipality"]: purge.number for purge in purges}
        for path in archive.path.glob("registers/*/*.json"):
            number, municipality = int(path.stem), path.parent.name
            current = state.registers.get(municipality, (0, ""))[0]
            if number > state.head or (number < purged.get(municipality, 0) and number != current):
                path.unlink()
                _remove_empty(path.parent, archive.path)
        for partial in archive.path.glob("**/*.part"):
            partial.unlink()

    def _fresh_state(self) -> _State:
        self._archive._cache = None
        return self._archive._state()


def _replay(commits: list[Commit]) -> _State:
    """Return the state after all commits."""
    state = _State(len(commits), {}, {}, {}, {}, {})
    for commit in commits:
        content = commit.content
        if commit.action == "document":
            described = dict(content["document"])
            as_of = described.pop("as_of")
            record = DocumentRecord(
                **described,
                as_of=None if as_of is None else date.fromisoformat(as_of),
                commit=commit.number,
                time=commit.time,
            )
            old = state.documents.get(record.iri)
            if old is not None and old.sha256 != record.sha256:
                state.earlier.setdefault(record.iri, set()).add(old.sha256)
            state.earlier.get(record.iri, set()).discard(record.sha256)
            state.documents[record.iri] = record
            state.files[record.iri] = content["files"]
            state.used[record.iri] = set(content["bodies"])
            place = record.municipality
        elif commit.action == "purge":
            place = content["municipality"]
            if "register" not in content:
                state.registers.pop(place, None)
        if "register" in content:
            state.registers[place] = (commit.number, content["register"])
    for commit in commits:
        if commit.action == "purge":
            _forget(state, set(commit.content["forgotten"]))
    return state


def _forget(state: _State, numbers: set[int]) -> None:
    """Take out documents whose commits were purged but not yet scrubbed."""
    for iri in [iri for iri, record in state.documents.items() if record.commit in numbers]:
        for table in (state.documents, state.files, state.used, state.earlier):
            table.pop(iri, None)


def _describe(record: DocumentRecord) -> dict[str, Any]:
    return {
        "iri": record.iri,
        "municipality": record.municipality,
        "key": record.key,
        "kind": record.kind,
        "title": record.title,
        "label": record.label,
        "as_of": None if record.as_of is None else record.as_of.isoformat(),
        "source": record.source,
        "sha256": record.sha256,
    }


def _read_checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArchiveDamagedError(
            f"cannot be read ({error.strerror}); restore it from a backup", path=path
        ) from error
    if _sha256(content) != sha256:
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


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

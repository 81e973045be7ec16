"""The writer of an archive: one document, correction or purge is one commit."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styrkedja.errors import ArchiveError
from styrkedja.graph.model import Register

from .contents import faults_of, files_of
from .durable import PARTIAL, make_folders, write_durably
from .journal import Commit
from .register import register_to_json
from .sealing import digest
from .state import DocumentFiles, DocumentRecord, describe

if TYPE_CHECKING:
    from .archive import Archive

__all__ = ["Writer"]


class Writer:
    """Writes to an archive; got from `Archive.writing`, valid while its block lasts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def put(
        self,
        record: DocumentRecord,
        files: DocumentFiles,
        register: Register,
        used: set[str],
        *,
        internal: bool | None = None,
    ) -> bool:
        """Write a document and the register with its bodies, as one commit.

        Args:
            record: The document; `commit` and `time` are filled in here.
            files: Its files.
            register: The municipality's whole register, with the document's bodies in it.
            used: Keys of the bodies that the document names.
            internal: Whether the document is not for the public; None: as it is, and public
                when it is new.

        Returns:
            False when the archive already holds exactly this, undamaged, and nothing was written.

        Raises:
            ArchiveError: The files cannot be written; the archive is as it was.
        """
        archive, state = self._archive, self._archive.state()
        contents = {
            "original": files.original,
            "text.txt": files.text.encode(),
            "quads.nq": files.quads,
            "report.json": files.report,
        }
        hashes = {role: digest(content) for role, content in contents.items()}
        registered = register_to_json(register)
        place = state.registers.get(record.municipality)
        same_register = place is not None and place[1] == digest(registered)
        if same_register and state.files.get(record.iri) == hashes:
            folder = archive.document_path(state.documents[record.iri])
            if not faults_of(folder, hashes):
                return False
        number = state.head + 1
        described = describe(record)
        content: dict[str, Any] = {"document": described, "files": hashes, "bodies": sorted(used)}
        written = DocumentRecord(**{**described, "as_of": record.as_of}, commit=number)
        if internal is not None:
            content["internal"] = internal
        folder = archive.document_path(written)
        try:
            make_folders(folder)
            for role, data in contents.items():
                write_durably(folder / role, data)
            if not same_register:
                path = archive.register_path(record.municipality, number)
                make_folders(path.parent)
                write_durably(path, registered)
                content["register"] = digest(registered)
            self._archive.journal.append(Commit(number, "document", _now(), content))
        except OSError as error:
            self.tidy()
            raise ArchiveError(
                f"cannot be written ({error.strerror}); the archive is as it was",
                path=folder,
            ) from error
        return True

    def set_internal(self, iri: str, *, internal: bool) -> bool:
        """Make a document internal or public, as one commit.

        Returns:
            False when it is so already, and nothing was written.

        Raises:
            ArchiveError: It cannot be written; the archive is as it was.
            UnknownDocumentError: There is no such document.
        """
        archive = self._archive
        record = archive.document(iri)
        if archive.is_internal(record.iri) == internal:
            return False
        self._append("visibility", {"iri": record.iri, "internal": internal})
        return True

    def correct(self, iri: str, content: Mapping[str, Any], bodies: Iterable[str] = ()) -> int:
        """Write what people decided about facts of a document, as one commit.

        Args:
            iri: The document.
            content: What was decided, as JSON values (`styrkedja.graph.corrections.records`).
            bodies: Keys of the bodies that it names; they stay in the register.

        Returns:
            The number of the commit.

        Raises:
            ArchiveError: It cannot be written; the archive is as it was.
            UnknownDocumentError: There is no such document.
        """
        record = self._archive.document(iri)
        named = {"document": record.iri, "bodies": sorted(bodies), **content}
        return self._append("corrections", named)

    def edit_register(
        self, municipality: str, body: str, content: Mapping[str, Any], bodies: Iterable[str] = ()
    ) -> int:
        """Write how people edited one body of a register, as one commit.

        Args:
            municipality: The municipality's slug.
            body: The body's key.
            content: What was edited, as JSON values (`styrkedja.graph.corrections.edits`).
            bodies: Keys of other bodies that it names; they stay in the register with it.

        Returns:
            The number of the commit.

        Raises:
            ArchiveError: It cannot be written; the archive is as it was.
        """
        named = {"municipality": municipality, "body": body, "bodies": sorted(bodies), **content}
        return self._append("register", named)

    def _append(self, action: str, content: Mapping[str, Any]) -> int:
        archive = self._archive
        number = archive.state().head + 1
        try:
            archive.journal.append(Commit(number, action, _now(), content))
        except OSError as error:
            raise ArchiveError(
                f"cannot be written ({error.strerror})", path=archive.path
            ) from error
        return number

    def purge(self, iri: str) -> None:
        """Remove a document from the archive and from its history.

        Its files, what the journal says of it, corrections of it, and the bodies that no other
        document names, with what people said of them, are gone when this returns. What
        stays is the SHA-256 of its IRI, so that whoever asks for it is told that it is gone for
        good.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        archive, state = self._archive, self._archive.state()
        record = archive.document(iri)
        about = [
            commit.number
            for commit in self._archive.journal.commits()
            if (commit.action == "document" and commit.content["document"]["iri"] == record.iri)
            or (commit.action == "visibility" and commit.content["iri"] == record.iri)
            or (commit.action == "corrections" and commit.content["document"] == record.iri)
        ]
        about += self._edits_without(record)
        content: dict[str, Any] = {
            "forgotten": sorted(about),
            "municipality": record.municipality,
            "was": digest(record.iri.encode()),
        }
        number = state.head + 1
        try:
            register = self._register_without(record)
            if register is not None:
                data = register_to_json(register)
                path = archive.register_path(record.municipality, number)
                write_durably(path, data)
                content["register"] = digest(data)
            self._archive.journal.append(Commit(number, "purge", _now(), content))
        except OSError as error:
            self.tidy()
            raise ArchiveError(
                f"cannot be written ({error.strerror}); nothing was purged", path=archive.path
            ) from error
        try:
            self.tidy()
        except OSError as error:
            raise ArchiveError(
                f"the document is gone from what is shown, but not yet from the disk "
                f"({error.strerror}); the next command that writes here finishes that",
                path=archive.path,
            ) from error

    def _register_without(self, record: DocumentRecord) -> Register | None:
        """Return the register without the bodies that only this document names.

        None when there is no other document of that municipality.
        """
        state = self._archive.state()
        register = self._archive.register(record.municipality)
        others = [
            iri
            for iri, one in state.documents.items()
            if iri != record.iri and one.municipality == record.municipality
        ]
        if register is None or not others:
            return None
        needed = set().union(*(state.used[iri] | state.corrected_bodies(iri) for iri in others))
        for commit in state.edits.get(record.municipality, ()):
            if commit.content["body"] in needed:
                needed |= set(commit.content["bodies"])
        kept = tuple(body for body in register.bodies if body.key in needed)
        return Register(register.municipality, kept)

    def _edits_without(self, record: DocumentRecord) -> list[int]:
        """Return the commits that edit bodies which go with a document."""
        register = self._archive.register(record.municipality)
        left = self._register_without(record)
        edits = self._archive.state().edits.get(record.municipality, [])
        if left is None or register is None:
            return [commit.number for commit in edits]
        gone = {body.key for body in register.bodies} - {body.key for body in left.bodies}
        return [commit.number for commit in edits if commit.content["body"] in gone]

    def tidy(self) -> None:
        """Finish what a process that was cut off left: purges to end, files of no commit.

        Raises:
            OSError: Something cannot be removed or written; calling again goes on from there.
        """
        archive = self._archive
        commits = archive.journal.commits()
        kept = files_of(commits)
        folders = {name.rpartition("/")[0] for name in kept}
        for folder in archive.path.glob("documents/*/*/*"):
            if folder.relative_to(archive.path).as_posix() not in folders:
                shutil.rmtree(folder)
                _remove_empty(folder.parent, archive.path)
        for path in archive.path.glob("registers/*/*.json"):
            if path.relative_to(archive.path).as_posix() not in kept:
                path.unlink()
                _remove_empty(path.parent, archive.path)
        for partial in archive.path.glob(f"**/*{PARTIAL}"):
            partial.unlink()
        by_number = {commit.number: commit for commit in commits}
        for purge in [commit for commit in commits if commit.action == "purge"]:
            for number in purge.content["forgotten"]:
                if by_number[number].action != "purged":
                    empty = Commit(number, "purged", by_number[number].time, {"by": purge.number})
                    archive.journal.replace(empty)
                    archive.forget()


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

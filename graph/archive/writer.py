"""The writer of an archive: one document or purge is one commit."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styrkedja.errors import ArchiveError
from styrkedja.graph.model import Register

from .journal import Commit, write_durably
from .register import register_to_json
from .state import DocumentFiles, DocumentRecord, describe, digest

if TYPE_CHECKING:
    from .archive import Archive

__all__ = ["Writer"]


class Writer:
    """Writes to an archive; got from `Archive.writing`, valid while its block lasts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

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
            return False
        number = state.head + 1
        described = describe(record)
        content: dict[str, Any] = {"document": described, "files": hashes, "bodies": sorted(used)}
        written = DocumentRecord(**{**described, "as_of": record.as_of}, commit=number)
        folder = archive.document_path(written)
        try:
            folder.mkdir(parents=True)
            for role, data in contents.items():
                write_durably(folder / role, data)
            if not same_register:
                path = archive.register_path(record.municipality, number)
                path.parent.mkdir(parents=True, exist_ok=True)
                write_durably(path, registered)
                content["register"] = digest(registered)
            self._archive.journal.append(Commit(number, "document", _now(), content))
        except OSError as error:
            self.tidy()
            raise ArchiveError(f"cannot be written ({error.strerror})", path=folder) from error
        return True

    def purge(self, iri: str) -> None:
        """Remove a document from the archive and from its history.

        Its files, what the journal says of it, and the bodies that no other document names are
        gone when this returns. What stays is the SHA-256 of its IRI, so that whoever asks for it
        is told that it is gone for good.

        Raises:
            UnknownDocumentError: There is no such document.
        """
        archive, state = self._archive, self._archive.state()
        record = archive.document(iri)
        about = [
            commit.number
            for commit in self._archive.journal.commits()
            if commit.action == "document" and commit.content["document"]["iri"] == record.iri
        ]
        content: dict[str, Any] = {
            "forgotten": about,
            "municipality": record.municipality,
            "was": digest(record.iri.encode()),
        }
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
                write_durably(archive.register_path(record.municipality, number), data)
                content["register"] = digest(data)
        self._archive.journal.append(Commit(number, "purge", _now(), content))
        self.tidy()

    def tidy(self) -> None:
        """Finish what a process that was cut off left: purges to end, files of no commit."""
        archive = self._archive
        commits = self._archive.journal.commits()
        purges = [commit for commit in commits if commit.action == "purge"]
        by_number = {commit.number: commit for commit in commits}
        for purge in purges:
            for number in purge.content["forgotten"]:
                if by_number[number].action != "purged":
                    empty = Commit(number, "purged", by_number[number].time, {"by": purge.number})
                    self._archive.journal.replace(empty)
        if purges:
            archive.forget()
        state = archive.state()
        kept = {
            (record["municipality"], record["key"], f"{commit.number:08}")
            for commit in self._archive.journal.commits()
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


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

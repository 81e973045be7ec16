"""The versions of a document: each time that it was read into the archive, or read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from styrkedja.errors import UnknownDocumentError

from .contents import folder_of

if TYPE_CHECKING:
    from .archive import Archive

__all__ = ["Version", "version_quads", "version_text", "versions_of"]


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one commit brought it.

    Args:
        iri: IRI of the document.
        commit: The number of the commit.
        time: When it was read.
        source: The name of the file it was read from, without folders.
        folder: Where its files lie, as a path in the archive.
        files: Role of each file → its SHA-256.
        public: Whether it was at no time internal while it was the document's newest version.
    """

    iri: str
    commit: int
    time: datetime
    source: str
    folder: str
    files: Mapping[str, str]
    public: bool

    @property
    def text(self) -> str:
        """The SHA-256 of the text rendition, in hex: equal where the text is the same."""
        return self.files["text.txt"]


def versions_of(archive: Archive, iri: str, upto: int | None = None) -> tuple[Version, ...]:
    """Return the versions of a document, the oldest first; none when it is not there.

    Args:
        archive: The archive.
        iri: The document.
        upto: The last commit that is looked at; None means all. A purge is always seen.
    """
    commits = archive.journal.commits()
    purges = [commit for commit in commits if commit.action == "purge"]
    purged = {number for purge in purges for number in purge.content["forgotten"]}
    found: list[Version] = []
    internal = False
    for commit in commits[:upto]:
        content = commit.content
        if commit.number in purged:
            continue
        if commit.action == "visibility" and content["iri"] == iri:
            internal = content["internal"]
            if internal and found:
                found[-1] = replace(found[-1], public=False)
        elif commit.action == "document" and content["document"]["iri"] == iri:
            internal = content.get("internal", internal)
            document = content["document"]
            found.append(
                Version(
                    iri=iri,
                    commit=commit.number,
                    time=datetime.fromisoformat(commit.time),
                    source=document["source"],
                    folder=folder_of(document["municipality"], document["key"], commit.number),
                    files=content["files"],
                    public=not internal,
                )
            )
    return tuple(found)


def version_text(archive: Archive, version: Version) -> str:
    """Return the text rendition of a version.

    Raises:
        UnknownDocumentError: The version has been purged since.
        ArchiveDamagedError: The file cannot be read, or is not what was written.
    """
    return _file(archive, version, "text.txt").decode()


def version_quads(archive: Archive, version: Version) -> bytes:
    """Return the graph of a version as N-Quads; it raises as `version_text` does."""
    return _file(archive, version, "quads.nq")


def _file(archive: Archive, version: Version, role: str) -> bytes:
    if all(one.commit != version.commit for one in versions_of(archive, version.iri)):
        raise UnknownDocumentError(f"no document {version.iri}", path=archive.path)
    return archive.read_checked(f"{version.folder}/{role}", version.files[role])

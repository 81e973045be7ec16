"""From a file to the store: the one place where the stages follow each other.

file → text rendition → model → quads → archive → store (with what the rules infer)
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from styrkedja.errors import ModellingError, ReadingError
from styrkedja.graph.archive import (
    Archive,
    DocumentFiles,
    DocumentRecord,
    Writer,
    merge_registers,
)
from styrkedja.graph.formats import OTHER_SUFFIXES, SUFFIXES, TextRendition, read_rendition
from styrkedja.graph.model import Doubt, DoubtKind, Model, Register
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.writer import document_quads, nquads, register_quads
from styrkedja.graph.report import Report, report_of
from styrkedja.ontology.namespaces import SK
from styrkedja.settings import DEFAULT_BASE

if TYPE_CHECKING:
    from styrkedja.graph.corrections import Listed
    from styrkedja.graph.profiles import Profile

__all__ = [
    "NOTHING_GIVEN",
    "Given",
    "Ingested",
    "Outcome",
    "Reading",
    "build_graph",
    "file_content",
    "ingest_file",
    "input_files",
    "read_and_check",
    "read_file",
    "take_in",
    "unchanged",
]


_MIB = 1024 * 1024
_LARGEST = 128 * _MIB  # bytes of a file


class Outcome(StrEnum):
    """What ingesting a file did to the archive."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Ingested:
    """The result of ingesting one file.

    Args:
        path: The file.
        iri: The document's IRI.
        outcome: What it did; for `UNCHANGED` and `OLDER` nothing was written.
        report: What was read.
        stale: The corrections of the document that have no effect any more since it says, as it
            was read now, something else.
    """

    path: Path
    iri: str
    outcome: Outcome
    report: Report
    stale: tuple[Listed, ...] = ()


def input_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read: files as named, and those in folders whose formats are known.

    Documents of formats that are refused, with what to do, are among them.

    Args:
        paths: Files and folders; folders are searched through, hidden names left out, sorted.

    Raises:
        ReadingError: A path is not there, or a folder holds nothing to read.
    """
    for path in paths:
        try:
            if path.is_dir():
                found = sorted(_documents_below(path))
                if not found:
                    endings = ", ".join(sorted(SUFFIXES))
                    raise ReadingError(
                        f"no documents in this folder ({endings})",
                        sv=f"inga dokument i den här mappen ({endings})",
                        path=path,
                    )
                yield from found
            elif path.exists():
                yield path
            else:
                raise ReadingError(
                    "no such file or folder", sv="ingen sådan fil eller mapp", path=path
                )
        except OSError as error:
            place = Path(error.filename) if error.filename else path
            raise _unreadable(error, place) from error


def _documents_below(folder: Path) -> Iterator[Path]:
    """Yield the documents in a folder and those below; hidden names are left out.

    Raises:
        OSError: A folder may not be looked into.
    """
    for child in folder.iterdir():
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _documents_below(child)
        elif child.suffix.lower() in SUFFIXES | OTHER_SUFFIXES and child.is_file():
            yield child


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about documents that do not say it themselves.

    Args:
        municipality: The municipality's name, or None to read it.
        body: The name of the body whose document it is, or None to read it.
        profile: The words to go by, or None for common Swedish wording.
    """

    municipality: str | None = None
    body: str | None = None
    profile: Profile | None = None


NOTHING_GIVEN = Given()


def read_file(
    path: Path,
    given: Given = NOTHING_GIVEN,
    known: Callable[[str], Register | None] | None = None,
) -> tuple[bytes, TextRendition, Model]:
    """Return a file's bytes, its text rendition, and the model of what it says.

    Args:
        path: The file.
        given: What the user says about it.
        known: Gives the register of a municipality, by its slug, so that abbreviations of its
            bodies are understood; None when nothing is known.

    Raises:
        ReadingError: The file cannot be read, is no text, or holds no known layout.
    """
    content = file_content(path)
    return content, *_read(content, path, given, known)


def file_content(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        ReadingError: It cannot be read, is larger than any document, or changed meanwhile.
    """
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            content = b"" if before.st_size > _LARGEST else file.read(_LARGEST + 1)
            after = os.fstat(file.fileno())
        size = max(before.st_size, len(content))
        if size > _LARGEST:
            raise ReadingError(
                f"{size / _MIB:,.0f} MiB, larger than any document ({_LARGEST // _MIB} MiB at "
                "most); split it, or save it without pictures",
                sv=f"{size / _MIB:,.0f} MiB, större än något dokument (högst {_LARGEST // _MIB} "
                "MiB); dela det, eller spara det utan bilder",
                path=path,
            )
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise ReadingError(
                "was changed while it was read; wait until it is whole, and read it again",
                sv="ändrades medan den lästes; vänta tills den är hel, och läs in den igen",
                path=path,
            )
        return content
    except OSError as error:
        raise _unreadable(error, path) from error


def _unreadable(error: OSError, path: Path) -> ReadingError:
    return ReadingError(
        f"cannot be read ({error.strerror})", sv=f"kan inte läsas ({error.strerror})", path=path
    )


def _read(
    content: bytes,
    path: Path,
    given: Given,
    known: Callable[[str], Register | None] | None,
    reached: Callable[[str], None] | None = None,
) -> tuple[TextRendition, Model]:
    # The readers' many patterns are not for those who only load what has been read.
    from styrkedja.graph.reading import read_document

    rendition = read_rendition(content, path=path, reached=reached, profile=given.profile)
    model = read_document(
        rendition,
        path=path,
        municipality=given.municipality,
        body=given.body,
        profile=given.profile,
        known=known,
    )
    return rendition, dataclasses.replace(model, places=rendition.places)


def build_graph(model: Model, *, base: str = DEFAULT_BASE, original: bytes = b"") -> list[ox.Quad]:
    """Return all quads of a document on its own: its graph and its register."""
    return [
        *register_quads(model.register, base),
        *document_quads(model, base, original=original),
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave, before anything of it is in the archive.

    Args:
        rendition: Its text.
        model: What it says, with a doubt for each warning of the shapes.
        known: The register of its municipality that it was read with, or None.
    """

    rendition: TextRendition
    model: Model
    known: Register | None


def read_and_check(
    content: bytes,
    path: Path,
    given: Given,
    known: Callable[[str], Register | None],
    base: str,
    reached: Callable[[str], None] | None = None,
) -> Reading:
    """Return what a file says, held against the shapes. A function of its arguments alone.

    Args:
        content: The file's bytes.
        path: The file, for its name.
        given: What the user says about it.
        known: Gives the register of a municipality, by its slug.
        base: What all IRIs begin with.
        reached: Called with the place that reading has come to ("page 3"), for messages about
            files that cannot be read to their end.

    Raises:
        ReadingError: The file was refused.
        ModellingError: What was read makes no valid graph.
    """
    rendition, model = _read(content, path, given, known, reached)
    register = known(model.register.municipality.slug)
    merged = model.register if register is None else merge_registers(register, model.register)
    return Reading(rendition, _validated(model, merged, base, content, path), register)


def ingest_file(
    path: Path,
    archive: Archive,
    writer: Writer,
    given: Given = NOTHING_GIVEN,
    *,
    again: bool = False,
    internal: bool | None = None,
    internal_when_new: bool = False,
) -> Ingested:
    """Read one file into the archive, in this process; see `take_in`.

    Files of unknown origin are better read by `Readers`, in a process with limits.

    Args:
        path: The file.
        archive: The archive.
        writer: Its writer.
        given: What the user says about it.
        again: Take content in again that a newer version replaced.
        internal: Whether the document is not for the public; None: as it is.
        internal_when_new: The same for a document that the archive did not have, with None.

    Raises:
        ReadingError: The file was refused; the archive is as it was.
        ModellingError: What was read makes no valid graph; the archive is as it was.
        ArchiveError: The archive cannot be written; it is as it was.
    """
    from styrkedja.graph.corrections import register_for_reading

    content = file_content(path)
    known = partial(register_for_reading, archive)
    reading = read_and_check(content, path, given, known, archive.base)
    return take_in(
        path,
        content,
        reading,
        archive,
        writer,
        again=again,
        internal=internal,
        internal_when_new=internal_when_new,
    )


def take_in(
    path: Path,
    content: bytes,
    reading: Reading,
    archive: Archive,
    writer: Writer,
    *,
    again: bool = False,
    internal: bool | None = None,
    internal_when_new: bool = False,
    read_with: str = "",
) -> Ingested:
    """Write what a file says to the archive, as one commit.

    A document that the archive has (same municipality, title and period) is replaced; the very
    same content changes nothing; content that a newer version has replaced is left alone. Where it
    names in full a body that earlier documents only abbreviate, those are rewritten, each as a
    commit of its own.

    Args:
        path: The file.
        content: Its bytes.
        reading: What reading it with the archive's own register gave.
        archive: The archive.
        writer: Its writer.
        again: Take content in again that a newer version replaced.
        internal: Whether the document is not for the public; None: as it is.
        internal_when_new: The same for a document that the archive did not have, with None.
        read_with: Digest of what it was read with, kept in the report.

    Raises:
        ReadingError: It is another document of the same name; the archive is as it was.
        ArchiveError: The archive cannot be written; it is as it was.
    """
    from styrkedja.graph.corrections import stale_corrections
    from styrkedja.graph.settling import settle_documents

    rendition, model = reading.rendition, reading.model
    slug = model.register.municipality.slug
    known = archive.register(slug)
    register = model.register if known is None else merge_registers(known, model.register)
    own = Iris(archive.base, slug)
    iri = own.document(model.document.key)
    digest = sha256(content).hexdigest()
    report = report_of(
        model,
        encoding=rendition.encoding,
        left_out=rendition.not_understood,
        read_with=read_with,
    )
    if not again and digest in archive.replaced(iri):
        return Ingested(path, iri, Outcome.OLDER, report)
    if not again and _is_another_document(archive, iri, model):
        raise ReadingError(
            f"{iri} is in the archive already, with the same title and period but none of the "
            "same assignments; give this one a title of its own on its first line, or, if it "
            "really is a newer version, read it with --again",
            sv=f"{iri} finns redan i arkivet, med samma titel och period men inget av samma "
            "uppdrag; ge det här dokumentet en egen titel på första raden, eller läs in det med "
            "--again om det verkligen är en nyare version",
            path=path,
        )
    files = DocumentFiles(
        original=content,
        text=rendition.text,
        quads=nquads(document_quads(model, archive.base, original=content)),
        report=report.to_json(),
    )
    had = any(record.iri == iri for record in archive.documents())
    record = DocumentRecord(
        iri=iri,
        municipality=slug,
        key=model.document.key,
        kind=model.document.kind.value,
        title=model.document.title,
        label=model.document.label,
        as_of=model.document.as_of,
        source=path.name,
        sha256=digest,
    )
    if internal is None and not had:
        internal = internal_when_new
    used = {body.key for body in model.register.bodies}
    stale_before = {one.record.id for one in stale_corrections(archive, iri)}
    written = writer.put(record, files, register, used, internal=internal)
    if not written and internal is not None:
        writer.set_internal(iri, internal=internal)
    if written:
        settle_documents(archive, writer, slug)
    outcome = Outcome.UNCHANGED if not written else Outcome.REPLACED if had else Outcome.NEW
    stale = tuple(
        one
        for one in (stale_corrections(archive, iri) if written else ())
        if one.record.id not in stale_before
    )
    return Ingested(path, iri, outcome, report, stale)


def unchanged(path: Path, content: bytes, archive: Archive, read_with: str) -> Ingested | None:
    """Return what the archive holds of a file, without reading it; None where it must be read.

    Args:
        path: The file.
        content: Its bytes.
        archive: The archive.
        read_with: Digest of what it would be read with; documents read with something else, an
            older version or other words, must be read again.
    """
    digest = sha256(content).hexdigest()
    for record in archive.documents():
        if record.sha256 == digest:
            report = Report.from_json(archive.report(record.iri))
            if report.read_with == read_with:
                return Ingested(path, record.iri, Outcome.UNCHANGED, report)
    return None


def _is_another_document(archive: Archive, iri: str, model: Model) -> bool:
    """Return whether the archive's document of this IRI shares no assignment with a model."""
    if not model.elements or all(record.iri != iri for record in archive.documents()):
        return False
    own = Iris(archive.base, model.register.municipality.slug)
    now = {own.element(model.document.key, e.kind, e.key) for e in model.elements}
    stated_in = ox.NamedNode(f"{SK}statedIn")
    before = {
        str(quad.subject).strip("<>")
        for quad in ox.parse(archive.quads(iri), format=ox.RdfFormat.N_QUADS)
        if quad.predicate == stated_in
    }
    return not now & before


def _validated(model: Model, register: Register, base: str, content: bytes, path: Path) -> Model:
    """Return the model with a doubt for each warning of the shapes that the reader did not raise.

    Raises:
        ModellingError: A shape is violated.
    """
    from styrkedja.graph.rdf.validation import validate

    quads = [*register_quads(register, base), *document_quads(model, base, original=content)]
    findings = validate(quads)
    wrong = [finding for finding in findings if finding.severity == "violation"]
    if wrong:
        listed = "; ".join(f"{finding.focus}: {finding.message_en}" for finding in wrong[:5])
        more = f" (and {len(wrong) - 5} more)" if len(wrong) > 5 else ""
        raise ModellingError(f"{path}: what was read makes no valid graph: {listed}{more}")
    doubted = {doubt.element for doubt in model.doubts}
    doubts = [
        Doubt(
            key=f"{DoubtKind.SHAPE.value}-{number}",
            kind=DoubtKind.SHAPE,
            sv=finding.message_sv,
            en=finding.message_en,
            passages=(),
        )
        for number, finding in enumerate(findings, start=1)
        if finding.severity == "warning" and finding.focus.rsplit("/", 1)[-1] not in doubted
    ]
    return dataclasses.replace(model, doubts=(*model.doubts, *doubts))

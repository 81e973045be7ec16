"""Corrections in an archive: proposed from a file, checked, written, listed, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from styrkedja.errors import (
    CorrectionError,
    DecisionConflictError,
    ParameterError,
    UnknownDocumentError,
)
from styrkedja.graph.archive import Archive, Writer, public_registers
from styrkedja.graph.rdf.iris import Iris

from .applying import STALE, Standing, apply_corrections
from .archived import (
    corrections_of,
    edited_register,
    edits_of,
    public_edits,
    reading_of,
    register_with,
)
from .body_proposals import propose_edits
from .edits import BodyEdit, Edited, apply_edits, edit_entry
from .fields import field_named
from .proposals import Note, Proposal, propose_corrections
from .records import Correction, Decision, correction_entry
from .review import Reviewed, reviewed
from .tables import EditedTable
from .values import Bodies, term_of

__all__ = [
    "Listed",
    "correction_records",
    "list_corrections",
    "propose",
    "settle",
    "stale_corrections",
    "take_back",
    "write",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction or an edit of a register, and what has become of it."""

    record: Correction | BodyEdit
    standing: Standing


def propose(archive: Archive, tables: Sequence[EditedTable], *, by: str, why: str = "") -> Proposal:
    """Return what edited tables ask for, held against the archive and the shapes. Writes nothing.

    Edits of registers come first: a body that one table adds can be named in the other.

    Args:
        archive: The archive.
        tables: What `read_tables` found.
        by: Who decided.
        why: The reason of rows that give none.
    """
    proposal = Proposal()
    registers = {}
    for register in archive.registers():
        slug = register.municipality.slug
        edited = edited_register(archive, slug)
        if edited is not None:
            registers[slug] = edited
    bodies = [row for table in tables if table.kind == "bodies" for row in table.rows]
    registers = propose_edits(bodies, registers, proposal, by=by, why=why)
    documents: dict[tuple[str, str], Reviewed | None] = {}

    def document(municipality: str, key: str) -> Reviewed | None:
        place = (municipality, key)
        if place not in documents:
            documents[place] = _reviewed(archive, municipality, key, registers)
        return documents[place]

    facts = [row for table in tables if table.kind == "facts" for row in table.rows]
    propose_corrections(facts, document, proposal, by=by, why=why)
    if not proposal.faults:
        proposal.faults += _violations(archive, proposal, registers)
    return proposal


def _reviewed(
    archive: Archive, municipality: str, key: str, registers: dict[str, Edited]
) -> Reviewed | None:
    try:
        record = archive.document(f"{municipality}/{key}")
    except UnknownDocumentError:
        return None
    bodies = Bodies(registers[municipality].register, archive.base)
    return replace(reviewed(archive, record), bodies=bodies)


def _violations(archive: Archive, proposal: Proposal, registers: dict[str, Edited]) -> list[Note]:
    """Return what the shapes say of the documents as they would be: what is new among it."""
    from styrkedja.graph.rdf.validation import validate

    notes: list[Note] = []
    asked: dict[str, list[Correction]] = defaultdict(list)
    for number, one in enumerate(proposal.corrections, start=1):
        asked[one.document].append(replace(one, id=f"0-{number}", time=_SOME_TIME))
    for iri, new in asked.items():
        record = archive.document(iri)
        place = registers[record.municipality]
        bodies = Bodies(place.register, archive.base)
        applied = apply_corrections(
            reading_of(archive, record), (*corrections_of(archive, iri), *new), bodies, archive.base
        )
        register = register_with(place.register, place, (), archive.base)
        findings = validate([*register, *applied.stated, *applied.corrected])
        notes += [
            Note("", 0, f"{one.focus}: {one.message_sv}", f"{one.focus}: {one.message_en}")
            for one in findings
            if one.severity == "violation"
        ]
    return notes


_SOME_TIME = "2000-01-01T00:00:00+00:00"


def write(writer: Writer, archive: Archive, proposal: Proposal) -> int:
    """Write what a proposal asks for: one commit a body, one a document. Returns how many.

    Args:
        writer: The archive's writer.
        archive: The archive, at the commit that the proposal was made of.
        proposal: What to write.

    Raises:
        CorrectionError: The proposal has faults; nothing is written.
        ArchiveError: It cannot be written; what is written so far is whole, and giving the same
            file again goes on from there.
    """
    if proposal.faults:
        raise CorrectionError(f"{len(proposal.faults)} rows cannot be done; nothing was written")
    for edit in proposal.edits:
        content = {"by": edit.by, **edit_entry(edit)}
        writer.edit_register(edit.municipality, edit.body, content, edit.names)
    asked: dict[str, list[Correction]] = defaultdict(list)
    for one in proposal.corrections:
        asked[one.document].append(one)
    for iri, corrections in asked.items():
        content = {
            "by": corrections[0].by,
            "corrections": [correction_entry(one) for one in corrections],
        }
        writer.correct(iri, content, _bodies(archive, corrections))
    return len(proposal.edits) + len(proposal.corrections)


def _bodies(archive: Archive, corrections: Sequence[Correction]) -> set[str]:
    """Return the keys of the bodies that corrections of one document give as right."""
    start = Iris(archive.base, archive.document(corrections[0].document).municipality).body("")
    return {
        term_of(said).value.removeprefix(start)
        for one in corrections
        for said in one.corrected
        if (field := field_named(one.field)) is not None and field.values == "body"
    }


def settle(writer: Writer, archive: Archive, correction: Correction) -> Correction:
    """Write a decision about a doubt, and return it as it was written.

    Args:
        writer: The archive's writer.
        archive: The archive, at the commit that the decision was made of.
        correction: What `settled_by` gave.

    Raises:
        ParameterError: The value that it gives breaks a shape; nothing is written.
        ArchiveError: It cannot be written; nothing is.
    """
    if correction.decision is Decision.CORRECT:
        place = archive.document(correction.document).municipality
        edited = edited_register(archive, place)
        registers = {} if edited is None else {place: edited}
        notes = _violations(archive, Proposal(corrections=[correction]), registers)
        if notes:
            raise ParameterError(
                "; ".join(note.en for note in notes),
                sv="; ".join(note.sv for note in notes),
                names=("value",),
            )
    content = {"by": correction.by, "corrections": [correction_entry(correction)]}
    number = writer.correct(correction.document, content, _bodies(archive, [correction]))
    written = corrections_of(archive, correction.document)
    return next(one for one in written if one.id == f"{number}-1")


def list_corrections(archive: Archive, *, internal: bool = True) -> list[Listed]:
    """Return all corrections and edits of registers with what has become of them, oldest first.

    Args:
        archive: The archive.
        internal: Whether those of internal documents are meant, too, and the edits of bodies that
            only these name.
    """
    found: list[Listed] = []
    for register in archive.registers() if internal else public_registers(archive):
        slug = register.municipality.slug
        edits = edits_of(archive, slug)
        if not internal:
            edits = public_edits(archive, register, edits)
        standings = apply_edits(register, edits).standings
        found += [Listed(edit, standings[edit.id]) for edit in edits]
    for record in archive.documents():
        if archive.corrections(record.iri) and (internal or not archive.is_internal(record.iri)):
            one = reviewed(archive, record)
            found += [Listed(c, one.applied.standings[c.id]) for c in one.corrections]
    return sorted(found, key=lambda one: [int(part) for part in one.record.id.split("-")])


def stale_corrections(archive: Archive, iri: str) -> list[Listed]:
    """Return the corrections of a document that it has left behind, oldest first.

    Args:
        archive: The archive.
        iri: The document; none are stale of one that the archive does not have.
    """
    if not archive.corrections(iri):
        return []
    one = reviewed(archive, archive.document(iri))
    listed = (Listed(c, one.applied.standings[c.id]) for c in one.corrections)
    return [found for found in listed if found.standing in STALE]


def correction_records(archive: Archive) -> dict[str, Correction | BodyEdit]:
    """Return all corrections and edits of registers by their ids, oldest first in each place."""
    found: dict[str, Correction | BodyEdit] = {}
    for register in archive.registers():
        found |= {edit.id: edit for edit in edits_of(archive, register.municipality.slug)}
    for record in archive.documents():
        found |= {one.id: one for one in corrections_of(archive, record.iri)}
    return found


def take_back(
    writer: Writer, archive: Archive, names: Sequence[str], *, by: str, why: str = ""
) -> list[Correction | BodyEdit]:
    """Take corrections back, so that what they were about is as it was before them.

    They stay in the archive, with who took them back, when and why.

    Args:
        writer: The archive's writer.
        archive: The archive.
        names: Their ids.
        by: Who takes them back.
        why: For what reason.

    Returns:
        Those that were taken back.

    Raises:
        CorrectionError: There is no such correction, or it was taken back before; none is taken
            back then.
        ArchiveError: It cannot be written.
    """
    records = correction_records(archive)
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in records:
            raise CorrectionError(
                f"there is no correction {name}; styrkedja corrections lists those there are"
            )
        taken = records[name].taken_back
        if taken is not None:
            raise DecisionConflictError(
                f"{name} was taken back by {taken.by} on {taken.time[:10]}",
                sv=f"{name} återtogs av {taken.by} den {taken.time[:10]}",
                reason="taken-back",
            )
    by_document: dict[str, list[str]] = defaultdict(list)
    for name in wanted:
        record = records[name]
        if isinstance(record, BodyEdit):
            content = {"by": by, "why": why, "taken_back": [name]}
            writer.edit_register(record.municipality, record.body, content)
        else:
            by_document[record.document].append(name)
    for iri, own in by_document.items():
        entries = [{"id": name, "why": why} for name in own]
        writer.correct(iri, {"by": by, "taken_back": entries})
    return [records[name] for name in wanted]

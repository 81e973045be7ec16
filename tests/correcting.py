"""Rows of reviews as somebody fills them in, and what they make of an archive."""

from __future__ import annotations

from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import (
    EditedRow,
    EditedTable,
    Proposal,
    body_rows,
    edited_register,
    propose,
    review_rows,
    reviewed,
    write,
)


def fact_row(
    archive: Archive, document: str, about: str, field: str, number: int = 2, **cells: str
) -> EditedRow:
    """Return a row of the review of all facts, with some cells filled in."""
    rows = review_rows(reviewed(archive, archive.document(document)), every=True)
    row = next(row for row in rows if (row["about"], row["field"]) == (about, field))
    return EditedRow("Tveksamheter", number, {**row, **cells})


def body_row(archive: Archive, name: str, number: int = 2, /, **cells: str) -> EditedRow:
    """Return a row of Björkvalla's register, with some cells filled in; a new one for ""."""
    edited = edited_register(archive, "bjorkvalla")
    assert edited is not None
    found = [row for row in body_rows(edited) if row["name"] == name]
    return EditedRow("Organ", number, {**(found[0] if found else {"body": ""}), **cells})


def facts(*rows: EditedRow) -> EditedTable:
    """Return rows as a table of facts."""
    return EditedTable("facts", "Tveksamheter", rows)


def bodies(*rows: EditedRow) -> EditedTable:
    """Return rows as a table of bodies."""
    return EditedTable("bodies", "Organ", rows)


def do(archive: Archive, *tables: EditedTable, by: str = "Kansliet") -> Proposal:
    """Do what tables ask for, and return what that was."""
    with archive.writing() as writer:
        proposal = propose(archive, tables, by=by)
        assert proposal.faults == [], [note.text("sv") for note in proposal.faults]
        write(writer, archive, proposal)
    return proposal

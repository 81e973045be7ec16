"""Earlier documents of a municipality, when its register has learnt what abbreviations mean."""

from __future__ import annotations

from dataclasses import replace

from styrkedja.graph.archive import Archive, DocumentFiles, Writer
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.renaming import rename_bodies
from styrkedja.graph.rdf.writer import nquads
from styrkedja.graph.reading.abbreviations import doubt_about, settle
from styrkedja.graph.report import Report

__all__ = ["settle_documents"]


def settle_documents(archive: Archive, writer: Writer, municipality: str) -> list[str]:
    """Rewrite the documents that name bodies by abbreviations which the register now expands.

    A plan that gives an assignment to "XN" may be read before the follow-up that names the board;
    when that one has been read, both shall say the same body. The graph that is stored of the plan
    gets the body's IRI, and the register loses the body that was only an abbreviation.

    Args:
        archive: The archive.
        writer: Its writer.
        municipality: The municipality's slug.

    Returns:
        The IRIs of the documents that were rewritten, one commit each; empty when there was
        nothing to do.

    Raises:
        ArchiveError: The archive cannot be written; what is written so far is whole.
    """
    register = archive.register(municipality)
    if register is None:
        return []
    settled, moved = settle(register)
    if not moved:
        return []
    iris = Iris(archive.base, municipality)
    names = {body.key: body.name for body in register.bodies}
    labels = {text for key in moved for text in doubt_about(names[key])}
    renames = {iris.body(old): iris.body(new) for old, new in moved.items()}
    used = archive.state().used
    records = [
        record
        for record in archive.documents()
        if record.municipality == municipality and used[record.iri] & moved.keys()
    ]
    for record in records:
        files = DocumentFiles(
            original=archive.original(record.iri),
            text=archive.text(record.iri),
            quads=nquads(rename_bodies(archive.quads(record.iri), renames, labels)),
            report=_without_doubts(archive.report(record.iri), labels),
        )
        keys = {moved.get(key, key) for key in used[record.iri]}
        # until the last of them no body that a stored graph names may leave the register
        writer.put(record, files, settled if record is records[-1] else register, keys)
    return [record.iri for record in records]


def _without_doubts(report: bytes, labels: set[str]) -> bytes:
    """Return a report without the doubts of these wordings."""
    told = Report.from_json(report)
    doubts = tuple(doubt for doubt in told.doubts if doubt.sv not in labels)
    return replace(told, doubts=doubts).to_json()

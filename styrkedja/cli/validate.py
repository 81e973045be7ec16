"""`styrkedja validate`: hold the archive's graph against the shapes."""

from __future__ import annotations

import typer

from .options import StoreOption, store_path

__all__ = ["validate"]


def validate(store: StoreOption = None) -> None:
    """Check every file of the archive, and its graph against the shapes of the ontology.

    Ends with 1 when something is wrong (violation), 3 when something is doubtful (warning), else
    with 0. What is only missing (info) is counted.
    """
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.pipeline import archive_quads
    from styrkedja.graph.rdf.validation import validate as validate_quads

    archive = Archive.open(store_path(store))
    for record in archive.documents():
        archive.original(record.iri)
        archive.text(record.iri)
        archive.report(record.iri)
    findings = validate_quads(archive_quads(archive))
    count = {"violation": 0, "warning": 0, "info": 0}
    for finding in findings:
        count[finding.severity] += 1
        if finding.severity != "info":
            typer.echo(f"{finding.severity}: {finding.focus}: {finding.message_en}")
    documents = len(archive.documents())
    typer.echo(
        f"{documents} document{'' if documents == 1 else 's'}: {count['violation']} violations, "
        f"{count['warning']} warnings, {count['info']} notes."
    )
    raise typer.Exit(1 if count["violation"] else 3 if count["warning"] else 0)

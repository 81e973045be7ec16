"""`styrkedja validate`: look through the archive, hold its graph against the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from .options import StoreOption, store_path

if TYPE_CHECKING:
    from styrkedja.graph.archive import Condition

__all__ = ["validate"]


def validate(store: StoreOption = None) -> None:
    """Check every file of the archive, and its graph against the shapes of the ontology.

    Ends with 1 when something is wrong (damage, violation), 3 when something is doubtful
    (warning), else with 0. What is only missing (info) is counted.
    """
    from styrkedja.graph.archive import Archive, check_archive
    from styrkedja.graph.pipeline import archive_quads
    from styrkedja.graph.rdf.validation import validate as validate_quads

    archive = Archive.open(store_path(store))
    condition = check_archive(archive)
    if not condition.whole:
        _tell(condition)
        raise typer.Exit(1)
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


def _tell(found: Condition) -> None:
    if found.journal is not None:
        typer.echo(f"damaged: {found.journal}", err=True)
    for document in found.beyond:
        typer.echo(f"damaged: not certain, but its files are there: {document}", err=True)
    for name, fault in found.faults.items():
        typer.echo(
            f"damaged: {name}: {fault}; restore it from a backup, or read the document again "
            "(styrkedja ingest --again)",
            err=True,
        )

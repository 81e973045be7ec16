"""`styrkedja validate`: look through the archive, hold its graph to the shapes and the axioms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from .options import StoreOption, store_path

if TYPE_CHECKING:
    from styrkedja.graph.archive import Condition
    from styrkedja.graph.rdf.contradictions import Conflict, Statement

__all__ = ["validate"]


def validate(store: StoreOption = None) -> None:
    """Check every file of the archive, and its graph against the ontology's shapes and axioms.

    What cannot be true together is shown with the axiom, the statements and the lines they were
    read from. Ends with 1 when something is wrong (damage, violation, contradiction), 3 when
    something is doubtful (warning), else with 0. What is only missing (info) is counted.
    """
    from styrkedja.graph.archive import Archive, check_archive
    from styrkedja.graph.loading import archive_quads
    from styrkedja.graph.rdf.contradictions import find_conflicts
    from styrkedja.graph.rdf.validation import validate as validate_quads

    archive = Archive.open(store_path(store))
    condition = check_archive(archive)
    if not condition.whole:
        _tell(condition)
        raise typer.Exit(1)
    quads = list(archive_quads(archive))
    findings = validate_quads(quads)
    count = {"violation": 0, "warning": 0, "info": 0}
    for finding in findings:
        count[finding.severity] += 1
        if finding.severity != "info":
            typer.echo(f"{finding.severity}: {finding.focus}: {finding.message_en}")
    conflicts = find_conflicts(quads, base=archive.base)
    for conflict in conflicts:
        for line in _conflict_lines(conflict):
            typer.echo(line)
    documents = len(archive.documents())
    typer.echo(
        f"{documents} document{'' if documents == 1 else 's'}: {count['violation']} violations, "
        f"{count['warning']} warnings, {count['info']} notes, "
        f"{len(conflicts)} contradiction{'' if len(conflicts) == 1 else 's'}."
    )
    wrong = count["violation"] or conflicts
    raise typer.Exit(1 if wrong else 3 if count["warning"] else 0)


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


def _conflict_lines(conflict: Conflict) -> Iterator[str]:
    """Yield the axiom and the thing, the rules, and each statement with where it stands."""
    found = conflict.contradiction
    yield f"contradiction: {found.subject}: {found.axiom} ({found.kind})"
    for rule in conflict.rules:
        yield f"  by {rule}"
    for statement in conflict.statements:
        yield f"  {_words(statement)}"


def _words(statement: Statement) -> str:
    import pyoxigraph as ox

    from styrkedja.graph.rdf.rules import short

    triple = statement.triple
    names = [
        short(term.value) if isinstance(term, ox.NamedNode) else str(term)
        for term in (triple.subject, triple.predicate, triple.object)
    ]
    places = [
        f"{document} line{'' if first == last else 's'} "
        f"{first if first == last else f'{first}–{last}'}"
        for document, first, last in statement.lines
    ]
    return f"{' '.join(names)} ({'; '.join(places or statement.graphs)})"

"""`styrkedja purge`: remove a document from the archive and its history."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import StoreOption, store_path

__all__ = ["purge"]


def purge(
    document: Annotated[
        str,
        typer.Argument(
            help="The document: its IRI, municipality/key, or key where that is enough."
        ),
    ],
    store: StoreOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Remove a document for good: its original, text, facts, report and history.

    For documents that should never have been read in (secrecy, personal data). Backups made
    before are not touched. To see the names, run `styrkedja query documents`.
    """
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import Action, recorded

    archive = Archive.open(store_path(store))
    record = archive.document(document)
    if not yes:
        typer.confirm(f"Remove “{record.label}” ({record.iri}) for good?", abort=True)
    with archive.writing() as writer, recorded(archive, LOCAL, Action.PURGE):
        writer.purge(record.iri)
    typer.echo(f"{record.iri} is gone from the archive and its history.")

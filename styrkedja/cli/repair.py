"""`styrkedja repair`: go on from the last whole commit of a damaged archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path

__all__ = ["repair"]


def repair(
    aside: Annotated[
        Path,
        typer.Argument(
            help="A new folder outside the archive, for all that is taken out of it.",
            metavar="FOLDER",
        ),
    ],
    store: StoreOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
) -> None:
    """Go on from the last whole commit, when the journal is damaged and there is no backup.

    What came after that commit is not thrown away but set aside in FOLDER, the documents'
    original files among it, which can be read in again. `styrkedja validate` says first what is
    damaged; where there is a backup, `styrkedja restore` is the better way.
    """
    from styrkedja.graph.archive import Archive, check_archive, repair_archive

    archive = Archive.open(store_path(store))
    found = check_archive(archive)
    if found.journal is None:
        typer.echo("The journal is whole: nothing to repair.")
    else:
        typer.echo(f"{found.journal}", err=True)
        if not yes:
            typer.confirm(
                f"Go back to commit {found.commits} ({found.since or 'the empty archive'})?",
                abort=True,
            )
        repair_archive(archive, aside)
        typer.echo(f"The archive goes on from commit {found.commits}; the rest is in {aside}.")
        for original in sorted(aside.glob("documents/*/*/*/original")):
            typer.echo(f"to read again: styrkedja ingest --again {original}")
    for name, fault in found.faults.items():
        typer.echo(f"still damaged: {name}: {fault}", err=True)
    raise typer.Exit(1 if found.faults else 0)

"""`styrkedja restore`: make an archive of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path

__all__ = ["restore"]


def restore(
    backup: Annotated[Path, typer.Argument(help="The file that `styrkedja backup` wrote.")],
    store: StoreOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the archive that is there.")
    ] = False,
) -> None:
    """Make an archive of a backup; every checksum is compared before anything is put in place.

    Documents that were purged from the archive that is replaced are purged again; in a new folder
    what was purged after the backup was made is back. A service that is running over an archive
    that is replaced has to be started again.
    """
    from styrkedja.graph.archive import restore_archive

    place = store_path(store)
    restored = restore_archive(backup, place, replace=force)
    typer.echo(
        f"{place}: commit {restored.commit}, documents: {restored.documents}, "
        f"as backed up {restored.time}"
    )
    for iri in restored.purged:
        typer.echo(f"purged again: {iri}")

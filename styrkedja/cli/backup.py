"""`styrkedja backup`: the archive as one file, while it is served and written to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path

__all__ = ["backup"]


def backup(
    target: Annotated[
        Path,
        typer.Argument(
            help="A new file (.tar.gz), or a folder, where the file is named after time and "
            "commit.",
        ),
    ],
    store: StoreOption = None,
    keep: Annotated[
        int | None,
        typer.Option(
            help="Of the backups in the folder, keep this many and remove older ones.", min=1
        ),
    ] = None,
) -> None:
    """Write the archive as of its last commit to one file, with a checksum of every file in it.

    The archive may be served and written to meanwhile. What has been purged is not in it; backups
    made before a purge still hold what was purged. Try your backups: `styrkedja restore`.
    """
    from styrkedja.graph.archive import Archive, backup_archive, drop_old_backups

    if keep is not None and not target.is_dir():
        raise typer.BadParameter("goes with a folder as TARGET", param_hint="--keep")
    made = backup_archive(Archive.open(store_path(store)), target)
    typer.echo(f"{made.path}: commit {made.commit}, {made.files} files, {made.size} bytes")
    if keep is not None:
        for path in drop_old_backups(target, keep):
            typer.echo(f"removed: {path}")

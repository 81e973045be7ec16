"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

__all__ = ["OutputOption", "StoreOption", "store_path"]

StoreOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--store",
        help="The archive's folder; else the setting STYRKEDJA_STORE, else ./styrkedja-store.",
        show_default=False,
    ),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file instead of the screen."),
]


def store_path(store: Path | None) -> Path:
    """Return the archive's folder: as given, else as the settings say.

    Raises:
        SettingsError: A setting in the environment is not known or not valid.
    """
    from styrkedja.settings import load_settings

    return load_settings().store if store is None else store

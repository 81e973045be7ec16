"""`styrkedja visibility`: make a document public or internal."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .options import StoreOption, store_path

__all__ = ["Visibility", "visibility"]


class Visibility(StrEnum):
    """Who a document is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


def visibility(
    document: Annotated[
        str,
        typer.Argument(
            help="The document: its IRI, municipality/key, or key where that is enough."
        ),
    ],
    to: Annotated[
        Visibility | None,
        typer.Argument(help="What it is to be; without it, the command says what it is."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Make a document public or internal, or say which it is.

    An internal document, and what only it says or follows from it, is served to no one without a
    token (`styrkedja token create --scope read-internal`). A service that runs takes the change up
    by itself; what others have fetched before stays with them.
    """
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import Action, recorded

    archive = Archive.open(store_path(store))
    record = archive.document(document)
    if to is None:
        internal = archive.is_internal(record.iri)
        typer.echo(f"{record.iri} is {Visibility.INTERNAL if internal else Visibility.PUBLIC}.")
        return
    with archive.writing() as writer, recorded(archive, LOCAL, Action.VISIBILITY):
        changed = writer.set_internal(record.iri, internal=to is Visibility.INTERNAL)
    typer.echo(f"{record.iri} is {to.value}{' now' if changed else ' already'}.")

"""`styrkedja export`: the whole graph as a file that any RDF tool reads."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .options import OutputOption, StoreOption, store_path

__all__ = ["export"]


def export(
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="nquads or trig (keep graphs apart); turtle, jsonld or rdfxml."
        ),
    ] = "trig",
    store: StoreOption = None,
    output: OutputOption = None,
) -> None:
    """Write all graphs: documents, registers, what follows from them, and the ontology."""
    from styrkedja.graph.exports import check_export_format, write_export
    from styrkedja.graph.files import writing_file
    from styrkedja.graph.pipeline import open_store

    check_export_format(format)
    loaded = open_store(store_path(store))
    if output is None:
        write_export(loaded, format, sys.stdout.buffer)
        return
    with writing_file(output) as target:
        count = write_export(loaded, format, target)
    typer.echo(f"{count} triples written to {output}", err=True)

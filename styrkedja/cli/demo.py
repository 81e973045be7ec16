"""`styrkedja demo`: the bundled example documents, read and served."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["demo"]


def demo(
    store: Annotated[
        Path, typer.Option("--store", help="The demo's archive folder, made if it is missing.")
    ] = Path("demo-store"),
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; the next free one if it is taken.")
    ] = None,
    only_read: Annotated[
        bool, typer.Option("--only-read", help="Read the examples, but do not serve them.")
    ] = False,
) -> None:
    """Read the example documents of Björkvalla, which does not exist, and serve the pages."""
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.pipeline import ingest_file, input_files
    from styrkedja.settings import load_settings

    archive = Archive.open_or_create(store, load_settings().base)
    with as_file(files("styrkedja.graph").joinpath("examples")) as folder, archive.writing() as w:
        for file in input_files([folder]):
            result = ingest_file(file, archive, w)
            found = len(result.report.doubts)
            typer.echo(
                f"{result.report.label}, {result.report.municipality}: "
                f"{result.report.assignments} assignments, {found} doubts ({result.outcome})"
            )
    if only_read:
        return
    from .serve import serve

    serve(store=store, host=host, port=port)

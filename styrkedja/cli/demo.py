"""`styrkedja demo`: the bundled example documents, read and served."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from styrkedja.graph.pipeline import Ingested

__all__ = ["demo"]

_OUTCOMES = {
    "sv": {
        "new": "inläst",
        "replaced": "inläst på nytt",
        "unchanged": "oförändrad",
        "older": "orörd, nyare finns",
    },
    "en": {
        "new": "read",
        "replaced": "read again",
        "unchanged": "unchanged",
        "older": "left alone, there is a newer one",
    },
}


def demo(
    store: Annotated[
        Path, typer.Option("--store", help="The demo's archive folder, made if it is missing.")
    ] = Path("demo-store"),
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; the next free one if it is taken.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the reports: sv or en.")] = "sv",
    only_read: Annotated[
        bool, typer.Option("--only-read", help="Read the examples, but do not serve them.")
    ] = False,
) -> None:
    """Read the example documents of Björkvalla, which does not exist, and serve the pages."""
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.pipeline import ingest_file, input_files
    from styrkedja.settings import load_settings

    if lang not in _OUTCOMES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    archive = Archive.open_or_create(store, load_settings().base)
    with as_file(files("styrkedja.graph").joinpath("examples")) as folder, archive.writing() as w:
        for file in input_files([folder]):
            result = ingest_file(file, archive, w)
            typer.echo(_line(result, lang))
    if only_read:
        return
    from .serve import serve

    serve(store=store, host=host, port=port)


def _line(result: Ingested, lang: str) -> str:
    """Return what became of one document, in one line."""
    report, doubts = result.report, len(result.report.doubts)
    names = {
        "sv": (("uppdrag", "uppdrag"), ("aktivitet", "aktiviteter"), ("mål", "mål")),
        "en": (("assignment", "assignments"), ("activity", "activities"), ("goal", "goals")),
    }[lang]
    counts = (report.assignments, report.activities, report.goals)
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(counts, names, strict=True)
        if count
    ]
    doubt = ("tveksamhet", "tveksamheter") if lang == "sv" else ("doubt", "doubts")
    what = ", ".join([*parts, f"{doubts} {doubt[0] if doubts == 1 else doubt[1]}"])
    outcome = _OUTCOMES[lang][result.outcome.value]
    return f"{report.label}, {report.municipality}: {what} ({outcome})"

"""`styrkedja template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path
from .reporting import LANGUAGES

__all__ = ["template"]


def template(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The workbook to write (.xlsx).")
    ] = Path("styrkedja.xlsx"),
    municipality: Annotated[
        str | None,
        typer.Option(help="Whose bodies to choose from; needed where the archive has several."),
    ] = None,
    store: StoreOption = None,
    lang: Annotated[str, typer.Option(help="Language of the workbook: sv or en.")] = "sv",
) -> None:
    """Write an empty workbook: a row for each goal, assignment, activity, indicator, amount.

    It has the columns that are read, lists to choose kinds, statuses and forecasts from, the
    bodies of the municipality where the archive has its register, and a sheet that explains.
    Filled in, it is read with styrkedja ingest.

    Example: styrkedja template -o uppdrag-2025.xlsx
    """
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.files import writing_file
    from styrkedja.graph.rdf.iris import slug
    from styrkedja.graph.workbook import template_workbook

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    folder = store_path(store)
    registers = Archive.open(folder).registers() if store is not None or folder.exists() else ()
    known = {register.municipality.slug: register for register in registers}
    register = known.get(slug(municipality)) if municipality else None
    if register is None and not municipality and len(known) == 1:
        register = next(iter(known.values()))
    named = municipality or ""
    bodies: list[str] = []
    if register is not None:
        named = register.municipality.name
        bodies = sorted(body.name for body in register.bodies)
    with writing_file(output) as target:
        target.write(template_workbook(named, bodies, lang))
    typer.echo(f"written to {output}, with {len(bodies)} bodies to choose from", err=True)

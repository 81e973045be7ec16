"""`styrkedja review`: what is doubtful, as a workbook to be filled in and given back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path
from .reporting import LANGUAGES

__all__ = ["Wanted", "review"]


class Wanted(StrEnum):
    """What a CSV file holds."""

    FACTS = "facts"
    BODIES = "bodies"


def review(
    document: Annotated[
        str | None,
        typer.Argument(
            help="One document: its IRI, municipality/key, or key where that is enough; else all."
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The file: .xlsx or .csv."),
    ] = Path("tveksamheter.xlsx"),
    every: Annotated[
        bool, typer.Option("--all", help="All facts that can be corrected, doubtful or not.")
    ] = False,
    table: Annotated[
        Wanted, typer.Option(help="What a CSV file holds; a workbook holds both.")
    ] = Wanted.FACTS,
    lang: Annotated[str, typer.Option(help="Language of headings: sv or en.")] = "sv",
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
    store: StoreOption = None,
) -> None:
    """Write a workbook (or CSV) of doubtful facts with their passages, and of the bodies.

    Fill in the columns Beslut, Rätt värde and Varför, edit the register on the sheet Organ, and
    give the file back with `styrkedja correct`. What has been decided is left out, unless the
    document has changed since.
    """
    from styrkedja.errors import StyrkedjaError
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.corrections import body_rows, edited_register, review_rows, reviewed
    from styrkedja.graph.corrections.workbook import (
        BODY_COLUMNS,
        FACT_COLUMNS,
        review_csv,
        review_workbook,
    )
    from styrkedja.graph.files import writing_file

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    if output.suffix.lower() not in (".xlsx", ".csv"):
        raise typer.BadParameter("choose a name that ends in .xlsx or .csv", param_hint="--output")
    if output.is_file() and not force:
        raise StyrkedjaError(
            f"{output}: is there already, perhaps with somebody's answers; choose another name, "
            "or write over it with --force"
        )
    archive = Archive.open(store_path(store)).as_of_now()
    records = archive.documents() if document is None else [archive.document(document)]
    facts = [
        row
        for record in records
        for row in review_rows(reviewed(archive, record), every=every, lang=lang)
    ]
    places = sorted({record.municipality for record in records})
    edited = [one for place in places if (one := edited_register(archive, place)) is not None]
    bodies = [row for one in edited for row in body_rows(one, lang)]
    if output.suffix.lower() == ".xlsx":
        content = review_workbook(facts, bodies, lang)
    elif table is Wanted.BODIES:
        content = review_csv(BODY_COLUMNS, bodies, lang)
    else:
        content = review_csv(FACT_COLUMNS, facts, lang)
    with writing_file(output) as target:
        target.write(content)
    typer.echo(f"{output}: {len(facts)} facts to look at, {len(bodies)} bodies.")

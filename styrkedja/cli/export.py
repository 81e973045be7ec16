"""`styrkedja export`: the whole graph as RDF, or documents as workbooks to edit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import OutputOption, StoreOption, store_path
from .reporting import LANGUAGES

if TYPE_CHECKING:
    from styrkedja.graph.rdf.store import Store

__all__ = ["export"]

_SHEETS = ("xlsx", "csv")


def export(
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="nquads or trig (keep graphs apart); turtle, jsonld or rdfxml; xlsx or csv (one "
            "document, to be edited and read again).",
        ),
    ] = "trig",
    document: Annotated[
        str | None,
        typer.Option(
            help="With xlsx and csv: the document, by the last part of its IRI or its title."
        ),
    ] = None,
    store: StoreOption = None,
    output: OutputOption = None,
    lang: Annotated[
        str, typer.Option(help="With xlsx and csv: language of columns, sv or en.")
    ] = "sv",
) -> None:
    """Write all graphs: documents, registers, what follows from them, and the ontology.

    As xlsx or csv: documents in the shape of styrkedja template, a row a thing. Edited and read
    with styrkedja ingest, such a file replaces the document, with just what was changed. Without
    --document all documents are written, each to a file of its own in the folder of --output.
    """
    from styrkedja.graph.exports import check_export_format, write_export
    from styrkedja.graph.files import writing_file
    from styrkedja.graph.loading import open_store

    if format in _SHEETS:
        if lang not in LANGUAGES:
            raise typer.BadParameter("choose sv or en", param_hint="--lang")
        _export_documents(open_store(store_path(store)), format, document, output, lang)
        return
    check_export_format(format)
    if document is not None:
        raise typer.BadParameter("only with --format xlsx or csv", param_hint="--document")
    loaded = open_store(store_path(store))
    if output is None:
        write_export(loaded, format, sys.stdout.buffer)
        return
    with writing_file(output) as target:
        count = write_export(loaded, format, target)
    typer.echo(f"{count} triples written to {output}", err=True)


def _export_documents(
    store: Store, format: str, name: str | None, output: Path | None, lang: str
) -> None:
    """Write one document to a file or the screen, or all to a folder.

    Raises:
        ParameterError: No document has that name.
    """
    from styrkedja.graph.files import writing_file
    from styrkedja.graph.records import load_documents
    from styrkedja.graph.workbook import (
        contents_csv,
        contents_of,
        contents_workbook,
        document_named,
    )

    written = contents_workbook if format == "xlsx" else contents_csv
    documents = load_documents(store) if name is None else (document_named(store, name),)
    if len(documents) != 1 and (output is None or output.suffix):
        names = ", ".join(one.iri.rpartition("/")[2] for one in documents)
        raise typer.BadParameter(
            f"there are {len(documents)} documents ({names}); choose one with --document, or give "
            "a folder for all of them with --output"
        )
    for one in documents:
        contents = contents_of(store, one, lang)
        content = written(contents, lang)
        figures = sum(len(contents.rows.get(sheet, ())) for sheet in ("indicators", "finance"))
        if format == "csv" and figures:
            typer.echo(
                f"{one.label}: {figures} values and amounts are left out, for CSV holds one table; "
                "read again, the file takes them from the document (xlsx keeps them)",
                err=True,
            )
        if output is None:
            sys.stdout.buffer.write(content)
            return
        file = output
        if not output.suffix or output.is_dir():
            output.mkdir(parents=True, exist_ok=True)
            municipality = one.municipality.rpartition("/")[2]
            file = output / f"{municipality}-{one.iri.rpartition('/')[2]}.{format}"
        with writing_file(file) as target:
            target.write(content)
        typer.echo(f"{one.label}: written to {file}", err=True)

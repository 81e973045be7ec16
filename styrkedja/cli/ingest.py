"""`styrkedja ingest`: read documents into the archive, with a report on each."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from .options import StoreOption, store_path
from .reporting import LANGUAGES, report_lines, summary_line

__all__ = ["ingest"]


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, or folders whose .txt and .md files are read.", metavar="PATH…"
        ),
    ],
    store: StoreOption = None,
    municipality: Annotated[
        str | None,
        typer.Option(help="The municipality's name, for documents that do not say it."),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(help="The body whose follow-up it is, for documents that do not say it."),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option(help="A TOML file with words of these documents: columns, labels, statuses."),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Take in a version again that a newer one has replaced."),
    ] = False,
    internal: Annotated[
        bool | None,
        typer.Option(
            "--internal/--public",
            help="Not for the public, or for it. Else as the document is; a new one as the "
            "setting STYRKEDJA_VISIBILITY says.",
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the reports: sv or en.")] = "sv",
) -> None:
    """Read documents into the archive; for each a report of what was read and what is doubtful.

    The same document read again changes nothing; a newer version of it replaces its facts. A file
    that is refused leaves the archive as it was. Ends with 0 when all is well, 3 when something
    is doubtful or contradicts itself, 1 when a file was refused.
    """
    from styrkedja.errors import ArchiveError, StyrkedjaError
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.pipeline import Given, ingest_file, input_files
    from styrkedja.graph.profiles import read_profile
    from styrkedja.settings import load_settings

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    given = Given(municipality, body, None if profile is None else read_profile(profile))
    files = list(input_files(paths))
    settings = load_settings()
    read = partial(
        ingest_file,
        again=again,
        internal=internal,
        internal_when_new=settings.visibility == "internal",
    )
    archive = Archive.open_or_create(store_path(store), settings.base)
    refused = doubtful = 0
    with archive.writing() as writer:
        for number, file in enumerate(files, start=1):
            _progress(number, len(files), file)
            try:
                result = read(file, archive, writer, given)
            except ArchiveError:
                raise
            except StyrkedjaError as error:
                refused += 1
                _progress_done()
                typer.echo(f"styrkedja: refused: {error}", err=True)
                continue
            _progress_done()
            typer.echo("\n".join(report_lines(result, lang)))
            doubtful += bool(result.report.doubts)
    if len(files) > 1:
        done = len(files) - refused
        typer.echo(summary_line(done, len(files), doubtful, lang))
    raise typer.Exit(1 if refused else 3 if doubtful else 0)


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K[{number}/{total}] {file.name}")
        sys.stderr.flush()


def _progress_done() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()

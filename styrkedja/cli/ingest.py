"""`styrkedja ingest`: read documents into the archive, with a report on each."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from styrkedja.errors import ReadingError, StyrkedjaError

from .options import StoreOption, store_path
from .reporting import LANGUAGES, report_lines, summary_line

__all__ = ["ingest"]

_REFUSED = {"sv": "avvisad", "en": "refused"}


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files, or folders whose documents are read: PDF, Word, Excel, HTML, CSV, text.",
            metavar="PATH…",
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
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many documents are read at once.")
    ] = 1,
    lang: Annotated[str, typer.Option(help="Language of the reports: sv or en.")] = "sv",
) -> None:
    """Read documents into the archive; for each a report of what was read and what is doubtful.

    The same document read again changes nothing, and is not even looked into when it was read
    with this version and these options; so a folder that was cut off goes on where it stopped. A
    newer version of a document replaces its facts. A file that is refused leaves the archive as
    it was and does not hurt the others: each is read in a process of its own, with limits
    (STYRKEDJA_READ_SECONDS, STYRKEDJA_READ_MEMORY). Ends with 0 when all is well, 3 when something
    is doubtful or contradicts itself, 1 when a file was refused.
    """
    from styrkedja.errors import ArchiveError
    from styrkedja.graph.access import LOCAL
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import Action, recorded
    from styrkedja.graph.intake import Intake
    from styrkedja.graph.pipeline import Given, input_files
    from styrkedja.graph.profiles import read_profile
    from styrkedja.graph.readers import Readers, ReadLimits
    from styrkedja.settings import load_settings

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    if profile is not None:
        read_profile(profile)  # an error in it is told before anything is read
    given = Given(municipality, body)
    counted = Counter[str]()
    files: list[Path] = []
    for path in paths:
        try:
            files += input_files([path])
        except ReadingError as error:
            _refused(error, lang, counted)
    if not files:
        raise typer.Exit(1)
    left_out = counted["refused"]
    settings = load_settings()
    limits = ReadLimits(settings.read_seconds, settings.read_memory)
    archive = Archive.open_or_create(store_path(store), settings.base)
    with (
        archive.writing() as writer,
        recorded(archive, LOCAL, Action.UPLOAD),
        Readers.open(max(1, min(workers, len(files))), limits, given, profile) as readers,
    ):
        intake = Intake(
            archive,
            writer,
            readers,
            again=again,
            internal=internal,
            internal_when_new=settings.visibility == "internal",
        )
        for number, (file, result) in enumerate(intake.files(files), start=1):
            _progress_done()
            if isinstance(result, ArchiveError):
                raise result
            if isinstance(result, StyrkedjaError):
                _refused(result, lang, counted)
            else:
                counted[result.outcome.value] += 1
                counted["doubtful"] += bool(result.report.doubts)
                typer.echo("\n".join(report_lines(result, lang)))
            if number < len(files):
                _progress(number, len(files), file)
    _progress_done()
    total = len(files) + left_out
    if total > 1:
        typer.echo(summary_line(counted, total, lang))
    raise typer.Exit(1 if counted["refused"] else 3 if counted["doubtful"] else 0)


def _refused(error: StyrkedjaError, lang: str, counted: Counter[str]) -> None:
    """Tell why a file was refused, and count it."""
    counted["refused"] += 1
    told = error.text(lang) if isinstance(error, ReadingError) else str(error)
    typer.echo(f"styrkedja: {_REFUSED[lang]}: {told}", err=True)


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K[{number}/{total}] {file.name}")
        sys.stderr.flush()


def _progress_done() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()

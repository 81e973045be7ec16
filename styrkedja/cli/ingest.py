"""`styrkedja ingest`: read documents into the archive, with a report on each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import StoreOption, store_path

if TYPE_CHECKING:
    from styrkedja.graph.archive import Archive, Writer
    from styrkedja.graph.pipeline import Ingested
    from styrkedja.graph.report import Report

__all__ = ["ingest"]

_STATUS_WORDS = {
    "completed": "completed",
    "ongoing": "ongoing",
    "on-hold": "on hold",
    "not-started": "not started",
    "remaining": "remaining",
    "cancelled": "cancelled",
    "": "without a known status",
}


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
    again: Annotated[
        bool,
        typer.Option("--again", help="Take in a version again that a newer one has replaced."),
    ] = False,
) -> None:
    """Read documents into the archive; for each a report of what was read and what is doubtful.

    The same document read again changes nothing; a newer version of it replaces its facts. A file
    that is refused leaves the archive as it was. Ends with 0 when all is well, 3 when something
    is doubtful or contradicts itself, 1 when a file was refused.
    """
    from styrkedja.errors import ArchiveError, StyrkedjaError
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.pipeline import input_files
    from styrkedja.settings import load_settings

    files = list(input_files(paths))
    archive = Archive.open_or_create(store_path(store), load_settings().base)
    refused = doubtful = 0
    with archive.writing() as writer:
        for number, file in enumerate(files, start=1):
            _progress(number, len(files), file)
            try:
                result = _read(file, archive, writer, municipality, again=again)
            except ArchiveError:
                raise
            except StyrkedjaError as error:
                refused += 1
                _progress_done()
                typer.echo(f"styrkedja: refused: {error}", err=True)
                continue
            _progress_done()
            _print_report(result)
            doubtful += bool(result.report.doubts)
    if len(files) > 1:
        read = len(files) - refused
        typer.echo(f"{read} of {len(files)} documents read, {doubtful} with doubts.")
    raise typer.Exit(1 if refused else 3 if doubtful else 0)


def _read(
    file: Path, archive: Archive, writer: Writer, municipality: str | None, *, again: bool
) -> Ingested:
    from styrkedja.graph.pipeline import ingest_file

    return ingest_file(file, archive, writer, municipality=municipality, again=again)


def _print_report(result: Ingested) -> None:
    """Print the report on one document."""
    report = result.report
    outcome = {
        "new": "read",
        "replaced": "read; replaces the earlier version",
        "unchanged": "unchanged; nothing written",
        "older": "left alone: a newer version has replaced it (--again takes it in again)",
    }[result.outcome.value]
    typer.echo(f"{result.path}: {outcome}")
    typer.echo(f"  {report.label}, {report.municipality} ({report.line_count} lines)")
    typer.echo(f"  {result.iri}")
    if report.as_of:
        typer.echo(f"  period {report.period}, as of {report.as_of}")
    for line in _what_was_read(report):
        typer.echo(f"  {line}")
    _print_totals(report)
    against = [doubt for doubt in report.doubts if doubt.contradiction]
    other = [doubt for doubt in report.doubts if not doubt.contradiction]
    for heading, doubts in (("Contradicts itself", against), ("Doubtful", other)):
        if doubts:
            typer.echo(f"  {heading} ({len(doubts)}):")
        for doubt in doubts:
            about = f"{doubt.title}: " if doubt.title else ""
            typer.echo(f"    {_lines(doubt.lines)}{about}{doubt.en}")
    if report.unread:
        typer.echo(f"  Running text not read as facts: lines {_ranges(report.unread)}")


def _what_was_read(report: Report) -> list[str]:
    by_bodies = ", ".join(
        f"{count} with {_number(bodies, 'board')}" for bodies, count in report.by_bodies
    )
    by_status = ", ".join(f"{count} {_STATUS_WORDS[word]}" for word, count in report.by_status)
    lines = []
    if report.goals:
        lines.append(_number(report.goals, "overarching goal"))
    lines.append(f"{_number(report.assignments, 'assignment')}: {by_status}")
    if len(report.by_heading) > 1:
        for heading, count in report.by_heading:
            lines.append(f"  {count} under “{heading}”" if heading else f"  {count} under none")
    lines.append(
        f"{_number(report.responsibilities, 'responsibility', 'responsibilities')} of "
        f"{_number(report.bodies, 'board')}: {by_bodies}"
    )
    lines.append(_number(report.comments, "comment"))
    if report.indicators:
        values = _number(report.values, "value")
        lines.append(f"{_number(report.indicators, 'indicator')} with {values}")
    return lines


def _print_totals(report: Report) -> None:
    if not report.totals:
        return
    agreeing = sum(1 for total in report.totals if total.stated == total.counted)
    typer.echo(
        f"  {_number(len(report.totals), 'total')} stated by the document; {agreeing} agree with "
        "what was counted"
    )


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _lines(lines: tuple[tuple[int, int], ...]) -> str:
    if not lines:
        return ""
    word = "line" if len(lines) == 1 and lines[0][0] == lines[0][1] else "lines"
    return f"{word} {_ranges(lines)}: "


def _ranges(lines: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in lines)


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K[{number}/{total}] {file.name}")
        sys.stderr.flush()


def _progress_done() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()

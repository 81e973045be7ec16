"""`styrkedja audit`: who wrote what to the archive, and when."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .options import StoreOption, store_path
from .reporting import LANGUAGES

if TYPE_CHECKING:
    from styrkedja.graph.audit import Entry

__all__ = ["AuditForm", "audit"]


class AuditForm(StrEnum):
    """The form of the log."""

    TABLE = "table"
    TURTLE = "ttl"
    N_QUADS = "nq"


def audit(
    form: Annotated[
        AuditForm,
        typer.Option("--format", "-f", help="A table to read, or PROV as Turtle or N-Quads."),
    ] = AuditForm.TABLE,
    lang: Annotated[str, typer.Option(help="Language of the table: sv or en.")] = "sv",
    store: StoreOption = None,
) -> None:
    """List what was written to the archive, and what was refused: when, by whom, which documents.

    By whom is the name of a token, or "local" for this machine. Documents that have been purged
    since are not named. The log is not in backups. Ends with 3 when lines of it are damaged.
    """
    from styrkedja.graph.archive import Archive
    from styrkedja.graph.audit import AuditLog, audit_file, documents_written

    if lang not in LANGUAGES:
        raise typer.BadParameter("choose sv or en", param_hint="--lang")
    archive = Archive.open(store_path(store))
    entries, damaged = AuditLog(archive.path).entries()
    if form is AuditForm.TABLE:
        from .screen import console_of, rich_table

        written = documents_written(archive, entries)
        rows = [_row(one, written[one.id], archive.base) for one in entries]
        rich_table(console_of(wide=False), _HEADINGS[lang], rows)
    else:
        sys.stdout.buffer.write(audit_file(archive, entries, form.value))
    if damaged:
        typer.echo(f"styrkedja: {damaged} lines of the log are damaged and left out", err=True)
        raise typer.Exit(3)


_HEADINGS = {
    "sv": ("när", "vem", "vad", "hur", "dokument"),
    "en": ("when", "who", "what", "how", "documents"),
}


def _row(entry: Entry, documents: tuple[str, ...], base: str) -> tuple[str, ...]:
    how = entry.outcome.value + (f" ({entry.reason})" if entry.reason else "")
    how += f" ×{entry.count}" if entry.count > 1 else ""
    what = f"{entry.action.value} {entry.token}".strip()
    named = ", ".join(iri.removeprefix(base) for iri in documents)
    return entry.started[:19].replace("T", " "), entry.agent, what, how, named

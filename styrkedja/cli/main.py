"""The commands, and what happens to errors: one line that says what to do, and an exit code.

Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 done with doubts.
"""

from __future__ import annotations

import os
import sys

import typer

from styrkedja import __version__
from styrkedja.errors import StyrkedjaError

from .analyse import analyse
from .audit import audit
from .backup import backup
from .boards import boards
from .correct import correct
from .corrections import corrections
from .demo import demo
from .export import export
from .ingest import ingest
from .profile import profile
from .purge import purge
from .queries import queries
from .query import query
from .repair import repair
from .restore import restore
from .review import review
from .serve import serve
from .template import template
from .token import token
from .validate import validate
from .visibility import visibility

__all__ = ["app", "main"]

app = typer.Typer(
    name="styrkedja",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help=(
        "How a public body's goals become work, and who carries it: reads steering documents "
        "into a knowledge graph and asks it.\n\n"
        "Start with `styrkedja ingest REPORT.txt`, then `styrkedja boards` or `styrkedja serve`."
    ),
)


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="Show the version and end."),
) -> None:
    if version:
        typer.echo(f"styrkedja {__version__}")
        raise typer.Exit


for _command in (
    demo,
    ingest,
    profile,
    template,
    boards,
    query,
    queries,
    export,
    review,
    correct,
    corrections,
    validate,
    repair,
    backup,
    restore,
    purge,
    visibility,
    audit,
    serve,
):
    app.command()(_command)
app.add_typer(analyse)
app.add_typer(token)


def main() -> None:
    """Run the command line; errors of ours end it with one line on stderr and exit code 1."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except StyrkedjaError as error:
        typer.echo(f"styrkedja: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (for example `| head`): nothing is left to say.
        _discard_output()
        sys.exit(1)
    except OSError as error:
        _discard_output()
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"styrkedja: {where}{error.strerror or error}", err=True)
        sys.exit(1)


def _discard_output() -> None:
    """Let what is still to be written to a broken standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

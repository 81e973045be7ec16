"""What the commands put on the screen or into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["UNKNOWN", "console_of", "deliver", "number_text", "rich_table", "worded_errors"]

UNKNOWN = "–"
_WIDE = 220  # Columns for a file or a pipe, where nobody sees where lines break.


def console_of(*, wide: bool) -> Console:
    """Return the console that tables are drawn on, without colours.

    Args:
        wide: Whether lines may be longer than the screen, as when they go to a file.
    """
    from rich.console import Console

    narrow = sys.stdout.isatty() and not wide
    return Console(width=None if narrow else _WIDE, color_system=None, highlight=False)


def rich_table(
    console: Console,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str | None = None,
    right: Iterable[int] = (),
) -> None:
    """Draw a table.

    Args:
        console: Where.
        headings: The columns' headings.
        rows: The cells; empty ones are shown as unknown.
        title: What stands above.
        right: The columns (from 0) whose cells are numbers, aligned to the right.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    numbers = frozenset(right)
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for place, heading in enumerate(headings):
        table.add_column(
            Text(heading), justify="right" if place in numbers else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell or UNKNOWN) for cell in row))
    console.print(table)


def number_text(number: str, lang: str) -> str:
    """Return a number as people write it: in Swedish with a decimal comma and a minus sign.

    >>> number_text("-0.5", "sv"), number_text("-0.5", "en")
    ('−0,5', '-0.5')
    """
    return number.replace("-", "−").replace(".", ",") if lang == "sv" else number


def deliver(content: bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from styrkedja.graph.files import writing_file

    with writing_file(output) as target:
        target.write(content)
    typer.echo(f"written to {output}", err=True)


@contextmanager
def worded_errors(lang: str) -> Iterator[None]:
    """Within it, a value that does not fit is refused in Swedish where "sv" is asked for."""
    from styrkedja.errors import ParameterError

    try:
        yield
    except ParameterError as error:
        if lang != "sv" or error.sv is None:
            raise
        raise ParameterError(error.sv, sv=error.sv) from error

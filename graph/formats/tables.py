"""Tables → lines, in the forms that the layouts' readers understand.

A table of numbers, or whose rows are things, becomes one line a row, its cells between bars. Where
cells hold lists or titles with a text below, cells follow each other as in a PDF's text, for a
line could not keep what begins where. A table of two columns is labels and values, or a head and
texts below each other.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .rendition import Rendering

__all__ = ["Cell", "Row", "add_table", "add_text", "mended"]

WIDTH = 96  # characters a line, as documents are printed
_NARROW = 44  # characters a line of a first column
_FIRST = 18  # where cells follow each other and a first column spans several rows
_LABEL = 40
_VALUE = 160
_NUMBER = re.compile(r"[-−–+]?\s?\d[\d\s .,]*\s?%?|[-–—]|")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣·∙*–—-]|o(?= ))\s*(?=\S)")
_HYPHEN = re.compile(r"[^\W\d_]{2,}-$")
_AFTER_A_REAL_HYPHEN = re.compile(r"(?:och|eller|samt|respektive|resp|till|som)\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Args:
        paragraphs: Its paragraphs; each may hold line ends where lines were printed apart.
    """

    paragraphs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its text on one line; words that a line's end broke are mended."""
        return mended([line for part in self.paragraphs for line in part.split("\n")])

    @property
    def lines(self) -> list[str]:
        """Its lines as printed."""
        return [line for part in self.paragraphs for line in part.split("\n")]

    @property
    def listed(self) -> bool:
        """Whether it holds a list after other text, or a title with a text below."""
        return sum(1 for line in self.lines if _BULLET.match(line)) > 0 and not (
            len(self.paragraphs) == 1 and _BULLET.match(self.lines[0])
        )


Row = Sequence[Cell]


def mended(lines: Sequence[str]) -> str:
    """Return lines as one, end-of-line hyphens mended where they are surely not real.

    Example:
        >>> mended(["Kultur- och", "fritids-", "nämnden"])
        'Kultur- och fritidsnämnden'
    """
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        broken = _HYPHEN.search(text) and line[0].islower()
        if broken and not _AFTER_A_REAL_HYPHEN.match(line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def add_text(rendering: Rendering, text: str, *, width: int = WIDTH) -> None:
    """Add a paragraph, broken into lines of some width."""
    rendering.paragraph(_wrapped(text, width))


def _wrapped(text: str, width: int) -> list[str]:
    return [
        line
        for part in text.split("\n")
        for line in textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False)
    ]


def add_table(
    rendering: Rendering, rows: Sequence[Row], begins: Callable[[int], None] | None = None
) -> None:
    """Add a table.

    Args:
        rendering: Where to add it.
        rows: Its rows, each with as many cells as there are columns.
        begins: Called with the index of each row right before its lines are added, so that the
            caller can say where it stands.
    """
    kept = [(index, row) for index, row in enumerate(rows) if any(cell.text for cell in row)]
    columns = [at for at in range(len(rows[0]) if rows else 0)
               if any(row[at].text for _, row in kept)]  # fmt: skip
    table = [(index, [row[at] for at in columns]) for index, row in kept]
    begins = begins or (lambda _: None)
    rendering.blank()
    if len(columns) == 1:
        for index, row in table:
            begins(index)
            for paragraph in row[0].paragraphs:
                rendering.paragraph(_wrapped(paragraph, WIDTH))
    elif len(columns) == 2 and not _numbers(table):
        _add_two(rendering, table, begins)
    elif _flows(table):
        _add_cells(rendering, table, begins)
    else:
        _add_rows(rendering, table, begins)
    rendering.blank()


_Table = Sequence[tuple[int, Row]]


def _numbers(table: _Table) -> bool:
    """Return whether the last column holds numbers, below a head."""
    told = [row[-1].text for _, row in table[1:]]
    return bool(told) and sum(1 for text in told if _NUMBER.fullmatch(text)) * 2 > len(told)


def _flows(table: _Table) -> bool:
    """Return whether a cell but the last of a row holds more than one line of bars can say."""
    return any(cell.listed for _, row in table[1:] for cell in row[:-1]) or any(
        len(row[0].paragraphs) > 1 for _, row in table[1:]
    )


def _add_rows(rendering: Rendering, table: _Table, begins: Callable[[int], None]) -> None:
    for index, row in table:
        begins(index)
        texts = (cell.text.replace("|", "¦") for cell in row)
        rendering.line(f"| {' | '.join(texts)} |")


def _add_two(rendering: Rendering, table: _Table, begins: Callable[[int], None]) -> None:
    first = [row[0].text for _, row in table]
    second = [row[1].text for _, row in table]
    labels = all(len(text) <= _LABEL for text in first) and (
        sum(1 for text in second if len(text) <= _VALUE) * 2 > len(second)
    )
    head = not labels and len(first[0]) <= _LABEL and len(second[0]) <= _LABEL
    for number, (index, row) in enumerate(table):
        begins(index)
        label, value = row
        if labels and label.text and value.text:
            told = ", ".join(part.strip(" ,") for part in value.lines if part.strip(" ,"))
            told = told if len(told) <= _VALUE and _names(value) else value.text
            rendering.paragraph(_wrapped(f"{label.text.rstrip(':')}: {told}", WIDTH))
        elif head and number == 0:
            rendering.paragraph([f"{label.text} {value.text}"])
        else:
            _add_cell(rendering, label, _NARROW)
            _add_cell(rendering, value, WIDTH)


def _names(cell: Cell) -> bool:
    """Return whether the paragraphs of a cell are names, one each, and no running text."""
    return len(cell.paragraphs) > 1 and all(
        len(part) <= _LABEL * 2 and not part.rstrip().endswith(".") for part in cell.paragraphs
    )


def _add_cells(rendering: Rendering, table: _Table, begins: Callable[[int], None]) -> None:
    """Add cell after cell, as a PDF's text has them.

    A cell of one line and the next one stand on one line; a blank line follows a taller cell.
    """
    widths = _widths(table)
    for number, (index, row) in enumerate(table):
        begins(index)
        if number == 0:
            rendering.paragraph([" ".join(cell.text for cell in row if cell.text)])
            continue
        line = ""
        for cell, width in zip(row, widths, strict=True):
            lines = [line for part in cell.paragraphs for line in _wrapped(part, width)]
            if len(lines) > 1:
                rendering.line(f"{line}{lines[0]}")
                for other in lines[1:]:
                    rendering.line(other)
                rendering.blank()
                line = ""
            elif lines:
                line = f"{line}{lines[0]} "
        if line:
            rendering.line(line)
            rendering.blank()


def _widths(table: _Table) -> list[int]:
    """Return how many characters wide each column is: by its longest text, within bounds."""
    longest = [max(len(row[at].text) for _, row in table) for at in range(len(table[0][1]))]
    widths = [min(_NARROW, max(9, round(2.2 * size**0.5))) for size in longest]
    return [min(widths[0], _FIRST), *widths[1:]]


def _add_cell(rendering: Rendering, cell: Cell, width: int) -> None:
    for paragraph in cell.paragraphs:
        rendering.paragraph(_wrapped(paragraph, width))

"""A matrix as a picture: rows and columns with names, cells with numbers, shades and hatching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import HATCH, Ink, cut, frame, n, rect, text, text_width, wrapped

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "MatrixCell", "matrix_svg"]

MOST_ROWS, MOST_COLUMNS = 60, 40
"""What a picture holds at most; more is for a table."""

_WIDE, _HIGH, _LABEL = 40.0, 30.0, 330.0
_MARGIN, _TURN = 16.0, -50.0
_PALEST, _DARKEST = 0.08, 0.42  # With these the numbers stand out from the shade, also in grey.


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell.

    Args:
        words: What stands in it, a number or a sign; may be empty.
        title: What it means, in a sentence.
        shade: From 0 (palest) to 1 (darkest); None for no shade.
        hatched: Whether it is hatched, for what is not known.
    """

    words: str
    title: str = ""
    shade: float | None = None
    hatched: bool = False


def matrix_svg(
    name: str,
    *,
    title: str,
    description: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[MatrixCell]],
    legend: Sequence[tuple[MatrixCell, str]] = (),
    note: str = "",
    standalone: bool = False,
) -> str:
    """Return a matrix as one `<svg>` element, at most `MOST_ROWS` × `MOST_COLUMNS`.

    Args:
        name: The picture's name.
        title: What it shows; stands above.
        description: What is to be seen, for those who cannot see it.
        rows: The rows' names.
        columns: The columns' names.
        cells: The cells, row by row.
        legend: Examples of cells and what they mean.
        note: A line under the legend.
        standalone: For a file of its own.
    """
    ink = Ink(standalone=standalone)
    label = min(max((text_width(row, 12) for row in rows), default=0) + 4, _LABEL)
    left = _MARGIN + label + 8
    # Turned names rise by about three quarters of their length.
    heads = [cut(column, 270) for column in columns]
    rise = max((text_width(head) for head in heads), default=0) * 0.7 + 22
    top = _MARGIN + 30 + rise
    drawn = [text(_MARGIN, _MARGIN + 14, title, size=17, bold=True)]
    for place, head in enumerate(heads):
        x = left + place * _WIDE + _WIDE / 2 + 4
        drawn.append(text(x, top - 8, head, turn=_TURN))
    for number, row in enumerate(rows):
        y = top + number * _HIGH
        lines = wrapped(row, label, 2, 12)
        first = y + _HIGH / 2 + 4 - (len(lines) - 1) * 7
        drawn += [
            text(left - 8, first + place * 14, line, anchor="end", size=12)
            for place, line in enumerate(lines)
        ]
        for place, cell in enumerate(cells[number]):
            drawn += _cell(left + place * _WIDE, y, cell, ink)
    bottom = top + len(rows) * _HIGH
    right = left + len(columns) * _WIDE
    wide = max(right, _MARGIN + text_width(title, 17)) + _MARGIN
    if heads:
        wide = max(wide, right + text_width(heads[-1]) * 0.65 + _MARGIN)
    drawn_legend, bottom = _legend(legend, bottom + 20, wide, ink)
    drawn += drawn_legend
    for line in wrapped(note, wide - 2 * _MARGIN, 3, 12) if note else []:
        drawn.append(text(_MARGIN, bottom + 16, line, size=12))
        bottom += 16
    return frame(name, title, description, (wide, bottom + _MARGIN), drawn, ink)


def _cell(x: float, y: float, cell: MatrixCell, ink: Ink) -> list[str]:
    drawn = [rect(x, y, _WIDE, _HIGH, fill=ink.surface, ink=ink, title=cell.title)]
    if cell.shade is not None:
        depth = _PALEST + (_DARKEST - _PALEST) * min(max(cell.shade, 0.0), 1.0)
        drawn.append(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(_WIDE)}" height="{n(_HIGH)}"'
            f' fill="{ink.fill}" fill-opacity="{depth:.2f}" pointer-events="none"/>'
        )
    if cell.hatched:
        drawn.append(
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(_WIDE)}" height="{n(_HIGH)}"'
            f' fill="url(#{HATCH})" pointer-events="none"/>'
        )
    if cell.words:
        drawn.append(text(x + _WIDE / 2, y + _HIGH / 2 + 4.5, cell.words, anchor="middle"))
    return drawn


def _legend(
    legend: Sequence[tuple[MatrixCell, str]], y: float, wide: float, ink: Ink
) -> tuple[list[str], float]:
    """Return the examples in rows, and where the last row ends."""
    drawn: list[str] = []
    x = _MARGIN
    for cell, words in legend:
        needs = _WIDE + 8 + text_width(words) + 22
        if x > _MARGIN and x + needs > wide - _MARGIN:
            x, y = _MARGIN, y + _HIGH + 8
        drawn += _cell(x, y, cell, ink)
        drawn.append(text(x + _WIDE + 8, y + _HIGH / 2 + 4.5, words))
        x += needs
    return drawn, y + (_HIGH if legend else 0)

"""Tables of a PDF's page, told from its ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page
from pdfplumber.table import Table

from .pdf_lines import Word, lines_of
from .tables import Cell

__all__ = ["Ruled", "ruled_tables"]

_LEAST_RULES = 4
_MOST_RULES = 20_000
_SAME = 4.0  # points that edges of one column may differ by
_GAP = 1.3  # of the usual distance of lines: more parts paragraphs
_BULLETS = frozenset("•●▪◦‣·∙–-*o")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table on one page.

    Args:
        rows: Its rows; each has as many cells as there are columns, merged ones once.
        lefts: Where its columns begin, in points.
        top: Where it begins, in points from the page's top.
        bottom: Where it ends.
    """

    rows: tuple[tuple[Cell, ...], ...]
    lefts: tuple[float, ...]
    top: float
    bottom: float

    def goes_on(self, other: Ruled) -> bool:
        """Return whether another table has the same columns."""
        return len(self.lefts) == len(other.lefts) and all(
            abs(a - b) <= _SAME for a, b in zip(self.lefts, other.lefts, strict=True)
        )


def ruled_tables(page: Page, words: Sequence[Word], usual: float) -> tuple[list[Ruled], list[Word]]:
    """Return the tables of a page, from top to bottom, and the words outside them.

    Args:
        page: The page.
        words: All its words.
        usual: The usual distance of lines, as a share of their height.
    """
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if not _LEAST_RULES <= rules <= _MOST_RULES:
        return [], list(words)
    found: list[Ruled] = []
    rest = list(words)
    for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
        left, top, right, bottom = table.bbox
        inside = [w for w in rest if left <= (w.left + w.right) / 2 <= right
                  and top <= w.middle <= bottom]  # fmt: skip
        ruled = _ruled(table, inside, usual)
        if ruled is not None:
            found.append(ruled)
            held = set(map(id, inside))
            rest = [word for word in rest if id(word) not in held]
    return found, rest


def _ruled(table: Table, words: Sequence[Word], usual: float) -> Ruled | None:
    """Return a table, or None when it is a frame around text."""
    rows = []
    for row in table.rows:
        rows.append(tuple(Cell() if box is None else _cell(box, words, usual) for box in row.cells))
    columns = {at for row in rows for at, cell in enumerate(row) if cell.paragraphs}
    if len(columns) < 2:
        return None
    lefts = tuple(
        min(box[0] for row in table.rows for box in [row.cells[at]] if box is not None)
        for at in range(len(rows[0]))
        if any(row.cells[at] is not None for row in table.rows)
    )
    return Ruled(tuple(rows), lefts, table.bbox[1], table.bbox[3])


def _cell(box: tuple[float, float, float, float], words: Sequence[Word], usual: float) -> Cell:
    """Return what stands in a cell; wide gaps and signs of lists part its paragraphs."""
    left, top, right, bottom = box
    own = [w for w in words if left <= (w.left + w.right) / 2 < right and top <= w.middle < bottom]
    paragraphs: list[str] = []
    below = 0.0
    for line in lines_of(own):
        high = max(line.bottom - line.top, 1.0)
        gap = line.bottom - below > _GAP * max(usual, 1.0) * high
        begins = line.words[0].text in _BULLETS and len(line.words) > 1
        if not paragraphs or gap or begins:
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += f"\n{line.text}"
        below = line.bottom
    return Cell(tuple(paragraphs))

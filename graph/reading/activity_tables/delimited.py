"""Tables whose rows are one line each, their cells parted by bars, tabs or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..lines import Line
from .blocks import bullet_of
from .cells import Cells
from .columns import Head
from .markers import marker_of
from .row import GoalText, Row
from .sections import Section
from .tokens import Token, Tokens, tokens_of

__all__ = ["read_delimited"]

_GAP = re.compile(r"\t+| {2,}")
_RULE = re.compile(r"[\s|:=+-]+")
_LONGEST = 20_000
_PROBED = 40
_PLAIN = {"board", "date", "status"}


def read_delimited(
    lines: Sequence[Line],
    head: Head,
    words: ActivityTableWords,
    tokens: Tokens,
    sections: dict[int, Section | None],
    *,
    bulleted: bool,
) -> tuple[list[Row | GoalText], set[int]]:
    """Return the rows of a table and the numbers of its lines; none where rows are no lines.

    Args:
        lines: The lines after the table's head, up to the next head or heading.
        head: The table's head.
        words: Signs of bullets, markers.
        tokens: Recognises what stands in cells.
        sections: Number of each line → the headings it stands under.
        bulleted: Whether activities have bullets in the document's tables of this kind.
    """
    printed = next((line for line in lines if line.number in head.numbers), None)
    body = [line for line in lines if line.text and line.number not in head.numbers]
    if printed is None or not head.parted or not body:
        return [], set()
    gap = _gap_of(printed, len(head.columns))
    wanted = len(head.columns)
    fitting = 0
    for line in body[:_PROBED]:
        cells = _cells(line, gap, wanted)
        fitting += cells is not None or _RULE.fullmatch(line.text) is not None
    if fitting * 2 < min(len(body), _PROBED):
        return [], set()
    found: list[Row | GoalText] = []
    numbers: set[int] = set()
    for line in body:
        if _RULE.fullmatch(line.text):
            numbers.add(line.number)
            continue
        values = _cells(line, gap, wanted)
        if values is None and gap is not None and "|" not in gap:
            values = _by_looks(line, head, tokens)
        if values is None:
            continue
        numbers.add(line.number)
        section = sections.get(line.number)
        found.extend(_row(line, values, head, words, tokens, section, bulleted=bulleted))
    return found, numbers


def _gap_of(head: Line, columns: int) -> str | None:
    """Return what parts a head's names when it is the same everywhere: bars, a tab, blanks."""
    if head.text.count("|") >= columns - 1:
        return "|"
    gaps = _GAP.findall(head.raw.strip())
    return gaps[0] if gaps and len(set(gaps)) == 1 and len(gaps) == columns - 1 else None


def _cells(line: Line, gap: str | None, wanted: int) -> list[str] | None:
    """Return a line's cells, or None when they are not as many as there are columns."""
    if gap is None or len(line.raw) > _LONGEST:
        return None
    raw = line.raw.strip(" \r\n\f") if gap == "|" else line.raw.strip("\r\n\f")
    if gap == "|":
        raw = raw.removeprefix("|").removesuffix("|")
    cells = [" ".join(cell.split()) for cell in raw.split(gap)]
    while len(cells) > wanted and not cells[-1]:
        cells.pop()
    if gap != "|" and len(cells) < wanted and len(cells) > 1:
        return None
    return cells if len(cells) == wanted else None


def _by_looks(line: Line, head: Head, tokens: Tokens) -> list[str] | None:
    """Return the cells of a line with too few of them, each where it fits by its looks."""
    parts = list(line.cells) or [line.text]
    if len(parts) > len(head.columns) or len(line.raw) > _LONGEST:
        return None
    values = [""] * len(head.columns)
    at = head.columns.index("activity")
    for part in parts:
        words = tokens_of([Line(line.number, part)])
        place = at
        for later in range(at, len(head.columns)):
            if _fits(head.columns[later], words, tokens):
                place = later
                break
        else:
            return None
        values[place] = part
        at = place + 1
    return values


def _fits(column: str, words: Sequence[Token], tokens: Tokens) -> bool:
    if column == "board":
        return tokens.board(words, 0) == len(words)
    if column == "date":
        return tokens.date(words, 0) == len(words)
    if column == "status":
        return tokens.status(words, 0)[0] > 0
    return True


def _row(
    line: Line,
    values: Sequence[str],
    head: Head,
    words: ActivityTableWords,
    tokens: Tokens,
    section: Section | None,
    *,
    bulleted: bool,
) -> Iterator[Row | GoalText]:
    """Yield what a line says: the goal of its first cell, and its row.

    Where activities have bullets, a marked row without one is an assignment's own.
    """
    told = dict(zip(head.columns, values, strict=True))
    if told.get("goal"):
        yield GoalText([Line(line.number, told["goal"])], section, 0)
    title = told["activity"]
    sign = bullet_of(title, (*words.bullets, *words.dashes))
    title = title[len(sign) :].strip() if sign is not None else title
    if not title:
        return
    row = Row("activity", [Line(line.number, title)], section, 0, own=False)
    row.columns = head.cells
    row.number = told.get("number") or None
    row.marker = marker_of(row.title, words)
    cells = Cells(head.cells)
    for column in head.cells:
        text = told.get(column, "")
        if not fold(text):  # empty, or a dash
            continue
        cells.add(column if column in {*_PLAIN, "comment"} else "rest", [Line(line.number, text)])
        if column == "status":
            cells.status = tokens.status(tokens_of([Line(line.number, text)]), 0)[1]
    if cells.values:
        row.cells = cells
    if row.marker is not None and (not cells.values or (bulleted and sign is None)):
        row.kind = "assignment"
    yield row

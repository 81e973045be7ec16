"""Where goals begin among the rows of a report: at their labels, or right above their verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..lines import join
from .rows import Row, RowKind

__all__ = ["Start", "choose_starts"]

_TOLD = frozenset({RowKind.VERDICT, RowKind.COMMENT})
_MOST_LINES = 4
_LONGEST = 300
_TWO_SENTENCES = re.compile(r"[.!?] +[A-ZÅÄÖ]")
_LABEL = re.compile(r"[A-ZÅÄÖ][\w/ -]{1,30}:(?: |$)")
_ENDS = (".", "!", "?", ":")


@dataclass(eq=False)
class Start:
    """Where a goal begins.

    Args:
        rows: The rows of its title, by their index.
        label: The label before it as the profile names it, or "".
        number: Its number, or None.
        depth: How deep its heading stands, 0 where it is none.
        told: True when a verdict or an analysis under a label is told of it.
    """

    rows: list[int]
    label: str = ""
    number: str | None = None
    depth: int = 0
    told: bool = field(default=False)


def choose_starts(rows: Sequence[Row], width: int) -> tuple[dict[int, Start], list[int]]:
    """Return the goals that begin among the rows, by the index of their title's first row.

    A goal begins at its label. One without a label is the short paragraph, or the heading, right
    above a verdict of its own.

    Args:
        rows: The rows.
        width: The length that few lines exceed.

    Returns:
        The goals, and the indexes of the verdicts that stand under none.
    """
    starts: dict[int, Start] = {}
    lost: list[int] = []
    current: Start | None = None
    head = ""
    for index, row in enumerate(rows):
        if row.kind is RowKind.GOAL and row.text:
            current = Start(_titled(rows, index, width), row.label, row.number, row.depth)
            starts[index] = current
        elif row.kind is RowKind.GOAL:
            current, head = None, row.label
        elif row.kind in {RowKind.BODY, RowKind.AREA} or _ends(rows, index):
            current = None
            head = head if row.kind is RowKind.BODY else ""
        elif row.kind is RowKind.VERDICT or (row.kind is RowKind.COMMENT and current is None):
            named = row.value is not None or (
                row.kind is RowKind.COMMENT and head not in {"", "goal"}
            )
            above = [] if current is not None and current.label else _above(rows, index)
            if above and named:
                first = rows[above[0]]
                current = Start(above, "", first.number, first.depth, told=True)
                starts[above[0]] = current
                current.label = "" if head == "goal" else head
            elif current is None:
                lost.append(index)
        if current is not None and (row.value is not None or row.kind is RowKind.COMMENT):
            current.told = True
    return starts, lost


def _ends(rows: Sequence[Row], index: int) -> bool:
    """Return whether a row is a heading that ends a goal: it is none's title."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    return row.kind is RowKind.HEADING and (below is None or below.kind not in _TOLD)


def _titled(rows: Sequence[Row], index: int, width: int) -> list[int]:
    """Return the indexes of the rows that a labelled title runs over."""
    found = [index]
    for at in range(index + 1, min(index + _MOST_LINES, len(rows))):
        row, above = rows[at], rows[at - 1].line.text
        if row.kind is not RowKind.TEXT or row.gap or above.endswith(_ENDS):
            break
        full = len(above) + 1 + len(row.line.text.split()[0]) > 0.9 * width
        if not (full or row.line.text[:1].islower() or above.endswith("-")):
            break
        found.append(at)
    return found


def _above(rows: Sequence[Row], index: int) -> list[int]:
    """Return the indexes of the rows of the title that stands right above a verdict, or none."""
    last = index - 1
    if last < 0:
        return []
    if rows[last].kind is RowKind.HEADING and rows[last].depth:
        return [last]
    first = last
    while first >= 0 and rows[first].kind is RowKind.TEXT:
        row, above = rows[first], rows[first - 1] if first else None
        begins = row.line.text[:1].isupper() or not row.line.text[:1].isalpha()
        if row.gap or above is None or above.kind is not RowKind.TEXT:
            break
        if begins and above.line.text.endswith(_ENDS):
            break
        first -= 1
    found = list(range(max(first, 0), index))
    while found and rows[found[0]].line.text[:1].islower() and rows[found[0]].gap == 0:
        found.pop(0)  # the rest of a bullet
    if not found or any(rows[at].kind is not RowKind.TEXT for at in found):
        return []
    text = join([rows[at].line for at in found]).text
    return [] if len(found) > _MOST_LINES or not _may_be_a_title(text) else found


def _may_be_a_title(text: str) -> bool:
    return (
        8 <= len(text) <= _LONGEST
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"”“')
        and not text.endswith((":", ",", ";"))
        and _TWO_SENTENCES.search(text) is None
        and _LABEL.match(text) is None
    )

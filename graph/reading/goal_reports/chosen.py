"""Where goals begin among the rows of a report: at their labels, or right above their verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..draft import Source
from ..lines import Line, join
from .rows import Row, RowKind
from .verdicts import read_verdict, speaks_of_goals

__all__ = ["Start", "choose_starts"]

_TOLD = frozenset({RowKind.VERDICT, RowKind.COMMENT})
_BELOW_A_TITLE = _TOLD | {
    RowKind.DESCRIPTION, RowKind.ACTIVITIES, RowKind.MEASURES, RowKind.OWNER,
}  # fmt: skip
_LEAST = 2  # headings that a verdict follows, from which on headings are goals
_LEAST_WORDS = 3  # of such a heading
_MOST_BELOW = 120  # lines below a heading that are searched for a verdict
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
        headed: True when its label stands alone, and may head other goals, too.
        told: What is told of it under labels: a verdict, an analysis.
    """

    rows: list[int]
    label: str = ""
    number: str | None = None
    depth: int = 0
    headed: bool = False
    told: set[RowKind] = field(default_factory=set)


def choose_starts(
    rows: Sequence[Row], width: int, source: Source, *, of_text: bool
) -> tuple[dict[int, Start], list[int]]:
    """Return the goals that begin among the rows, by the index of their title's first row.

    A goal begins at its label, or below it where the label stands alone. One without a label is
    the short paragraph, or the heading, right above a verdict of its own.

    Args:
        rows: The rows.
        width: The length that few lines exceed.
        source: The document.
        of_text: True where verdicts in sentences count as well as those under labels.

    Returns:
        The goals, and the indexes of the verdicts that stand under none.
    """
    choice = _Choice(rows, width)
    for index in range(len(rows)):
        choice.take(index)
    if of_text and not any(start.told for start in choice.starts.values()):
        _find_told_in_text(choice.starts.values(), rows, source)
        headings = _judged_headings(rows, source)
        if not choice.starts and len(headings) >= _LEAST:
            return headings, []
    return choice.starts, choice.lost


def _find_told_in_text(starts: Iterable[Start], rows: Sequence[Row], source: Source) -> None:
    """Note which labelled goals a sentence below judges."""
    for start in starts:
        below = _text_below(rows, start.rows[-1]) if start.label else []
        if below and read_verdict(join(below).text, source.profile.goal_reports) is not None:
            start.told.add(RowKind.VERDICT)


def _judged_headings(rows: Sequence[Row], source: Source) -> dict[int, Start]:
    """Return the headings in bodies' sections that are goals: a verdict opens the text below.

    Where two are, so is each other one in whose text a verdict stands.
    """
    words = source.profile.goal_reports
    body, depth = source.owner, 0
    found: dict[int, Start] = {}
    opened = 0
    for index, row in enumerate(rows):
        if row.kind is RowKind.BODY:
            body, depth = row.text, row.depth
        elif row.kind is RowKind.HEADING and row.depth and row.depth <= depth:
            body, depth = source.owner, 0
        if row.kind is not RowKind.HEADING or not row.depth or not body:
            continue
        if len(row.text.split()) < _LEAST_WORDS or speaks_of_goals(row.text, words):
            continue
        below = _text_below(rows, index)
        if not below or read_verdict(join(below).text, words) is None:
            continue
        first = next((n for n in range(1, len(below)) if _parted(below[n - 1 : n + 1])), len(below))
        opens = first <= _MOST_LINES and read_verdict(join(below[:first]).text, words) is not None
        opened += opens
        found[index] = Start([index], depth=row.depth, told={RowKind.VERDICT})
    return found if opened >= _LEAST else {}


def _text_below(rows: Sequence[Row], index: int) -> list[Line]:
    """Return the lines of text below a heading, up to the next one."""
    lines: list[Line] = []
    for row in rows[index + 1 : index + 1 + _MOST_BELOW]:
        if row.kind not in {RowKind.TEXT, RowKind.BULLET}:
            break
        if row.kind is RowKind.TEXT and len(row.line.text) < _LONGEST:
            lines.append(row.line)
    return lines


def _parted(lines: Sequence[Line]) -> bool:
    return lines[1].number - lines[0].number > 1


class _Choice:
    """Walks through the rows and finds where goals begin."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        self._rows = rows
        self._width = width
        self._current: Start | None = None
        self._head = ""  # the label that stands alone above goals
        self.starts: dict[int, Start] = {}
        self.lost: list[int] = []

    def take(self, index: int) -> None:
        """Take one row."""
        row = self._rows[index]
        if row.kind is RowKind.GOAL and row.text:
            titled = _titled(self._rows, index, self._width)
            self._begin(Start(titled, row.label, row.number, row.depth))
        elif row.kind is RowKind.GOAL:
            self._current, self._head = None, row.label
            titled = _below(self._rows, index)
            if titled:
                self._begin(Start(titled, row.label, row.number, headed=True))
        elif row.kind in {RowKind.BODY, RowKind.AREA} or _ends(self._rows, index):
            self._current = None
            self._head = self._head if row.kind is RowKind.BODY else ""
        elif row.kind in _TOLD:
            self._tell(index)

    def _begin(self, start: Start) -> None:
        self._current = self.starts[start.rows[0]] = start

    def _tell(self, index: int) -> None:
        """Take a verdict or the label of an analysis: of the current goal, or of one above it."""
        row, current = self._rows[index], self._current
        begins = current is None or not current.label
        if current is not None and current.headed:
            begins = row.kind in current.told  # what is told twice is told of another goal
        known = row.value is not None or (
            row.kind is RowKind.COMMENT and self._head not in {"", "goal"}
        )
        above = _above(self._rows, index) if begins and known else []
        above = [] if current is not None and set(above) & set(current.rows) else above
        if above:
            first = self._rows[above[0]]
            label = "" if self._head == "goal" else self._head
            current = Start(above, label, first.number, first.depth, headed=bool(label))
            self._begin(current)
        if current is None:
            self.lost.append(index)
        elif row.value is not None or row.kind is RowKind.COMMENT:
            current.told.add(row.kind)


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
        if row.line.text[:1].isupper() and _is_a_sentence(rows, at):
            break
        full = len(above) + 1 + len(row.line.text.split()[0]) > 0.9 * width
        if not (full or row.line.text[:1].islower() or above.endswith("-")):
            break
        found.append(at)
    return found


def _is_a_sentence(rows: Sequence[Row], index: int) -> bool:
    """Return whether the paragraph from a row on ends as sentences do, and titles do not."""
    last = rows[index]
    for row in rows[index + 1 : index + 1 + _MOST_LINES]:
        if row.kind is not RowKind.TEXT or row.gap:
            break
        last = row
    return last.line.text.endswith(_ENDS)


def _below(rows: Sequence[Row], index: int) -> list[int]:
    """Return the indexes of the rows of the title below a label that stands alone, or none.

    It is a short paragraph, and what is told of the goal follows under a label. A "Mål" heads
    whole sections: there, only a verdict tells.
    """
    found: list[int] = []
    at = index + 1
    while at < len(rows) and rows[at].kind is RowKind.TEXT and len(found) <= _MOST_LINES:
        if found and rows[at].gap:
            break
        found.append(at)
        at += 1
    if not found or len(found) > _MOST_LINES or at >= len(rows):
        return []
    told = rows[at].kind is RowKind.VERDICT or (
        rows[at].kind in _BELOW_A_TITLE and rows[index].label != "goal"
    )
    text = join([rows[one].line for one in found]).text
    return found if told and _may_be_a_title(text) else []


def _above(rows: Sequence[Row], index: int) -> list[int]:
    """Return the indexes of the rows of the title that stands right above a verdict, or none."""
    last = index - 1
    if last < 0:
        return []
    if rows[last].kind is RowKind.HEADING and rows[last].depth:
        return [last]
    first = last
    while first >= 0 and rows[first].kind is RowKind.TEXT and last - first < 2 * _MOST_LINES:
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

"""Tables whose columns stand side by side, as `pdftotext -layout` prints them.

A cell's lines stand below each other, beside those of the row's other cells, and each column begins
at one place of the line. A row begins where a cell of its date, status or bodies does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..furniture import is_page_mark
from ..lines import Line, join
from ..statuses import read_status
from .blocks import bullet_of
from .cells import Cells
from .columns import Head
from .markers import marker_of
from .placed_heads import segments_of
from .row import GoalText, Row, breaks_off
from .sections import Section
from .tokens import Tokens, tokens_of

__all__ = ["read_side_by_side"]

_WORD = re.compile(r"\S+")
_RULE = re.compile(r"[\s|:=+_-]+")
_BEFORE = 2  # characters that a cell may begin before its column
_NEAR = 14  # characters that a column's cells may begin apart from its head
_OFTEN = 2
_PLAIN = frozenset({"board", "date", "status", "comment"})


@dataclass(slots=True, eq=False)
class _Slice:
    """One line cut into its columns.

    Args:
        line: The line.
        cells: Index of the column → its text there.
        gap: Whether an empty line stands above it.
    """

    line: Line
    cells: dict[int, str]
    gap: bool = False


@dataclass(slots=True, eq=False)
class _Open:
    """A row that is being read: the slices of it."""

    slices: list[_Slice] = field(default_factory=list)

    def last(self, column: int) -> str:
        """Return the last text of a column so far, or ""."""
        return next((one.cells[column] for one in reversed(self.slices) if column in one.cells), "")


def read_side_by_side(
    pages: Sequence[Sequence[Line]],
    head: Head,
    words: ActivityTableWords,
    tokens: Tokens,
    sections: dict[int, Section | None],
) -> tuple[list[Row | GoalText], set[int], set[int]]:
    """Return the rows of a table, the numbers of its lines, and those of them at pages' edges.

    No rows and no numbers where columns do not fit.

    Args:
        pages: The lines after the table's head up to the next head or heading, page by page.
        head: The head, whose columns have places.
        words: Signs of bullets, markers.
        tokens: Recognises what stands in cells.
        sections: Number of each line → the headings it stands under.
    """
    if len(head.lefts) != len(head.columns):
        return [], set(), set()
    reader = _Reader(head, words, tokens, sections)
    whole: list[_Slice] = []
    for number, page in enumerate(pages):
        slices, ended = reader.cut(page)
        if number == 0 and not slices:
            return [], set(), set()
        whole.extend(slices)
        if ended:
            break
    found = list(reader.rows(whole))
    if not any(isinstance(one, Row) for one in found):
        return [], set(), set()
    numbers = {line.number for page in pages for line in page if line.text}
    return found, numbers, reader.edges


class _Reader:
    def __init__(
        self,
        head: Head,
        words: ActivityTableWords,
        tokens: Tokens,
        sections: dict[int, Section | None],
    ) -> None:
        self.head = head
        self.words = words
        self.tokens = tokens
        self.sections = sections
        self.activity = head.columns.index("activity")
        self.anchors = [
            at for at, role in enumerate(head.columns) if role in {"date", "status", "start"}
        ]
        self.board = next((at for at, role in enumerate(head.columns) if role == "board"), None)
        self.edges: set[int] = set()

    # ---------------------------------------------------------------- lines into columns

    def cut(self, page: Sequence[Line]) -> tuple[list[_Slice], bool]:
        """Return the lines of one page cut into columns, and whether the table ends on it."""
        written = [line for line in page if line.text]
        lefts = self._lefts(written)
        found: list[_Slice] = []
        gap = False
        for line in page:
            if not line.text:
                gap = True
                continue
            if _RULE.fullmatch(line.text) or is_page_mark(line.text):
                self.edges.add(line.number)
                continue
            cells = _cut(line, lefts)
            if cells is None:
                return found, True
            found.append(_Slice(line, cells, gap))
            gap = False
        return found, False

    def _lefts(self, lines: Sequence[Line]) -> list[int]:
        """Return where the columns begin on a page: at their heads or a little beside them."""
        lefts = list(self.head.lefts)
        begins: Counter[int] = Counter()
        for line in lines:
            begins.update(begin for begin, _, _ in segments_of(line))
        for column in range(len(lefts)):
            low = lefts[column - 1] + 2 if column else -1
            high = lefts[column + 1] if column + 1 < len(lefts) else lefts[column] + _NEAR
            near = {
                at: count
                for at, count in begins.items()
                if low < at < high and abs(at - lefts[column]) <= _NEAR
            }
            best = max(near, key=lambda at: (near[at], -abs(at - lefts[column])), default=None)
            if (
                best is not None
                and near[best] >= _OFTEN
                and near[best] > near.get(lefts[column], 0)
            ):
                lefts[column] = best
        return lefts

    # ---------------------------------------------------------------- rows

    def rows(self, slices: Sequence[_Slice]) -> Iterator[Row | GoalText]:
        """Yield the goals and rows that the slices hold, in order."""
        begins = self._begins(slices)
        if not begins:
            return
        goal: GoalText | None = None
        last_goal = -1
        for start, end in pairwise([*begins, len(slices)]):
            own = [one for one in slices[start:end] if one.line.number not in self.edges]
            section = self.sections.get(own[0].line.number)
            for place, one in enumerate(own):
                text = one.cells.get(0, "") if self.head.columns[0] == "goal" else ""
                if not text:
                    continue
                part = Line(one.line.number, text)
                fresh = place == 0 and text[:1].isupper()
                follows = goal is not None and last_goal == start + place - 1
                broken = goal is not None and breaks_off(goal.lines[-1].text)
                if (
                    goal is None
                    or goal.section is not section
                    or (fresh and not (follows and broken))
                ):
                    goal = GoalText([part], section, 0)
                    yield goal
                else:
                    goal.lines.append(part)
                last_goal = start + place
            row = self._row(own, section)
            if row is not None:
                yield row

    def _begins(self, slices: Sequence[_Slice]) -> list[int]:
        """Return the indices of the slices that rows begin with."""
        blocks = _blocks(slices)
        anchored = [self._anchored(slices[begin:end]) for begin, end in blocks]
        apart = max(anchored, default=0) == 1 and sum(anchored) > 1  # blocks are rows
        begins: list[int] = []
        row = _Open()
        for (begin, end), anchors in zip(blocks, anchored, strict=True):
            own = slices[begin:end]
            if not anchors and self._is_apart(own, row):
                self.edges.update(one.line.number for one in own)
                continue
            for index in range(begin, end):
                one = slices[index]
                starts = self._starts(one, row, own[index - begin + 1 :])
                if (index == begin and anchors) if apart else starts:
                    begins.append(index)
                    row = _Open()
                row.slices.append(one)
        return begins

    def _anchored(self, block: Sequence[_Slice]) -> int:
        """Return how many rows a block begins at least, as its dates and statuses tell."""
        row = _Open()
        count = 0
        titled = any(self._may_begin(one.cells.get(self.activity, "")) for one in block)
        for one in block:
            if self._has_anchor(one, row):
                count += titled and (not count or self.activity in one.cells)
            row.slices.append(one)
        return count

    def _starts(self, one: _Slice, row: _Open, below: Sequence[_Slice]) -> bool:
        """Return whether a row begins with a slice; `below` are those after it in its block."""
        title = one.cells.get(self.activity, "")
        if not self._may_begin(title):
            return False
        if row.slices and not one.gap and breaks_off(row.last(self.activity)):
            return False
        if self._has_anchor(one, row):
            return True
        if one.gap or not row.slices:  # centred cells: an anchor further down its block
            return any(self._has_anchor(other, row) for other in below)
        if self.board is None or self.board not in one.cells:
            return False
        told = tokens_of([Line(one.line.number, one.cells[self.board])])
        return self.tokens.board(told, 0) > 0 and bool(row.last(self.board))

    def _is_apart(self, block: Sequence[_Slice], row: _Open) -> bool:
        """Return whether a block without date or status is none of the table's: a running head."""
        if not row.slices or not block[0].gap:
            return False
        first = min(block[0].cells)
        text = block[0].cells[first]
        in_front = first <= self.activity and self.head.columns[first] in {"goal", "activity"}
        return in_front and self._may_begin(text) and not breaks_off(row.last(first))

    def _may_begin(self, title: str) -> bool:
        return bool(title) and not title[:1].islower() and title[:1] not in "()/"

    def _has_anchor(self, one: _Slice, row: _Open) -> bool:
        """Return whether a date or a status begins on a slice."""
        for at in self.anchors:
            text = one.cells.get(at, "")
            if not text or (text[:1].islower() and self.head.columns[at] == "status"):
                continue
            told = tokens_of([Line(one.line.number, text)])
            if self.head.columns[at] == "status":
                if self.tokens.status(told, 0)[0] > 0:
                    return True
                continue
            before = row.last(at)
            if before and breaks_off(before):
                continue
            if self.tokens.date(told, 0) > 0 and not self._is_rest_of_date(before, text, row, at):
                return True
        return False

    def _is_rest_of_date(self, before: str, text: str, row: _Open, at: int) -> bool:
        """Return whether a date's text only goes on with the one above it ("november", "2024")."""
        if not before or not row.slices or at not in row.slices[-1].cells:
            return False
        both = tokens_of([Line(1, before), Line(2, text)])
        return self.tokens.date(both, 0) == len(both)

    def _row(self, own: Sequence[_Slice], section: Section | None) -> Row | None:
        columns: dict[int, list[Line]] = {}
        for one in own:
            for at, text in one.cells.items():
                columns.setdefault(at, []).append(Line(one.line.number, text))
        title = columns.get(self.activity, [])
        sign = (
            bullet_of(title[0].text, (*self.words.bullets, *self.words.dashes)) if title else None
        )
        if sign is not None:
            title[0] = title[0]._replace(text=title[0].text[len(sign) :].strip())
        title = [line for line in title if line.text]
        if not title:
            return None
        row = Row("activity", title, section, 0, own=False)
        row.columns = self.head.cells
        row.marker = marker_of(row.title, self.words)
        cells = Cells(self.head.cells)
        for at, role in enumerate(self.head.columns):
            told = columns.get(at, [])
            empty = not any(fold(line.text) for line in told)  # a dash
            if empty or at == self.activity or role == "goal":
                continue
            if role == "number":
                row.number = join(told).text
            cells.add(role if role in _PLAIN else "rest", told)
            if role == "status":
                cells.status = read_status(join(told).text, self.tokens.profile)
        if cells.values:
            row.cells = cells
        elif row.marker is not None:
            row.kind = "assignment"
        return row


def _cut(line: Line, lefts: Sequence[int]) -> dict[int, str] | None:
    """Return a line's text by columns, or None where its words do not keep to them."""
    segments = segments_of(line)
    cells: dict[int, list[str]] = {}
    for begin, _, text in segments:
        at = _column_at(begin, lefts)
        if len(segments) == 1 and _crosses(begin, text, lefts):
            return None
        for match in _WORD.finditer(text):
            place = begin + match.start()
            if match.start() and place in lefts:
                at = lefts.index(place)
            cells.setdefault(at, []).append(match[0])
    return {at: " ".join(words) for at, words in cells.items()}


def _column_at(begin: int, lefts: Sequence[int]) -> int:
    """Return the column that a part of a line stands in: it may begin a little before its head."""
    return max(bisect_right(lefts, begin + _BEFORE) - 1, 0)


def _crosses(begin: int, text: str, lefts: Sequence[int]) -> bool:
    """Return whether a word stands where a column ends and the next one begins."""
    return any(
        begin + match.start() < left - 1 and begin + match.end() > left
        for match in _WORD.finditer(text)
        for left in lefts[1:]
    )


def _blocks(slices: Sequence[_Slice]) -> list[tuple[int, int]]:
    """Return where the runs of slices without an empty line between them begin and end."""
    begins = [index for index, one in enumerate(slices) if one.gap or not index]
    return list(pairwise([*begins, len(slices)]))

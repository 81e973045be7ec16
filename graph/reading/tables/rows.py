"""Rows of tables of numbers: labels over several lines, and each number under its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from styrkedja.graph.profiles import fold

from ..lines import Line
from .arithmetic import Cells
from .cells import partitions
from .heads import Head
from .row_lines import RowLine, cells_by_blanks, cells_by_places, row_line

__all__ = ["Row", "Rows", "read_rows"]

_PAGE = re.compile(r"\d{1,4}|(?:sida|sid\.?|s\.) ?\d{1,4}(?: ?(?:av|/) ?\d{1,4})?", re.IGNORECASE)
_PAGE_OF = re.compile(r"(?:^|\s)\d{1,4} ?\(\d{1,4}\)$")
_RULE = re.compile(r"(?=.*(?:---|___|===|\|))[\s|:+=_-]{3,}")
_HEADING = re.compile(
    r"(?:\d{1,2}\.){1,4}\d{0,2} +[A-ZÅÄÖ]|\d{1,2}(?:\.\d{1,2}){0,3} [A-ZÅÄÖ][a-zåäö]|#|•"
)
_SENTENCE = re.compile(r"[a-zåäö)%]\.(?:\s|$)|[,;] (?:vilket|som|men|och att|det|därför|dock) ")
_LONGEST_LINE = 400
_LONGEST_LABEL = 140
_LONGEST_LABEL_LINE = 75
_MOST_LABEL_LINES = 5
_MOST_BLANK = 8
_MOST_IDLE = 3  # labels without numbers after each other


@dataclass(slots=True)
class Row:
    """One row with numbers.

    Args:
        label: The lines of its label and the text of each without its numbers.
        lines: The numbers of the lines that it stands on.
        ways: The ways to read its numbers as cells, one for each column; none where there are too
            few numbers and nothing on the line tells their columns.
        found: Its numbers, where `ways` is empty.
    """

    label: list[Line]
    lines: list[int]
    ways: list[Cells] = field(default_factory=list)
    found: Cells = ()


@dataclass(slots=True)
class Rows:
    """The rows below a head.

    Args:
        rows: Those with numbers.
        headings: Lines with rows that have no numbers, and heads that come again.
        furniture: Lines of page furniture among them.
        unsure: Lines with numbers that do not fit the columns.
        after: The index of the first line that is none of the table's.
    """

    rows: list[Row] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    after: int = 0


def read_rows(
    lines: Sequence[Line],
    index: int,
    head: Head,
    again: Callable[[int], Head | None],
    furniture: frozenset[int],
    taken: frozenset[int],
    title: str,
) -> Rows:
    """Return the rows below a head, up to the first line that is none of the table's.

    Args:
        lines: The document's lines.
        index: Where to begin.
        head: The table's head.
        again: Returns the head that begins at an index, or None.
        furniture: Numbers of running heads.
        taken: Numbers of lines that others have read.
        title: The table's title, which may come again after a page break.
    """
    opening = lines[index - (lines[index - 1].number - head.lines[0]) - 1].text
    walk = _Walk(head, title, fold(opening))
    at, heads = index, 0
    while at < len(lines):
        line = lines[at]
        if not line.text:
            walk.blank += 1
            if walk.blank > _MOST_BLANK:
                break
            at += 1
            continue
        if line.number in taken or len(line.text) > _LONGEST_LINE:
            break
        other = again(at)
        if other is not None and len(other.columns) > 1:
            if [fold(c.head) for c in other.columns] != [fold(c.head) for c in head.columns]:
                break
            heads += 1
            if heads > len(walk.found.rows) + 2:
                break
            walk.found.headings.extend(other.lines)
            walk.torn = True
            at = other.after
            continue
        if not walk.takes(line, lines[at + 1 : at + 5], furniture):
            break
        walk.blank = 0
        at += 1
    walk.close()
    walk.found.after = at
    while walk.found.after > index and lines[walk.found.after - 1].number > walk.last:
        walk.found.after -= 1
    return walk.found


class _Walk:
    """The state between lines: a label that waits for numbers, numbers that wait for more."""

    def __init__(self, head: Head, title: str, opening: str) -> None:
        self.columns = head.columns
        self.title = fold(title)
        self.stub = fold(head.stub)
        self.opening = opening
        self.found = Rows()
        self.pending: list[Line] = []
        self.groups: list[list[str]] = []
        self.held: list[int] = []  # lines with the groups
        self.blank = 0
        self.idle = 0
        self.torn = False  # a page break lies just above
        self.last = head.lines[-1]

    def takes(self, line: Line, below: Sequence[Line], furniture: frozenset[int]) -> bool:
        """Read a line; return whether it is the table's."""
        if _RULE.fullmatch(line.text):
            self.found.furniture.append(line.number)
            return True
        following = next((one for one in below if one.text), None)
        edge = following is not None and (
            following.opens_page or fold(following.text) in (self.title, self.opening)
        )
        waiting = bool(self.pending or self.groups) and not edge
        if _is_furniture(line, below, furniture, waiting):
            self.found.furniture.append(line.number)
            self.torn = True
            return True
        if fold(line.text) in (self.title, self.stub) and fold(line.text):
            self.found.headings.append(line.number)
            return True
        parsed = row_line(line, len(self.columns))
        if not parsed.groups and parsed.exact is None:
            return self._label(line)
        return self._numbers(line, parsed)

    def _label(self, line: Line) -> bool:
        """Read a line without numbers."""
        trailing = len(line.raw) - len(line.raw.rstrip())
        empty = len(self.columns) > 1 and trailing >= len(self.columns)
        if self.pending and self.blank and not self.torn:
            self._drop()
        if len(line.text) > _LONGEST_LABEL_LINE or _SENTENCE.search(line.text):
            return False
        if _HEADING.match(line.text) or self.idle >= _MOST_IDLE:
            return False
        if len(self.pending) >= _MOST_LABEL_LINES:
            return False
        rows = self.found.rows
        goes_on = line.text[:1].islower() and rows and rows[-1].lines[-1] == line.number - 1
        if goes_on and not self.pending and not self.blank:
            rows[-1].label.append(line)
            rows[-1].lines.append(line.number)
            self.last = line.number
            return True
        self._unfinished()
        self.pending.append(line)
        if empty:
            self._drop()
            self.idle = 0
            self.last = line.number
        self.torn = False
        return True

    def _numbers(self, line: Line, parsed: RowLine) -> bool:
        """Read a line with numbers."""
        if parsed.label and self.pending and self.blank and not self.torn:
            self._drop()
        if parsed.label and self.groups:
            self._unfinished()
        if not parsed.label and not self.pending and not self.groups:
            if len(self.found.rows) == 0:
                return False
            self.found.unsure.append(line.number)
            return len(self.found.unsure) <= _MOST_IDLE * 4
        label = [*self.pending]
        if parsed.label:
            label.append(Line(line.number, parsed.label, line.opens_page))
        size = sum(len(one.text) + 1 for one in label)
        if size > _LONGEST_LABEL or any(_SENTENCE.search(one.text) for one in label):
            return False
        if parsed.label and (_HEADING.match(label[0].text) or len(parsed.label.split()) > 14):
            return False
        groups = [*self.groups, *parsed.groups]
        held = [*self.held, line.number]
        ways = self._ways(groups, parsed if not self.groups else None)
        if parsed.label and label[-1].text != parsed.label:
            label[-1] = label[-1]._replace(text=parsed.label)
        if not ways and sum(len(group) for group in groups) < len(self.columns) * 3:
            few = [group for group in groups if group]
            if parsed.label and len(parsed.label) > 55 and not self.pending:
                return False
            self.pending, self.groups, self.held = label, few, held
            self.last = line.number
            self.torn = False
            return True
        numbers = sorted({*(one.number for one in label), *held})
        if ways:
            self.found.rows.append(Row(label, numbers, ways))
        else:
            self.found.unsure.extend(numbers)
        self.pending, self.groups, self.held = [], [], []
        self.idle = 0
        self.torn = False
        self.last = line.number
        return True

    def _ways(self, groups: list[list[str]], parsed: RowLine | None) -> list[Cells]:
        count = len(self.columns)
        if parsed is not None and parsed.exact is not None:
            return [parsed.exact]
        ways = partitions(groups, count)
        if ways or parsed is None:
            return ways
        own = [word for group in groups for word in group]
        decimals = all("," in word for word in own[1:])
        if parsed.label and len(own) == count + 1 and own[0].isdigit() and decimals:
            ways = partitions([own[1:]], count)  # "Ishall, etapp 2": the number ends the label
            if len(ways) == 1:
                parsed.label = f"{parsed.label} {own[0]}"
                return ways
        return [
            way
            for way in (cells_by_blanks(parsed.tail, count), cells_by_places(parsed, self.columns))
            if way
        ][:1]

    def _drop(self) -> None:
        """Let a waiting label be a row without numbers, or a heading inside the table."""
        self._unfinished()
        if self.pending:
            self.idle += 1
            self.found.headings.extend(line.number for line in self.pending)
        self.pending = []

    def _unfinished(self) -> None:
        """Let a row whose numbers were too few be that."""
        if self.groups:
            one = [way for count in range(len(self.columns) - 1, 0, -1)
                   for way in partitions(self.groups, count)[:1]][:1]  # fmt: skip
            numbers = sorted({*(line.number for line in self.pending), *self.held})
            if one:
                self.found.rows.append(Row(self.pending, numbers, [], one[0]))
            else:
                self.found.unsure.extend(numbers)
            self.pending, self.groups, self.held = [], [], []

    def close(self) -> None:
        """End the table: what waits for numbers is none of its."""
        self._unfinished()
        self.found.headings = [n for n in self.found.headings if n <= self.last]
        self.found.furniture = [n for n in self.found.furniture if n <= self.last]


def _is_furniture(
    line: Line, below: Sequence[Line], furniture: frozenset[int], waiting: bool
) -> bool:
    if line.number in furniture or _PAGE_OF.search(line.text):
        return True
    alone = not below or not below[0].text or below[0].opens_page
    return alone and not waiting and _PAGE.fullmatch(line.text) is not None

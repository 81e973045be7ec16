"""Rows of indicator tables: a title and its cells, on one line or over many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from styrkedja.graph.profiles import fold

from ..lines import Line
from .cells import is_dash, is_number_token
from .heads import Column, Head, segments_of
from .printed import CellWords, cells_at
from .ways import likeliest_way

__all__ = ["IndicatorRow", "IndicatorRows", "Word", "read_indicator_rows"]

_PAGE = re.compile(r"\d{1,4}|(?:sida|sid\.?|s\.) ?\d{1,4}(?: ?(?:av|/) ?\d{1,4})?", re.IGNORECASE)
_PAGE_OF = re.compile(r"(?:^|\s)\d{1,4} ?\(\d{1,4}\)$")
_RULE = re.compile(r"(?=.*(?:---|___|===|\|))[\s|:+=_-]{3,}")
_HEADING = re.compile(
    r"(?:\d{1,2}\.){1,4}\d{0,2} +[A-ZÅÄÖ]|\d{1,2}(?:\.\d{1,2}){0,3} [A-ZÅÄÖ][a-zåäö]|#|•"
)
_LONGEST_LINE = 400
_MOST_LINES = 14
_MOST_WORDS = 110
_MOST_BLANK = 6

Word = tuple[str, int]  # a word and the number of its line


@dataclass(slots=True)
class IndicatorRow:
    """One row.

    Args:
        title: The lines of its title, without values.
        cells: The words of each cell, none where it is empty.
        sure: False where its numbers can be read in other ways too.
    """

    title: list[Line]
    cells: list[list[Word]]
    sure: bool = True


@dataclass(slots=True)
class IndicatorRows:
    """The rows below a head.

    Args:
        rows: Those that were read.
        headings: Lines of heads that come again.
        furniture: Lines of page furniture among them.
        unsure: Lines of a row whose cells do not fit the columns.
        after: The index of the first line that is none of the table's.
    """

    rows: list[IndicatorRow] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    after: int = 0


def read_indicator_rows(
    lines: Sequence[Line],
    head: Head,
    again: Callable[[int], Head | None],
    names: frozenset[str],
    known: CellWords,
    furniture: frozenset[int],
    taken: frozenset[int],
) -> IndicatorRows:
    """Return the rows below a head, up to the first line that is none of the table's.

    Args:
        lines: The document's lines.
        head: The table's head.
        again: Returns the head that begins at an index, or None.
        names: Folded names of the first column, which may come again after a page break.
        known: The words of cells.
        furniture: Numbers of running heads.
        taken: Numbers of lines that others have read.
    """
    found = IndicatorRows(after=head.after)
    walk = _Walk(head, known, found)
    at, heads = head.after, 0
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
        if other is not None:
            if [fold(c.head) for c in other.columns] != [fold(c.head) for c in head.columns]:
                break
            if walk.entries and walk.blank and not (walk.torn or line.opens_page):
                break  # what stands between is the next table's heading
            heads += 1
            if heads > len(found.rows) + 2:
                break
            found.headings.extend(other.lines)
            walk.torn, at = True, other.after
            continue
        if fold(line.text) in names and again(min(at + 1, len(lines) - 1)) is not None:
            found.headings.append(line.number)
            walk.torn = True
        elif _RULE.fullmatch(line.text) or line.number in furniture or _PAGE_OF.search(line.text):
            found.furniture.append(line.number)
            walk.torn = walk.torn or not _RULE.fullmatch(line.text)
        elif _is_page_number(lines, at, walk, again, names):
            found.furniture.append(line.number)
            walk.torn = True
        elif not walk.takes(line, _next_text(lines, at)):
            break
        walk.blank = 0
        at += 1
    walk.close()
    found.headings = [number for number in found.headings if number <= walk.last]
    found.furniture = [number for number in found.furniture if number <= walk.last]
    found.after = max(head.after, at)
    while found.after > head.after and lines[found.after - 1].number > walk.last:
        found.after -= 1
    return found


def _next_text(lines: Sequence[Line], at: int) -> Line | None:
    return next((line for line in lines[at + 1 : at + 1 + _MOST_BLANK] if line.text), None)


def _is_page_number(
    lines: Sequence[Line],
    at: int,
    walk: _Walk,
    again: Callable[[int], Head | None],
    names: frozenset[str],
) -> bool:
    if not _PAGE.fullmatch(lines[at].text):
        return False
    alone = at + 1 >= len(lines) or not lines[at + 1].text or lines[at + 1].opens_page
    if not alone:
        return False
    following = _next_text(lines, at)
    if following is None or not walk.entries or following.opens_page:
        return True
    index = at + following.number - lines[at].number
    return again(index) is not None or fold(following.text) in names


class _Walk:
    """The state between lines: those of the row that is being read."""

    def __init__(self, head: Head, known: CellWords, found: IndicatorRows) -> None:
        self.columns = head.columns
        symbols = [at for at, column in enumerate(head.columns) if column.kind == "words"]
        self.symbols = symbols if len(symbols) < len(head.columns) else []
        self.known = known
        self.found = found
        self.entries: list[tuple[Line, bool]] = []  # a line, and whether a gap is above it
        self.blank = 0
        self.torn = False
        self.last = head.lines[-1]
        self.ready: IndicatorRow | None = None  # a whole row that may go on

    def takes(self, line: Line, following: Line | None) -> bool:
        """Read a line; return whether it is the table's."""
        delimited = self._delimited(line)
        if delimited is not None:
            self._finish()
            self.found.rows.append(delimited)
            self.last = line.number
            return True
        placed = self._placed(line)
        if placed is not None:
            return placed
        words = line.text.split()
        gap = self.blank > 0 and not self.torn
        if self.ready is not None and not self._goes_on(words):
            self._finish()
        values = self._only_values(words, bool(self.entries) and self._is_open())
        if not self.entries:
            if _HEADING.match(line.text) and not values:
                return False
        elif gap and not values and not self._has_values():
            return False  # a title without values, then other text
        elif not values and self._has_values() and gap:
            return False
        self.entries.append((line, bool(self.blank) and bool(self.entries)))
        size = sum(len(one.text.split()) for one, _ in self.entries)
        if len(self.entries) > _MOST_LINES or size > _MOST_WORDS:
            return False
        self.torn = False
        row = self._row()
        self.ready = row
        if row is not None:
            self.last = line.number
            more = following is not None and self._goes_on(following.text.split())
            if not more:
                self._finish()
        return True

    def _goes_on(self, words: Sequence[str]) -> bool:
        return self._only_values(words, False) or words[0].startswith("(")

    def _is_open(self) -> bool:
        text = " ".join(line.text for line, _ in self.entries)
        return text.count("(") > text.count(")")

    def _has_values(self) -> bool:
        """Return whether the row has lines that hold only cells, below its title."""
        return any(
            self._only_values(line.text.split(), False) or gap
            for line, gap in self.entries[1:]
        )  # fmt: skip

    def _only_values(self, words: Sequence[str], inside: bool) -> bool:
        """Return whether a line holds only cells, the last of them perhaps open.

        Args:
            words: The line's words.
            inside: Whether a parenthesis is open above it.
        """
        if inside:
            closed = next((at for at, word in enumerate(words) if word.endswith(")")), None)
            if closed is None:
                return len(words) <= 6
            words = words[closed + 1 :]
        at = 0
        while at < len(words):
            end = next(iter(cells_at(words, at, self.known)), None)
            if end is None:
                return False
            at = end[0]
        return True

    def _row(self) -> IndicatorRow | None:
        """Return the lines so far as a row, when their last words are the cells of one."""
        words: list[Word] = []
        starts: dict[int, int] = {}  # index of a line's first word → how clear a start it is
        for line, gap in self.entries:
            starts[len(words)] = 4 if gap else 1
            words.extend((word, line.number) for word in line.text.split())
        if self._is_open():
            return None
        printed = [word for word, _ in words]
        likeliest = likeliest_way(printed, len(self.columns), starts, self.known)
        lost: list[int] = []  # columns of symbols, which a text often lacks
        told = likeliest is not None and any(
            is_number_token(printed[begin])
            for at, (begin, end) in enumerate(pairwise(likeliest[0]))
            if at in self.symbols and begin < end and not is_dash(printed[begin])
        )
        if self.symbols and (likeliest is None or told):
            lost = self.symbols
            likeliest = likeliest_way(printed, len(self.columns) - len(lost), starts, self.known)
        if likeliest is None:
            return None
        way, sure = likeliest
        cells = [words[begin:end] for begin, end in pairwise(way)]
        for at in lost:
            cells.insert(at, [])
        title = words[: way[0]]
        numbers = sorted({number for _, number in title})
        return IndicatorRow(
            [Line(n, " ".join(word for word, number in title if number == n)) for n in numbers],
            cells,
            sure,
        )

    def _delimited(self, line: Line) -> IndicatorRow | None:
        """Return the row of a line whose cells are set apart by bars or tabs."""
        raw = line.raw
        if raw.count("|") < 2 and "\t" not in raw.strip():
            return None
        if "|" in raw:
            cells = [text for text, _, _ in segments_of(line)]
        else:
            cells = [" ".join(cell.split()) for cell in raw.strip("\r\n\f ").split("\t")]
        title, values = cells[0], cells[1:]
        if not title or len(values) > len(self.columns):
            return None
        values += [""] * (len(self.columns) - len(values))
        return IndicatorRow(
            [Line(line.number, title)],
            [[(word, line.number) for word in cell.split()] for cell in values],
        )

    def _placed(self, line: Line) -> bool | None:
        """Read a line by the places of its parts; None where they do not tell."""
        if any(column.left is None for column in self.columns) or self.entries:
            return None
        segments = segments_of(line)
        if len(segments) < 2:
            rows = self.found.rows
            follows = bool(rows) and not self.blank and rows[-1].title[-1].number == line.number - 1
            if follows and line.text[:1].islower() and line.cells == () and rows[-1].title:
                rows[-1].title.append(line)
                self.last = line.number
                return True
            return None
        left = self.columns[0].left or 0
        cells: list[list[Word]] = [[] for _ in self.columns]
        title: list[str] = []
        for text, begin, end in segments:
            if end < left and begin < left - 2 and begin == segments[0][1]:
                title.append(text)
                continue
            at = _nearest(self.columns, begin, end)
            cells[at].extend((word, line.number) for word in text.split())
        if not title or not self._only_values([w for c in cells for w, _ in c], False):
            return None
        self.found.rows.append(IndicatorRow([Line(line.number, " ".join(title))], cells))
        self.last = line.number
        return True

    def _finish(self) -> None:
        if self.ready is not None:
            self.found.rows.append(self.ready)
            self.entries = []
        self.ready = None

    def close(self) -> None:
        """End the table: a row that lacks cells is not understood."""
        self._finish()
        if self.entries and self._has_values() and len(self.found.rows) > 0:
            self.found.unsure.extend(line.number for line, _ in self.entries)


def _nearest(columns: Sequence[Column], begin: int, end: int) -> int:
    def apart(column: Column) -> int:
        left, right = column.left or 0, column.right or 0
        if begin < right and end > left:
            return 0
        return min(abs(left - begin), abs(right - end), abs(left + right - begin - end) // 2)

    return min(range(len(columns)), key=lambda at: apart(columns[at]))

"""Finance tables: amounts under heads like "Utfall", "Budget", "Avvikelse" and "Prognos"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from styrkedja.graph.model import BodyKind, Confidence, DoubtKind
from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import FinanceTableWords

from ..bodies import body_kind
from ..draft import Amount, Found, Source, Suspicion
from ..furniture import find_furniture
from ..lines import Line, join
from .arithmetic import Cells, Difference, best_of, differences_of, place_missing
from .cells import number_of
from .heads import Head, HeadWords, find_head
from .rows import Row, Rows, read_rows
from .sums import TableRow, suspicions_of
from .titles import Title, title_above

__all__ = ["body_in", "read_finance_tables"]

_RULE = "finance-table"
_LAYOUT = "finance-tables"
_PERCENT = re.compile(r"%|\bprocent\b|\bi proc\b", re.IGNORECASE)
_MARK = re.compile(r"^[-–•*·]\s*(?=[^\W\d_])")
_TELLING = frozenset({"outcome", "budget", "forecast", "deviation"})
_ADMINISTRATIVE = re.compile(r"^(\w{2,6})\s?-\s?(?=[A-ZÅÄÖ])")
_MOST_BODY_WORDS = 8
_FEWEST_ROWS = 2  # of a table that was not understood


def read_finance_tables(source: Source) -> Found | None:
    """Return the amounts of a document's finance tables; None when it has no such table.

    Args:
        source: The document.
    """
    reader = _Reader(source)
    at = 0
    while at < len(source.lines):
        at = reader.table_at(at)
    return reader.found if reader.found.amounts or reader.found.unsure else None


@cache
def _head_words(words: FinanceTableWords) -> HeadWords:
    return HeadWords.of(words.columns, words.fillers)


@cache
def _units(words: FinanceTableWords) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w]){re.escape(printed)}(?![\w])", re.IGNORECASE), unit)
        for unit, known in words.units.items()
        for printed in known
    )


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.words = source.profile.finance_tables
        self.heads = _head_words(self.words)
        self.running: frozenset[int] | None = None
        self.known: dict[int, Head | None] = {}  # the head that begins at an index
        self.title: Title | None = None  # of the table before
        self.columns: list[str] = []
        self.end = -1
        self.found = Found(_LAYOUT)

    def table_at(self, at: int) -> int:
        """Read the table whose head begins at an index, if one does; return where to go on."""
        head = self._head(at)
        if head is None or len(head.columns) < 2 or self._is_of_indicators(at, head):
            return at + 1
        title = title_above(self.lines, at, head, self.words.row_names, self.source.taken)
        columns = [fold(column.head) for column in head.columns]
        if self.title is not None and columns == self.columns and at - self.end <= 4:
            title = self.title if not title.near else title
        unit = self._unit(title, head)
        kinds = {column.kind for column in head.columns} & _TELLING
        if unit is None and (len(kinds) < 2 or "budget" not in kinds):
            return at + 1
        if not kinds and (unit in (None, "%") or not title.text):
            return at + 1
        rows = read_rows(
            self.lines, head.after, head, self._head, self._running(), self.source.taken,
            title.text,
        )  # fmt: skip
        if not any(row.ways for row in rows.rows):
            return self._not_understood(at, head, title, rows)
        self._take(head, title, unit, rows)
        self.title, self.columns, self.end = title, columns, rows.after
        return max(rows.after, at + 1)

    def _not_understood(self, at: int, head: Head, title: Title, rows: Rows) -> int:
        """Note a table whose rows have other numbers of cells than its head has columns."""
        numbers = sorted({*rows.unsure, *(n for row in rows.rows for n in row.lines)})
        if len(numbers) < _FEWEST_ROWS or not title.text:
            return at + 1
        self.found.headings.extend([*title.lines, *head.lines])
        self.found.unsure.extend(numbers)
        self.found.suspicions.append(
            Suspicion(
                DoubtKind.NOT_UNDERSTOOD,
                f"Tabellen ”{title.text}” har {len(head.columns)} kolumnrubriker men ett annat "
                "antal tal på raderna; talen har inte lästs.",
                f"The table “{title.text}” has {len(head.columns)} column heads but another number "
                "of numbers in its rows; they were not read.",
                [*head.lines, *numbers],
            )
        )
        return max(rows.after, at + 1)

    def _head(self, at: int) -> Head | None:
        if at not in self.known:
            taken = self.lines[at].number in self.source.taken
            self.known[at] = None if taken else find_head(self.lines, at, self.heads)
        return self.known[at]

    def _running(self) -> frozenset[int]:
        """Return the numbers of running heads, which hold letters."""
        if self.running is None:
            known = find_furniture(self.lines, self.source.taken)
            self.running = frozenset(
                number for number in known
                if any(letter.isalpha() for letter in self.lines[number - 1].text[:400])
            )  # fmt: skip
        return self.running

    def _is_of_indicators(self, at: int, head: Head) -> bool:
        """Return whether a head's first column names indicators, or another holds targets."""
        known = self.source.profile.indicator_tables
        names = [fold(name) for name in known.names]
        above = self.lines[at - 1].text if at and not head.stub else head.stub
        return any(fold(above).endswith(name) for name in names)

    def _unit(self, title: Title, head: Head) -> str | None:
        shares = [column for column in head.columns if _is_share(column.head)]
        heads = [
            c.head for c in head.columns if len(shares) == len(head.columns) or c not in shares
        ]
        for text in (title.text, head.stub, *heads, title.over):
            for pattern, unit in _units(self.words):
                if pattern.search(text):
                    return unit
        return None

    def _take(self, head: Head, title: Title, unit: str | None, rows: Rows) -> None:
        single = [row.ways[0] for row in rows.rows if len(row.ways) == 1]
        differences = differences_of(head.columns, single)
        table: list[TableRow] = []
        for index, row in enumerate(rows.rows):
            label = self._label(row.label)
            cells, confidence = _cells(row, len(head.columns), differences)
            last = index == len(rows.rows) - 1
            if not label or (not row.ways and last and len(label.split()) > 5):
                self.found.unsure.extend(row.lines)
                continue
            table.append((label, cells, row.lines))
            body = self._body(label)
            for column, cell in zip(head.columns, cells, strict=True):
                value = None if cell is None else number_of(cell)
                if cell is None or value is None or column.kind == "note":
                    continue
                self.found.amounts.append(
                    Amount(
                        table=title.text,
                        row=label,
                        column=column.head,
                        text=cell,
                        value=value,
                        lines=list(row.lines),
                        rule=_RULE,
                        unit="%" if cell.endswith("%") or _is_share(column.head) else unit,
                        body=body,
                        confidence=confidence,
                    )
                )
        self.found.suspicions.extend(suspicions_of(head.columns, table, differences, self.words))
        self.found.headings.extend([*title.lines, *head.lines, *rows.headings])
        self.found.furniture.extend(rows.furniture)
        self.found.unsure.extend(rows.unsure)

    def _label(self, lines: Sequence[Line]) -> str:
        if not lines:
            return ""
        first = lines[0]._replace(text=_MARK.sub("", lines[0].text))
        return join([first, *lines[1:]], self.source.hyphenated).text.strip(" |")

    def _body(self, label: str) -> str | None:
        return body_in(label, self.source.profile)


def _is_share(head: str) -> bool:
    """Return whether a column's head says that its numbers are per cent."""
    return _PERCENT.search(head) is not None


def body_in(label: str, profile: Profile) -> str | None:
    """Return a row's label as a body's name when it is one, else None.

    Args:
        label: The label.
        profile: How names of bodies end, and which labels are none.
    """
    words = profile.finance_tables
    own = fold(label)
    if own in {fold(name) for name in words.no_bodies} or len(label.split()) > _MOST_BODY_WORDS:
        return None
    short = _ADMINISTRATIVE.match(label)
    if short is not None and short[1] in profile.abbreviations:
        label = f"{short[1]}/{label[short.end() :]}"
    above, slash, part = label.partition("/")
    if slash and part.strip() and above.strip() in profile.abbreviations:
        return label
    if label in profile.abbreviations or own in {fold(name) for name in words.bodies}:
        return label
    return None if body_kind(label, profile) is BodyKind.OTHER else label


def _cells(row: Row, count: int, differences: Sequence[Difference]) -> tuple[Cells, Confidence]:
    if row.ways:
        cells, clear = best_of(row.ways, differences)
        return cells, Confidence.HIGH if clear else Confidence.MEDIUM
    placed = place_missing(row.found, count, differences)
    if placed is not None:
        return placed, Confidence.MEDIUM
    return (*row.found, *[None] * (count - len(row.found))), Confidence.LOW

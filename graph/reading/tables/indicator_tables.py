"""Indicator tables: measures with their outcomes and targets, and staff tables, one row a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from styrkedja.graph.model import Confidence
from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import IndicatorTableWords

from ..draft import Found, Measure, Source, Value
from ..furniture import find_furniture
from ..lines import join
from .arithmetic import best_of
from .cells import number_of
from .finance import body_in
from .heads import Column, Head, HeadWords, find_head
from .indicator_rows import IndicatorRow, read_indicator_rows
from .periods import period_in
from .printed import Printed, cell_words, read_cell
from .rows import read_rows
from .titles import title_above

__all__ = ["read_indicator_tables"]

_LAYOUT = "indicator-tables"
_ROW = "indicator-row"
_STAFF = "indicator-of-a-body"
_CAPTION = re.compile(r"^(?:tabell|diagram|figur)\s+\d[\d.:]*[a-z]?\s*[,.:–-]?\s*", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:mkr|tkr|mnkr|kkr|kronor|msek)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bprocent\b|\bandel", re.IGNORECASE)
_ABOVE = 4  # lines between the first column's name and the head's other lines


def read_indicator_tables(source: Source) -> Found | None:
    """Return the indicators of a document's tables; None when it has no such table.

    Args:
        source: The document.
    """
    reader = _Reader(source)
    at = 0
    while at < len(source.lines):
        at = reader.table_at(at)
    return reader.found if reader.found.measures else None


@cache
def _head_words(words: IndicatorTableWords) -> HeadWords:
    return HeadWords.of(words.columns, words.fillers)


@cache
def _glued(words: IndicatorTableWords) -> re.Pattern[str]:
    """Return what a value looks like that a title ran into ("…med 2019Utfall 2019: 271 005 kg")."""
    heads = [
        word for kind in ("outcome", "target", "forecast") for word in words.columns.get(kind, ())
    ]
    names = "|".join(re.escape(word) for word in sorted(heads, key=len, reverse=True))
    return re.compile(
        rf"(?<=[^\s(])\s?(?P<head>(?:{names})\s(?:\d{{4}}|[\w-]{{3,12}}))\s?[:=]\s?(?=\d)"
    )


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.words = source.profile.indicator_tables
        self.heads = _head_words(self.words)
        self.cells = cell_words(self.words)
        self.names = frozenset(fold(name) for name in self.words.names)
        self.body_names = frozenset(fold(name) for name in self.words.body_names)
        self.running: frozenset[int] | None = None
        self.known: dict[int, Head | None] = {}  # the head that begins at an index
        self.found = Found(_LAYOUT)

    def table_at(self, at: int) -> int:
        """Read the table whose head begins at an index, if one does; return where to go on."""
        head = self._head(at)
        if head is None:
            return at + 1
        name = self._name(at, head)
        if name is not None:
            return self._indicators(at, head, name)
        first = head.stub.split("(")[0].split(",")[0]
        if fold(first) in self.body_names and len(head.columns) > 1:
            return self._staff(at, head)
        return at + 1

    def _head(self, at: int) -> Head | None:
        if at not in self.known:
            taken = self.lines[at].number in self.source.taken
            self.known[at] = None if taken else find_head(self.lines, at, self.heads)
        return self.known[at]

    def _name(self, at: int, head: Head) -> list[int] | None:
        """Return the lines of the first column's name above a head; None when it has none."""
        if head.stub:
            return [] if self._is_name(head.stub) else None
        for line in reversed(self.lines[max(0, at - _ABOVE) : at]):
            if line.text:
                return [line.number] if self._is_name(line.text) else None
        return None

    def _is_name(self, text: str) -> bool:
        own = fold(text)
        return len(text) < 60 and any(
            own == name or (own.endswith(name) and fold(text.split()[-1]) in (name, own))
            for name in self.names
        )

    def _furniture(self) -> frozenset[int]:
        if self.running is None:
            known = find_furniture(self.lines, self.source.taken)
            self.running = frozenset(
                number
                for number in known
                if any(letter.isalpha() for letter in self.lines[number - 1].text[:400])
            )
        return self.running

    def _indicators(self, at: int, head: Head, name: list[int]) -> int:
        rows = read_indicator_rows(
            self.lines,
            head,
            self._head,
            self.names,
            self.cells,
            self._furniture() - set(range(head.lines[0], head.lines[-1] + 1)),
            self.source.taken,
        )
        if not rows.rows:
            return at + 1
        for row in rows.rows:
            self.found.measures.append(self._measure(row, head.columns))
        self.found.headings.extend([*name, *head.lines, *rows.headings])
        self.found.furniture.extend(rows.furniture)
        self.found.unsure.extend(rows.unsure)
        return max(rows.after, at + 1)

    def _measure(self, row: IndicatorRow, columns: Sequence[Column]) -> Measure:
        title = join(row.title, self.source.hyphenated).text
        lines = [line.number for line in row.title]
        values: list[Value] = []
        glued = _glued(self.words).search(title)
        if glued is not None:
            values.extend(self._glued_value(glued["head"], title[glued.end() :], lines))
            title = title[: glued.start()]
        for column, words in zip(columns, row.cells, strict=True):
            printed = read_cell(" ".join(word for word, _ in words), self.cells)
            numbers = sorted({number for _, number in words})
            if printed.empty or column.kind == "words":
                self.found.headings.extend(number for number in numbers if number not in lines)
                continue
            values.append(_value(printed, column, numbers))
        units = [value.unit for value in values if value.unit]
        unit = units[0] if units else None
        for value in values:
            if value.unit == unit:
                value.unit = None
        return Measure(
            title=title.strip().rstrip(".").strip(),
            lines=lines,
            rule=_ROW,
            values=values,
            unit=unit,
            confidence=Confidence.HIGH if row.sure else Confidence.MEDIUM,
        )

    def _glued_value(self, head: str, text: str, lines: list[int]) -> list[Value]:
        """Return the value that a title ran into, with the rest of its sentence as its note."""
        first, comma, rest = text.partition(", ")
        printed = read_cell(first.strip().rstrip("."), self.cells)
        if printed.value is None:
            return []
        kind = self.heads.column_at(head.split(), 0)[0]
        value = _value(printed, Column(head, kind, period_in(head)), list(lines))
        if comma and rest.strip():
            value.note = rest.strip().rstrip(".")
        return [value]

    def _staff(self, at: int, head: Head) -> int:
        """Read a table with one row a body."""
        title = title_above(
            self.lines, at, head, [*self.words.body_names, head.stub], self.source.taken
        )
        about = f"{title.text} {head.stub}"
        if not title.text or _MONEY.search(about) or _MONEY.search(title.over):
            return at + 1
        rows = read_rows(
            self.lines,
            head.after,
            head,
            self._head,
            self._furniture(),
            self.source.taken,
            title.text,
        )
        read = [row for row in rows.rows if row.ways]
        if len(read) < 2:
            return at + 1
        name = _CAPTION.sub("", title.text)
        unit = "%" if _PERCENT.search(about) else None
        for row in read:
            label = join(row.label, self.source.hyphenated).text
            cells, clear = best_of(row.ways, ())
            values = [
                _value(Printed(cell, number_of(cell)), column, list(row.lines))
                for column, cell in zip(head.columns, cells, strict=True)
                if cell is not None
            ]
            body = body_in(label, self.source.profile)
            self.found.measures.append(
                Measure(
                    title=f"{name}: {label}",
                    lines=list(row.lines),
                    rule=_STAFF,
                    values=values,
                    responsible=[] if body is None else [body],
                    unit=unit,
                    confidence=Confidence.HIGH if clear else Confidence.MEDIUM,
                )
            )
        self.found.headings.extend([*title.lines, *head.lines, *rows.headings])
        self.found.furniture.extend(rows.furniture)
        self.found.unsure.extend(rows.unsure)
        return max(rows.after, at + 1)


def _value(printed: Printed, column: Column, lines: list[int]) -> Value:
    return Value(
        period=column.period,
        text=printed.text,
        value=printed.value,
        lines=lines,
        unit=printed.unit,
        note=printed.note,
        target=column.kind == "target",
        column=column.head,
    )

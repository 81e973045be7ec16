"""Heads whose names stand side by side, each over its column, at times on several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from styrkedja.graph.profiles import fold

from ..lines import Line, join

__all__ = ["PlacedHead", "folded_words", "placed_head_at", "segments_of"]

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_YEAR = re.compile(r"\s*\b(?P<year>(?:19|20)\d\d)\b")
_MOST_LINES = 3
_LEAST_COLUMNS = 3
_LONGEST = 2_000
_NEAR = 3  # characters that two lines of one name may begin apart, where they do not overlap


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A head over columns: its lines, what its columns hold, where they begin, its year."""

    numbers: tuple[int, ...]
    columns: tuple[str, ...]
    lefts: tuple[int, ...]
    year: int | None


def folded_words(text: str) -> str:
    """Return a text's words, each folded, with one blank between them."""
    return " ".join(filter(None, map(fold, text.split())))


def segments_of(line: Line) -> list[tuple[int, int, str]]:
    """Return a line's parts that two blanks or more set apart: begin, end, text."""
    raw = line.raw[:_LONGEST].replace("\f", "").expandtabs(8)
    return [(m.start(), m.end(), m[0]) for m in _SEGMENT.finditer(raw)]


def placed_head_at(
    lines: Sequence[Line], index: int, roles: Mapping[str, str], taken: frozenset[int]
) -> PlacedHead | None:
    """Return the head that begins at a line, or None.

    Args:
        lines: The document's lines.
        index: The line.
        roles: Name of a column, its words folded → what stands in it.
        taken: Numbers of lines that are not to be looked at.
    """
    kept: list[Line] = []
    for line in lines[index : index + _MOST_LINES]:
        if not line.text or line.number in taken or len(line.raw) > _LONGEST:
            break
        kept.append(line)
    for count in range(len(kept), 0, -1):
        head = _head_of(kept[:count], roles)
        if head is not None:
            return head
    return None


def _head_of(lines: Sequence[Line], roles: Mapping[str, str]) -> PlacedHead | None:
    rows = [segments_of(line) for line in lines]
    base = max(rows, key=len)
    if len(base) < _LEAST_COLUMNS:
        return None
    parts: list[list[str]] = [[] for _ in base]
    lefts = [begin for begin, _, _ in base]
    for row in rows:
        for begin, end, text in row:
            at = _column(begin, end, base)
            if at is None:
                return None
            parts[at].append(text)
            lefts[at] = min(lefts[at], begin)
    columns: list[str] = []
    year: int | None = None
    for told in parts:
        name = join([Line(1, part) for part in told]).text
        stated = _YEAR.search(name)
        if stated is not None:
            year, name = int(stated["year"]), _YEAR.sub("", name)
        role = roles.get(folded_words(name))
        if role is None:
            return None
        columns.append(role)
    return PlacedHead(tuple(line.number for line in lines), tuple(columns), tuple(lefts), year)


def _column(begin: int, end: int, base: Sequence[tuple[int, int, str]]) -> int | None:
    """Return the column that a part of a head stands over, or None when it is over none."""
    for at, (left, right, _) in enumerate(base):
        if (begin < right and end > left) or abs(begin - left) <= _NEAR:
            return at
    return None

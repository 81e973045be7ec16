"""Cells of indicator tables: numbers with units and notes, words, and what stands for no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import IndicatorTableWords

from .cells import is_dash, number_of
from .periods import is_year

__all__ = ["CellWords", "Printed", "cell_words", "cells_at", "read_cell"]

_NUMBER = re.compile(r"[<>≤≥±~]?[=]?[-−–+]?\d[\d.,]*\d?(?P<unit>%|[a-zA-Z][\w/]{0,5})?[*]{0,2}")
_OPENS = re.compile(r"[<>≤≥±~]?[=]?[-−–+]?[1-9]\d{0,2}")
_THOUSANDS = re.compile(r"\d{3}")
_LAST = re.compile(r"\d{3}(?:,\d+)?(?:%|[a-zA-Z][\w/]{0,5})?[*]{0,2}")
_RANGE = re.compile(r"\d[\d,]*[-–/]\d[\d,]*%?")
_ARROWS = frozenset("↑↓→←↗↘➔➚➘▲▼►◄●○⬤")
_LONGEST_NOTE = 14  # words
_DIGITS = re.compile(r"[-−–+]?\d[\d .\u00a0]*(?:,\d+)?")
_SIGNS = re.compile(r"^[<>≤≥±~=]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell.

    Args:
        text: As printed, without its note.
        value: The number, or None when it is not one.
        unit: Its unit, or None.
        note: What stands in parentheses beside it, or None.
        empty: Whether it stands for no value.
    """

    text: str
    value: Decimal | None = None
    unit: str | None = None
    note: str | None = None
    empty: bool = False


@dataclass(frozen=True, eq=False)
class CellWords:
    """The words of cells, folded where case and signs do not count.

    `beginnings` holds what those for no value and the qualifiers begin with.
    """

    no_values: frozenset[str]
    words: frozenset[str]
    qualifiers: frozenset[str]
    units: frozenset[str]
    beginnings: frozenset[str]


@cache
def cell_words(words: IndicatorTableWords) -> CellWords:
    """Return the words of cells that a profile lists."""
    no_values = frozenset(fold(word) or word for word in words.no_values)
    qualifiers = frozenset(fold(word) or word for word in words.qualifiers)
    return CellWords(
        no_values,
        frozenset(fold(word) for word in words.words),
        qualifiers,
        frozenset(word.lower() for word in words.units),
        frozenset(word[:size] for word in no_values | qualifiers for size in range(len(word) + 1)),
    )


def cells_at(words: Sequence[str], at: int, known: CellWords) -> Iterator[tuple[int, bool]]:
    """Yield where a cell that begins at a word may end, the longest first.

    Args:
        words: The words of a row.
        at: Where the cell begins.
        known: The words of cells.

    Yields:
        The index after the cell, and whether a parenthesis in it is still open there.
    """
    ends: list[int] = []
    word = words[at]
    if is_dash(word) or (len(word) == 1 and word in _ARROWS) or _RANGE.fullmatch(word):
        ends.append(at + 1)
    may_begin = (fold(word) or word) in known.beginnings
    for size in (3, 2, 1) if may_begin else ():
        phrase = " ".join(words[at : at + size])
        whole = size == 1 or all(fold(one) for one in words[at : at + size])
        if at + size <= len(words) and whole and (fold(phrase) or phrase) in known.no_values:
            after = at + size
            ends.append(after + 1 if after < len(words) and is_year(words[after]) else after)
            break
    if fold(word) in known.words:
        ends.append(at + 1)
    if (
        at + 1 < len(words)
        and fold(words[at + 1])
        and fold(f"{word} {words[at + 1]}") in known.words
    ):
        ends.append(at + 2)
    begin = at
    for size in (2, 1) if may_begin else ():
        phrase = " ".join(words[at : at + size])
        whole = size == 1 or all(fold(one) for one in words[at : at + size])
        if at + size < len(words) and whole and (fold(phrase) or phrase) in known.qualifiers:
            begin = at + size
            break
    if begin < len(words) and len(words[begin]) <= 24 and _NUMBER.fullmatch(words[begin]):
        ends.extend(_number_ends(words, begin, known))
    found: dict[int, bool] = {}
    for end in ends:
        after, is_open = _note_end(words, end)
        found[after] = is_open
    yield from sorted(found.items(), reverse=True)


def _number_ends(words: Sequence[str], begin: int, known: CellWords) -> list[int]:
    ends = [begin + 1]
    at = begin
    if _OPENS.fullmatch(words[begin]):
        while at + 1 < len(words) and at - begin < 4 and _LAST.fullmatch(words[at + 1]):
            at += 1
            ends.append(at + 1)
            if not _THOUSANDS.fullmatch(words[at]):
                break
    return [
        end + 1 if end < len(words) and words[end].lower().rstrip("*") in known.units else end
        for end in ends
    ]


def _note_end(words: Sequence[str], at: int) -> tuple[int, bool]:
    """Return where a parenthesis that begins at a word ends, and whether it is still open."""
    if at >= len(words) or not words[at].startswith("("):
        return at, False
    depth = 0
    for end in range(at, min(len(words), at + _LONGEST_NOTE)):
        depth += words[end].count("(") - words[end].count(")")
        if depth <= 0:
            return end + 1, False
    return min(len(words), at + _LONGEST_NOTE), True


def read_cell(text: str, known: CellWords) -> Printed:
    """Return what a cell says.

    >>> from styrkedja.graph.profiles import default_profile
    >>> read_cell("Minst 2 500 kg", cell_words(default_profile().indicator_tables))
    Printed(text='Minst 2 500 kg', value=Decimal('2500'), unit='kg', note=None, empty=False)
    """
    text = " ".join(text.split())
    begin = text.find("(")
    bare, note = (text, None)
    if begin > 0:
        bare, note = text[:begin].strip(), text[begin + 1 :].rstrip().removesuffix(")").strip()
    words = bare.split()
    while words and is_year(words[-1]) and len(words) > 1:
        words.pop()
    plain = " ".join(words)
    if not plain or is_dash(plain) or (fold(plain) or plain) in known.no_values:
        return Printed(text, None, None, note, empty=True)
    words = bare.split()
    for size in (2, 1):
        if len(words) > size and (fold(" ".join(words[:size])) or words[0]) in known.qualifiers:
            words = words[size:]
            break
    number = _SIGNS.sub("", " ".join(words).rstrip("*"))
    match = _DIGITS.match(number)
    if match is None:
        return Printed(text)
    unit = number[match.end() :].strip() or None
    value = number_of(match[0])
    if unit is not None and unit.lower() not in known.units:
        return Printed(text)
    return Printed(bare, value, unit, note) if value is not None else Printed(text)

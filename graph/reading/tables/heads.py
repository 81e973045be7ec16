"""Heads of tables: which columns there are, however their words were split over lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from styrkedja.graph.profiles import fold

from ..lines import Line, join
from .periods import ends_in_a_year, is_period_word, is_year, period_in

__all__ = ["Column", "Head", "HeadWords", "find_head", "segments_of"]

_LONGEST_LINE = 300
_LONGEST_STUB = 12  # words
_MOST_LINES = 20
_MOST_BLANK = 2
_MOST_COLUMNS = 24
_MOST_WORDS = 90
_PARTS = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"(?=.*(?:---|___|===|\|))[\s|:+=_-]{3,}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of numbers.

    Args:
        head: Its head as printed, lines joined.
        kind: What it holds, by the first of its words; "" when none is known.
        period: The period that its head names, as printed, or "".
        left: Where its head begins on the page, in characters, or None where blanks do not tell.
        right: Where it ends.
    """

    head: str
    kind: str
    period: str
    left: int | None = None
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head.

    Args:
        columns: At least one.
        stub: What stands before the first column ("Mkr", "Mätetal"), or "".
        lines: The numbers of its lines.
        after: The index of the first line after it.
    """

    columns: tuple[Column, ...]
    stub: str
    lines: tuple[int, ...]
    after: int


@dataclass(frozen=True, eq=False)
class HeadWords:
    """The words that heads are made of, folded.

    Args:
        kinds: Word or words that begin a column → what it holds.
        fillers: Words that may stand beside them.
        firsts: The first words of the kinds.
        lasts: The last words of the kinds.
    """

    kinds: Mapping[str, str]
    fillers: frozenset[str]
    firsts: frozenset[str]
    lasts: frozenset[str]

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], fillers: Sequence[str]) -> HeadWords:
        """Return the words as a profile lists them, folded."""
        kinds = {
            " ".join(fold(part) for part in word.split()): kind
            for kind, words in columns.items()
            for word in words
        }
        firsts = frozenset(phrase.split()[0] for phrase in kinds)
        lasts = frozenset(phrase.split()[-1] for phrase in kinds)
        return cls(kinds, frozenset(fold(word) for word in fillers), firsts, lasts)

    def may_end(self, line: Line) -> bool:
        """Return whether a line's last word can be the last of a head's line: few can."""
        word = line.text.rstrip(" |").rpartition(" ")[2].rpartition("|")[2]
        return fold(word) in self.lasts or self.is_filler(word)

    def column_at(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """Return what the column that begins at a word holds and the number of its words."""
        if fold(words[at]) not in self.firsts:
            return "", 0
        for size in (3, 2, 1):
            if at + size <= len(words):
                kind = self.kinds.get(" ".join(fold(word) for word in words[at : at + size]))
                if kind is not None:
                    return kind, size
        return "", 0

    def is_filler(self, word: str) -> bool:
        """Return whether a word may stand in a head beside column words."""
        return is_period_word(word) or fold(word) in self.fillers or not fold(word)


def segments_of(line: Line) -> list[tuple[str, int, int]]:
    """Return a line's parts that blanks, tabs or bars set apart, each with its place."""
    raw = line.raw or line.text
    if raw.count("|") >= 2:
        found, at = [], 0
        for piece in raw.split("|"):
            found.append((" ".join(piece.split()), at, at + len(piece)))
            at += len(piece) + 1
        if not found[0][0]:
            found = found[1:]
        return found[:-1] if found and not found[-1][0] else found
    if line.cells or "\t" in raw:
        flat = raw.replace("\t", "  \t").expandtabs(8).replace("\u00a0", " ").replace("\f", " ")
        return [(m[0], m.start(), m.end()) for m in _PARTS.finditer(flat)]
    return [(line.text, 0, len(line.text))]


def find_head(lines: Sequence[Line], index: int, words: HeadWords) -> Head | None:
    """Return the head that begins at a line, or None.

    It begins at the line of its first column word; a line with nothing but the first column's name
    above it belongs to what the caller knows of titles.
    """
    first = lines[index]
    if not first.text or len(first.text) > _LONGEST_LINE or not words.may_end(first):
        return None
    start = _first_column(first.text.replace("|", " ").split(), words)
    if start is None or start > _LONGEST_STUB:
        return None
    kept, at, blank = [first], index + 1, 0
    size = len(first.text.split())
    while at < len(lines) and len(kept) < _MOST_LINES and size < _MOST_WORDS:
        line = lines[at]
        if not line.text:
            blank += 1
            if blank > _MOST_BLANK:
                break
        elif _RULE.fullmatch(line.text[:_LONGEST_LINE]) and not line.text.isalnum():
            kept.append(line)
        elif len(line.text) <= _LONGEST_LINE and _is_head(line, words):
            blank = 0
            kept.append(line)
            size += len(line.text.split())
        else:
            break
        at += 1
    ruled = [line for line in kept if not _RULE.fullmatch(line.text)]
    stub = " ".join(first.text.replace("|", " ").split()[:start])
    columns = _placed(ruled, words)
    if columns and columns[0].left is not None:
        left = columns[0].left
        stub = " ".join(text for text, _, right in segments_of(first) if text and right <= left)
    columns = columns or _in_a_row(ruled, start, words)
    if not columns or len(columns) > _MOST_COLUMNS:
        return None
    if len(columns) == 1 and columns[0].kind == "words" and any(map(str.isdigit, stub)):
        return None  # a row that ends in a word: "… 41 33 Uppnått"
    after = kept[-1].number - first.number + index + 1
    return Head(tuple(columns), stub, tuple(line.number for line in kept), after)


def _first_column(words: Sequence[str], known: HeadWords) -> int | None:
    """Return where the columns of a head's first line begin, or None when it is no head."""
    for at, word in enumerate(words[: _LONGEST_STUB + 1]):
        begins = (at == 0 or word[0].isupper()) and known.column_at(words, at)[1] > 0
        year = not begins and len(word) == 4 and is_year(word)
        if begins or (year and sum(is_year(other) for other in words[at:]) >= 2):
            return at if _only_head(words[at:], known) else None
    return None


def _only_head(words: Sequence[str], known: HeadWords) -> bool:
    at = 0
    while at < len(words):
        _, size = known.column_at(words, at)
        if size:
            at += size
        elif known.is_filler(words[at]):
            at += 1
        else:
            return False
    return True


def _is_head(line: Line, known: HeadWords) -> bool:
    """Return whether a line goes on with a head."""
    words = line.text.replace("|", " ").split()
    if not _only_head(words, known):
        return False
    return any(
        (is_period_word(word) and len(word) > 1) or known.column_at(words, at)[1]
        for at, word in enumerate(words)
    )


def _placed(lines: Sequence[Line], known: HeadWords) -> list[Column]:
    """Return the columns by their places on the page, or none where blanks do not tell."""
    rows = [segments_of(line) for line in lines]
    base = max(rows, key=len, default=[])
    anchors = [
        segment for at, segment in enumerate(base)
        if at or (segment[0] and _begins(segment[0].split(), known))
    ]  # fmt: skip
    if len(base) < 2 or not anchors or any(_starts(text, known) > 1 for text, _, _ in base):
        return []
    texts: list[list[str]] = [[] for _ in anchors]
    edge = anchors[0][1] - 1
    for row in rows:
        for text, left, right in row:
            if not text or (row is not base and right < edge - 12):
                continue
            if row is base and (text, left, right) not in anchors:
                continue
            middle = (left + right) / 2
            nearest = min(
                range(len(anchors)),
                key=lambda at: abs((anchors[at][1] + anchors[at][2]) / 2 - middle),
            )
            if _starts(text, known) > 1:
                return []
            texts[nearest].append(text)
    columns = []
    for parts, (_, left, right) in zip(texts, anchors, strict=True):
        head = _joined(parts)
        columns.append(Column(head, _kind(head, known), period_in(head), left, right))
    return columns


def _begins(words: Sequence[str], known: HeadWords) -> bool:
    return known.is_filler(words[0]) or known.column_at(words, 0)[1] > 0


def _starts(text: str, known: HeadWords) -> int:
    words = text.split()
    return sum(
        1 for at, word in enumerate(words)
        if known.column_at(words, at)[1] and word[:1].isupper()
    )  # fmt: skip


def _kind(head: str, known: HeadWords) -> str:
    words = head.split()
    for at in range(len(words)):
        kind, size = known.column_at(words, at)
        if size:
            return kind
    return ""


def _in_a_row(lines: Sequence[Line], start: int, known: HeadWords) -> list[Column]:
    """Return the columns as their words follow each other, line after line."""
    capitals = any(_starts(line.text, known) for line in lines)
    parts: list[list[str]] = []  # the parts of each column, a part a line
    alone: list[int] = []  # the columns that the line before left without a period
    for number, line in enumerate(lines):
        words = line.text.replace("|", " ").split()[start if number == 0 else 0 :]
        if len(alone) >= 2 and not any(known.column_at(words, at)[1] for at in range(len(words))):
            phrases = _phrases(words, len(alone))
            if phrases is not None:
                for at, phrase in zip(alone, phrases, strict=True):
                    parts[at].append(phrase)
                continue
        begun = _columns_of(words, parts, capitals, known)
        if begun:
            alone = [at for at in begun if not period_in(" ".join(parts[at]))]
            alone = alone if len(alone) == len(begun) else []
    return [
        Column(head, _kind(head, known), period_in(head))
        for head in (_joined(part) for part in parts)
    ]


def _columns_of(
    words: Sequence[str], parts: list[list[str]], capitals: bool, known: HeadWords
) -> list[int]:
    """Add a line's words to the columns; return the columns that begin on it."""
    begun: list[int] = []
    fresh = True  # a line's first word opens a new part of its column
    at = 0
    while at < len(words):
        _, size = known.column_at(words, at)
        word = " ".join(words[at : at + max(size, 1)])
        held = " ".join(parts[-1]) if parts else ""
        capital = words[at][:1].isupper() or not capitals
        bound = held.endswith(("/", "-", " mot", " för")) and size and held.split()[-1:] != ["-"]
        second = is_year(words[at]) and (not held or ends_in_a_year(held))
        if (size and (capital or not parts) and not bound) or second or not parts:
            parts.append([word])
            begun.append(len(parts) - 1)
        elif fresh:
            parts[-1].append(word)
        else:
            parts[-1][-1] += f" {word}"
        fresh = False
        at += max(size, 1)
    return begun


def _phrases(words: Sequence[str], count: int) -> list[str] | None:
    """Return a line of periods as one for each of `count` columns, or None."""
    phrases: list[str] = []
    open_phrase = False
    for word in words:
        if open_phrase:
            phrases[-1] += f" {word}"
        else:
            phrases.append(word)
        open_phrase = not ends_in_a_year(word)
    if len(phrases) == count and not open_phrase:
        return phrases
    if len(words) % count == 0:
        size = len(words) // count
        return [" ".join(words[at * size : (at + 1) * size]) for at in range(count)]
    return None


def _joined(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    text = parts[0]
    for part in parts[1:]:
        last = text.split()[-1]
        if last[-1] in "-–" and len(last) > 1 and is_period_word(last):
            text += part  # "jan-" and "apr": a range, no hyphenation
        else:
            text = join([Line(1, text), Line(2, part)]).text
    return " ".join(text.split())

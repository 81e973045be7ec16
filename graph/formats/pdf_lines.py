"""Words of a PDF's page → lines, with columns told from gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from .tables import mended

__all__ = ["Flowing", "Pitches", "Printed", "Word", "flow", "lines_of", "words_of"]

_GAP = 1.6  # of a line's height: a space as wide parts columns
_PITCH = 1.25  # of the usual distance between lines: more parts paragraphs
_WIDE_PITCH = 2.4  # more parts sections
_OTHER_SIZE = 1.08  # times: more is another size of type, a heading's
_LEAST_STEP, _PLAIN_STEP, _MOST_STEP = 0.9, 1.3, 3.0  # of a line's height
_OFTEN = 0.08  # of all distances
_LEAST = 3  # lines that columns have
_RUNNING = 3.0  # words a line of running text has at least, on an average
_UNNAMED = re.compile(r"^(?:\(cid:\d+\)|[\ue000-\uf8ff\x7f\x95])$")
_SIGNS = frozenset("•●▪◦‣·∙o–-*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands on its page, in points from the top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line: its words from left to right, at least one."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with a blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> float:
        """Where it begins, in points from the top."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where it ends, in points from the top."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """How high its longest word is, in points: a sign in another font changes nothing."""
        word = max(self.words, key=lambda word: len(word.text))
        return word.bottom - word.top

    @property
    def segments(self) -> list[tuple[Word, ...]]:
        """Its parts that wide gaps set apart; a sign of a list is part of what follows."""
        wide = _GAP * (self.bottom - self.top)
        found: list[list[Word]] = []
        for word in self.words:
            sign = bool(found) and len(found[-1]) == 1 and _is_sign(found[-1][0].text)
            if found and (word.left - found[-1][-1].right <= wide or sign):
                found[-1].append(word)
            else:
                found.append([word])
        return [tuple(part) for part in found]


@dataclass(frozen=True, slots=True)
class Flowing:
    """A line of the text: what it says, and how many blank lines stand above it: 0 to 2."""

    text: str
    gap: int
    top: float
    bottom: float


def words_of(found: Sequence[dict[str, Any]]) -> list[Word]:
    """Return the words that pdfplumber extracted.

    A sign alone that its font gives no letter for is drawn before the items of a list.
    """
    return [
        Word(_UNNAMED.sub("•", w["text"]), w["x0"], w["x1"], w["top"], w["bottom"]) for w in found
    ]


def lines_of(words: Sequence[Word]) -> list[Printed]:
    """Return words as lines, from top to bottom: those whose middle lies within a line's height."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        last = rows[-1] if rows else None
        if last is not None and word.middle <= max(w.middle for w in last[-4:]) + 0.4 * (
            word.bottom - word.top
        ):
            last.append(word)
        else:
            rows.append([word])
    return [Printed(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


class Pitches:
    """What distances of lines a document has, to tell lines of a paragraph from paragraphs."""

    def __init__(self) -> None:
        self._steps: Counter[float] = Counter()
        self._sizes: Counter[float] = Counter()

    def add(self, lines: Sequence[Printed]) -> None:
        """Count the distances of a page's lines, as shares of their height, and their sizes."""
        for line in lines:
            self._sizes[round(line.size, 1)] += len(line.text)
        for upper, lower in pairwise(lines):
            high = max(lower.bottom - lower.top, 1.0)
            step = (lower.bottom - upper.bottom) / high
            if _LEAST_STEP < step < _MOST_STEP:
                self._steps[round(step, 1)] += 1

    @property
    def usual(self) -> float:
        """The least distance that is not rare, as a share of a line's height."""
        total = sum(self._steps.values())
        often = [step for step, count in self._steps.items() if count >= _OFTEN * total]
        return min(often, default=_PLAIN_STEP)

    def is_large(self, line: Printed) -> bool:
        """Return whether a line is larger than what most of the document is printed in."""
        usual = max(self._sizes, key=self._sizes.__getitem__, default=line.size)
        return line.size > _OTHER_SIZE * usual


def flow(lines: Sequence[Printed], pitches: Pitches) -> list[Flowing]:
    """Return lines in reading order: columns of running text one after the other.

    Columns of short texts, a table without rules, keep side by side with blanks between them.

    Args:
        lines: The lines of a page, from top to bottom.
        pitches: The distances of the document's lines, those of this page among them.
    """
    found: list[Flowing] = []
    for run, gutters in _runs(lines):
        if not gutters:
            found += _with_whole_headings(run, pitches)
        elif _is_running_text(run, gutters):
            for column in _columns(run, gutters):
                found += _with_whole_headings(column, pitches)
        else:
            found += _side_by_side(run, pitches)
    return found


def _with_whole_headings(lines: Sequence[Printed], pitches: Pitches) -> list[Flowing]:
    """Return lines with what stands above them; a heading that goes on is one line."""
    found: list[Flowing] = []
    for line, own in zip(lines, _spaced(lines, pitches), strict=True):
        if found and not own.gap and own.text[:1].islower() and pitches.is_large(line):
            text = mended([found[-1].text, own.text])
            found[-1] = replace(found[-1], text=text, bottom=own.bottom)
        else:
            found.append(own)
    return found


def _spaced(lines: Sequence[Printed], pitches: Pitches) -> Iterator[Flowing]:
    usual = pitches.usual
    before: Printed | None = None
    for line in lines:
        gap = 1
        if before is not None:
            high = max(line.bottom - line.top, before.bottom - before.top, 1.0)
            step = (line.bottom - before.bottom) / (usual * high)
            gap = (step > _PITCH) + (step > _WIDE_PITCH)
            larger, smaller = max(line.size, before.size), min(line.size, before.size)
            if larger > _OTHER_SIZE * smaller:
                gap = 2 if pitches.is_large(line) else max(gap, 1)
        yield Flowing(line.text, gap, line.top, line.bottom)
        before = line


_Gutters = list[tuple[float, float]]


def _runs(lines: Sequence[Printed]) -> Iterator[tuple[list[Printed], _Gutters]]:
    """Yield lines that belong together, with the gutters between their columns, if any."""
    plain: list[Printed] = []
    index = 0
    while index < len(lines):
        end, gutters = _run_at(lines, index)
        parted = sum(1 for line in lines[index:end] if len(line.segments) > 1)
        if gutters and parted >= _LEAST:
            if plain:
                yield plain, []
                plain = []
            yield list(lines[index:end]), gutters
            index = end
        else:
            plain.append(lines[index])
            index += 1
    if plain:
        yield plain, []


def _run_at(lines: Sequence[Printed], index: int) -> tuple[int, _Gutters]:
    """Return where the lines end that keep clear of the gutters of the first, and the gutters."""
    first = lines[index].segments
    gutters = [(a[-1].right, b[0].left) for a, b in pairwise(first)]
    end = index + 1
    last_parted = end
    kept = gutters
    while gutters and end < len(lines):
        gutters = [
            narrowed
            for gutter in gutters
            for narrowed in [_narrowed(gutter, lines[end])]
            if narrowed is not None
        ]
        if gutters:
            end += 1
            if len(lines[end - 1].segments) > 1:
                last_parted, kept = end, gutters
    return last_parted, kept


def _narrowed(gutter: tuple[float, float], line: Printed) -> tuple[float, float] | None:
    """Return what a line leaves of a gutter; None when it crosses it."""
    left, right = gutter
    for part in line.segments:
        begin, end = part[0].left, part[-1].right
        if begin < right and end > left:
            if begin <= left and end < right:
                left = end
            elif begin > left and end >= right:
                right = begin
            else:
                return None
    return (left, right) if right - left > 6 else None


def _is_running_text(run: Sequence[Printed], gutters: _Gutters) -> bool:
    """Return whether two columns hold sentences that go on from line to line."""
    if len(gutters) != 1:
        return False
    return all(
        len(column) > 2 * _LEAST
        and sum(len(line.words) for line in column) / len(column) >= _RUNNING
        for column in _columns(run, gutters)
    )


def _columns(run: Sequence[Printed], gutters: _Gutters) -> list[list[Printed]]:
    edges = [(left + right) / 2 for left, right in gutters]
    columns: list[list[Printed]] = [[] for _ in range(len(edges) + 1)]
    for line in run:
        parts: list[list[Word]] = [[] for _ in columns]
        for word in line.words:
            parts[sum(1 for edge in edges if word.left > edge)].append(word)
        for column, part in zip(columns, parts, strict=True):
            if part:
                column.append(Printed(tuple(part)))
    return columns


def _side_by_side(run: Sequence[Printed], pitches: Pitches) -> Iterator[Flowing]:
    """Yield lines whose parts begin at the character that their place on the page says."""
    widths = [(w.right - w.left) / len(w.text) for line in run for w in line.words if w.text]
    wide = max(median(widths) * 0.82, 1.0)
    origin = min(line.words[0].left for line in run)
    for line, spaced in zip(run, _spaced(run, pitches), strict=True):
        text = ""
        for part in line.segments:
            at = round((part[0].left - origin) / wide)
            text += " " * max(at - len(text), 2 if text else 0)
            text += " ".join(word.text for word in part)
        yield Flowing(text, spaced.gap, line.top, line.bottom)


def _is_sign(text: str) -> bool:
    return text in _SIGNS or (len(text) <= 4 and text[:-1].isdecimal() and text[-1] in ".)")

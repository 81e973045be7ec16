"""Lines and paragraphs of a text rendition, and how lines are joined to running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from styrkedja.graph.model import Passage

__all__ = ["Joined", "Line", "Paragraph", "hyphenated_words", "join", "passages_of", "read_lines"]

_NO_SIGNS = {0x00AD: None, 0x200B: " ", 0xFEFF: " "}  # soft hyphen; spaces of no width
_COLUMNS = re.compile(r" {2,}|\t+")
_HYPHENATED = re.compile(r"(?<!\w)\w+-\w+(?:-\w+)*")
_FIRST_WORD = re.compile(r"\w+")
_LAST_PART = re.compile(r"(\w+)-$")
_AFTER_A_REAL_HYPHEN = frozenset({"och", "eller", "samt", "respektive", "resp", "till", "som"})


class Line(NamedTuple):
    """One line; a tuple, for a document has thousands.

    Args:
        number: Counted from 1.
        text: Without surrounding space, inner space as one blank, composed (NFC), and without
            soft hyphens.
        opens_page: True when a form feed stands in it: a new page begins here.
        cells: The text's parts where two or more blanks part it, as columns do; one or none
            elsewhere.
        raw: The line as it stands, for what blanks say of the columns of a table; "" where a line
            was made of a part of another.
    """

    number: int
    text: str
    opens_page: bool = False
    cells: tuple[str, ...] = ()
    raw: str = ""


def read_lines(lines: Iterable[str]) -> list[Line]:
    """Return the lines of a text rendition, numbered."""
    return [
        Line(number, _cleaned(raw), "\f" in raw, _cells(raw), raw)
        for number, raw in enumerate(lines, start=1)
    ]


def _cells(raw: str) -> tuple[str, ...]:
    if "\t" not in raw and "  " not in raw.strip():
        return ()
    return tuple(_cleaned(cell) for cell in _COLUMNS.split(raw.strip()) if cell.strip())


def _cleaned(raw: str) -> str:
    text = " ".join(raw.split())
    if text.isascii():
        return text
    if "\u00ad" in text or "\u200b" in text or "\ufeff" in text:
        text = " ".join(text.translate(_NO_SIGNS).split())
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Lines that stand together; equal only to itself.

    Args:
        lines: At least one.
        gap_before: Blank lines before it.
        gap_after: Blank lines after it.
        legend: True when each of its lines is a status word: it explains symbols and says nothing.
        after_break: True when a page break (furniture, form feed) lies between it and the text
            before it.
    """

    lines: tuple[Line, ...]
    gap_before: int
    gap_after: int
    after_break: bool = False
    legend: bool = False

    @cached_property
    def text(self) -> str:
        """Its lines as running text, end-of-line hyphens mended as far as it alone tells."""
        return join(self.lines).text

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.lines[-1].number


@dataclass(frozen=True, slots=True)
class Joined:
    """Running text made of lines, which remembers where each line begins in it.

    Args:
        text: The text.
        starts: For each line its offset in `text` and its number, in order.
    """

    text: str
    starts: tuple[tuple[int, int], ...]

    def passage(self, begin: int, end: int) -> Passage:
        """Return the lines that the characters from `begin` to `end` (excluded) come from."""
        first = last = self.starts[0][1]
        for offset, number in self.starts:
            if offset <= begin:
                first = number
            if offset < max(end, begin + 1):
                last = number
        return Passage(first, max(first, last))


def hyphenated_words(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words, in lower case, that hold a hyphen in the middle of a line."""
    return frozenset(
        word.lower()
        for line in lines
        if "-" in line.text
        for word in _HYPHENATED.findall(line.text)
    )


def join(lines: Sequence[Line], hyphenated: frozenset[str] = frozenset()) -> Joined:
    """Return the lines as running text: one blank between lines, end-of-line hyphens mended.

    A hyphen at a line's end stays where it is real: before "och" and its like ("kultur- och"),
    in dates and numbers, after or before capitals ("EU-", "-SM"), after a single letter ("e-"),
    and in words that the document writes with a hyphen elsewhere.

    Args:
        lines: Lines in reading order, none of them blank.
        hyphenated: What `hyphenated_words` found in the document.
    """
    text = ""
    starts: list[tuple[int, int]] = []
    for line in lines:
        if text:  # few lines end in a sign that needs a closer look
            text = _glued(text, line.text, hyphenated) if text[-1] in "-–/" else text + " "
        starts.append((len(text), line.number))
        text += line.text
    return Joined(text, tuple(starts))


def _glued(left: str, right: str, hyphenated: frozenset[str]) -> str:
    """Return `left` as it must end for `right` to follow it."""
    if left.endswith("–") and left[-2:-1].isdigit() and right[:1].isdigit():
        return left
    if left.endswith("–") and left[-2:-1].isalpha() and right[:1].isupper():
        return left  # "Norrvik–" and "Sund"
    if left.endswith("/") and not left.endswith(" /"):
        return left
    part = _LAST_PART.search(left, max(0, len(left) - 60)) if left.endswith("-") else None
    if part is None:
        return left + " "
    word = _FIRST_WORD.match(right)
    if word is None or word[0].lower() in _AFTER_A_REAL_HYPHEN:
        return left + " "
    before, after = part[1], word[0]
    whole = f"{before}-{after}".lower()
    real = (
        before[-1].isdigit()
        or after[0].isdigit()
        or after[0].isupper()
        or len(before) == 1
        or (before.isupper() and len(before) > 1)
        or whole in hyphenated
    )
    return left if real else left[:-1]


def passages_of(numbers: Iterable[int], blank: frozenset[int] | set[int]) -> tuple[Passage, ...]:
    """Return the passages that cover these lines, each as long as only blank lines interrupt it.

    Args:
        numbers: Line numbers, in any order.
        blank: Numbers of the document's blank lines.
    """
    passages: list[Passage] = []
    for number in sorted(set(numbers)):
        if passages and all(n in blank for n in range(passages[-1].last + 1, number)):
            passages[-1] = Passage(passages[-1].first, number)
        else:
            passages.append(Passage(number, number))
    return tuple(passages)

"""Page furniture: running heads, page numbers and printed addresses, which are no content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from styrkedja.graph.profiles import fold

from .lines import Line

__all__ = ["find_furniture", "is_page_mark", "repeats_the_opening"]

_PAGE_MARK = re.compile(
    r"(?:(?:sid(?:a|an)?|s)\.?\s*)?\d{1,4}\s*(?:(?:\(|/|av|\()\s*\d{1,4}\s*\)?)?|[-–]\s?\d{1,4}\s?[-–]"
    r"|https?://\S+|www\.\S+",
    re.IGNORECASE,
)
_WITH_A_PAGE = re.compile(
    r"(?:^|\s)(?:sid(?:a|an)?|s)\.? ?(\d{1,4}) ?(?:\(|av |/ ?)(\d{1,4})\)?$", re.IGNORECASE
)  # a running head and its page number on one line
_OPENS_A_MARK = frozenset("sSſhHwW-–")  # or a digit
_DIGITS = re.compile(r"\d+")
_HEAD = re.compile(r"\b(?:kommuns?|stad|bilaga|uppföljning|rapport|delår\w*|bokslut)\b|\d{4}", re.I)
_LONGEST = 90
_TOP, _OPENING = 20, 4  # lines at a document's beginning, and those with text that name it
_NEAR = 10  # lines between a running head and its page number


def is_page_mark(text: str) -> bool:
    """Return whether a line that stands alone is a page number or a printed address.

    Words may stand before a page number that says of how many it is ("Granvik Sida 2 (3)").
    """
    first, last = text[:1], text[-1:]
    if (first in _OPENS_A_MARK or first.isdecimal()) and _PAGE_MARK.fullmatch(text) is not None:
        return True
    if len(text) > _LONGEST or not (last == ")" or last.isdecimal()):
        return False
    match = _WITH_A_PAGE.search(text[-30:])
    return match is not None and int(match[1]) <= int(match[2])


def repeats_the_opening(lines: Sequence[Line], line: Line) -> bool:
    """Return whether a short line says nothing but words of the document's first lines.

    So does a running head that is printed only once, beside a page number.

    Args:
        lines: All lines of the document.
        line: The line.
    """
    first: list[Line] = []
    for one in lines[:_TOP]:
        if one.text and one.number < line.number:
            first.append(one)
    words = {fold(word) for one in first[:_OPENING] for word in one.text[:_LONGEST].split()}
    own = [fold(word) for word in line.text.split()]
    return len(own) > 1 and len(line.text) <= _LONGEST and set(own) - {""} <= words


def find_furniture(lines: Sequence[Line], taken: frozenset[int]) -> frozenset[int]:
    """Return the numbers of the lines that are page furniture.

    A page mark is furniture where no text stands right above it. Any other short line is when it
    stands alone three times or more, page numbers in it aside, and looks like a running head or
    stands at a page's edge, or twice and each time beside a
    page number, or only repeats words of the document's title ("Särskilda uppdrag" above the cards
    of a follow-up of them).

    Args:
        lines: All lines of the document.
        taken: Numbers of lines that are a card's fields; they are none, and a line beside them
            still stands alone.
    """
    printed = [is_page_mark(line.text) for line in lines]
    empty = [  # the place of each line: a blank line, a field, or a page mark
        mark or not line.text or line.number in taken
        for line, mark in zip(lines, printed, strict=True)
    ]
    above, below = [True, *empty], [*empty[1:], True]
    alone = [
        line
        for line, over, under in zip(lines, above, below, strict=False)
        if over and under and line.text and line.number not in taken
    ]
    marks = {
        line.number
        for line, over, mark in zip(lines, above, printed, strict=False)
        if mark and over and line.number not in taken
    }
    opening = [line for line in lines if line.text][:1]
    title = fold(opening[0].text) if opening else ""
    heads = [line for line in alone if line.number not in marks and _may_be_a_head(line.text)]
    forms = {line.number: _DIGITS.sub("#", line.text) for line in heads}  # without page numbers
    times = Counter(forms.values())
    beside = {line.number for line in heads if _beside_a_mark(lines, line, marks)}
    at_marks = Counter(line.text for line in heads if line.number in beside)
    at_edges = {
        forms[line.number]
        for line in heads
        if line.number in beside or _at_an_edge(lines, line, taken)
    }
    repeated = {
        line.number
        for line in heads
        for count in [times[forms[line.number]]]
        if (
            (count >= 3 and (forms[line.number] in at_edges or _HEAD.search(line.text)))
            or at_marks[line.text] == count == 2
            or ("uppdrag" in line.text.lower() and fold(line.text) in title)
            or (line.number in beside and repeats_the_opening(lines, line))
        )
        and line not in opening
    }
    often = {
        line.text for line in heads if line.number in repeated and times[forms[line.number]] >= 3
    }
    taken_for_values = {line.number for line in lines if line.text in often and line not in opening}
    return frozenset(marks | repeated | taken_for_values)


def _at_an_edge(lines: Sequence[Line], line: Line, taken: frozenset[int]) -> bool:
    """Return whether a page begins or ends at a line, as far as can be seen without page numbers.

    A form feed stands in it, or it follows a field without a blank line.
    """
    above = lines[line.number - 2] if line.number > 1 else None
    return line.opens_page or (above is not None and above.number in taken)


def _beside_a_mark(lines: Sequence[Line], line: Line, marks: set[int]) -> bool:
    """Return whether the nearest text above or below a line is a page number."""
    before = lines[max(0, line.number - 1 - _NEAR) : line.number - 1]
    above = next((other for other in reversed(before) if other.text), None)
    after = lines[line.number : line.number + _NEAR]
    below = next((other for other in after if other.text), None)
    return any(other is not None and other.number in marks for other in (above, below))


def _may_be_a_head(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not text.endswith((".", ":", ",", "!", "?"))
        and not text.startswith(("•", "-", "–", "*", "#"))
        and any(letter.isalpha() for letter in text)
    )

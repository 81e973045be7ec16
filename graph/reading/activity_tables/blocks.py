"""The lines of tables in blocks: what stands together without a gap, as cells do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from styrkedja.graph.profiles import fold

from ..furniture import is_page_mark, repeats_the_opening
from ..lines import Line
from .sections import Section

__all__ = ["Block", "Gap", "bullet_of", "find_table_furniture", "make_blocks", "outline"]

_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(r"(?<!\S)(\d{1,4}) ?(?:\(|av |/ ?)(\d{1,4})\)?$", re.IGNORECASE)
_LONGEST_HEAD = 90
_EDGE = 3


class Gap(IntEnum):
    """What stands between a block and the one before it."""

    NONE = 0
    INDENT = 1
    SOFT = 2
    HARD = 3
    PAGE = 4
    SECTION = 5


@dataclass(slots=True, eq=False)
class Block:
    """Lines that stand together.

    Args:
        lines: Its lines, at least one.
        gap: What stands before it: nothing but a blank at its first line's beginning, a line of
            blanks only, an empty line, a page's end, or a heading.
        empty: True when lines of blanks only stand before it, as empty cells leave them.
        breaks: True when a new page begins with it, as far as can be seen.
        section: The headings it stands under.
        columns: The columns after the activity's, of the table it stands in.
    """

    lines: list[Line]
    gap: Gap
    empty: bool = False
    breaks: bool = False
    section: Section | None = None
    columns: tuple[str, ...] = ()

    @property
    def own_row(self) -> bool:
        """Whether a blank stands before its text: an empty first cell of the row's own."""
        return self.lines[0].raw[:1] in {" ", "\f"}

    @property
    def width(self) -> int:
        """The characters of its longest line."""
        return max(len(line.text) for line in self.lines)


def bullet_of(text: str, signs: Sequence[str]) -> str | None:
    """Return the bullet that a line begins with, or None."""
    word = text.partition(" ")[0]
    return word if word in signs else None


def make_blocks(
    lines: Sequence[Line],
    sections: Sequence[Section],
    passed: dict[int, Gap],
    bullets: Sequence[str],
    dashes: Sequence[str],
) -> list[Block]:
    """Return the blocks of some lines.

    Args:
        lines: The lines, from the first table's head on.
        sections: The headings in them.
        passed: Number of each line that is no part of a cell → what it puts between blocks.
        bullets: Signs that begin a block, also inside a line.
        dashes: Signs that begin a block at a line's beginning.
    """
    starts = {section.first: section for section in sections}
    first = lines[0].number if lines else 1
    section = next((one for one in reversed(sections) if one.first < first), None)
    indented = sum(1 for line in lines if line.text and line.raw[:1] == " ")
    indents = indented * 2 < sum(1 for line in lines if line.text)
    found: list[Block] = []
    gap, empty = Gap.SECTION, False
    for line in lines:
        section = starts.get(line.number, section)
        if line.number in passed:
            gap = max(gap, passed[line.number])
            continue
        if not line.text:
            blanks = Gap.SOFT if line.raw else Gap.HARD
            gap = max(gap, Gap.PAGE if line.opens_page else blanks)
            empty = empty or bool(line.raw)
            continue
        if line.opens_page:
            gap = max(gap, Gap.PAGE)
        indent = indents and line.raw[:1] == " "
        breaks = gap == Gap.PAGE or (indent and gap == Gap.NONE)
        if indent:
            gap = max(gap, Gap.INDENT)
        for part in _parts(line, bullets):
            opens = bullet_of(part.text, (*bullets, *dashes)) is not None
            if gap > Gap.NONE or opens or not found:
                found.append(Block([part], gap, empty, breaks, section))
            else:
                found[-1].lines.append(part)
            gap, empty, breaks = Gap.NONE, False, False
    return found


def _parts(line: Line, bullets: Sequence[str]) -> list[Line]:
    """Return a line's parts before and from each bullet inside it."""
    rest = line.text[1:]
    if len(rest) >= 500 or not any(sign in rest for sign in bullets):
        return [line]
    parts: list[list[str]] = [[]]
    for word in line.text.split():
        if word[0] in bullets and parts[-1]:
            parts.append([])
        parts[-1].append(word)
    texts = [" ".join(words) for words in parts]
    return [line._replace(text=texts[0]), *(Line(line.number, text) for text in texts[1:])]


def outline(lines: Sequence[Line], headings: Sequence[str]) -> set[int]:
    """Return the numbers of the lines at the end that only repeat headings, as a PDF's outline.

    Args:
        lines: All lines.
        headings: Words that are headings; a tab before each line tells an outline as well.
    """
    last: list[Line] = []
    for line in reversed(lines):
        if line.text:
            last.append(line)
        elif last:
            break
        if len(last) > 400:
            return set()
    if len(last) < 2:
        return set()
    names = {fold(name) for name in headings}
    if not (all(line.raw[:1] == "\t" for line in last) or fold(last[0].text) in names):
        return set()
    earlier = {fold(line.text) for line in lines if line.text and line.number < last[-1].number}
    if all(fold(line.text) in earlier for line in last):
        return {line.number for line in last}
    return set()


def find_table_furniture(
    lines: Sequence[Line], heads: Iterable[Sequence[int]], keep: frozenset[int]
) -> set[int]:
    """Return the numbers of the lines that are page furniture.

    Page numbers and addresses that stand alone; short lines that come back at three or more pages'
    edges, or that stand alone again and again with a number that counts up.

    Args:
        lines: All lines.
        heads: The numbers of the lines of each table's head.
        keep: Numbers of lines that are no furniture: heads, headings, cells.
    """
    marks: set[int] = set()
    for line in lines:
        if line.text and line.number not in keep and _is_page_mark(line.text):
            above = lines[line.number - 2] if line.number > 1 else None
            if above is None or not above.text or above.number in marks or line.opens_page:
                marks.add(line.number)
    written = [line for line in lines if line.text and line.number not in marks]
    position = {line.number: index for index, line in enumerate(written)}
    edges: set[int] = {line.number for line in lines if line.opens_page and line.text}
    for head in heads:
        edges.add(head[0])
    seen: Counter[str] = Counter()
    once: set[int] = set()
    at_edges: dict[str, list[int]] = defaultdict(list)
    for number in sorted(edges | marks):
        near = _near(lines, number, position, written)
        for line in near:
            if line.number not in keep and _may_be_a_head(line.text):
                form = _DIGITS.sub("#", line.text)
                if not at_edges[form] or at_edges[form][-1] != line.number:
                    at_edges[form].append(line.number)
                    seen[form] += 1
                alone = number in marks and not lines[max(0, line.number - 2)].text
                if alone and repeats_the_opening(lines, line):
                    once.add(line.number)
    repeated = once | {
        number for form, numbers in at_edges.items() if len(set(numbers)) >= 3 for number in numbers
    }
    return marks | repeated | _counting(lines, keep)


def _is_page_mark(text: str) -> bool:
    """Return whether a line is a page number, also behind a running head ("Bilaga 2 3 (18)")."""
    if is_page_mark(text):
        return True
    match = _PAGE.search(text[-30:]) if len(text) <= _LONGEST_HEAD else None
    return match is not None and int(match[1]) <= int(match[2])


def _near(
    lines: Sequence[Line], number: int, position: dict[int, int], written: Sequence[Line]
) -> list[Line]:
    """Return the written lines right above and below a line, and it itself; blanks between."""
    here = position.get(number)
    if here is None:
        below = next((line for line in lines[number : number + 6] if line.text), None)
        here = position.get(below.number) if below is not None else None
        if here is None:
            return list(written[-1:])
        return list(written[max(0, here - 1) : here + 1])
    return list(written[max(0, here - 1) : here + 2])


def _counting(lines: Sequence[Line], keep: frozenset[int]) -> set[int]:
    """Return lines that stand alone, the same but for a number that grows each time."""
    forms: dict[str, list[tuple[int, list[int]]]] = defaultdict(list)
    for index, line in enumerate(lines):
        if not line.text or line.number in keep or not _may_be_a_head(line.text):
            continue
        if not any(sign.isdigit() for sign in line.text):
            continue
        above = lines[index - 1].text if index else ""
        if above and not line.opens_page and line.raw[:1] != " ":
            continue
        values = [int(value[:9]) for value in _DIGITS.findall(line.text)]
        forms[_DIGITS.sub("#", line.text)].append((line.number, values))
    found: set[int] = set()
    for form, places in forms.items():
        if len(places) < 3 or sum(sign.isalpha() for sign in form) < 4:
            continue
        grows = [
            all(b[1][n] == a[1][n] + 1 for a, b in pairwise(places))
            for n in range(len(places[0][1]))
        ]
        if any(grows):
            found.update(number for number, _ in places)
    return found


def _may_be_a_head(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEAD
        and not text.endswith((".", ":", ",", "!", "?"))
        and any(sign.isalpha() for sign in text)
    )

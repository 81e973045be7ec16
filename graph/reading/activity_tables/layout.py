"""Where tables stand in a document and what is no part of them: heads, headings, furniture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..draft import Source
from ..lines import Line
from .blocks import Block, Gap, bullet_of, find_table_furniture, make_blocks, outline
from .cells import CellReader
from .columns import Head, find_heads
from .delimited import read_delimited
from .row import GoalText, Row, breaks_off
from .sections import Section, find_sections
from .side_by_side import read_side_by_side
from .tokens import Tokens, may_begin_a_cell

__all__ = ["Layout", "layout_of"]

_COUNTED = re.compile(r"(\d{1,2})[.)] (?=[A-ZÅÄÖ])")
_FOOTNOTE = re.compile(r"(\d{1,2}) (?=[A-ZÅÄÖ])")
_MARK = re.compile(r"(?<=[\w)])(\d{1,2})$")
_BEFORE = 150  # lines above a footnote that its mark can stand in
_LONGEST_TITLE_LINE = 300  # characters
_MOST_TITLE_LINES = 8
_SURELY_CELLS = 2  # cells of a kind that begin at a line's beginning
_LONGEST_CELLS = 90  # characters of a line that may be cells


@dataclass(slots=True, eq=False)
class Layout:
    """What a document's tables stand in.

    Args:
        heads: The tables' heads.
        sections: The headings above them.
        blocks: The text of the tables.
        cells: Reads cells.
        furniture: Numbers of lines that are page furniture.
        footnotes: Number of a marked line → numbers of the lines of its footnote.
        rows: The rows of tables whose rows are lines.
        delimited: The numbers of those lines.
    """

    heads: list[Head]
    sections: list[Section]
    blocks: list[Block]
    cells: CellReader
    furniture: set[int]
    footnotes: dict[int, list[int]] = field(default_factory=dict)
    rows: list[Row | GoalText] = field(default_factory=list)
    delimited: set[int] = field(default_factory=set)


def layout_of(source: Source, words: ActivityTableWords) -> Layout | None:
    """Return where a document's tables stand, or None when it has none."""
    lines = source.lines
    heads = list(find_heads(lines, words, source.taken))
    if not heads:
        return None
    head_lines = frozenset(number for head in heads for number in head.numbers)
    at_end = outline(lines, words.perspectives)
    tokens = Tokens(source.profile, frozenset(fold(word) for word in words.deadlines))
    cells = CellReader(tokens)
    sections = find_sections(lines, words, head_lines, source.taken | at_end, cells.may_be_cells)
    headings = {number for section in sections for number in section.lines}
    keep = frozenset(head_lines | headings | _content(lines, heads[0], words, cells))
    furniture = find_table_furniture(lines, [head.numbers for head in heads], keep) | at_end
    furniture -= source.taken
    first = heads[0].numbers[0]
    body = [line for line in lines[first - 1 :] if line.number not in at_end]
    layout = Layout(heads, sections, [], cells, furniture)
    body, notes = _without_footnotes(body, furniture | head_lines, layout)
    body = _with_bullets(body, heads, furniture, words)
    passed = dict.fromkeys((*furniture, *head_lines, *notes), Gap.PAGE)
    _read_delimited(layout, body, furniture | source.taken, words, tokens)
    passed.update((number, Gap.HARD) for number in (*source.taken, *layout.delimited))
    passed.update((number, Gap.SECTION) for number in headings)
    layout.blocks = make_blocks(body, sections, passed, words.bullets, words.dashes)
    begins = [head.numbers[0] for head in heads]
    for block in layout.blocks:
        head = heads[max(0, bisect_right(begins, block.lines[0].number) - 1)]
        block.columns = head.cells
    layout.blocks = [part for block in layout.blocks for part in _split_at_cells(block, cells)]
    return layout


def _split_at_cells(block: Block, cells: CellReader) -> list[Block]:
    """Return a block in two where cells begin at a line inside it, with no gap above them."""
    if len(block.lines) < 2 or len(block.lines[0].text) > _LONGEST_TITLE_LINE:
        return [block]
    if cells.start(block.lines[:1], block.columns) is not None:
        return [block]
    for at, (above, line) in enumerate(pairwise(block.lines[:_MOST_TITLE_LINES]), start=1):
        if len(line.text) > _LONGEST_TITLE_LINE or not may_begin_a_cell(line.text.split()[0]):
            continue
        if breaks_off(above.text):
            continue
        found = cells.start([line], block.columns)
        if found is None or len(cells.sure_of(found)) < _SURELY_CELLS:
            continue
        if cells.inside(block.lines[:at], block.columns) is not None:
            return [block]
        rest = Block(list(block.lines[at:]), Gap.SOFT, section=block.section)
        block.lines, rest.columns = list(block.lines[:at]), block.columns
        return [block, rest]
    return [block]


def _read_delimited(
    layout: Layout,
    body: Sequence[Line],
    passed: set[int] | frozenset[int],
    words: ActivityTableWords,
    tokens: Tokens,
) -> None:
    """Read the tables whose rows are lines."""
    if not any(head.parted for head in layout.heads):
        return
    begins = {head.numbers[0]: head for head in layout.heads}
    heads = {number for head in layout.heads for number in head.numbers}
    headings = {number for one in layout.sections for number in one.lines} - heads
    starts = {one.first: one for one in layout.sections}
    first = body[0].number if body else 1
    section = next((one for one in reversed(layout.sections) if one.first < first), None)
    under: dict[int, Section | None] = {}
    head: Head | None = None
    table: list[Line] = []

    signs = (*words.bullets, *words.dashes)
    parted = [line for line in body if len(line.cells) > 2 and line.number not in heads]
    with_bullet = sum(1 for line in parted if bullet_of(line.text.lstrip("| "), signs))

    def close() -> None:
        if head is not None:
            rows, numbers = read_delimited(
                table, head, words, tokens, under, bulleted=with_bullet * 2 > len(parted)
            )
            if not rows and head.lefts:
                pages = _pages([line for line in table if line.number not in head.numbers])
                rows, numbers, edges = read_side_by_side(pages, head, words, tokens, under)
                layout.furniture.update(edges)
            layout.rows.extend(rows)
            layout.delimited.update(numbers)
        table.clear()

    for line in body:
        section = starts.get(line.number, section)
        if line.number in begins or line.number in headings:
            close()
            head = begins.get(line.number)
        if head is not None and line.number not in passed:
            under[line.number] = section
            table.append(line)
    close()


def _with_bullets(
    body: list[Line],
    heads: Sequence[Head],
    furniture: set[int],
    words: ActivityTableWords,
) -> list[Line]:
    """Return the lines with a bullet before each number that counts the rows of a table.

    They do where the first row below each head begins with one ("1. Inventera …") and no other
    row has a bullet; each number is the next one.
    """
    first_lines = {head.numbers[-1] for head in heads}
    if any(bullet_of(line.text, words.bullets) for line in body):
        return body
    found = list(body)
    heads_counted, expected, below_a_head = 0, 0, False
    for index, line in enumerate(body):
        if line.number in first_lines:
            below_a_head, expected = True, 0
            continue
        if not line.text or line.number in furniture:
            continue
        match = _COUNTED.match(line.text)
        number = int(match[1]) if match is not None else 0
        if match is not None and ((below_a_head and number) or (expected and number == expected)):
            heads_counted += below_a_head
            expected = number + 1
            found[index] = line._replace(text=f"{words.bullets[0]} {line.text}")
        below_a_head = False
    return found if heads_counted == len(heads) else body


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines page by page: furniture, which is left out, and form feeds part them."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        last = pages[-1][-1].number if pages[-1] else line.number - 1
        if pages[-1] and (line.opens_page or line.number != last + 1):
            pages.append([])
        pages[-1].append(line)
    return pages


def _content(
    lines: Sequence[Line], head: Head, words: ActivityTableWords, cells: CellReader
) -> set[int]:
    """Return the numbers of lines that are cells or begin rows, by their looks alone."""
    signs = (*words.bullets, *words.dashes)
    found: set[int] = set()
    for line in lines:
        if not line.text or len(line.text) > 200:
            continue
        bulleted = bullet_of(line.text, signs) is not None
        if bulleted or (len(line.text) <= _LONGEST_CELLS and cells.start([line], head.cells)):
            found.add(line.number)
    return found


def _without_footnotes(
    lines: list[Line], passed: set[int], layout: Layout
) -> tuple[list[Line], list[int]]:
    """Return the lines without the marks of footnotes, and the numbers of the footnotes' lines.

    A footnote stands at a page's end after an empty line; its mark stands glued to an earlier
    line's end.
    """
    changed = list(lines)
    notes: list[int] = []
    for index, line in enumerate(lines):
        match = _FOOTNOTE.match(line.text)
        if match is None or line.number in passed or (index and lines[index - 1].text):
            continue
        if not _ends_page(lines, index, passed):
            continue
        for place in range(index - 1, max(-1, index - _BEFORE), -1):
            mark = _MARK.search(changed[place].text)
            if mark is None or not changed[place].text.endswith(match[1]):
                continue
            before = changed[place].text[: -len(match[1])]
            if before[-1:].isdigit() and not re.search(r"(?<!\d)(?:19|20)\d\d$", before):
                continue
            changed[place] = changed[place]._replace(text=before)
            layout.footnotes.setdefault(changed[place].number, []).append(line.number)
            notes.append(line.number)
            break
    return changed, notes


def _ends_page(lines: Sequence[Line], index: int, passed: set[int]) -> bool:
    """Return whether a page ends after a line: furniture, a form feed, a leading blank."""
    for following in lines[index + 1 :]:
        if following.number in passed or following.opens_page:
            return True
        if following.text:
            return following.raw[:1] == " "
    return True

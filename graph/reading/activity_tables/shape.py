"""How a document's tables are set: bullets, the widths of their columns, where comments stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..lines import Line
from .blocks import Block, Gap, bullet_of
from .cells import CellReader, follow_comments
from .columns import Head

__all__ = ["Shape", "shape_of"]

_NUMBER_INSIDE = re.compile(r"(?<=[^\W\d])\s+(\d{1,2}(?:\.\d{1,2}){1,2})(?=\s[A-ZÅÄÖ])")
_SPAN = 1.3  # how much wider than comments titles must be for widths to tell them apart
_LONGEST = 400
_ENOUGH = 5
_FULL = 0.8  # of a column, that a line of it fills when more lines follow


@dataclass(slots=True, eq=False)
class Shape:
    """How tables are set.

    Args:
        columns: The columns after the activity's, of the table in hand.
        bullet: What activities begin with, or None.
        comment_width: Characters of the longest comment lines, 0 when not known.
        title_width: Characters of the longest title lines, 0 when not known.
        goal_width: Characters of the longest lines of goals, 0 when not known.
        limit: Lines longer than this stand in no narrow column; None when widths tell nothing.
        comments_apart: True when comments never begin on the line of the other cells.
    """

    columns: tuple[str, ...]
    bullet: str | None
    comment_width: int
    title_width: int
    goal_width: int
    limit: float | None
    comments_apart: bool

    @property
    def goals_are_wider(self) -> bool:
        """Whether goals can be told from comments by their lines' length."""
        return self.comment_width > 0 and self.goal_width > self.comment_width + 2

    def is_wide(self, text: str) -> bool:
        """Return whether a line is longer than cells other than titles are."""
        return self.limit is not None and len(text) > self.limit

    def is_wide_block(self, block: Block) -> bool:
        """Return whether a block stands in a wide column."""
        return any(self.is_wide(line.text) for line in block.lines)

    def split_goal(self, block: Block) -> tuple[list[Line], list[Line]]:
        """Return a goal and a title that stand on one line, parted; no goal where they do not.

        Such a line is longer than titles are; the title begins with a capital inside it.
        """
        line, most = block.lines[0], self.title_width
        numbered = _NUMBER_INSIDE.search(line.text[:_LONGEST])
        if numbered is not None:
            title = Line(line.number, line.text[numbered.start(1) :])
            goal = Line(line.number, line.text[: numbered.start()])
            return [goal], [title, *block.lines[1:]]
        if not most or len(line.text) <= most + 2 or len(line.text) > _LONGEST:
            return [], block.lines
        words = line.text.split()
        following = block.lines[1].text.split()[0] if len(block.lines) > 1 else ""
        fitting: list[int] = []
        for at in range(1, len(words)):
            left, right = " ".join(words[:at]), " ".join(words[at:])
            if words[at][:1].isupper() and len(left) <= most and len(right) <= most + 2:
                full = not following or len(right) + 1 + len(following) > most * _FULL
                if full and not left.endswith((".", ":")):
                    fitting.append(at)
        if not fitting:
            return [], block.lines
        at = fitting[0]
        title = Line(line.number, " ".join(words[at:]))
        return [Line(line.number, " ".join(words[:at]))], [title, *block.lines[1:]]


def shape_of(
    blocks: Sequence[Block], head: Head, cells: CellReader, words: ActivityTableWords
) -> Shape:
    """Return how a document's tables are set, as most of its rows show.

    Args:
        blocks: All blocks of its tables.
        head: The head of its first table.
        cells: Reads cells; it learns the bodies that are named in them.
        words: Signs of bullets.
    """
    columns = head.cells
    learned = [cells.learn(block.lines, columns) for block in blocks]
    if follow_comments(columns):
        learned = [cells.start(block.lines, columns) for block in blocks]
    signs = (*words.bullets, *words.dashes)
    anchors: list[int] = []
    comments: list[int] = []
    inline = 0
    for index, read in enumerate(learned):
        if read is not None:
            anchors.append(index)
            inline += bool(read.comment)
            comments.extend(len(line.text) for line in read.comment[1:])

    @cache
    def holds_cells(index: int) -> bool:
        return _holds_cells(blocks, index, cells)

    bullet = _bullet(blocks, anchors, signs, holds_cells)
    titles = _titles(blocks, anchors, bullet, holds_cells)
    comment_width, title_width = _most(comments, 0.97), _title_width(titles, bullet)
    goal_width = _goal_width(blocks, anchors, signs, comment_width, title_width)
    narrow = comment_width or goal_width
    limit = None
    if narrow and title_width > narrow * _SPAN:
        limit = (narrow + title_width) / 2
    return Shape(
        columns=columns,
        bullet=bullet,
        comment_width=comment_width,
        title_width=title_width,
        goal_width=goal_width,
        limit=limit,
        comments_apart="comment" in columns
        and inline == 0
        and _texts_follow(blocks, anchors, signs),
    )


def _texts_follow(blocks: Sequence[Block], anchors: Sequence[int], signs: Sequence[str]) -> bool:
    """Return whether most rows' cells are followed by text, which then is their comment."""
    known = set(anchors)
    last = [index for index in anchors if index + 1 not in known]
    followed = sum(
        1
        for index in last
        if index + 1 < len(blocks)
        and blocks[index + 1].gap < Gap.SECTION
        and bullet_of(blocks[index + 1].lines[0].text, signs) is None
    )
    return followed * 2 > len(last)


def _bullet(
    blocks: Sequence[Block],
    anchors: Sequence[int],
    signs: Sequence[str],
    holds_cells: Callable[[int], bool],
) -> str | None:
    """Return the bullet that stands before most rows' cells, or None.

    Signs that only stand under sentences that introduce them ("följande aktiviteter:") begin
    parts of rows, not rows.
    """
    begins = [bullet_of(block.lines[0].text, signs) for block in blocks]
    with_cells = dict.fromkeys(signs, 0)
    runs = dict.fromkeys(signs, 0)
    introduced = dict.fromkeys(signs, 0)
    rows, seen = 0, set[str]()
    known = set(anchors)
    last_known = False  # whether the block before holds cells, so that this one is of its row
    for index, sign in enumerate(begins):
        if sign is not None:
            seen.add(sign)
            if not index or begins[index - 1] != sign:
                runs[sign] += 1
                introduced[sign] += bool(index and _introduces(blocks[index - 1]))
        here = index in known
        if (here and last_known) or not (here or holds_cells(index)):
            last_known = here
            continue
        last_known = here
        rows += 1
        for one in seen:
            with_cells[one] += 1
        seen = set()
    if not rows:
        return max(signs, key=begins.count) if any(begins) else None
    for sign in sorted(signs, key=lambda one: -with_cells[one]):
        often = with_cells[sign] and with_cells[sign] * 5 >= rows * 3
        if often and introduced[sign] * 2 < max(runs[sign], 1):
            return sign
    return None


def _holds_cells(blocks: Sequence[Block], index: int, cells: CellReader) -> bool:
    """Return whether cells begin inside the first line of a block."""
    block = blocks[index]
    near = blocks[index + 1] if index + 1 < len(blocks) else None
    following = near.lines if near is not None and near.gap < Gap.SECTION else ()
    return cells.inside(block.lines, block.columns, following) is not None


def _introduces(block: Block) -> bool:
    """Return whether a block ends with a sentence that introduces a list."""
    return block.lines[-1].text.endswith(":")


def _goal_width(
    blocks: Sequence[Block], anchors: Sequence[int], signs: Sequence[str], comment: int, title: int
) -> int:
    """Return the width of the texts that open sections without being rows: goals, 0 for none."""
    limit = (comment + title) / 2 if comment and title > comment * _SPAN else title or _LONGEST
    known = set(anchors)
    widths = [
        len(line.text)
        for index, block in enumerate(blocks)
        if block.gap == Gap.SECTION
        and bullet_of(block.lines[0].text, signs) is None
        and block.width <= limit
        and index + 1 < len(blocks)
        and index + 1 not in known
        and blocks[index + 1].gap < Gap.SECTION
        and not _introduces(block)
        for line in block.lines
    ]
    return max(widths, default=0)


def _titles(
    blocks: Sequence[Block],
    anchors: Sequence[int],
    bullet: str | None,
    holds_cells: Callable[[int], bool],
) -> list[list[int]]:
    """Return the lengths of the lines of each title that stands apart from its cells."""
    if bullet is not None:
        found = [
            block
            for index, block in enumerate(blocks)
            if bullet_of(block.lines[0].text, (bullet,)) and not holds_cells(index)
        ]
    else:
        found = [blocks[i - 1] for i in anchors if i and blocks[i].gap < Gap.PAGE]
    return [
        [len(line.text) for line in block.lines if len(line.text) < _LONGEST] for block in found
    ]


def _title_width(titles: Sequence[Sequence[int]], bullet: str | None) -> int:
    """Return how wide titles are set: a first line may hold more than the title."""
    if bullet is not None:
        lines = [width for title in titles if len(title) > 1 for width in title]
    else:
        lines = [width for title in titles for width in title[1:]]
    first = _most([title[0] for title in titles if title], 0.75)
    return max(_most(lines, 0.97), first) if len(lines) >= _ENOUGH else first


def _most(widths: Sequence[int], share: float) -> int:
    """Return the width that this share of the lines does not exceed."""
    if not widths:
        return 0
    ranked = sorted(widths)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

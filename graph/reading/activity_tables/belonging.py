"""Which row a block of text goes on with: its title after a page's end, or its comment."""

from __future__ import annotations

from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from .blocks import Block, Gap
from .cells import Cells
from .goals import looks_like_a_goal
from .row import Row, comment_is_open, title_is_open
from .shape import Shape

__all__ = ["is_comment", "is_run_on"]


def is_run_on(
    row: Row, block: Block, shape: Shape, words: ActivityTableWords, *, resumed: bool
) -> bool:
    """Return whether a block goes on with the title of a row whose cells stand before it.

    Args:
        row: The row.
        block: The block after its cells.
        shape: How the table is set.
        words: Sentences that introduce sub-items.
        resumed: Whether the block before went on with the title already.
    """
    wide = shape.is_wide_block(block)
    first = block.lines[0].text
    if resumed:
        lead = any(first.startswith(one) for one in words.lead_ins)
        return lead or (wide and first[:1].islower())
    if not (block.breaks or block.gap in (Gap.INDENT, Gap.PAGE)):
        return False
    if shape.limit is None:
        return title_is_open(row) and first[:1].islower() and not comment_is_open(row)
    if wide:
        if first[:1].islower() or title_is_open(row):
            return True
        closed = not row.title or row.title[-1].text.endswith((".", ")", "!", "?"))
        return bool(shape.bullet) and block.gap == Gap.INDENT and not closed
    return title_is_open(row) and not comment_is_open(row) and first[:1].islower()


def is_comment(
    row: Row, cells: Cells, block: Block, shape: Shape, *, starts: bool, ends: bool
) -> bool:
    """Return whether a block belongs to the comment of a row that has cells.

    Args:
        row: The row.
        cells: Its cells.
        block: The block after them.
        shape: How the table is set.
        starts: Whether the next block begins with cells.
        ends: Whether no block of the same table follows.
    """
    wide = shape.is_wide_block(block)
    first = block.lines[0].text
    if "comment" not in cells.columns:
        return False
    if wide and shape.limit is not None:
        return False
    if (
        shape.bullet is None
        and starts
        and block.gap == Gap.HARD
        and not (cells.comment or block.empty)
        and cells.columns[-1] == "comment"
    ):
        return False  # the next row's title: its comment was empty
    pending = not cells.comment and (cells.wrapped or shape.comments_apart)
    if pending and not block.empty and block.gap < Gap.PAGE:
        return True
    if cells.comment and first[:1].islower() and comment_is_open(row):
        return True
    if cells.comment and block.gap in (Gap.NONE, Gap.INDENT, Gap.SOFT) and not block.own_row:
        return True
    if ends:
        return True
    if shape.bullet is None and starts and block.gap >= Gap.HARD:
        return False
    if block.gap == Gap.NONE or (cells.comment and block.gap == Gap.SOFT):
        return True
    if not cells.comment:
        return False
    if shape.goals_are_wider and block.width <= shape.comment_width:
        return True
    if block.gap == Gap.PAGE and comment_is_open(row):
        return True
    return not looks_like_a_goal(block.lines, bulleted=shape.bullet is not None)

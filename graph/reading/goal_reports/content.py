"""What stands under a goal or an initiative: its analysis, its bullets, its sub-headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..lines import Line, join
from .blocks import FUNCTION_WORDS, Block, Sheet

__all__ = ["Content", "Item", "Leader", "is_table", "read_content"]

_FIRST_WORD = re.compile(r"[\"“”]?([A-ZÅÄÖ][\wåäöé]*)")
_LONGEST = 4000


@dataclass(eq=False)
class Leader:
    """A sentence that introduces investigation assignments, and how many it announces."""

    block: Block
    text: str
    stated: tuple[int, str] | None = None
    items: list[Item] = field(default_factory=list)


@dataclass(eq=False)
class Item:
    """A bullet or a sub-heading.

    Args:
        lines: Its lines; the sub-heading alone, without the text under it.
        level: 1, or 2 under another bullet; 0 for a sub-heading.
        under: The bullet it stands under.
        text: The lines of the text under a sub-heading.
        leader: What introduces it as an assignment, or None.
    """

    lines: list[Line]
    level: int
    under: Item | None = None
    text: list[Line] = field(default_factory=list)
    leader: Leader | None = None


@dataclass(eq=False)
class Content:
    """What stands under one title.

    Args:
        text: The lines of the analysis, in order.
        items: Bullets and sub-headings, in order.
        leaders: What introduces assignments.
        headings: Numbers of lines that only head the analysis ("Sammanfattning").
    """

    text: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


def read_content(
    blocks: Sequence[Block],
    sheet: Sheet,
    words: GoalReportWords,
    taken: frozenset[int],
    *,
    subheadings: bool = False,
) -> Content:
    """Return what some blocks hold; tables in them are left to their own reader.

    Args:
        blocks: The blocks under a title.
        sheet: The document.
        words: The words to go by.
        taken: Numbers of lines that other readers have read.
        subheadings: True when a paragraph may begin with a sub-heading that names a piece of work.
    """
    content = Content()
    summaries = frozenset(map(fold, words.summaries))
    bullet: Item | None = None
    heading: Item | None = None
    leader: Leader | None = None
    printed = ""
    in_table = False
    for index, block in enumerate(blocks):
        in_table = is_table(block, words, in_table=in_table) or _is_taken_row(block, taken)
        if in_table:
            printed += fold(block.text[:_LONGEST])
            continue
        if len(block.lines) == 1 and fold(block.text[:60]) in summaries:
            content.headings.append(block.first)
        elif block.level:
            above = bullet if block.level == 2 else None
            item = Item(list(block.lines), block.level, above, [], leader)
            content.items.append(item)
            if leader is not None:
                leader.items.append(item)
            bullet = bullet if block.level == 2 and bullet is not None else item
        elif content.items and _continues(content.items[-1], block, blocks[index - 1]):
            content.items[-1].lines.extend(block.lines)
        else:
            bullet = leader = None
            size = _subheading(block, sheet, printed) if subheadings else 0
            if size:
                heading = Item(list(block.lines[:size]), 0, None, list(block.lines[size:]))
                content.items.append(heading)
                continue
            (content.text if heading is None else heading.text).extend(block.lines)
            below = blocks[index + 1] if index + 1 < len(blocks) else None
            if below is not None and below.level:
                leader = _leader(block, words)
                if leader is not None:
                    content.leaders.append(leader)
    return content


@cache
def _table_heads(words: GoalReportWords) -> re.Pattern[str]:
    heads = "|".join(map(re.escape, words.table_heads))
    return re.compile(rf"(?:{heads})\b(?! (?:är|har|som|för|i|följs|ska)\b)")


def is_table(block: Block, words: GoalReportWords, *, in_table: bool) -> bool:
    """Return whether a block belongs to a table of measures."""
    if block.level:
        near = block.gap < 2 or block.after_break
        return in_table and near and block.lines[0].raw.strip()[:1] in words.dashes
    opening = block.lines[0].text[:40]
    if (
        _table_heads(words).match(opening)
        and len(block.lines[0].text) <= 80
        and not block.text.endswith(".")
    ):
        return True
    prose = len(block.lines) >= 4 and block.text.endswith(".")
    return in_table and (block.gap < 2 or block.after_break) and not prose


def _is_taken_row(block: Block, taken: frozenset[int]) -> bool:
    """Return whether a block is a row of a table that another reader has read, and no sentence."""
    if not taken or block.level or not all(line.number in taken for line in block.lines):
        return False
    return not block.text.endswith((".", ":"))


def _continues(item: Item, block: Block, above: Block) -> bool:
    """Return whether a paragraph is the rest of a bullet that a blank line or a page cut."""
    if not above.level and above.lines[-1] is not item.lines[-1]:
        return False
    text = item.lines[-1].text
    return block.text[:1].islower() and not text.endswith((".", ":", "!", "?"))


def _subheading(block: Block, sheet: Sheet, printed: str) -> int:
    """Return how many lines of a paragraph are a sub-heading: 0, 1 or 2.

    A sub-heading ends its line without a sign although the next sentence begins right after it.
    One that a table of measures has as its row's name is that measure's.
    """
    for size in (1, 2):
        if size >= len(block.lines):
            return 0
        lines = block.lines[:size]
        if any(line.text.endswith((".", ":", ",", ";", "-")) for line in lines) or re.search(
            r"[.:] [A-ZÅÄÖ]", lines[-1].text
        ):
            return 0
        word = _FIRST_WORD.match(block.lines[size].text)
        title = join(lines).text
        forced = word is not None and _fits(len(lines[-1].text) + 1 + len(word[1]), word[1], sheet)
        if title.split()[-1].lower() in FUNCTION_WORDS:
            return 0
        if forced and lines[0].text[:1].isupper() and len(title.split()) > 1:
            return 0 if fold(title) in printed else size
    return 0


def _fits(length: int, word: str, sheet: Sheet) -> bool:
    """Return whether a line was ended before a word that begins a sentence, though it had room."""
    if 4 * length <= 3 * sheet.width:
        return True
    return length <= sheet.width + 2 and (word.lower() in sheet.words or len(word) == 1)


def _leader(block: Block, words: GoalReportWords) -> Leader | None:
    """Return what introduces assignments, and the number it announces."""
    text = block.text
    lowered = text.lower()
    name = next((one for one in words.investigations if one in lowered), None)
    if name is None or len(text) > 400:
        return None
    before = lowered[: lowered.index(name)].split()[-2:]
    for word in reversed(before):
        if word in words.numbers:
            return Leader(block, text, (words.numbers.index(word), word))
        if word.isdigit() and len(word) < 3:
            return Leader(block, text, (int(word), word))
    return Leader(block, text) if text.endswith(":") else None

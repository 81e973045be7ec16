"""Goals in the sections of bodies: which blocks are titles, and what stands under each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..lines import Line, join
from .blocks import FUNCTION_WORDS, Block, Sheet
from .content import is_table
from .sections import Section
from .sentences import sentences
from .titles import is_opening
from .verdicts import read_verdict

__all__ = ["Entry", "read_entries"]

_LONGEST_TITLE = 500
_MOST_LINES = 9  # of a title in a narrow column
_TWO_SENTENCES = re.compile(r"[.!?] +[A-ZÅÄÖ]")


@dataclass(eq=False)
class Entry:
    """A title with what stands under it.

    Args:
        lines: The title's lines.
        blocks: The blocks under it.
    """

    lines: list[Line]
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The title as printed."""
        return join(self.lines).text


def read_entries(section: Section, sheet: Sheet, words: GoalReportWords) -> list[Entry]:
    """Return the goals of a body's section with their blocks.

    A title stands alone in a short paragraph. What tells it from other short paragraphs: it opens
    the section, begins as a goal's title does ("Effektmål 1: …"), or ends as a cell does and its
    analysis begins as one does; where the document keeps no such signs, the wider gap before it.
    """
    blocks = section.blocks
    marked = any(_ends_a_cell(blocks[index], blocks[index + 1]) for index in range(len(blocks) - 1))
    summaries = frozenset(map(fold, words.summaries))
    in_table = False
    entries: list[Entry] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        above = blocks[index - 1] if index else None
        if section.beside:
            parts = _beside(block, sheet)
            if parts is not None:
                title, rest = parts
                entries.append(Entry([title], [] if rest is None else [rest]))
                continue
            if _is_alone(block, following) and block.indented and not block.text.endswith("."):
                entries.append(Entry(list(block.lines)))
                continue
        below_table, in_table = in_table, is_table(block, words, in_table=in_table)
        signed = marked or below_table or in_table
        headed = following is not None and fold(following.text[:60]) in summaries
        repeated = _below_a_head(block, above, section)
        if (
            _is_title(block, above, following, words, marked=signed, first=not index)
            or (headed and not in_table and _is_alone(block, following))
            or (
                not in_table
                and (block.after_break or repeated)
                and _opens_a_page(block, above, following, words, below_a_head=repeated)
            )
        ):
            entries.append(Entry(list(block.lines)))
        elif entries:
            entries[-1].blocks.append(block)
    return entries


def _is_alone(block: Block, following: Block | None) -> bool:
    """Return whether a block may be a title: short, no bullet, with text below it."""
    return (
        not block.level
        and len(block.lines) <= _MOST_LINES
        and len(block.text) <= _LONGEST_TITLE
        and not block.text.endswith((":", ","))
        and block.text[:1].isalnum()
        and not block.text[:1].islower()
        and following is not None
    )


def _ends_a_cell(block: Block, following: Block) -> bool:
    """Return whether a block ends as a title's cell does, and an analysis begins below it."""
    if block.level or following.level:
        return False
    return block.spaced and (following.indented or (following.gap == 2 and following.below_symbol))


def _is_title(
    block: Block,
    above: Block | None,
    following: Block | None,
    words: GoalReportWords,
    *,
    marked: bool,
    first: bool,
) -> bool:
    if not _is_alone(block, following) or following is None:
        return False
    if first or _ends_a_cell(block, following):
        return not _is_rest(block, above)
    if is_opening(block.text, words):
        return not _TWO_SENTENCES.search(block.text) or block.gap > 1 or marked
    if following.level or marked or read_verdict(block.text, words) is not None:
        return False
    repeated = len(block.text) > 30 and fold(block.text) in fold(following.text[:_LONGEST_TITLE])
    if repeated and block.gap > 1:
        return True
    if _TWO_SENTENCES.search(block.text) is not None or len(block.lines) > 3:
        return False
    if _supports(block.text, words):
        return False
    if block.indented and following.indented and block.gap == 0:
        return not block.text.endswith(".")
    opens = not following.text.endswith(":") or following.gap == 0
    gap, below = block.gap - block.after_break, following.gap - following.after_break
    return gap > 1 and opens and below < gap


def _below_a_head(block: Block, above: Block | None, section: Section) -> bool:
    """Return whether a head of the table, printed again, stands between a block and that above."""
    return above is not None and any(above.numbers[-1] < n < block.first for n in section.heads)


def _opens_a_page(
    block: Block,
    above: Block | None,
    following: Block | None,
    words: GoalReportWords,
    *,
    below_a_head: bool,
) -> bool:
    """Return whether a short paragraph at a page's top, where gaps tell nothing, is a title.

    It begins as one; or it stands below a head and ends as no sentence does; or the one below it
    begins as an analysis does: by what the goal supports, or a verdict.
    """
    if not _is_alone(block, following) or following is None or following.level:
        return False
    if _is_rest(block, above):
        return False
    if above is not None and above.text[-1:] not in ".!?" and not above.level:
        return False
    if read_verdict(block.text, words) is not None:
        return False
    if is_opening(block.text, words):
        return True
    if len(block.lines) > 3 or _TWO_SENTENCES.search(block.text):
        return False
    if below_a_head and block.text[-1:] not in ".!?" and following.text.endswith("."):
        return True
    begin, end = next(sentences(following.text[:_LONGEST_TITLE], words), (0, 0))
    opening = following.text[begin:end]
    return read_verdict(opening, words) is not None or _supports(opening, words)


def _supports(sentence: str, words: GoalReportWords) -> bool:
    lowered = sentence.lower()
    return any(phrase in lowered for phrase in (*words.mainly, *words.partly))


def _is_rest(block: Block, above: Block | None) -> bool:
    """Return whether a block continues the paragraph above it, which a page break cut."""
    return (
        above is not None
        and block.gap < 1
        and above.text[-1:] not in ".:!?"
        and (block.text[:1].islower())
    )


def _beside(block: Block, sheet: Sheet) -> tuple[Line, Block | None] | None:
    """Return a title and the rest of its block where the analysis begins on the title's line.

    The title's cell and the first line of its analysis became one line: a sentence begins in the
    middle of it, without a full stop before.
    """
    first = block.lines[0]
    if block.level or not first.text[:1].isupper():
        return None
    if len(first.cells) == 2:
        title, rest = first.cells
    else:
        parts = first.text.split()
        at = next((n for n in range(1, min(len(parts), 9)) if parts[n][:1].isupper()), None)
        if at is None or at < 2 or parts[at - 1].lower() in FUNCTION_WORDS:
            return None
        if not block.indented and (at > 5 or parts[at].lower() not in sheet.words):
            return None
        title, rest = " ".join(parts[:at]), " ".join(parts[at:])
    if title.endswith((".", ",", ":", ";")):
        return None
    lines = (first._replace(text=rest, raw=""), *block.lines[1:])
    below = Block(lines, 0, indented=False, spaced=block.spaced, below_symbol=False)
    return first._replace(text=title), below

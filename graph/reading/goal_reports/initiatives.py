"""Strategic initiatives beside their analyses, in a table that became text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from styrkedja.graph.profiles import Profile
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from ..lines import Line, join
from .blocks import Block
from .goals import Entry
from .sentences import sentences

__all__ = ["Initiative", "coordinators", "read_initiatives"]

_SHORT = 32  # letters; no line of the title's narrow column is longer
_LONGEST = 20_000
_MANY = 4  # lines of a title in a narrow column


class Initiative(Entry):
    """An initiative: its title's lines, those of what it is for, and the blocks beside them."""

    def __init__(self, lines: list[Line], purpose: Sequence[Line]) -> None:
        super().__init__(lines)
        self.purpose = list(purpose)


def read_initiatives(blocks: Sequence[Block], words: GoalReportWords) -> list[Initiative]:
    """Return the initiatives of a chapter: the narrow stack "För att …" tells where one begins.

    Its title is the short lines right above, back to the one that begins a cell or a page.
    """
    found: list[Initiative] = []
    titles: dict[int, list[Line]] = {}
    purposes: dict[int, list[Line]] = {}
    for index, block in enumerate(blocks):
        if not _is_purpose(block, words):
            continue
        size = _narrow(block)
        if index:
            titles[index - 1] = _title(blocks[index - 1])
        purposes[index] = list(block.lines[:size])
    for index, block in enumerate(blocks):
        lines = list(block.lines)
        if index in purposes:
            opening = purposes[index]
            title = titles.get(index - 1, [])
            if title and opening:
                found.append(Initiative(title, [_bare(opening[0]), *opening[1:]]))
                lines = lines[len(opening) :]
        title = titles.get(index, [])
        rest = lines[: len(lines) - len(title)]
        if rest and found:
            level = block.level if rest[0] is block.lines[0] else 0
            found[-1].blocks.append(
                Block(
                    tuple(rest), block.gap, indented=block.indented, spaced=False,
                    below_symbol=block.below_symbol, level=level,
                )
            )  # fmt: skip
    return found


def _is_purpose(block: Block, words: GoalReportWords) -> bool:
    text = block.lines[0].text.lstrip("-–— ").lower()
    return any(text.startswith(opening.lower()) for opening in words.purposes) and (
        len(block.lines[0].text) <= _SHORT + 20
    )


def _narrow(block: Block) -> int:
    """Return how many lines of a block are the narrow column's; the analysis' are wider."""
    widest = max(len(line.text) for line in block.lines[:2])
    size = 0
    for line in block.lines:
        if size >= 2 and len(line.text) > max(2 * widest, _SHORT + 20):
            break
        size += 1
    return size


def _title(block: Block) -> list[Line]:
    """Return the short lines at a block's end, back to the one that begins a cell or a page."""
    title: list[Line] = []
    for line in reversed(block.lines):
        if len(line.text) > _SHORT + 20 or len(title) == _MANY or line.text.endswith("."):
            break
        title.insert(0, line)
        if line.raw[:1] in {" ", "\f"}:
            break
    return title


def _bare(line: Line) -> Line:
    return line._replace(text=line.text.lstrip("-–— "))


def coordinators(
    lines: Sequence[Line], profile: Profile, words: GoalReportWords
) -> tuple[str, ...]:
    """Return the bodies that an analysis names as coordinating: "X har samordningsansvar för …"."""
    text = join(lines).text[:_LONGEST] if lines else ""
    for begin, end in sentences(text, words):
        sentence = text[begin:end]
        for phrase in words.coordination:
            at = sentence.lower().find(phrase)
            if at > 0:
                before = sentence[:at].rpartition(": ")[2].strip()  # after a lead-in
                named = read_bodies([Line(lines[0].number, before)], profile)
                names = tuple(re.sub(r"^(?:Både|Såväl) ", "", name) for name in named.responsible)
                if names:
                    return names
    return ()

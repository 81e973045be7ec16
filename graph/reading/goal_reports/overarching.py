"""Overarching goals with the bodies that contribute, and boards' goals printed as examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from ..lines import Line
from .blocks import Block

__all__ = ["Overarching", "begins_with_body", "read_overarching"]


@dataclass(eq=False)
class Overarching:
    """A goal of the council.

    Args:
        lines: Its title's lines.
        contributing: Names of the bodies that contribute, as printed.
        told: The lines that name them.
        headings: Numbers of lines that only say that an example follows.
        blocks: The blocks under it.
    """

    lines: list[Line]
    contributing: tuple[str, ...] = ()
    told: list[Line] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def read_overarching(
    blocks: Sequence[Block], profile: Profile, words: GoalReportWords
) -> list[Overarching]:
    """Return a chapter's goals: short paragraphs, each above one that names who contributes."""
    found: list[Overarching] = []
    done = 0  # blocks before this one have been read
    examples = tuple(map(fold, words.examples))
    for index, block in enumerate(blocks):
        if index < done:
            continue
        following, after = _whole(blocks, index + 1)
        names = _contributing(following, profile, words) if _is_title(block) else ()
        if names and following is not None:
            found.append(Overarching(list(block.lines), names, list(following.lines)))
            done = after
        elif found:
            lines = list(block.lines)
            if not block.level and fold(lines[0].text[:80]).startswith(examples):
                found[-1].headings.append(lines[0].number)
                lines = lines[1:]
            if lines:
                found[-1].blocks.append(
                    Block(
                        tuple(lines), block.gap, indented=block.indented, spaced=block.spaced,
                        below_symbol=block.below_symbol, level=block.level,
                    )
                )  # fmt: skip
    return found


def _whole(blocks: Sequence[Block], index: int) -> tuple[Block | None, int]:
    """Return a paragraph, with what a page break cut from it, and where the next one begins."""
    if index >= len(blocks):
        return None, index
    block = blocks[index]
    rest = blocks[index + 1] if index + 1 < len(blocks) else None
    if rest is None or not rest.after_break or rest.level or not rest.text[:1].islower():
        return block, index + 1
    return replace(block, lines=(*block.lines, *rest.lines), spaced=rest.spaced), index + 2


def _is_title(block: Block) -> bool:
    return not block.level and len(block.lines) <= 3 and not block.text.endswith((".", ":"))


def _contributing(block: Block | None, profile: Profile, words: GoalReportWords) -> tuple[str, ...]:
    """Return the names of a paragraph that says which bodies contribute, or none."""
    if block is None or block.level or len(block.text) > 1500:
        return ()
    text = block.text
    opening = next(
        (one for one in words.contributors if fold(text[:120]).startswith(fold(one))), None
    )
    if opening is None:
        return ()
    count = len(opening.split())
    text = " ".join(text.split()[count:])
    ends = [at for phrase in words.contribute for at in [text.lower().find(phrase)] if at > 0]
    text = text[: min(ends, default=len(text))]
    for filler in sorted(words.body_fillers, key=len, reverse=True):
        text = re.sub(rf"(?:\b(?:och|samt) )?\b{re.escape(filler)}\b ?", "; ", text, flags=re.I)
    text = re.sub(r"[;,\s]*;[;,\s]*", "; ", text).strip("; ")
    return read_bodies([Line(block.first, text)], profile).responsible


def begins_with_body(text: str, profile: Profile) -> tuple[str, str]:
    """Return the body that a text begins with ("" for none), and the rest."""
    head = text[:160]
    names = read_bodies([Line(1, head)], profile).responsible
    if names and head.startswith(names[0]):
        return names[0], text[len(names[0]) :].strip()
    return "", text

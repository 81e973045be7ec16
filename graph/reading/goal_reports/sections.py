"""Chapters and sections: which blocks stand under which body, initiatives or overarching goals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from .blocks import Block, numbered
from .overarching import begins_with_body

__all__ = ["Section", "SectionKind", "read_sections"]

_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\. [A-ZÅÄÖ]")
_CHAPTER = re.compile(r"(?P<number>\d{1,2})\. (?P<title>[A-ZÅÄÖ][^.]*)")
_LONGEST_BARE = 70  # characters of a heading without a number
_LONGEST_REST = 24  # folded characters after a chapter's name ("till 2040")


class SectionKind(Enum):
    """What stands in a section."""

    BODY = auto()
    INITIATIVES = auto()
    OVERARCHING = auto()
    AREA = auto()
    OTHER = auto()


@dataclass(eq=False)
class Section:
    """Blocks under one heading.

    Args:
        kind: What stands in it.
        name: Its heading without its number.
        heading: The block of its heading; None before the first one.
        blocks: Its blocks in order, heads left out.
        heads: Numbers of lines that are heads of its columns.
        beside: True when its goals stand beside their analyses.
        parent: The number of the chapter that it is part of.
    """

    kind: SectionKind
    name: str
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    beside: bool = False
    parent: str = ""


def read_sections(
    blocks: Sequence[Block], profile: Profile, words: GoalReportWords
) -> list[Section]:
    """Return the sections of a document; those that are none of a goal report are OTHER."""
    heads = frozenset(map(fold, words.heads))
    kinds = {
        fold(opening): kind
        for key, kind in (
            ("initiatives", SectionKind.INITIATIVES), ("overarching", SectionKind.OVERARCHING)
        )
        for opening in words.headings.get(key, ())
    }  # fmt: skip
    sections = [Section(SectionKind.OTHER, "")]
    marks: list[str] = [""] * 8
    dotted = any(len(block.lines) == 1 and _DOTTED.match(block.text) for block in blocks)
    for index, block in enumerate(blocks):
        alone = len(block.lines) == 1 and not block.level
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        head_below = following is not None and _is_head(following, heads)
        titled = _numbered(block.text, dotted=dotted) if alone else None
        bare = _bare_heading(block, kinds, profile, words) if alone and titled is None else None
        if titled is None and bare is not None:
            sections.append(Section(bare, block.text, block))
        elif titled is not None:
            number, name = titled
            kind = _kind(name, kinds)
            parent = number.rpartition(".")[0]
            if number.startswith("#"):
                marks[len(number)] = str(index)
                parent = "#" + "/".join(marks[: len(number)])
            if kind is SectionKind.OTHER and head_below:
                kind = SectionKind.BODY
            sections.append(Section(kind, name, block, parent=parent))
        elif alone and head_below and _names_a_body(block, profile):
            sections.append(Section(SectionKind.BODY, block.text, block))
        elif alone and _opens_area(block, following, sections[-1], profile):
            sections.append(Section(SectionKind.AREA, block.text, block))
        elif alone and _is_head(block, heads):
            sections[-1].heads.append(block.first)
            sections[-1].beside = sections[-1].beside or len(block.text.split()) > 1
        else:
            sections[-1].blocks.append(block)
    _find_areas(sections, profile)
    return sections


def _numbered(text: str, *, dotted: bool) -> tuple[str, str] | None:
    """Return number and title of a heading; "4. Bilaga" is one where "4.1. Nämnder" is, too."""
    chapter = _CHAPTER.fullmatch(text) if dotted and len(text) <= _LONGEST_BARE else None
    return numbered(text) if chapter is None else (chapter["number"], chapter["title"])


def _bare_heading(
    block: Block, kinds: dict[str, SectionKind], profile: Profile, words: GoalReportWords
) -> SectionKind | None:
    """Return what a heading without a number heads, or None when the block is none.

    Its words tell: they are those of a chapter of the layout, or of a section of running text.
    """
    text = block.text
    if len(text) > _LONGEST_BARE or text[-1:] in ".:,;?" or not text[:1].isupper():
        return None
    folded = fold(text)
    for opening, kind in kinds.items():
        rest = folded.removeprefix(opening)
        if rest != folded and len(rest) <= _LONGEST_REST and ":" not in text:
            return kind
    if folded in frozenset(map(fold, words.summaries)):
        return None
    if folded in profile.prose or folded in frozenset(map(fold, words.groups)):
        return SectionKind.OTHER
    return SectionKind.OTHER if text.split()[0].rstrip(":").lower() in words.annexes else None


def _opens_area(block: Block, following: Block | None, section: Section, profile: Profile) -> bool:
    """Return whether a heading without a number names a focus area beside overarching goals.

    What stands right below it is a board's goal: the board's name, and a title.
    """
    if section.kind not in {SectionKind.OVERARCHING, SectionKind.AREA} or following is None:
        return False
    text = block.text
    if len(text) > _LONGEST_BARE or text[-1:] in ".:,;?" or not text[:1].isupper():
        return False
    if block.gap < 2 or following.level or len(following.lines) > 3:
        return False
    body, rest = begins_with_body(following.text, profile)
    opens = bool(body) and rest[:1].isupper() and not following.text.endswith(".")
    return opens and not begins_with_body(text, profile)[0]


def _is_head(block: Block, heads: frozenset[str]) -> bool:
    return len(block.lines) == 1 and not block.level and fold(block.text[:60]) in heads


def _kind(name: str, kinds: dict[str, SectionKind]) -> SectionKind:
    folded = fold(name)
    return next(
        (kind for opening, kind in kinds.items() if folded.startswith(opening)), SectionKind.OTHER
    )


def _names_a_body(block: Block, profile: Profile) -> bool:
    text = block.text
    if len(text) > 80 or text.endswith((".", ":", ",", ";")) or not text[:1].isupper():
        return False
    names = read_bodies(block.lines, profile).responsible
    return bool(names) and fold(text).startswith(fold(names[0]))


def _find_areas(sections: list[Section], profile: Profile) -> None:
    """Mark chapters of goals with a name of their own, beside those of overarching goals."""
    beside = {
        section.parent
        for section in sections
        if section.kind in {SectionKind.INITIATIVES, SectionKind.OVERARCHING} and section.parent
    }
    for section in sections:
        if (
            section.kind is SectionKind.OTHER
            and section.parent in beside
            and section.blocks
            and fold(section.name) not in profile.prose
        ):
            section.kind = SectionKind.AREA

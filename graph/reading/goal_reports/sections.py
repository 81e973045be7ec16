"""Chapters and sections: which blocks stand under which body, initiatives or overarching goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from .blocks import Block, numbered

__all__ = ["Section", "SectionKind", "read_sections"]


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
    for index, block in enumerate(blocks):
        alone = len(block.lines) == 1 and not block.level
        head_below = _is_head(blocks[index + 1], heads) if index + 1 < len(blocks) else False
        titled = numbered(block.text) if alone else None
        if titled is not None:
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
        elif alone and _is_head(block, heads):
            sections[-1].heads.append(block.first)
            sections[-1].beside = sections[-1].beside or len(block.text.split()) > 1
        else:
            sections[-1].blocks.append(block)
    _find_areas(sections, profile)
    return sections


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

"""Numbers of assignments that the text before the tables announces ("åtta gemensamma uppdrag")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from styrkedja.graph.model import ElementKind
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..draft import Announced
from ..lines import Line, join
from .listed import ListedAssignment

__all__ = ["announced_in"]

_NUMBERS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
_KINDS = {"common": ElementKind.COMMON_ASSIGNMENT, "board": ElementKind.BOARD_ASSIGNMENT}
_LONGEST = 4000


def announced_in(
    lines: Sequence[Line], listed: Sequence[ListedAssignment], words: ActivityTableWords
) -> list[Announced]:
    """Return the numbers of listed assignments that the text announces.

    Args:
        lines: The lines before the first table.
        listed: The assignments listed there.
        words: What common and board-specific assignments are called.
    """
    found: list[Announced] = []
    inside = {line.number for one in listed for line in one.lines}
    paragraph: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if line.text and line.number not in inside:
            paragraph.append(line)
            continue
        if paragraph:
            found.extend(_in_paragraph(paragraph, listed, words))
        paragraph = []
    return found


def _in_paragraph(
    paragraph: Sequence[Line], listed: Sequence[ListedAssignment], words: ActivityTableWords
) -> list[Announced]:
    joined = join(paragraph)
    found = []
    for match in _pattern(words).finditer(joined.text[:_LONGEST]):
        kind = "common" if match["common"] else "board"
        text = match["number"]
        value = int(text) if text.isdigit() else _NUMBERS.index(text.lower())
        where = joined.passage(match.start(), match.end())
        found.append(
            Announced(
                counts=_KINDS[kind],
                value=value,
                text=text,
                counted=sum(1 for one in listed if one.kind == kind),
                lines=list(range(where.first, where.last + 1)),
            )
        )
    return found


@lru_cache(maxsize=64)
def _pattern(words: ActivityTableWords) -> re.Pattern[str]:
    def first_words(kind: str) -> str:
        known = {name.split()[0] for name in words.lists.get(kind, ())}
        return "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))

    number = r"\b(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + ")"
    kinds = rf"(?:(?P<common>{first_words('common')})|(?P<board>{first_words('board')}))"
    return re.compile(rf"{number} {kinds} (?:\w{{3,20}} )?\w{{0,20}}uppdrag\b", re.IGNORECASE)

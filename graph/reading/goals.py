"""Lists of goals in running text: a lead-in that ends in a colon, then one goal a bullet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lines import Joined, Line, Paragraph, join

__all__ = ["GoalList", "bullets", "find_goal_lists"]

_BULLET = re.compile(r"^\s*(?:[•▪●◦*·–-]|\d{1,2}[.)])\s+")
_LEAD_IN = re.compile(r"\bmål(?:en|et)?\b", re.IGNORECASE)
_DECIDED = re.compile(r"beslutad\w* av (?:kommun)?fullmäktige|fullmäktiges", re.IGNORECASE)
_NOT_GOALS = re.compile(
    r"\bmål(?:grupp|tid|värde|bild)|aktivitet|åtgärd|uppdrag|indikator|nyckeltal|bidra|arbet",
    re.IGNORECASE,
)
_LONGEST_LEAD_IN = 160


@dataclass(frozen=True, slots=True)
class GoalList:
    """A list of overarching goals.

    Args:
        lead_in: The text that introduces it.
        decided_by_council: True when the lead-in says that the council decided them.
        goals: The goals' titles.
        paragraphs: The places in the sequence that were read.
    """

    lead_in: Joined
    decided_by_council: bool
    goals: tuple[Joined, ...]
    paragraphs: tuple[int, ...]


def find_goal_lists(paragraphs: Sequence[Paragraph], hyphenated: frozenset[str]) -> list[GoalList]:
    """Return the lists of overarching goals among some paragraphs."""
    found = []
    for index, paragraph in enumerate(paragraphs):
        lead_lines = [line for line in paragraph.lines if not _BULLET.match(line.text)]
        own = paragraph.lines[len(lead_lines) :]
        if not lead_lines or list(paragraph.lines[: len(lead_lines)]) != lead_lines:
            lead_lines = list(paragraph.lines[:1])
            own = paragraph.lines[1:]
        lead_in = join(lead_lines, hyphenated)
        last = lead_in.text.rsplit(". ", 1)[-1]
        if not last.endswith(":") or not _LEAD_IN.search(last) or _NOT_GOALS.search(last):
            continue
        if len(last) > _LONGEST_LEAD_IN:
            continue
        goals = list(bullets(own, hyphenated))
        places = [index]
        following = index + 1
        while following < len(paragraphs):
            items = list(bullets(paragraphs[following].lines, hyphenated))
            if not items:
                break
            goals.extend(items)
            places.append(following)
            following += 1
        if goals:
            decided = _DECIDED.search(last) is not None
            found.append(GoalList(lead_in, decided, tuple(goals), tuple(places)))
    return found


def bullets(lines: Sequence[Line], hyphenated: frozenset[str]) -> Iterator[Joined]:
    """Yield the items of a bulleted list, without their bullets; nothing when it is none."""
    items: list[list[Line]] = []
    for line in lines:
        match = _BULLET.match(line.text)
        if match:
            items.append([Line(line.number, line.text[match.end() :].replace("**", ""))])
        elif items:
            items[-1].append(line)
        else:
            return
    for item in items:
        yield join(item, hyphenated)

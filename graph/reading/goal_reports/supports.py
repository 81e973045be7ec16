"""Which goals of the council a goal supports, by the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from styrkedja.graph.model import Relation
from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..draft import Link, Thing
from .sentences import sentences

__all__ = ["link_once", "named_goals", "support_links"]

_NAME = re.compile(r"[A-ZÅÄÖ][\wåäöÅÄÖ-]{2,}")
_LONGEST = 4000


def support_links(
    text: str, overarching: Sequence[Thing], areas: Sequence[Thing], words: GoalReportWords
) -> list[Link]:
    """Return the relations that the first sentences of an analysis tell, strongest first.

    Args:
        text: The analysis.
        overarching: The council's goals.
        areas: The document's focus areas.
        words: The words to go by.
    """
    links: list[Link] = []
    text = text[:_LONGEST]
    for begin, end in sentences(text, words):
        sentence = text[begin:end]
        marks = sorted(
            _marks(sentence, words.mainly, Relation.MAINLY_CONTRIBUTES_TO)
            + _marks(sentence, words.partly, Relation.PARTLY_CONTRIBUTES_TO)
            + _marks(sentence, words.areas, Relation.IN_FOCUS_AREA)
        )
        for number, (at, length, relation) in enumerate(marks):
            stop = marks[number + 1][0] if number + 1 < len(marks) else len(sentence)
            part = sentence[at + length : stop]
            among = areas if relation is Relation.IN_FOCUS_AREA else overarching
            for goal in named_goals(part, among):
                link_once(links, relation, goal)
    return links


def _marks(
    sentence: str, phrases: Sequence[str], relation: Relation
) -> list[tuple[int, int, Relation]]:
    lowered = sentence.lower()
    found: list[tuple[int, int, Relation]] = []
    for phrase in sorted(phrases, key=len, reverse=True):
        at = lowered.find(phrase)
        if at >= 0 and not any(a <= at < a + size for a, size, _ in found):
            found.append((at, len(phrase), relation))
    return found


def named_goals(text: str, goals: Sequence[Thing]) -> list[Thing]:
    """Return the goals that a text names: by their title, or by a short name in capitals.

    A short name is the beginning of a word of exactly one title ("NATUR" of "… naturvärden").
    """
    folded = fold(text)
    found = [goal for goal in goals if len(fold(goal.title)) > 7 and fold(goal.title) in folded]
    for name in _NAME.findall(text):
        named = [
            goal
            for goal in goals
            if any(fold(word).startswith(fold(name)) for word in goal.title.split())
        ]
        if len(named) == 1 and named[0] not in found:
            found.append(named[0])
    return found


def link_once(links: list[Link], relation: Relation, to: Thing) -> None:
    """Add a relation that is not there yet."""
    if not any(link.to is to and link.relation is relation for link in links):
        links.append(Link(relation, to))

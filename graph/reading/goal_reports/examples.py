"""Boards' goals that an earlier chapter prints again: under a council's goal, in a focus area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from styrkedja.graph.model import Confidence, ElementKind
from styrkedja.graph.profiles import Profile, fold

from ..draft import Thing
from ..lines import Line, join
from .blocks import Block
from .overarching import begins_with_body
from .titles import read_wording
from .verdicts import read_verdict

__all__ = ["Examples", "Printing"]

_ABOVE = re.compile(r"^[A-ZÅÄÖ]{2,5} ?/ ?")
_LEGAL_FORM = re.compile(r"\b(?:AB|Koncernen|HB|KB)\b", re.IGNORECASE)
_SHORTEST = 20  # letters of a title that is told in the middle of a sentence
_AHEAD = 60  # letters that may stand between a body's name and its goal


@dataclass(eq=False)
class Printing:
    """A goal printed again.

    Args:
        goal: The goal.
        lines: The lines of its title there.
        blocks: The blocks under it there.
    """

    goal: Thing
    lines: list[Line]
    blocks: list[Block] = field(default_factory=list)


class Examples:
    """Finds printings of goals by body and title.

    Args:
        profile: The words to go by.
        goals: The goals of the document's sections; `goals` grows with those found only here.
    """

    def __init__(self, profile: Profile, goals: Sequence[Thing]) -> None:
        self._profile = profile
        self._words = profile.goal_reports
        self.goals = list(goals)
        owners = dict.fromkeys(goal.owner for goal in goals if goal.owner)
        self._owners = {owner: fold(_LEGAL_FORM.sub("", owner)) for owner in owners}

    def under_goal(self, above: Thing, blocks: Sequence[Block]) -> Iterator[Printing]:
        """Yield the printings under a council's goal, each with the blocks up to the next one."""
        current: Printing | None = None
        for block in blocks:
            printing = None if block.level else self._example(above, block, first=current is None)
            if printing is not None:
                if current is not None:
                    yield current
                current = printing
            elif current is not None:
                current.blocks.append(block)
        if current is not None:
            yield current

    def in_area(self, area: Thing, blocks: Sequence[Block]) -> Iterator[Printing]:
        """Yield the printings in a focus area: paragraphs that tell a goal's title."""
        current: Printing | None = None
        for index, block in enumerate(blocks):
            goal = None if block.level else self._told(block)
            below = blocks[index + 1] if index + 1 < len(blocks) else None
            if goal is None and self._is_new(block, below):
                goal = self._new(area, block)
            if goal is not None and (current is None or current.goal is not goal):
                if current is not None:
                    yield current
                current = Printing(goal, list(block.lines))
            elif current is not None and not self._is_aside(block):
                current.blocks.append(block)
        if current is not None:
            yield current

    def _owner(self, text: str) -> tuple[str, str] | None:
        """Return the owner that a text begins with, and the fold of what follows it."""
        folded = fold(_ABOVE.sub("", text[:600]))
        known = [owner for owner, name in self._owners.items() if name and folded.startswith(name)]
        if not known:
            return None
        owner = max(known, key=lambda one: len(self._owners[one]))
        return owner, folded[len(self._owners[owner]) :]

    def _example(self, above: Thing, block: Block, *, first: bool) -> Printing | None:
        found = self._owner(block.text)
        if found is not None:
            owner, rest = found
            for goal in self.goals:
                if goal.owner == owner and self._begins(rest, goal):
                    return _split(goal, block)
            for goal in self.goals:
                if goal.owner == owner and fold(goal.title) == fold(above.title):
                    return Printing(goal, [block.lines[0]], [block])
        if not first:
            return None
        return self._unknown(block)

    def _begins(self, rest: str, goal: Thing) -> bool:
        """Return whether a text begins with a goal's title, its purpose or labels before it."""
        ahead = len(fold(goal.purpose or "")) + _AHEAD
        title = fold(goal.title)
        first, _, others = goal.title.partition(" ")
        short = fold(others) if first.isupper() and len(first) > 1 else ""
        if rest.startswith(title) or (short and rest.startswith(short)):
            return True
        return goal.purpose is not None and title in rest[: ahead + len(title)]

    def _unknown(self, block: Block) -> Printing | None:
        """Return a goal that only stands here, as a body's name and a title."""
        body, rest = begins_with_body(block.text, self._profile)
        if not body or not rest[:1].isupper() or len(block.lines) > 4 or len(rest) < 8:
            return None
        wording = read_wording(rest, self._words)
        goal = Thing(
            kind=ElementKind.BOARD_GOAL,
            title=wording.title,
            lines=block.numbers,
            rule="example-under-goal",
            confidence=Confidence.MEDIUM,
            at=[block.first],
            owner=body,
            purpose=wording.purpose,
            responsible=[body],
        )
        self.goals.append(goal)
        return Printing(goal, list(block.lines))

    def _told(self, block: Block) -> Thing | None:
        folded = fold(block.text[:700])
        told = [
            goal
            for goal in self.goals
            if len(fold(goal.title)) >= _SHORTEST and fold(goal.title) in folded
        ]
        return max(told, key=lambda goal: len(goal.title)) if told else None

    def _is_new(self, block: Block, below: Block | None) -> bool:
        """Return whether a short paragraph is a goal: a verdict opens the next one."""
        if below is None or below.level or block.level or len(block.lines) > 4:
            return False
        opens = below.text.split(". ")[0]
        return (
            not block.text.endswith(":")
            and read_verdict(block.text, self._words) is None
            and read_verdict(opens, self._words) is not None
        )

    def _new(self, area: Thing, block: Block) -> Thing:
        body, rest = begins_with_body(block.text, self._profile)
        title = rest if body and rest[:1].isupper() else block.text
        goal = Thing(
            kind=ElementKind.BOARD_GOAL,
            title=title.rstrip(" ."),
            lines=block.numbers,
            rule="goal-in-area",
            confidence=Confidence.MEDIUM,
            at=[block.first],
            heading=area.title,
            owner=body or None,
            responsible=[body] if body else [],
        )
        self.goals.append(goal)
        return goal

    def _is_aside(self, block: Block) -> bool:
        return block.level == 0 and not block.text.strip()


def _split(goal: Thing, block: Block) -> Printing:
    """Return the printing of a goal whose analysis may begin in its title's paragraph."""
    text = join(block.lines).text
    title = fold(goal.title)
    size = next(
        (n for n in range(1, len(block.lines) + 1)
         if title[-_SHORTEST:] in fold(join(block.lines[:n]).text)),
        len(block.lines),
    )  # fmt: skip
    rest = block.lines[size:]
    if not rest or not text:
        return Printing(goal, list(block.lines))
    below = Block(rest, 0, indented=False, spaced=block.spaced, below_symbol=False)
    return Printing(goal, list(block.lines[:size]), [below])

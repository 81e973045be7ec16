"""What documents that we wrote say of goals, assignments and activities, compared with a reading.

The facts come from the JSON files in `tests/data/examples/activities` or from the generator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from styrkedja.graph.model import ElementKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading.draft import Thing
from tests.activity_content import BOARDS
from tests.activity_typesetting import Document
from tests.keys import Score

__all__ = ["Fact", "add_score", "facts_of_document", "facts_of_file"]


@dataclass(frozen=True)
class Fact:
    """One thing that a document says; None stands for what is not compared.

    Args:
        kind: What it is.
        title: Its title.
        number: Its number as printed, or "".
        boards: Responsible bodies and groups, with "+" before those that only take part.
        deadline: ISO date, or "".
        status: The concept, or "".
        status_text: As printed, or "".
        text: A goal's description, another's comment, or "".
        parents: The titles of what it belongs to.
        perspective: The perspective, or "".
        line: The first line of its title.
        again: The first line of its second printing.
        exact: Whether no word of it was broken without a hyphen.
    """

    kind: ElementKind
    title: str
    number: str = ""
    boards: frozenset[str] | None = None
    deadline: str | None = ""
    status: str | None = ""
    status_text: str | None = ""
    text: str | None = ""
    parents: frozenset[str] | None = frozenset()
    perspective: str | None = None
    line: int | None = None
    again: int | None = None
    exact: bool = False


def facts_of_file(path: Path) -> list[Fact]:
    """Return the facts of a JSON file."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    facts = [
        Fact(
            ElementKind.OVERARCHING_GOAL,
            one["title"],
            perspective=one["perspective"] or "",
            line=one["title_line"],
        )
        for one in told["overarching"]
    ]
    facts += [
        Fact(
            ElementKind.BOARD_GOAL,
            one["title"],
            text=one["text"] or "",
            parents=frozenset(filter(None, [one["overarching"]])),
            perspective=one["perspective"] or "",
            line=one["title_line"],
        )
        for one in told["goals"]
    ]
    names: dict[str, str] = told["abbreviations"]
    owner = told["owner"]
    for one in told["assignments"]:
        named = [*one["boards"], *one["groups"], *(f"+{body}" for body in one["contributing"])]
        facts.append(
            Fact(
                ElementKind(one["kind"]),
                one["title"],
                number=one["number"] or "",
                boards=None if owner else _bodies(named, names),
                deadline=None if owner else one["deadline"] or "",
                status=None if owner else one["status"] or "",
                status_text=None if owner else one["status_text"] or "",
                text=None,
                parents=None,
                line=one["title_line"],
                again=one["again_line"],
            )
        )
    for one in told["activities"]:
        above = [one["parent"]] if one["parent"] else [one["goal"] or one["overarching"]]
        facts.append(
            Fact(
                ElementKind.ACTIVITY,
                one["title"],
                boards=_bodies(one["boards"], names),
                deadline=one["deadline"] or "",
                status=one["status"] or "",
                status_text=one["status_text"] or "",
                text=one["comment"] or "",
                parents=frozenset(filter(None, [*above, one["assignment"]])),
                perspective=one["perspective"] or "",
                line=one["title_line"],
                exact=True,
            )
        )
    return facts


def facts_of_document(document: Document) -> list[Fact]:
    """Return the facts of a generated document."""
    exact = not document.broken
    perspectives = {one.overarching: one.perspective for one in document.activities}
    facts = [
        Fact(ElementKind.OVERARCHING_GOAL, title, perspective=perspectives[title])
        for title in document.overarching
    ]
    facts += [
        Fact(
            ElementKind.BOARD_GOAL,
            goal.title,
            text=goal.text,
            parents=frozenset({goal.overarching}),
            perspective=goal.perspective,
        )
        for goal in document.goals
    ]
    for duty in document.assignments:
        marked = document.style.marks
        own = next(
            (one for one in document.activities if one.bare and one.assignment is duty), None
        )
        common = not duty.boards
        facts.append(
            Fact(
                ElementKind.COMMON_ASSIGNMENT if common else ElementKind.BOARD_ASSIGNMENT,
                duty.title,
                number=duty.number,
                boards=None
                if marked or (own and common)
                else _bodies(duty.boards or ["Samtliga nämnder"], BOARDS),
                deadline=None if marked else own.deadline if own else "",
                status=None if marked else own.status if own else "",
                status_text=None if marked else own.status_text if own else "",
                text=None,
                parents=None,
            )
        )
    for one in document.activities:
        if one.bare:
            continue
        above = one.parent.title if one.parent else one.goal.title if one.goal else one.overarching
        parents = {above, *([one.assignment.title] if one.assignment else [])}
        facts += [
            Fact(
                ElementKind.ACTIVITY,
                title,
                boards=_bodies(one.boards, BOARDS) if one.boards else None,
                deadline=one.deadline,
                status=one.status,
                status_text=one.status_text,
                text=one.comment,
                parents=None if one.open else frozenset(parents),
                perspective=one.perspective,
                exact=exact,
            )
            for title in (one.title, *one.siblings)
        ]
    return facts


def add_score(
    score: Score,
    facts: Sequence[Fact],
    things: Sequence[Thing],
    where: str,
    names: dict[str, str] | None = None,
) -> None:
    """Add to a score how a reading agrees with the facts.

    Args:
        score: Is changed.
        facts: What the document says.
        things: What was read.
        where: Stands before each miss.
        names: Abbreviation → name of a body; None for those of generated documents.
    """
    kinds = {fact.kind for fact in facts} | {ElementKind.ACTIVITY}
    left = [thing for thing in things if thing.kind in kinds]
    names = BOARDS if names is None else names
    for fact in facts:
        thing = _match(fact, left)
        kind = fact.kind.value
        miss = None if thing is not None else f"{where}: {fact.title[:50]!r} was not read"
        score.count(kind, "thing", wanted=True, read=thing is not None, miss=miss, by=thing)
        if thing is None:
            continue
        left.remove(thing)
        for name, wanted, got in _fields(fact, thing, names):
            if wanted is None:
                continue
            wrong = f"{where}: {fact.title[:30]!r}: read {got!r}, stands {wanted!r}"
            score.count(
                kind,
                name,
                wanted=bool(wanted),
                read=bool(got),
                miss=None if got == wanted else wrong,
                by=thing,
            )
    for thing in left:
        miss = f"{where}: invented {thing.title[:60]!r}"
        score.count(thing.kind.value, "thing", wanted=False, read=True, miss=miss, by=thing)


def _match(fact: Fact, things: Sequence[Thing]) -> Thing | None:
    """Return the thing of this title, else the one whose title is most alike, if any is."""
    same = [thing for thing in things if thing.kind is fact.kind]
    title = fold(fact.title)
    for thing in same:
        if fold(thing.title) == title:
            return thing
    best, most = None, 0.5
    for thing in same:
        read = fold(thing.title)
        pairs = zip(read, title, strict=False)
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) / len(title)
        if title in read or (read in title and len(read) > 9):
            alike = 1.0
        if alike > most:
            best, most = thing, alike
    return best


def _fields(
    fact: Fact, thing: Thing, names: dict[str, str]
) -> list[tuple[str, object | None, object]]:
    judged = thing.judgement
    day = thing.deadline.day if thing.deadline else None
    goal = fact.kind in {ElementKind.OVERARCHING_GOAL, ElementKind.BOARD_GOAL}
    told = thing.description if goal else judged.comment if judged else None
    bodies = [*thing.responsible, *thing.carried_out_by, *thing.groups]
    bodies += [f"+{body}" for body in thing.contributing]
    parents = None if fact.parents is None else frozenset(fold(one) for one in fact.parents)
    status_text = fold(judged.status_text or "") if judged else ""
    fields: list[tuple[str, object | None, object]] = [
        ("title", fold(fact.title), fold(thing.title)),
        ("number", fact.number, (thing.number or "").rstrip(".")),
        ("boards", fact.boards, _bodies(bodies, names)),
        ("deadline", fact.deadline, day.isoformat() if day else ""),
        ("status", fact.status, judged.status.value if judged and judged.status else ""),
        ("status text", _folded(fact.status_text), status_text),
        ("text", _folded(fact.text), fold(told or "")),
        ("parents", parents, frozenset(fold(link.to.title) for link in thing.links)),
        ("perspective", fact.perspective, thing.perspective or ""),
        ("again", fact.again, thing.at[1] if len(thing.at) > 1 else 0),
        ("line", fact.line, thing.at[0] if thing.at else min(thing.lines, default=0)),
    ]
    if fact.exact:
        fields.append(("title exact", fact.title.rstrip("."), thing.title))
        fields.append(("text exact", fact.text, told or ""))
    return fields


def _folded(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _bodies(printed: Sequence[str], names: dict[str, str]) -> frozenset[str]:
    """Return the names, whole and without signs, of bodies named or abbreviated."""
    whole = ((one[:1], one[1:]) if one[:1] == "+" else ("", one) for one in printed)
    return frozenset(
        sign + re.sub(r"\W", "", names.get(one, one).casefold()) for sign, one in whole
    )

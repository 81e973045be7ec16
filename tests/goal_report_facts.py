"""What a goal-and-analysis report states, thing by thing, and how a reading agrees with it.

Bodies that must not be named as responsible are not compared for what is coordinated (initiatives)
or shared (overarching goals), where the rules leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from styrkedja.graph.model import ElementKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading.draft import Thing
from tests.keys import Score

__all__ = ["Fact", "compare"]

BODY_FIELDS = ("responsible", "contributing", "coordinated_by", "carried_out_by")
FIELDS = ("title", "at", *BODY_FIELDS, "forecast", "status", "links", "purpose", "comment")
_COORDINATED = {
    ElementKind.STRATEGIC_INITIATIVE,
    ElementKind.OVERARCHING_GOAL,
    ElementKind.FOCUS_AREA,
}
_EFFECT = re.compile(r"^effektmal\d?")


@dataclass(eq=False)
class Fact:
    """What a report says of one thing; `?` as a field's only reading is not compared.

    Args:
        id: Names it in links.
        kind: What it is.
        title: Its title, and other readings that the rules leave open.
        at: The line that each printing of it begins on; its title may begin some lines below when
            what it is for stands before it.
        links: (relation, id) that must be read.
        free: Ids that may be linked with any relation.
        comment: The readings of its analysis or comment that the rules allow.
    """

    id: str
    kind: ElementKind
    title: list[str]
    at: list[int] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    contributing: list[str] = field(default_factory=list)
    coordinated_by: list[str] = field(default_factory=list)
    carried_out_by: list[str] = field(default_factory=list)
    forecast: str = ""
    status: str = ""
    links: set[tuple[str, str]] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    purpose: str = ""
    comment: list[str] = field(default_factory=lambda: [""])


def compare(facts: Sequence[Fact], things: Sequence[Thing], score: Score, name: str) -> None:
    """Count in `score` how things that were read agree with a report's facts.

    Args:
        facts: All that the report says.
        things: What was read.
        score: Is changed.
        name: The report's name, for misses.
    """
    pairs = _pairs(facts, things)
    ids = {thing: fact.id for fact, thing in pairs.items()}
    for fact in facts:
        thing = pairs.get(fact)
        kind = fact.kind.value
        miss = None if thing else f"{name} line {fact.at}: {fact.title[0]!r} was not read"
        score.count(kind, "thing", wanted=True, read=thing is not None, miss=miss, by=thing)
        for one in FIELDS if thing else ():
            assert thing is not None
            wanted, got, right = _agree(fact, thing, one, ids)
            told = f"{name} line {fact.at}: read {got[:200]!r}, is {wanted[:200]!r}"
            some = got if right else wanted
            miss = None if right else told
            score.count(kind, one, wanted=bool(some), read=bool(got), miss=miss, by=thing)
    for thing in things:
        if thing not in ids:
            told = f"{name} line {thing.at or thing.lines[:1]}: {thing.title!r} is none"
            score.count(thing.kind.value, "thing", wanted=False, read=True, miss=told, by=thing)


def _pairs(facts: Sequence[Fact], things: Sequence[Thing]) -> dict[Fact, Thing]:
    left = list(things)
    pairs: dict[Fact, Thing] = {}
    for exact in (True, False):
        for fact in facts:
            titles = {fold(title) for title in fact.title}
            for thing in () if fact in pairs else left:
                here = any(_is_at(fact, at, thing.at or thing.lines[:1]) for at in fact.at)
                same = fold(thing.title) in titles
                if thing.kind is fact.kind and here and (same or not exact):
                    pairs[fact] = thing
                    left.remove(thing)
                    break
    return pairs


def _is_at(fact: Fact, at: int, lines: Iterable[int]) -> bool:
    return any(0 <= line - at <= (4 if fact.purpose else 0) for line in lines)


def _agree(fact: Fact, thing: Thing, name: str, ids: dict[Thing, str]) -> tuple[str, str, bool]:
    """Return what is wanted and what was read of a field, and whether they agree."""
    judged = thing.judgement
    if name == "title":
        return fact.title[0], thing.title, thing.title in fact.title
    if name == "at":
        each = all(_is_at(fact, at, thing.at) for at in fact.at)
        return str(fact.at), str(thing.at), each and len(thing.at) == len(fact.at)
    if name in {"forecast", "status"}:
        value = getattr(judged, name) if judged else None
        got = value.value if value else ""
        return getattr(fact, name), got, got == getattr(fact, name)
    if name == "links":
        return _agree_on_links(fact, thing, ids)
    if name == "purpose":
        got = thing.purpose or ""
        return fact.purpose, got, _EFFECT.sub("", fold(got)) == fold(fact.purpose)
    if name == "comment":
        got = (judged.comment if judged else "") or thing.description or ""
        both = " ".join(filter(None, [thing.description, judged.comment if judged else ""]))
        right = {"?", got, both} & set(fact.comment)
        return "" if "?" in fact.comment else fact.comment[0], got, bool(right)
    named = list(getattr(thing, name))
    if name == "responsible":
        named = [one for one in named if one not in thing.carried_out_by]
    wanted, got = (sorted(one.casefold() for one in many) for many in (getattr(fact, name), named))
    free = name == "responsible" and (fact.carried_out_by or fact.kind in _COORDINATED)
    return ", ".join(wanted), ", ".join(got), got == wanted or bool(free)


def _agree_on_links(fact: Fact, thing: Thing, ids: dict[Thing, str]) -> tuple[str, str, bool]:
    got = {(link.relation.value, ids.get(link.to, f"? {link.to.title}")) for link in thing.links}
    extra = {link for link in got - fact.links if link[1] not in fact.free}
    told = ["; ".join(sorted(map(" ".join, links))) for links in (fact.links, got)]
    return told[0], told[1], fact.links <= got and not extra

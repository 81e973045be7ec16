"""What plans of focus areas say, compared with a reading."""

from __future__ import annotations

from collections.abc import Sequence

from styrkedja.graph.model import ElementKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading.draft import Found, Thing
from tests.focus_area_typesetting import Area
from tests.keys import Score

__all__ = ["add_score"]


def add_score(
    score: Score, areas: Sequence[Area], stated: dict[str, int], found: Found | None, where: str
) -> None:
    """Add to a score how a reading agrees with what a plan says, field by field.

    Args:
        score: Is changed.
        areas: What the plan says.
        stated: How many of each kind it says that it has.
        found: What was read.
        where: Stands before each miss.
    """
    things = list(found.things) if found is not None else []
    left = list(things)
    for area in areas:
        heading = fold(area.title)
        thing = _taken(left, "focus-area", heading)
        shown = area.title
        if thing is not None and thing.title.isupper():
            shown = area.title.upper()
        wanted = [("title", shown), ("number", area.number), ("text", area.text)]
        _count(score, "focus-area", area.title, thing, where)
        for name, value in wanted:
            got = _area_field(thing, name)
            _compare(score, "focus-area", name, value, got, f"{where}: {area.title[:30]}", thing)
        for fact in area.facts:
            one = _taken(left, fact.kind, fold(fact.title))
            _count(score, fact.kind, fact.title, one, where)
            if one is None:
                continue
            place = f"{where}: {fact.title[:30]}"
            bodies = [*one.responsible, *(f"+{body}" for body in one.contributing)]
            fields = (
                ("title exact", fact.title, one.title),
                ("bodies", " ".join(fact.bodies), " ".join(bodies)),
                ("groups", " ".join(fact.groups), " ".join(one.groups)),
                ("decided by", fact.decided_by, " ".join(one.decided_by)),
                ("area", heading, " ".join(fold(link.to.title) for link in one.links)),
            )
            for name, value, got in fields:
                _compare(score, fact.kind, name, value, got, place, one)
    for thing in left:
        miss = f"{where}: invented {thing.kind.value} {thing.title[:50]!r}"
        score.count(thing.kind.value, "thing", wanted=False, read=True, miss=miss, by=thing)
    announced = {one.counts: one.value for one in found.announced} if found is not None else {}
    for kind, count in stated.items():
        got = str(announced.get(ElementKind(kind), ""))
        _compare(score, "document", f"stated {kind}", str(count), got, where)


def _taken(left: list[Thing], kind: str, folded: str) -> Thing | None:
    for thing in left:
        if thing.kind.value == kind and fold(thing.title) == folded:
            left.remove(thing)
            return thing
    return None


def _count(score: Score, kind: str, title: str, thing: Thing | None, where: str) -> None:
    miss = None if thing is not None else f"{where}: {title[:50]!r} was not read"
    score.count(kind, "thing", wanted=True, read=thing is not None, miss=miss, by=thing)


def _compare(
    score: Score,
    kind: str,
    name: str,
    wanted: str,
    got: str,
    where: str,
    thing: Thing | None = None,
) -> None:
    miss = None if wanted == got else f"{where}: read {got[-60:]!r}, stands {wanted[-60:]!r}"
    score.count(kind, name, wanted=bool(wanted), read=bool(got), miss=miss, by=thing)


def _area_field(thing: Thing | None, name: str) -> str:
    if thing is None:
        return ""
    if name == "title":
        return thing.title
    return (thing.number if name == "number" else thing.description) or ""

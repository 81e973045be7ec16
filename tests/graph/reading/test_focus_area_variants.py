"""Plans of focus areas, drawn by chance in many layouts, are read nearly without a miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from styrkedja.graph.model import ElementKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading.draft import Found, Thing
from styrkedja.graph.reading.focus_areas import read_focus_areas
from tests.focus_area_typesetting import Area, facts_of_file, random_plan
from tests.keys import Score, source_of

VARIANTS = 60
LEAST = 0.95


def add_score(
    score: Score, areas: Sequence[Area], stated: dict[str, int], found: Found | None, where: str
) -> None:
    """Add to a score how a reading agrees with what a plan says, field by field."""
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
            _compare(score, "focus-area", name, value, got, f"{where}: {area.title[:30]}")
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
                _compare(score, fact.kind, name, value, got, place)
    for thing in left:
        miss = f"{where}: invented {thing.kind.value} {thing.title[:50]!r}"
        score.count(thing.kind.value, "thing", wanted=False, read=True, miss=miss)
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
    score.count(kind, "thing", wanted=True, read=thing is not None, miss=miss)


def _compare(score: Score, kind: str, name: str, wanted: str, got: str, where: str) -> None:
    miss = None if wanted == got else f"{where}: read {got[-60:]!r}, stands {wanted[-60:]!r}"
    score.count(kind, name, wanted=bool(wanted), read=bool(got), miss=miss)


def _area_field(thing: Thing | None, name: str) -> str:
    if thing is None:
        return ""
    if name == "title":
        return thing.title
    return (thing.number if name == "number" else thing.description) or ""


def test_sixty_plans_are_read_nearly_without_a_miss() -> None:
    score = Score()
    for seed in range(VARIANTS):
        plan = random_plan(seed)
        where = f"seed {seed} ({plan.style.heading})"
        add_score(score, plan.areas, plan.stated, read_focus_areas(source_of(plan.text)), where)
    assert Counter(kind for kind, _ in score.wanted)["assignment"] > 0
    faults = score.below(LEAST, exact_under=0, most=6)
    assert not faults, "\n".join(faults)


def test_our_own_plan_is_read_without_a_miss() -> None:
    text, areas, stated = facts_of_file()
    score = Score()
    add_score(score, areas, stated, read_focus_areas(source_of(text)), "example")
    assert not score.below(1.0), "\n".join(score.below(1.0))

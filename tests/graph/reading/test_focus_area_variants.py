"""Plans of focus areas, drawn by chance in many layouts, are read nearly without a miss."""

from __future__ import annotations

from collections import Counter

from styrkedja.graph.reading.focus_areas import read_focus_areas
from tests.focus_area_facts import add_score
from tests.focus_area_typesetting import facts_of_file, random_plan
from tests.keys import Score, source_of

VARIANTS = 60
LEAST = 0.95


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

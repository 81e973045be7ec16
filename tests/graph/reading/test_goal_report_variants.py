"""Forty goal-and-analysis reports typeset by chance: the reader knows the layout, not one file."""

from __future__ import annotations

import random

from styrkedja.graph.reading.goal_reports import read_goal_report
from tests.goal_report_facts import compare
from tests.goal_report_typesetting import random_style, typeset
from tests.keys import Score, source_of

DOCUMENTS = 40
BOUND = 0.95


def test_facts_are_read_in_any_setting_of_the_layout() -> None:
    score = Score()
    for seed in range(DOCUMENTS):
        chance = random.Random(seed)
        style = random_style(chance)
        text, facts = typeset(chance, style)
        found = read_goal_report(source_of(text))
        compare(facts, found.things if found else [], score, f"seed {seed}")
    for misses in score.misses.values():
        del misses[20:]
    faults = score.below(BOUND, exact_under=0)
    assert not faults, "\n" + "\n".join(faults)


def test_the_same_seed_gives_the_same_report() -> None:
    texts = []
    for _ in range(2):
        chance = random.Random(7)
        text, facts = typeset(chance, random_style(chance))
        texts.append((text, [(fact.id, fact.title, fact.at) for fact in facts]))
    assert texts[0] == texts[1]

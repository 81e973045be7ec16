"""Forty goal-and-analysis reports typeset by chance: the reader knows the layout, not one file."""

from __future__ import annotations

import random

from styrkedja.graph.model import ElementKind
from styrkedja.graph.reading.goal_reports import read_goal_report
from styrkedja.graph.reading.lines import join
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


def test_each_fact_stands_where_it_is_said_to_stand() -> None:
    kinds = set()
    for seed in range(DOCUMENTS):
        chance = random.Random(seed)
        text, facts = typeset(chance, random_style(chance))
        source = source_of(text)
        for fact in facts:
            kinds.add(fact.kind)
            assert fact.at == sorted(set(fact.at))
            for at in fact.at:
                shown = [line for line in source.lines[at - 1 : at + 9] if line.text]
                assert fact.title[0] in join(shown, source.hyphenated).text, (seed, fact.title, at)
        titles = [fact.title[0] for fact in facts]
        assert len(set(titles)) == len(titles)
    assert kinds >= {
        ElementKind.STRATEGIC_INITIATIVE, ElementKind.OVERARCHING_GOAL, ElementKind.FOCUS_AREA,
        ElementKind.BOARD_GOAL, ElementKind.INVESTIGATION_ASSIGNMENT, ElementKind.ACTIVITY,
    }  # fmt: skip


def test_the_same_seed_gives_the_same_report() -> None:
    texts = []
    for _ in range(2):
        chance = random.Random(7)
        text, facts = typeset(chance, random_style(chance))
        texts.append((text, [(fact.id, fact.title, fact.at) for fact in facts]))
    assert texts[0] == texts[1]

"""How often the reader is right where it says how sure it is, on documents drawn by chance.

    python -m tests.calibration [DOCUMENTS]

prints the table of `docs/confidence.md`: for each layout, rule and confidence the number of values
that were read from generated documents, and the share of them that is right. A value is a title, a
body, a status, an amount: each field of each thing, and the thing itself.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from styrkedja.graph.formats import read_text
from styrkedja.graph.model import Confidence, ElementKind
from styrkedja.graph.reading import read_document
from styrkedja.graph.reading.activity_tables import read_activity_tables
from styrkedja.graph.reading.focus_areas import read_focus_areas
from styrkedja.graph.reading.goal_reports import read_goal_report
from styrkedja.graph.reading.tables import read_finance_tables, read_indicator_tables
from tests import activity_facts, focus_area_facts, goal_report_facts
from tests import goal_report_typesetting as reports
from tests import typesetting as cards
from tests.activity_typesetting import random_document
from tests.focus_area_typesetting import random_plan
from tests.keys import Score, source_of
from tests.table_typesetting import finance_document, indicator_document

__all__ = ["Tally", "calibrate", "table"]

_Sure = Counter[tuple[str, str, bool]]
_CARDS = 12  # in a document


@dataclass(frozen=True)
class Tally:
    """How many values a rule read with a confidence, and how many of them are right."""

    layout: str
    rule: str
    confidence: Confidence
    read: int
    right: int

    @property
    def share(self) -> float:
        """The share that is right, 0–1."""
        return self.right / self.read


def calibrate(documents: int) -> list[Tally]:
    """Return the tallies over generated documents, by layout, rule and confidence.

    Args:
        documents: How many of each layout; the first ones are always the same.
    """
    tallies = []
    for layout, sure in _layouts(documents):
        for rule, confidence in sorted({key[:2] for key in sure}):
            right, wrong = (sure[rule, confidence, agrees] for agrees in (True, False))
            tallies.append(Tally(layout, rule, Confidence(confidence), right + wrong, right))
    return tallies


def table(tallies: list[Tally]) -> str:
    """Return tallies as a table in Markdown."""
    lines = ["| Layout | Rule | Confidence | Values | Right |", "|---|---|---|--:|--:|"]
    lines += [
        f"| {one.layout} | {one.rule} | {one.confidence.value} | {one.read} | {one.share:.1%} |"
        for one in tallies
    ]
    return "\n".join(lines)


def _layouts(documents: int) -> Iterator[tuple[str, _Sure]]:
    yield "assignment cards", _cards(documents)
    score = Score()
    for seed in range(documents):
        document = random_document(seed)
        found = read_activity_tables(source_of(document.text))
        facts = activity_facts.facts_of_document(document)
        activity_facts.add_score(score, facts, found.things if found else [], "")
    yield "activity tables", score.sure
    score = Score()
    for seed in range(documents):
        chance = random.Random(seed)
        text, told = reports.typeset(chance, reports.random_style(chance))
        report = read_goal_report(source_of(text))
        goal_report_facts.compare(told, report.things if report else [], score, "")
    yield "goal reports", score.sure
    score = Score()
    for seed in range(documents):
        plan = random_plan(seed)
        areas = read_focus_areas(source_of(plan.text))
        focus_area_facts.add_score(score, plan.areas, plan.stated, areas, "")
    yield "focus areas", score.sure
    yield "finance tables", _finance(documents)
    yield "indicator tables", _indicators(documents)


def _cards(documents: int) -> _Sure:
    sure: _Sure = Counter()
    for seed in range(documents):
        chance = random.Random(seed)
        content = chance.sample(cards.assignments(), _CARDS)
        text = cards.typeset(content, cards.random_style(chance), chance)
        model = read_document(read_text(text.encode()))
        names = {body.key: body.name for body in model.register.bodies}
        assessed = {one.element: one for one in model.assessments}
        wanted = {one.title.rstrip("."): one for one in content}
        for element in model.elements:
            if element.kind is not ElementKind.SPECIAL_ASSIGNMENT:
                continue
            told = wanted.get(element.title)
            how = (element.rule, element.confidence.value)
            sure[*how, told is not None] += 1
            if told is None:
                continue
            judged = assessed.get(element.key)
            bodies = tuple(names[key] for key in element.responsible)
            day = element.deadline.isoformat() if element.deadline else ""
            fields = [(bodies, told.boards), (day, told.deadline)]
            if judged is not None:
                status = judged.status.value if judged.status else ""
                fields += [(status, told.status), (judged.comment or "", told.comment)]
            for got, stands in fields:
                if got:
                    sure[*how, got == stands] += 1
    return sure


def _finance(documents: int) -> _Sure:
    sure: _Sure = Counter()
    for seed in range(documents):
        document = finance_document(seed)
        found = read_finance_tables(source_of(document.text))
        for one in found.amounts if found else ():
            stands = document.amounts.get((one.row, one.column))
            right = (one.value, one.table, one.unit) == (stands, document.table, document.unit)
            sure[one.rule, one.confidence.value, right] += 1
    return sure


def _indicators(documents: int) -> _Sure:
    sure: _Sure = Counter()
    for seed in range(documents):
        document = indicator_document(seed)
        found = read_indicator_tables(source_of(document.text))
        for one in found.measures if found else ():
            how = (one.rule, one.confidence.value)
            values = document.measures.get(one.title)
            sure[*how, values is not None] += 1
            for value in one.values if values is not None else ():
                right = values is not None and values.get(value.column or "") == (
                    value.value,
                    value.target,
                )
                sure[*how, right] += 1
    return sure


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    sys.stdout.write(f"{table(calibrate(count))}\n")

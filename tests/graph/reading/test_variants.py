"""Two hundred documents in layouts drawn by chance: the reader knows cards, not one file."""

from __future__ import annotations

import random
from collections import Counter

from styrkedja.graph.formats import read_text
from styrkedja.graph.model import ElementKind
from styrkedja.graph.reading import read_document
from tests.typesetting import Assignment, assignments, random_style, typeset

DOCUMENTS = 200
SIZE = 12


def _compare(seed: int) -> tuple[Counter[str], list[str]]:
    """Return how many fields were right and seen in one document, and what was wrong."""
    chance = random.Random(seed)
    content = chance.sample(assignments(), SIZE)
    style = random_style(chance)
    model = read_document(read_text(typeset(content, style, chance).encode()))
    names = {body.key: body.name for body in model.register.bodies}
    assessed = {a.element: a for a in model.assessments}
    read: dict[str, Assignment] = {}
    for element in model.elements:
        if element.kind is ElementKind.SPECIAL_ASSIGNMENT:
            found = assessed.get(element.key)
            read[element.title] = Assignment(
                element.title,
                tuple(names[key] for key in element.responsible),
                found.status or "" if found else "",
                element.deadline.isoformat() if element.deadline else "",
                (found.comment or "") if found else "",
            )
    score: Counter[str] = Counter()
    wrong = []
    for wanted in content:
        got = read.get(wanted.title.rstrip("."))
        for field in ("title", "boards", "status", "deadline", "comment"):
            score[f"{field} seen"] += 1
            right = got is not None and getattr(got, field) == getattr(wanted, field)
            score[f"{field} right"] += right
            if not right:
                wrong.append(f"{seed} {field}: {wanted.title[:40]!r} {style}")
    score["invented"] += max(0, len(read) - len(content))
    score["read"] += len(read)
    return score, wrong


def test_fields_are_read_in_any_layout_of_cards() -> None:
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(DOCUMENTS):
        score, faults = _compare(seed)
        total += score
        wrong += faults
    for field in ("title", "boards", "status", "deadline", "comment"):
        share = total[f"{field} right"] / total[f"{field} seen"]
        assert share >= 0.99, (field, share, wrong[:5])
    assert total["invented"] <= 0.005 * total["read"]

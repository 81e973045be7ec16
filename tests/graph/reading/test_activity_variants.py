"""Sixty documents with tables of activities, drawn by chance: the reader knows the layout."""

from __future__ import annotations

from styrkedja.graph.reading.activity_tables import read_activity_tables
from tests.activity_facts import add_score, facts_of_document
from tests.activity_typesetting import random_document
from tests.keys import Score, source_of

DOCUMENTS = 60
BOUND = 0.95


def test_the_same_seed_gives_the_same_document() -> None:
    assert random_document(7).text == random_document(7).text
    assert random_document(7).text != random_document(8).text


def test_every_fact_of_a_variant_stands_in_its_text() -> None:
    for seed in range(DOCUMENTS):
        document = random_document(seed)
        letters = "".join(sign for sign in document.text.casefold() if sign.isalnum())
        for one in document.activities:
            start = "".join(s for s in one.title.casefold() if s.isalnum())[:12]
            assert start in letters, (seed, one.title)


def test_fields_are_read_in_any_layout_of_activity_tables() -> None:
    score = Score()
    for seed in range(DOCUMENTS):
        document = random_document(seed)
        found = read_activity_tables(source_of(document.text))
        things = found.things if found is not None else []
        add_score(score, facts_of_document(document), things, f"seed {seed}")
    faults = score.below(BOUND, exact_under=0, most=6)
    assert not faults, "\n" + "\n".join(faults)

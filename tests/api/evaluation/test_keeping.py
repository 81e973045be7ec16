from __future__ import annotations

from dataclasses import replace

import pytest

from styrkedja.api.evaluation.keeping import Kept
from styrkedja.api.evaluation.question import Outcome, Question, Verdict

QUESTION = Question("SELECT * { ?s ?p ?o }")
ANSWER = Verdict(Outcome.ANSWER, "json", size=2)


def test_a_question_asked_again_has_its_answer() -> None:
    kept = Kept()
    assert kept.get(1, QUESTION) is None
    kept.keep(1, QUESTION, ANSWER, b"{}")
    assert kept.get(1, replace(QUESTION)) == (ANSWER, b"{}")


def test_another_form_or_data_set_is_another_question() -> None:
    kept = Kept()
    kept.keep(1, QUESTION, ANSWER, b"{}")
    assert kept.get(1, replace(QUESTION, rows="csv")) is None
    assert kept.get(1, replace(QUESTION, default_graphs=("http://example.org/g",))) is None
    assert kept.get(1, replace(QUESTION, base="http://example.org/")) is None


def test_nothing_outlives_its_commit() -> None:
    kept = Kept()
    kept.keep(1, QUESTION, ANSWER, b"{}")
    assert kept.get(2, QUESTION) is None
    kept.keep(2, Question("ASK {}"), ANSWER, b"{}")
    assert kept.get(2, QUESTION) is None
    assert kept.get(1, QUESTION) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?now) {}",
        "SELECT * { ?s ?p ?o } ORDER BY rand()",
        "SELECT (UUID() AS ?id) {}",
        "SELECT (struuid() AS ?id) {}",
        "SELECT (BNODE() AS ?node) {}",
        r"SELECT (N\u004FW() AS ?now) {}",
    ],
)
def test_what_differs_each_time_is_not_kept(query: str) -> None:
    kept = Kept()
    kept.keep(1, Question(query), ANSWER, b"{}")
    assert kept.get(1, Question(query)) is None


def test_large_answers_are_not_kept() -> None:
    kept = Kept()
    kept.keep(1, QUESTION, ANSWER, b"x" * (64 << 10))
    assert kept.get(1, QUESTION) is None


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Kept()
    questions = [Question(f"ASK {{ ?s ?p {number} }}") for number in range(200)]
    for question in questions:
        kept.get(1, questions[0])
        kept.keep(1, question, ANSWER, b"x" * (60 << 10))
    there = [question for question in questions if kept.get(1, question) is not None]
    assert 100 < len(there) < 140
    assert there == [questions[0], *questions[-len(there) + 1 :]]

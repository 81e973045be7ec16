"""Each competency question is tied to the queries that answer it, and the page says so."""

import re
from pathlib import Path

from styrkedja.ontology import competency_questions
from styrkedja.queries import all_queries
from styrkedja.queries.competency import answers, competency_page, untouched_terms

ROOT = Path(__file__).parents[2]
QUESTIONS = [question for subject in competency_questions() for question in subject.questions]


def test_a_query_answers_only_questions_that_are_asked() -> None:
    known = {question.name for question in QUESTIONS}
    for query in all_queries():
        assert set(query.header.answers) <= known, query.name


def test_every_question_is_answered_by_a_query() -> None:
    assert not [name for name, queries in answers().items() if not queries]


def test_every_question_stands_on_the_page_with_its_queries() -> None:
    page = competency_page()
    for question in QUESTIONS:
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {question.name} |"))
        assert question.sv in row and question.en in row
        for query in answers()[question.name]:
            assert f"`{query.name}`" in row


def test_terms_that_no_query_names_are_listed() -> None:
    untouched = untouched_terms()
    page = competency_page()
    assert "sk:" not in "".join(untouched)
    for query in all_queries():
        assert not [name for name in untouched if re.search(rf"\bsk:{name}\b", query.source)]
    for name in untouched:
        assert f"`sk:{name}`" in page
    assert not {"Assignment", "responsible", "statedIn"} & set(untouched)


def test_the_page_in_the_tree_is_the_one_that_is_made() -> None:
    kept = (ROOT / "docs" / "competency-questions.md").read_text(encoding="utf-8")
    made = competency_page()
    assert kept == made, "make it again: python -m styrkedja.queries.competency"

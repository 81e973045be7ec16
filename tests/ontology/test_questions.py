"""The competency questions are numbered for good, and asked in both languages."""

from styrkedja.ontology import competency_questions

QUESTIONS = [question for subject in competency_questions() for question in subject.questions]


def test_each_number_is_given_once_and_none_is_left_out() -> None:
    assert sorted(question.number for question in QUESTIONS) == list(range(1, 44))


def test_the_first_nine_mean_what_they_always_meant() -> None:
    asked = {question.name: question.en for question in QUESTIONS if question.number < 10}
    assert asked == {
        "CQ1": "Which boards share assignments, and which ones?",
        "CQ2": "How much does each board have, and how does it go?",
        "CQ3": "What has nobody responsible?",
        "CQ4": "What is overdue at a given day?",
        "CQ5": "What is doubtful, or contradicted by the document itself?",
        "CQ6": "Which documents do the answers rest on?",
        "CQ7": "Which indicators are there, and what do they show?",
        "CQ8": "Where in the document does it stand?",
        "CQ9": "What is new, gone or goes on from year to year?",
    }


def test_every_question_is_one_in_both_languages() -> None:
    for question in QUESTIONS:
        for text in (question.sv, question.en):
            assert text[0].isupper() and text.endswith("?") and text.count("?") == 1
        assert question.sv != question.en
    assert len({question.sv for question in QUESTIONS}) == len(QUESTIONS)


def test_every_subject_has_questions_and_a_name_in_both_languages() -> None:
    for subject in competency_questions():
        assert subject.questions and subject.key and subject.sv and subject.en

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.errors import ParameterError
from styrkedja.graph.search.words import MOST_LETTERS, MOST_WORDS, folded, words_of


@pytest.mark.parametrize("text", ["", "   ", '""', "§ !", "\x00", "-" * 20, "\ue000"])
def test_nothing_to_search_for_is_said_plainly(text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        words_of(text)
    assert caught.value.sv == "Skriv minst ett ord att söka efter."


def test_too_much_is_refused() -> None:
    with pytest.raises(ParameterError, match=str(MOST_LETTERS)):
        words_of("a" * (MOST_LETTERS + 1))
    with pytest.raises(ParameterError, match=str(MOST_WORDS)):
        words_of("a " * (MOST_WORDS + 1))


def test_words_are_beginnings_and_phrases_are_whole() -> None:
    words = words_of('barn "i skolan" år')
    assert words.loose == '"barn" * AND "i skolan" AND "år" *'
    assert words.needed == '"år" *'


def test_only_what_is_written_with_swedish_letters_must_have_them() -> None:
    assert words_of("namnd").needed is None
    assert words_of("NÄMND").needed == '"NÄMND" *'
    assert words_of("a\u030ar").needed == '"år" *'  # written as two signs


def test_other_marks_are_taken_away() -> None:
    assert folded("Idé à la Müller, ÅÄÖ") == "Ide a la Muller, ÅÄÖ"


@given(st.text(max_size=MOST_LETTERS))
def test_whatever_is_written_is_no_syntax_error(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        try:
            words = words_of(text)
        except ParameterError:
            return
        for expression in (words.loose, words.exact, words.needed or '"x"'):
            connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()

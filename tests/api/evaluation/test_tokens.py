from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.api.evaluation.tokens import Kind, expand_escapes, tokenize
from styrkedja.errors import QuerySyntaxError
from styrkedja.queries import all_queries

PIECES = (
    "SELECT", " ", "\n", "?x", "$y", "{", "}", "(", ")", "[", "]", ".", ";", ",", "/", "|", "^",
    "^^", "*", "+", "-", "!", "=", "!=", "<", ">", "<=", ">=", "&&", "||", "<http://example.org/#a>",
    "<>", "ex:a", ":", "ex:", ":a.b", "ex:a%20b", "ex:a\\,b", "_:b0", "@sv", "@en-GB", "1", "1.5",
    ".5", "1e9", "'a'", '"b # no comment"', "'''c ' d '' e'''", '"""f "" g"""', "''", '""',
    "'\\''", "# a comment <{'\"\n", "a", "true", "é:ö", "SERVICE",
)  # fmt: skip


def kinds(text: str) -> list[Kind]:
    return [token.kind for token in tokenize(text) if token.kind is not Kind.SPACE]


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_tokens_together_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == text


@given(st.text())
def test_any_text_is_either_tokens_or_a_syntax_error(text: str) -> None:
    try:
        tokens = list(tokenize(text))
    except QuerySyntaxError:
        return
    assert "".join(token.text for token in tokens) == text


def test_every_query_of_the_library_consists_of_tokens() -> None:
    for query in all_queries():
        tokens = list(tokenize(query.source))
        assert "".join(token.text for token in tokens) == query.source
        assert any(token.keyword in ("SELECT", "CONSTRUCT", "ASK") for token in tokens)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://example.org/a#b>", Kind.IRI),
        ("'it\\'s'", Kind.STRING),
        ("''''quoted' '''", Kind.STRING),
        ('"""two\nlines"""', Kind.STRING),
        ("?service", Kind.VARIABLE),
        ("ex:service", Kind.NAME),
        ("ex:a.b", Kind.NAME),
        ("ex:a\\'b", Kind.NAME),
        ("_:b.c", Kind.BLANK),
        ("# SERVICE", Kind.COMMENT),
        ("@en--ltr", Kind.LANGUAGE),
        ("1.5e-3", Kind.NUMBER),
    ],
)
def test_one_token_stays_one(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


def test_a_name_does_not_take_the_full_stop_after_it() -> None:
    assert kinds("ex:a.") == [Kind.NAME, Kind.MARK]


def test_less_than_before_a_space_begins_no_iri() -> None:
    assert kinds("?a < ?b && ?c > ?d") == [
        *(Kind.VARIABLE, Kind.MARK, Kind.VARIABLE, Kind.MARK),
        *(Kind.VARIABLE, Kind.MARK, Kind.VARIABLE),
    ]


def test_what_begins_no_token_is_told_with_its_place() -> None:
    with pytest.raises(QuerySyntaxError, match=r"line 2, column 3"):
        list(tokenize("SELECT\n  %"))


def test_escapes_are_expanded_wherever_they_stand() -> None:
    assert expand_escapes(r"\u0053\U00000045RVICE '\u00e5'") == "SERVICE 'å'"


@pytest.mark.parametrize("escape", [r"\uD800", r"\U00110000"])
def test_an_escape_that_is_no_character_is_a_syntax_error(escape: str) -> None:
    with pytest.raises(QuerySyntaxError, match="no character"):
        expand_escapes(escape)


@pytest.mark.parametrize("piece", ["'", "'''a'", "<a", "ex:a..", "a.", '"""', "_:a.", "#"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()  # of this process alone, whatever else the machine does
        try:
            for _ in tokenize(text):
                pass
        except QuerySyntaxError:
            pass
        return time.process_time() - start

    assert seconds(80_000) < 25 * max(seconds(10_000), 0.002)

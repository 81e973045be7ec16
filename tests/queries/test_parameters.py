"""Parameters become RDF terms; nothing that is given can change the query."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import Parameter, Value, fill, load_query

SPARQL = "SELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}\nORDER BY ?x\n"


def _parameter(
    kind: str, *, choices: tuple[str, ...] = (), default: str | None = None
) -> Parameter:
    return Parameter("x", kind, choices, default, False, "Ett värde", "A value")


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "https://example.org/å", "<https://example.org/å>"),
        ("text", 'a "b" \\ {c}', '"a \\"b\\" \\\\ {c}"'),
        ("text", "", '""'),
        ("date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", date(2024, 2, 29), '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", datetime(2024, 2, 29, 8), '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("year", "2024", '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("year", 2024, '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("number", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("number", Decimal("2.50"), '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("number", 2.5, '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("one-of", "late", '"late"'),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(kind: str, value: Value, term: str) -> None:
    parameter = _parameter(kind, choices=("late", "all"))
    assert f"VALUES ?x {{ {term} }}" in fill(SPARQL, [parameter], {"x": value})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "no scheme"),
        ("iri", "https://example.org/> } #"),
        ("iri", "https://example.org/\n"),
        ("iri", 3),
        ("text", 3),
        ("text", "x" * 2001),
        ("date", "2024-02-30"),
        ("date", "31/12 2024"),
        ("date", "20241231"),
        ("year", "24"),
        ("year", "0000"),
        ("year", "-500"),
        ("number", "1e9"),
        ("number", "NaN"),
        ("number", "1 600"),
        ("number", "٣"),
        ("number", "1" * 31),
        ("one-of", "other"),
        ("text", []),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, value: Value) -> None:
    with pytest.raises(ParameterError, match="x"):
        fill(SPARQL, [_parameter(kind, choices=("late",))], {"x": value})


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("iri", "Skriv en hel adress (IRI)"),
        ("text", "högst 2000 tecken"),
        ("date", "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2024-12-31."),
        ("year", "fyra siffror"),
        ("number", "ett tal med siffror"),
        ("one-of", "Välj ett av dessa: late, all."),
    ],
)
def test_what_does_not_fit_is_said_in_swedish_too(kind: str, says: str) -> None:
    with pytest.raises(ParameterError) as caught:
        fill(SPARQL, [_parameter(kind, choices=("late", "all"))], {"x": "å" * 3000})
    assert says in (caught.value.sv or "")
    with pytest.raises(ParameterError) as caught:
        load_query("new_gone_continued").text(earlier="a:b")
    assert caught.value.sv == "Ange ett värde för later."


def test_several_values_mean_any_of_them() -> None:
    text = fill(SPARQL, [_parameter("number")], {"x": ["1", "2"]})
    assert len(Store([]).select(text).rows) == 2


def test_nothing_given_leaves_it_open_or_takes_the_default() -> None:
    assert fill(SPARQL, [_parameter("text")], {}) == SPARQL
    assert fill(SPARQL, [_parameter("text")], {"x": None}) == SPARQL
    assert 'VALUES ?x { "a" }' in fill(SPARQL, [_parameter("text", default="a")], {})


def test_names_that_are_not_there_are_refused_with_those_that_are() -> None:
    with pytest.raises(ParameterError, match="no parameter day; this query has date, document"):
        load_query("overdue").text(day="2024-01-01")
    with pytest.raises(ParameterError, match="this query has none"):
        load_query("two_current_statuses").text(document="a:b")


def test_a_required_parameter_must_be_given() -> None:
    with pytest.raises(ParameterError, match="a value is needed for later"):
        load_query("new_gone_continued").text(earlier="a:b")


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60) | st.sampled_from(['"} #', "\\", "\r\n", "' } UNION { ?s ?p ?o", "\x00"])
)
def test_any_text_comes_back_as_it_was_given(text: str) -> None:
    filled = fill(SPARQL, [_parameter("text")], {"x": text})
    (row,) = Store([]).select(filled).rows
    assert row == (ox.Literal(text),)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60).map(lambda tail: f"https://example.org/{tail}"))
def test_any_iri_comes_back_or_is_refused(iri: str) -> None:
    try:
        filled = fill(SPARQL, [_parameter("iri")], {"x": iri})
    except ParameterError:
        return
    assert Store([]).select(filled).rows == ((ox.NamedNode(iri),),)


def test_a_text_that_looks_like_an_open_line_is_not_refilled() -> None:
    other = Parameter("y", "text", (), None, False, "Ett", "One")
    sparql = "SELECT ?x ?y WHERE {\n  VALUES ?x { UNDEF }\n  VALUES ?y { UNDEF }\n}\nORDER BY ?x\n"
    filled = fill(
        sparql, [_parameter("text"), other], {"x": "\nVALUES ?y { UNDEF }\n", "y": "second"}
    )
    (row,) = Store([]).select(filled).rows
    assert row == (ox.Literal("\nVALUES ?y { UNDEF }\n"), ox.Literal("second"))

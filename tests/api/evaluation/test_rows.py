from __future__ import annotations

import os

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.api.evaluation.limits import examine
from styrkedja.api.evaluation.rows import most_rows
from styrkedja.api.negotiation import RESULT_FORMATS

CAP = 7
NASTY = ("},{", "a\nb", '"', "<result>", "{", "}},{", "\r\n", "a,b", "\t")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Twenty triples, their objects hard to count in any form."""
    store = ox.Store()
    for number in range(20):
        text = f"{number:02} {NASTY[number % len(NASTY)]}"
        store.add(ox.Quad(ox.NamedNode(f"u:{number}"), ox.NamedNode("u:p"), ox.Literal(text)))
    return store


def rows(store: ox.Store, query: str) -> int:
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return sum(1 for _ in answer)


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("SELECT * { ?s ?p ?o }", 20),
        ("SELECT * { ?s ?p ?o } # a comment at the end", 20),
        ("SELECT * { ?s ?p ?o } LIMIT 12", 12),
        ("SELECT * { ?s ?p ?o } LIMIT 8", 8),
        ("SELECT * { ?s ?p ?o } OFFSET 5", 15),
        ("SELECT * { ?s ?p ?o } OFFSET 5 LIMIT 12", 12),
        ("SELECT * { ?s ?p ?o } LIMIT 12\nOFFSET 18", 2),
        ("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999", 20),
        ("SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o HAVING (COUNT(*) > 0)", 20),
        ("SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o) # LIMIT 3", 20),
        ("SELECT * { ?s ?p ?o } VALUES ?p { <u:p> <u:q> }", 20),
        ("SELECT * { ?s ?p ?o } LIMIT 13 VALUES (?p) { (<u:p>) }", 13),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 9 } }", 9),
        ("SELECT ?limit { ?limit ?offset ?o FILTER(?o != 'LIMIT 2') }", 20),
        ("PREFIX limit: <u:> SELECT * { ?s limit:p ?o }", 20),
    ],
)
def test_a_query_is_capped_where_its_own_limit_stands(
    store: ox.Store, query: str, whole: int
) -> None:
    if "999" not in query:
        assert rows(store, query) == whole
    text, modifiers = examine(query, None)
    assert modifiers is not None
    assert modifiers.exceed(CAP)
    assert rows(store, modifiers.capped(text, CAP)) == min(whole, CAP)
    assert rows(store, modifiers.beyond(text, CAP)) == (whole > CAP)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o } LIMIT 7", "SELECT * {} OFFSET 3 LIMIT 0"])
def test_a_query_that_asks_for_few_rows_stays_as_it_is(query: str) -> None:
    modifiers = examine(query, None)[1]
    assert modifiers is not None
    assert not modifiers.exceed(CAP)


@pytest.mark.parametrize(
    "query", ["ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <u:s>", "SELECT * { ?s ?p ?o"]
)
def test_what_is_no_whole_select_has_no_rows_to_ask_for(query: str) -> None:
    assert examine(query, None)[1] is None


@given(
    st.lists(st.text(st.sampled_from('{}<>,"\n\r\ta')), max_size=12),
    st.sampled_from([form.results for form in RESULT_FORMATS.values()]),
)
def test_no_body_has_more_rows_than_are_counted_for_it(
    texts: list[str], form: ox.QueryResultsFormat
) -> None:
    quoted = " ".join(str(ox.Literal(text)) for text in texts)
    answer = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {quoted} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    body = answer.serialize(format=form)
    assert body is not None
    descriptor = os.memfd_create("body")
    try:
        os.write(descriptor, body)
        assert len(texts) <= most_rows(descriptor, len(body), form)
    finally:
        os.close(descriptor)

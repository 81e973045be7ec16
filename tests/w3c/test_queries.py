"""The W3C's tests of queries and result formats, asked over HTTP and of pyoxigraph alone.

All data files stand in one store, each as a graph; a test's data set is chosen as the protocol
says, by `default-graph-uri` and `named-graph-uri`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.w3c.answers import Answer, Comparable, expected, of_bytes, of_graph, of_results
from tests.w3c.conftest import NOTHING
from tests.w3c.manifest import Case, address_of, cases, triples_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sparql.md"
CASES = cases()
EVALUATED = [case for case in CASES if case.result is not None]
SYNTAX = [case for case in CASES if case.result is None]
ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
}
LEAST = 221


def based(case: Case) -> str:
    """Return the query with the base that its file has; a query over HTTP has none."""
    return f"BASE <{address_of(case.query)}> {case.text}"


def ask(w3c: httpx.Client, case: Case, accept: str) -> httpx.Response:
    """Return the service's answer to a test's query over the test's data set."""
    form: dict[str, str | list[str]] = {"query": based(case)}
    if not case.names_its_own_data:
        default = [address_of(path) for path in case.data if triples_of(path)]
        named = [address_of(path) for path in case.graphs if triples_of(path)]
        form["default-graph-uri"] = default
        form["named-graph-uri"] = named if default or named else [NOTHING]
    return w3c.post("/sparql", data=form, headers={"Accept": accept})


@cache
def wanted(case: Case) -> Comparable:
    assert case.result is not None
    return expected(case.result)


def form_of(case: Case) -> str:
    """Return the form in which the result file is written; rows as a graph are asked as JSON."""
    assert case.result is not None
    answer = wanted(case)
    rows = isinstance(answer, Answer) and answer.kind == "rows"
    return ".srj" if rows and case.result.suffix == ".ttl" else case.result.suffix


@cache
def passes(w3c: httpx.Client, case: Case, suffix: str | None = None) -> bool:
    """Return whether the service gives the expected answer, in the form of the result file."""
    assert case.result is not None
    suffix = suffix or form_of(case)
    answer = ask(w3c, case, ACCEPT[suffix])
    if answer.status_code != 200:
        return False
    assert answer.headers["content-type"].partition(";")[0] == ACCEPT[suffix]
    if suffix == ".ttl":
        parsed = ox.parse(answer.content, format=ox.RdfFormat.TURTLE)
        return of_graph(quad.triple for quad in parsed) == wanted(case)
    return of_bytes(answer.content, suffix) == wanted(case)


def pyoxigraph_passes(case: Case) -> bool:
    """Return whether pyoxigraph alone gives the expected answer."""
    store = ox.Store()
    for path in case.data:
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples_of(path))
    for path in case.graphs:
        name = ox.NamedNode(address_of(path))
        store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples_of(path))
    try:
        found = store.query(case.text, base_iri=address_of(case.query))
    except SyntaxError:
        return False
    if case.kind == "CSVResultFormatTest":
        assert not isinstance(found, ox.QueryTriples)
        content = found.serialize(format=ox.QueryResultsFormat.CSV)
        assert content is not None
        return of_bytes(content, ".csv") == wanted(case)
    return of_results(found) == wanted(case)


def names_on_page(heading: str) -> set[str]:
    """Return the names of tests that the documentation lists under a heading."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return set(re.findall(r"^\| `([^`]+)` \|", found[1], re.MULTILINE))


@pytest.mark.skipif(not CASES, reason="the W3C's tests are not here")
def test_what_pyoxigraph_answers_as_expected_the_service_does_too(w3c: httpx.Client) -> None:
    """And what neither does is listed by name, no more and no less."""
    alone = {case.name for case in EVALUATED if pyoxigraph_passes(case)}
    ours = {case.name for case in EVALUATED if passes(w3c, case)}
    assert alone <= ours
    counted = {case.name for case in EVALUATED if case.kind == "QueryEvaluationTest"}
    assert len(counted) == 232
    assert len(ours & counted) >= LEAST
    assert {case.name for case in EVALUATED} - ours == names_on_page("Tests that we do not pass")


@pytest.mark.parametrize("case", EVALUATED, ids=lambda case: case.name)
def test_rows_are_the_same_in_every_form(w3c: httpx.Client, case: Case) -> None:
    forms = {form_of(case)}
    if ".csv" not in forms and ".ttl" not in forms:  # CSV says less, and graphs are no rows
        forms |= {".srx", ".srj"} if isinstance(wanted(case), bool) else {".srx", ".srj", ".tsv"}
    assert len({passes(w3c, case, form) for form in forms}) == 1


@pytest.mark.parametrize("case", SYNTAX, ids=lambda case: case.name)
def test_the_grammar_is_kept(w3c: httpx.Client, case: Case) -> None:
    form = {"query": case.text, "named-graph-uri": NOTHING}
    answer = w3c.post("/sparql", data=form)
    if case.kind.startswith("Negative"):
        assert answer.status_code == 400
        assert re.search(r"line \d+, column \d+", answer.json()["detail"])
    elif answer.status_code != 200:  # SPARQL, but not ours to answer
        assert case.name in names_on_page("Queries that are SPARQL and are refused")

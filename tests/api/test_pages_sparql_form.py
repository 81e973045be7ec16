"""The form for SPARQL when a query has no answer: the query stays, and the reason is in words."""

from __future__ import annotations

import html

import httpx
import pytest

from styrkedja.api.pages.sparql_form import fault_of
from styrkedja.errors import QueryRefusedError, QuerySyntaxError

_HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
_WRONG = "SELECT * WHERE { ?s ?p }"


def _asked(service: httpx.Client, query: str, **more: str) -> tuple[int, str]:
    answer = service.get("/sparql", params={"query": query, **more}, headers=_HTML)
    return answer.status_code, html.unescape(answer.text)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Frågan går inte att läsa: rad 1, tecken 25."),
        ("en", "The query cannot be read: line 1, character 25."),
    ],
)
def test_a_wrong_query_stays_in_the_form(service: httpx.Client, language: str, words: str) -> None:
    status, page = _asked(service, _WRONG, format="tsv", lang=language)
    assert status == 400
    assert f">\n{_WRONG}</textarea>" in page
    assert words in page
    assert 'value="tsv" selected' in page
    assert "<details>" in page
    assert "expected" in page[page.index("<details>") :]


def test_the_place_is_found_in_both_kinds_of_message() -> None:
    ours = fault_of(QuerySyntaxError("not SPARQL: nothing here (line 3, column 24)"), "csv")
    theirs = fault_of(QuerySyntaxError("error at 12:7: expected [_]"), "csv")
    assert (ours.line, ours.column) == (3, 24)
    assert (theirs.line, theirs.column) == (12, 7)
    assert fault_of(QuerySyntaxError("no place"), "csv").line is None
    assert fault_of(QueryRefusedError("too long"), "csv").kind == "refused"


def test_an_empty_query_is_asked_for(service: httpx.Client) -> None:
    status, page = _asked(service, "")
    assert status == 400
    assert "Skriv en fråga." in page
    assert "</textarea>" in page
    assert " required" in page


def test_a_refused_query_stays_in_the_form(service: httpx.Client) -> None:
    query = "SELECT * WHERE { SERVICE <http://x.se/> { ?s ?p ?o } }"
    status, page = _asked(service, query)
    assert status == 400
    assert "inte är tillåtet" in page
    assert query in page


@pytest.mark.parametrize(
    ("query", "format", "words"),
    [
        ("ASK { ?s ?p ?o }", "ttl", "Frågan ger rader."),
        ("DESCRIBE <http://x.se/>", "csv", "Frågan ger en graf."),
    ],
)
def test_a_form_that_does_not_fit_is_explained(
    service: httpx.Client, query: str, format: str, words: str
) -> None:
    status, page = _asked(service, query, format=format)
    assert status == 406
    assert words in page
    assert query in page


def test_programs_still_get_problems_as_json(service: httpx.Client) -> None:
    answer = service.get("/sparql", params={"query": _WRONG})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "format"),
    [("ASK {}", "json"), ("ASK {}", "xml"), ("SELECT * {}", "csv"), ("SELECT * {}", "tsv"),
     ("DESCRIBE <http://x.se/>", "ttl"), ("DESCRIBE <http://x.se/>", "jsonld")],
)  # fmt: skip
def test_an_answer_is_saved_under_a_name_with_its_ending(
    service: httpx.Client, query: str, format: str
) -> None:
    answer = service.get("/sparql", params={"query": query, "format": format})
    assert answer.headers["content-disposition"] == f'inline; filename="svar.{format}"'

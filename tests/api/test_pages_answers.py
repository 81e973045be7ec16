"""Answers on pages: four ways to show one, each whole, or saying in words what is missing."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import urlencode

import httpx
import pytest
from openpyxl import load_workbook

from styrkedja.graph.archive import Archive
from styrkedja.queries import all_queries
from styrkedja.settings import Settings

from .conftest import Serve

_HTML = {"accept": "text/html"}
_LOADS = "/questions/load_by_board"
_PAIRS = "/questions/shared_pairs"
_CHAIN = " ".join(f"(<http://x.se/{n}> <http://x.se/{n + 1}>)" for n in range(70))
_MANY = f"SELECT ?a ?b WHERE {{ VALUES (?a ?b) {{ {_CHAIN} }} }}"
_ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _page(client: httpx.Client, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers=_HTML)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def _asked(client: httpx.Client, query: str, format: str = "table", **more: str) -> str:
    return _page(client, "/sparql/form", query=query, format=format, **more)


def _twin(page: str) -> list[list[str]]:
    """Return the rows of the table that stands for a picture."""
    (table,) = re.findall(r'<details class="twin".*?</table>', page, re.DOTALL)[:1]
    return [
        [re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ][1:]


def _rows(page: str) -> int:
    return len(re.findall(r"<tr><td", page))


def test_a_chart_has_a_bar_for_each_row_of_the_table(service: httpx.Client) -> None:
    chart = _page(service, _LOADS, format="chart")
    (picture,) = re.findall(r'<svg[^>]*class="answer-chart".*?</svg>', chart, re.DOTALL)
    rows = _rows(_page(service, _LOADS))
    assert rows > 3
    assert len(_twin(chart)) == picture.count("<rect") == rows


def test_a_chart_counts_rows_where_the_answer_has_no_numbers(service: httpx.Client) -> None:
    query = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { ("x" "p") ("y" "p") ("z" "q") } }'
    counted = _twin(_asked(service, query, "chart", value="rows-1"))
    assert counted == [["p", "2"], ["q", "1"]]


def test_a_network_has_the_pairs_of_its_rows(service: httpx.Client) -> None:
    page = _page(service, _PAIRS, format="network")
    assert 'class="answer-network"' in page
    assert len(_twin(page)) == _rows(_page(service, _PAIRS)) > 0


def test_a_network_of_many_things_asks_for_a_choice_first(service: httpx.Client) -> None:
    page = _asked(service, _MANY, "network")
    assert "71 saker är för många för en läsbar bild" in page
    assert 'class="answer-network"' not in page
    assert len(_twin(page)) == 70
    (key,) = re.findall(r'<option value="([^"]+)">7</option>', page)
    near = _asked(service, _MANY, "network", near=key)
    assert [row[:2] for row in _twin(near)] == [["6", "7"], ["7", "8"]]
    assert 'class="answer-network"' in near
    (strongest,) = re.findall(r'<a href="(/sparql/form[^"]+strongest=1)#answer"', page)
    assert "Bilden har 60 av 71 saker." in _page(service, strongest)


def test_triples_make_a_network_with_their_properties(service: httpx.Client) -> None:
    query = (
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> CONSTRUCT { ?a ?p ?b } "
        "WHERE { VALUES ?p { sk:responsible sk:statedIn } ?a ?p ?b } ORDER BY ?a ?p LIMIT 20"
    )
    page = _asked(service, query, "network")
    assert "20 tripplar" in page
    assert {row[1] for row in _twin(page)} == {"ansvarigt organ", "anges i"}
    assert "<polygon" in page


def test_two_things_of_one_name_stay_two(service: httpx.Client) -> None:
    query = (
        "SELECT ?a ?b WHERE "
        '{ VALUES (?a ?b) { ("s1" <http://x.se/a/same>) ("s2" <http://y.se/b/same>) } }'
    )
    page = _asked(service, query, "chart", value="rows-1")
    assert _twin(page) == [["same", "1"], ["same", "1"]]


def test_text_tells_the_highest_and_each_row(service: httpx.Client) -> None:
    page = _page(service, _LOADS, format="text")
    assert "Högst i ”Uppdrag”:" in page
    (told,) = re.findall(r'<ul class="told">.*?</ul>', page, re.DOTALL)
    assert told.count("<li>") == _rows(_page(service, _LOADS))


def test_the_ways_keep_what_was_chosen(service: httpx.Client) -> None:
    page = _page(service, _LOADS, format="chart", municipality="", lang="en")
    ways = re.findall(r'<nav class="ways".*?</nav>', page, re.DOTALL)[0]
    addresses = re.findall(r'href="([^"]+)"', ways)
    assert len(addresses) == 4
    assert all("lang=en" in address for address in addresses)
    assert 'href="/questions/load_by_board?municipality=&lang=en&format=text#answer"' in ways


def test_no_parameter_of_a_question_is_called_as_one_of_the_pages() -> None:
    ours = {"format", "lang", "value", "between", "near", "strongest"}
    named = {parameter.name for query in all_queries() for parameter in query.parameters}
    assert not named & ours


@pytest.mark.parametrize("format", ["table", "text", "chart", "network"])
def test_what_a_query_gives_is_no_markup(service: httpx.Client, format: str) -> None:
    query = (
        'SELECT ("<script>alert(1)</script>" AS ?a) ("\\"><b>x" AS ?b) (1 AS ?n) '
        "WHERE { VALUES ?x { 1 2 } }"
    )
    answer = service.get("/sparql/form", params={"query": query, "format": format})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "><b>x" not in answer.text


def test_an_answer_of_yes_or_no_is_a_word(service: httpx.Client) -> None:
    assert "Ja." in _asked(service, "ASK { ?s ?p ?o }")
    assert "No." in _asked(service, "ASK { <http://x.se/> ?p ?o }", lang="en")


def test_numbers_that_are_none_are_shown_as_written(service: httpx.Client) -> None:
    query = (
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?n WHERE { VALUES ?n "
        '{ "NaN"^^xsd:double "INF"^^xsd:double "x"^^xsd:integer 1e400 } }'
    )
    for format in ("table", "text", "chart", "xlsx"):
        answer = service.get("/sparql/form", params={"query": query, "format": format})
        assert answer.status_code == 200, format
    assert "NaN" in _asked(service, query)


def test_the_workbook_has_the_rows_and_no_formula(service: httpx.Client) -> None:
    query = 'SELECT ?a ?n WHERE { VALUES (?a ?n) { ("=1+1" 2) (<http://x.se/> 3.5) } }'
    answer = service.get("/sparql/form", params={"query": query, "format": "xlsx"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="svar.xlsx"'
    tab = load_workbook(io.BytesIO(answer.content)).worksheets[1]
    rows = [tuple(cell.value for cell in row) for row in tab.iter_rows()]
    assert rows == [("a", "n"), ("=1+1", 2), ("http://x.se/", 3.5)]
    assert tab["A2"].data_type == "s"


def test_a_file_of_the_form_comes_from_the_endpoint(service: httpx.Client) -> None:
    asked = {"query": "ASK {}", "format": "json", "lang": "en"}
    answer = service.get("/sparql/form", params=asked)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sparql?{urlencode(asked)}"


def test_a_query_without_a_form_waits_to_be_asked(service: httpx.Client) -> None:
    page = _page(service, "/sparql/form", query="SELECT ?x {}")
    assert "SELECT ?x {}</textarea>" in page
    assert 'id="answer"' not in page


def test_an_error_shows_its_line_and_its_place(service: httpx.Client) -> None:
    wrong = "SELECT ?s WHERE {\n  ?s ?p & ?o\n}"
    answer = service.get("/sparql/form", params={"query": wrong, "format": "table"})
    page = html.unescape(answer.text)
    assert answer.status_code == 400
    found = re.search(r"rad (\d+), tecken (\d+)\.", page)
    assert found is not None
    assert found[1] == "2"
    before, after = re.findall(r"<code>(.*?)<mark>(.*?)</mark></code>", page)[0]
    assert before + after == wrong.splitlines()[1]
    assert len(before) == int(found[2]) - 1


def test_a_query_that_takes_too_long_is_told_so_and_stays(service: httpx.Client) -> None:
    answer = service.get("/sparql/form", params={"query": _ENDLESS, "format": "table"})
    page = html.unescape(answer.text)
    assert answer.status_code == 504
    assert "den tog längre tid än 2 sekunder" in page
    assert f"{_ENDLESS}</textarea>" in page


def test_an_answer_that_is_cut_says_so(example_archive: Archive, serve: Serve) -> None:
    client = serve(Settings(store=example_archive.path, query_rows=5))
    page = _asked(client, "SELECT ?s WHERE { ?s ?p ?o }")
    assert "Svaret är avkortat: det har bara de första 5 raderna." in page
    assert _rows(page) == 5
    assert "Svaret är avkortat" not in _asked(client, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 5")
    asked = {"query": "SELECT ?s WHERE { ?s ?p ?o }", "format": "xlsx"}
    book = client.get("/sparql/form", params=asked)
    assert "svar-avkortat.xlsx" in book.headers["content-disposition"]
    words = load_workbook(io.BytesIO(book.content)).worksheets[0]["A1"].value
    assert words == "Avkortat: bara de första 5 raderna är med."


def test_a_long_answer_is_shown_in_part_and_says_so(service: httpx.Client) -> None:
    page = _asked(service, "SELECT ?s ?p WHERE { ?s ?p ?o } LIMIT 1200")
    assert "1\u00a0200 rader" in page
    assert "Bara de första 1\u00a0000 raderna visas här" in page
    assert _rows(page) == 1000


@pytest.mark.parametrize(("lang", "label"), [("sv", "mål"), ("en", "goal")])
def test_the_editor_is_given_the_vocabulary(service: httpx.Client, lang: str, label: str) -> None:
    told = service.get("/sparql/words", params={"lang": lang}).json()
    terms = {term["name"]: term for term in told["terms"]}
    assert terms["sk:Goal"]["label"] == label
    assert terms["sk:Goal"]["meaning"]
    assert "status:on-hold" in terms
    assert "rdfs:label" in terms, "properties of the data are there, too"
    assert told["prefixes"]["sk"] == "https://w3id.org/styrkedja/ns#"


def test_a_query_that_nobody_waits_for_any_more_is_given_up(
    example_archive: Archive, serve: Serve
) -> None:
    settings = Settings(store=example_archive.path, query_workers=1, query_seconds=60)
    client = serve(settings)
    asked = {"query": _ENDLESS, "format": "table"}
    with pytest.raises(httpx.ReadTimeout):
        client.get("/sparql/form", params=asked, timeout=httpx.Timeout(30, read=1))
    # The one worker there is would be busy for a minute.
    answer = client.get("/sparql/form", params={"query": "ASK {}", "format": "table"}, timeout=45)
    assert "Ja." in answer.text

"""The header of a query file: what it must hold, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from styrkedja.errors import QueryHeaderError
from styrkedja.queries import Query, all_queries, load_query, query_of, read_header

ROOT = Path(__file__).resolve().parents[2]
HEADER = """\
# title@sv: Nämnder
# title@en: Boards
# description@sv: Alla nämnder
#   i registret.
# description@en: All boards.
# answers: CQ1, CQ2
# param: document | iri | | Ett dokument | One document
# columns: board | iri(load) | Nämnd | Board
# columns: load | number, assignments | Antal | Number
# keywords: nämnder, boards
"""
BODY = """
SELECT ?board ?load WHERE {
  VALUES ?document { UNDEF }
  ?board ?load ?document
} ORDER BY ?board
"""


def test_a_header_is_read_with_continued_lines_and_units() -> None:
    header = read_header(HEADER + BODY, name="boards.rq")
    assert header.description_sv == "Alla nämnder i registret."
    assert header.answers == ("CQ1", "CQ2")
    assert [column.name for column in header.columns] == ["board", "load"]
    assert header.columns[1].unit == "assignments"
    assert header.columns[0].is_key
    assert header.columns[1].is_number
    assert header.columns[1].heading("en") == "Number"
    assert header.parameters[0].caption("sv") == "Ett dokument"
    assert query_of(HEADER + BODY, name="boards.rq", subject="x").form == "SELECT"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("# title@en: Boards\n", "", "lacks title@en"),
        ("# title@en: Boards\n", "# title@en: Boards\n# title@en: Again\n", "more than once"),
        ("# title@en: Boards\n", "# title@en:\n", "nothing stands after title@en"),
        ("# title@en: Boards\n", "# title@de: Boards\n", "boards.rq:2: not a line"),
        ("# title@en: Boards\n", "SELECT ?s\n", "boards.rq:2: not a line"),
        ("# answers: CQ1, CQ2\n", "", "lacks answers"),
        ("# keywords: nämnder, boards\n", "", "lacks keywords"),
        ("# answers: CQ1, CQ2\n", "# keywords: x\n# answers: CQ1\n", "order is"),
        ("| iri | |", "| place | |", "no kind of parameter"),
        ("| iri | |", "| one-of | |", "no kind of parameter"),
        ("| iri | |", "| date | yesterday |", "default does not fit"),
        (" | One document", "", "a parameter is name"),
        ("| number, assignments |", "| amount |", "no kind of column"),
        ("| iri(load) |", "| iri(lode) |", "no column lode"),
        ("| number, assignments |", "| text@de |", "no kind of column"),
        (" | Antal | Number", " | Antal", "a column is name"),
        ("VALUES ?document { UNDEF }", "VALUES ?document {UNDEF}", "the header has the parameters"),
        ("VALUES ?document", "VALUES ?other", "the header has the parameters"),
        ("?board ?load ?document", "FILTER NOT EXISTS { ?board ?load ?document }", "NOT EXISTS"),
        ("?board ?load ?document", "filter not  exists { ?a ?b ?c }", "NOT EXISTS"),
        ("SELECT ?board ?load", "SELECT *", r"SELECT \*"),
        ("SELECT ?board ?load", "SELECT DISTINCT *", r"SELECT \*"),
        ("WHERE {", "FROM <a:b> WHERE {", "FROM"),
        ("?board ?load ?document", "SERVICE <a:b> { ?a ?b ?c }", "SERVICE"),
        ("} ORDER BY ?board", "}", "ORDER BY"),
        ("SELECT ?board ?load WHERE", "INSERT", "no SELECT"),
    ],
)
def test_what_is_wrong_is_refused_and_named(old: str, new: str, reason: str) -> None:
    text = HEADER + BODY
    assert old in text
    with pytest.raises(QueryHeaderError, match=reason):
        query_of(text.replace(old, new), name="boards.rq")


def test_words_in_strings_comments_and_iris_are_no_code() -> None:
    harmless = '?board ?load "NOT EXISTS SERVICE" . # FROM\n  ?a <http://a/SERVICE/FROM> ?document'
    text = (HEADER + BODY).replace("?board ?load ?document", harmless)
    assert query_of(text, name="boards.rq").form == "SELECT"


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_each_file_is_complete(query: Query) -> None:
    assert query.title("sv") != query.title("en")
    assert query.description("sv") != query.description("en")
    assert re.fullmatch(r"[a-z][a-z_]*", query.name)
    assert all(re.fullmatch(r"CQ[0-9]+", answer) for answer in query.header.answers)
    assert bool(query.header.answers) == (query.subject != "checks")


def test_every_competency_question_is_in_the_readme_with_its_queries() -> None:
    readme = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    told = {
        match[1]: set(re.findall(r"`([a-z_]+)`", match[2]))
        for match in re.finditer(r"^\| (CQ[0-9]+) \|.*\| ([^|]*) \|$", readme, re.MULTILINE)
    }
    asked: dict[str, set[str]] = {}
    for query in all_queries():
        for answer in query.header.answers:
            asked.setdefault(answer, set()).add(query.name)
    assert told == asked


def test_people_are_shown_one_wording_and_no_codes_and_no_heading_says_iri() -> None:
    compared = load_query("new_gone_continued")
    assert [column.name for column in compared.columns_for("sv")] == [
        *("change_sv", "title", "before", "after", "status_before", "status_after")
    ]
    assert "change_en" in [column.name for column in compared.columns_for("en")]
    for query in all_queries():
        for column in query.columns:
            assert "IRI" not in column.sv + column.en, (query.name, column)
            assert column.language in (None, column.name.rpartition("_")[2]), column
    for lang, other in (("sv", "en"), ("en", "sv")):
        shown = [column.name for column in load_query("doubts").columns_for(lang)]
        assert lang in shown
        assert other not in shown


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_headers_are_worded_for_those_who_run_a_municipality(query: Query) -> None:
    captions = [parameter.sv for parameter in query.parameters]
    shown = " / ".join(
        [query.title(), query.description(), *captions, *(c.sv for c in query.columns)]
    )
    for riddle in (
        "utan värde",
        "det som gäller nu",
        "tryckt",
        "genomförda eller",
        "egen dag",
        "IRI",
    ):
        assert riddle not in shown
    optional = [parameter.sv for parameter in query.parameters if not parameter.required]
    assert all(re.search(r" \(tomt: .+\)$", caption) for caption in optional)
    assert '" | "' not in query.source

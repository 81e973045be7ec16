"""The documents of query results, rule by rule of their specifications."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

NS = "{http://www.w3.org/2005/sparql-results#}"
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = (
    "SELECT ?iri ?plain ?language ?typed ?blank ?unbound { VALUES (?iri ?plain ?language ?typed) "
    '{ (<http://example.org/å> "a\\"b,\\tc\\nd" "ö"@sv '
    f'"2024-01-01"^^<{XSD}date>) }} BIND(BNODE() AS ?blank) }}'
)
COLUMNS = ["iri", "plain", "language", "typed", "blank", "unbound"]


def ask(service: httpx.Client, query: str, accept: str) -> httpx.Response:
    answer = service.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    return answer


def as_json(service: httpx.Client, query: str) -> Any:
    return json.loads(ask(service, query, "application/sparql-results+json").content)


def as_xml(service: httpx.Client, query: str) -> ElementTree.Element:
    content = ask(service, query, "application/sparql-results+xml").content
    return ElementTree.fromstring(content)


def test_json_has_a_head_with_the_variables_in_order_and_one_object_a_row(
    service: httpx.Client,
) -> None:
    document = as_json(service, TERMS)
    assert set(document) == {"head", "results"}
    assert document["head"]["vars"] == COLUMNS
    (row,) = document["results"]["bindings"]
    blank = row.pop("blank")
    assert blank["type"] == "bnode" and blank["value"]
    assert row == {
        "iri": {"type": "uri", "value": "http://example.org/å"},
        "plain": {"type": "literal", "value": 'a"b,\tc\nd'},
        "language": {"type": "literal", "value": "ö", "xml:lang": "sv"},
        "typed": {"type": "literal", "value": "2024-01-01", "datatype": XSD + "date"},
    }


def test_json_of_ask_has_a_head_and_a_boolean(service: httpx.Client) -> None:
    assert as_json(service, "ASK {}") == {"head": {}, "boolean": True}
    assert as_json(service, "ASK { FILTER(false) }") == {"head": {}, "boolean": False}


def test_json_of_no_rows_has_an_empty_array(service: httpx.Client) -> None:
    document = as_json(service, "SELECT ?x { FILTER(false) }")
    assert document == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


def test_xml_has_a_head_with_the_variables_and_one_result_a_row(service: httpx.Client) -> None:
    root = as_xml(service, TERMS)
    assert [root.tag, *(child.tag for child in root)] == [
        NS + name for name in ("sparql", "head", "results")
    ]
    assert [one.get("name") for one in root.iter(NS + "variable")] == COLUMNS
    bound = {one.get("name"): one[0] for one in root.iter(NS + "binding")}
    assert set(bound) == {*COLUMNS} - {"unbound"}
    assert (bound["iri"].tag, bound["iri"].text) == (NS + "uri", "http://example.org/å")
    assert (bound["plain"].tag, bound["plain"].attrib) == (NS + "literal", {})
    assert bound["plain"].text == 'a"b,\tc\nd'
    assert bound["language"].get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    assert bound["typed"].get("datatype") == XSD + "date"
    assert bound["blank"].tag == NS + "bnode"


def test_xml_of_ask_has_a_head_and_a_boolean(service: httpx.Client) -> None:
    root = as_xml(service, "ASK {}")
    assert [child.tag for child in root] == [NS + "head", NS + "boolean"]
    assert root[1].text == "true"


def test_csv_has_a_header_row_and_values_without_marks(service: httpx.Client) -> None:
    answer = ask(service, TERMS, "text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert text.endswith("\r\n")
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert row[:4] == ["http://example.org/å", 'a"b,\tc\nd', "ö", "2024-01-01"]
    assert row[4].startswith("_:")
    assert row[5] == ""


def test_csv_of_the_protocol_leaves_values_as_they_are(service: httpx.Client) -> None:
    answer = ask(service, 'SELECT ("=1+1" AS ?x) {}', "text/csv")
    assert answer.content == b"x\r\n=1+1\r\n"


def test_tsv_has_marked_variables_and_terms_as_in_turtle(service: httpx.Client) -> None:
    answer = ask(service, TERMS, "text/tab-separated-values")
    assert answer.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    header, row, end = answer.content.decode().split("\n")
    assert header.split("\t") == [f"?{name}" for name in COLUMNS]
    assert end == ""
    cells = row.split("\t")
    assert cells[:4] == [
        "<http://example.org/å>",
        '"a\\"b,\\tc\\nd"',
        '"ö"@sv',
        f'"2024-01-01"^^<{XSD}date>',
    ]
    assert cells[4].startswith("_:")
    assert cells[5] == ""


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values"])
def test_rows_without_variables_are_empty_lines(service: httpx.Client, accept: str) -> None:
    assert ask(service, "SELECT * {}", accept).content.split() == []
    assert len(ask(service, "SELECT * {}", accept).content.splitlines()) == 2

"""The page's table of suites counts the tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.w3c.test_protocols import PROTOCOL, READ, READING
from tests.w3c.test_queries import CASES, names_on_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sparql.md"


@pytest.mark.skipif(not PROTOCOL, reason="the W3C's tests are not here")
def test_the_table_of_suites_is_true() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    told = {name: (int(passed), int(of)) for name, passed, of in rows}
    kinds = [case.kind for case in CASES]
    answered, csv = kinds.count("QueryEvaluationTest"), kinds.count("CSVResultFormatTest")
    grammar, wrong = kinds.count("PositiveSyntaxTest11"), kinds.count("NegativeSyntaxTest11")
    missed = len(names_on_page("Tests that we do not pass"))
    refused = len(names_on_page("Queries that are SPARQL and are refused"))
    assert told == {
        "query evaluation and result formats (`mf:QueryEvaluationTest`)": (
            answered - missed,
            answered,
        ),
        "CSV (`mf:CSVResultFormatTest`)": (csv, csv),
        "grammar, what is SPARQL": (grammar - refused, grammar),
        "grammar, what is not": (wrong, wrong),
        "`protocol/`, requests that do not update": (len(READING), len(READING)),
        "`graph-store-protocol/` and `http-rdf-update/`, reading": (len(READ), len(READ)),
        "service description": (3, 3),
    }

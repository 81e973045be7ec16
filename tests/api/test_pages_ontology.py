"""The page of the vocabulary: what the data has of each term, and the query for just that."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

_USED = re.compile(r'<a href="(/sparql/form[^"]+)">(En|[\d\xa0]+) gång(?:er)? i datan</a>')


def _term(page: str, anchor: str) -> str:
    found = re.search(rf'<div class="term" id="{anchor}">.*?</div>', page, re.DOTALL)
    assert found is not None, anchor
    return html.unescape(found[0])


@pytest.mark.parametrize("anchor", ["SpecialAssignment", "responsible", "status-ongoing"])
def test_the_number_of_a_term_is_that_of_the_rows_behind_it(
    service: httpx.Client, anchor: str
) -> None:
    page = service.get("/ns", headers={"accept": "text/html"}).text
    used = _USED.search(_term(page, anchor))
    assert used is not None
    query = parse_qs(urlsplit(used[1]).query)["query"][0]
    rows = service.get("/sparql", params={"query": query, "format": "json"}).json()
    assert len(rows["results"]["bindings"]) == int(used[2].replace("\xa0", "")) > 1


def test_a_term_that_the_data_has_not_says_so(service: httpx.Client) -> None:
    page = service.get("/ns", headers={"accept": "text/html"}).text
    assert "Finns inte i datan" in _term(page, "Amount")

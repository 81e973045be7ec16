"""Two municipalities side by side: figures of the library's query, each opening what it counts."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import load_query

_NUMBER = re.compile(r'<a href="(/compare/elements\?[^"]+)">([\d\s\xa0]+)</a>')


@pytest.fixture(scope="module")
def store(two_archive: Archive) -> Store:
    return load_store(two_archive)


def _numbers(page: str) -> dict[str, int]:
    return {html.unescape(href): int(count) for href, count in _NUMBER.findall(page)}


def _listed(client: httpx.Client, href: str) -> int:
    answer = client.get(href, headers={"accept": "text/html"})
    assert answer.status_code == 200
    return answer.text.count('<li class="item">')


def test_every_figure_of_the_query_stands_on_the_page(two: httpx.Client, store: Store) -> None:
    page = two.get("/compare", params={"a": "granvik", "b": "bjorkvalla", "lang": "en"})
    rows = list(store.select(load_query("compare_municipalities").text()).dicts())
    shown = sorted(count for href, count in _numbers(page.text).items() if "unknown" not in href)
    assert shown == sorted(int(row["elements"] or 0) for row in rows)
    shares = re.findall(r"<strong>(\d+)&nbsp;%</strong>", page.text)
    assert sorted(int(share) for share in shares if share != "0") == sorted(
        int(row["share"] or 0) for row in rows
    )


def test_each_number_opens_as_many_elements_as_it_says(two: httpx.Client) -> None:
    numbers = _numbers(two.get("/compare").text)
    assert any("/compare/elements?municipality=granvik" in href for href in numbers)
    for href, count in numbers.items():
        assert _listed(two, href) == count, href


def test_a_municipality_is_not_compared_with_itself(two: httpx.Client) -> None:
    answer = two.get("/compare", params={"a": "granvik", "b": "granvik"})
    assert answer.status_code == 422
    assert "Samma kommun är vald två gånger" in answer.text
    assert 'href="/compare?a=granvik&amp;b=bjorkvalla"' in answer.text


def test_a_municipality_alone_is_shown_with_what_to_do(layouts: httpx.Client) -> None:
    answer = layouts.get("/compare", headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "Det finns bara dokument från en kommun" in answer.text
    unknown = {href: n for href, n in _numbers(answer.text).items() if "step=unknown" in href}
    assert unknown
    for href, count in unknown.items():
        assert _listed(layouts, href) == count, href


@pytest.mark.parametrize(
    "path",
    [
        "/compare?a=atlantis",
        "/compare/elements?municipality=granvik&kind=Assignment&scale=status&step=nonsense",
        "/compare/elements?municipality=granvik&kind=Assignment&scale=weather&step=one",
        "/compare/elements?municipality=granvik&kind=Dragon&scale=status&step=ongoing",
        "/compare/elements?municipality=..%2F..&kind=Assignment&scale=status&step=ongoing",
    ],
)
def test_what_is_not_there_is_told_with_a_search(two: httpx.Client, path: str) -> None:
    answer = two.get(path)
    assert answer.status_code == 404
    assert 'action="/search"' in answer.text
    assert 'lang="en"' not in answer.text.partition("<main")[2]

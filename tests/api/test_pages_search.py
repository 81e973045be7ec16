"""The search page: the search of the API, what kind each hit is, and what to try instead."""

from __future__ import annotations

import html
import re

import httpx
import pytest

_HTML = {"accept": "text/html"}


def _page(client: httpx.Client, **asked: str) -> str:
    answer = client.get("/search", params=asked, headers=_HTML)
    assert answer.status_code == 200
    return answer.text


def _kinds(page: str) -> dict[str, int]:
    """Return the counts of the kinds by the kind in their address; "" for all."""
    nav = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"[^>]*>[^<]*<span class="n">(\d+)<', nav)
    kind = re.compile(r"[?&]kind=(\w+)")
    return {
        found[1] if (found := kind.search(html.unescape(href))) else "": int(count)
        for href, count in links
    }


@pytest.mark.parametrize("words", ["skola", "nämnd", "namnd", "socialnämnden 2024"])
def test_the_page_counts_and_lists_what_the_api_finds(layouts: httpx.Client, words: str) -> None:
    page = _page(layouts, q=words)
    answer = layouts.get("/api/v1/search", params={"q": words, "limit": "20"}).json()
    assert answer["total"] > 1
    assert _kinds(page)[""] == answer["total"]
    titles = [re.sub(r"<[^>]+>", "", t) for t in re.findall(r'item-title"[^>]*>(.*?)</a>', page)]
    assert [html.unescape(title) for title in titles] == [hit["title"] for hit in answer["items"]]


def test_each_kind_opens_as_many_as_it_says(layouts: httpx.Client) -> None:
    counts = _kinds(_page(layouts, q="skola"))
    assert counts.pop("") == sum(counts.values())
    for kind, count in counts.items():
        chosen = layouts.get("/api/v1/search", params={"q": "skola", "kind": kind}).json()
        assert chosen["total"] == count


def test_a_search_without_swedish_letters_finds_those_that_have_them(
    layouts: httpx.Client,
) -> None:
    assert ">Äldreomsorgsnämnden" in re.sub(
        r"</?mark>", "", _page(layouts, q="aldreomsorgsnamnden")
    )


def test_a_passage_leads_to_its_line_and_to_what_was_read_from_it(layouts: httpx.Client) -> None:
    page = _page(layouts, q="skola", kind="passage", lang="en")
    hit = re.search(r'<li class="item">.*?</li>', page, re.DOTALL)
    assert hit is not None
    line = r'href="/documents/bjorkvalla/[^"]+/text\?line=(\d+)[^"]*lang=en#line-\1"'
    assert re.search(line, hit[0])
    assert re.search(r"Passage, lines? \d+", hit[0])
    assert "Read from it:" in hit[0]
    assert "<mark>" in hit[0]


def test_hits_are_paged_and_a_page_too_far_says_so(layouts: httpx.Client) -> None:
    first, second = _page(layouts, q="nämnden"), _page(layouts, q="nämnden", page="2")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert '<ol class="items hits" start="21">' in second
    assert "Det finns inga fler träffar." in _page(layouts, q="skyfall", page="40")


def test_nothing_found_says_which_word_is_to_blame(layouts: httpx.Client) -> None:
    page = _page(layouts, q="skola xyzzy", kind="body")
    assert "Inga träffar på ”skola xyzzy”" in page
    assert "”xyzzy” står ingenstans" in page
    assert "Sök bland alla slag, kommuner och dokument" in page


def test_words_are_shown_as_written_and_never_as_markup(layouts: httpx.Client) -> None:
    page = _page(layouts, q='<b>"skola" & &amp;')
    assert "<b>" not in page
    assert "&lt;b&gt;&#34;skola&#34; &amp; &amp;amp;" in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [("?!", "Skriv minst ett ord"), ("a" * 201, "högst 200 tecken"), ("a " * 17, "högst 16 ord")],
)
def test_a_search_that_cannot_be_is_told_beside_its_field(
    layouts: httpx.Client, asked: str, words: str
) -> None:
    answer = layouts.get("/search", params={"q": asked}, headers=_HTML)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dragon"},
        {"municipality": "atlantis"},
        {"document": "bjorkvalla/atlantis"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "51"},
        {"page": "9" * 5000},
        {"page": "²"},
    ],
)
def test_a_filter_that_is_not_there_is_not_found(
    layouts: httpx.Client, wrong: dict[str, str]
) -> None:
    answer = layouts.get("/search", params={"q": "skola", **wrong}, headers=_HTML)
    assert answer.status_code == 404
    assert 'lang="en"' not in answer.text.partition("<main")[2]


def test_hits_keep_to_the_municipality_and_document_asked_for(two: httpx.Client) -> None:
    page = _page(two, q="socialnämnden", municipality="granvik")
    assert "/id/granvik/" in page
    hits = page.partition('<ol class="items hits"')[2].partition("</ol>")[0]
    assert "/id/bjorkvalla/" not in hits
    older = _page(two, q="skola", document="bjorkvalla/sarskilda-uppdrag-2023")
    hits = older.partition('<ol class="items hits"')[2].partition("</ol>")[0]
    assert "sarskilda-uppdrag-2024" not in hits

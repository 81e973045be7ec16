"""The doubts as a list of work: what is chosen, what is told of each, what the table holds."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.api.pages.rendering import environment
from styrkedja.api.pages.translation import LANGUAGES, Language
from styrkedja.graph.model import DoubtKind
from tests.page_text import without_own_scripts


def _page(client: httpx.Client, **parameters: str) -> str:
    answer = client.get("/doubts", params=parameters, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def _options(page: str, name: str) -> dict[str, int]:
    """The values of a select, and how many doubts it says there are of each."""
    found = re.search(rf'<select id="{name}".*?</select>', page, re.DOTALL)
    assert found is not None
    options = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>', found[0])
    return {html.unescape(value): int(count) for value, count in options}


def _tasks(page: str) -> int:
    return page.count('<li class="task">')


@pytest.mark.parametrize("name", ["kind", "document", "body"])
def test_each_choice_lists_as_many_as_it_says_and_so_does_its_table(
    layouts: httpx.Client, name: str
) -> None:
    options = _options(_page(layouts), name)
    assert options
    for value, count in options.items():
        page = _page(layouts, **{name: value})
        assert _tasks(page) == min(count, 50)
        table = re.search(r'href="(/api/v1/doubts.csv[^"]*)"', page)
        assert table is not None
        rows = layouts.get(html.unescape(table[1])).text.splitlines()
        assert len(rows) == count + 1


def test_choices_are_counted_with_the_others_as_they_are(layouts: httpx.Client) -> None:
    body = max(_options(_page(layouts), "body").items(), key=lambda pair: pair[1])[0]
    kinds = _options(_page(layouts, body=body), "kind")
    for kind, count in kinds.items():
        assert _tasks(_page(layouts, body=body, kind=kind)) == count


def test_the_gravest_come_first_and_each_gravity_is_a_choice(layouts: httpx.Client) -> None:
    page = _page(layouts)
    told = re.findall(r'class="severity g-(\w+)"', page)
    order = ["contradiction", "unsure", "missing"]
    assert told == sorted(told, key=order.index)
    links = re.findall(r'<a href="/doubts\?kind=(\w+)">[^<]*<span class="n">(\d+)', page)
    assert len(links) > 1
    for kind, count in links:
        chosen = _page(layouts, kind=kind)
        assert set(re.findall(r'class="severity g-(\w+)"', chosen)) == {kind}
        table = re.search(r'href="(/api/v1/doubts.csv[^"]*)"', chosen)
        assert table is not None
        assert len(layouts.get(html.unescape(table[1])).text.splitlines()) == int(count) + 1


def test_each_task_leads_to_its_passage_with_the_words_there(layouts: httpx.Client) -> None:
    page = _page(layouts)
    task = next(one for one in page.split('<li class="task">') if "<blockquote" in one)
    quote = re.search(r"<blockquote[^>]*><p>(.*?)</p>", task)
    link = re.search(r'class="line-ref" href="([^"]+)#(line-\d+)"', task)
    assert quote is not None
    assert link is not None
    text = layouts.get(html.unescape(link[1]), headers={"accept": "text/html"}).text
    line = re.search(rf'id="{link[2]}".*?<span class="tx">(.*?)</span></div>', text)
    assert line is not None
    assert html.unescape(quote[1]).startswith(" ".join(html.unescape(line[1]).split())[:40])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "annat-slag"),
        ("document", "bjorkvalla/annat"),
        ("body", "lund/board/x"),
        ("body", "<script>alert(1)</script>"),
        ("body", "å ä ö/%00"),
        ("document", "x" * 1500),
    ],
)
def test_a_choice_of_nothing_says_so_and_leads_back_to_all(
    layouts: httpx.Client, name: str, value: str
) -> None:
    page = _page(layouts, **{name: value})
    assert _tasks(page) == 0
    assert "är inte känt här" in page
    assert 'href="/doubts">Visa alla</a>' in page
    assert "<script" not in without_own_scripts(page)


def test_a_page_after_the_last_is_the_last(layouts: httpx.Client) -> None:
    assert _tasks(_page(layouts, page="9999")) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_doubt_says_what_to_do(language: Language) -> None:
    advice = environment(language).get_template("_doubts.html").make_module({}).advice  # type: ignore[attr-defined]  # a macro
    told = {kind: str(advice(kind.value)) for kind in DoubtKind}
    assert len(set(told.values())) == len(DoubtKind), "each its own"

"""The page of change: figures of the analysis, their lists, and choices that cannot be."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.graph.analysis import analyse_change
from styrkedja.graph.rdf.store import Store

_HTML = {"accept": "text/html"}
_PAIR = {
    "earlier": "bjorkvalla/sarskilda-uppdrag-2023",
    "later": "bjorkvalla/sarskilda-uppdrag-2024",
}


def _part(page: str, heading: str) -> str:
    found = re.search(rf'<h2 id="{heading}".*?</section>', page, re.DOTALL)
    assert found is not None, heading
    return found[0]


def _listed(part: str) -> int:
    return part.count('<li class="item">') + part.count('<tr><th scope="row">')


def test_the_lists_are_those_of_the_analysis(layouts: httpx.Client, layouts_store: Store) -> None:
    page = layouts.get("/change", headers=_HTML).text
    analysis = analyse_change(layouts_store)
    assert html.escape(analysis.sentences("sv"), quote=True) in page
    for change in ("continued", "gone", "new"):
        part = _part(page, change)
        assert len(analysis.of(change)) == _listed(part)
        assert f'<span class="n">{analysis.count(change)}</span>' in part.partition("</h2>")[0]


def test_each_count_of_a_kind_opens_a_list_of_as_many(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    page = layouts.get("/change", params=_PAIR, headers=_HTML).text
    rows = analyse_change(layouts_store).sheet("counts").rows
    counts = {(str(change), str(kind)): number for kind, change, number in rows if number}
    links = re.findall(r'<a href="#(\w+)-(\w+)">(\d+)</a>', _part(page, "numbers"))
    assert {(change, kind): int(number) for change, kind, number in links} == counts
    for (change, kind), number in counts.items():
        head = re.search(rf'<h3 id="{change}-{kind}">.*?<span class="n">(\d+)<', page)
        assert head is not None
        assert int(head[1]) == number


def test_each_pair_of_statuses_opens_as_many_as_it_says(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    page = layouts.get("/change", params=_PAIR, headers=_HTML).text
    links = re.findall(r'<a href="(/change\?[^"]+)#continued">(\d+)</a>', _part(page, "statuses"))
    flow = analyse_change(layouts_store).status_flow()
    assert sorted(int(number) for _, number in links) == sorted(flow.values())
    for href, number in links:
        chosen = layouts.get(html.unescape(href), headers=_HTML).text
        assert _listed(_part(chosen, "continued")) == int(number)
        assert "Visa allt som fortsätter" in chosen


def test_the_files_hold_the_same_changes(layouts: httpx.Client, layouts_store: Store) -> None:
    page = layouts.get("/change", params=_PAIR, headers=_HTML).text
    address = re.search(r'href="(/api/v1/analyses/change\.csv[^"]+)"', page)
    assert address is not None
    lines = layouts.get(html.unescape(address[1])).text.splitlines()
    assert len(lines) == 1 + len(analyse_change(layouts_store).items)


def test_figures_of_the_real_documents_are_the_analysis_own(
    real: httpx.Client, real_store: Store
) -> None:
    page = real.get("/change", params={"lang": "en"}, headers=_HTML).text
    analysis = analyse_change(real_store)
    for change in ("continued", "gone", "new"):
        assert _listed(_part(page, change)) == len(analysis.of(change))
    assert 'id="statuses"' not in page, "no status is known in both"


@pytest.mark.parametrize(
    ("chosen", "status", "words", "way_out"),
    [
        ((_PAIR["later"], _PAIR["later"]), 422, "Samma dokument är valt två gånger", "<select"),
        ((_PAIR["later"], _PAIR["earlier"]), 422, "omvänd ordning", "Byt plats på dem"),
        (
            ("granvik/sarskilda-uppdrag-2023", _PAIR["later"]),
            422,
            "två kommuner",
            "/compare?a=granvik&amp;b=bjorkvalla",
        ),
        (("granvik/sarskilda-uppdrag-2023", ""), 200, "känt som en fortsättning", "<select"),
        ((_PAIR["earlier"], "bjorkvalla/atlantis"), 404, "Sidan finns inte", 'action="/search"'),
    ],
)
def test_a_choice_that_cannot_be_compared_says_why_and_what_to_do(
    two: httpx.Client, chosen: tuple[str, str], status: int, words: str, way_out: str
) -> None:
    answer = two.get("/change", params=dict(zip(("earlier", "later"), chosen, strict=True)))
    assert answer.status_code == status
    assert words in answer.text
    assert way_out in answer.text.partition("<main")[2]


def test_a_status_or_kind_that_is_not_there_is_told_in_the_readers_language(
    two: httpx.Client,
) -> None:
    for wrong, words in (({"before": "lost"}, "Statusen"), ({"kind": "Dragon"}, "Dragon")):
        answer = two.get("/change", params={**_PAIR, **wrong})
        assert answer.status_code == 422
        assert words in answer.text
        assert "Gå tillbaka och välj något annat" in answer.text

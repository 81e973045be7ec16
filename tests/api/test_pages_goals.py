"""The pages about goals count what the analysis counts, and every number opens what it counts."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.graph.analysis import analyse_coverage, chain_tree
from styrkedja.graph.analysis.chains import Value
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import DEFAULT_BASE

_REPORT = "bjorkvalla/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "bjorkvalla/forvaltningens-aktiviteter-2024"
_HTML = {"accept": "text/html"}


def _iri(document: str) -> str:
    municipality, _, key = document.partition("/")
    return f"{DEFAULT_BASE}{municipality}/document/{key}"


def _page(client: httpx.Client, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers=_HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _numbers(page: str, wanted: str) -> list[tuple[str, int]]:
    """The links to lists of one goal's page that match, and the number of each."""
    found = re.findall(
        rf'<a (?:class="n" )?href="(/goals/[^"]*{wanted}[^"]*)">(.*?)</a>', page, re.DOTALL
    )
    pairs = []
    for address, said in found:
        words = re.sub(r'<span class="vh">.*?</span>|<[^>]+>', " ", said).split()
        if words:
            pairs.append((html.unescape(address), int(words[0])))
    return pairs


def _listed(page: str) -> int:
    part = page[page.index('<h2 id="list"') :].partition("</section>")[0]
    return part.count('<li class="item">')


@pytest.mark.parametrize("document", [_REPORT, _ACTIVITIES])
def test_a_cell_of_the_table_opens_as_many_as_it_says(
    document: str, layouts: httpx.Client, layouts_store: Store
) -> None:
    analysis = analyse_coverage(layouts_store, document=_iri(document))
    level = analysis.goals[0].kind
    cells = [c for c in analyse_coverage(
        layouts_store, document=_iri(document), level=level).kinds if c.elements]  # fmt: skip
    page = _page(layouts, "/goals", document=document, level=level)
    shown = _numbers(page, "kind=")
    assert sorted(n for _, n in shown) == sorted(len(cell.elements) for cell in cells)
    for address, count in [pair for pair in shown if "kind=Indicator" not in pair[0]][:3]:
        assert _listed(_page(layouts, address.partition("#")[0])) == count


def test_the_sums_are_those_of_the_answers_and_open_the_goals_they_count(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    analysis = analyse_coverage(layouts_store, document=_iri(_REPORT), level="BoardGoal")
    page = _page(layouts, "/goals", document=_REPORT, level="BoardGoal")
    sums = _numbers(page.replace('href="/goals?', 'href="/goals/?'), "answer=")
    assert sum(n for _, n in sums) == len(analysis.kinds)
    for address, count in sums:
        narrowed = _page(layouts, address.replace("/goals/?", "/goals?"))
        body = narrowed.partition("<tbody>")[2].partition("</tbody>")[0]
        assert body.count("<tr>") == count


def test_each_answer_is_told_in_words(layouts: httpx.Client, layouts_store: Store) -> None:
    analysis = analyse_coverage(layouts_store, document=_iri(_REPORT), level="BoardGoal")
    page = _page(layouts, "/goals/bodies", document=_REPORT, level="BoardGoal")
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    for value, words in (
        (Value.COVERED, "täckt "),
        (Value.NOT_COVERED, "inte täckt"),
        (Value.NOT_STATED, "sägs inte"),
    ):
        wanted = sum(cell.value is value for cell in analysis.by_body)
        assert body.count(f'<span class="vh">{words}</span>') == wanted


def test_the_tree_tells_what_stands_below_and_what_is_unknown(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    tree = chain_tree(analyse_coverage(layouts_store, document=_iri(_ACTIVITIES)).chain)
    page = _page(layouts, "/goals/chain", document=_ACTIVITIES)
    tops = re.findall(r'<li>\s*<details>\s*<summary>.*?<a href="(/goals/[^"?]+)\?', page, re.DOTALL)
    assert f"/goals/{tree.tops[0].removeprefix(DEFAULT_BASE)}" in tops
    for iri in tree.tops[:3]:
        roll_up = tree.roll_up(iri)
        goal = _page(layouts, f"/goals/{iri.removeprefix(DEFAULT_BASE)}", document=_ACTIVITIES)
        head = goal.partition('<header class="head">')[2].partition("</header>")[0]
        by_status = _numbers(head, "status=")
        assert sum(n for _, n in by_status) == roll_up.work or roll_up.unknown == roll_up.work
        for address, count in by_status:
            assert _listed(_page(layouts, address.partition("#")[0])) == count


def test_a_goal_says_who_works_for_it(layouts: httpx.Client, layouts_store: Store) -> None:
    analysis = analyse_coverage(layouts_store, document=_iri(_REPORT))
    cell = max(analysis.by_body, key=lambda cell: len(cell.elements))
    page = _page(layouts, f"/goals/{cell.goal.removeprefix(DEFAULT_BASE)}")
    body = cell.body.removeprefix(DEFAULT_BASE)
    (address, count), *_ = _numbers(page, f"body={body}")
    assert count == len(cell.elements)
    assert _listed(_page(layouts, address.partition("#")[0])) == count


def test_all_years_of_a_municipality_are_its_own(layouts: httpx.Client) -> None:
    page = _page(layouts, "/goals/chain", document="bjorkvalla/all")
    assert "/goals/bjorkvalla/" in page


def test_what_is_not_there_is_told(layouts: httpx.Client) -> None:
    assert layouts.get("/goals/bjorkvalla/board-goal/x/y", headers=_HTML).status_code == 404
    answer = layouts.get("/goals", params={"answer": "maybe"}, headers=_HTML)
    assert answer.status_code in (400, 422)
    assert "answer: ”maybe” finns inte" in answer.text
    assert layouts.get("/goals", params={"document": "x/y"}, headers=_HTML).status_code == 404


def test_real_board_goals_without_a_stated_goal_are_not_called_uncovered(
    real: httpx.Client,
) -> None:
    page = _page(real, "/goals/chain", document="lulea/delarsrapport-januari-april-2023")
    part = page[page.index('id="loose-BoardGoal"') :].partition("</summary>")[0]
    assert "dokumentet säger inte vad de bidrar till" in part

"""The page of indicators: outcomes and targets as the library's questions have them."""

from __future__ import annotations

import re
from decimal import Decimal

import httpx
import pytest

from styrkedja.api.pages.curves import curve_of
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import load_query

_HTML = {"accept": "text/html"}
Served = tuple[httpx.Client, Store]


@pytest.fixture(scope="module", params=["layouts", "real"])
def served(request: pytest.FixtureRequest) -> Served:
    """A service over the bundled or the real documents, and the store that it shows."""
    return request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_store")


def _ask(store: Store, name: str) -> list[dict[str, str | None]]:
    return list(store.select(load_query(name).text()).dicts())


def _page(client: httpx.Client, **chosen: str) -> str:
    answer = client.get("/indicators", params=chosen, headers=_HTML)
    assert answer.status_code == 200
    return answer.text


def _rows(page: str) -> int:
    return len(re.findall(r'<tr>\s*<th scope="row">', page))


def _count(page: str, show: str) -> int:
    found = re.search(rf'<option value="{show}"[^>]*>[^<(]*\((\d+)\)', page)
    assert found is not None
    return int(found[1])


def test_each_indicator_stands_once(served: Served) -> None:
    client, store = served
    asked = {row["indicator"] for row in _ask(store, "indicator_values")}
    page = _page(client)
    assert _rows(page) == len(asked) == _count(page, "all")


def test_the_gaps_are_those_of_the_questions(served: Served) -> None:
    client, store = served
    page = _page(client)
    without = sum(int(row["indicators"] or 0) for row in _ask(store, "indicators_without_target"))
    assert _count(page, "no-target") == without
    no_outcome = sum(int(row["indicators"] or 0) for row in _ask(store, "indicators_without_value"))
    assert _count(page, "no-outcome") == no_outcome


def test_what_is_reached_is_what_the_question_says(served: Served) -> None:
    client, store = served
    page = _page(client)
    said: dict[str, set[str]] = {}
    for row in _ask(store, "target_distance"):
        if row["reached"]:
            said.setdefault(row["indicator"] or "", set()).add(row["reached"])
    agreed = [answers for answers in said.values() if len(answers) == 1]
    assert len(agreed) == len(said)
    assert _count(page, "reached") == sum(answers == {"yes"} for answers in agreed)
    assert _count(page, "missed") == sum(answers == {"no"} for answers in agreed)


def test_each_sort_shows_as_many_as_it_says_and_all_together_are_all(served: Served) -> None:
    client, _ = served
    page = _page(client)
    sorts = ("reached", "missed", "open", "no-target", "no-outcome")
    for sort in sorts:
        assert _rows(_page(client, show=sort)) == _count(page, sort)
    assert sum(_count(page, sort) for sort in sorts) == _count(page, "all")


def test_a_curve_has_a_point_for_each_whole_year(layouts: httpx.Client) -> None:
    page = _page(layouts, document="bjorkvalla/sarskilda-uppdrag-2024", lang="en")
    curves = re.findall(r'<svg class="spark".*?</svg>', page, re.DOTALL)
    assert len(curves) == 2
    for curve in curves:
        assert curve.count("<circle") == 3
        assert 'role="img"' in curve
    assert all(year in page for year in ("2022", "2023", "2024"))


def test_one_value_or_two_of_one_year_make_no_curve() -> None:
    assert curve_of([(2022, Decimal(1))], []) is None
    assert curve_of([(2022, Decimal(1)), (2022, Decimal(2))], []) is None
    level = curve_of([(2022, Decimal(4)), (2023, Decimal(4))], [Decimal(4)])
    assert level is not None
    assert {y for _, y in level.points} == {level.target}


def test_two_targets_are_not_drawn() -> None:
    curve = curve_of([(2022, Decimal(1)), (2024, Decimal(2))], [Decimal(3), Decimal(5)])
    assert curve is not None
    assert curve.target is None


def test_a_document_without_indicators_says_so_and_leads_on(layouts: httpx.Client) -> None:
    page = _page(layouts, document="bjorkvalla/mal-och-budget-2023-2025")
    assert "har lästs som mätetal" in page
    assert 'href="/indicators"' in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("wrong", "status"), [({"document": "lund/atlantis"}, 404), ({"show": "dragons"}, 422)]
)
def test_what_is_not_there_is_told(
    layouts: httpx.Client, wrong: dict[str, str], status: int
) -> None:
    answer = layouts.get("/indicators", params=wrong, headers=_HTML)
    assert answer.status_code == status
    assert 'lang="en"' not in answer.text.partition("<main")[2]

"""The calendar: its numbers are those of the analysis and the query, and open what they count."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.graph.analysis import analyse_calendar
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import load_query
from styrkedja.settings import DEFAULT_BASE

_HTML = {"accept": "text/html"}
_SCOPE = {"document": "bjorkvalla/all", "by": "month"}
_BOARD = "bjorkvalla/board/socialnamnden"
_CELL = re.compile(r'<td class="[^"]*"><a href="([^"]+)"[^>]*>(\d+)<')


def _rows(page: str) -> dict[str, list[tuple[str, int]]]:
    """Return the name of each row → address and number of its cells."""
    table = page.partition('<table class="matrix due">')[2].partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]:
        name = re.sub(r"<[^>]+>", "", row.partition("</th>")[0]).replace("\xad", "").strip()
        cells = [(html.unescape(href), int(number)) for href, number in _CELL.findall(row)]
        found[html.unescape(name)] = cells
    return found


def _periods(cells: list[tuple[str, int]]) -> dict[str, int]:
    period = re.compile(r"[?&]period=([\w-]+)")
    found = [(period.search(href), number) for href, number in cells]
    return {match[1]: number for match, number in found if match is not None}


def test_the_cells_of_each_board_are_those_of_the_query(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    rows = _rows(layouts.get("/calendar", params=_SCOPE, headers=_HTML).text)
    asked = list(layouts_store.select(load_query("deadline_calendar").text()).dicts())
    assert len(asked) > 50
    for name in {row["name"] for row in asked}:
        counts = {row["month"]: int(row["elements"] or 0) for row in asked if row["name"] == name}
        shown = _periods(rows["Ingen ansvarig nämnd anges" if name is None else name])
        assert {period: n for period, n in shown.items() if period != "none"} == counts


@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_the_first_row_counts_each_thing_once(
    layouts: httpx.Client, layouts_store: Store, by: str
) -> None:
    page = layouts.get("/calendar", params={**_SCOPE, "by": by}, headers=_HTML).text
    analysis = analyse_calendar(layouts_store, by=by)
    shown = _periods(_rows(page)["Alla, vart och ett en gång"])
    assert shown.pop("none") == len(analysis.undated)
    assert shown == {due.period: len(due.elements) for due in analysis.totals if due.elements}


def test_a_number_opens_as_many_as_it_says(layouts: httpx.Client) -> None:
    page = layouts.get("/calendar", params={**_SCOPE, "by": "year"}, headers=_HTML).text
    rows = _rows(page)
    cells = [cell for name, row in rows.items() for cell in row if name[:1] in "AIKS"]
    assert len(cells) > 10
    for href, number in cells:
        listed = layouts.get(href, headers=_HTML).text
        assert listed.count('<li class="item">') == number, href
        assert 'aria-current="true"' in listed.partition('<table class="matrix due">')[2]


def test_the_calendar_of_one_body_keeps_its_filters_and_has_its_own_feed(
    layouts: httpx.Client,
) -> None:
    page = layouts.get(
        "/calendar", params={**_SCOPE, "body": _BOARD, "status": "ongoing"}, headers=_HTML
    ).text
    assert list(_rows(page)) == ["Socialnämnden"]
    assert "status=ongoing" in _rows(page)["Socialnämnden"][0][0]
    feed = re.search(r'<a href="(/feeds/deadlines\.ics\?body=[^"]+)"', page)
    assert feed is not None
    answer = layouts.get(html.unescape(feed[1]))
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text


def test_a_calendar_keeps_to_one_municipality(two: httpx.Client) -> None:
    for home, other in (("granvik", "bjorkvalla"), ("bjorkvalla", "granvik")):
        page = two.get("/calendar", params={"document": f"{home}/all"}).text
        table = page.partition('<table class="matrix due">')[2].partition("</table>")[0]
        assert f"/id/{home}/" in table
        assert f"/id/{other}/" not in table
        assert "/api/v1/analyses/calendar" not in page, "a file would hold both"


def test_a_filter_that_matches_nothing_says_what_to_change(layouts: httpx.Client) -> None:
    page = layouts.get(
        "/calendar", params={**_SCOPE, "kind": "FocusArea", "status": "on-hold"}, headers=_HTML
    )
    assert page.status_code == 200
    assert "Inget stämmer med valet" in page.text
    gone = layouts.get("/calendar", params={**_SCOPE, "period": "1999-01"}, headers=_HTML)
    assert "Inget har slutdatum då" in gone.text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"document": "bjorkvalla/atlantis"}, 404),
        ({"body": "bjorkvalla/board/drakar"}, 404),
        ({"body": "<script>"}, 404),
        ({"by": "decade"}, 422),
        ({"kind": "Dragon"}, 422),
        ({"status": "lost"}, 422),
    ],
)
def test_what_is_not_there_is_told_in_swedish(
    layouts: httpx.Client, wrong: dict[str, str], status: int
) -> None:
    answer = layouts.get("/calendar", params={**_SCOPE, **wrong}, headers=_HTML)
    assert answer.status_code == status
    assert 'lang="en"' not in answer.text.partition("<main")[2]
    assert "<script>" not in answer.text


def test_a_body_that_has_nothing_is_no_error(layouts: httpx.Client) -> None:
    municipality = f"{DEFAULT_BASE}bjorkvalla/board/kommunstyrelsen"
    answer = layouts.get(
        "/calendar",
        params={**_SCOPE, "kind": "FocusArea", "body": municipality},
        headers=_HTML,
    )
    assert answer.status_code == 200
    assert "Inget stämmer med valet" in answer.text


def test_what_is_next_is_open_and_after_the_newest_day(layouts: httpx.Client) -> None:
    page = layouts.get("/calendar", params=_SCOPE, headers=_HTML).text
    part = page.partition('<h2 id="list">')[2].partition("</section>")[0]
    assert 'Närmast efter <time datetime="2025-08-31">' in part
    days = re.findall(r'Slutdatum <time datetime="([\d-]+)"', part)
    assert days
    assert all(day > "2025-08-31" for day in days)
    older = {"document": "bjorkvalla/sarskilda-uppdrag-2023", "status": "completed"}
    done = layouts.get("/calendar", params=older, headers=_HTML).text
    assert "Inget som inte är klart har slutdatum efter den dagen." in done


def test_periods_are_as_short_as_the_table_has_room_for(layouts: httpx.Client) -> None:
    whole = layouts.get("/calendar", params={"document": "bjorkvalla/all"}, headers=_HTML).text
    assert '<option value="quarter" selected>' in whole
    one = {"document": "bjorkvalla/sarskilda-uppdrag-2024"}
    assert (
        '<option value="month" selected>'
        in layouts.get("/calendar", params=one, headers=_HTML).text
    )

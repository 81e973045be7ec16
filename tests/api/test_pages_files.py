"""What stands behind a page's numbers: files that have them, and of which day they are."""

from __future__ import annotations

import html
import re

import httpx
import pytest

_HTML = {"accept": "text/html"}
_DOCUMENT = "bjorkvalla/sarskilda-uppdrag-2024"
_REPORT = "bjorkvalla/delarsrapport-januari-augusti-2025"
_BOARD = "bjorkvalla/board/socialnamnden"
_LINK = re.compile(r'<a href="(/api/v1/[^"]+\.(csv|xlsx)[^"]*)"')


def _page(client: httpx.Client, path: str) -> str:
    answer = client.get(path, headers=_HTML)
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize(
    "path",
    [
        f"/?document={_DOCUMENT}",
        f"/?document={_REPORT}&kind=Goal&role=contributing",
        f"/id/{_BOARD}?document={_DOCUMENT}",
        f"/id/bjorkvalla/document/{_DOCUMENT.partition('/')[2]}",
        f"/goals?document={_REPORT}",
        f"/goals/bodies?document={_REPORT}",
        "/documents",
        "/indicators",
        f"/indicators?document={_REPORT}",
        "/compare",
        "/about",
    ],
)
def test_each_file_that_a_page_offers_has_rows(layouts: httpx.Client, path: str) -> None:
    offered = [(html.unescape(one), form) for one, form in _LINK.findall(_page(layouts, path))]
    assert {form for _, form in offered} == {"csv", "xlsx"}
    for address, form in offered:
        answer = layouts.get(address, timeout=120)  # the first one starts the workshop
        assert answer.status_code == 200, address
        if form == "csv":
            assert len(answer.text.splitlines()) > 1, address
        else:
            assert answer.content.startswith(b"PK"), address


def test_the_file_of_a_board_has_what_its_page_counts(layouts: httpx.Client) -> None:
    page = _page(layouts, f"/id/{_BOARD}?document={_DOCUMENT}")
    table = page.partition('<table class="data by-kind">')[2].partition("</table>")[0]
    counted = sum(
        int(re.sub(r"\D", "", row.split("</td>")[0].rpartition("<a")[2].partition(">")[2]))
        for row in table.partition("<tbody>")[2].split("</tr>")
        if "</td>" in row
    )
    (address,) = [html.unescape(one) for one, form in _LINK.findall(page) if form == "csv"]
    assert len(layouts.get(address).text.splitlines()) - 1 == counted > 0


@pytest.mark.parametrize(
    ("start", "link"),
    [
        (
            f"/id/bjorkvalla/document/{_REPORT.partition('/')[2]}",
            r'href="(/id/[^"]*/indicator/[^"]+)"',
        ),
        (f"/documents/{_DOCUMENT}/text", r'href="(/id/[^"]*/total/[^"]+)"'),
    ],
)
def test_a_page_of_one_thing_says_of_which_day_and_how_complete_its_document_is(
    layouts: httpx.Client, start: str, link: str
) -> None:
    found = re.search(link, _page(layouts, start))
    assert found is not None
    note = _page(layouts, html.unescape(found[1])).partition('<p class="dated">')[2]
    told = note.partition("</p>")[0]
    assert "läget per den" in told
    assert "% av raderna förstods" in told.replace("\u00a0", " ").replace("&nbsp;", " ")


def test_doubts_are_reached_from_the_menu_and_from_the_board_they_are_about(
    layouts: httpx.Client,
) -> None:
    page = _page(layouts, f"/id/{_BOARD}?document={_DOCUMENT}")
    assert '<a href="/doubts">Tveksamheter</a>' in page
    found = re.search(r'<p class="all-doubts"><a href="([^"]+)"', page)
    assert found is not None
    listed = _page(layouts, html.unescape(found[1]))
    assert '<a href="/doubts" aria-current="page">' in listed
    assert listed.count('class="task"') > 0


def test_a_goal_leads_to_who_works_for_it(layouts: httpx.Client) -> None:
    page = _page(layouts, f"/id/bjorkvalla/document/{_REPORT.partition('/')[2]}")
    goal = re.search(r'href="(/id/bjorkvalla/goal/[^"]+)"', page)
    assert goal is not None
    link = re.search(r'href="(/goals/bjorkvalla/[^"]+)"', _page(layouts, goal[1]))
    assert link is not None
    assert "<h1>" in _page(layouts, html.unescape(link[1]))

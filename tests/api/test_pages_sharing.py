"""Whatever is asked about shared responsibility: the page counts it, and each number opens it."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.api.pages import front
from styrkedja.graph.analysis import analyse_coverage, analyse_sharing
from styrkedja.graph.archive import Archive
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import DEFAULT_BASE, Settings

from .conftest import Serve

_REPORT = "bjorkvalla/delarsrapport-januari-augusti-2025"
_ACTIVITIES = "bjorkvalla/forvaltningens-aktiviteter-2024"
_CARDS = "bjorkvalla/sarskilda-uppdrag-2024"
_HTML = {"accept": "text/html"}
_CASES = [
    (_REPORT, {"kind": "Goal", "role": "contributing"}),
    (_ACTIVITIES, {"kind": "Activity"}),
    (_ACTIVITIES, {"role": "group"}),
    (_CARDS, {"status": "ongoing"}),
    (_CARDS, {"kind": "SteeringElement", "role": "any"}),
]


def _iri(document: str) -> str:
    municipality, _, key = document.partition("/")
    return f"{DEFAULT_BASE}{municipality}/document/{key}"


def _page(client: httpx.Client, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers=_HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _items(page: str) -> int:
    return page.count('<li class="item">')


@pytest.mark.parametrize(("document", "asked"), _CASES)
def test_the_matrix_is_that_of_the_analysis_and_a_cell_opens_its_list(
    document: str, asked: dict[str, str], layouts: httpx.Client, layouts_store: Store
) -> None:
    boards = analyse_sharing(layouts_store, document=_iri(document), **asked).boards
    page = _page(layouts, "/", document=document, **asked)
    cells = re.findall(r'<td class="shade[^>]*><a href="([^"]+)">(\d+)', page)
    assert sum(int(count) for _, count in cells) == 2 * sum(p.count for p in boards.pairs)
    own = re.findall(r'<td class="own[^>]*>.*?</span>(\d+)', page)
    assert [int(load) for load in own] == [board.load for board in boards.boards]
    for address, count in cells[:2]:
        listed = _page(layouts, html.unescape(address))
        assert _items(listed) == int(count)
        assert listed.count('<details class="said"') == int(count), "each with its passage"


@pytest.mark.parametrize(("document", "asked"), [_CASES[0], _CASES[3]])
def test_every_number_of_the_loads_opens_what_it_counts(
    document: str, asked: dict[str, str], layouts: httpx.Client
) -> None:
    page = _page(layouts, "/", document=document, **asked)
    part = page[page.index('<h2 id="load"') :].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", part.partition("<tbody>")[2], re.DOTALL)
    first = re.findall(r'<a href="(/boards/elements[^"]+)">(\d+)</a>', rows[0])
    assert first
    for address, count in first:
        listed = _page(layouts, html.unescape(address))
        if "only=shared" not in address:
            assert _items(listed) == int(count)


def test_what_shares_nothing_says_so_and_offers_what_is_shared(layouts: httpx.Client) -> None:
    page = _page(layouts, "/", document=_REPORT)
    offers = re.search(r'<p class="offers">(.*?)</p>', page, re.DOTALL)
    assert offers is not None
    for address, words in re.findall(r'<a href="([^"]+)">(\d+)', offers[1]):
        shared = _page(layouts, html.unescape(address))
        count = re.search(r'<a href="#shared">[^<]*<span class="n">(\d+)', shared)
        assert count is not None
        assert count[1] == words


def test_a_choice_that_nothing_fits_says_so_and_can_be_taken_back(layouts: httpx.Client) -> None:
    page = _page(layouts, "/", document="bjorkvalla/all", year="1999")
    assert "Inget här passar valet." in page
    back = re.search(r'<p class="narrowed">.*?href="([^"]+)"', page, re.DOTALL)
    assert back is not None
    assert "Inget här passar valet." not in _page(layouts, html.unescape(back[1]))


def test_a_year_of_all_years_is_that_of_its_documents(layouts: httpx.Client) -> None:
    years = re.findall(
        r'<option value="(\d{4})">\d{4} \((\d+)\)', _page(layouts, "/", document="bjorkvalla/all")
    )
    assert len(years) > 1
    for year, count in years:
        page = _page(layouts, "/boards/elements", document="bjorkvalla/all", year=year)
        assert _items(page) == int(count)


@pytest.mark.parametrize("asked", [{"kind": "Song"}, {"role": "king"}, {"year": "next"},
                                   {"status": "fine"}])  # fmt: skip
def test_a_choice_that_there_is_not_is_told_in_words(
    asked: dict[str, str], layouts: httpx.Client
) -> None:
    answer = layouts.get("/", params=asked, headers=_HTML)
    assert answer.status_code in (400, 422)
    (value,) = asked.values()
    assert f"”{value}”" in answer.text


def test_a_real_report_that_shares_contributions_only_offers_them(real: httpx.Client) -> None:
    document = "lulea/delarsrapport-januari-april-2023"
    offered = re.search(r'<p class="offers">.*?href="([^"]+)">([^<]+)',
                        _page(real, "/", document=document), re.DOTALL)  # fmt: skip
    assert offered is not None
    assert offered[2] == "9 mål som flera bidrar till"
    page = _page(real, html.unescape(offered[1]))
    assert "Av 92 mål har 9 två eller flera bidragande organ." in page


def test_the_work_of_a_board_is_counted_by_kind_and_status(layouts: httpx.Client) -> None:
    page = _page(layouts, "/id/bjorkvalla/board/socialnamnden", document=_CARDS)
    part = page[page.index('<h2 id="by-kind"') :].partition("</table>")[0]
    numbers = re.findall(r'<a href="(/boards/elements[^"]+)">(\d+)</a>', part)
    assert len(numbers) > 1
    for address, count in numbers:
        assert _items(_page(layouts, html.unescape(address))) == int(count)


def test_a_board_shows_the_goals_it_works_for_and_what_of_its_does(
    layouts: httpx.Client, layouts_store: Store
) -> None:
    cells = analyse_coverage(layouts_store, document=_iri(_ACTIVITIES)).by_body
    board = max(cells, key=lambda cell: len(cell.elements)).body.removeprefix(DEFAULT_BASE)
    page = _page(layouts, f"/id/{board}", document=_ACTIVITIES)
    part = page[page.index('<h2 id="goals"') :].partition("</section>")[0]
    links = re.findall(r'<a class="n" href="([^"]+)#list">(\d+)', part)
    assert links
    for address, count in links[:2]:
        listed = _page(layouts, html.unescape(address))
        shown = listed[listed.index('<h2 id="list"') :].partition("</section>")[0]
        assert _items(shown) == int(count)


def test_more_boards_than_can_be_read_are_narrowed_before_anything_is_drawn(
    serve: Serve, example_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "MOST_BOARDS", 8)
    client = serve(Settings(store=example_archive.path))
    page = _page(client, "/")
    assert 'class="network"' not in page
    assert 'class="matrix"' not in page
    assert '<details class="twin" open>' in page, "the table has all the pairs"
    narrower = re.findall(r'<a href="([^"]+least=\d+)">.*?class="n">(\d+)', page)
    assert narrower
    for address, boards in narrower:
        narrowed = _page(client, html.unescape(address))
        assert narrowed.count('<td class="own') == int(boards) <= 8
        assert 'class="network"' in narrowed

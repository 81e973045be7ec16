"""Two municipalities side by side: each page keeps to one, names it, and keeps the year chosen."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from styrkedja.api.pages.scope import documents_of
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.analysis import BoardAnalysis, analyse_boards, load_responsibilities
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import DEFAULT_BASE

_HTML = {"accept": "text/html"}
_BOARD = "granvik/board/socialnamnden"
_OLD, _NEW = "granvik/sarskilda-uppdrag-2023", "bjorkvalla/sarskilda-uppdrag-2024"


@pytest.fixture(scope="module")
def archive(two_archive: Archive) -> Archive:
    return two_archive


@pytest.fixture(scope="module")
def store(archive: Archive) -> Store:
    return load_store(archive)


@pytest.fixture(scope="module")
def granvik(store: Store) -> BoardAnalysis:
    return analyse_boards(
        load_responsibilities(
            store, document=f"{DEFAULT_BASE}granvik/document/sarskilda-uppdrag-2023"
        )
    )


@pytest.fixture(scope="module")
def site(two: httpx.Client) -> httpx.Client:
    return two


def _page(site: httpx.Client, path: str, **parameters: str) -> str:
    answer = site.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_documents_can_be_had_of_one_municipality(archive: Archive, store: Store) -> None:
    snapshot = Snapshot(archive.head(), archive, store)
    assert [r.municipality for r in documents_of(snapshot, "granvik")] == ["granvik"]
    assert len(documents_of(snapshot, None)) == 3


def test_a_board_is_shown_in_its_own_municipality(
    site: httpx.Client, granvik: BoardAnalysis
) -> None:
    """The newest document of all is another municipality's, in which the board has nothing."""
    for board in granvik.boards:
        page = _page(site, f"/id/{board.body.iri.removeprefix(DEFAULT_BASE)}")
        assert f">{board.load} uppdrag</a>" in page
        assert page.count('<li class="item">') == board.load, "each assignment once"
        assert "Björkvalla" not in page


def test_a_document_of_another_municipality_is_not_found(site: httpx.Client) -> None:
    for path in (f"/id/{_BOARD}", f"/boards/shared?a={_BOARD}&b=granvik/board/valnamnden"):
        answer = site.get(path, params={**httpx.QueryParams(path.partition("?")[2]),
                                        "document": _NEW})  # fmt: skip
        assert answer.status_code == 404


def test_boards_of_two_municipalities_are_told_apart(site: httpx.Client) -> None:
    answer = site.get("/boards/shared", params={"a": _BOARD, "b": "bjorkvalla/board/socialnamnden"})
    assert answer.status_code == 422
    assert "Nämnderna hör till olika kommuner" in answer.text
    assert f'href="/id/{_BOARD}"' in answer.text


def test_a_board_and_itself_lead_to_the_board(site: httpx.Client) -> None:
    answer = site.get("/boards/shared", params={"a": _BOARD, "b": _BOARD, "document": _OLD})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/id/{_BOARD}?document={_OLD}"


@pytest.mark.parametrize("other", ["granvik/board/nothing", "granvik", "granvik/document/x"])
def test_what_is_no_board_shares_nothing(site: httpx.Client, other: str) -> None:
    assert site.get("/boards/shared", params={"a": _BOARD, "b": other}).status_code == 404


@pytest.mark.parametrize("document", [_OLD, "bjorkvalla/sarskilda-uppdrag-2023", "bjorkvalla/all"])
def test_a_reader_of_a_year_stays_in_it(site: httpx.Client, document: str) -> None:
    home = document.partition("/")[0]
    front = _page(site, "/", document=document)
    links = re.findall(rf'href="(/id/{home}/(?:board|company)/[^"]+)"', front)
    assert len(links) > 30
    assert all(link.partition("#")[0].endswith(f"?document={document}") for link in links)
    on_from_there = re.findall(r'href="(/id/\w+/board/[^"]+)"', _page(site, links[0]))
    assert on_from_there
    assert any(link.endswith(f"?document={document}") for link in on_from_there)


def test_an_assignment_leads_to_its_boards_in_the_same_year(site: httpx.Client) -> None:
    front = _page(site, "/", document="bjorkvalla/sarskilda-uppdrag-2023")
    element = re.search(r'class="item-title" href="([^"]+)"', front)
    assert element is not None
    boards = re.findall(r'href="(/id/bjorkvalla/\w+/[^"]+)"', _page(site, element[1]))
    kept = [link for link in boards if "/board/" in link or "/company/" in link]
    assert kept
    assert all(link.endswith("document=bjorkvalla/sarskilda-uppdrag-2023") for link in kept)


def test_the_front_page_names_its_municipality(site: httpx.Client) -> None:
    page = _page(site, "/", document=_OLD)
    assert "<title>Vilka nämnder delar uppdrag? Granvik 2023 – Styrkedja</title>" in page
    assert re.search(r'<p class="kind">Kommun: <a href="/id/granvik">Granvik</a></p>\s*<h1>', page)
    assert ">Björkvalla: Uppföljning av särskilda uppdrag 2024</option>" in page


@pytest.mark.parametrize("path", ["/documents", "/about"])
def test_lists_of_documents_tell_the_municipalities_apart(site: httpx.Client, path: str) -> None:
    main = _page(site, path).partition("<main")[2]
    assert main.count("Granvik") == 1
    assert main.count("Björkvalla") >= 2


def test_choices_of_a_question_stand_under_their_municipality(site: httpx.Client) -> None:
    page = _page(site, "/questions/new_gone_continued")
    assert page.count('<optgroup label="Granvik">') == 2


def test_a_document_says_whose_it_is(site: httpx.Client) -> None:
    page = _page(site, "/id/granvik/document/sarskilda-uppdrag-2023")
    assert "<title>Granvik: " in page
    assert "<dt>Kommun</dt><dd>Granvik</dd>" in page


def test_a_municipality_lists_its_boards_and_documents(
    site: httpx.Client, granvik: BoardAnalysis
) -> None:
    page = _page(site, "/id/granvik")
    for board in granvik.boards:
        assert f'href="/id/{board.body.iri.removeprefix(DEFAULT_BASE)}">{board.body.name}<' in page
    assert f'href="/?document={_OLD}"' in page
    assert "granvik/all" not in page, "one document is all there is"
    assert 'href="/?document=bjorkvalla/all"' in _page(site, "/id/bjorkvalla")


def test_over_all_years_each_assignment_is_judged_by_its_own_report(
    site: httpx.Client, store: Store
) -> None:
    now = load_responsibilities(store).elements
    ours = [item for item in now if item.document.startswith(f"{DEFAULT_BASE}bjorkvalla/")]
    days = {item.iri: item.as_of for item in ours if item.as_of is not None}
    done = ("status/completed", "status/cancelled")
    late = [
        item
        for item in ours
        if item.deadline is not None
        and item.deadline < days[item.iri]
        and not (item.status or "").endswith(done)
    ]
    page = _page(site, "/", document="bjorkvalla/all")
    section = page[page.index('<h2 id="late">') : page.index('<h2 id="contradictions">')]
    assert section.count('<li class="item">') == len(late) > 0
    assert section.count('<span class="judged">per den ') == len(late)
    assert "per 31 december 2023, 31 december 2024" in re.sub(r"<[^>]+>", "", page)


def test_the_first_example_of_sparql_counts_each_assignment_once(
    site: httpx.Client, store: Store
) -> None:
    page = _page(site, "/sparql/form")
    query = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert query is not None
    rows = store.select(query[1]).rows
    said = {(row[0].value, row[1].value): int(row[2].value) for row in rows if all(row)}  # type: ignore[union-attr]
    expected: dict[tuple[str, str], int] = {}
    for slug, name in (("bjorkvalla", "Björkvalla"), ("granvik", "Granvik")):
        for element in load_responsibilities(store).elements:
            for body in element.bodies:
                if body.startswith(f"{DEFAULT_BASE}{slug}/"):
                    expected[name, body] = expected.get((name, body), 0) + 1
    labels = {body.iri: body.name for body in load_responsibilities(store).bodies}
    assert said == {(home, labels[body]): count for (home, body), count in expected.items()}

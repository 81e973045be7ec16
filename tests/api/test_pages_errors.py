"""Errors and an empty archive: what happened and what to do, in the reader's language."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from styrkedja.api.pages import error_html
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE, Settings

from .conftest import Serve

_HTML = {"accept": "text/html"}
_PAGES = ("/", "/calendar", "/change", "/indicators", "/compare", "/search?q=skola")
Told = Callable[..., str]


@pytest.fixture
def told() -> Told:
    """Gives the page of a status, as it is told without an application around it."""

    def tell(status: int, path: str = "/", language: str = "sv", sv: str | None = None) -> str:
        query = f"lang={language}".encode()
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query,
            "headers": [],
        }
        request = Request({**scope, "scheme": "http", "server": ("localhost", 80)})
        return bytes(error_html(request, status, "Title", "Only English.", sv=sv).body).decode()

    return tell


@pytest.fixture(scope="module")
def purged_archive(tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]) -> Archive:
    """An archive that had two documents and has lost that of 2023 for good."""
    archive = Archive.open_or_create(tmp_path_factory.mktemp("purged") / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        for file in example_files[:2]:
            ingest_file(file, archive, writer)
        writer.purge(f"{DEFAULT_BASE}bjorkvalla/document/sarskilda-uppdrag-2023")
    return archive


@pytest.mark.parametrize(
    "status", [400, 401, 403, 404, 405, 406, 408, 409, 410, 413, 422, 429, 431, 500, 503, 504]
)
def test_every_status_is_told_in_both_languages(told: Told, status: int) -> None:
    swedish, english = told(status), told(status, language="en")
    for page in (swedish, english):
        assert "Title" not in page.partition("<main")[2], "the protocol's own words"
    heads = [page.partition("<h1>")[2].partition("</h1>")[0] for page in (swedish, english)]
    assert heads[0] != heads[1]
    assert all(heads)


def test_what_only_english_says_is_folded_on_a_swedish_page(told: Told) -> None:
    page = told(422)
    detail = page.partition("<details")[2].partition("</details>")[0]
    assert 'lang="en"' in detail
    assert "Only English." in detail
    assert "<details" not in told(422, sv="På svenska.")
    assert "Only English." not in told(404), "the search says more"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/id/lund/goal/plan-2023/fler-barn-i-forskolan-0a1b2c3d", "fler barn i forskolan"),
        ("/id/lund/board/", "board"),
        ("/id/lund/../<b>&", "b"),
        ("/there/is-no-such-page", ""),
    ],
)
def test_what_is_not_found_can_be_searched_for_by_the_words_of_its_address(
    told: Told, path: str, words: str
) -> None:
    page = told(404, path)
    assert f'id="find-here" type="search" name="q" maxlength="200" value="{words}"' in page


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Dokumentet är borttaget"), ("en", "The document is gone")]
)
def test_a_link_to_a_line_of_a_purged_document_says_what_happened_and_what_is_left(
    serve: Serve, purged_archive: Archive, language: str, words: str
) -> None:
    client = serve(Settings(store=purged_archive.path))
    (left,) = purged_archive.documents()
    address = "/documents/bjorkvalla/sarskilda-uppdrag-2023/text"
    answer = client.get(address, params={"line": 12, "lang": language}, headers=_HTML)
    assert answer.status_code == 410
    assert f"<h1>{words}</h1>" in answer.text
    assert 'id="find-here"' in answer.text
    assert f"/id/{left.iri.removeprefix(DEFAULT_BASE)}" in answer.text


def test_an_empty_archive_says_what_to_do_on_every_page(serve: Serve, tmp_path: Path) -> None:
    archive = Archive.open_or_create(tmp_path / "empty", DEFAULT_BASE)
    client = serve(Settings(store=archive.path))
    client.headers.update(_HTML)
    for path in _PAGES:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Be den som sköter tjänsten att läsa in ett" in answer.text, path
    assert client.get("/about").status_code == 200


def test_about_the_data_says_how_much_of_each_document_was_understood(
    layouts: httpx.Client,
) -> None:
    page = layouts.get("/about", headers=_HTML).text
    table = page.partition('<table class="data completeness">')[2].partition("</table>")[0]
    documents = layouts.get("/api/v1/documents").json()
    assert table.count('<th scope="row">') == documents["total"] == 6
    assert table.count("#coverage") == 6
    assert "Vad som kan vara fel" in page
    assert '<time datetime="2023-12-31">' in page.partition('id="current"')[2]


def test_each_number_of_less_sure_facts_opens_as_many_rows(layouts: httpx.Client) -> None:
    page = layouts.get("/about", headers=_HTML).text
    links = re.findall(r'<a href="(/questions/unsure_facts[^"]+)">(\d+)</a>', page)
    assert links
    for href, number in links:
        rows = layouts.get(html.unescape(href), headers=_HTML).text
        assert f">{number} rader</h2>" in rows or ">En rad</h2>" in rows


@pytest.mark.parametrize("odd", ["%22%3E", "a%20b", "%5C%7B", "%0A"])
@pytest.mark.parametrize(
    "address",
    [
        "/id/{0}",
        "/goals/{0}",
        "/goals?document={0}",
        "/boards/elements?board={0}",
        "/boards/shared?a={0}&b={0}",
        "/calendar?body={0}",
        "/change?earlier={0}",
        "/compare?a={0}",
        "/documents/{0}/{0}/text",
        "/documents/{0}/{0}/versions",
        "/documents/{0}/{0}/elements",
        "/indicators?document={0}",
        "/questions/{0}",
    ],
)
def test_names_with_odd_signs_are_unknown_and_no_fault_of_ours(
    service: httpx.Client, address: str, odd: str
) -> None:
    answer = service.get(address.format(odd), headers=_HTML)
    assert answer.status_code in (404, 422)
    assert '<html lang="sv">' in answer.text
    assert "<h1>" in answer.text

"""Where there are more documents than a form can offer, pages offer one municipality's and page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from benchmarks.country import Country
from benchmarks.country_archive import country_archive
from styrkedja.graph.archive import Archive
from styrkedja.settings import Settings

from .conftest import served

_OPTION = re.compile(r'<option value="([^"]*)"( selected)?>')
_FEW = Country(municipalities=21, boards=3, elements=12)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three documents each of 21 municipalities."""
    return country_archive(tmp_path_factory.mktemp("many"), _FEW)


@pytest.fixture(scope="module")
def many(archive: Archive) -> Iterator[httpx.Client]:
    with served(Settings(store=archive.path)) as client:
        client.timeout = httpx.Timeout(120)  # the first request waits for all of it to be read
        yield client


@pytest.fixture(scope="module")
def homes(archive: Archive) -> list[str]:
    return sorted({one.municipality for one in archive.documents()})


def _options(page: str, name: str) -> dict[str, bool]:
    field = re.search(rf'<select id="(?:f-)?{name}".*?</select>', page, re.DOTALL)
    assert field is not None, f"no field {name}"
    return {value: bool(chosen) for value, chosen in _OPTION.findall(field[0])}


@pytest.mark.parametrize(
    "path", ["/", "/goals", "/goals/bodies", "/goals/chain", "/calendar", "/indicators", "/doubts"]
)
def test_a_form_offers_the_chosen_municipalitys_documents(
    many: httpx.Client, homes: list[str], path: str
) -> None:
    home = homes[4]
    page = many.get(path, params={"municipality": home}).raise_for_status().text
    offered = {value for value in _options(page, "document") if value}
    assert offered
    assert {value.partition("/")[0] for value in offered} == {home}
    chosen = _options(page, "municipality")
    assert set(homes) <= set(chosen)
    assert chosen[home]


@pytest.mark.parametrize("path", ["/", "/goals", "/calendar", "/indicators", "/change"])
def test_choosing_another_municipality_beats_the_document_of_the_one_before(
    many: httpx.Client, homes: list[str], path: str
) -> None:
    before, home = homes[3], homes[7]
    kept = {"later": _newest(before)} if path == "/change" else {"document": _newest(before)}
    page = many.get(path, params={"municipality": home, **kept}).raise_for_status().text
    assert _options(page, "municipality")[home]
    field = "later" if path == "/change" else "document"
    assert {v.partition("/")[0] for v in _options(page, field) if v} == {home}


def test_the_newest_document_is_chosen_with_its_municipality(
    many: httpx.Client, homes: list[str]
) -> None:
    page = many.get("/", params={"municipality": homes[2]}).text
    assert _options(page, "document")[_newest(homes[2])]


@pytest.mark.parametrize("path", ["/", "/goals", "/calendar", "/indicators", "/change"])
def test_a_municipality_that_is_not_there_is_not_found(many: httpx.Client, path: str) -> None:
    assert many.get(path, params={"municipality": "ingenstans"}).status_code == 404


@pytest.mark.parametrize("path", ["/documents", "/about"])
def test_lists_of_documents_come_in_pages_that_hold_each_once(
    many: httpx.Client, archive: Archive, path: str
) -> None:
    pages = [many.get(path, params={"page": number}).raise_for_status().text for number in (1, 2)]
    wanted = [one.iri.removeprefix(archive.base) for one in archive.documents()]
    found = [re.findall(r'href="/id/([^"#]*/document/[^"#]*)"', _main(page)) for page in pages]
    assert [*dict.fromkeys(found[0]), *dict.fromkeys(found[1])] == wanted
    assert len(set(found[0])) == 60
    assert all(f'href="{path}?page=2"' in page for page in pages)
    after = many.get(path, params={"page": 99}).text
    assert _main(after) == _main(pages[1])


def test_the_list_of_documents_leads_to_every_municipality(
    many: httpx.Client, homes: list[str]
) -> None:
    page = many.get("/documents").text
    assert all(f'href="/id/{home}"' in page for home in homes)


def test_doubts_of_a_municipality_are_those_that_its_files_have(
    many: httpx.Client, homes: list[str]
) -> None:
    page = many.get("/doubts", params={"municipality": homes[0]}).text
    file = re.search(r'href="(/api/v1/doubts\.csv\?[^"]*)"', page)
    assert file is not None
    rows = many.get(file[1].replace("&amp;", "&")).raise_for_status().text.splitlines()[1:]
    told = many.get("/api/v1/doubts", params={"municipality": homes[0]}).json()["total"]
    shown = len(re.findall('<li class="task">', page))
    assert shown == told == len(rows) > 0


def _newest(home: str) -> str:
    return f"{home}/uppfoljning-av-mal-och-uppdrag-2024"


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_question_is_about_the_newest_municipality_until_all_are_asked_for(
    many: httpx.Client, archive: Archive
) -> None:
    def homes(path: str) -> set[str]:
        page = many.get(path).raise_for_status().text
        return set(re.findall(r'href="/id/([^/"]*)/document/', _main(page)))

    newest = max(archive.documents(), key=lambda one: (str(one.as_of or ""), one.iri))
    assert homes("/questions/documents") == {newest.municipality}
    assert len(homes("/questions/documents?municipality=")) == _FEW.municipalities

"""The text of a document page by page: what stands beside it, and links to lines that moved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.ontology.namespaces import PROV, SK
from styrkedja.settings import DEFAULT_BASE, Settings
from tests.page_text import without_own_scripts

from .conftest import served

_KEY = "bjorkvalla/sarskilda-uppdrag-2024"
_TEXT = f"/documents/{_KEY}/text"
_IRI = f"{DEFAULT_BASE}bjorkvalla/document/sarskilda-uppdrag-2024"
_MOVED = "E-arkiv för kommunens handlingar"
_GONE = "Solceller på kommunala tak"
_MOST = 150_000  # bytes


@dataclass(frozen=True)
class Replaced:
    """A service whose document was replaced, and links to lines of the text before."""

    client: httpx.Client
    moved: str
    gone: str
    before: list[str]


@pytest.fixture(scope="module")
def replaced(
    tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]
) -> Iterator[Replaced]:
    folder = tmp_path_factory.mktemp("replaced")
    file = folder / "report.txt"
    archive = Archive.open_or_create(folder / "store", DEFAULT_BASE)
    text = example_files[1].read_text(encoding="utf-8")
    with archive.writing() as writer:
        file.write_text(text, encoding="utf-8")
        ingest_file(file, archive, writer)
    before = archive.text(_IRI).split("\n")
    digest = archive.text_digest(_IRI)[:8]
    with archive.writing() as writer:
        text = text.replace("Målen lyder:", "En rad till.\n\nMålen lyder:").replace(
            _GONE, "Ny titel"
        )
        file.write_text(text.replace("2024-09-30", "2025-03-31"), encoding="utf-8")
        ingest_file(file, archive, writer)
    settings = Settings(store=archive.path, report_errors="styrning@bjorkvalla.example")

    def link(title: str) -> str:
        line = next(n for n, line in enumerate(before, 1) if title in line)
        return f"{_TEXT}?line={line}&text={digest}#line-{line}"

    with served(settings) as client:
        yield Replaced(client, link(_MOVED), link(_GONE), before)


def _page(client: httpx.Client, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def _words(part: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())


def _notice(page: str) -> str:
    found = re.search(r'<div class="notice".*?</div>', page, re.DOTALL)
    assert found is not None
    return _words(found[0])


def _line(page: str, number: int) -> str:
    found = re.search(rf'id="line-{number}">.*?<span class="tx">(.*?)</span></div>', page)
    assert found is not None, number
    return html.unescape(found[1])


def test_every_fact_of_a_document_stands_beside_its_lines(
    service: httpx.Client, example_archive: Archive
) -> None:
    store = load_store(example_archive)
    rows = store.select(
        f"SELECT ?thing ?passage WHERE {{ GRAPH <{_IRI}> {{ ?thing <{PROV}wasQuotedFrom> ?passage ;"
        f" a <{SK}SpecialAssignment> }} }}"
    ).rows
    first_page = _page(service, _TEXT)
    starts = {int(n) for n in re.findall(rf'href="{_TEXT}\?line=(\d+)"', first_page)}
    beside: dict[int, str] = {}
    for start in sorted(starts):
        page = _page(service, _TEXT, line=str(start))
        for segment in re.findall(
            r'<div class="segment.*?(?=<div class="segment|</main>)', page, re.S
        ):
            lines = [int(n) for n in re.findall(r'id="line-(\d+)"', segment)]
            beside.update(dict.fromkeys(lines, segment))
    assert len(rows) > 30
    for row in rows:
        thing, passage = (str(term.value) for term in row if term is not None)
        place = passage_lines(passage)
        assert place is not None
        assert f'href="/id/{thing.removeprefix(DEFAULT_BASE)}"' in beside[place[1]]


def test_passage_and_facts_lead_to_each_other(service: httpx.Client) -> None:
    page = _page(service, _TEXT, line="300")
    there = re.findall(r'<a class="no" href="#(beside-\d+)"', page)
    assert len(there) > 5
    for anchor in there:
        block = page[page.index(f'id="{anchor}"') :]
        back = re.search(r'href="#(line-\d+)"', block)
        assert back is not None
        assert back[1].removeprefix("line-") == anchor.removeprefix("beside-")
        assert f'id="{back[1]}"' in page


def test_what_was_not_understood_is_told_in_words_at_its_lines(service: httpx.Client) -> None:
    report = _page(service, f"/id/{_IRI.removeprefix(DEFAULT_BASE)}")
    section = re.search(r'<ul class="passages">.*?</ul>', report, re.DOTALL)
    assert section is not None
    wanted = {int(n) for n in re.findall(r"#line-(\d+)", section[0])}
    page = _page(service, _TEXT)
    lines = {int(n) for n in re.findall(r'id="line-(\d+)"', page)}
    marked = re.findall(r'<div class="segment unread.*?id="beside-(\d+)">.*?</p>', page, re.DOTALL)
    assert {int(n) for n in marked} == wanted & lines
    assert len(marked) > 2
    assert _words(page).count("✕ förstods inte") == len(marked)


def test_no_page_of_a_real_text_is_heavy(real: httpx.Client) -> None:
    path = "/documents/lulea/delarsrapport-januari-april-2023/text"
    starts = re.findall(rf'href="{path}\?line=(\d+)"', _page(real, path))
    assert len(set(starts)) > 8
    styles = re.findall(r'href="(/styles/[^"]*)"', _page(real, path))
    assert len(styles) == 3
    room = _MOST - sum(len(real.get(style).content) for style in styles)
    for start in sorted(set(starts), key=int):
        assert len(_page(real, path, line=start).encode()) < room
    assert len(_page(real, "/id/lulea/document/delarsrapport-januari-april-2023").encode()) < room


def test_a_link_to_a_line_is_followed_to_where_the_line_stands_now(replaced: Replaced) -> None:
    answer = replaced.client.get(replaced.moved)
    assert answer.status_code == 303
    old = int(re.search(r"#line-(\d+)", replaced.moved)[1])  # type: ignore[index]  # it has one
    where = re.fullmatch(
        rf"{re.escape(_TEXT)}\?line=(\d+)&[^#]*#line-(\d+)", answer.headers["location"]
    )
    assert where is not None
    now = int(where[1])
    assert where[2] == where[1]
    assert now == old + 2
    page = _page(replaced.client, answer.headers["location"])
    assert _line(page, now).strip() == replaced.before[old - 1].strip()
    assert f"Det som var rad {old} är nu rad {now}." in _notice(page)
    assert "bytts ut" in _notice(page)


def test_a_link_to_a_line_that_is_gone_says_so_at_the_place(replaced: Replaced) -> None:
    page = _page(replaced.client, replaced.client.get(replaced.gone).headers["location"])
    assert "finns inte kvar i dokumentet" in _notice(page)
    english = _page(replaced.client, f"{replaced.gone.partition('#')[0]}&lang=en&was=829")
    assert "is not in the document any more" in _notice(english) or "is line" in _notice(english)


def test_a_link_to_a_text_that_nobody_knows_says_that_lines_may_have_moved(
    replaced: Replaced,
) -> None:
    page = _page(replaced.client, _TEXT, line="40", text="0123abcd")
    assert "Länken gjordes till en annan text" in _notice(page)
    assert 'id="line-40"' in page


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("99999", "Rad 99999 finns inte: texten har 1042 rader."),
        ("0", "Rad 0 finns inte"),
        ("igår", "”igår” är inget radnummer."),
        ("<script>", "”<script>” är inget radnummer."),
        ("-3", "”-3” är inget radnummer."),
        ("9" * 500, "är inget radnummer."),
    ],
)
def test_a_line_that_is_not_there_is_told(service: httpx.Client, line: str, words: str) -> None:
    page = _page(service, _TEXT, line=line)
    assert words in _notice(page)
    assert "<script>" not in page


@pytest.mark.parametrize("part", ["text", "versions", "elements"])
@pytest.mark.parametrize(
    "key", ["bjorkvalla/annat", "lund/x", "a%20b/%3Cscript%3E", "å/ä", "x'/\"y"]
)
def test_a_document_that_is_not_there_is_told_with_those_that_are(
    service: httpx.Client, key: str, part: str
) -> None:
    answer = service.get(f"/documents/{key}/{part}", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "Dokumentet finns inte här" in answer.text
    assert "/id/bjorkvalla/document/sarskilda-uppdrag-2024" in answer.text
    assert "<script>" not in answer.text


def test_a_text_is_escaped(tmp_path: Path, example_files: list[Path]) -> None:
    file = tmp_path / "report.txt"
    harm = "<script>alert(1)</script> <a href=javascript:alert(1)>x</a>"
    text = (
        example_files[1]
        .read_text(encoding="utf-8")
        .replace("Målen lyder:", f"{harm}\nMålen lyder:")
    )
    file.write_text(text, encoding="utf-8")
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        ingest_file(file, archive, writer)
    with served(Settings(store=archive.path)) as client:
        page = _page(client, _TEXT)
    assert "<script" not in without_own_scripts(page)
    assert html.escape("<a href=javascript:alert(1)>") in page


def test_the_versions_say_what_changed(replaced: Replaced) -> None:
    page = _words(_page(replaced.client, f"/documents/{_KEY}/versions"))
    assert "Version 2 den som visas" in page
    assert re.search(r"slutdatum 30 september 2024 31 mars 2025", page, re.IGNORECASE)
    assert re.search(rf"Anges inte längre 1 {_GONE} särskilt uppdrag", page, re.IGNORECASE)
    assert re.search(r"Nytt 1 Ny titel särskilt uppdrag", page, re.IGNORECASE)
    assert "3 rader i versionen före finns inte i den här texten, och 5 är nya." in page


def test_a_document_read_once_has_one_version(service: httpx.Client) -> None:
    page = _page(service, f"/documents/{_KEY}/versions", lang="en")
    assert "has been read once" in page


def test_a_kind_that_a_document_does_not_state_leads_to_those_that_it_does(
    service: httpx.Client,
) -> None:
    page = _words(_page(service, f"/documents/{_KEY}/elements", kind="Activity"))
    assert "Dokumentet anger inget av slaget ”Activity”. Det anger:" in page
    assert "34 särskilda uppdrag" in page


def test_an_error_is_reported_by_a_mail_that_says_where(
    replaced: Replaced, service: httpx.Client
) -> None:
    page = _page(replaced.client, f"/id/bjorkvalla/document/{_KEY.partition('/')[2]}")
    address = re.search(r'href="(mailto:styrning@bjorkvalla.example\?[^"]+)"', page)
    assert address is not None
    query = httpx.URL(html.unescape(address[1]).replace("mailto:", "http://x/")).params
    assert query["subject"].startswith("Fel i Styrkedja: ")
    assert f"/id/{_IRI.removeprefix(DEFAULT_BASE)}" in query["body"]
    assert "Vad är fel:" in query["body"]
    assert "mailto:" not in _page(service, f"/id/bjorkvalla/document/{_KEY.partition('/')[2]}")

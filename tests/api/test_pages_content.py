"""What the pages say of the bundled documents, counted against the graph."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from styrkedja.graph.analysis import BoardAnalysis, analyse_boards, load_responsibilities
from styrkedja.graph.archive import Archive
from styrkedja.graph.formats import read_text
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import Query, all_queries
from styrkedja.settings import DEFAULT_BASE

Read = Callable[..., str]
_QUESTIONS = [q for q in all_queries() if q.form == "SELECT" and q.subject != "checks"]
_HTML = {"accept": "text/html"}
_NEWEST = f"{DEFAULT_BASE}bjorkvalla/document/sarskilda-uppdrag-2024"


@pytest.fixture(scope="module")
def store(example_archive: Archive) -> Store:
    return load_store(example_archive)


@pytest.fixture(scope="module")
def analysis(store: Store) -> BoardAnalysis:
    return analyse_boards(load_responsibilities(store, document=_NEWEST))


@pytest.fixture
def read(service: httpx.Client) -> Read:
    """Gives the HTML of a page that is there."""

    def get(path: str, **parameters: str) -> str:
        answer = service.get(path, params=parameters or None, headers=_HTML)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return answer.text

    return get


def test_the_front_page_tells_the_newest_document(read: Read, analysis: BoardAnalysis) -> None:
    page = read("/")
    cells = re.findall(r'<td class="shade[^>]*><a[^>]*>(\d+)', page)
    assert sum(map(int, cells)) == 2 * sum(pair.count for pair in analysis.pairs)
    own = re.findall(r'<td class="own[^>]*>.*?</span>(\d+)', page)
    assert [int(load) for load in own] == [board.load for board in analysis.boards]
    shared = re.search(r'<h2 id="shared">.*?</section>', page, re.DOTALL)
    assert shared is not None
    assert shared[0].count('<li class="item">') == len(analysis.shared)


def test_each_cell_opens_as_many_assignments_as_it_says(
    read: Read, analysis: BoardAnalysis
) -> None:
    for pair in analysis.pairs:
        a, b = (board.iri.removeprefix(DEFAULT_BASE) for board in (pair.first, pair.second))
        page = read("/boards/shared", a=a, b=b, document="bjorkvalla/sarskilda-uppdrag-2024")
        assert page.count('<li class="item">') == pair.count


def test_two_boards_that_share_nothing_say_so(read: Read, analysis: BoardAnalysis) -> None:
    alone = next(board.body.iri for board in analysis.boards if not board.partners)
    other = analysis.boards[0].body.iri
    a, b = (iri.removeprefix(DEFAULT_BASE) for iri in (alone, other))
    assert "inga gemensamma uppdrag" in read("/boards/shared", a=a, b=b)


def test_all_documents_are_those_that_nothing_continues(read: Read, store: Store) -> None:
    now = analyse_boards(load_responsibilities(store))
    page = read("/", document="all")
    assert page.count("<tr") > 0
    own = re.findall(r'<td class="own[^>]*>.*?</span>(\d+)', page)
    assert [int(load) for load in own] == [board.load for board in now.boards]


@pytest.mark.parametrize(
    "asked", ["bjorkvalla/no-such", "bjorkvalla", "nowhere/all", "/all", "allt", "all/all"]
)
def test_a_document_that_is_not_there_is_not_found(service: httpx.Client, asked: str) -> None:
    answer = service.get("/", params={"document": asked}, headers=_HTML)
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


def test_every_assignment_has_a_page_with_its_passage(read: Read, analysis: BoardAnalysis) -> None:
    for element in analysis.elements:
        page = read(f"/id/{element.iri.removeprefix(DEFAULT_BASE)}")
        assert "<mark>" in page
        assert page.count('<figure class="excerpt">') >= 1
        assert 'href="/documents/bjorkvalla/sarskilda-uppdrag-2024/text?line=' in page


def test_every_line_of_a_document_has_an_anchor(read: Read, example_archive: Archive) -> None:
    address = "/documents/bjorkvalla/sarskilda-uppdrag-2024/text"
    parts = sorted({int(n) for n in re.findall(rf'href="{address}\?line=(\d+)"', read(address))})
    assert len(parts) > 2
    found = [n for at in parts for n in re.findall(r'id="line-(\d+)"', read(address, line=str(at)))]
    lines = len(read_text(example_archive.original(_NEWEST)).lines)
    assert found == [str(n) for n in range(1, lines + 1)]


def test_the_example_municipality_contradicts_itself_where_the_doubts_say(
    read: Read, store: Store
) -> None:
    page = read("/")
    section = page[page.index('<h2 id="contradictions">') :]
    assert section.count('<p class="doubt-kind">') >= 1
    assert section.count("#line-") >= section.count('<p class="doubt-kind">')


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("query", _QUESTIONS, ids=lambda query: query.name)
def test_every_question_of_the_library_is_answered(read: Read, query: Query, language: str) -> None:
    needed = [parameter.name for parameter in query.parameters if parameter.required]
    page = read(f"/questions/{query.name}", lang=language, **dict.fromkeys(needed, _NEWEST))
    assert f'<html lang="{language}">' in page
    assert '<table class="data">' in page or 'class="nothing"' in page


def test_a_question_that_needs_a_value_asks_for_it(read: Read) -> None:
    page = read("/questions/new_gone_continued")
    assert page.count(" required>") == 2
    assert "Fyll i alla obligatoriska fält" in page
    assert "<table" not in page


def test_a_value_that_does_not_fit_is_said_at_its_field(service: httpx.Client) -> None:
    answer = service.get("/questions/overdue", params={"date": "igår"}, headers=_HTML)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert "Värdet passar inte" in answer.text


def test_an_unknown_question_is_not_found(service: httpx.Client) -> None:
    assert service.get("/questions/nothing", headers=_HTML).status_code == 404


def test_every_thing_of_the_register_and_the_documents_has_a_page(
    service: httpx.Client, store: Store
) -> None:
    rows = store.select("SELECT DISTINCT ?thing WHERE { GRAPH ?graph { ?thing ?property ?value } }")
    found = {row[0].value for row in rows.rows if row[0] is not None}
    ours = {iri for iri in found if iri.startswith(DEFAULT_BASE) and "#" not in iri}
    kinds = {"/".join(iri.removeprefix(DEFAULT_BASE).split("/")[:2]): iri for iri in ours}
    for iri in kinds.values():
        path = iri.removeprefix(DEFAULT_BASE)
        if not path.endswith(("/text", "/original")):
            assert service.get(f"/id/{path}?lang=en", headers=_HTML).status_code == 200, iri


def test_no_page_has_a_raw_name_where_the_vocabulary_has_words(read: Read) -> None:
    for path in ("/", "/id/bjorkvalla", "/id/bjorkvalla/document/sarskilda-uppdrag-2024"):
        visible = re.sub(r"<[^>]+>", " ", read(path))
        assert "w3id.org/styrkedja/ns#" not in visible
        assert "sk:" not in visible


def test_what_leads_elsewhere_is_told_for_both_languages(read: Read) -> None:
    page = read("/about", lang="en")
    assert 'hreflang="sv" href="/about"' in page
    assert 'hreflang="en" href="/about?lang=en"' in page


def test_a_host_in_the_path_cannot_be_made_a_link(service: httpx.Client) -> None:
    answer = service.get("//evil.example/x", headers=_HTML)
    assert 'href="//' not in answer.text

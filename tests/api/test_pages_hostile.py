"""Texts and IRIs of a document that want to be more than text."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.requests import Request

from styrkedja.api.pages import describe_html, error_html
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.archive import Archive
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import RDF, RDFS, SK
from styrkedja.settings import DEFAULT_BASE
from tests.page_text import without_own_scripts

_EXAMPLE = Path(__file__).resolve().parents[2] / "ontology" / "examples" / "followup.trig"
_TASK = f"{DEFAULT_BASE}exempelvik/assignment/sarskilda-uppdrag-2024/trygg-skolvag-11aa22bb"
_EVIL = f"{DEFAULT_BASE}exempelvik/assignment/x/evil"
_SCRIPT = "<script>alert('x')</script>"


def _request(path: str = "/id/x", query: str = "") -> Request:
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    return Request({**scope, "query_string": query.encode(), "server": ("localhost", 80)})


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """The small example, without texts, and an assignment that means harm."""
    archive = Archive.open_or_create(tmp_path / "archive", DEFAULT_BASE)
    graph, task = ox.NamedNode(f"{DEFAULT_BASE}exempelvik/document/x"), ox.NamedNode(_EVIL)
    facts: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF + "type", ox.NamedNode(SK + "SpecialAssignment")),
        (RDFS + "label", ox.Literal(_SCRIPT, language="sv")),
        (SK + "underHeading", ox.Literal('"><img src=x onerror=alert(1)>', language="sv")),
        (SK + "responsible", ox.NamedNode("javascript:alert(1)")),
        (SK + "deadline", ox.Literal("2024-02-31")),
    ]
    evil = [ox.Quad(task, ox.NamedNode(name), value, graph) for name, value in facts]
    example = list(ox.parse(_EXAMPLE.read_bytes(), format=ox.RdfFormat.TRIG))
    return Snapshot(0, archive, Store([*example, *evil]))


def _page(snapshot: Snapshot, iri: str, query: str = "") -> str:
    return bytes(describe_html(_request(query=query), snapshot, iri).body).decode()


def test_markup_in_a_text_stays_text(snapshot: Snapshot) -> None:
    for query in ("", "lang=en"):
        page = _page(snapshot, _EVIL, query)
        assert "<script" not in without_own_scripts(page)
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_only_web_and_mail_become_links(snapshot: Snapshot) -> None:
    assert 'href="javascript' not in _page(snapshot, _EVIL)


def test_a_date_that_no_calendar_has_is_not_shown_as_one(snapshot: Snapshot) -> None:
    assert "Inget slutdatum anges" in _page(snapshot, _EVIL)


def test_a_document_whose_text_is_gone_says_so(snapshot: Snapshot) -> None:
    page = _page(snapshot, _TASK)
    assert "finns inte längre i arkivet" in page
    assert "Cykelvägen är byggd." in page


def test_the_error_page_escapes_what_was_asked_for() -> None:
    page = bytes(error_html(_request(), 400, "Bad", _SCRIPT).body).decode()
    assert _SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_swedish_words_are_marked_as_such_on_an_english_page(snapshot: Snapshot) -> None:
    page = _page(snapshot, _TASK, "lang=en")
    assert '<html lang="en">' in page
    assert '<span lang="sv">Trygg skolväg</span>' in page
    assert '<span lang="sv">' not in _page(snapshot, _TASK)

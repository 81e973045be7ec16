"""Pages say on which page of a PDF, or in which cells of a workbook, a passage stands."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import httpx

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.records import load_documents, load_elements
from styrkedja.graph.workbook import Contents, contents_workbook
from styrkedja.graph.workbook.contents import Cell
from styrkedja.settings import DEFAULT_BASE, Settings
from tests.api.conftest import Serve
from tests.file_making import printed_pdf


def _text(client: httpx.Client, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]*>", " ", answer.text)).split())


def test_an_excerpt_tells_the_page_of_a_pdf_and_the_cells_of_a_workbook(
    serve: Serve, tmp_path: Path, example_files: list[Path]
) -> None:
    printed, sheets = tmp_path / "a.pdf", tmp_path / "b.xlsx"
    lines = example_files[0].read_text(encoding="utf-8").split("\n")[:120]
    printed.write_bytes(printed_pdf("\n".join(lines)))
    about: dict[str, Cell] = {"municipality": "Björkvalla", "title": "Uppdrag", "period": "2024"}
    rows: list[dict[str, Cell]] = [{"assignment": "Plantera träd", "status": "Pågående"}]
    sheets.write_bytes(contents_workbook(Contents(about, {"assignments": rows})))
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        for path in (printed, sheets):
            ingest_file(path, archive, writer)
    store = load_store(archive)
    shown: dict[str, str] = {}
    for element in load_elements(store, {one.iri: one for one in load_documents(store)}):
        year = element.document.rpartition("-")[2]
        shown.setdefault(year, element.iri.removeprefix(DEFAULT_BASE))
    client = serve(Settings(store=archive.path))
    pages, cells = (_text(client, f"/id/{shown[year]}") for year in ("2023", "2024"))
    assert re.search(r"Rad \d+(?:–\d+)? \(sid(?:an|orna) \d+", pages)
    assert re.search(r"Rad \d+ \(cellerna (?:Mål|Uppdrag)!A\d+:[A-Z]+\d+\)", cells)
    assert "Läst ur en rad i en arbetsbok eller CSV-fil." in cells

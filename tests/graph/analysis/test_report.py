"""What every analysis gives: tidy CSV, workbook, JSON, graphs, pictures, a notebook's view."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pytest

from styrkedja.errors import FormatError
from styrkedja.graph.analysis import (
    FORMATS,
    Column,
    CoverageAnalysis,
    Sheet,
    analyse_coverage,
    coverage_of,
)
from styrkedja.graph.analysis.sheets import CODES, cell_text, cell_words, csv_text, dictionary_of
from styrkedja.graph.analysis.workbook import workbook_bytes
from styrkedja.graph.rdf.store import Store
from tests.graph.analysis.chain_making import chain_of

REPORT = "delarsrapport-januari-augusti-2025"
COLUMNS = (
    Column("name", "text", "Namn", "Name", "Vad det heter.", "What it is called."),
    Column("value", "code", "Svar", "Answer", "Tre värden.", "Three values.", "value"),
    Column("share", "number", "Andel", "Share", "0–1.", "0–1."),
    Column("count", "integer", "Antal", "Number", "Antal.", "How many."),
    Column("day", "date", "Dag", "Day", "Dag.", "Day."),
)
SHEET = Sheet(
    "things",
    "Saker: allt [1/2]",
    "Things",
    COLUMNS,
    (
        ("=1+1", "covered", 0.5, 3, date(2024, 1, 31)),
        ("+46\x07 @x", "not-stated", None, None, None),
        ("-a", "not-covered", 1 / 3, 0, None),
    ),
)


@pytest.fixture(scope="module")
def coverage(layouts_store: Store) -> CoverageAnalysis:
    return analyse_coverage(layouts_store, document=REPORT)


def test_csv_is_tidy_and_unknown_is_empty_never_zero() -> None:
    assert list(csv.reader(io.StringIO(csv_text(SHEET)))) == [
        ["name", "value", "share", "count", "day"],
        ["=1+1", "covered", "0.5", "3", "2024-01-31"],
        ["+46\x07 @x", "not-stated", "", "", ""],
        ["-a", "not-covered", "0.333333", "0", ""],
    ]


def test_cells_are_worded_in_both_languages() -> None:
    value, share = COLUMNS[1], COLUMNS[2]
    assert cell_words("not-stated", value, "sv") == "anges inte"
    assert cell_words("covered | not-covered", value, "en") == "covered, not covered"
    assert (cell_words(-0.5, share, "sv"), cell_words(-0.5, share, "en")) == ("−0,500", "-0.500")
    assert (cell_words(0.00002, share, "en"), cell_text(0.00002)) == ("2.0e-05", "2e-05")
    assert cell_text(1.0) == "1"


def test_the_dictionary_explains_every_column_and_code() -> None:
    rows = dictionary_of([SHEET]).rows
    assert [row[:3] for row in rows] == [("things", column.name, column.kind) for column in COLUMNS]
    assert rows[1][7] == "covered = täckt; not-covered = inte täckt; not-stated = anges inte"
    assert rows[1][8] == "covered = covered; not-covered = not covered; not-stated = not stated"


def test_a_workbook_is_formatted_filterable_and_holds_no_formula() -> None:
    content = workbook_bytes([SHEET, SHEET], "=SUM(1) i ord", "sv")
    assert content == workbook_bytes([SHEET, SHEET], "=SUM(1) i ord", "sv")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "I ord", "Saker  allt  1 2", "Saker  allt  1 2 (2)", "Kolumnernas betydelse",
    ]  # fmt: skip
    first = book["I ord"]["A1"]
    assert (first.value, first.data_type) == ("=SUM(1) i ord", "s")
    tab = book["Saker  allt  1 2"]
    assert [cell.value for cell in tab[1]] == ["Namn", "Svar", "Andel", "Antal", "Dag"]
    assert (tab.freeze_panes, tab.auto_filter.ref) == ("B2", "A1:E4")
    assert [(cell.value, cell.data_type) for cell in tab["A"][1:]] == [
        ("=1+1", "s"), ("+46 @x", "s"), ("-a", "s"),
    ]  # fmt: skip
    assert [cell.value for cell in tab["B"][1:]] == ["täckt", "anges inte", "inte täckt"]
    assert (tab["C2"].value, tab["C3"].value, tab["D4"].value) == (0.5, None, 0)
    assert tab["E2"].value.date() == date(2024, 1, 31)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_analysis_gives_the_same_bytes(coverage: CoverageAnalysis, format: str) -> None:
    assert coverage.export(format) == coverage.export(format)


def test_every_table_says_what_its_columns_are_in_both_languages(
    coverage: CoverageAnalysis,
) -> None:
    for sheet in coverage.sheets():
        names = [column.name for column in sheet.columns]
        assert len(set(names)) == len(names)
        for column in sheet.columns:
            assert column.sv and column.en and column.meaning_sv and column.meaning_en
            assert (column.kind == "code") == bool(column.codes)
        for row in sheet.rows:
            assert len(row) == len(sheet.columns)
            for cell, column in zip(row, sheet.columns, strict=True):
                if column.kind == "code" and isinstance(cell, str):
                    assert set(cell.split(" | ")) <= set(CODES[column.codes]), (cell, column)


def test_json_holds_all_tables_and_both_languages(coverage: CoverageAnalysis) -> None:
    document = json.loads(coverage.export("json"))
    assert document["analysis"] == "coverage"
    assert document["sentences"]["sv"] == coverage.sentences("sv")
    assert set(document["tables"]) == {sheet.name for sheet in coverage.sheets()}
    assert len(document["tables"]["goals_by_kind"]) == len(coverage.kinds)


def test_graphs_can_be_read_again_as_they_were(coverage: CoverageAnalysis) -> None:
    graph = coverage.graphs()["chain"]
    read = nx.parse_graphml(coverage.export("graphml").decode())
    assert set(read.nodes) == set(graph.nodes)
    assert set(read.edges) == set(graph.edges)
    gexf = nx.read_gexf(io.BytesIO(coverage.export("gexf")))
    assert {data["label"] for _, data in gexf.nodes(data=True)} == {
        name for _, name in graph.nodes(data="name")
    }


def test_pictures_are_svg_with_words_and_png_of_the_same_shape(
    coverage: CoverageAnalysis,
) -> None:
    for name, svg in coverage.pictures("sv").items():
        root = ElementTree.fromstring(svg)
        assert "var(" not in svg and "style=" not in svg
        titles = [element.text for element in root if element.tag.endswith(("title", "desc"))]
        assert all(titles) and len(titles) == 2
        png = coverage.export("png", part=name)
        assert png.startswith(b"\x89PNG")
        width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
        box = [float(number) for number in root.attrib["viewBox"].split()]
        assert width / height == pytest.approx(box[2] / box[3], rel=0.01)
        assert width >= 2 * box[2] - 2
    page = coverage.pictures("en", standalone=False)["index"]
    assert "currentColor" in page and "<rect width" not in page


def test_a_notebook_shows_words_a_picture_and_tables(coverage: CoverageAnalysis) -> None:
    html = coverage._repr_html_()
    assert coverage.sentences("sv") in html
    assert "<svg" in html and "<table>" in html and "<script" not in html


def test_everything_is_written_into_a_folder(coverage: CoverageAnalysis, tmp_path: Path) -> None:
    files = coverage.write(tmp_path / "new" / "folder")
    names = {file.name for file in files}
    assert {f"{sheet.name}.csv" for sheet in coverage.sheets()} < names
    assert {
        "data_dictionary.csv", "coverage.xlsx", "coverage.json", "coverage.txt",
        "chain.graphml", "chain.gexf", "index.svg", "index.png",
    } < names  # fmt: skip
    assert all(file.stat().st_size for file in files)
    assert len(files) == len(list((tmp_path / "new" / "folder").iterdir()))


@pytest.mark.parametrize(
    ("format", "part", "says"),
    [
        ("pdf", None, "no format 'pdf'; there are csv, xlsx"),
        ("csv", "pairs", "no table 'pairs'; there are index"),
        ("gexf", "pairs", "no graph 'pairs'; there are chain"),
        ("svg", "links", "no picture 'links'; there are index"),
    ],
)
def test_what_is_not_known_is_refused_with_what_there_is(
    coverage: CoverageAnalysis, format: str, part: str | None, says: str
) -> None:
    with pytest.raises(FormatError, match=says):
        coverage.export(format, part=part)


def test_hostile_titles_harm_no_file() -> None:
    title = '=cmd|" /C calc"!A1 \x07<script>alert(1)</script>\n]]>&'
    chain = chain_of("a1>g1 g1>o1 o2 a1@b1")
    hostile = replace(
        chain,
        elements=tuple(replace(item, title=title) for item in chain.elements),
        bodies=tuple(replace(body, name=title) for body in chain.bodies),
    )
    analysis = coverage_of(hostile)
    for svg in analysis.pictures("sv").values():
        ElementTree.fromstring(svg)
        assert "<script" not in svg
    assert analysis.export("png").startswith(b"\x89PNG")
    for format in ("graphml", "gexf"):
        ElementTree.fromstring(analysis.export(format))
    assert "<script" not in analysis._repr_html_()
    book = openpyxl.load_workbook(io.BytesIO(analysis.export("xlsx")))
    for tab in book:
        assert all(cell.data_type != "f" for row in tab.iter_rows() for cell in row)
    rows = list(csv.reader(io.StringIO(analysis.export("csv", part="chain").decode())))
    assert rows[1][0] == title

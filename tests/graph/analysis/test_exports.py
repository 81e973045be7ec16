"""The analysis as files: what is written can be read back, and says the same."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest

from styrkedja.errors import FormatError
from styrkedja.graph.analysis import (
    EXPORT_FORMATS,
    BoardAnalysis,
    Responsibilities,
    analyse_boards,
    board_table,
    export_boards,
)


@pytest.fixture(scope="module")
def analysis(lund: Responsibilities) -> BoardAnalysis:
    named = replace(lund.elements[0], title='Minskad "administration", <b> & mer')
    return analyse_boards(replace(lund, elements=(named, *lund.elements[1:])))


def test_the_pairs_as_csv(analysis: BoardAnalysis) -> None:
    rows = list(csv.DictReader(io.StringIO(export_boards(analysis, "csv"))))
    assert [(row["board_a"], row["board_b"], int(row["shared"])) for row in rows] == [
        (pair.first.name, pair.second.name, pair.count) for pair in analysis.pairs
    ]
    assert 'Minskad "administration", <b> & mer' in {row["titles"] for row in rows}


def test_the_boards_and_the_matrix_as_csv(analysis: BoardAnalysis) -> None:
    boards = list(csv.DictReader(io.StringIO(export_boards(analysis, "csv", table="boards"))))
    assert [int(row["load"]) for row in boards] == [board.load for board in analysis.boards]
    assert [int(row["status_unknown"]) for row in boards] == [int(row["load"]) for row in boards]
    assert {row["community"] for row in boards if row["partners"] == "0"} == {""}
    assert {row["board"]: row["cuts_off"] for row in boards}["AoS"] == "Utb"
    matrix = board_table(analysis, "matrix")
    assert [row[0] for row in matrix[1:]] == matrix[0][1:]
    assert [[int(cell) for cell in row[1:]] for row in matrix[1:]] == [
        list(row) for row in analysis.matrix()
    ]


def test_the_json_holds_it_all(analysis: BoardAnalysis) -> None:
    found = json.loads(export_boards(analysis, "json"))
    assert found["asOf"] == "2023-12-31"
    assert found["elements"] == 36
    assert found["elementsByNumberOfBoards"] == [
        {"boards": 1, "elements": 26}, {"boards": 2, "elements": 7}, {"boards": 3, "elements": 3},
    ]  # fmt: skip
    assert sum(pair["count"] for pair in found["pairs"]) == 16
    assert [item["status"] for item in found["shared"]] == [None] * 10
    assert {board["name"]: board["load"] for board in found["boards"]}["KS"] == 16


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_graph_files_are_read_back_by_networkx(analysis: BoardAnalysis, format: str) -> None:
    text = export_boards(analysis, format)
    read = (
        nx.parse_graphml(text) if format == "graphml" else nx.read_gexf(io.BytesIO(text.encode()))
    )
    assert len(read) == 11
    for pair in analysis.pairs:
        edge = read.edges[pair.first.iri, pair.second.iri]
        assert edge["weight"] == pair.count
        assert edge["titles"].split(" | ") == [element.title for element in pair.elements]
    for board in analysis.boards:
        node = read.nodes[board.body.iri]
        assert (node["label"], node["load"]) == (board.body.name, board.load)
        assert node["betweenness"] == pytest.approx(board.betweenness)
        assert node["overdue"] == 0


def test_no_file_says_when_it_was_written(analysis: BoardAnalysis) -> None:
    today = date.today().isoformat()
    assert all(today not in export_boards(analysis, format) for format in EXPORT_FORMATS)


def test_what_is_not_known_is_refused_with_what_is(analysis: BoardAnalysis) -> None:
    with pytest.raises(FormatError, match="no format 'xls'; there are csv, json, graphml, gexf"):
        export_boards(analysis, "xls")
    with pytest.raises(FormatError, match="no table 'all'; there are pairs, boards, matrix"):
        export_boards(analysis, "csv", table="all")


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_nothing_can_be_exported_too(format: str) -> None:
    assert export_boards(analyse_boards(Responsibilities((), (), None)), format)

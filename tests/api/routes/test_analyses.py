from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import httpx
import networkx as nx

from styrkedja.graph.analysis import analyse_boards, load_responsibilities
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store


def test_the_answer_is_the_analysis(service: httpx.Client, example_archive: Archive) -> None:
    store = load_store(example_archive)
    for record in example_archive.documents():
        analysis = analyse_boards(load_responsibilities(store, document=record.iri))
        name = f"{record.municipality}/{record.key}"
        answer = service.get("/analyses/boards", params={"document": name}).json()
        assert answer["elements"] == len(analysis.elements) > 0
        assert [(b["iri"], b["load"], b["overdue"]) for b in answer["boards"]] == [
            (b.body.iri, b.load, b.overdue) for b in analysis.boards
        ]
        assert [(tuple(p["boards"]), p["count"]) for p in answer["pairs"]] == [
            ((p.first.iri, p.second.iri), p.count) for p in analysis.pairs
        ]
        assert [e["iri"] for e in answer["shared"]] == [e.iri for e in analysis.shared]


def test_all_means_what_is_the_case_now(service: httpx.Client) -> None:
    everything = service.get("/analyses/boards", params={"document": "all"})
    assert everything.json() == service.get("/analyses/boards").json()


def test_the_day_at_which_overdue_is_counted_can_be_chosen(service: httpx.Client) -> None:
    def overdue(day: str) -> int:
        answer = service.get("/analyses/boards", params={"as_of": day}).json()
        assert answer["asOf"] == day
        return sum(board["overdue"] for board in answer["boards"])

    assert overdue("2000-01-01") == 0
    assert overdue("2100-01-01") > 0


def test_tables_and_graphs_agree_with_the_answer(service: httpx.Client) -> None:
    answer = service.get("/analyses/boards").json()
    table = service.get("/analyses/boards", params={"format": "csv", "table": "boards"})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["board_iri"] for row in rows] == [board["iri"] for board in answer["boards"]]
    graphml = service.get("/analyses/boards", params={"format": "graphml"})
    graph = nx.parse_graphml(graphml.text)
    assert graph.number_of_edges() == len(answer["pairs"])
    gexf = service.get("/analyses/boards", params={"format": "gexf"})
    assert gexf.headers["content-type"] == "application/gexf+xml"
    assert gexf.text.count("<edge ") == len(answer["pairs"])


def test_the_picture_is_an_image_of_its_own(service: httpx.Client) -> None:
    answer = service.get("/analyses/boards", params={"format": "svg", "lang": "en"})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.text).tag == "{http://www.w3.org/2000/svg}svg"

"""The picture: well-formed, every board named, nothing on top of anything, no foreign markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from styrkedja.graph.analysis import (
    BoardAnalysis,
    BodyItem,
    Responsibilities,
    analyse_boards,
    load_responsibilities,
    network_svg,
)
from styrkedja.graph.analysis.layout import boxes_overlap, crossings, segment_meets
from styrkedja.graph.analysis.placement import draw_places
from styrkedja.graph.rdf.store import Store

SVG = "{http://www.w3.org/2000/svg}"
Make = Callable[..., Responsibilities]


@pytest.fixture(scope="module")
def bjorkvalla(example_store: Store) -> BoardAnalysis:
    return analyse_boards(load_responsibilities(example_store, document="sarskilda-uppdrag-2024"))


@pytest.fixture(scope="module")
def lund_boards(lund: Responsibilities) -> BoardAnalysis:
    return analyse_boards(lund)


def _texts(root: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_all_boards_are_named_with_their_load(bjorkvalla: BoardAnalysis, lang: str) -> None:
    root = ElementTree.fromstring(network_svg(bjorkvalla, lang=lang))
    assert root.get("role") == "img"
    shown = _texts(root)
    assert len(bjorkvalla.boards) >= 12
    for board in bjorkvalla.boards:
        assert board.body.name in shown
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert described.get("id") == root.get("aria-describedby")
    numbers = [text.text for text in root.iterfind(f".//{SVG}g[@class='network-pair']/{SVG}text")]
    assert sorted(map(int, filter(None, numbers))) == sorted(p.count for p in bjorkvalla.pairs)


@pytest.mark.parametrize("which", ["bjorkvalla", "lund_boards"])
def test_no_label_lies_on_another_or_on_a_circle(
    which: str, request: pytest.FixtureRequest
) -> None:
    drawing = draw_places(request.getfixturevalue(which))
    nodes = list(drawing.nodes.values())
    for one, other in combinations(nodes, 2):
        assert boxes_overlap(one.label_box(), other.label_box()) == 0
        assert boxes_overlap(one.circle_box(), other.circle_box()) == 0
        assert boxes_overlap(one.label_box(), other.circle_box()) == 0
        assert boxes_overlap(one.circle_box(), other.label_box()) == 0
    for node in nodes:
        for left, top, right, bottom in (node.label_box(), node.circle_box()):
            assert left >= 0
            assert top >= 0
            assert right <= drawing.width
            assert bottom <= drawing.height
    for place in drawing.pairs:
        ends = {place.pair.first.iri, place.pair.second.iri}
        for iri, node in drawing.nodes.items():
            x, y = place.number
            assert boxes_overlap((x - 9, y - 9, x + 9, y + 9), node.circle_box()) == 0
            assert iri in ends or not segment_meets(place.start, place.end, node.circle_box())


def test_a_larger_load_is_a_larger_circle_and_more_shared_a_wider_line(make: Make) -> None:
    made = make([("a", "b")] * 3 + [("a", "c")] + [("a",)] * 9)
    analysis = analyse_boards(made)
    nodes = {node.board.body.name: node for node in draw_places(analysis).nodes.values()}
    assert nodes["a"].radius > nodes["b"].radius >= nodes["c"].radius
    lines = ElementTree.fromstring(network_svg(analysis)).iter(f"{SVG}line")
    assert [float(line.get("stroke-width", "0")) for line in lines] == [1.5, 5.5]


def test_links_lead_where_they_are_told_and_make_it_a_group(lund_boards: BoardAnalysis) -> None:
    def link(kind: str, *iris: str) -> str | None:
        if kind == "pair":
            return f'/shared?a={iris[0]}&b={iris[1]}"'
        return None if iris[0].endswith("/ks") else f"/id/{iris[0]}"

    root = ElementTree.fromstring(network_svg(lund_boards, link=link))
    assert root.get("role") == "group"
    anchors = list(root.iter(f"{SVG}a"))
    assert len(anchors) == len(lund_boards.boards) - 1 + len(lund_boards.pairs)
    assert all(anchor.get("aria-label") for anchor in anchors)
    pair = lund_boards.pairs[0]
    assert f'/shared?a={pair.first.iri}&b={pair.second.iri}"' in [a.get("href") for a in anchors]
    assert not list(ElementTree.fromstring(network_svg(lund_boards)).iter(f"{SVG}a"))


def test_names_are_escaped(make: Make) -> None:
    made = make([("a", "b")])
    evil = '</text><script>alert("1")</script>&'
    bodies = (replace(made.bodies[0], name=evil), made.bodies[1])
    svg = network_svg(analyse_boards(replace(made, bodies=bodies)), link=lambda *_: '"><b>')
    root = ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert evil in {title.text.split(":")[0] for title in root.iter(f"{SVG}title") if title.text}


def test_a_page_can_colour_it_and_a_file_needs_no_page(lund_boards: BoardAnalysis) -> None:
    page, file = network_svg(lund_boards), network_svg(lund_boards, standalone=True)
    assert "currentColor" in page
    assert "var(--network-surface, #ffffff)" in page
    assert "currentColor" not in file
    assert "var(" not in file
    for svg in (page, file):
        assert "style" not in re.sub(r"<(title|desc|text).*?</\1>", "", svg)
    rings = re.findall(r'stroke-dasharray="([^"]+)"', page)
    assert rings  # the second group differs by more than its colour


@pytest.mark.parametrize(
    "table",
    [
        [],
        [()],
        [("a",)],
        [("a", "b")],
        [("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")],
        [("a", "b", "c", "d", "e")] * 2,
        [(f"b{n}", f"b{n + 1}") for n in range(45)],
        [("nav", f"Nämnd {n}") for n in range(30)],
    ],
    ids=["nothing", "nobody", "one", "pair", "four pairs", "all with all", "chain", "star"],
)
def test_any_network_can_be_drawn_and_always_the_same(
    table: list[tuple[str, ...]], make: Make
) -> None:
    analysis = analyse_boards(make(table))
    svg = network_svg(analysis)
    assert svg == network_svg(analysis)
    root = ElementTree.fromstring(svg)
    assert len(list(root.iterfind(f".//{SVG}g[@class='network-board']"))) == len(analysis.boards)
    assert not re.search(r"\bnan\b", svg)


def test_lines_that_cross_are_counted_and_those_that_meet_at_an_end_are_not() -> None:
    at = {0: (0.0, 0.0), 1: (2.0, 2.0), 2: (0.0, 2.0), 3: (2.0, 0.0)}
    assert crossings([(0, 1), (2, 3)], at) == 1
    assert crossings([(0, 2), (1, 3)], at) == 0
    assert crossings([(0, 1), (1, 2)], at) == 0
    assert segment_meets((0.0, 1.0), (4.0, 1.0), (1.0, 0.0, 2.0, 2.0))
    assert not segment_meets((0.0, 3.0), (4.0, 3.0), (1.0, 0.0, 2.0, 2.0))
    assert not segment_meets((0.0, 1.0), (0.5, 1.0), (1.0, 0.0, 2.0, 2.0))


def test_a_body_that_is_no_board_changes_the_words(make: Make) -> None:
    made = make([("a", "b")])
    company = BodyItem(made.bodies[0].iri, "a AB", "MunicipalCompany", "Lund")
    analysis = analyse_boards(replace(made, bodies=(company, made.bodies[1])))
    assert "vilka nämnder och bolag delar uppdrag" in network_svg(analysis)
    assert "en nämnd eller ett bolag" in network_svg(analysis)
    assert "which boards and companies share assignments" in network_svg(analysis, lang="en")


def _titles(svg: str) -> set[str]:
    return {title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")}


def test_what_a_board_shares_is_said_in_whole_words(make: Make) -> None:
    table = [("a", "b"), ("b",), ("b",), ("c", "d"), ("c", "d"), ("e",), ("e",), ("f",)]
    analysis = analyse_boards(make([*table, ("g", "h"), ("g", "i"), ("g", "h"), ("h",)]))
    swedish, english = (_titles(network_svg(analysis, lang=lang)) for lang in ("sv", "en"))
    for title in (
        "a: 1 uppdrag, som delas med 1 annan; grupp 2",
        "b: 3 uppdrag, varav 1 delas med 1 annan; grupp 2",
        "c: 2 uppdrag, som båda delas med 1 annan; grupp 3",
        "e: 2 uppdrag, delar inga",
        "g: 3 uppdrag, som alla delas med 2 andra; grupp 1",
    ):
        assert title in swedish
    for title in (
        "a: 1 assignment, shared with 1 other; group 2",
        "b: 3 assignments, 1 of them shared with 1 other; group 2",
        "e: 2 assignments, none of them shared",
        "f: 1 assignment, not shared",
        "g: 3 assignments, all shared with 2 others; group 1",
    ):
        assert title in english


def test_names_in_lines_keep_their_spaces_and_groups_are_explained(
    bjorkvalla: BoardAnalysis,
) -> None:
    root = ElementTree.fromstring(network_svg(bjorkvalla))
    drawn = {"".join(text.itertext()) for text in root.iterfind(f".//{SVG}g/{SVG}text")}
    assert {board.body.name for board in bjorkvalla.boards} <= drawn
    assert any(name.startswith("Grupp: nämnder och bolag som mest delar") for name in drawn)
    for number in {board.community for board in bjorkvalla.boards} - {0}:
        assert f"Grupp {number}" in drawn
    assert "Kanten visar grupp:" in (root.findtext(f"{SVG}desc") or "")

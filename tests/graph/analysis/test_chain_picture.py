"""The chain as a picture: levels in columns, folded where it is long, no line through a box."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from styrkedja.graph.analysis import CoverageAnalysis, analyse_coverage, coverage_of
from styrkedja.graph.analysis.chain_picture import MOST_BOXES, chain_svg
from styrkedja.graph.rdf.store import Store
from tests.graph.analysis.chain_making import chain_of

SVG = "{http://www.w3.org/2000/svg}"
WIDE, HIGH = 226.0, 42.0


def drawn(analysis: CoverageAnalysis, lang: str = "sv") -> ElementTree.Element:
    return ElementTree.fromstring(chain_svg(analysis, lang, standalone=True))


def boxes(picture: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """The boxes by what a browser says of them, with their upper left corners."""
    return {
        title: (float(box.attrib["x"]), float(box.attrib["y"]))
        for box in picture.iter(f"{SVG}rect")
        if box.get("width") == "226" and (title := box.findtext(f"{SVG}title"))
    }


def lines(picture: ElementTree.Element) -> list[str]:
    return [path.attrib["d"] for path in picture.iter(f"{SVG}path") if "C" in path.attrib["d"]]


def words(picture: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in picture.iter(f"{SVG}text")]


def test_each_element_is_a_box_in_the_column_of_its_level() -> None:
    picture = drawn(coverage_of(chain_of("a1>g1 g1>o1 a1=u1 u1>g1 g2#f1")))
    column = {title: x for title, (x, _) in boxes(picture).items()}
    assert column == {
        "fokusområde: F1": 16, "övergripande mål: O1": 334, "nämndmål: G1": 652,
        "nämndmål: G2": 652, "särskilt uppdrag: U1": 970, "aktivitet: A1": 1288,
    }  # fmt: skip
    assert len(lines(picture)) == 5
    said = words(picture)
    assert {"1 fokusområde", "2 nämndmål", "genomför det som står till vänster"} <= set(said)
    dashes = [p.get("stroke-dasharray") for p in picture.iter(f"{SVG}path")]
    assert {"7 4", "2 4", None} == set(dashes)


def test_loose_ends_and_silence_are_told_apart_without_colour() -> None:
    picture = drawn(coverage_of(chain_of("g1>o1 g2 u1 a1>u1")), "en")
    said = words(picture)
    assert "states nothing above it, though at least half of its level do" in said
    assert "the document does not say what it leads to" in said
    whole = " ".join(boxes(picture))
    assert "G2 (states nothing above it" in whole
    assert "U1 (the document does not say" in whole
    assert "G1 (" not in whole


def test_a_long_chain_is_folded_by_what_it_leads_to_and_says_so() -> None:
    many = " ".join(f"a{n}>g{n % 3} " for n in range(90)) + "g0>o1 g1>o1 g2>o2"
    picture = drawn(coverage_of(chain_of(many)))
    titles = list(boxes(picture))
    assert titles.count("30 aktiviteter") == 1  # Three boxes of one title stand in one place each.
    assert words(picture).count("30 aktiviteter") == 3
    assert "90 aktiviteter" in words(picture)
    assert any(line.startswith("8 rutor visar 95 styrelement") for line in words(picture))


def test_where_even_the_top_is_too_long_each_level_is_one_box() -> None:
    many = " ".join(f"o{n}" for n in range(MOST_BOXES + 1)) + " g1>o1 g2>o2 g3"
    picture = drawn(coverage_of(chain_of(many)), "en")
    assert words(picture).count(f"{MOST_BOXES + 1} overarching goals") == 2  # Head and box.
    assert "2 board goals" in words(picture)
    assert any(line.startswith("3 boxes show") for line in words(picture))


def test_what_goes_in_a_circle_is_drawn_too() -> None:
    picture = drawn(coverage_of(chain_of("g1>g2 g2>g1 g1>o1")))
    assert len(lines(picture)) == 3


@pytest.mark.parametrize("store", ["layouts_store", "real_store"])
@pytest.mark.parametrize("document", [None, "first"])
def test_no_line_passes_through_a_box_and_there_are_not_too_many(
    store: str, document: str | None, request: pytest.FixtureRequest
) -> None:
    graph: Store = request.getfixturevalue(store)
    now = analyse_coverage(graph)
    analysis = now if document is None else analyse_coverage(
        graph, document=now.chain.elements[0].document)  # fmt: skip
    picture = drawn(analysis)
    corners = [
        (float(box.attrib["x"]), float(box.attrib["y"]))
        for box in picture.iter(f"{SVG}rect")
        if box.get("width") == "226" and box.get("fill") == "#ffffff"
    ]
    assert 5 < len(corners) <= MOST_BOXES
    assert len(set(corners)) == len(corners)
    for way in lines(picture):
        for start, y, end in re.findall(r"([\d.]+) ([\d.]+) H ([\d.]+)", way):
            assert float(end) - float(start) == WIDE
            for x, top in corners:
                assert x != float(start) or not top < float(y) < top + HIGH

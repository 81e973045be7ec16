"""A network of any things: nobody on top of another, nothing that cannot be read."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from styrkedja.graph.analysis.link_picture import MOST_NODES, ThingLink, links_svg

_SVG = "{http://www.w3.org/2000/svg}"


def _drawn(things: list[str], links: list[ThingLink], *, directed: bool = False) -> ET.Element:
    return ET.fromstring(
        links_svg(
            "test",
            title="Kopplingar",
            description="Vad som hör ihop",
            things=things,
            links=links,
            directed=directed,
        )
    )


def _circles(root: ET.Element) -> list[tuple[float, float, float]]:
    return [
        (float(one.attrib["cx"]), float(one.attrib["cy"]), float(one.attrib["r"]))
        for one in root.iter(f"{_SVG}circle")
    ]


def test_things_of_many_parts_stand_apart_and_inside_the_picture() -> None:
    things = [f"Sak nummer {number}" for number in range(24)]
    links = [ThingLink(0, number) for number in range(1, 7)]
    links += [ThingLink(number, number + 1) for number in range(7, 23, 2)]
    root = _drawn(things, links)
    circles = _circles(root)
    assert len(circles) == 23 + 1
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    for x, y, radius in circles:
        assert radius <= x <= width - radius
        assert 0 <= y <= height - radius
    for (x, y, one), (other_x, other_y, other) in combinations(circles, 2):
        assert abs(x - other_x) >= one + other or abs(y - other_y) >= one + other


def test_strengths_are_numbers_only_where_they_differ() -> None:
    things = ["A", "B", "C"]
    alike = _drawn(things, [ThingLink(0, 1, 2), ThingLink(1, 2, 2)])
    different = _drawn(things, [ThingLink(0, 1, 2), ThingLink(1, 2, 5)])
    texts = [text.text for text in different.iter(f"{_SVG}text") if text.text]
    assert {"2", "5"} <= set(texts)
    assert not {"2"} & {text.text for text in alike.iter(f"{_SVG}text")}
    widths = [line.attrib["stroke-width"] for line in different.findall(f"{_SVG}g/{_SVG}line")]
    assert len(set(widths)) == 2


def test_kinds_of_links_have_lines_of_their_own_and_are_explained() -> None:
    links = [ThingLink(0, 1, kind="bidrar till"), ThingLink(1, 2, kind="genomför")]
    root = _drawn(["A", "B", "C"], links, directed=True)
    dashes = [line.get("stroke-dasharray", "") for line in root.findall(f"{_SVG}g/{_SVG}line")]
    assert len(set(dashes)) == 2
    assert {"bidrar till", "genomför"} <= {text.text for text in root.iter(f"{_SVG}text")}
    assert len(list(root.iter(f"{_SVG}polygon"))) == 2, "an arrowhead for each link"


def test_the_same_input_gives_the_same_picture() -> None:
    things, links = ["A", "B", "C"], [ThingLink(0, 1), ThingLink(1, 2)]
    first, second = (ET.tostring(_drawn(things, links)) for _ in range(2))
    assert first == second


def test_more_than_can_be_read_is_refused() -> None:
    things = [f"{number}" for number in range(MOST_NODES + 1)]
    links = [ThingLink(0, number) for number in range(1, MOST_NODES + 1)]
    with pytest.raises(ValueError, match="61 things"):
        _drawn(things, links)

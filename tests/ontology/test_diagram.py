"""The diagram shows every class and every link once, and nothing covers anything else."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from typing import TypeAlias

import pytest

from styrkedja.ontology import class_diagram, class_entries, class_links
from styrkedja.ontology.diagram import Box, Line, drawing

Edges: TypeAlias = tuple[float, float, float, float]
LANGUAGES = ["sv", "en"]


def edges(box: Box) -> Edges:
    return box.x, box.y, box.x + box.width, box.y + box.height


def meet(one: Edges, other: Edges) -> bool:
    """Return whether two rectangles have more in common than their edges."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def pieces(line: Line) -> list[Edges]:
    """Return the straight parts of a line as flat rectangles."""
    return [
        (min(x1, x2) - 0.5, min(y1, y2) - 0.5, max(x1, x2) + 0.5, max(y1, y2) + 0.5)
        for (x1, y1), (x2, y2) in pairwise(line.corners)
    ]


def inner(found: Edges) -> Edges:
    return found[0] + 1, found[1] + 1, found[2] - 1, found[3] - 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_class_and_every_property_that_links_classes_is_shown(lang: str) -> None:
    drawn = drawing(lang)
    shown = [label for box in drawn.boxes for _, label in box.rows]
    assert sorted(shown) == sorted(entry.label for entry in class_entries(lang))
    tops = {entry.name: entry.top for entry in class_entries(lang)}
    wanted = {(tops[k.source], tops[k.target], k.label) for k in class_links(lang)}
    found = [(*line.ends, name) for line in drawn.lines for name in line.names]
    assert len(found) == len(set(found)) > 30
    assert set(found) == wanted


def test_the_table_names_what_the_ontology_hints_at() -> None:
    rows = {(link.source, link.name, link.target) for link in class_links()}
    assert ("Assessment", "assesses", "SteeringElement") in rows
    assert ("Activity", "implements", "Assignment") in rows
    assert not [row for row in rows if row[1] in ("status", "deadline", "alignsWith")]
    by_language = [{(k.source, k.name, k.target) for k in class_links(la)} for la in LANGUAGES]
    assert by_language[0] == by_language[1]


def test_the_tree_of_classes_has_each_below_its_own() -> None:
    entries = {entry.name: entry for entry in class_entries("en")}
    assert entries["ExecutiveBoard"].depth == 2 and entries["ExecutiveBoard"].top == "Body"
    assert entries["SteeringElement"].depth == 0
    order = list(entries)
    assert order.index("Board") < order.index("ExecutiveBoard") < order.index("Council")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_classes_fit_their_boxes(lang: str) -> None:
    for box in drawing(lang).boxes:
        assert 17 * len(box.rows) + 10 <= box.height, box.name
        for depth, label in box.rows:
            assert 10 + 14 * depth + 6.9 * len(label) * 0.95 <= box.width, (box.name, label)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_box_covers_another_and_no_line_runs_through_a_box(lang: str) -> None:
    drawn = drawing(lang)
    for one, other in combinations(drawn.boxes, 2):
        assert not meet(edges(one), edges(other)), (one.name, other.name)
    for line in drawn.lines:
        for piece in pieces(line):
            for box in drawn.boxes:
                assert not meet(piece, inner(edges(box))), (line.ends, box.name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_begins_and_ends_at_the_boxes_it_joins(lang: str) -> None:
    drawn = drawing(lang)
    boxes = {box.name: edges(box) for box in drawn.boxes}
    for line in drawn.lines:
        for name, (x, y) in zip(line.ends, (line.corners[0], line.corners[-1]), strict=True):
            left, upper, right, lower = boxes[name]
            on_side = x in (left, right) and upper <= y <= lower
            assert on_side or (y in (upper, lower) and left <= x <= right), line.ends


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_links_cover_nothing_and_nothing_covers_them(lang: str) -> None:
    drawn = drawing(lang)
    for one, other in combinations(drawn.lines, 2):
        assert not meet(one.label_box, other.label_box), (one.ends, other.ends)
    for line in drawn.lines:
        for other in drawn.lines:
            for piece in pieces(other):
                assert not meet(line.label_box, piece), (line.ends, other.ends)
        for box in drawn.boxes:
            if line.ends != (box.name, box.name):
                assert not meet(line.label_box, edges(box)), (line.ends, box.name)


def test_links_within_a_class_stand_below_its_subclasses_in_its_box() -> None:
    for lang in LANGUAGES:
        drawn = drawing(lang)
        (line,) = (line for line in drawn.lines if line.ends[0] == line.ends[1])
        (box,) = (box for box in drawn.boxes if box.name == line.ends[0])
        left, upper, right, lower = line.label_box
        assert upper > box.y + 10 + 17 * len(box.rows)
        assert left >= box.x and right <= box.x + box.width and lower <= box.y + box.height


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standalone", [False, True])
def test_the_picture_is_whole_named_and_free_of_style(lang: str, standalone: bool) -> None:
    text = class_diagram(lang, standalone=standalone)
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img" and root.get("lang") == lang
    for attribute, kind in (("aria-labelledby", "title"), ("aria-describedby", "desc")):
        element = root.find(f"{space}{kind}")
        assert element is not None and element.get("id") == root.get(attribute) and element.text
    assert "<style" not in text and not re.search(r"\sstyle=", text) and "<script" not in text
    assert ("var(" in text) != standalone
    view = [float(number) for number in root.get("viewBox", "").split()]
    for shape in root.iter(f"{space}rect"):
        if shape.get("width") != "100%":
            assert float(shape.get("x", "")) + float(shape.get("width", "")) <= view[2]
            assert float(shape.get("y", "")) + float(shape.get("height", "")) <= view[3]


def test_the_same_ontology_gives_the_same_picture() -> None:
    assert class_diagram("sv") == class_diagram("sv") != class_diagram("en")

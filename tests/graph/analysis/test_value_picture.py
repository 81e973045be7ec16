"""Bars of any values: one scale, zero where it belongs, texts that stay texts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from styrkedja.graph.analysis.value_picture import ValueBar, values_svg

_SVG = "{http://www.w3.org/2000/svg}"


def _bars(*values: float, label: str = "Nämnden") -> list[tuple[float, float]]:
    drawn = values_svg(
        "test",
        title="Antal",
        description="Högst: 4",
        bars=[ValueBar(label, value, f"{value:g}") for value in values],
    )
    return [
        (float(found.attrib["x"]), float(found.attrib["width"]))
        for found in ET.fromstring(drawn).iter(f"{_SVG}rect")
        if found.find(f"{_SVG}title") is not None
    ]


def test_bars_are_as_long_as_their_numbers() -> None:
    (start, long), (other, short), (third, none) = _bars(4, 1, 0)
    assert start == other == third
    assert round(long / short) == 4
    assert none == 0


def test_what_is_below_zero_goes_to_the_left_of_it() -> None:
    (zero, above), (start, below) = _bars(3, -3)
    assert above == below
    assert abs(start + below - zero) < 0.2


def test_no_values_make_no_bars() -> None:
    assert _bars() == []


def test_a_picture_tells_what_it_shows_and_escapes_what_it_is_given() -> None:
    drawn = values_svg(
        "test",
        title="Antal <b>",
        description="Högst: A & B",
        bars=[ValueBar("<script>&", 1, "1")],
    )
    root = ET.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{_SVG}title") == "Antal <b>"
    assert root.findtext(f"{_SVG}desc") == "Högst: A & B"
    assert "<script" not in drawn

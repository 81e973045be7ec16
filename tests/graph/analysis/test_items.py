"""How bodies are called where analyses show them."""

from __future__ import annotations

from dataclasses import replace

from styrkedja.graph.analysis import coverage_of
from styrkedja.graph.analysis.coverage_pictures import coverage_drawings
from styrkedja.graph.analysis.items import BodyItem, body_names
from tests.graph.analysis.chain_making import chain_of

ONE = BodyItem("b:1", "Socialnämnden", "Board", "Lund")
OTHER = BodyItem("b:2", "Socialnämnden", "Board", "Luleå")
UNPLACED = BodyItem("b:3", "Byggnadsnämnden", "Board", "")


def test_bodies_of_several_municipalities_say_whose_they_are() -> None:
    assert body_names([ONE]) == {"b:1": "Socialnämnden"}
    assert body_names([ONE, OTHER, UNPLACED]) == {
        "b:1": "Socialnämnden (Lund)",
        "b:2": "Socialnämnden (Luleå)",
        "b:3": "Byggnadsnämnden",
    }


def test_the_picture_and_the_table_of_coverage_tell_namesakes_apart() -> None:
    chain = replace(chain_of("a1>o1 a1@b:1 a2>o2 a2@b:2"), bodies=(ONE, OTHER))
    analysis = coverage_of(chain)
    picture = coverage_drawings(analysis, "sv", standalone=True)["goals_by_body"]()
    assert "Socialnämnden (Lund)" in picture
    assert "Socialnämnden (Luleå)" in picture
    table = next(sheet for sheet in analysis.sheets() if sheet.name == "goals_by_body")
    assert {row[2] for row in table.rows} == {"Socialnämnden (Lund)", "Socialnämnden (Luleå)"}

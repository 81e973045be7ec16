"""Whose document it is: the board that the title names, or the one that it speaks of."""

from __future__ import annotations

from styrkedja.graph.reading.lines import read_lines
from styrkedja.graph.reading.ownership import owner_of


def _owner(*lines: str) -> str | None:
    return owner_of(read_lines(lines))


def test_the_executive_board_owns_what_its_title_names() -> None:
    assert _owner("Uppföljning av kommunstyrelsens aktiviteter 2024") == "Kommunstyrelsen"


def test_a_report_to_the_executive_board_is_the_boards_own() -> None:
    lines = ("Uppföljning av aktiviteter 2024", "Kultur- och fritidsnämndens rapport", "",
             "Rapporten lämnas till kommunstyrelsen")  # fmt: skip
    assert _owner(*lines) == "Kultur- och fritidsnämnden"


def test_nobody_owns_what_speaks_of_several_boards() -> None:
    assert _owner("Uppföljning", "Skolnämnden och vårdnämnden har svarat.") is None

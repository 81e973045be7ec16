"""How sure the reader says it is, against how often it is right, on documents drawn by chance."""

from __future__ import annotations

from collections import Counter

import pytest

from styrkedja.graph.model import Confidence
from tests.calibration import Tally, calibrate, table

DOCUMENTS = 60
HIGH = 0.99
ENOUGH = 200  # values of a layout, and of a rule that is judged by itself
LAYOUTS = {
    "assignment cards",
    "activity tables",
    "goal reports",
    "focus areas",
    "finance tables",
    "indicator tables",
}


@pytest.fixture(scope="module")
def tallies() -> list[Tally]:
    """The tallies; the test's output shows them as a table."""
    return calibrate(DOCUMENTS)


def _share(tallies: list[Tally], layout: str | None, confidence: Confidence) -> tuple[float, int]:
    read: Counter[str] = Counter()
    for one in tallies:
        if layout in (None, one.layout) and one.confidence is confidence:
            read["all"] += one.read
            read["right"] += one.right
    return read["right"] / read["all"] if read["all"] else 1.0, read["all"]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_what_is_said_with_high_confidence_is_right_99_times_of_100(
    tallies: list[Tally], layout: str
) -> None:
    share, values = _share(tallies, layout, Confidence.HIGH)
    assert values >= ENOUGH
    assert share >= HIGH, table(tallies)


def test_each_rule_by_itself_is_as_sure_as_it_says(tallies: list[Tally]) -> None:
    print(table(tallies))  # noqa: T201 - the table is what the reader of the output wants
    bold = [
        one
        for one in tallies
        if one.confidence is Confidence.HIGH and one.read >= ENOUGH and one.share < HIGH
    ]
    assert not bold, table(bold)


def test_what_is_said_with_less_confidence_is_right_less_often(tallies: list[Tally]) -> None:
    high, _ = _share(tallies, None, Confidence.HIGH)
    medium, values = _share(tallies, None, Confidence.MEDIUM)
    assert values
    assert medium < high


def test_every_layout_is_measured(tallies: list[Tally]) -> None:
    assert {one.layout for one in tallies} == LAYOUTS

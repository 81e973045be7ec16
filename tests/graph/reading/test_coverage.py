"""How lines are told to be facts, furniture, running text, or not understood."""

from __future__ import annotations

from decimal import Decimal

from styrkedja.graph.model import Passage
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.coverage import coverage_of, prose_lines
from styrkedja.graph.reading.lines import read_lines

LINES = read_lines(
    [
        "1 Inledning",  # 1
        "",
        "Så styrs kommunen.",
        "Texten fortsätter.",
        "",
        "2 Mål",  # 6
        "",
        "Fler elever når målen",
        "",
        "7 (20)",
        "**Sammanfattning**",  # 11, no blank line above: no heading
        "",
        "Sammanfattning:",  # 13
        "Kort sagt gick det bra.",
        "",
        "Nästa rubrik",  # 16, a heading only a reader knows
        "Något obegripligt.",
    ]
)


def test_a_section_of_running_text_ends_at_the_next_heading() -> None:
    found = list(prose_lines(LINES, default_profile(), frozenset({16})))
    assert found == [1, 3, 4, 13, 14]


def test_each_line_counts_once_and_facts_win() -> None:
    coverage, unread = coverage_of(
        LINES, frozenset({6, 8, 3}), frozenset({10, 8}), frozenset({1, 3, 4, 13, 14})
    )
    assert (coverage.facts, coverage.furniture, coverage.prose, coverage.unread) == (3, 1, 4, 3)
    assert unread == (Passage(11, 11), Passage(16, 17))
    assert coverage.share == Decimal("0.727")


def test_an_empty_document_is_not_understood_at_all() -> None:
    coverage, unread = coverage_of([], frozenset(), frozenset(), frozenset())
    assert coverage.share == 0
    assert unread == ()

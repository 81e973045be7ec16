"""The text of a document, cut where what was read from it changes."""

from __future__ import annotations

from styrkedja.api.pages.edition import segments
from styrkedja.api.pages.translation import Text
from styrkedja.api.pages.views import Ref

_NAMES = {name: Ref(Text(name), f"/{name}") for name in ("goal", "task")}
_TEXT = ["Title", "", "More of it", "", "Running text", "", "Running on", "Foot"]


def _cut(
    read: list[tuple[str, tuple[int, int]]], unread: tuple[tuple[int, int], ...] = ()
) -> list[tuple[int, int, list[str], bool]]:
    found = segments(_TEXT, read, unread, _NAMES)
    return [(s.first, len(s.lines), [r.label.value for r in s.about], s.unread) for s in found]


def test_every_line_stands_in_exactly_one_segment() -> None:
    found = segments(_TEXT, [("goal", (1, 3)), ("task", (3, 5))], ((7, 7),), _NAMES)
    assert [line for segment in found for line in segment.lines] == _TEXT


def test_lines_with_the_same_facts_are_one() -> None:
    assert _cut([("goal", (1, 1)), ("goal", (3, 3))])[0] == (1, 3, ["goal"], False)


def test_a_line_may_hold_several_facts() -> None:
    assert _cut([("goal", (1, 3)), ("task", (3, 3))])[:2] == [
        (1, 2, ["goal"], False),
        (3, 1, ["goal", "task"], False),
    ]


def test_unread_text_is_told_apart_from_furniture() -> None:
    assert _cut([("goal", (1, 3))], ((5, 7),)) == [
        (1, 3, ["goal"], False),
        (4, 1, [], False),
        (5, 3, [], True),
        (8, 1, [], False),
    ]


def test_facts_win_where_the_report_calls_a_line_unread() -> None:
    assert _cut([("goal", (5, 5))], ((5, 5),))[1] == (5, 1, ["goal"], False)


def test_a_passage_beyond_the_end_marks_what_is_there() -> None:
    assert _cut([("goal", (8, 40))])[-1] == (8, 1, ["goal"], False)


def test_no_text_has_no_segments() -> None:
    assert segments([], [("goal", (1, 2))], (), _NAMES) == ()

"""The text of a document, cut where what was read from it changes."""

from __future__ import annotations

from styrkedja.api.pages.edition import Segment, parts, segments

_TEXT = ["Title", "", "More of it", "", "Running text", "", "Running on", "Foot"]


def _cut(
    read: list[tuple[str, tuple[int, int]]], unread: tuple[tuple[int, int], ...] = ()
) -> list[tuple[int, int, list[str], bool]]:
    found = segments(_TEXT, read, unread)
    return [(s.first, len(s.lines), list(s.about), s.unread) for s in found]


def test_every_line_stands_in_exactly_one_segment() -> None:
    found = segments(_TEXT, [("goal", (1, 3)), ("task", (3, 5))], ((7, 7),))
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
    assert segments([], [("goal", (1, 2))], ()) == ()


def _long(*lengths: int) -> list[Segment]:
    cut, first = [], 1
    for number, length in enumerate(lengths):
        cut.append(Segment(first, ("line",) * length, (f"thing-{number}",), unread=False))
        first += length
    return cut


def test_a_text_is_cut_into_parts_between_its_passages() -> None:
    found = parts(_long(30, 30, 30, 50), lines=70)
    assert [(part.first, part.last) for part in found] == [(1, 60), (61, 90), (91, 140)]


def test_only_a_passage_that_is_too_long_for_a_page_is_cut() -> None:
    found = parts(_long(10, 250), lines=100)
    assert [(part.first, part.last) for part in found] == [
        (1, 10),
        (11, 110),
        (111, 210),
        (211, 260),
    ]
    assert {about for part in found[1:] for one in part.segments for about in one.about} == {
        "thing-1"
    }


def test_letters_count_as_well_as_lines() -> None:
    cut = [Segment(1, ("a" * 30, "b" * 30, "c" * 90, "d"), (), unread=False)]
    found = parts(cut, letters=60)
    assert [(part.first, part.last) for part in found] == [(1, 2), (3, 3), (4, 4)]


def test_an_empty_text_has_no_parts() -> None:
    assert parts([]) == ()

"""Which body replaced which, told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.lines import read_lines
from styrkedja.graph.reading.reorganisations import Reorganisation, find_reorganisations


def _found(text: str) -> list[Reorganisation]:
    return list(find_reorganisations(read_lines(text.splitlines()), default_profile(), frozenset()))


@pytest.mark.parametrize(
    "sentence",
    [
        "Den 1 januari 2025 ersatte samhällsnämnden byggnadsnämnden och tekniska nämnden.",
        "Samhällsnämnden ersätter från och med den 1 januari 2025 byggnadsnämnden och "
        "tekniska nämnden.",
        "Byggnadsnämnden och tekniska nämnden slogs samman till samhällsnämnden 2025-01-01.",
        "Från och med 2025 har byggnadsnämnden och tekniska nämnden ersatts av samhällsnämnden.",
    ],
)
def test_old_and_new_bodies_and_the_day_are_told_apart(sentence: str) -> None:
    (found,) = _found(sentence)
    assert found.after == "Samhällsnämnden"
    assert found.before[0] == "Byggnadsnämnden"
    assert len(found.before) == 2
    assert found.day == date(2025, 1, 1)


def test_a_sentence_over_several_lines_is_quoted_whole_and_once() -> None:
    (found,) = _found(
        "Året i korthet\n\nKommunen växer. Den 1 mars 2024 ersatte kultur- och\n"
        "fritidsnämnden den tidigare kulturnämnden. Mer\nfinns att läsa om det.\n\n"
        "Kultur- och fritidsnämnden ersatte kulturnämnden den 1 mars 2024.\n"
    )
    assert found.lines == (3, 4)
    assert (found.before, found.after) == (("Kulturnämnden",), "Kultur- och fritidsnämnden")


@pytest.mark.parametrize(
    "sentence",
    [
        "Nämnden har ersatt gamla lampor i byggnadsnämnden sedan 2024.",
        "Byggnadsnämnden har ersatt tekniska nämndens fordon.",
        "Socialnämnden tar över efter sommaren 2024.",
        "Kulturnämnden och socialnämnden ersätter skadade träd från 2024.",
        "Den 31 februari 2025 ersatte kulturnämnden byggnadsnämnden.",
    ],
)
def test_what_does_not_say_which_replaced_which_when_is_left_alone(sentence: str) -> None:
    assert _found(sentence) == []

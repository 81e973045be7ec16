"""Indicators in running text: named, with a target and an outcome."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Measure, Source
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.tables import read_indicators_in_text

KEYS = Path(__file__).resolve().parents[2] / "data" / "keys"
SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"


def source_of(text: str) -> Source:
    lines = tuple(read_lines(text.split("\n")))
    return Source(lines, default_profile(), hyphenated_words(lines))


def read(text: str) -> list[Measure]:
    found = read_indicators_in_text(source_of(text))
    return [] if found is None else found.measures


def texts(measure: Measure, *, target: bool) -> list[str]:
    return [value.text for value in measure.values if value.target is target]


def test_the_interim_reports_measures_are_those_read_by_hand() -> None:
    files = sorted(SEEDS.glob("001_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    measures = read(files[0].read_text(encoding="utf-8"))
    text = (KEYS / "lulea-indicators-2023.txt").read_text(encoding="utf-8")
    rows = [line.split("|")[1:] for line in text.splitlines() if line.startswith("M |")]
    assert len(rows) == 17
    left = list(measures)
    for where, word, unit, outcomes, targets in ([cell.strip() for cell in row] for row in rows):
        first, last = (int(number) for number in where.split("-"))
        measure = next(
            one for one in left
            if word.lower() in one.title.lower() and {*range(first, last + 1)} & {*one.lines}
        )  # fmt: skip
        left.remove(measure)
        expected = [Decimal(part.strip().replace(",", ".")) for part in outcomes.split(";")]
        assert [v.value for v in measure.values if not v.target] == expected
        assert [part.removesuffix(" barn").rstrip(" %").removesuffix(" procent")
                for part in texts(measure, target=True)] == [targets]  # fmt: skip
        assert (measure.unit or "") == unit
    assert left == []


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_documents_without_such_text_give_none(number: str) -> None:
    files = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    assert read(files[0].read_text(encoding="utf-8")) == []


def test_a_goal_with_a_number_and_the_sentence_below_it_are_one_measure() -> None:
    (measure,) = read("Sjukfrånvaron ska vara högst 5,5 %.\n\nSjukfrånvaron uppgår till 6,1 %.\n")
    assert (measure.title, measure.unit) == ("Sjukfrånvaron", "%")
    assert texts(measure, target=True) == ["högst 5,5 %"]
    assert texts(measure, target=False) == ["6,1 %"]
    assert measure.lines == [1]
    assert [value.lines for value in measure.values] == [[1], [3]]


def test_the_number_below_a_goal_of_something_else_is_not_its_own() -> None:
    assert read("Sjukfrånvaron ska vara högst 5,5 %.\n\nAntalet besök uppgår till 12.\n") == []


def test_a_measure_named_in_one_paragraph_has_the_values_of_the_next() -> None:
    (measure,) = read(
        "Detta följs med mätetalet Andel ekologisk mat i skolan.\n\n"
        "Andelen uppgick till 42 procent. Målet är 50 procent.\n"
    )
    assert measure.title == "Andel ekologisk mat i skolan"
    assert texts(measure, target=False) == ["42 procent"]
    assert texts(measure, target=True) == ["50 procent"]


def test_what_is_printed_twice_is_one_measure_of_two_places() -> None:
    once = "Resultatet för nöjdheten är 78 procent och målet 80 procent är inte nått.\n"
    (measure,) = read(f"{once}\n{once}")
    assert measure.lines == [1, 3]


def test_years_dates_and_numbers_of_things_are_no_values() -> None:
    assert read("Målet för 2030 är fossilfrihet. År 2023 var 12 december en bra dag.\n") == []
    assert read("Mål 1 är nått. Det var 3 maj.\n") == []


def test_what_a_table_says_already_is_not_said_again_by_the_text_below_it() -> None:
    assert read(
        "Mätetal Utfall 2023 Mål 2023\n\nAndel beslut i tid 94% 100%\n\n"
        "94 % av ansökningarna fick beslut i tid, och målet om 100 % nås inte.\n"
    ) == []  # fmt: skip

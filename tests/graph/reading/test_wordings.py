"""Dates, statuses, names of bodies and running text: wording to norm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.graph.model import BodyKind, Passage, Status
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.bodies import body_of, read_bodies
from styrkedja.graph.reading.dates import read_deadline, read_period
from styrkedja.graph.reading.indicators import read_number
from styrkedja.graph.reading.lines import Line, hyphenated_words, join, passages_of, read_lines
from styrkedja.graph.reading.statuses import read_status
from styrkedja.ontology import ontology_quads

PROFILE = default_profile()


def _lines(text: str) -> list[Line]:
    return [Line(n, line) for n, line in enumerate(text.split("\n"), start=1)]


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2024-12-31", date(2024, 12, 31)),
        ("20241231", date(2024, 12, 31)),
        ("31 december 2024", date(2024, 12, 31)),
        ("senast 30 juni 2024", date(2024, 6, 30)),
        ("31/12 2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("december 2024", date(2024, 12, 31)),
        ("December", date(2023, 12, 31)),
        ("Kvartal 2", date(2023, 6, 30)),
        ("Kvartal 4 2025", date(2025, 12, 31)),
        ("Q1 2024", date(2024, 3, 31)),
        ("tertial 2 2024", date(2024, 8, 31)),
        ("2026", date(2026, 12, 31)),
        ("Löpande", None),
        ("2024-02-31", None),
        ("2024-13-01", None),
    ],
)
def test_a_deadline_is_the_last_day_of_what_is_printed(wording: str, day: date | None) -> None:
    assert read_deadline(wording, year=2023).day == day


def test_a_date_that_does_not_exist_is_told_from_words() -> None:
    assert read_deadline("2024-02-31").impossible
    assert read_deadline("31 november 2024").impossible
    assert not read_deadline("Löpande").impossible


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_as_itself(day: date) -> None:
    assert read_deadline(day.isoformat()).day == day


@pytest.mark.parametrize(
    ("text", "words", "end"),
    [
        ("Status för helåret 2023.", "2023", date(2023, 12, 31)),
        ("Läget per den 31 augusti 2024 visas", "januari–augusti 2024", date(2024, 8, 31)),
        ("Delårsrapport januari–april 2023", "januari–april 2023", date(2023, 4, 30)),
        ("Rapport tertial 2 2024", "tertial 2 2024", date(2024, 8, 31)),
    ],
)
def test_a_period_is_read_from_running_text(text: str, words: str, end: date) -> None:
    found = read_period(text)
    assert found is not None
    assert (found[0].text, found[0].end) == (words, end)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Pågående", Status.ONGOING),
        ("Pa ga ende", Status.ONGOING),
        ("PÅGÅENDE", Status.ONGOING),
        ("Vänteläge", Status.ON_HOLD),
        ("Väntläge", Status.ON_HOLD),
        ("Va ntela ge", Status.ON_HOLD),
        ("Ej påbörjad", Status.NOT_STARTED),
        ("Genomför t", Status.COMPLETED),
        ("Pågående/försenat", Status.ONGOING),
        ("Avslutad, men följs upp", Status.COMPLETED),
        ("Kvarstår", Status.REMAINING),
        ("Struket", Status.CANCELLED),
        ("Parkerad", None),
        ("Försenad", None),
        ("Arbetet har riktat in sig på:", None),
    ],
)
def test_a_status_is_what_its_word_says_and_never_guessed(word: str, status: Status | None) -> None:
    assert read_status(word, PROFILE) is status


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Kommunstyrelsen\nBarn- och\nskolnämnden", ["Kommunstyrelsen", "Barn- och skolnämnden"]),
        ("Byggnads-nämnden\nTekniska nämnden", ["Byggnadsnämnden", "Tekniska nämnden"]),
        ("Överförmyndar-\nnämnden", ["Överförmyndarnämnden"]),
        ("Kultur- och fritids-\nnämnden", ["Kultur- och fritidsnämnden"]),
        ("skolnämnden och vård- och omsorgsnämnden", ["Skolnämnden", "Vård- och omsorgsnämnden"]),
        ("Tekniska nämnden/Stenfors Vatten AB", ["Tekniska nämnden", "Stenfors Vatten AB"]),
        ("KS, Miljönämnden samt AB Bostäder", ["Kommunstyrelsen", "Miljönämnden", "AB Bostäder"]),
        ("Nämnden för vatten\noch mark\nValnämnden", ["Nämnden för vatten och mark", "Valnämnden"]),
        ("IT-nämnden", ["IT-nämnden"]),
    ],
)  # fmt: skip
def test_names_of_bodies_are_told_apart_without_separators(printed: str, names: list[str]) -> None:
    found = read_bodies(_lines(printed), PROFILE)
    assert [body_of(name, PROFILE).name for name in found.responsible] == names
    assert found.rest == ""


def test_groups_and_partners_are_not_responsible_bodies() -> None:
    assert read_bodies(_lines("Samtliga nämnder"), PROFILE).groups == ("Samtliga nämnder",)
    found = read_bodies(_lines("Socialnämnden i samverkan med\nSkolnämnden"), PROFILE)
    assert (found.responsible, found.contributing) == (("Socialnämnden",), ("Skolnämnden",))


def test_one_body_under_several_spellings_is_one_key() -> None:
    spellings = ["Byggnads-nämnden", "Byggnadsnämnden", "byggnadsnämnden"]
    assert {body_of(name, PROFILE).key for name in spellings} == {"board/byggnadsnamnden"}
    assert body_of("Kommunstyrelsen", PROFILE).kind is BodyKind.EXECUTIVE_BOARD
    assert body_of("Lunds Energi AB", PROFILE).kind is BodyKind.COMPANY
    assert body_of("Räddningstjänsten", PROFILE).kind is BodyKind.ADMINISTRATION
    assert body_of("Samordningsgruppen", PROFILE).kind is BodyKind.OTHER


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("kultur-\noch fritid", "kultur- och fritid"),
        ("arbets-\nmarknad", "arbetsmarknad"),
        ("EU-\nlagstiftning", "EU-lagstiftning"),
        ("ungdoms-\nSM", "ungdoms-SM"),
        ("2023-\n12-31", "2023-12-31"),
        ("2023–\n2025", "2023–2025"),
        ("och/\neller", "och/eller"),
        ("CoAction -\nen modell", "CoAction - en modell"),
        ("pop-up och pop-\nup", "pop-up och pop-up"),
    ],
)
def test_hyphens_at_a_lines_end_are_mended_where_they_are_not_real(printed: str, text: str) -> None:
    lines = _lines(printed)
    assert join(lines, hyphenated_words(lines)).text == text


@given(st.lists(st.text("abcåäö ", min_size=1).filter(lambda t: t.strip()), min_size=1))
def test_joined_text_knows_the_line_of_each_word(raw: list[str]) -> None:
    lines = [line for line in read_lines(raw) if line.text]
    joined = join(lines)
    for (offset, number), line in zip(joined.starts, lines, strict=True):
        assert joined.text[offset : offset + len(line.text)] == line.text
        assert joined.passage(offset, offset + len(line.text)) == Passage(number, number)


@given(st.sets(st.integers(1, 60), min_size=1), st.sets(st.integers(1, 60)))
def test_passages_cover_all_lines_and_nothing_but_blank_ones_between(
    numbers: set[int], blank: set[int]
) -> None:
    blank -= numbers
    passages = passages_of(numbers, blank)
    covered = {n for p in passages for n in range(p.first, p.last + 1)}
    assert numbers <= covered <= numbers | blank
    assert all(a.last < b.first for a, b in pairwise(passages))


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,8", "12.8"), ("1 600", "1600"), ("-3,5", "-3.5"), ("−2", "-2"), ("100", "100")],
)
def test_numbers_are_read_as_printed_in_swedish(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["–", "Nytt mätetal", "ca 5", ""])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert read_number(text) is None


def test_the_wordings_of_the_status_scheme_are_those_the_reader_knows() -> None:
    known = {}
    for quad in ontology_quads():
        if str(quad.predicate).endswith("core#altLabel>") and "/status/" in str(quad.subject):
            known[str(quad.object).split('"')[1]] = str(quad.subject).strip("<>").rsplit("/", 1)[-1]
    assert len(known) > 10
    assert {word: read_status(word, PROFILE) for word in known} == known


def test_a_part_of_a_body_is_told_by_the_stroke_after_its_abbreviation() -> None:
    part = body_of("KS/ Räddningstjänsten", PROFILE)
    assert part.key == body_of("Räddningstjänsten", PROFILE).key
    assert part.parent == body_of("Kommunstyrelsen", PROFILE).key
    assert part.spellings == ("KS/ Räddningstjänsten",)


def test_indefinite_names_and_groups_of_companies_are_the_same_body() -> None:
    assert body_of("Socialnämnd", PROFILE).key == body_of("Socialnämnden", PROFILE).key
    assert body_of("KS/Räddningstjänst", PROFILE).key == body_of("Räddningstjänsten", PROFILE).key
    assert body_of("KS/Kommunstab", PROFILE).key == body_of("Kommunstaben", PROFILE).key
    assert body_of("Barn- o ungdomsnämnden", PROFILE).name == "Barn- och ungdomsnämnden"
    assert body_of("Ådals Energi AB Koncernen", PROFILE).key == (
        body_of("Ådals Energi AB", PROFILE).key
    )

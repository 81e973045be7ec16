"""What a document says about itself: its title, its period, whose it is."""

from __future__ import annotations

from datetime import date

import pytest

from styrkedja.graph.reading.about import About, read_about
from styrkedja.graph.reading.dates import read_day_without_year, read_years
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.opening import opening_paragraphs
from styrkedja.graph.reading.ownership import owner_of


def _about(text: str) -> About:
    lines = read_lines(text.splitlines())
    about = read_about(opening_paragraphs(lines), hyphenated_words(lines), lines)
    assert about is not None
    return about


def test_a_title_ends_where_running_text_begins_below_it() -> None:
    about = _about(
        "Uppföljning av verksamhetsplanen\n"
        "Aktiviteterna i planen följs upp två gånger om året. Den här gången gäller det hela\n"
        "året, och läget redovisas som det var\n"
        "per den 31 december 2024.\n"
    )
    assert about.title == "Uppföljning av verksamhetsplanen"
    assert about.period is not None
    assert about.period.end == date(2024, 12, 31)


def test_a_report_that_begins_with_a_section_has_its_title_at_the_foot_of_a_page() -> None:
    about = _about(
        "1 Inledning\n\nHär börjar rapporten.\n\n"
        "Kommunstyrelsen, Delårsrapport jan-aug 2024 2(40)\n"
    )
    assert about.title == about.label == "Delårsrapport jan-aug 2024"
    assert about.key == "delarsrapport-januari-augusti-2024"
    assert about.period is not None
    assert (about.period.start, about.period.end) == (date(2024, 1, 1), date(2024, 8, 31))


def test_a_day_without_a_year_is_in_the_year_named_most_often() -> None:
    text = "Uppföljning av planen\n\nLäget gäller per den 31 augusti.\n\nSlutdatum 2021\n\n{}\n"
    about = _about(text.format("Beslut 2021-03-04, program för 2030"))
    assert about.period is not None
    assert about.period.end == date(2021, 8, 31)
    assert about.year_assumed
    assert _about(text.format("Beslut 2020-03-04")).period is None


def test_a_plan_covers_the_span_of_years_it_names_and_a_follow_up_does_not() -> None:
    plan = _about("Fokusområden och mål\n\nDetta gäller för budgetperioden 2023–2025.\n").period
    assert plan is not None
    assert (plan.start, plan.end) == (date(2023, 1, 1), date(2025, 12, 31))
    assert _about("Uppföljning av mål\n\nMål för perioden 2023–2025.\n").period is None


@pytest.mark.parametrize("text", ["perioden 2025–2023", "läsåret 2023/24", "100–200"])
def test_what_is_no_span_of_years_is_none(text: str) -> None:
    assert read_years(text) is None


def test_an_impossible_day_gives_no_period() -> None:
    assert read_day_without_year("per den 31 februari", 2024) is None


def test_the_owner_is_the_one_board_that_a_document_speaks_of() -> None:
    lines = read_lines(
        [
            "Uppföljning av aktiviteter",
            "",
            "Beslut fattas av kultur- och fritids-",
            "nämnden i maj.",
            "Kultur- och fritidsnämndens mål ligger fast.",
            "Kultur- och fritidsnämnden fick en redovisning. Socialnämnden deltog.",
            "Nämnden beslutade om medel till kultur- och fritidsnämnden.",
        ]
    )
    assert owner_of(lines) == "Kultur- och fritidsnämnden"
    assert owner_of(lines[:3]) is None

"""Indicator tables and indicators in running text: titles, values, targets, periods, units."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Found, Measure, Source
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.tables import read_indicator_tables

KEYS = Path(__file__).resolve().parents[2] / "data" / "keys"
SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"


def source_of(text: str) -> Source:
    lines = tuple(read_lines(text.split("\n")))
    return Source(lines, default_profile(), hyphenated_words(lines))


def read(text: str) -> Found:
    found = read_indicator_tables(source_of(text))
    assert found is not None
    return found


def key_rows(mark: str) -> list[list[str]]:
    text = (KEYS / "lulea-indicators-2023.txt").read_text(encoding="utf-8")
    rows = [[part.strip() for part in line.split("|")] for line in text.splitlines()]
    return [row[1:] for row in rows if row[0] == mark]


def values_of(measure: Measure) -> list[tuple[str, str, str, str, str]]:
    return [
        (value.period, value.text, "." if value.value is None else str(value.value),
         "t" if value.target else "o", value.column or "")
        for value in measure.values
    ]  # fmt: skip


@pytest.fixture(scope="module")
def interim_report() -> Source:
    files = sorted(SEEDS.glob("001_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return source_of(files[0].read_text(encoding="utf-8"))


def test_the_interim_reports_tables_are_those_read_by_hand(interim_report: Source) -> None:
    found = read_indicator_tables(interim_report)
    assert found is not None
    measures = {min(measure.lines): measure for measure in found.measures}
    rows = key_rows("I")
    assert len(rows) == len(found.measures) == 25
    for kind, at, words, unit, body, values in rows:
        measure = measures[int(at.split("-")[0])]
        first, _, last = words.partition(" … ")
        assert measure.title.endswith(last if kind == "row" else words)
        assert kind == "staff" or measure.title.startswith(first)
        assert measure.unit == (unit or None)
        assert measure.responsible == ([body] if body else [])
        expected = [
            tuple(part.strip() for part in value.split(" : ")) for value in values.split(" ; ")
        ]
        assert sorted(values_of(measure)) == sorted(expected)
        assert measure.about is None


def test_every_line_of_the_interim_reports_indicator_tables_is_marked_as_read(
    interim_report: Source,
) -> None:
    found = read_indicator_tables(interim_report)
    assert found is not None
    read_lines_of = {number for one in found.measures for number in one.lines}
    read_lines_of |= {n for one in found.measures for value in one.values for n in value.lines}
    read_lines_of |= set(found.headings) | set(found.furniture)
    for first, last in ((1229, 1245), (2464, 2472), (2555, 2571), (2640, 2661), (3038, 3049),
                        (3080, 3091), (3127, 3155), (3196, 3215), (3263, 3281)):  # fmt: skip
        for number in range(first, last + 1):
            assert not interim_report.lines[number - 1].text or number in read_lines_of, number
    assert found.unsure == []


def test_columns_in_any_order_with_any_words() -> None:
    found = read(
        "Indikator  Målvärde 2024  Utfall 2022  Prognos 2024\n"
        "Andel nöjda brukare  minst 85 %  81,5 %  84 %\n"
        "Antal besök  120 000  –  118 500\n"
    )
    nöjda, besök = found.measures
    assert [value.target for value in nöjda.values] == [True, False, False]
    assert nöjda.values[0].value == Decimal(85)
    assert nöjda.unit == "%"
    assert [(value.column, value.value) for value in besök.values] == [
        ("Målvärde 2024", Decimal(120000)),
        ("Prognos 2024", Decimal(118500)),
    ]


def test_a_new_measure_and_a_dash_are_no_values() -> None:
    found = read(
        "Mätetal Utfall 2022 Utfall 2023 Mål 2024\n\n"
        "Andel elever som trivs i skolan Nytt mätetal - 90%\n\n"
        "Antal ärenden Nytt mätetal\n2023\n\n- -\n\nSlutord följer här.\n"
    )
    first, second = found.measures
    assert [(value.column, value.text) for value in first.values] == [("Mål 2024", "90%")]
    assert second.title == "Antal ärenden"
    assert second.values == []


def test_a_page_break_inside_a_row_does_not_tear_it() -> None:
    found = read(
        "Nyckeltal Utfall 2023 Mål 2024\n\nAndel behöriga lärare i\n\nRapport 3 (12)\n\n"
        "\fNyckeltal Utfall 2023 Mål 2024\n\ngrundskolan\n\n87% 90%\n"
    )
    (measure,) = found.measures
    assert measure.title == "Andel behöriga lärare i grundskolan"
    assert [value.text for value in measure.values] == ["87%", "90%"]


def test_bars_part_cells_and_keep_empty_ones() -> None:
    found = read(
        "| Mått | Utfall 2022 | Mål 2023 | Trend |\n|---|---|---|---|\n"
        "| Sjukfrånvaro | | högst 5,5 % | ↑ |\n"
    )
    (measure,) = found.measures
    assert [(value.column, value.text) for value in measure.values] == [
        ("Mål 2023", "högst 5,5 %")
    ]  # fmt: skip


def test_prose_with_numbers_is_no_indicator_table() -> None:
    assert read_indicator_tables(source_of(
        "Mätetal följs upp senare.\nUtfall 2022 var 73 % och mål 2023 är 75 %.\n\nMätetal\n\n"
        "Arbetet går enligt plan, 12 av 14 är klara.\n"
    )) is None  # fmt: skip

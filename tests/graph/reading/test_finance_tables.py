"""Finance tables: each number with its row, column, unit and body."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from styrkedja.graph.model import Confidence, DoubtKind
from styrkedja.graph.profiles import default_profile
from styrkedja.graph.reading.draft import Amount, Found, Source
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.tables import (
    read_finance_tables,
    read_indicator_tables,
    read_indicators_in_text,
)

KEYS = Path(__file__).resolve().parents[2] / "data" / "keys"
SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"


def source_of(text: str) -> Source:
    lines = tuple(read_lines(text.split("\n")))
    return Source(lines, default_profile(), hyphenated_words(lines))


def read(text: str) -> Found:
    found = read_finance_tables(source_of(text))
    assert found is not None
    return found


def cells(found: Found) -> dict[tuple[str, str], str]:
    return {(amount.row, amount.column): amount.text for amount in found.amounts}


@dataclass
class Key:
    amounts: set[tuple[str, str, str, str, str, str | None, int, int]] = field(default_factory=set)
    empty: list[tuple[int, int]] = field(default_factory=list)
    doubts: set[int] = field(default_factory=set)


def read_key() -> Key:
    key = Key()
    title = unit = ""
    columns: list[str] = []
    for line in (KEYS / "lulea-amounts-2023.txt").read_text(encoding="utf-8").splitlines():
        mark, *parts = (part.strip() for part in line.split("|"))
        if mark == "T":
            title, unit = parts[1], parts[2]
        elif mark == "C":
            columns = parts
        elif mark == "E":
            first, last = parts[0].split("-")
            key.empty.append((int(first), int(last)))
        elif mark == "S":
            key.doubts.add(int(parts[0]))
        elif mark == "R":
            first, last = parts[0].split("-")
            for column, printed in zip(columns, parts[3].split(";"), strict=True):
                if printed.strip() != ".":
                    key.amounts.add(
                        (title, unit, parts[1], column, printed.strip(), parts[2] or None,
                         int(first), int(last))
                    )  # fmt: skip
    return key


def as_in_the_key(amount: Amount) -> tuple[str, str, str, str, str, str | None, int, int]:
    return (
        amount.table, amount.unit or "", amount.row, amount.column, amount.text, amount.body,
        min(amount.lines), max(amount.lines),
    )  # fmt: skip


@pytest.fixture(scope="module")
def interim_report() -> Found:
    files = sorted(SEEDS.glob("001_*.txt"))
    if not files:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return read(files[0].read_text(encoding="utf-8"))


def test_the_interim_reports_amounts_are_those_read_by_hand(interim_report: Found) -> None:
    key = read_key()
    assert len(key.amounts) == 289
    assert {as_in_the_key(amount) for amount in interim_report.amounts} == key.amounts
    assert len(interim_report.amounts) == 289
    assert {amount.confidence for amount in interim_report.amounts} == {Confidence.HIGH}


def test_the_interim_reports_numbers_are_those_printed(interim_report: Found) -> None:
    values = {amount.text: amount.value for amount in interim_report.amounts}
    assert values["-1 868"] == Decimal(-1868)
    assert values["-1 067,4"] == Decimal("-1067.4")
    assert values["0"] == 0


def test_rows_without_numbers_and_heads_are_marked_as_read(interim_report: Found) -> None:
    for first, last in read_key().empty:
        assert set(range(first, last + 1)) <= set(interim_report.headings)
    assert {940, 941, 952, 992, 1106, 1124} <= set(interim_report.headings)
    assert interim_report.unsure == []


def test_only_the_misprinted_deviations_are_in_doubt(interim_report: Found) -> None:
    assert {one.kind for one in interim_report.suspicions} == {DoubtKind.SUM_DISAGREES}
    assert {line for one in interim_report.suspicions for line in one.lines} == read_key().doubts


TABLE = """Driftsredovisning, tkr
Nämnd  Utfall jan-aug 2024  Budget jan-aug 2024  Avvikelse
Socialnämnd  -12 300  -12 000  -300
Byggnadsnämnd  -1 100  -1 250  150
Kulturnämnd  -2 010  -2 000  -10
Summa  -15 410  -15 250  -160
"""


def test_a_total_that_is_not_the_sum_of_its_rows_is_a_doubt() -> None:
    assert read(TABLE).suspicions == []
    wrong = read(TABLE.replace("-15 410", "-18 410"))
    assert [one.kind for one in wrong.suspicions] == [DoubtKind.SUM_DISAGREES] * 2
    assert "-15 410" in wrong.suspicions[-1].sv
    assert "-15 410" in wrong.suspicions[-1].en


@pytest.mark.parametrize("apart", ["  ", "\t", " "])
def test_cells_apart_by_two_blanks_tabs_or_one_blank_are_the_same(apart: str) -> None:
    found = read(TABLE.replace("  ", apart))
    assert len(found.amounts) == 12
    assert cells(found)["Socialnämnd", "Budget jan-aug 2024"] == "-12 000"
    assert {amount.unit for amount in found.amounts} == {"tkr"}
    assert {amount.table for amount in found.amounts} == {"Driftsredovisning, tkr"}


def test_a_table_of_bars_keeps_its_empty_cells() -> None:
    found = read(
        "Investeringar (mkr)\n\n| Nämnd | Utfall 2023 | Budget 2023 | Prognos 2023 |\n"
        "|---|---:|---:|---:|\n| Socialnämnden | 1,5 | | 3,0 |\n| Tekniska nämnden "
        "| – | 2,0 | 2,5 |\n"
    )
    assert cells(found) == {
        ("Socialnämnden", "Utfall 2023"): "1,5",
        ("Socialnämnden", "Prognos 2023"): "3,0",
        ("Tekniska nämnden", "Budget 2023"): "2,0",
        ("Tekniska nämnden", "Prognos 2023"): "2,5",
    }
    assert {amount.body for amount in found.amounts} == {"Socialnämnden", "Tekniska nämnden"}


def test_blanks_of_thousands_are_told_from_those_of_columns_by_what_adds_up() -> None:
    found = read(
        "Resultat, mkr\nUtfall Budget Avvikelse Prognos Budget 2023 Avvikelse\n"
        "Skatter 1 600 1 592 8 4 790 4 775 15\nAvgifter 534 557 -23 1 653 1 671 -18\n"
        "Bidrag 259 225 34 713 675 38\nKostnader -1 867 -1 753 -114 -5 429 -5 383 -46\n"
    )
    row = [amount.text for amount in found.amounts if amount.row == "Avgifter"]
    assert row == ["534", "557", "-23", "1 653", "1 671", "-18"]


def test_a_page_break_in_a_table_neither_ends_it_nor_tears_a_row() -> None:
    first, second = TABLE.split("Kulturnämnd")
    head = "\n".join(TABLE.splitlines()[:2])
    found = read(f"{first}Teknik- och\n\n12\n\f{head}\nservicenämnd  5  4  1\nKulturnämnd{second}")
    assert cells(found)["Teknik- och servicenämnd", "Avvikelse"] == "1"
    assert len(found.amounts) == 15
    assert {amount.table for amount in found.amounts} == {"Driftsredovisning, tkr"}


def test_prose_about_money_is_no_table() -> None:
    assert read_finance_tables(source_of(
        "Utfallet för perioden är 12 mkr, budget 14 mkr.\nUtfall och budget följs åt.\n"
        "Avvikelse mot budget är 2 mkr 3 4 5\n"
    )) is None  # fmt: skip


@pytest.mark.parametrize("head", ["Utfall Budget", "Utfall Budget Avvikelse Avvikelse"])
def test_a_column_missing_or_doubled_in_the_head_is_told_and_nothing_guessed(head: str) -> None:
    found = read(f"Drift, mkr\nNämnd {head}\nSocialnämnd -5 -4 -1\nByggnämnd 30 20 10\n\nSlut.\n")
    assert found.amounts == []
    assert {3, 4} <= set(found.unsure)


def test_hostile_text_ends_in_bounded_time() -> None:
    head = "Drift, mkr\nNämnd Utfall Budget Avvikelse\n"
    started = perf_counter()
    for text in (
        head + "1 " * 500_000,
        head + "\n".join("1 600 " * 20 for _ in range(5_000)),
        "\n".join(("Mätetal Utfall Mål", "Utfall Budget Avvikelse")[n % 2] for n in range(5_000)),
        head + "\n".join(f"rad {n} (avser - % | \t 3 av" for n in range(5_000)),
    ):
        source = source_of(text)
        for reader in (read_finance_tables, read_indicator_tables, read_indicators_in_text):
            reader(source)
    assert perf_counter() - started < 20


def test_a_head_split_over_lines_and_a_table_without_title_are_read() -> None:
    found = read(
        "Nämnd (mkr)\nBokslut\n2022\nBudget\n2023\nAvvikelse\nKommunstyrelsen 12,5 13,0 -0,2\n"
        "Socialnämnd 120,1 118,0 -3,5\n"
    )
    assert cells(found)["Socialnämnd", "Budget 2023"] == "118,0"
    assert {amount.table for amount in found.amounts} == {"Nämnd (mkr)"}


def test_periods_printed_under_the_words_of_a_head_go_to_their_columns() -> None:
    found = read(
        "Drift per nämnd\n\nBelopp i tkr         Utfall    Budget  Avvikelse\n"
        "                    jan-aug   jan-aug    jan-aug\n"
        "Kommunstyrelsen     -12 345   -12 000       -345\n"
        "Socialnämnden                 -99 000     99 000\n"
    )
    assert cells(found)["Socialnämnden", "Avvikelse jan-aug"] == "99 000"
    assert ("Socialnämnden", "Utfall jan-aug") not in cells(found)
    assert {amount.unit for amount in found.amounts} == {"tkr"}

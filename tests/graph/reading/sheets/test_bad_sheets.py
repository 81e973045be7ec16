"""Workbooks as people send them: what is doubted, what is refused, and where it says so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from styrkedja.errors import ReadingError, UnknownLayoutError
from styrkedja.graph.model import (
    Body,
    BodyKind,
    DoubtKind,
    ElementKind,
    Model,
    Municipality,
    Register,
    Relation,
    Status,
)
from styrkedja.graph.pipeline import Given, read_file
from styrkedja.graph.profiles import read_profile

TITLE = ["Uppföljning av uppdrag 2024, Lunds kommun"]
HEAD = ["Id", "Uppdrag", "Ansvarig nämnd", "Slutdatum", "Status"]
FIRST = ["a", "Bygg ett bibliotek", "Kulturnämnden", date(2025, 6, 30), "Pågående"]
SECOND = ["b", "Rusta torget", "Tekniska nämnden", date(2025, 12, 31), "Avslutad"]


def book_of(*rows: Sequence[object], name: str = "Uppdrag") -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return book


def read(book: Workbook, folder: Path, register: Register | None = None) -> Model:
    path = folder / "bok.xlsx"
    book.save(path)
    return read_file(path, known=lambda slug: register)[2]


def told(book: Workbook, folder: Path) -> list[str]:
    path = folder / "bok.xlsx"
    book.save(path)
    return [en for _, en in read_file(path)[1].not_understood]


def doubts_of(model: Model) -> list[tuple[DoubtKind, str]]:
    return [(doubt.kind, doubt.sv) for doubt in model.doubts]


def test_a_head_without_a_title_column_is_refused_with_its_row(tmp_path: Path) -> None:
    book = book_of(TITLE, ["Nr", "Ansvarig nämnd", "Slutdatum", "Status"], ["1", "x", "y", "z"])
    with pytest.raises(UnknownLayoutError, match=r"Uppdrag!A2:D2: .*“Nr”.*call one Aktivitet or"):
        read(book, tmp_path)


def test_a_head_without_rows_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(UnknownLayoutError, match=r"Uppdrag!A2:E2: .*no rows"):
        read(book_of(TITLE, list(HEAD)), tmp_path)


def test_an_id_in_two_rows_is_refused_with_both(tmp_path: Path) -> None:
    book = book_of(TITLE, list(HEAD), list(FIRST), ["a", *SECOND[1:]])
    with pytest.raises(ReadingError, match=r"Uppdrag!A4:E4: “a” .*“Id”.*Uppdrag!A3:E3"):
        read(book, tmp_path)


def test_an_unknown_status_is_a_doubt_and_no_status(tmp_path: Path) -> None:
    model = read(book_of(TITLE, list(HEAD), [*FIRST[:4], "Nästan"], list(SECOND)), tmp_path)
    assert [one.status for one in model.assessments] == [None, Status.COMPLETED]
    kinds = dict(doubts_of(model))
    assert "”Nästan”" in kinds[DoubtKind.UNKNOWN_STATUS]


def test_a_board_that_the_register_has_not_is_a_doubt_with_the_one_meant(tmp_path: Path) -> None:
    names = {"Kulturnämnden": "kulturnamnden", "Tekniska nämnden": "tekniska-namnden"}
    bodies = tuple(Body(name, BodyKind.BOARD, f"board/{key}") for name, key in names.items())
    lund = Register(Municipality("Lund", "1281", "lund"), bodies)
    book = book_of(TITLE, list(HEAD), ["a", "Bygg", "Kulturnämden", None, None], list(SECOND))
    model = read(book, tmp_path, lund)
    found = [sv for kind, sv in doubts_of(model) if kind is DoubtKind.UNKNOWN_BODY]
    meant = "”Kulturnämden” finns inte i kommunens register över organ; menas ”Kulturnämnden”?"
    assert meant in found
    assert not any("Tekniska" in sv for sv in found)


def test_dates_as_text_are_read_and_what_is_none_is_a_doubt(tmp_path: Path) -> None:
    wordings = ["2025-03-31", "31/3 2025", "mars 2025", "kvartal 1 2025", "2025-02-31", "löpande"]
    rows = [
        [f"r{n}", f"Gör sak {n}", "Kulturnämnden", text, None] for n, text in enumerate(wordings)
    ]
    model = read(book_of(TITLE, list(HEAD), *rows), tmp_path)
    assert [e.deadline for e in model.elements] == [date(2025, 3, 31)] * 4 + [None, None]
    assert [e.deadline_text for e in model.elements] == wordings
    kinds = [kind for kind, _ in doubts_of(model)]
    assert kinds.count(DoubtKind.IMPOSSIBLE_DATE) == 1


def test_merged_cells_give_their_value_to_each_row(tmp_path: Path) -> None:
    book = book_of(TITLE, list(HEAD), list(FIRST), ["b", "Rusta torget", None, None, "Klar"])
    book["Uppdrag"].merge_cells("C3:C4")
    model = read(book, tmp_path)
    assert [e.responsible for e in model.elements] == [("board/kulturnamnden",)] * 2
    assert told(book, tmp_path) == ["Uppdrag!C3:C4: merged cells; the value was taken for each row"]


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    book = book_of(TITLE, list(HEAD), list(FIRST), list(SECOND))
    book["Uppdrag"].row_dimensions[4].hidden = True
    assert len(read(book, tmp_path).elements) == 2
    assert told(book, tmp_path) == [
        "Uppdrag: rows that are hidden or filtered away were read all the same: 4"
    ]


@pytest.mark.parametrize("text", ["Vi fyller i detta senare", None], ids=["other words", "emptied"])
def test_a_sheet_that_explains_may_say_anything_or_nothing(
    tmp_path: Path, text: str | None
) -> None:
    book = book_of(TITLE, list(HEAD), list(FIRST))
    book.create_sheet("Läs mig", 0).append([text, "Uppdrag", "Status"])
    model = read(book, tmp_path)
    assert [e.title for e in model.elements] == ["Bygg ett bibliotek"]
    assert model.document.title == "Uppföljning av uppdrag 2024, Lunds kommun"


def test_a_row_without_a_title_is_left_out_and_told(tmp_path: Path) -> None:
    model = read(book_of(TITLE, list(HEAD), list(FIRST), [None, None, *SECOND[2:]]), tmp_path)
    assert len(model.elements) == 1
    assert any(sv.startswith("Uppdrag!A4:E4: raden har ingen text") for _, sv in doubts_of(model))


def test_a_reference_to_nothing_is_a_doubt_and_one_by_title_number_or_id_a_link(
    tmp_path: Path,
) -> None:
    goals: list[list[object]] = [
        ["Id", "Slag", "Nr", "Mål"],
        ["m1", "Övergripande mål", "7", "Läs"],
    ]
    head = ["Uppdrag", "Bidrar till", "Status"]
    rows = [[f"Gör {n}", to, "Klar"] for n, to in enumerate(["m1", "7", "Läs", "m1; Skriv"])]
    book = book_of(TITLE, *goals, name="Mål")
    sheet = book.create_sheet("Uppdrag")
    for row in (head, *rows):
        sheet.append(row)
    model = read(book, tmp_path)
    goal = next(e for e in model.elements if e.kind is ElementKind.OVERARCHING_GOAL)
    for element in model.elements[1:]:
        assert [(one.relation, one.key) for one in element.links] == [
            (Relation.CONTRIBUTES_TO, goal.key)
        ]
    assert [sv for _, sv in doubts_of(model) if "”Skriv”" in sv]


def test_an_unknown_kind_and_forecast_are_doubts(tmp_path: Path) -> None:
    head, row = ["Mål", "Slag", "Prognos"], ["Fler läser", "Önskan", "Kanske"]
    model = read(book_of(TITLE, head, row), tmp_path)
    assert [e.kind for e in model.elements] == [ElementKind.BOARD_GOAL]
    told = " ".join(sv for _, sv in doubts_of(model))
    assert "”Önskan”" in told and "”Kanske”" in told


def test_values_of_an_indicator_may_stand_apart_but_its_id_is_its_own(tmp_path: Path) -> None:
    head = ["Id", "Mätetal", "Period", "Utfall eller mål", "Värde", "Enhet"]
    first, second = ["m1", "Lån", "2023", "Utfall", 12.5, "st"], ["m2", "Besök", "2023", "", 7, ""]
    third = ["m1", "Lån", "2024", "Målvärde", "1 600", "st"]
    model = read(book_of(TITLE, head, first, second, third), tmp_path)
    assert [(one.title, one.unit) for one in model.indicators] == [("Lån", "st"), ("Besök", None)]
    values = [(one.period, one.target, str(one.value)) for one in model.observations]
    assert values == [("2023", False, "12.5"), ("2024", True, "1600"), ("2023", False, "7")]
    third[1] = "Utlån"
    with pytest.raises(ReadingError, match=r"Uppdrag!A5:F5: “m1” .*“Lån”"):
        read(book_of(TITLE, head, first, second, third), tmp_path)


def test_amounts_are_numbers_and_what_is_none_is_a_doubt(tmp_path: Path) -> None:
    head = ["Tabell", "Rad", "Kolumn", "Belopp", "Enhet", "Nämnd"]
    rows: list[Sequence[object]] = [
        ["Drift", "Kultur", "Budget 2024", -12.5, "mkr", "Kulturnämnden"],
        ["Drift", "Kultur", "Utfall 2024", "okänt", "mkr", "Kulturnämnden"],
    ]
    model = read(book_of(TITLE, head, *rows, name="Ekonomi"), tmp_path)
    assert [(str(one.value), one.body) for one in model.amounts] == [
        ("-12.5", "board/kulturnamnden")
    ]
    assert any("Ekonomi!A4:F4: ”okänt”" in sv for _, sv in doubts_of(model))


def test_a_profile_names_columns_of_its_own(tmp_path: Path) -> None:
    words = tmp_path / "ord.toml"
    words.write_text('[sheets.columns]\nassignment = ["Beställning"]\nresponsible = ["Utförare"]\n')
    book = book_of(TITLE, ["Beställning", "Utförare"], ["Bygg ett bibliotek", "Kulturnämnden"])
    path = tmp_path / "bok.xlsx"
    book.save(path)
    _, rendition, model = read_file(path, Given(profile=read_profile(words)))
    assert [e.responsible for e in model.elements] == [("board/kulturnamnden",)]
    assert rendition.not_understood == ()


def test_a_profile_cannot_name_a_column_that_no_sheet_has(tmp_path: Path) -> None:
    words = tmp_path / "ord.toml"
    words.write_text('[sheets.columns]\nfarg = ["Färg"]\n')
    with pytest.raises(ReadingError, match="farg"):
        read_profile(words)


def test_a_workbook_as_libreoffice_saves_it_says_the_same(tmp_path: Path) -> None:
    """It writes styles to the last row and column, and rows of cells that hold nothing."""
    book = book_of(TITLE, list(HEAD), list(FIRST), list(SECOND))
    sheet = book["Uppdrag"]
    for row in (*range(5, 40), 1_048_576):
        sheet.cell(row, 1).number_format = "@"
        sheet.row_dimensions[row].height = 12.8
    for column in ("A", "E", "XFD"):
        sheet.column_dimensions[column].width = 11.5
    sheet.cell(2, 1_024).number_format = "@"
    file = io.BytesIO()
    book.save(file)
    model = read(openpyxl.load_workbook(file), tmp_path)
    assert [e.title for e in model.elements] == ["Bygg ett bibliotek", "Rusta torget"]
    assert [e.deadline for e in model.elements] == [date(2025, 6, 30), date(2025, 12, 31)]

"""The empty workbook: what can be chosen in it, and that all its words are read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from styrkedja.errors import FormatError, ReadingError
from styrkedja.graph.formats.sheet_columns import columns_of
from styrkedja.graph.model import Status
from styrkedja.graph.pipeline import read_file
from styrkedja.graph.profiles import default_profile, fold
from styrkedja.graph.reading.sheets.cells import forecast_of, is_target, kind_of, status_of
from styrkedja.graph.workbook import (
    Contents,
    contents_csv,
    contents_workbook,
    template_workbook,
)
from styrkedja.graph.workbook.contents import Cell
from styrkedja.graph.workbook.shape import (
    ELEMENTS,
    FORECASTS,
    KINDS,
    LABELS,
    LISTS,
    README,
    SHEETS,
    STATUSES,
    VALUE_KINDS,
)
from tests.graph.workbook.test_round_trip import letters_of

BODIES = ("Kulturnämnden", "Tekniska nämnden")
WORDS = default_profile().sheets


@pytest.mark.parametrize("lang", [0, 1], ids=["sv", "en"])
def test_every_heading_and_word_of_a_list_is_read_as_what_it_is(lang: int) -> None:
    for shape in (*SHEETS, ELEMENTS):
        heads = [column.heading[lang] for column in shape.columns]
        assert columns_of(heads, WORDS) == [column.name for column in shape.columns]
    for kind, named in KINDS.items():
        assert kind_of(named[lang], WORDS) is kind
    for status, named in STATUSES.items():
        assert status_of(named[lang], default_profile()) is status
    for forecast, named in FORECASTS.items():
        assert forecast_of(named[lang], WORDS) is forecast
    assert [is_target(named[lang], WORDS) for named in VALUE_KINDS.values()] == [False, True]
    for name, label in LABELS.items():
        assert fold(label[lang]) in map(fold, WORDS.document[name])
    for sheet in (README, LISTS):
        assert fold(sheet[lang]) in map(fold, WORDS.explaining)
    assert set(STATUSES) == set(Status)


def test_statuses_and_bodies_are_chosen_from_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook("Björkvalla", BODIES)))
    assert book.sheetnames[:2] == ["Läs mig", "Dokument"]
    sheet = book["Uppdrag"]
    heads = {letter: name for name, letter in letters_of(sheet).items()}
    chosen = {}
    for validation in sheet.data_validations.dataValidation:
        letters = str(validation.sqref).split("2:")[0]
        tab, _, cells = str(validation.formula1).rpartition("!")
        rows = book[tab.strip("'")][cells.replace("$", "")]
        chosen[heads[letters]] = [row[0].value for row in rows]
    assert chosen["Ansvarig nämnd"] == list(BODIES)
    assert chosen["Status"] == [sv for sv, _ in STATUSES.values()]
    assert book["Dokument"]["B1"].value == "Björkvalla"


def test_without_a_register_nothing_is_offered_as_a_body() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(lang="en")))
    sheet = book["Assignments"]
    heads = letters_of(sheet)
    offered = {str(one.sqref)[0] for one in sheet.data_validations.dataValidation}
    assert heads["Responsible body"] not in offered
    assert heads["Status"] in offered


def test_an_empty_template_is_refused_with_the_cell_to_fill(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    path.write_bytes(template_workbook("Björkvalla", BODIES))
    with pytest.raises(ReadingError, match=r"Dokument!A2:A2: no title.*“Titel”"):
        read_file(path)


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook("Björkvalla", BODIES)))
    book["Dokument"]["B2"] = "Uppdrag till nämnderna"
    book["Dokument"]["B3"] = 2025
    book["Mål"]["D2"], book["Mål"]["B2"] = "Fler läser", "Övergripande mål"
    heads = letters_of(book["Uppdrag"])
    for name, value in {
        "Uppdrag": "Bygg ett bibliotek",
        "Bidrar till": "Fler läser",
        "Ansvarig nämnd": "Kulturnämnden",
        "Status": "Pågående",
    }.items():
        book["Uppdrag"][f"{heads[name]}2"] = value
    path = tmp_path / "ifylld.xlsx"
    book.save(path)
    _, rendition, model = read_file(path)
    assert model.document.key == "uppdrag-till-namnderna-2025"
    assert model.register.municipality.name == "Björkvalla"
    goal, assignment = model.elements
    assert assignment.links[0].key == goal.key
    assert assignment.responsible == ("board/kulturnamnden",)
    assert rendition.not_understood == ()
    assert model.coverage.unread == 0


@pytest.mark.parametrize("write", [contents_workbook, contents_csv], ids=["xlsx", "csv"])
def test_a_title_that_is_a_columns_name_stays_a_title(
    tmp_path: Path, write: Callable[[Contents], bytes]
) -> None:
    about: dict[str, Cell] = {"municipality": "Lund", "title": "Uppdrag", "period": "2025"}
    rows: list[dict[str, Cell]] = [{"assignment": "Bygg ett bibliotek"}]
    path = tmp_path / ("a.xlsx" if write is contents_workbook else "a.csv")
    path.write_bytes(write(Contents(about, {"assignments": rows})))
    _, _, model = read_file(path)
    assert model.document.title == "Uppdrag"
    assert [element.title for element in model.elements] == ["Bygg ett bibliotek"]


def test_a_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    row: dict[str, Cell] = {"id": "u1", "assignment": "Bygg", "comment": "x" * 40_000}
    with pytest.raises(FormatError, match=r"Kommentar of “u1”.*32,767"):
        contents_workbook(Contents({}, {"assignments": [row]}))

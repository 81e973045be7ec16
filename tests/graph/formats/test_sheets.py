"""Workbooks and CSV files: columns by name, cells of each line, what was not understood."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyoxigraph as ox
import pytest
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from styrkedja.errors import BrokenFileError
from styrkedja.graph import build_graph
from styrkedja.graph.formats import read_rendition
from styrkedja.graph.model import Place, Status
from styrkedja.graph.pipeline import read_file

SK = "https://w3id.org/styrkedja/ns#"
TITLE = "Uppföljning av uppdrag 2024, Lunds kommun"
HEAD = ["Nr", "Uppdrag", "Ansvarig nämnd", "Klart senast", "Läge", "Färg", "Kommentar"]
BOTH = "Tekniska nämnden, Kulturnämnden"
ROWS = [
    ["1", "Bygg ett bibliotek", "Kulturnämnden", date(2025, 6, 30), "Pågående", "gul", "Påbörjat."],
    ["2", "Rusta torget", BOTH, date(2024, 12, 31), "Klar", "grön", "Klart i maj."],
]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_each_row_is_an_assignment_with_its_cells(tmp_path: Path) -> None:
    content = workbook(("Uppdrag", [[TITLE], [], list(HEAD), *ROWS]))
    path = saved(tmp_path, "a.xlsx", content)
    _, rendition, model = read_file(path)
    assert [e.title for e in model.elements] == ["Bygg ett bibliotek", "Rusta torget"]
    assert [e.number for e in model.elements] == ["1", "2"]
    assert [e.deadline for e in model.elements] == [date(2025, 6, 30), date(2024, 12, 31)]
    assert [len(e.responsible) for e in model.elements] == [1, 2]
    assert [a.status for a in model.assessments] == [Status.ONGOING, Status.COMPLETED]
    assert [a.comment for a in model.assessments] == ["Påbörjat.", "Klart i maj."]
    assert rendition.not_understood == (
        (
            "Uppdrag!F: kolumnen ”Färg” är inte känd och lästes inte (gul, grön)",
            "Uppdrag!F: the column “Färg” is not known and was not read (gul, grön)",
        ),
    )
    quads = build_graph(model, original=content)
    cells = {str(q.object).strip('"') for q in quads if q.predicate == ox.NamedNode(SK + "cell")}
    assert {"Uppdrag!A4:G4", "Uppdrag!A5:G5"} <= cells


def test_english_names_and_statuses_give_the_same_facts(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [TITLE],
        ["Status", "Assignment", "Responsible board", "Due date"],
        ["In progress", "Bygg ett bibliotek", "Kulturnämnden", "2025-06-30"],
        ["done", "Rusta torget", "Tekniska nämnden", "2024-12-31"],
    ]
    _, _, model = read_file(saved(tmp_path, "a.xlsx", workbook(("Data", rows))))
    assert [e.title for e in model.elements] == ["Bygg ett bibliotek", "Rusta torget"]
    assert [a.status for a in model.assessments] == [Status.ONGOING, Status.COMPLETED]


def test_a_csv_file_says_what_the_workbook_says(tmp_path: Path) -> None:
    lines = [";".join(HEAD), *(";".join(map(str, row)) for row in ROWS)]
    for encoding in ("utf-8-sig", "windows-1252"):
        content = "\r\n".join([TITLE, *lines]).encode(encoding)
        _, rendition, model = read_file(saved(tmp_path, "a.csv", content))
        assert [e.title for e in model.elements] == ["Bygg ett bibliotek", "Rusta torget"]
        assert [en for _, en in rendition.not_understood] == [
            "csv!F: the column “Färg” is not known and was not read (gul, grön)"
        ]
        assert Place(4, cell="csv!A3:G3") in rendition.places


def test_a_goal_column_and_activities_become_a_chain(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [TITLE],
        ["Nämndmål", "Aktivitet", "Nämnd", "Slutdatum", "Status"],
        ["Fler läser", "Öppna ett bibliotek", "Kulturnämnden", "2024-12-31", "Pågående"],
        [None, "Köp en bokbuss", "Kulturnämnden", "2024-12-31", "Ej påbörjad"],
    ]
    _, _, model = read_file(saved(tmp_path, "a.xlsx", workbook(("Mål", rows))))
    goal = next(e for e in model.elements if e.title == "Fler läser")
    activities = [e for e in model.elements if e is not goal]
    assert [e.title for e in activities] == ["Öppna ett bibliotek", "Köp en bokbuss"]
    assert all(goal.key in {link.key for link in e.links} for e in activities)


def test_formulas_are_never_worked_out_and_those_without_a_value_are_told() -> None:
    rows: list[list[object]] = [[TITLE], ["Uppdrag", "Status"], ['=HYPERLINK("http://x")', "Klar"]]
    rendition = read_rendition(workbook(("Blad", rows)), path=Path("a.xlsx"))
    assert [en for _, en in rendition.not_understood] == [
        "Blad!A3: a formula without a saved value"
    ]
    assert "HYPERLINK" not in rendition.text


def test_hidden_sheets_are_left_out_and_told() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(("Öppet", [[TITLE], ["x"]]), ("Dolt", [["y"]])))
    )
    book["Dolt"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    rendition = read_rendition(file.getvalue(), path=Path("a.xlsx"))
    assert "y" not in rendition.lines
    assert rendition.not_understood == (("Dolt: dolt blad, lästes inte", "Dolt: a hidden sheet"),)


def test_a_bar_in_a_cell_parts_no_cells() -> None:
    rows: list[list[object]] = [["Uppdrag", "Status"], ["A | B", "Klar"]]
    rendition = read_rendition(workbook(("Blad", rows)), path=Path("a.xlsx"))
    assert "| A ¦ B | Klar |" in rendition.lines


def test_a_share_in_percent_is_read_as_excel_shows_it() -> None:
    head: list[object] = ["Mätetal", "Period", "Enhet", "Värde"]
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(("Mätetal", [head, ["Nöjda", 2024, "%", 0.853], ["Vikt", 2024, "kg", 2.5]]))
        )
    )
    book["Mätetal"]["D2"].number_format = "0.0%"
    book["Mätetal"]["D3"].number_format = '0.0" %"'  # only printed behind it
    file = io.BytesIO()
    book.save(file)
    text = read_rendition(file.getvalue(), path=Path("a.xlsx")).text
    assert "| Nöjda | 2024 | % | 85,3 % |" in text
    assert "| Vikt | 2024 | kg | 2,5 |" in text


def test_a_table_with_formatted_empty_rows_and_columns_is_read_as_without(tmp_path: Path) -> None:
    content = workbook(("Uppdrag", [[TITLE], [], list(HEAD), *ROWS]))
    plain = read_file(saved(tmp_path, "a.xlsx", content))[1].text
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Uppdrag"]
    sheet.add_table(Table(displayName="Uppdrag_2024", ref="A3:G5"))
    sheet["Z900"].number_format = "0%"
    sheet["H4"] = " "
    file = io.BytesIO()
    book.save(file)
    assert read_file(saved(tmp_path, "a.xlsx", file.getvalue()))[1].text == plain


def test_csv_as_swedish_excel_writes_it_says_what_utf_8_says(tmp_path: Path) -> None:
    text = (
        "Mätetal;Enhet;Period;Värde;;\r\n"
        "Nöjda;%;2024;85,3%;;\r\n"
        "Träd;st;2024;1\xa0234,5;;\r\n"
        ";;;;;\r\n"
    )
    found = [
        read_file(saved(tmp_path, "Mätetal_2024,_Lunds_kommun.csv", text.encode(encoding)))
        for encoding in ("windows-1252", "utf-8-sig", "utf-16")
    ]
    assert [one[1].encoding for one in found] == ["csv"] * 3
    assert found[0][1].text == found[1][1].text == found[2][1].text
    assert [str(o.value) for o in found[0][2].observations] == ["85.3", "1234.5"]


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "styles.xml"])
def test_a_workbook_with_a_cut_part_is_refused_by_name_and_place(part: str) -> None:
    rows: list[list[object]] = [[TITLE], [], list(HEAD), *ROWS * 40]
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for row in rows:
        book.active.append(row)
    file, cut = io.BytesIO(), io.BytesIO()
    book.save(file)
    with ZipFile(file) as old, ZipFile(cut, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) * 2 // 3] if name.endswith(part) else content)
    with pytest.raises(
        BrokenFileError, match=r"a\.xlsx: the workbook is damaged .*Excel"
    ) as caught:
        read_rendition(cut.getvalue(), path=Path("a.xlsx"))
    if part == "sheet1.xml":
        below = int(str(caught.value).partition("below Sheet!A")[2].partition(")")[0])
        assert 40 < below < 80

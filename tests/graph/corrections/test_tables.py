"""Reviews go out as workbook and CSV, and come back from spreadsheet programs, or are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from styrkedja.errors import ReadingError
from styrkedja.graph.archive import Archive
from styrkedja.graph.corrections import (
    EditedTable,
    body_rows,
    edited_register,
    propose,
    read_tables,
    review_rows,
    reviewed,
)
from styrkedja.graph.corrections.tables import FORMULA
from styrkedja.graph.corrections.workbook import (
    BODY_COLUMNS,
    FACT_COLUMNS,
    review_csv,
    review_workbook,
)

DOCUMENT = "bjorkvalla/sarskilda-uppdrag-2024"


@pytest.fixture(scope="module")
def book(example_archive: Archive) -> bytes:
    """The review of one document as a workbook."""
    rows = review_rows(reviewed(example_archive, example_archive.document(DOCUMENT)))
    edited = edited_register(example_archive, "bjorkvalla")
    assert edited is not None and len(rows) == 13
    return review_workbook(rows, body_rows(edited))


def cell_of(sheet: Worksheet, heading: str, row: int) -> tuple[int, int]:
    headings = [cell.value for cell in sheet[1]]
    return row, headings.index(heading) + 1


def edited(book: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook with its sheet of facts changed."""
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    change(loaded["Tveksamheter"])
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def tables_of(content: bytes, folder: Path, name: str = "svar.xlsx") -> tuple[EditedTable, ...]:
    (folder / name).write_bytes(content)
    return read_tables(folder / name)


def test_a_workbook_comes_back_as_it_went_out(
    example_archive: Archive, book: bytes, tmp_path: Path
) -> None:
    tables = tables_of(book, tmp_path)
    assert [(table.kind, len(table.rows)) for table in tables] == [("facts", 13), ("bodies", 15)]
    proposal = propose(example_archive, tables, by="Kansliet")
    assert (proposal.corrections, proposal.edits, proposal.faults, proposal.doubts) == (
        [], [], [], [],
    )  # fmt: skip


def test_csv_comes_back_as_it_went_out(example_archive: Archive, tmp_path: Path) -> None:
    rows = review_rows(reviewed(example_archive, example_archive.document(DOCUMENT)), every=True)
    register = edited_register(example_archive, "bjorkvalla")
    assert register is not None
    (facts,) = tables_of(review_csv(FACT_COLUMNS, rows), tmp_path, "f.csv")
    (bodies,) = tables_of(review_csv(BODY_COLUMNS, body_rows(register), "en"), tmp_path, "b.csv")
    assert (facts.kind, bodies.kind) == ("facts", "bodies")
    proposal = propose(example_archive, (facts, bodies), by="Kansliet")
    assert (proposal.corrections, proposal.edits, proposal.faults, proposal.doubts) == (
        [], [], [], [],
    )  # fmt: skip


def test_no_text_of_a_document_becomes_a_formula(tmp_path: Path) -> None:
    rows = [{"id": "x", "read": "=1+1", "decision": "", "value": "-5", "about": "@SUM(1)"}]
    book = openpyxl.load_workbook(io.BytesIO(review_workbook(rows, [])))
    sheet = book["Tveksamheter"]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    csv = review_csv(FACT_COLUMNS, rows)
    assert not [cell for cell in csv.decode().split("\n")[1].split(";") if cell[:1] in tuple("=@-")]
    for content, name in ((review_workbook(rows, []), "a.xlsx"), (csv, "a.csv")):
        (table,) = [one for one in tables_of(content, tmp_path, name) if one.kind == "facts"]
        assert table.rows[0].get("read") == "=1+1" and table.rows[0].get("value") == "-5"


def test_dates_that_a_program_made_of_texts_are_days_and_deleted_rows_are_nothing(
    example_archive: Archive, book: bytes, tmp_path: Path
) -> None:
    def change(sheet: Worksheet) -> None:
        dates = [
            number
            for number in range(2, sheet.max_row + 1)
            if sheet.cell(*cell_of(sheet, "Uppgift", number)).value == "slutdatum"
        ]
        sheet.cell(*cell_of(sheet, "Som läst", dates[0])).value = datetime.fromisoformat(
            str(sheet.cell(*cell_of(sheet, "Som läst", dates[0])).value)
        )
        sheet.cell(*cell_of(sheet, "Rätt värde", dates[0])).value = datetime(2025, 3, 31)
        sheet.delete_rows(dates[1], 4)

    tables = tables_of(edited(book, change), tmp_path)
    assert len(tables[0].rows) == 9
    proposal = propose(example_archive, tables, by="Kansliet")
    assert proposal.faults == []
    (one,) = proposal.corrections
    assert [said.words for said in one.corrected] == ["2025-03-31"]


def test_columns_may_be_moved_left_out_and_added(book: bytes, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.delete_cols(cell_of(sheet, "Textställe", 1)[1])
        sheet.insert_cols(1)
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "Att gå igenom"

    (facts, _) = tables_of(edited(book, change), tmp_path)
    assert len(facts.rows) == 13 and facts.rows[0].number == 4
    assert facts.rows[0].get("id") and not facts.rows[0].get("passage")


def test_a_formula_is_told_apart_from_a_text(book: bytes, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.cell(*cell_of(sheet, "Rätt värde", 2)).value = '=HYPERLINK("http://example.org")'

    (facts, _) = tables_of(edited(book, change), tmp_path)
    assert facts.rows[0].get("value") == FORMULA


def open_document(book: bytes) -> bytes:
    """Return what a spreadsheet of LibreOffice's own kind begins with."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as write:
        write.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        write.writestr("content.xml", "<a/>")
    return out.getvalue()


def without_its_rows(book: bytes) -> bytes:
    """Return the workbook with a sheet that is cut."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            part = read.read(name)
            write.writestr(name, part[:200] if re.search(r"sheet2\.xml$", name) else part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("tom.xlsx", lambda book: b"", "empty"),
        ("svar.pdf", lambda book: b"%PDF-1.7\n1 0 obj\n", "neither a workbook"),
        ("brev.csv", lambda book: "Hej!\nHälsningar\n".encode(), "no table with the columns Id"),
        ("kapad.xlsx", lambda book: book[: len(book) // 2], "damaged"),
        ("trasig.xlsx", without_its_rows, "damaged"),
        ("svar.ods", open_document, "save it as .xlsx"),
        ("svar.xls", lambda book: b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx"),
        ("bild.csv", lambda book: bytes(range(256)) * 40, ""),
    ],
)
def test_a_file_of_another_kind_or_damaged_is_refused_by_name(
    book: bytes, tmp_path: Path, name: str, make: Callable[[bytes], bytes], why: str
) -> None:
    with pytest.raises(ReadingError) as caught:
        tables_of(make(book), tmp_path, name)
    assert name in str(caught.value) and why in str(caught.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"finns-inte\.xlsx: cannot be read"):
        read_tables(tmp_path / "finns-inte.xlsx")


def test_the_workbook_offers_what_can_be_chosen(book: bytes) -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    assert loaded.sheetnames == ["Läs mig", "Tveksamheter", "Organ", "Val"]
    sheet = loaded["Tveksamheter"]
    rules = sheet.data_validations.dataValidation
    decisions = next(rule for rule in rules if rule.errorStyle == "stop")
    assert "F2" in str(decisions.sqref) and decisions.formula1 == "'Val'!$A$2:$A$4"
    assert [loaded["Val"].cell(row, 1).value for row in (2, 3, 4)] == ["rätta", "godta", "avfärda"]
    assert "Kommunstyrelsen" in {cell.value for cell in loaded["Val"]["E"]}

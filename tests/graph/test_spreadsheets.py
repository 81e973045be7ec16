from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from styrkedja.graph.analysis import Column, Sheet
from styrkedja.graph.analysis.workbook import workbook_bytes
from styrkedja.graph.spreadsheets import harmless, harmless_csv, sheet_csv

FORMULAS = [
    "=1+1",
    "+46 8",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "＝1",
    '=HYPERLINK("http://example.org";"x")',
    "=cmd|' /C calc'!A0",
]


def sheet(*cells: str | int | float | date | None) -> Sheet:
    columns = tuple(Column(f"c{n}", "text", "a", "a", "a", "a") for n in range(len(cells)))
    return Sheet("t", "t", "t", columns, (cells,))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_no_formula_in_any_table(text: str) -> None:
    for written in (sheet_csv(sheet(text)), harmless_csv([["c0"], [text]])):
        row = list(csv.reader(io.StringIO(written, newline="")))[1]
        assert row == [f"'{text}"]
    book = load_workbook(io.BytesIO(workbook_bytes((sheet(text),), "=1+1")))
    for tab in book.worksheets:
        assert "f" not in {cell.data_type for row in tab.iter_rows() for cell in row}


@pytest.mark.parametrize("text", ["", "Plan 2024–2026", "1 = 1", "a-b", "§ 5", "'quoted'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    written = sheet_csv(sheet(-5, -0.25, date(2024, 1, 2), None))
    assert written.splitlines()[1] == "-5,-0.25,2024-01-02,"

"""`styrkedja template` and `styrkedja export --format xlsx`, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from styrkedja.cli.main import app
from styrkedja.graph.archive import Archive

RUNNER = CliRunner()


def test_a_document_goes_out_is_edited_and_comes_in_again(
    tmp_path: Path, example_files: list[Path]
) -> None:
    store, out, report = tmp_path / "store", tmp_path / "ut.xlsx", tmp_path / "rapport.txt"
    lines = example_files[-1].read_text(encoding="utf-8").split("\n")[:150]
    report.write_text("\n".join(lines), encoding="utf-8")
    RUNNER.invoke(app, ["ingest", str(report), "--store", str(store)])
    ran = RUNNER.invoke(app, ["export", "-f", "xlsx", "--store", str(store), "-o", str(out)])
    assert ran.exit_code == 0, ran.output
    book = openpyxl.load_workbook(out)
    heads = [str(cell.value) for cell in book["Uppdrag"][1]]
    book["Uppdrag"].cell(2, heads.index("Status") + 1).value = "Nästan"
    book.save(out)
    ran = RUNNER.invoke(app, ["ingest", str(out), "--store", str(store)])
    assert ran.exit_code == 3
    assert "ersätter den tidigare versionen" in ran.output
    width = openpyxl.utils.get_column_letter(len(heads))
    assert f"Uppdrag!A2:{width}2: " in ran.output
    assert "”Nästan” är inte känd" in ran.output


def test_all_documents_go_to_a_folder_and_one_of_several_must_be_named(
    tmp_path: Path, example_archive: Archive
) -> None:
    store = ["--store", str(example_archive.path)]
    ran = RUNNER.invoke(app, ["export", "-f", "xlsx", *store])
    assert ran.exit_code == 2
    assert "sarskilda-uppdrag-2023" in ran.output
    folder = tmp_path / "ut"
    ran = RUNNER.invoke(app, ["export", "-f", "csv", *store, "-o", str(folder)])
    assert ran.exit_code == 0
    assert "values and amounts are left out" in ran.output
    assert sorted(path.name for path in folder.iterdir()) == [
        "bjorkvalla-sarskilda-uppdrag-2023.csv",
        "bjorkvalla-sarskilda-uppdrag-2024.csv",
    ]


def test_a_template_offers_the_bodies_of_the_register(
    tmp_path: Path, example_archive: Archive
) -> None:
    out = tmp_path / "mall.xlsx"
    ran = RUNNER.invoke(app, ["template", "-o", str(out), "--store", str(example_archive.path)])
    assert ran.exit_code == 0, ran.output
    book = openpyxl.load_workbook(out)
    assert book["Dokument"]["B1"].value == "Björkvalla"
    listed = {cell.value for row in book["Listor"].iter_rows() for cell in row}
    assert "Servicenämnden" in listed


def test_a_template_is_written_without_an_archive_too(tmp_path: Path) -> None:
    out = tmp_path / "mall.xlsx"
    environment = {"STYRKEDJA_STORE": str(tmp_path / "none")}
    ran = RUNNER.invoke(app, ["template", "-o", str(out), "--lang", "en"], env=environment)
    assert ran.exit_code == 0, ran.output
    assert openpyxl.load_workbook(out).sheetnames[0] == "Read me"

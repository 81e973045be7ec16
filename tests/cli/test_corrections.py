"""`styrkedja review`, `correct` and `corrections` as a user has them, and as their page says."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from styrkedja.cli.main import app
from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive
from tests.conftest import EXAMPLES
from tests.docs_running import blocks_of, run_blocks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "corrections.md"


@pytest.fixture
def store(example_archive: Archive, tmp_path: Path) -> Path:
    shutil.copytree(example_archive.path, tmp_path / "store")
    return tmp_path / "store"


def run(store: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments, "--store", str(store)])
    if isinstance(result.exception, StyrkedjaError):
        return result  # `main` makes one line and exit code 1 of it
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def filled(path: Path, about: str, field: str, **cells: str) -> None:
    """Fill in a row of a CSV file, as somebody would in a spreadsheet program."""
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    places = {name: number for number, name in enumerate(rows[0])}
    row = next(r for r in rows if (r[places["Gäller"]], r[places["Uppgift"]]) == (about, field))
    for heading, cell in cells.items():
        row[places[heading.replace("_", " ")]] = cell
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def test_a_review_goes_out_comes_back_is_listed_and_taken_back(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    out = run(store, "review", "sarskilda-uppdrag-2024", "-o", str(file))
    assert out.exit_code == 0 and "13 facts to look at, 15 bodies" in out.output
    filled(file, "Fältgrupp för ungas kvällar", "status", Rätt_värde="Avslutad", Varför="klart")
    assert (
        "Skulle bli: 1 beslut"
        in run(store, "correct", str(file), "--by", "Anna Ek", "--dry-run").output
    )
    assert run(store, "corrections").output == "Inga rättelser.\n"
    done = run(store, "correct", str(file), "--by", "Anna Ek")
    assert done.exit_code == 0 and "1 beslut om uppgifter, 0 ändringar" in done.output
    listed = run(store, "corrections", "sarskilda-uppdrag-2024", "--json")
    (one,) = json.loads(listed.output)
    assert (one["by"], one["why"], one["standing"]) == ("Anna Ek", "klart", "applies")
    assert "rätta: avslutad" in run(store, "corrections").output
    left = run(store, "review", "sarskilda-uppdrag-2024", "-o", str(tmp_path / "kvar.csv"))
    assert "11 facts to look at" in left.output
    undone = run(store, "corrections", "--undo", one["id"], "--by", "Bo Al", "--why", "för tidigt")
    assert undone.output == f"{one['id']} är återtagen.\n"
    assert "återtagen (Bo Al, 2" in run(store, "corrections").output


def test_a_fault_writes_nothing_and_says_file_and_row(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    run(store, "review", "sarskilda-uppdrag-2024", "-o", str(file))
    filled(file, "Fältgrupp för ungas kvällar", "status", Rätt_värde="borta")
    refused = run(store, "correct", str(file), "--by", "Anna Ek", "--lang", "en")
    assert refused.exit_code == 1
    assert re.search(r"svar\.csv: row \d+: “borta” is no value of status; choose", refused.output)
    assert "1 faults; nothing was changed." in refused.output
    assert run(store, "corrections").output == "Inga rättelser.\n"


def test_who_corrects_must_be_said_by_option_or_setting(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "svar.csv"
    run(store, "review", "sarskilda-uppdrag-2024", "-o", str(file))
    assert "say who decides" in str(run(store, "correct", str(file)).exception)
    monkeypatch.setenv("STYRKEDJA_CORRECTED_BY", "Kansliet")
    filled(file, "Fältgrupp för ungas kvällar", "status", Beslut="avfärda")
    assert run(store, "correct", str(file)).exit_code == 0
    assert "Kansliet" in run(store, "corrections").output


def test_a_file_with_answers_is_not_written_over_by_chance(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "svar.xlsx"
    file.write_bytes(b"answers")
    assert "is there already" in str(run(store, "review", "-o", str(file)).exception)
    assert file.read_bytes() == b"answers"
    assert run(store, "review", "-o", str(file), "--force").exit_code == 0
    assert run(store, "review", "-o", str(tmp_path / "svar.txt")).exit_code == 2


def test_the_pages_commands_are_those_there_are_and_it_names_every_column() -> None:
    from styrkedja.graph.corrections import FIELDS, Standing
    from styrkedja.graph.corrections.columns import DECISIONS, HEADINGS

    text = PAGE.read_text(encoding="utf-8")
    options = {
        option
        for command in app.registered_commands
        if command.callback is not None
        and command.callback.__name__ in ("review", "correct", "corrections")
        for option in re.findall(
            r"--[a-z][a-z-]*", CliRunner().invoke(app, [command.callback.__name__, "--help"]).output
        )
    }
    assert set(re.findall(r"(?<!-)--[a-z][a-z-]*", text)) <= options
    for words in (*DECISIONS.values(), *((h.sv, h.en) for h in HEADINGS.values())):
        assert all(f"{word}" in text for word in words), words
    assert "--undo" in options
    for field in FIELDS:
        assert field.sv in text
    for standing in Standing:
        assert f"`{standing.value}`" in text


def test_the_blocks_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    _, shown = run_blocks(blocks_of(PAGE.read_text(encoding="utf-8")))
    assert shown == [["applies"]]

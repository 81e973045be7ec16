"""`styrkedja boards`, as a user runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from styrkedja.cli.main import app
from styrkedja.errors import ArchiveError, FormatError, ParameterError, StyrkedjaError
from styrkedja.graph.analysis import analyse_boards, export_boards, load_responsibilities
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store

DOCUMENT = "sarskilda-uppdrag-2024"


@pytest.fixture
def store(example_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STYRKEDJA_STORE", str(example_archive.path))
    return example_archive.path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["boards", *arguments])


def output(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exception is None, result.exception
    return result.stdout


@pytest.mark.usefixtures("store")
def test_the_screen_says_in_words_then_boards_then_pairs(example_archive: Archive) -> None:
    made = load_responsibilities(load_store(example_archive), document=DOCUMENT)
    analysis = analyse_boards(made)
    shown = output("--document", DOCUMENT)
    assert shown.startswith(f"Av {len(analysis.elements)} uppdrag delas {len(analysis.shared)} av")
    for board in analysis.boards:
        assert board.body.name in shown
    for heading in ("Delar med", "Försenade", "pågående", "Par som delar", "2024-12-31"):
        assert heading in shown
    assert "Förmedlar" in shown
    assert "Utan Tekniska nämnden tappar dessa kontakten med resten: Räddningsnämnden." in shown


@pytest.mark.usefixtures("store")
def test_the_screen_is_english_when_asked() -> None:
    shown = output("--lang", "en")
    assert "are shared by two or more boards and companies." in shown
    assert "Overdue is counted at the day that each document reports." in shown


@pytest.mark.usefixtures("store")
def test_each_format_holds_the_same_analysis(example_archive: Archive, tmp_path: Path) -> None:
    analysis = analyse_boards(load_responsibilities(load_store(example_archive)))
    for format in ("csv", "json", "graphml", "gexf"):
        assert output("--format", format) == export_boards(analysis, format)
    for table in ("boards", "matrix"):
        expected = export_boards(analysis, "csv", table=table)
        assert output("--format", "csv", "--table", table) == expected
    target = tmp_path / "boards.svg"
    assert run("--format", "svg", "-o", str(target)).exit_code == 0
    root = ElementTree.parse(target).getroot()
    assert analysis.boards[0].body.name in "".join(root.itertext())
    assert "var(" not in target.read_text(encoding="utf-8")


@pytest.mark.usefixtures("store")
def test_overdue_is_counted_at_the_day_that_is_asked_for() -> None:
    def late(*arguments: str) -> int:
        boards = json.loads(output("--format", "json", *arguments))["boards"]
        return sum(board["overdue"] for board in boards)

    assert late("--as-of", "1999-01-01") == 0
    assert 0 < late() < late("--as-of", "2099-01-01")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (["--format", "pdf"], FormatError, "table, csv, json, graphml, gexf, svg"),
        (["--table", "all"], FormatError, "pairs, boards, matrix"),
        (["--document", "budget"], ParameterError, "there are"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(
    arguments: list[str], kind: type[StyrkedjaError], says: str
) -> None:
    error = run(*arguments, "--lang", "en").exception
    assert isinstance(error, kind)
    assert says in str(error)


@pytest.mark.usefixtures("store")
def test_the_boards_with_the_most_come_first_and_are_called_what_they_are() -> None:
    lines = output("--document", DOCUMENT).splitlines()
    start = next(n for n, line in enumerate(lines) if "Förmedlar" in line)
    assert lines[start].strip().startswith("Nämnd eller bolag  ")
    assert "Nämnder och bolag" in lines[start - 2] + lines[start - 1]
    rows = []
    for line in lines[start + 2 :]:
        if not line.strip():
            break
        rows.append(re.split(r" {2,}", line.strip()))
    loads = [int(row[1]) for row in rows]
    assert len(loads) >= 12
    assert loads == sorted(loads, reverse=True)
    assert any(re.fullmatch(r"0,\d\d", cell) for row in rows for cell in row)


@pytest.mark.usefixtures("store")
def test_an_unknown_document_is_refused_in_swedish() -> None:
    assert str(run("--document", "budget").exception).startswith("Dokumentet ”budget” finns inte.")


def test_wrong_usage_and_a_missing_store(tmp_path: Path) -> None:
    assert run("--as-of", "yesterday").exit_code == 2
    assert run("--lang", "de").exit_code == 2
    assert isinstance(run("--store", str(tmp_path / "nowhere")).exception, ArchiveError)


def test_an_archive_without_documents_says_so(tmp_path: Path) -> None:
    Archive.open_or_create(tmp_path / "empty", "https://w3id.org/styrkedja/id/")
    assert output("--store", str(tmp_path / "empty")).startswith("Det finns inga uppdrag att visa.")

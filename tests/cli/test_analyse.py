"""`styrkedja analyse`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from styrkedja.cli.main import app
from styrkedja.errors import ArchiveError, FormatError, ParameterError, StyrkedjaError
from styrkedja.graph.analysis import analyse_coverage, analyse_sharing
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store

REPORT = "delarsrapport-januari-augusti-2025"
COMMANDS = ("sharing", "coverage", "change", "calendar")


@pytest.fixture
def store(layouts_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STYRKEDJA_STORE", str(layouts_archive.path))
    return layouts_archive.path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["analyse", *arguments])


def output(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exception is None, result.exception
    return result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_and_shows_an_example(command: str) -> None:
    shown = " ".join(output(command, "--help").split())
    assert f"styrkedja analyse {command}" in shown
    assert "Example" in shown


@pytest.mark.usefixtures("store")
def test_coverage_says_in_words_then_shows_the_parts_of_the_index(layouts_archive: Archive) -> None:
    analysis = analyse_coverage(load_store(layouts_archive), document=REPORT)
    shown = output("coverage", "--document", REPORT)
    assert " ".join(analysis.sentences("sv").split()) in " ".join(shown.split())
    assert "Täckningsindex" in shown
    assert "Fler tabeller: goals_by_kind" in shown
    english = output("coverage", "--document", REPORT, "--lang", "en")
    assert "goals with an indicator" in english
    chain = output("coverage", "--document", REPORT, "--part", "chain")
    assert "Enda vägen för" in chain


@pytest.mark.usefixtures("store")
def test_sharing_is_asked_for_by_kind_role_and_status(layouts_archive: Archive) -> None:
    options = ["--document", REPORT, "--kind", "Goal", "--role", "contributing"]
    analysis = analyse_sharing(
        load_store(layouts_archive), document=REPORT, kind="Goal", role="contributing"
    )
    shown = output("sharing", *options)
    assert " ".join(analysis.sentences("sv").split()) in " ".join(shown.split())
    assert "Förmedlar" in shown
    pairs = output("sharing", *options, "-f", "csv", "--part", "pairs")
    assert pairs == analysis.export("csv", part="pairs").decode()
    late = output("sharing", "--status", "on-hold", "-f", "json")
    assert {row["status"] for row in json.loads(late)["tables"]["elements"]} == {"on-hold"}


@pytest.mark.usefixtures("store")
def test_change_compares_two_documents_or_the_newest_that_are_linked() -> None:
    shown = output(
        "change", "--earlier", "sarskilda-uppdrag-2023", "--later", "sarskilda-uppdrag-2024",
        "--kind", "Assignment",
    )  # fmt: skip
    assert "fortsätter 14 uppdrag" in shown
    assert "Fler kolumner i csv och xlsx: " in shown
    assert "… och 14 rader till" in shown
    assert "”Uppföljning av särskilda uppdrag 2024”" in output("change")


@pytest.mark.usefixtures("store")
def test_the_calendar_is_by_month_quarter_or_year() -> None:
    options = ["--document", "sarskilda-uppdrag-2024"]
    assert "2022-12" in output("calendar", *options)
    assert "2025-Q4" in output("calendar", *options, "--by", "quarter")
    assert "Äldreomsorgsnämnden" in output("calendar", *options, "--part", "by_body")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("format", ["csv", "json", "graphml", "gexf", "svg"])
def test_each_format_holds_what_the_analysis_does(layouts_archive: Archive, format: str) -> None:
    analysis = analyse_coverage(load_store(layouts_archive))
    assert output("coverage", "--format", format) == analysis.export(format).decode()


@pytest.mark.usefixtures("store")
def test_files_and_folders_are_written(tmp_path: Path) -> None:
    book = tmp_path / "coverage.xlsx"
    assert run("coverage", "-f", "xlsx", "-o", str(book)).exit_code == 0
    assert book.read_bytes().startswith(b"PK")
    picture = tmp_path / "goals.png"
    assert (
        run("coverage", "-f", "png", "--part", "goals_by_body", "-o", str(picture)).exit_code == 0
    )
    assert picture.read_bytes().startswith(b"\x89PNG")
    result = run("coverage", "-f", "all", "-o", str(tmp_path / "all"))
    assert "files written to" in result.stderr
    assert json.loads((tmp_path / "all" / "coverage.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (["coverage", "-f", "pdf"], FormatError, "there are table, csv, xlsx"),
        (["coverage", "--part", "nothing"], FormatError, "there are index"),
        (["coverage", "--level", "x", "--lang", "en"], ParameterError, "there are FocusArea"),
        (["coverage", "--level", "x"], ParameterError, "Nivån ”x” finns inte"),
        (["sharing", "--role", "x"], ParameterError, "Rollen ”x” finns inte"),
        (["sharing", "--status", "x", "--lang", "en"], ParameterError, "there are not-started"),
        (["calendar", "--by", "week"], ParameterError, "Perioden ”week” finns inte"),
        (["change", "--earlier", "x"], ParameterError, "Dokumentet ”x” finns inte"),
        (["coverage", "--document", "x"], ParameterError, "Dokumentet ”x” finns inte"),
    ],
)
def test_what_is_not_known_is_refused_in_one_line(
    arguments: list[str], kind: type[StyrkedjaError], says: str
) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, kind)
    assert says in str(result.exception)
    assert "\n" not in str(result.exception)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_ends_with_two(command: str) -> None:
    assert run(command, "--lang", "de").exit_code == 2
    assert run(command, "-f", "all").exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_store_is_an_error_and_an_empty_one_an_answer(
    command: str, tmp_path: Path
) -> None:
    missing = run(command, "--store", str(tmp_path / "nowhere"))
    assert isinstance(missing.exception, ArchiveError)
    Archive.open_or_create(tmp_path / "empty", "https://w3id.org/styrkedja/id/")
    result = run(command, "--store", str(tmp_path / "empty"))
    if command == "change":  # There is nothing to compare: an error that says so.
        assert isinstance(result.exception, ParameterError)
        assert str(result.exception).startswith("Det finns inga dokument som hör ihop")
    else:
        assert result.stdout.startswith("Det finns ing")

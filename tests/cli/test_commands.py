"""The command line as a user has it: real processes, exit codes, one line for an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph import Archive

EXPORTS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def run(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "styrkedja.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def contents(folder: Path) -> dict[str, bytes]:
    # The log of who wrote tells of what was refused, too; it is no part of what was read.
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("lock", "audit.jsonl")
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    ran = run("ingest", *example_files, "--store", path)
    assert ran.returncode == 3, ran.stderr
    return path


def test_a_folder_is_read_with_a_report_on_each_document(
    tmp_path: Path, example_files: list[Path]
) -> None:
    ran = run("ingest", example_files[0].parent, "--store", tmp_path / "s", "--lang", "en")
    assert ran.returncode == 3
    assert ran.stderr == ""
    for wanted in (
        "5 overarching goals, 34 special assignments",
        "status: 18 completed, 2 not started, 2 on hold, 12 ongoing",
        "coverage 97.4 %: 524 of 538 lines understood",
        "63 responsibilities of 15 bodies: 11 with 1 body, 17 with 2 bodies, 6 with 3 bodies",
        "7 of 8 totals that the document states agree with what was counted",
        "line 24: The document states 35 special assignments, but 34 were found.",
        "Cykelväg mellan Sjöängen och centrum: The status is “Pågående”, but",
        "6 of 6 documents read, 6 with doubts.",
    ):
        assert wanted in ran.stdout


def test_the_report_speaks_swedish_by_itself(tmp_path: Path, example_files: list[Path]) -> None:
    ran = run("ingest", example_files[1], "--store", tmp_path / "s")
    assert "5 övergripande mål, 34 särskilda uppdrag" in ran.stdout
    assert "status: 8 avslutade, 3 ej påbörjade, 3 i vänteläge, 20 pågående" in ran.stdout
    assert "Säger emot sig självt (2):" in ran.stdout


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("letter.txt", b"Hej! Ett vanligt brev.\n", "Known: assignment-cards"),
        ("scan.txt", b"%PDF-1.4 ...", "the PDF is damaged"),
    ],
)
def test_a_refused_file_gets_one_line_and_leaves_the_store_as_it_was(
    tmp_path: Path, store: Path, name: str, content: bytes | None, why: str
) -> None:
    before = contents(store)
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ran = run("ingest", file, "--store", store, "--lang", "en")
    assert ran.returncode == 1
    assert why in ran.stderr
    assert str(file) in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert contents(store) == before


def test_one_refused_file_does_not_hurt_the_others(
    tmp_path: Path, example_files: list[Path]
) -> None:
    (tmp_path / "a.txt").write_text("Inget att läsa här.")
    (tmp_path / "b.txt").write_bytes(example_files[0].read_bytes())
    ran = run("ingest", tmp_path, "--store", tmp_path / "s")
    assert ran.returncode == 1
    assert "a.txt" in ran.stderr
    assert len(Archive.open(tmp_path / "s").documents()) == 1


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    ran = run("ingest", tmp_path / "loop.txt", "--store", tmp_path / "s")
    assert ran.returncode == 1
    assert "loop.txt" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["boards", "export", "validate", "query documents", "serve"])
def test_a_wrong_store_gets_one_line_that_says_what_to_do(tmp_path: Path, command: str) -> None:
    ran = run(*command.split(), "--store", tmp_path / "nothing")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "styrkedja ingest" in ran.stderr
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("format", list(EXPORTS))
def test_an_export_is_read_by_another_parser(tmp_path: Path, store: Path, format: str) -> None:
    target = tmp_path / "out"
    ran = run("export", "--format", format, "-o", target, "--store", store)
    assert ran.returncode == 0, ran.stderr
    quads = list(ox.parse(path=str(target), format=EXPORTS[format]))
    assert len({quad.triple for quad in quads}) > 2000
    graphs = {str(quad.graph_name) for quad in quads}
    assert (len(graphs) > 4) == (format in ("nquads", "trig"))


def test_an_unknown_format_names_the_known_and_writes_nothing(tmp_path: Path, store: Path) -> None:
    for command in ("export", "boards"):
        ran = run(command, "--format", "word", "-o", tmp_path / "out", "--store", store)
        assert ran.returncode == 1
        assert "word" in ran.stderr
        assert len(ran.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_output_into_a_missing_folder_is_one_clear_line(tmp_path: Path, store: Path) -> None:
    ran = run("export", "-o", tmp_path / "no" / "such" / "file", "--store", store)
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_examples_are_valid(store: Path) -> None:
    ran = run("validate", "--store", store)
    assert ran.returncode == 0, ran.stdout
    assert "0 violations, 0 warnings" in ran.stdout


def test_a_purge_asks_first_and_then_it_is_gone(tmp_path: Path, example_files: list[Path]) -> None:
    store = tmp_path / "s"
    run("ingest", *example_files, "--store", store)
    asked = run("purge", "sarskilda-uppdrag-2023", "--store", store)
    assert asked.returncode == 1
    assert len(Archive.open(store).documents()) == 2
    gone = run("purge", "sarskilda-uppdrag-2023", "--yes", "--store", store)
    assert gone.returncode == 0, gone.stderr
    assert [record.key for record in Archive.open(store).documents()] == ["sarskilda-uppdrag-2024"]
    again = run("purge", "sarskilda-uppdrag-2023", "--yes", "--store", store)
    assert again.returncode == 1
    assert "known: bjorkvalla/sarskilda-uppdrag-2024" in again.stderr


def test_wrong_usage_ends_with_two() -> None:
    assert run("ingest").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("ingest", ".", "--lang", "de").returncode == 2


def test_an_unknown_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STYRKEDJA_STOER", "x")
    ran = run("boards", folder=tmp_path)
    assert ran.returncode == 1
    assert "STYRKEDJA_STOER" in ran.stderr


def test_json_output_is_json_and_nothing_else(store: Path) -> None:
    ran = run("boards", "--format", "json", "--store", store)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)


def test_a_reader_of_output_that_goes_away_is_no_traceback(store: Path) -> None:
    command = f"{sys.executable} -m styrkedja.cli export --store {store} | head -c 100"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["export", "boards", "query documents", "queries", "validate"])
def test_a_full_disk_is_one_clear_line(store: Path, command: str) -> None:
    words = command if command == "queries" else f"{command} --store {store}"
    script = f"{sys.executable} -m styrkedja.cli {words} > /dev/full"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.strip().splitlines() == ["styrkedja: No space left on device"]


def test_output_goes_into_pipes_and_through_links_and_keeps_permissions(
    tmp_path: Path, store: Path
) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    assert run("export", "-o", link, "--store", store).returncode == 0
    assert link.is_symlink()
    assert target.read_text().startswith("@prefix")
    assert target.stat().st_mode & 0o777 == 0o600
    piped = run("export", "-o", "/dev/stdout", "--store", store)
    assert piped.stdout == target.read_text()


def test_another_document_of_the_same_name_is_refused(
    tmp_path: Path, example_files: list[Path]
) -> None:
    store = tmp_path / "s"
    run("ingest", example_files[0], "--store", store)
    before = contents(store)
    other = tmp_path / "other.txt"
    other.write_text(
        "Bilaga 2. Uppföljning av särskilda uppdrag\n\nBjörkvalla kommun, helåret 2023.\n\n"
        "Ny bro\n\nBron byggs.\n\nAnsvarig nämnd\nTekniska nämnden\nSlutdatum\n2024-12-31\n"
    )
    ran = run("ingest", other, "--store", store, "--lang", "en")
    assert ran.returncode == 1
    assert "same title and period" in ran.stderr
    assert contents(store) == before
    assert run("ingest", other, "--again", "--store", store).returncode == 3


def test_a_name_that_is_none_is_refused(tmp_path: Path, example_files: list[Path]) -> None:
    said = ("--municipality", "!!", "--lang", "en")
    ran = run("ingest", example_files[0], *said, "--store", tmp_path / "s")
    assert ran.returncode == 1
    assert "no name of a municipality" in ran.stderr

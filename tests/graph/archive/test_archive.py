"""The archive: what it promises about writing, replacing, purging and damage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from styrkedja.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveLockedError,
    ArchiveVersionError,
    UnknownDocumentError,
)
from styrkedja.graph.archive import Archive, register_from_json, register_to_json
from styrkedja.graph.loading import archive_quads, open_store
from styrkedja.graph.pipeline import Ingested, Outcome, ingest_file
from styrkedja.settings import DEFAULT_BASE

ELEMENTS = """PREFIX sk: <https://w3id.org/styrkedja/ns#>
SELECT ?element ?title WHERE { ?element a sk:SpecialAssignment ;
  <http://www.w3.org/2000/01/rdf-schema#label> ?title } ORDER BY ?element"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)


@pytest.fixture
def report(tmp_path: Path, example_files: list[Path]) -> Path:
    """A copy of an example document, to be changed."""
    path = tmp_path / "report.txt"
    path.write_bytes(example_files[0].read_bytes())
    return path


def _ingest(archive: Archive, *files: Path, again: bool = False) -> list[Ingested]:
    with archive.writing() as writer:
        return [ingest_file(file, archive, writer, again=again) for file in files]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def test_original_text_quads_report_and_register_are_kept(archive: Archive, report: Path) -> None:
    (result,) = _ingest(archive, report)
    assert result.outcome is Outcome.NEW
    (record,) = archive.documents()
    assert archive.original(record.iri) == report.read_bytes()
    assert archive.text(record.iri) == report.read_text()
    assert archive.quads(record.iri).count(b"\n") > 500
    assert dict(json.loads(archive.report(record.iri))["by_kind"])["special-assignment"] == 34
    register = archive.register("bjorkvalla")
    assert register is not None
    assert register_from_json(register_to_json(register)) == register
    assert (record.source, record.commit, archive.head()) == ("report.txt", 1, 1)


def test_reading_the_same_document_again_changes_nothing(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    before = _contents(archive.path)
    (result,) = _ingest(archive, report)
    assert result.outcome is Outcome.UNCHANGED
    assert _contents(archive.path) == before


def test_a_newer_version_replaces_its_graph_and_nothing_else_and_element_iris_stay(
    archive: Archive, report: Path, example_files: list[Path]
) -> None:
    _ingest(archive, report, example_files[1])
    other = archive.document("bjorkvalla/sarskilda-uppdrag-2024")
    untouched = archive.quads(other.iri)
    before = {
        row["element"]: row["title"] for row in open_store(archive.path).select(ELEMENTS).dicts()
    }
    text = report.read_text()
    report.write_text(text.replace(" Pågående \n", " Avslutad \n", 1))
    (result,) = _ingest(archive, report)
    assert result.outcome is Outcome.REPLACED
    after = {
        row["element"]: row["title"] for row in open_store(archive.path).select(ELEMENTS).dicts()
    }
    assert after == before
    assert archive.quads(other.iri) == untouched
    changed = dict(json.loads(archive.report(result.iri))["by_status"])
    assert changed == {"completed": 19, "ongoing": 11, "on-hold": 2, "not-started": 2}


def test_a_version_that_was_replaced_is_not_taken_in_again_by_itself(
    archive: Archive, report: Path, example_files: list[Path]
) -> None:
    report.write_text(report.read_text().replace("Slutdatum", "Klart senast"))
    _ingest(archive, example_files[0], report)
    (result,) = _ingest(archive, example_files[0])
    assert result.outcome is Outcome.OLDER
    assert archive.document(result.iri).source == "report.txt"
    (forced,) = _ingest(archive, example_files[0], again=True)
    assert forced.outcome is Outcome.REPLACED


def test_a_reader_sees_the_state_before_or_after_a_commit(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    reader = Archive.open(archive.path)
    old = reader.quads(reader.documents()[0].iri)
    text = report.read_text()
    report.write_text(text.replace(" Pågående \n", " Avslutad \n", 1))
    folder = archive.path / "journal"
    head = (folder / "head").read_bytes()
    with archive.writing() as writer:
        ingest_file(report, archive, writer)
        (folder / "head").write_bytes(head)  # as it is until the commit is there
        (folder / "00000002.json").rename(folder / "held-back")
        assert reader.quads(reader.documents()[0].iri) == old
        (folder / "held-back").rename(folder / "00000002.json")
    assert reader.quads(reader.documents()[0].iri) != old


def test_what_a_writer_that_was_cut_off_left_is_tidied(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    before = _contents(archive.path)
    orphan = archive.path / "documents" / "bjorkvalla" / "other" / "00000002"
    orphan.mkdir(parents=True)
    (orphan / "original").write_bytes(b"half")
    (archive.path / "journal" / "00000002.json.part").write_bytes(b"{")
    assert len(Archive.open(archive.path).documents()) == 1
    with archive.writing():
        pass
    assert _contents(archive.path) == before


def test_a_purged_document_is_gone_from_files_history_and_store(
    archive: Archive, report: Path, example_files: list[Path]
) -> None:
    _ingest(archive, report, example_files[1])
    report.write_text(report.read_text().replace(" Pågående \n", " Avslutad \n", 1))
    _ingest(archive, report)
    iri = archive.document("sarskilda-uppdrag-2023").iri
    with archive.writing() as writer:
        writer.purge(iri)
    for name, content in _contents(archive.path).items():
        assert b"uppdrag-2023" not in content, name
        assert b"report.txt" not in content, name
    assert [record.key for record in archive.documents()] == ["sarskilda-uppdrag-2024"]
    assert "sarskilda-uppdrag-2023" not in str(list(archive.path.rglob("*")))
    register = archive.register("bjorkvalla")
    store = open_store(archive.path)
    named = {row["body"] for row in store.select(
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> SELECT DISTINCT ?body WHERE "
        "{ ?x sk:responsible|sk:decidedBy ?body }").dicts()}  # fmt: skip
    assert register is not None
    assert {f"{DEFAULT_BASE}bjorkvalla/{body.key}" for body in register.bodies} == named


def test_a_purge_that_was_cut_off_is_finished_by_the_next_writer(
    archive: Archive, report: Path
) -> None:
    _ingest(archive, report)
    commit = (archive.path / "journal" / "00000001.json").read_bytes()
    files = {n: c for n, c in _contents(archive.path).items() if n.startswith("documents")}
    with archive.writing() as writer:
        writer.purge(archive.documents()[0].iri)
    done = _contents(archive.path)
    (archive.path / "journal" / "00000001.json").write_bytes(commit)
    for name, content in files.items():
        (archive.path / name).parent.mkdir(parents=True, exist_ok=True)
        (archive.path / name).write_bytes(content)
    cut_off = Archive.open(archive.path)
    assert cut_off.documents() == []
    with cut_off.writing():
        pass
    assert _contents(archive.path) == done


def test_purging_what_is_not_there_says_what_is(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    with (
        archive.writing() as writer,
        pytest.raises(UnknownDocumentError, match="known: bjorkvalla"),
    ):
        writer.purge("nothing")


def test_a_changed_file_is_found_when_it_is_read(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    (quads,) = archive.path.rglob("quads.nq")
    content = bytearray(quads.read_bytes())
    content[100] ^= 1
    quads.write_bytes(content)
    with pytest.raises(ArchiveDamagedError, match=r"quads\.nq.*restore"):
        open_store(archive.path)


@pytest.mark.parametrize("content", [b"", b"{", b'{"number": 7}'])
def test_a_damaged_journal_is_named(archive: Archive, report: Path, content: bytes) -> None:
    _ingest(archive, report)
    (archive.path / "journal" / "00000001.json").write_bytes(content)
    with pytest.raises(ArchiveDamagedError, match=r"00000001\.json"):
        Archive.open(archive.path).documents()


def test_an_archive_of_a_newer_version_is_refused(archive: Archive) -> None:
    (archive.path / "styrkedja.json").write_text('{"format": 4, "base": "https://x.example/"}')
    with pytest.raises(ArchiveVersionError, match="newer Styrkedja"):
        Archive.open(archive.path)


def test_an_archive_with_another_base_is_refused(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="STYRKEDJA_BASE"):
        Archive.open_or_create(archive.path, "https://data.example/")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Hej")
    with pytest.raises(ArchiveError, match="not an empty folder"):
        Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with pytest.raises(ArchiveError, match="no Styrkedja archive here"):
        Archive.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_only_one_process_writes(archive: Archive, example_files: list[Path]) -> None:
    _ingest(archive, example_files[0])
    before = _contents(archive.path)
    with archive.writing():
        with pytest.raises(ArchiveLockedError), Archive.open(archive.path).writing():
            pass
        command = [sys.executable, "-m", "styrkedja.cli", "ingest", str(example_files[1])]
        other = subprocess.run(
            [*command, "--store", str(archive.path)], capture_output=True, text=True, check=False
        )
    assert other.returncode == 1
    assert "another process is writing" in other.stderr
    assert "Traceback" not in other.stderr
    assert _contents(archive.path) == before


def test_an_archive_that_has_gone_away_is_said_to_be(archive: Archive, report: Path) -> None:
    _ingest(archive, report)
    archive.path.rename(archive.path.with_name("elsewhere"))
    with pytest.raises(ArchiveError, match="cannot be read"):
        archive.documents()


def test_the_quads_of_an_archive_are_of_one_commit_whatever_is_read_in_meanwhile(
    archive: Archive, report: Path, example_files: list[Path]
) -> None:
    _ingest(archive, report)
    expected = list(archive_quads(archive))
    found = archive_quads(Archive.open(archive.path))
    first = next(found)
    _ingest(archive, example_files[1])
    assert [first, *found] == expected

"""The log of who wrote: whole lines, honest about what was cut off, silent about what is purged."""

from __future__ import annotations

import stat
from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.errors import AccessError, ReadingError
from styrkedja.graph.archive import Archive, backup_archive, restore_archive
from styrkedja.graph.audit import (
    Action,
    AuditLog,
    Outcome,
    audit_quads,
    documents_written,
    recorded,
)
from styrkedja.graph.pipeline import ingest_file
from styrkedja.ontology.namespaces import PROV, RDF
from styrkedja.settings import DEFAULT_BASE


@pytest.fixture
def archive(tmp_path: Path, example_files: list[Path]) -> Archive:
    """An archive into which "Anna" has read a document."""
    archive = Archive.open_or_create(tmp_path / "archive", DEFAULT_BASE)
    with archive.writing() as writer, recorded(archive, "Anna", Action.UPLOAD):
        ingest_file(example_files[0], archive, writer)
    return archive


def _objects(quads: list[ox.Quad], name: str) -> list[str]:
    return [quad.object.value for quad in quads if quad.predicate.value == PROV + name]  # type: ignore[union-attr]  # no blank triples


def test_what_was_written_is_told_as_prov(archive: Archive) -> None:
    entries, damaged = AuditLog(archive.path).entries()
    assert damaged == 0
    (entry,) = entries
    assert (entry.agent, entry.outcome, entry.commits) == ("Anna", Outcome.DONE, (1, 1))
    quads = list(audit_quads(archive, entries))
    (document,) = archive.documents()
    assert {quad.graph_name.value for quad in quads} == {f"{DEFAULT_BASE}audit"}  # type: ignore[union-attr]  # named
    assert _objects(quads, "generated") == [document.iri]
    assert _objects(quads, "used") == [f"{document.iri}/original"]
    assert _objects(quads, "startedAtTime") == [entry.started]
    assert _objects(quads, "endedAtTime") == [entry.ended]
    (agent,) = _objects(quads, "wasAssociatedWith")
    types = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]  # IRIs
        for quad in quads
        if quad.predicate.value == f"{RDF}type"
    }
    assert types[agent] == f"{PROV}Agent"


def test_a_purge_takes_the_documents_name_out_of_the_log(archive: Archive) -> None:
    (document,) = archive.documents()
    with archive.writing() as writer, recorded(archive, "local", Action.PURGE):
        writer.purge(document.iri)
    log = AuditLog(archive.path)
    entries, _ = log.entries()
    assert [entry.action for entry in entries] == [Action.UPLOAD, Action.PURGE]
    assert not any(documents_written(archive, entries).values())
    told = str(list(audit_quads(archive, entries)))
    kept = (archive.path / "access" / "audit.jsonl").read_text(encoding="utf-8")
    assert document.key not in told + kept


def test_what_failed_says_why_and_what_was_killed_is_not_finished(archive: Archive) -> None:
    with (
        pytest.raises(ReadingError),
        archive.writing(),
        recorded(archive, "Anna", Action.UPLOAD),
    ):
        raise ReadingError("no good")
    with (
        pytest.raises(KeyboardInterrupt),
        archive.writing(),
        recorded(archive, "Anna", Action.UPLOAD),
    ):
        raise KeyboardInterrupt
    failed, killed = AuditLog(archive.path).entries()[0][1:]
    assert (failed.outcome, failed.reason) == (Outcome.REFUSED, "ReadingError")
    assert (killed.outcome, killed.ended) == (Outcome.CUT_OFF, "")


def test_a_cut_line_costs_no_other(archive: Archive) -> None:
    path = archive.path / "access" / "audit.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    log = AuditLog(archive.path)
    log.note(Action.CREATE_TOKEN, "local", token="0a1b2c3d")
    entries, damaged = log.entries()
    assert damaged == 1
    assert entries[0].outcome is Outcome.CUT_OFF  # its end is what was cut
    assert (entries[1].token, len(entries)) == ("0a1b2c3d", 2)


def test_a_changed_line_is_noticed(archive: Archive) -> None:
    path = archive.path / "access" / "audit.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Anna", b"Eva!"))
    assert AuditLog(archive.path).entries() == ((), 2)


def test_only_its_owner_may_read_it(archive: Archive) -> None:
    mode = (archive.path / "access" / "audit.jsonl").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_nothing_is_done_that_cannot_be_logged(archive: Archive) -> None:
    path = archive.path / "access" / "audit.jsonl"
    path.unlink()
    path.mkdir()
    with (
        pytest.raises(AccessError, match="cannot be written"),
        archive.writing(),
        recorded(archive, "Anna", Action.UPLOAD),
    ):
        pytest.fail("the block has begun")


def test_a_restored_archive_keeps_its_log_and_names_nothing_wrong(
    archive: Archive, tmp_path: Path
) -> None:
    backup = backup_archive(archive, tmp_path / "backup.tar.gz").path
    log = AuditLog(archive.path)
    before, _ = log.entries()
    restore_archive(backup, archive.path, replace=True)
    assert log.entries()[0] == before
    other = Archive.open_or_create(tmp_path / "other", DEFAULT_BASE)
    restore_archive(backup, other.path, replace=True)
    assert AuditLog(other.path).entries() == ((), 0)

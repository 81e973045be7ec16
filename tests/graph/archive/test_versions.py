"""The versions of a document: which there are, who may see them, what was purged."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.api.snapshot import Snapshot
from styrkedja.errors import UnknownDocumentError
from styrkedja.graph.archive import Archive, version_quads, version_text, versions_of
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE

_IRI = f"{DEFAULT_BASE}bjorkvalla/document/sarskilda-uppdrag-2024"


@pytest.fixture
def file(tmp_path: Path, example_files: list[Path]) -> Path:
    copy = tmp_path / "report.txt"
    copy.write_bytes(example_files[1].read_bytes())
    return copy


@pytest.fixture
def archive(tmp_path: Path, file: Path) -> Archive:
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    _read(archive, file)
    return archive


def _read(archive: Archive, file: Path) -> None:
    with archive.writing() as writer:
        ingest_file(file, archive, writer)


def _correct(file: Path) -> None:
    """Write another title into the file and read it again."""
    file.write_text(
        file.read_text(encoding="utf-8").replace("Familjeteam", "Familjelag"), encoding="utf-8"
    )


def test_each_reading_of_another_file_is_a_version_with_its_own_text(
    archive: Archive, file: Path
) -> None:
    _correct(file)
    _read(archive, file)
    old, new = versions_of(archive, _IRI)
    assert "Familjeteam" in version_text(archive, old)
    assert "Familjelag" in version_text(archive, new)
    assert version_text(archive, new) == archive.text(_IRI)
    assert version_quads(archive, new) == archive.quads(_IRI)
    assert old.text != new.text == archive.text_digest(_IRI)
    assert [one.commit for one in versions_of(archive, _IRI, upto=1)] == [1]


def test_a_document_that_is_not_there_has_no_versions(archive: Archive) -> None:
    assert versions_of(archive, f"{DEFAULT_BASE}bjorkvalla/document/annat") == ()


def test_a_version_that_was_internal_while_it_was_the_newest_is_not_public(
    archive: Archive, file: Path
) -> None:
    with archive.writing() as writer:
        writer.set_internal(_IRI, internal=True)
    _correct(file)
    _read(archive, file)
    with archive.writing() as writer:
        writer.set_internal(_IRI, internal=False)
    assert [one.public for one in versions_of(archive, _IRI)] == [False, False]
    store = load_store(archive)
    public = Snapshot(archive.head(), archive, store).versions(_IRI)
    assert [one.commit for one in public] == [3], "the newest, which is public now, and no other"
    everything = Snapshot(archive.head(), archive, store, internal=True).versions(_IRI)
    assert [one.commit for one in everything] == [1, 3]


def test_what_was_purged_cannot_be_read_any_more(archive: Archive) -> None:
    (version,) = versions_of(archive, _IRI)
    with archive.writing() as writer:
        writer.purge(_IRI)
    assert versions_of(archive, _IRI) == ()
    with pytest.raises(UnknownDocumentError):
        version_text(archive, version)


def test_a_snapshot_gives_the_text_that_its_facts_were_read_from(
    archive: Archive, file: Path
) -> None:
    """A request that began before a document was replaced ends with one text, not with two."""
    snapshot = Snapshot(archive.head(), archive, load_store(archive))
    _correct(file)
    _read(archive, file)
    assert "Familjeteam" in snapshot.text(_IRI)
    assert len(snapshot.versions(_IRI)) == 1

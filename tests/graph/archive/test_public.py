from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from styrkedja.graph.archive import Archive, public_registers
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE


@pytest.fixture
def archive(tmp_path: Path, example_files: list[Path]) -> Archive:
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        for file in example_files:
            ingest_file(file, archive, writer)
    return archive


def test_registers_are_whole_while_nothing_is_internal(archive: Archive) -> None:
    assert public_registers(archive) == archive.registers()


def test_a_municipality_with_internal_documents_only_is_not_there(archive: Archive) -> None:
    with archive.writing() as writer:
        for record in archive.documents():
            assert writer.set_internal(record.iri, internal=True)
    assert public_registers(archive) == []
    left = load_store(archive, internal=False)
    assert [graph.value for graph in left.graphs() if graph.value.startswith(DEFAULT_BASE)] == []


def test_what_is_left_is_what_the_public_documents_alone_give(
    archive: Archive, tmp_path: Path, example_files: list[Path]
) -> None:
    first, second = archive.documents()
    with archive.writing() as writer:
        writer.set_internal(second.iri, internal=True)
    alone = Archive.open_or_create(tmp_path / "alone", DEFAULT_BASE)
    file = next(file for file in example_files if file.name == first.source)
    with alone.writing() as writer:
        ingest_file(file, alone, writer)
    left, wanted = (
        {
            str(quad)
            for quad in store.quads()
            if isinstance(quad.graph_name, ox.NamedNode)
            and quad.graph_name.value.startswith(DEFAULT_BASE)
        }
        for store in (load_store(archive, internal=False), load_store(alone))
    )
    assert left == wanted
    assert len(left) > 500


def test_visibility_outlives_another_reading_and_ends_with_a_purge(
    archive: Archive, example_files: list[Path], tmp_path: Path
) -> None:
    record = archive.documents()[1]
    with archive.writing() as writer:
        assert writer.set_internal(record.iri, internal=True)
        assert not writer.set_internal(record.iri, internal=True)
    file = next(file for file in example_files if file.name == record.source)
    newer = tmp_path / "newer.txt"
    newer.write_text(file.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
    with archive.writing() as writer:
        ingest_file(newer, archive, writer)
    assert archive.is_internal(record.iri)
    with archive.writing() as writer:
        ingest_file(newer, archive, writer, internal=False)
    assert not archive.is_internal(record.iri)
    with archive.writing() as writer:
        writer.set_internal(record.iri, internal=True)
        writer.purge(record.iri)
    assert not Archive.open(archive.path).is_internal(record.iri)
    journal = b"".join(file.read_bytes() for file in (archive.path / "journal").iterdir())
    assert record.iri.encode() not in journal


def test_a_new_document_is_what_the_default_says_and_a_known_one_stays(
    tmp_path: Path, example_files: list[Path]
) -> None:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        iri = ingest_file(example_files[0], archive, writer, internal_when_new=True).iri
        assert archive.is_internal(iri)
        ingest_file(example_files[0], archive, writer, internal=False)
        assert not archive.is_internal(iri)
        ingest_file(example_files[0], archive, writer, internal_when_new=True)
        assert not archive.is_internal(iri)

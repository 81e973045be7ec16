from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from styrkedja.api.snapshot import Snapshots
from styrkedja.errors import ArchiveDamagedError, ArchiveError, UnknownDocumentError
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import DEFAULT_BASE, Settings


@pytest.fixture
def archive(tmp_path: Path, example_files: list[Path]) -> Archive:
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    add(archive, example_files[0])
    return archive


def add(archive: Archive, file: Path) -> None:
    with archive.writing() as writer:
        ingest_file(file, archive, writer)


def test_a_snapshot_is_kept_until_the_archive_moves_on(
    archive: Archive, example_files: list[Path]
) -> None:
    snapshots = Snapshots(Settings(store=archive.path))
    first = snapshots.current()
    assert snapshots.current() is first
    add(archive, example_files[1])
    second = snapshots.current()
    assert (first.head, second.head) == (1, 2)
    assert (len(first.documents), len(second.documents)) == (1, 2)
    assert len(second.store) > len(first.store)


def test_others_get_the_old_snapshot_while_the_new_is_loaded(
    archive: Archive, example_files: list[Path]
) -> None:
    loading, go_on = threading.Event(), threading.Event()

    def load(wanted: Archive) -> Store:
        if wanted.head() > 1:
            loading.set()
            assert go_on.wait(10)
        return load_store(wanted)

    snapshots = Snapshots(Settings(store=archive.path), load)
    first = snapshots.current()
    add(archive, example_files[1])
    got = []
    loader = threading.Thread(target=lambda: got.append(snapshots.current()))
    loader.start()
    assert loading.wait(10)
    assert snapshots.current() is first
    go_on.set()
    loader.join()
    assert got[0].head == 2
    assert snapshots.current() is got[0]


def test_a_value_is_made_once_however_many_ask(archive: Archive) -> None:
    snapshot = Snapshots(Settings(store=archive.path)).current()
    made = []

    def make() -> str:
        time.sleep(0.05)
        made.append(1)
        return "value"

    threads = [threading.Thread(target=snapshot.cached, args=("key", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert snapshot.cached("key", make) == "value"
    assert len(made) == 1


def test_only_so_many_values_are_kept(archive: Archive) -> None:
    snapshot = Snapshots(Settings(store=archive.path)).current()
    made = []
    for key in [*range(200), 199, 0]:
        snapshot.cached(key, lambda key=key: made.append(key))  # type: ignore[misc]
    assert made == [*range(200), 0]


def test_a_purged_document_is_gone_from_old_snapshots_too(archive: Archive) -> None:
    snapshot = Snapshots(Settings(store=archive.path)).current()
    iri = snapshot.documents[0].iri
    assert snapshot.text(iri)
    with archive.writing() as writer:
        writer.purge(iri)
    with pytest.raises(UnknownDocumentError):
        snapshot.text(iri)


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no Styrkedja archive"):
        Snapshots(Settings(store=tmp_path)).current()


def _damage(archive: Archive) -> None:
    (quads, *_) = archive.path.rglob("quads.nq")
    quads.write_bytes(quads.read_bytes()[:-1])


def test_an_archive_that_was_damaged_since_is_served_as_it_was(
    archive: Archive, example_files: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    snapshots = Snapshots(Settings(store=archive.path))
    first = snapshots.current()
    add(archive, example_files[1])
    _damage(archive)
    assert snapshots.current() is first
    assert snapshots.current() is first
    assert snapshots.troubled
    assert caplog.text.count("cannot be loaded again") == 1
    assert snapshots.known is first


def test_what_was_purged_is_not_served_even_if_the_rest_cannot_be_loaded(
    archive: Archive, example_files: list[Path]
) -> None:
    add(archive, example_files[1])
    snapshots = Snapshots(Settings(store=archive.path))
    first = snapshots.current()
    with archive.writing() as writer:
        writer.purge(first.documents[0].iri)
    _damage(archive)
    for _ in range(2):
        with pytest.raises(ArchiveDamagedError):
            snapshots.current()
    assert snapshots.known is None


def test_a_purge_of_what_is_being_loaded_starts_the_loading_over(
    archive: Archive, example_files: list[Path]
) -> None:
    add(archive, example_files[1])
    heads = []

    def load(wanted: Archive) -> Store:
        heads.append(wanted.head())
        fixed = wanted.as_of_now()
        if len(heads) == 1:
            other = Archive.open(archive.path)
            with other.writing() as writer:
                writer.purge(other.documents()[0].iri)
        return load_store(fixed)

    assert len(Snapshots(Settings(store=archive.path), load).current().documents) == 1
    assert heads == [2, 3]

"""Tables over a whole snapshot are there before anybody asks, and anew after each commit."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from styrkedja.api.snapshot import Snapshot, Snapshots
from styrkedja.api.warming import warming
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import DEFAULT_BASE, Settings


class _NotMadeError(Exception):
    pass


def _fail() -> int:
    raise _NotMadeError


def _made(snapshot: Snapshot, key: str) -> bool:
    try:
        snapshot.cached(key, _fail)
    except _NotMadeError:
        return False
    return True


def _waits_for(snapshot: Snapshot, key: str) -> bool:
    end = time.monotonic() + 30
    while not _made(snapshot, key) and time.monotonic() < end:
        time.sleep(0.05)
    return _made(snapshot, key)


def test_each_snapshot_gets_its_own_tables(
    tmp_path: Path, example_files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("styrkedja.api.warming._LEAST", 1_000)
    monkeypatch.setattr("styrkedja.api.warming._LOOK", 0.01)
    monkeypatch.setattr("styrkedja.api.warming._LATER", 0.01)
    archive = Archive.open_or_create(tmp_path / "store", DEFAULT_BASE)
    snapshots = Snapshots(Settings(store=archive.path))
    with warming(snapshots):
        found = []
        for file in example_files[:2]:
            with archive.writing() as writer:
                ingest_file(file, archive, writer)
            known = snapshots.current()
            assert _waits_for(known, "search")
            assert _made(known, "pages.doubts")
            found.append(len(known.cached("pages.doubts", tuple)))
    assert found[0] < found[1]


def test_what_lasts_is_not_pushed_out_by_other_answers(example_archive: Archive) -> None:
    snapshot = Snapshots(Settings(store=example_archive.path)).current()
    snapshot.cached("kept", lambda: 1, lasting=True)
    snapshot.cached("other", lambda: 2)
    for number in range(200):
        snapshot.cached(("filling", number), lambda: 3)
    assert _made(snapshot, "kept")
    assert not _made(snapshot, "other")

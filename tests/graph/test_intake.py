"""Many files into an archive: the same for any number of readers, skipped where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from styrkedja.errors import BrokenFileError, StyrkedjaError
from styrkedja.graph.archive import Archive
from styrkedja.graph.intake import Intake
from styrkedja.graph.pipeline import Given, Ingested, Outcome, ingest_file
from styrkedja.graph.readers import Readers
from styrkedja.settings import DEFAULT_BASE
from tests.conftest import EXAMPLES

FILES = sorted(EXAMPLES.glob("*.txt"))


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers.open(2) as opened:
        yield opened


def take(
    folder: Path, files: list[Path], readers: Readers
) -> tuple[Archive, list[Ingested | StyrkedjaError]]:
    archive = Archive.open_or_create(folder, DEFAULT_BASE)
    with archive.writing() as writer:
        intake = Intake(archive, writer, readers)
        told = list(intake.files(files))
    assert [path for path, _ in told] == files
    return archive, [result for _, result in told]


def outcomes(results: list[Ingested | StyrkedjaError]) -> list[Outcome | type]:
    return [one.outcome if isinstance(one, Ingested) else type(one) for one in results]


def test_two_readers_make_the_archive_that_one_process_makes(
    tmp_path: Path, readers: Readers
) -> None:
    archive, results = take(tmp_path / "two", FILES, readers)
    assert outcomes(results) == [Outcome.NEW] * len(FILES)
    alone = Archive.open_or_create(tmp_path / "one", DEFAULT_BASE)
    with alone.writing() as writer:
        for file in FILES:
            ingest_file(file, alone, writer)
    assert [one.iri for one in archive.documents()] == [one.iri for one in alone.documents()]
    for record in alone.documents():
        assert archive.quads(record.iri) == alone.quads(record.iri)
    assert archive.registers() == alone.registers()


def test_what_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    with Readers.open(1) as readers:
        take(tmp_path, FILES[:2], readers)
    with Readers.open(1) as readers:
        archive, results = take(tmp_path, FILES[:2], readers)
        assert outcomes(results) == [Outcome.UNCHANGED] * 2
        assert readers._free.get() is None  # no process was ever started
        readers._free.put(None)
    first = results[0]
    assert isinstance(first, Ingested)
    assert first.report.by_kind
    assert len(archive.journal.commits()) == 2


def test_other_words_from_the_user_make_it_read_again(tmp_path: Path, readers: Readers) -> None:
    take(tmp_path, FILES[:1], readers)
    with Readers.open(1, given=Given(municipality="Lund")) as others:
        archive, results = take(tmp_path, FILES[:1], others)
    assert outcomes(results) == [Outcome.NEW]
    assert {one.municipality for one in archive.documents()} == {"bjorkvalla", "lund"}


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path, readers: Readers) -> None:
    archive = Archive.open_or_create(tmp_path, DEFAULT_BASE)
    with archive.writing() as writer:
        intake = Intake(archive, writer, readers)
        told = intake.files(FILES)
        next(told)
        next(told)
        told.close()  # type: ignore[attr-defined]
    _, results = take(tmp_path, FILES, readers)
    assert outcomes(results) == [Outcome.UNCHANGED] * 2 + [Outcome.NEW] * (len(FILES) - 2)


def test_a_refused_file_does_not_hurt_those_around_it(tmp_path: Path, readers: Readers) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    _, results = take(tmp_path / "a", [FILES[0], broken, FILES[1]], readers)
    assert outcomes(results) == [Outcome.NEW, BrokenFileError, Outcome.NEW]

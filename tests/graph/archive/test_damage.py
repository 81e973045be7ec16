"""Damage: whatever byte of an archive is cut off or changed, it is noticed, said and mended."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from styrkedja.cli.main import app
from styrkedja.errors import ArchiveDamagedError, ArchiveError
from styrkedja.graph.archive import Archive, check_archive, repair_archive
from styrkedja.graph.archive.sealing import SEAL, unseal
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import Outcome, ingest_file
from styrkedja.settings import DEFAULT_BASE

EXAMPLES = Path(__file__).resolve().parents[3] / "graph" / "examples"
FILES = [EXAMPLES / f"bjorkvalla-{name}.txt" for name in (
    "sarskilda-uppdrag-2023", "mal-och-budget-2023-2025", "sarskilda-uppdrag-2024",
)]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of four commits, the second of a document that was purged by the fourth."""
    archive = Archive.open_or_create(tmp_path_factory.mktemp("made") / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        for file in FILES:
            ingest_file(file, archive, writer)
        writer.purge(archive.document("bjorkvalla/mal-och-budget-2023-2025").iri)
    return archive


@pytest.fixture
def archive(made: Archive, tmp_path: Path) -> Archive:
    """A copy of it, to be damaged."""
    shutil.copytree(made.path, tmp_path / "store")
    return Archive.open(tmp_path / "store")


def _changed(path: Path, contents: Iterator[bytes]) -> Iterator[bytes]:
    """Write each content to the file while the caller looks; put the first back at the end."""
    before = path.read_bytes()
    try:
        for content in contents:
            path.write_bytes(content)
            yield content
    finally:
        path.write_bytes(before)


def _cuts(content: bytes) -> Iterator[bytes]:
    return (content[:length] for length in range(len(content)))


def _flips(content: bytes) -> Iterator[bytes]:
    for place in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            yield bytes(changed)


def _sealed_files(archive: Archive) -> list[Path]:
    journal = archive.path / "journal"
    return [archive.path / "styrkedja.json", *sorted(journal.iterdir())]


def test_a_journal_cut_at_any_byte_is_noticed(archive: Archive) -> None:
    cuts = 0
    for path in _sealed_files(archive):
        for _ in _changed(path, _cuts(path.read_bytes())):
            with pytest.raises(ArchiveDamagedError, match="backup"):
                Archive.open(archive.path).state()
            cuts += 1
    assert cuts > 3500
    assert check_archive(archive).whole


def test_a_flipped_bit_of_the_journal_is_noticed_whichever_it_is(archive: Archive) -> None:
    for path in _sealed_files(archive):
        every = random.Random(path.name).sample(list(_flips(path.read_bytes())), 700)
        for _ in _changed(path, iter(every)):
            with pytest.raises(ArchiveDamagedError, match="backup"):
                Archive.open(archive.path).state()


def test_a_journal_that_lost_its_last_commits_is_noticed_by_new_and_old_readers(
    archive: Archive,
) -> None:
    reader = Archive.open(archive.path)
    assert reader.head() == 4
    reader.state()
    for number in (4, 3, 2, 1):
        (archive.path / "journal" / f"{number:08}.json").unlink()
        lost = "commit 4 of the journal is" if number == 4 else f"commits {number} to 4 of .* are"
        with pytest.raises(ArchiveDamagedError, match=f"{lost} missing"):
            Archive.open(archive.path).state()
        with pytest.raises(ArchiveDamagedError, match="missing"):
            reader.state()
    (archive.path / "journal" / "head").unlink()
    with pytest.raises(ArchiveDamagedError, match="how many commits there are is not known"):
        Archive.open(archive.path).state()


def test_nothing_is_written_to_a_damaged_journal_and_nothing_tidied_away(archive: Archive) -> None:
    (archive.path / "journal" / "00000003.json").write_bytes(b"{")
    (archive.path / "journal" / "00000004.json").unlink()
    before = sorted(archive.path.rglob("*"))
    with (
        pytest.raises(ArchiveDamagedError, match=r"up to commit 2 \(2.*T.*\) the journal is whole"),
        Archive.open(archive.path).writing(),
    ):
        pass
    assert sorted(archive.path.rglob("*")) == before


def test_a_flipped_bit_of_any_file_is_noticed_and_named(archive: Archive) -> None:
    files = [path for top in ("documents", "registers") for path in (archive.path / top).rglob("*")]
    files = [path for path in files if path.is_file()]
    assert len(files) == 2 * 4 + 1  # one register: earlier ones name bodies of the purged document
    for path in files:
        content = path.read_bytes()
        chance = random.Random(path.name)
        for place in (0, len(content) - 1, *chance.choices(range(len(content)), k=25)):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            (name,) = check_archive(archive).faults
            assert name == path.relative_to(archive.path).as_posix()
        path.unlink()
        assert "cannot be read" in check_archive(archive).faults[name]
        path.write_bytes(content)
    assert check_archive(archive).whole


@pytest.mark.parametrize("role", ["original", "text.txt", "quads.nq", "report.json"])
def test_reading_a_document_again_mends_its_files(archive: Archive, role: str) -> None:
    record = archive.document("bjorkvalla/sarskilda-uppdrag-2024")
    path = archive.document_path(record) / role
    path.write_bytes(path.read_bytes()[:-1])
    with archive.writing() as writer:
        assert ingest_file(FILES[2], archive, writer, again=True).outcome is Outcome.REPLACED
    assert archive.original(record.iri) == FILES[2].read_bytes()
    load_store(archive)


def test_the_command_says_what_is_damaged_and_what_to_do(archive: Archive) -> None:
    where = ["--store", str(archive.path)]
    (archive.path / "journal" / "00000003.json").write_bytes(b"")
    result = CliRunner().invoke(app, ["validate", *where])
    assert result.exit_code == 1
    assert "commit 3 of the journal cannot be read" in result.stderr
    assert "styrkedja restore" in result.stderr
    assert "styrkedja repair" in result.stderr
    assert "not certain, but its files are there: bjorkvalla/sarskilda-uppdrag-2024" in (
        result.stderr
    )


@pytest.mark.parametrize("broken", ["00000003.json", "00000004.json", "head"])
@pytest.mark.parametrize("gone", [False, True])
def test_repair_goes_on_from_the_last_whole_commit_and_keeps_the_rest(
    archive: Archive, tmp_path: Path, broken: str, gone: bool
) -> None:
    path = archive.path / "journal" / broken
    path.unlink() if gone else path.write_bytes(path.read_bytes()[:-1])
    before = {file.read_bytes() for file in archive.path.rglob("*") if file.is_file()}
    aside = tmp_path / "aside"
    command = ["repair", str(aside), "--yes", "--store", str(archive.path)]
    result = CliRunner().invoke(app, command)
    whole = {"00000003.json": 2, "00000004.json": 3, "head": 4}[broken]
    assert f"goes on from commit {whole}" in result.stdout
    after = {f.read_bytes() for top in (archive.path, aside) for f in top.rglob("*") if f.is_file()}
    assert before <= after
    repaired = Archive.open(archive.path)
    assert repaired.head() == whole
    assert check_archive(repaired).journal is None
    originals = {path.read_bytes() for path in aside.rglob("original")}
    assert originals == ({FILES[2].read_bytes()} if whole == 2 else set())
    assert ("styrkedja ingest --again" in result.stdout) == (whole == 2)


def test_repair_of_a_whole_journal_does_nothing(archive: Archive, tmp_path: Path) -> None:
    command = ["repair", str(tmp_path / "aside"), "--store", str(archive.path)]
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stdout) == (0, "The journal is whole: nothing to repair.\n")
    assert not (tmp_path / "aside").exists()


def test_repair_sets_nothing_aside_in_the_archive_or_over_other_files(
    archive: Archive, tmp_path: Path
) -> None:
    (archive.path / "journal" / "head").unlink()
    (tmp_path / "letter.txt").write_text("Hej")
    for aside in (archive.path / "aside", tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(ArchiveError, match="choose a folder"):
            repair_archive(archive, aside)


def test_an_archive_of_the_first_format_is_read_and_given_checksums(archive: Archive) -> None:
    import json

    for path in _sealed_files(archive):
        if path.name == "head":
            path.unlink()
            continue
        value = json.loads(path.read_bytes())
        del value[SEAL]
        value |= {"format": 1} if "format" in value else {}
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    old = Archive.open(archive.path)
    documents = old.documents()
    with old.writing():
        pass
    for path in _sealed_files(archive):
        assert SEAL in unseal(path.read_bytes()), path
    assert Archive.open(archive.path).documents() == documents
    (archive.path / "journal" / "00000004.json").unlink()
    with pytest.raises(ArchiveDamagedError, match="missing"):
        Archive.open(archive.path).state()

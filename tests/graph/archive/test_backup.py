"""Backups: whole, of one commit, checked when they are restored, without what was purged."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from styrkedja.cli.main import app
from styrkedja.errors import ArchiveDamagedError, ArchiveError, ArchiveLockedError
from styrkedja.graph.archive import Archive, Backup, backup_archive, check_archive, restore_archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.ontology.namespaces import SK
from styrkedja.settings import DEFAULT_BASE

EXAMPLES = Path(__file__).resolve().parents[3] / "graph" / "examples"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("lock", "audit.jsonl")  # of this machine, not data
    }


def _quads(archive: Archive) -> set[ox.Quad]:
    """The store's quads but for the ontology's, whose blank nodes are new each time."""
    ontology = ox.NamedNode(SK.rstrip("#"))
    return {quad for quad in load_store(archive).quads() if quad.graph_name != ontology}


@pytest.fixture
def archive(example_archive: Archive, tmp_path: Path) -> Archive:
    shutil.copytree(example_archive.path, tmp_path / "store")
    return Archive.open(tmp_path / "store")


@pytest.fixture(scope="module")
def backup(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return backup_archive(example_archive, tmp_path_factory.mktemp("backups")).path


def test_a_restored_archive_is_the_same_in_files_and_quads(
    example_archive: Archive, backup: Path, tmp_path: Path
) -> None:
    where = tmp_path / "new" / "store"
    result = CliRunner().invoke(app, ["restore", str(backup), "--store", str(where)])
    assert result.exit_code == 0, result.output
    assert "commit 2, documents: 2" in result.stdout
    assert _files(where) == _files(example_archive.path)
    restored = Archive.open(where)
    assert _quads(restored) == _quads(example_archive)
    assert [path.name for path in where.parent.iterdir()] == ["store"]


def test_backups_made_while_documents_are_read_are_each_whole_and_of_one_commit(
    tmp_path: Path,
) -> None:
    source = tmp_path / "store"
    Archive.open_or_create(source, DEFAULT_BASE)
    files = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    command = [sys.executable, "-m", "styrkedja.cli", "ingest", *files, "--store", str(source)]
    made: dict[int, Backup] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as reading:
        while reading.poll() is None:
            backup = backup_archive(Archive.open(source), tmp_path)
            made[backup.commit] = backup
    assert reading.returncode == 3
    backup = backup_archive(Archive.open(source), tmp_path / "last.tar.gz")
    made[backup.commit] = backup
    assert len(made) > 3
    whole = Archive.open(source)
    originals = {path.read_bytes() for path in EXAMPLES.glob("*.txt")}
    for number, backup in sorted(made.items()):
        restore_archive(backup.path, tmp_path / f"restored-{number}")
        restored = Archive.open(tmp_path / f"restored-{number}")
        assert (restored.head(), check_archive(restored).whole) == (backup.commit, True)
        found, there = _files(restored.path), _files(source)
        assert {name for name in found if found[name] != there[name]} <= {"journal/head"}
        assert {restored.original(r.iri) for r in restored.documents()} <= originals
        for record in restored.documents():
            if record == whole.document(record.iri):
                assert restored.quads(record.iri) == whole.quads(record.iri)
    assert _quads(restored) == _quads(whole)
    assert _files(restored.path) == _files(source)


def test_a_purged_document_is_in_no_backup_made_after(archive: Archive, tmp_path: Path) -> None:
    with archive.writing() as writer:
        writer.purge(archive.document("sarskilda-uppdrag-2023").iri)
    made = backup_archive(archive, tmp_path / "after.tar.gz")
    with tarfile.open(made.path) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file is not None
            assert b"uppdrag-2023" not in file.read(), member.name
            assert "uppdrag-2023" not in member.name
    restore_archive(made.path, tmp_path / "restored")
    assert [r.key for r in Archive.open(tmp_path / "restored").documents()] == [
        "sarskilda-uppdrag-2024"
    ]


def test_a_purge_while_a_backup_is_made_starts_it_over(
    archive: Archive, tmp_path: Path, example_files: list[Path]
) -> None:
    """The archive as the backup sees it is purged of a document by another process meanwhile."""

    class PurgedMeanwhile(Archive):
        def read_checked(self, name: str, sha256: str) -> bytes:
            content = super().read_checked(name, sha256)
            if Archive.open(self.path).head() == 2:
                command = [sys.executable, "-m", "styrkedja.cli", "purge", "--yes"]
                where = ["--store", str(self.path)]
                subprocess.run([*command, "sarskilda-uppdrag-2024", *where], check=True)
            return content

    made = backup_archive(PurgedMeanwhile(archive.path, archive.base), tmp_path / "it.tar.gz")
    assert made.commit == 3
    restore_archive(made.path, tmp_path / "restored")
    assert [r.key for r in Archive.open(tmp_path / "restored").documents()] == [
        "sarskilda-uppdrag-2023"
    ]


def test_a_cut_or_changed_backup_is_refused_and_nothing_is_touched(
    backup: Path, archive: Archive, tmp_path: Path
) -> None:
    content, before = backup.read_bytes(), _files(archive.path)
    chance = random.Random(5)
    damaged = tmp_path / "damaged.tar.gz"
    for place in chance.sample(range(30, len(content) - 60), 40):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        for wrong in (content[:place], bytes(changed)):
            damaged.write_bytes(wrong)
            with pytest.raises(ArchiveDamagedError, match="nothing was restored"):
                restore_archive(damaged, archive.path, replace=True)
    assert _files(archive.path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged.tar.gz", "store"]


@pytest.mark.parametrize(
    "name", ["../outside", "/tmp/outside", "documents/../../outside", "journal/00000001.json"]
)
def test_a_backup_with_names_that_lead_out_or_stand_twice_is_refused(
    backup: Path, tmp_path: Path, name: str
) -> None:
    crafted = tmp_path / "crafted.tar.gz"
    with tarfile.open(backup) as source, tarfile.open(crafted, "w:gz") as target:
        for member in source:
            target.addfile(member, source.extractfile(member))
        added = tarfile.TarInfo(name)
        added.size = 3
        target.addfile(added, io.BytesIO(b"bad"))
    with pytest.raises(ArchiveDamagedError, match="is not what was written"):
        restore_archive(crafted, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["crafted.tar.gz"]


def test_an_archive_gives_way_only_when_told_to_and_other_folders_never(
    backup: Path, archive: Archive, tmp_path: Path
) -> None:
    with archive.writing() as writer:
        ingest_file(EXAMPLES / "bjorkvalla-mal-och-budget-2023-2025.txt", archive, writer)
        with pytest.raises(ArchiveLockedError):
            restore_archive(backup, archive.path, replace=True)
    with pytest.raises(ArchiveError, match="--force"):
        restore_archive(backup, archive.path)
    assert Archive.open(archive.path).head() > 2
    result = CliRunner().invoke(
        app, ["restore", str(backup), "--force", "--store", str(archive.path)]
    )
    assert result.exit_code == 0, result.output
    assert Archive.open(archive.path).head() == 2
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Hej")
    with pytest.raises(ArchiveError, match="holds other things"):
        restore_archive(backup, tmp_path / "letters", replace=True)


def test_an_archive_too_damaged_to_open_can_be_restored_over(
    backup: Path, archive: Archive
) -> None:
    (archive.path / "styrkedja.json").write_bytes(b"")
    (archive.path / "journal" / "head").unlink()
    restore_archive(backup, archive.path, replace=True)
    assert check_archive(Archive.open(archive.path)).whole


def test_a_damaged_archive_is_not_backed_up_over_what_is_whole(
    archive: Archive, tmp_path: Path
) -> None:
    (quads, *_) = archive.path.rglob("quads.nq")
    quads.write_bytes(quads.read_bytes()[:-1])
    with pytest.raises(ArchiveDamagedError, match=r"quads\.nq"):
        backup_archive(archive, tmp_path / "backup.tar.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_folder_of_backups_keeps_the_newest_and_strangers_files(
    example_archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("Hej")
    (tmp_path / "styrkedja-20200101T000000Z-00000001.tar.gz").write_bytes(b"old")
    (tmp_path / "styrkedja-20200102T000000Z-00000001.tar.gz").write_bytes(b"old")
    command = ["backup", str(tmp_path), "--keep", "2", "--store", str(example_archive.path)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:2] == ["notes.txt", "styrkedja-20200102T000000Z-00000001.tar.gz"]
    assert len(names) == 3
    made = tmp_path / names[2]
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", ["inside", "existing", "nowhere"])
def test_a_backup_goes_where_it_harms_nothing(
    archive: Archive, backup: Path, tmp_path: Path, place: str
) -> None:
    target = {
        "inside": archive.path / "backup.tar.gz",
        "existing": backup,
        "nowhere": tmp_path / "no" / "backup.tar.gz",
    }[place]
    before = backup.read_bytes()
    with pytest.raises(ArchiveError):
        backup_archive(archive, target)
    assert backup.read_bytes() == before


def test_what_was_purged_since_the_backup_is_purged_again_unless_it_was_read_again(
    backup: Path, archive: Archive, example_files: list[Path]
) -> None:
    first, second = (record.iri for record in archive.documents())
    with archive.writing() as writer:
        writer.purge(first)
        writer.purge(second)
        ingest_file(example_files[1], archive, writer)
    command = ["restore", str(backup), "--force", "--store", str(archive.path)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert f"purged again: {first}" in result.stdout
    restored = Archive.open(archive.path)
    assert [record.iri for record in restored.documents()] == [second]
    assert check_archive(restored).whole
    assert not [path for path in archive.path.rglob("*") if "uppdrag-2023" in path.name]

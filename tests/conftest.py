"""What tests of several parts share: the real documents, the examples, a store made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.pipeline import ingest_file
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import DEFAULT_BASE

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ROOT / "graph" / "examples"


@pytest.fixture(scope="session")
def lund_file() -> Path:
    """The real follow-up of Lund, where it is present."""
    found = sorted(SEEDS.glob("000_*.txt"))
    if not found:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return found[0]


@pytest.fixture(scope="session")
def example_files() -> list[Path]:
    """The two bundled documents of Björkvalla, the older one first."""
    return sorted(EXAMPLES.glob("bjorkvalla-sarskilda-uppdrag-*.txt"))


@pytest.fixture(scope="session")
def example_archive(tmp_path_factory: pytest.TempPathFactory, example_files: list[Path]) -> Archive:
    """An archive of the bundled documents; not to be changed."""
    archive = Archive.open_or_create(tmp_path_factory.mktemp("examples"), DEFAULT_BASE)
    with archive.writing() as writer:
        for file in example_files:
            ingest_file(file, archive, writer)
    return archive


@pytest.fixture(scope="session")
def layouts_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of the bundled documents of all layouts; not to be changed."""
    return _archive_of(sorted(EXAMPLES.glob("*.txt")), tmp_path_factory.mktemp("layouts"))


@pytest.fixture(scope="session")
def real_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of the five real documents, where they are present; not to be changed."""
    files = sorted(SEEDS.glob("00[0-4]_*.txt"))
    if len(files) < 5:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return _archive_of(files, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def real_store(real_archive: Archive) -> Store:
    """The store of the five real documents."""
    return load_store(real_archive)


@pytest.fixture(scope="session")
def layouts_store(layouts_archive: Archive) -> Store:
    """The store of all bundled documents."""
    return load_store(layouts_archive)


def _archive_of(files: list[Path], folder: Path) -> Archive:
    archive = Archive.open_or_create(folder, DEFAULT_BASE)
    with archive.writing() as writer:
        for file in files:
            ingest_file(file, archive, writer)
    return archive

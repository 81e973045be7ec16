"""What tests of several parts share: the real documents, the examples, a store made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
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

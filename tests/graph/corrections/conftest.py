"""An archive that can be corrected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from styrkedja.graph.archive import Archive


@pytest.fixture
def archive(example_archive: Archive, tmp_path: Path) -> Archive:
    """A copy of the two bundled follow-ups of Björkvalla."""
    shutil.copytree(example_archive.path, tmp_path / "store")
    return Archive.open(tmp_path / "store")

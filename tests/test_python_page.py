"""docs/python.md does what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs_running import blocks_of, run_blocks

ROOT = Path(__file__).resolve().parent.parent


def test_the_blocks_of_the_python_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "graph" / "examples", tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    names, _ = run_blocks(blocks_of((ROOT / "docs" / "python.md").read_text(encoding="utf-8")))
    assert "Täckningsindex" in capsys.readouterr().out
    assert isinstance(names["workbook"], bytes)
    assert (tmp_path / "coverage" / "data_dictionary.csv").exists()

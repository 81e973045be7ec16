"""The tutorial notebook runs from the first cell to the last, and is kept without outputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.docs_running import run_blocks

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebooks" / "tutorial.ipynb"


@pytest.mark.slow
def test_the_tutorial_runs_and_shows_every_analysis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    _, shown = run_blocks(cells)
    views = [thing._repr_html_() for thing in shown if hasattr(thing, "_repr_html_")]
    assert len(views) == 4
    for view in views:
        assert "<svg" in view and "<table>" in view
    printed = capsys.readouterr().out
    assert "Täckningsindex" in printed and "The coverage index" in printed
    for name in ("sharing", "coverage", "change", "calendar"):
        assert (tmp_path / "notebook-files" / name / f"{name}.xlsx").stat().st_size


def test_the_tutorial_is_a_notebook_without_outputs() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None

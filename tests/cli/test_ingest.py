"""`styrkedja ingest` on a folder of files of many formats."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.file_making import blocks_of, docx_of, html_of, pdf_of


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "styrkedja.cli", "ingest", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("folder")
    cards, plan, tables = (
        blocks_of(next(EXAMPLES.glob(f"*{name}*.txt")).read_text(encoding="utf-8"))
        for name in ("uppdrag-2023", "mal-och-budget", "kultur")
    )
    (path / "a.docx").write_bytes(docx_of(cards))
    (path / "below").mkdir()
    (path / "below" / "b.pdf").write_bytes(pdf_of(plan))
    (path / "c.html").write_bytes(html_of(tables))
    (path / "d.pdf").write_bytes(b"%PDF-1.4 cut")
    (path / "e.png").write_bytes(b"\x89PNG")
    return path


def test_a_folder_is_read_by_two_workers_and_goes_on_where_it_stopped(
    folder: Path, tmp_path: Path
) -> None:
    store = ("--store", tmp_path / "s", "--lang", "en", "--workers", 2)
    ran = run(folder, *store)
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert f"refused: {folder / 'd.pdf'}: the PDF is damaged" in ran.stderr
    end = "3 of 4 documents read, 3 with doubts. 3 new, 0 replaced, 0 unchanged, 0 left alone, "
    assert ran.stdout.endswith(f"{end}1 refused.\n")
    again = run(folder, *store)
    end = "3 of 4 documents read, 3 with doubts. 0 new, 0 replaced, 3 unchanged, 0 left alone, "
    assert again.stdout.endswith(f"{end}1 refused.\n")


def test_limits_come_from_settings(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STYRKEDJA_READ_SECONDS", "0.05")
    ran = run(folder / "below", "--store", tmp_path / "s")
    assert ran.returncode == 1
    assert "took more than 0.05 seconds" in ran.stderr
    assert "b.pdf" in ran.stderr

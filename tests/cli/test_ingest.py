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
    assert "läsningen tog mer än 0.05 sekunder" in ran.stderr
    assert "b.pdf" in ran.stderr


def test_what_cannot_be_read_is_told_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "tom.pdf").mkdir(parents=True)
    (folder / "gammal.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (folder / "öppen.odt").write_bytes(
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
    )
    (folder / "brev.rtf").write_bytes(b"{\\rtf1 }")
    (folder / "tom.xlsx").write_bytes(b"")
    good = next(EXAMPLES.glob("*mal-och-budget*.txt"))
    ran = run(folder, folder / "tom.pdf", folder / "saknas.pdf", good, "--store", tmp_path / "s")
    assert ran.returncode == 1
    told = {
        "tom.pdf": "inga dokument i den här mappen",
        "saknas.pdf": "ingen sådan fil eller mapp",
        "gammal.doc": "spara den utan lösenord som .docx eller .xlsx",
        "öppen.odt": "spara den som .docx eller .xlsx",
        "brev.rtf": "öppna den och spara den som .docx",
        "tom.xlsx": "filen är tom",
    }
    lines = ran.stderr.splitlines()
    assert len(lines) == len(told)
    for name, what in told.items():
        (line,) = (one for one in lines if name in one)
        assert line.startswith("styrkedja: avvisad: ") and what in line
    assert ran.stdout.endswith("1 nya, 0 ersatta, 0 oförändrade, 0 orörda, 6 avvisade.\n")

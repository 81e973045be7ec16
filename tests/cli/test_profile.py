"""`styrkedja profile`, as a user runs it: draft, answer, read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "styrkedja.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_document_with_other_words_is_read_with_its_draft(
    tmp_path: Path, example_files: list[Path]
) -> None:
    text = example_files[-1].read_text(encoding="utf-8")
    report, words = tmp_path / "rapport.txt", tmp_path / "ord.toml"
    report.write_text(text.replace("Ansvarig nämnd", "Bärande part"), encoding="utf-8")
    ran = run("profile", report, "-o", words, "--lang", "en")
    assert ran.returncode in (0, 3), ran.stderr
    assert f"written to {words}" in ran.stderr
    assert 'responsible = ["Bärande part"]' in words.read_text(encoding="utf-8")
    read = run("ingest", report, "--profile", words, "--store", tmp_path / "s", "--lang", "en")
    assert read.returncode == 3, read.stderr
    assert "34 special assignments" in read.stdout


def test_a_draft_with_questions_ends_with_3_and_writes_nothing_else(
    tmp_path: Path, example_files: list[Path]
) -> None:
    text = example_files[-1].read_text(encoding="utf-8")
    report = tmp_path / "rapport.txt"
    report.write_text(text.replace(" Pågående ", " Rullar på "), encoding="utf-8")
    ran = run("profile", report)
    assert ran.returncode == 3
    assert '# completed = ["Rullar på"]' in ran.stdout
    assert "Vilken status är det?" in ran.stdout
    assert list(tmp_path.iterdir()) == [report]


def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    for name, content in (("a.pdf", b"%PDF-1.7"), ("b.txt", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        ran = run("profile", path)
        assert ran.returncode == 1
        assert ran.stderr.startswith("styrkedja: ")
        assert ran.stderr.count("\n") == 1
    missing = run("profile", tmp_path / "none.txt")
    assert missing.returncode == 1
    assert "none.txt" in missing.stderr

"""`styrkedja demo`, as a user runs it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from styrkedja.cli.main import app


def test_the_examples_are_reported_in_swedish_or_in_english(tmp_path: Path) -> None:
    def lines(*arguments: str) -> list[str]:
        demo = ["demo", "--only-read", "--store", str(tmp_path / "demo"), *arguments]
        result = CliRunner().invoke(app, demo)
        assert result.exception is None, result.exception
        return result.stdout.splitlines()

    first, again, english = lines(), lines(), lines("--lang", "en")
    assert len(first) == len(again) == len(english) == 6
    for line in first:
        assert "Björkvalla: " in line
        assert " tveksamhet" in line
        assert line.endswith("(inläst)")
    assert sum("Björkvalla: 34 uppdrag, " in line for line in first) == 2
    assert sum("48 aktiviteter" in line for line in first) == 1
    assert all(line.endswith("(oförändrad)") for line in again)
    assert sum("34 assignments" in line for line in english) == 2
    assert all("(unchanged)" in line for line in english)


def test_another_language_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    demo = ["demo", "--only-read", "--store", str(tmp_path / "demo"), "--lang", "de"]
    assert CliRunner().invoke(app, demo).exit_code == 2
    assert not (tmp_path / "demo").exists()

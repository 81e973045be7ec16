"""The code keeps its own rules: formatting, lint, types, and examples in docstrings that run."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WITH_EXAMPLES = sorted(
    path.relative_to(ROOT)
    for layer in ("ontology", "queries", "graph", "api", "styrkedja")
    for path in (ROOT / layer).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def _run(*command: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_formatting_and_lint_are_clean() -> None:
    _run("ruff", "format", "--check", ".")
    _run("ruff", "check", ".")


@pytest.mark.slow
def test_types_are_right() -> None:
    _run("mypy")


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_examples_in_docstrings_run(path: Path) -> None:
    name = ".".join(path.with_suffix("").parts)
    name = name if name.startswith("styrkedja.") else f"styrkedja.{name}"
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0

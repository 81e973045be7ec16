"""Imports go one way: styrkedja ← ontology ← queries ← graph ← api ← styrkedja/cli."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["styrkedja", "ontology", "queries", "graph", "api", "cli"]
HEAVY = {
    "networkx": {"graph/analysis"},
    "scipy": {"graph/analysis"},
    "docx": {"graph/formats/docx.py", "graph/formats/numbering.py"},
    "lxml": {"graph/formats/"},
    "openpyxl": {
        "graph/analysis/workbook.py",
        "graph/corrections/tables.py",
        "graph/corrections/workbook.py",
        "graph/formats/xlsx.py",
        "graph/formats/xlsx_marks.py",
        "graph/workbook/writing.py",
    },
    "pdfminer": {"graph/formats/pdf"},
    "pdfplumber": {"graph/formats/pdf"},
    "resvg_py": {"graph/analysis/raster.py"},
    "owlrl": {"graph/rdf/closure.py"},
    "pyshacl": {"graph/rdf/validation.py"},
    "fastapi": {"api"},
    "sqlite3": {"graph/search/index.py"},
    "typer": {"styrkedja/cli"},
}


def _modules() -> list[Path]:
    folders = ["styrkedja", "ontology", "queries", "graph", "api"]
    found = [path for name in folders for path in (ROOT / name).rglob("*.py")]
    return sorted({path.resolve().relative_to(ROOT) for path in found})


def _layer(module: str) -> str:
    parts = module.split(".")
    if parts[:1] == ["styrkedja"]:
        return parts[1] if len(parts) > 1 and parts[1] in ORDER else "styrkedja"
    return ""


def _layer_of(path: Path) -> str:
    return "cli" if path.parts[:2] == ("styrkedja", "cli") else path.parts[0]


def _imported(path: Path) -> list[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.append(node.module)
    return names


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    own = ORDER.index(_layer_of(path))
    for name in _imported(path):
        layer = _layer(name)
        assert not layer or ORDER.index(layer) <= own, f"{path} imports {name}"


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_heavy_libraries_are_imported_only_where_their_job_is(path: Path) -> None:
    for name in _imported(path):
        allowed = HEAVY.get(name.split(".")[0])
        assert allowed is None or any(str(path).startswith(place) for place in allowed), name


def test_the_package_itself_imports_no_subpackage() -> None:
    assert _imported(Path("styrkedja/__init__.py")) == []


def test_no_reader_names_a_municipality() -> None:
    names = {"lund", "luleå", "linköping", "björkvalla"}
    for path in (ROOT / "graph" / "reading").rglob("*.py"):
        words = set(path.read_text(encoding="utf-8").lower().replace('"', " ").split())
        assert not words & names, path

"""`__all__` says what a module offers, and says it truly."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _modules() -> list[str]:
    found = []
    for path in sorted((ROOT / "styrkedja").glob("*/**/*.py")) + sorted(
        (ROOT / "styrkedja").glob("*.py")
    ):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] == "__main__" or "examples" in parts:
            continue
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    for name in ("ontology", "queries", "graph", "api"):
        for path in sorted((ROOT / name).rglob("*.py")):
            if path.name == "__main__.py":
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            found.append(".".join(("styrkedja", *parts)))
    return sorted(set(found))


@pytest.mark.parametrize("name", _modules())
def test_public_names_are_listed_sorted_and_there(name: str) -> None:
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", None)
    assert listed is not None, f"{name} has no __all__"
    assert sorted(listed) == sorted(set(listed))
    for public in listed:
        assert hasattr(module, public), public
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    defined = {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not any("router." in ast.unparse(mark) for mark in getattr(node, "decorator_list", []))
    }
    assert defined <= set(listed), f"public but not listed: {defined - set(listed)}"

"""The page on SPARQL names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from styrkedja.api.negotiation import GRAPH_FORMATS, RDF_FORMATS, RESULT_FORMATS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/\S+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_the_page_names_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_rule_has_a_test() -> None:
    rules = PAGE[PAGE.index("## Rules of") : PAGE.index("## The W3C's own")]
    rows = [row for row in rules.splitlines() if row.startswith("| ")]
    rows = [row for row in rows if not row.startswith("| rule")]
    assert len(rows) > 35
    for row in rows:
        assert "`tests/" in row, row


def test_every_form_is_named() -> None:
    for name in (*RESULT_FORMATS, *RDF_FORMATS, *GRAPH_FORMATS):
        assert f"`{name}`" in PAGE

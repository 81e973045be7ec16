"""Python blocks of a page, run one after the other as a user would."""

from __future__ import annotations

import ast
import re

__all__ = ["blocks_of", "run_blocks"]


def blocks_of(page: str) -> list[str]:
    """Return the Python blocks of a Markdown page."""
    return re.findall(r"^```python\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)


def run_blocks(blocks: list[str]) -> tuple[dict[str, object], list[object]]:
    """Run blocks in one name space; return it, and what the last expression of each was."""
    names: dict[str, object] = {"__name__": "__main__"}
    shown: list[object] = []
    for number, block in enumerate(blocks, start=1):
        tree = ast.parse(block, filename=f"block {number}")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"block {number}", "exec"), names)
        if isinstance(last, ast.Expr):
            shown.append(
                eval(compile(ast.Expression(last.value), f"block {number}", "eval"), names)
            )
    return names, shown

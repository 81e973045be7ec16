"""Blocks of a page, Python or commands, run one after the other as a user would."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

__all__ = ["blocks_of", "commands_of", "run_blocks", "run_commands"]


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


def commands_of(page: str) -> list[tuple[str, list[str]]]:
    """Return the `sh` blocks of a Markdown page, each with the lines that are shown after it."""
    found = re.findall(
        r"^```sh\n(.*?)^```$(?:\n+```text\n(.*?)^```$)?", page, flags=re.DOTALL | re.MULTILINE
    )
    return [(commands, shown.splitlines()) for commands, shown in found]


def run_commands(commands: str, folder: Path) -> str:
    """Run the commands of a block in a folder; return what they wrote to the screen.

    Commands may end with 0, with 1 (refused) or with 3 (doubts): what they write tells which.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", commands],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1, 3), ran.stderr
    return ran.stdout + ran.stderr

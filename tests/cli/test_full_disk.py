"""A full disk: the command says so, the archive stays whole, and goes on when there is room."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, str(Path(__file__).with_name("full_disk.py"))]


def _outcomes(command: list[str]) -> dict[str, list[str]]:
    """Run the program; return what was said of each kind of writing, the least room first."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"\d+ KiB: (\w+): (.*)", line)
        assert match is not None, line
        outcomes.setdefault(match[1], []).append(match[2])
    return outcomes


def _check(outcomes: dict[str, list[str]], reason: str) -> None:
    assert len(outcomes["ingest"]) > 8
    for what in ("ingest", "backup", "command"):
        assert reason in outcomes[what][0], outcomes
    for what in ("ingest", "backup", "purge"):
        assert all(said == "done" or reason in said for said in outcomes[what])
        assert outcomes[what][-1] == "done"
    failed = [said for said in outcomes["ingest"] if said != "done"]
    assert len(failed) > 4
    assert all("the archive is as it was" in said for said in failed)


@pytest.mark.slow
def test_files_that_may_not_grow_any_more(tmp_path: Path) -> None:
    _check(_outcomes([*PROGRAM, "limit", str(tmp_path)]), "File too large")


@pytest.mark.slow
def test_a_file_system_without_room(tmp_path: Path) -> None:
    """A small file system of its own, mounted where only this test sees it."""
    unshare = shutil.which("unshare")
    inside = [str(unshare), "--user", "--map-root-user", "--mount"]
    mount = 'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"'
    command = [*inside, "sh", "-c", mount, str(tmp_path)]
    if unshare is None or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system of one's own")
    _check(_outcomes([*command, *PROGRAM, "disk", str(tmp_path)]), "No space left on device")

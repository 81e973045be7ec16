"""A real service in a process of its own, with short patience."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from styrkedja.graph.archive import Archive

_SETTINGS = {
    "STYRKEDJA_HEAD_SECONDS": "0.5",
    "STYRKEDJA_BODY_SECONDS": "0.5",
    "STYRKEDJA_QUERY_SECONDS": "1",
    "STYRKEDJA_QUERY_MEMORY": "128",
}


@pytest.fixture(scope="session")
def address(layouts_archive: Archive) -> Iterator[tuple[str, int]]:
    """Where the service listens; at the end it is there still, and has logged no fault."""
    command = [sys.executable, "-m", "styrkedja.cli", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(
        [*command, "--store", str(layouts_archive.path)],
        env={**os.environ, **_SETTINGS},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        yield "127.0.0.1", int(found[1])
        assert process.poll() is None, "the service has ended"
        process.terminate()
        logged = process.stderr.read()
    assert "Traceback" not in logged, logged[-5000:]

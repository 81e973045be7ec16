from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from styrkedja.graph.archive import Archive


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "styrkedja.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_document_is_read_as_internal_and_made_public(
    tmp_path: Path, example_files: list[Path]
) -> None:
    store = tmp_path / "store"
    ran = run("ingest", example_files[0], "--internal", "--store", store)
    assert ran.returncode in (0, 3), ran.stderr
    (record,) = Archive.open(store).documents()
    assert Archive.open(store).is_internal(record.iri)
    said = run("visibility", record.key, "--store", store)
    assert said.stdout == f"{record.iri} is internal.\n"
    changed = run("visibility", record.key, "public", "--store", store)
    assert changed.stdout == f"{record.iri} is public now.\n"
    again = run("visibility", record.key, "public", "--store", store)
    assert again.stdout == f"{record.iri} is public already.\n"
    assert not Archive.open(store).is_internal(record.iri)
    assert run("visibility", record.key, "secret", "--store", store).returncode == 2
    assert run("visibility", "no-such-document", "internal", "--store", store).returncode == 1

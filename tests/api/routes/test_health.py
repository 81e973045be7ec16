"""Health: whether the process answers, whether it can do its work, what it serves."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import ingest_file
from styrkedja.settings import Settings

Serve = Callable[[Settings], httpx.Client]


def until(client: httpx.Client, path: str, status: int) -> httpx.Response:
    """Ask until the answer has this status."""
    for _ in range(600):
        response = client.get(path)
        if response.status_code == status:
            return response
        time.sleep(0.05)
    raise AssertionError(f"{path}: {response.status_code} {response.text}")


def test_health_is_live_ready_and_never_kept(service: httpx.Client) -> None:
    assert service.get("/health/live").json() == {"status": "alive"}
    assert until(service, "/health/ready", 200).json() == {"archive": True, "queries": True}
    health = service.get("/health").json()
    assert (health["status"], health["commit"], health["documents"]) == ("ok", 2, 2)
    for path in ("/health", "/health/live", "/health/ready", "/metrics"):
        assert service.get(path).headers["cache-control"] == "no-store"


def test_a_service_whose_archive_cannot_be_loaded_lives_but_is_not_ready(
    example_archive: Archive, tmp_path: Path, serve: Serve
) -> None:
    shutil.copytree(example_archive.path, tmp_path / "store")
    (quads, *_) = (tmp_path / "store").rglob("quads.nq")
    content = quads.read_bytes()
    quads.write_bytes(content[:-1])
    client = serve(Settings(store=tmp_path / "store"))
    assert client.get("/health/live").status_code == 200
    answer = until(client, "/health/ready", 503)
    assert answer.json()["archive"] is False
    assert answer.headers["retry-after"] == "1"
    assert client.get("/health").status_code == 503
    quads.write_bytes(content)
    assert until(client, "/health", 200).json()["status"] == "ok"
    until(client, "/health/ready", 200)


def test_damage_to_what_is_served_already_is_told_and_what_was_loaded_is_served_on(
    example_archive: Archive, tmp_path: Path, serve: Serve, example_files: list[Path]
) -> None:
    archive = Archive.open(shutil.copytree(example_archive.path, tmp_path / "store"))
    client = serve(Settings(store=archive.path))
    until(client, "/health/ready", 200)
    client.get("/sparql", params={"query": "ASK {}"})  # the keeper has loaded it, too
    (quads, *_) = archive.path.glob("documents/*/*2023/*/quads.nq")
    content = quads.read_bytes()
    with archive.writing() as writer:
        quads.write_bytes(content[:-1])
        changed = tmp_path / "report.txt"
        changed.write_text(example_files[1].read_text().replace(" Pågående \n", " Avslutad \n", 1))
        ingest_file(changed, archive, writer)
    for _ in range(200):
        health = client.get("/health").json()
        if health["status"] == "degraded":
            break
        time.sleep(0.05)
    assert (health["status"], health["commit"]) == ("degraded", 2)
    assert client.get("/documents").status_code == 200
    assert "styrkedja_archive_whole 0.0" in client.get("/metrics").text
    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready", "/metrics"])
def test_health_is_answered_to_head_and_to_get_only(service: httpx.Client, path: str) -> None:
    assert service.head(path).status_code == 200
    assert service.post(path).status_code == 405


def test_a_keeper_that_died_makes_the_service_unready_until_another_runs(
    example_archive: Archive, serve: Serve
) -> None:
    client = serve(Settings(store=example_archive.path))
    until(client, "/health/ready", 200)
    mine = f"/proc/{os.getpid()}/task"
    children = {
        int(pid) for task in Path(mine).iterdir() for pid in (task / "children").read_text().split()
    }
    keepers = [pid for pid in children if _is_keeper_of(pid, example_archive.path)]
    assert keepers
    os.kill(max(keepers), signal.SIGKILL)
    until(client, "/health/ready", 503)
    until(client, "/health/ready", 200)


def _is_keeper_of(pid: int, store: Path) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "evaluation.keeper" in command and str(store) in command

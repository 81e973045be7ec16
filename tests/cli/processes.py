"""A real service of the command line in a process of its own, for tests that end it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

__all__ = ["COMMAND", "Service", "descendants", "running", "start"]

COMMAND = [sys.executable, "-m", "styrkedja.cli"]


class Service:
    """A service that runs.

    Attributes:
        process: Its process.
        address: Its address, with the slash at the end.
    """

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Return when pages and queries can be answered."""
        end = time.monotonic() + seconds
        with httpx.Client(base_url=self.address, timeout=10) as client:
            while time.monotonic() < end:
                assert self.process.poll() is None, "the service ended"
                try:
                    if client.get("health/ready").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(0.02)
        raise AssertionError("the service did not become ready")


def start(store: Path, *options: str, port: int = 0, **settings: str) -> Service:
    """Start a service; it may not be ready when this returns."""
    environment = os.environ | {f"STYRKEDJA_{name.upper()}": v for name, v in settings.items()}
    process = subprocess.Popen(
        [*COMMAND, "serve", "--store", str(store), "--port", str(port), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    match = re.search(r"http://\S+", process.stdout.readline())
    if match is None:
        process.kill()
        raise AssertionError(process.communicate()[1])
    return Service(process, match[0])


@contextmanager
def running(store: Path, *options: str, port: int = 0, **settings: str) -> Iterator[Service]:
    """Give a service that is ready; it is gone when the block ends."""
    service = start(store, *options, port=port, **settings)
    try:
        service.wait_until_ready()
        yield service
    finally:
        service.process.kill()
        service.process.communicate()


def descendants(pid: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(folder.name)] = int(fields[1])
    found: set[int] = set()
    while True:
        more = {child for child, parent in parents.items() if parent in {pid, *found}} - found
        if not more:
            return found
        found |= more

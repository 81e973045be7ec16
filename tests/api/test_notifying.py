"""systemd is told that the service is there, lives and ends; nobody is told when nobody asked."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path

import pytest

from styrkedja.api.notifying import notifying


def _told(line: socket.socket) -> list[str]:
    said = []
    line.setblocking(False)
    while True:
        try:
            said.append(line.recv(100).decode())
        except BlockingIOError:
            return said


async def _run(environment: dict[str, str], seconds: float) -> None:
    async with notifying(environment):
        await asyncio.sleep(seconds)


@pytest.mark.parametrize("abstract", [False, True])
def test_the_service_tells_that_it_is_there_that_it_lives_and_that_it_ends(
    tmp_path: Path, abstract: bool
) -> None:
    address = f"@{tmp_path}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0" + address[1:] if abstract else address)
        asyncio.run(_run({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "100000"}, 0.4))
        said = _told(line)
    assert (said[0], said[-1]) == ("READY=1", "STOPPING=1")
    assert len(said) > 3
    assert set(said[1:-1]) == {"WATCHDOG=1"}


def test_no_sign_of_life_is_given_where_none_is_wanted(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        asyncio.run(_run({"NOTIFY_SOCKET": str(tmp_path / "notify")}, 0.1))
        assert _told(line) == ["READY=1", "STOPPING=1"]


def test_a_service_goes_on_when_nobody_listens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        asyncio.run(_run({"NOTIFY_SOCKET": str(tmp_path / "gone")}, 0.0))
        asyncio.run(_run({}, 0.0))
    assert len(caplog.records) == 2

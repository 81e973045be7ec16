from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from styrkedja.cli.serve import listen
from styrkedja.errors import SettingsError
from styrkedja.graph.archive import Archive

COMMAND = [sys.executable, "-m", "styrkedja.cli", "serve", "--no-open"]


def processes_of(session: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == session:
                found.append(int(folder.name))
    return found


def test_answers_do_not_wait_for_the_clients_acknowledgement() -> None:
    # Nagle's delay costs 40 ms an answer, and asyncio turns it off where it reads TCP.
    async def accepted() -> int:
        got: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            got.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen("127.0.0.1", 0)
        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await got

    assert asyncio.run(accepted())


def test_the_next_free_port_is_taken() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with listen("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] < port + 50


def test_small_answers_are_sent_at_once() -> None:
    with (
        listen("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_refused_in_one_line(host: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(host)):
        listen(host, 0)


def test_ctrl_c_ends_the_server_and_leaves_nothing(example_archive: Archive) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*COMMAND, "--store", str(example_archive.path), "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            match = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
            assert match is not None
            assert int(match[1]) != port
            rest = "".join(process.stdout.readline() for _ in range(8))
            assert "Prova" in rest
            assert "SPARQL" in rest
            answer = httpx.get(f"{match[0]}sparql", params={"query": "ASK {}"}, timeout=20)
            assert answer.json()["boolean"] is True
            keepers = processes_of(process.pid)
            assert len(keepers) == 1
            os.kill(process.pid, signal.SIGINT)
            assert process.wait(10) == 0
    assert not any(Path(f"/proc/{keeper}").exists() for keeper in keepers)


def test_a_killed_server_takes_its_keeper_with_it(example_archive: Archive) -> None:
    command = [*COMMAND, "--store", str(example_archive.path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        match = re.search(r"http://\S+", process.stdout.readline())
        assert match is not None
        httpx.get(f"{match[0]}sparql", params={"query": "ASK {}"}, timeout=20)
        (keeper,) = processes_of(process.pid)
        process.kill()
    ended = os.pidfd_open(keeper) if Path(f"/proc/{keeper}").exists() else None
    if ended is not None:
        import select

        assert select.select([ended], [], [], 5)[0]
        os.close(ended)


def test_a_missing_archive_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--store", str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "styrkedja ingest" in done.stderr

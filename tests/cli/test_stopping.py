"""Stopping and starting a real service: what is asked is answered, what is new is picked up."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest

from styrkedja.graph.archive import Archive
from styrkedja.settings import DEFAULT_BASE
from tests.cli.processes import COMMAND, descendants, running, start

EXAMPLES = Path(__file__).resolve().parents[2] / "graph" / "examples"
# Some seconds of work on the examples, and one row.
SLOW = """SELECT (COUNT(*) AS ?count) WHERE {
  { SELECT ?b WHERE { ?a ?b ?c } LIMIT %d } { SELECT ?e WHERE { ?d ?e ?f } LIMIT 4000 }
  FILTER (STRLEN(CONCAT(STR(?b), STR(?e))) > 3) }"""


class Asking(threading.Thread):
    """Asks one thing in a thread and keeps what came of it."""

    def __init__(self, address: str, query: str) -> None:
        super().__init__()
        self.address, self.query = address, query
        self.answer: httpx.Response | httpx.TransportError | None = None

    def run(self) -> None:
        try:
            self.answer = httpx.get(
                f"{self.address}sparql", params={"query": self.query}, timeout=60
            )
        except httpx.TransportError as error:
            self.answer = error


def _under_way(address: str) -> float:
    text = httpx.get(f"{address}metrics").text
    (line,) = [line for line in text.splitlines() if line.startswith("styrkedja_requests_under")]
    return float(line.split()[1]) - 1  # the one that asks


@pytest.mark.alone
def test_a_stopped_service_finishes_its_answers_and_ends_well(example_archive: Archive) -> None:
    with running(example_archive.path, query_seconds="30") as service:
        asking = Asking(service.address, SLOW % 2500)
        asking.start()
        while not _under_way(service.address):
            time.sleep(0.01)
        time.sleep(0.3)
        assert asking.is_alive(), "the query was too fast to be under way"
        others = descendants(service.process.pid)
        os.kill(service.process.pid, signal.SIGTERM)
        asking.join()
        assert isinstance(asking.answer, httpx.Response), asking.answer
        assert asking.answer.status_code == 200
        (row,) = asking.answer.json()["results"]["bindings"]
        assert row["count"]["value"] == str(2500 * 4000)
        assert service.process.wait(30) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in others)


@pytest.mark.alone
def test_a_stopped_service_takes_no_new_connections(example_archive: Archive) -> None:
    with running(example_archive.path) as service:
        os.kill(service.process.pid, signal.SIGTERM)
        assert service.process.wait(30) == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{service.address}health/live")


def test_a_taken_port_is_refused_where_only_that_one_will_do(example_archive: Archive) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*COMMAND, "serve", "--store", str(example_archive.path), "--only-port"]
        done = subprocess.run(
            [*command, "--port", str(port)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == f"styrkedja: port {port} is taken; choose another with --port\n"


def test_the_log_of_a_real_service_is_json_lines_all_through(example_archive: Archive) -> None:
    service = start(example_archive.path, log="json")
    try:
        service.wait_until_ready()
        port = int(service.address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"no HTTP at all\r\n\r\n")
            while connection.recv(4096):
                pass
        (keeper,) = [
            pid
            for pid in descendants(service.process.pid)
            if "keeper" in Path(f"/proc/{pid}/cmdline").read_text()
            and Path(f"/proc/{pid}/stat").read_text().split()[3] == str(service.process.pid)
        ]
        os.kill(keeper, signal.SIGKILL)
        time.sleep(0.5)
        service.wait_until_ready()
    finally:
        os.kill(service.process.pid, signal.SIGTERM)
        _, errors = service.process.communicate(timeout=60)
    lines = [json.loads(line) for line in errors.splitlines()]
    assert any("Invalid HTTP request" in line["message"] for line in lines)
    assert any("the keeper ended" in line["message"] for line in lines)
    assert any(line.get("route") == "/health/ready" for line in lines)
    assert "127.0.0.1" not in errors


@pytest.mark.alone
@pytest.mark.slow
def test_new_documents_are_picked_up_while_a_client_asks_without_one_error(
    tmp_path: Path,
) -> None:
    store = tmp_path / "store"
    first, *others = sorted(EXAMPLES.glob("*.txt"))
    ingest = [*COMMAND, "ingest", "--store", str(store)]
    subprocess.run([*ingest, str(first)], stdout=subprocess.DEVNULL, check=False)
    count = (
        "SELECT (COUNT(DISTINCT ?g) AS ?n) "
        '{ GRAPH ?g { ?s ?p ?o } FILTER CONTAINS(STR(?g), "/document/") }'
    )
    found: dict[str, list[int]] = {"page": [], "health": [], "sparql": []}
    wrong: list[tuple[str, int, str]] = []
    with running(store) as service:
        done = threading.Event()

        def ask(what: str, path: str, **parameters: str) -> None:
            with httpx.Client(base_url=service.address, timeout=60) as client:
                while not done.is_set():
                    answer = client.get(path, params=parameters)
                    if answer.status_code != 200:
                        wrong.append((what, answer.status_code, answer.text))
                    elif what == "sparql":
                        (row,) = answer.json()["results"]["bindings"]
                        found[what].append(int(row["n"]["value"]))
                    elif what == "health":
                        found[what].append(answer.json()["documents"])
                    else:
                        found[what].append(answer.text.count("<h1"))

        askers = [
            threading.Thread(target=ask, args=("page", "documents")),
            threading.Thread(target=ask, args=("health", "health")),
            threading.Thread(target=ask, args=("sparql", "sparql"), kwargs={"query": count}),
        ]
        for asker in askers:
            asker.start()
        for other in others[:2]:
            subprocess.run([*ingest, str(other)], stdout=subprocess.DEVNULL, check=False)
        newest = len(Archive.open(store).documents())
        for _ in range(600):
            if found["health"][-1:] == found["sparql"][-1:] == [newest]:
                break
            time.sleep(0.05)
        done.set()
        for asker in askers:
            asker.join()
    assert not wrong, wrong[:3]
    assert Archive.open_or_create(store, DEFAULT_BASE).head() >= newest == 3
    for what in ("health", "sparql"):
        assert found[what] == sorted(found[what]), what
        assert (found[what][0], found[what][-1]) == (1, 3), what
    assert set(found["page"]) == {1}


def test_a_real_service_tells_systemd(example_archive: Archive, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(60)
        environment = os.environ | {"NOTIFY_SOCKET": str(tmp_path / "notify")}
        command = [*COMMAND, "serve", "--store", str(example_archive.path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
            assert line.recv(100) == b"READY=1"
            process.terminate()
            assert line.recv(100) == b"STOPPING=1"
            assert process.wait(60) == 0

"""The service side by side with named peers, over loopback, in one interleaved run.

    python -m benchmarks.service [--peers VENV] [--million] [--seconds 2]

VENV is a virtual environment of one's own choosing that has the peers, no part of this project:

    python3 -m venv peers && peers/bin/pip install 'rdflib-endpoint[cli]' oxigraph

Without it only what needs no peer is measured. All servers run at once, one process each beside
what they start, and are asked in turn over one kept connection (or eight), so that noise hits all
alike. Bounds are printed beside the figures; nothing here is a test. On a machine that does other
things as well, look at "work", the milliseconds of all processors for an answer.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import uvicorn
from fastapi import FastAPI

from benchmarks.bombs import server
from styrkedja.cli.serve import listen
from styrkedja.graph import Archive, ingest_file
from styrkedja.graph.archive import DocumentFiles
from styrkedja.settings import DEFAULT_BASE

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
_NUMBERS = itertools.count()  # in a comment behind each query: no server has seen it before
SMALL = "SELECT ?o { <http://example.org/s/17> ?p ?o } LIMIT 3"
JOINED = (
    "SELECT ?s ?a ?b { ?s <http://example.org/p/0> 'value 2997 of many' ; "
    "<http://example.org/p/1> ?a ; <http://example.org/p/2> ?b . FILTER(STRLEN(?a) > 3) } "
    "ORDER BY ?a LIMIT 3"
)
"""The smallest that people ask: what else is known of the thing that is called so."""

ROWS = "SELECT * { ?s ?p ?o } LIMIT 10000"


@dataclass(frozen=True, slots=True)
class Peer:
    """A server, where to ask it, and its first process."""

    name: str
    address: str
    process: int
    path: str = "/sparql"


@dataclass(frozen=True, slots=True)
class Rate:
    """How a server answered.

    Args:
        answers: Answers a second.
        work: Milliseconds of all processors, of the server's processes, for an answer.
        half: The 50th percentile of the time to an answer, in seconds.
        most: The 99th.
    """

    answers: float
    work: float
    half: float
    most: float


def main() -> None:
    """Run all comparisons."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path, help="a virtual environment with the peers")
    parser.add_argument("--million", action="store_true", help="with a million triples, too")
    parser.add_argument("--seconds", type=float, default=1.0, help="a turn of one server")
    parser.add_argument("--ping", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ping is not None:
        serve_ping(given.ping)
        return
    start_and_memory()
    for triples in (10_000, *((1_000_000,) if given.million else ())):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            data = Path(folder) / "data.nt"
            write_triples(data, triples)
            ours = stack.enter_context(styrkedja(data, Path(folder) / "store"))
            ping = stack.enter_context(bare_ping())
            peers = [ours, ping]
            if given.peers is not None:
                peers += [stack.enter_context(rdflib_endpoint(given.peers, data))]
                peers += [stack.enter_context(oxigraph(given.peers, data))]
            print(f"\n{triples:,} triples")
            small(peers, "small query", SMALL, given.seconds)
            small(peers, "small join", JOINED, given.seconds)
            small(peers, "asked again", SMALL, given.seconds, fresh=False)
            if triples < 100_000:
                clients(ours, ping, given.seconds)
                large([peer for peer in peers if peer is not ping], given.seconds)


def start_and_memory() -> None:
    """How soon the service is ready on the examples, and what it takes when idle."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder) / "store", DEFAULT_BASE)
        for file in sorted((ROOT / "graph" / "examples").glob("*.txt")):
            with archive.writing() as writer:
                ingest_file(file, archive, writer)
        taken, used = [], []
        for _ in range(3):
            start = time.perf_counter()
            with server(archive.path, 20.0, 1024) as (address, process):
                taken.append(time.perf_counter() - start)
                used.append(sum(cpu(one) for one in family(process)))
                ask(Peer("ours", address, process, "/"), "")
                time.sleep(1)
                memory = sum(pss(one) for one in family(process))
    print(
        f"ready after {statistics.median(taken):.2f} s (bound: 2 s), of all processors "
        f"{statistics.median(used):.2f} s"
    )
    print(f"idle memory of all processes {memory / 1024:.0f} MiB (bound: 300 MB)")


def small(peers: list[Peer], name: str, query: str, seconds: float, *, fresh: bool = True) -> None:
    """A small query, one client."""
    rates = interleaved(peers, query, seconds, fresh=fresh)
    bounds = {"bare /ping": "≥ 0.4", "rdflib-endpoint": "≥ 2 at 10k, ≥ 20 at 1M"}
    for peer, rate in zip(peers, rates, strict=True):
        ratio = rates[0].answers / rate.answers
        bound = f"(bound: {bounds[peer.name]})" if peer.name in bounds else ""
        print(
            f"  {name:12} {peer.name:16} {rate.answers:7.0f}/s   ratio {ratio:6.2f}  "
            f"work {rate.work:6.2f} ms  {bound}"
        )


def clients(ours: Peer, ping: Peer, seconds: float) -> None:
    """A small query, eight clients: how evenly."""
    rates = interleaved([ours, ping], SMALL, seconds, clients=8)
    for peer, rate in zip((ours, ping), rates, strict=True):
        print(
            f"  8 clients    {peer.name:16} {rate.answers:7.0f}/s   p50 {rate.half * 1000:.1f} ms, "
            f"p99 {rate.most * 1000:.1f} ms, p99/p50 {rate.most / rate.half:.2f}"
        )


def large(peers: list[Peer], seconds: float) -> None:
    """An answer of 10,000 rows."""
    peers = [peer for peer in peers if peer.name != "rdflib-endpoint"]
    rates = interleaved(peers, ROWS, seconds)
    for peer, rate in zip(peers, rates, strict=True):
        bound = "(bound: ≥ 0.8)" if peer.name == "oxigraph" else ""
        ratio = rates[0].answers / rate.answers
        print(
            f"  10,000 rows  {peer.name:16} {rate.answers:7.1f}/s   ratio {ratio:6.2f}  "
            f"work {rate.work:6.1f} ms  {bound}"
        )


def interleaved(
    peers: list[Peer], query: str, seconds: float, clients: int = 1, fresh: bool = True
) -> list[Rate]:
    """Return how each server answers, the medians of turns taken one after the other."""
    turns: list[list[Rate]] = [[] for _ in peers]
    for peer in peers:
        turn(peer, query, 0.3, clients, fresh)
    for _ in range(ROUNDS):
        for peer, rates in zip(peers, turns, strict=True):
            rates.append(turn(peer, query, seconds, clients, fresh))
    return [
        Rate(
            statistics.median(rate.answers for rate in rates),
            statistics.median(rate.work for rate in rates),
            statistics.median(rate.half for rate in rates),
            statistics.median(rate.most for rate in rates),
        )
        for rates in turns
    ]


def turn(peer: Peer, query: str, seconds: float, clients: int, fresh: bool) -> Rate:
    """Return how a server answers for so many seconds, to queries that are new or the same."""
    taken: list[float] = []

    def client() -> None:
        connection = http.client.HTTPConnection(urlsplit(peer.address).netloc)
        end = time.perf_counter() + seconds
        while (start := time.perf_counter()) < end:
            ask(peer, f"{query} # {next(_NUMBERS)}" if fresh else query, connection)
            taken.append(time.perf_counter() - start)
        connection.close()

    start, used = time.perf_counter(), sum(cpu(one) for one in family(peer.process))
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - start
    work = (sum(cpu(one) for one in family(peer.process)) - used) * 1000 / len(taken)
    cuts = statistics.quantiles(taken, n=100) if len(taken) > 1 else [taken[0]] * 99
    return Rate(len(taken) / passed, work, statistics.median(taken), cuts[98])


def ask(peer: Peer, query: str, connection: http.client.HTTPConnection | None = None) -> int:
    """Return the bytes of an answer, which has to be one."""
    connection = connection or http.client.HTTPConnection(urlsplit(peer.address).netloc)
    path = f"{peer.path}?query={quote(query)}" if query and peer.path != "/ping" else peer.path
    connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{peer.name}: {answer.status} {body[:200]!r}")
    return len(body)


@contextmanager
def styrkedja(data: Path, store: Path) -> Iterator[Peer]:
    """Our service over an archive whose one document holds the triples."""
    archive = Archive.open_or_create(store, DEFAULT_BASE)
    example = min((ROOT / "graph" / "examples").glob("*.txt"))
    with archive.writing() as writer:
        ingest_file(example, archive, writer)
        record = archive.documents()[0]
        register = archive.register(record.municipality)
        if register is None:
            raise RuntimeError("the example has no register")
        quads = data.read_text().replace(" .\n", f" <{record.iri}> .\n").encode()
        iri = record.iri
        files = DocumentFiles(archive.original(iri), archive.text(iri), quads, archive.report(iri))
        writer.put(record, files, register, set())
    with server(store, 20.0, 1024) as (address, process):
        yield Peer("styrkedja", address, process)


@contextmanager
def bare_ping() -> Iterator[Peer]:
    """The same framework, with nothing in it."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.service", "--ping", str(port)]
    with started(command, f"http://127.0.0.1:{port}/ping") as (address, process):
        yield Peer("bare /ping", address, process, "/ping")


def serve_ping(port: int) -> None:
    """Serve `/ping` until killed."""
    app = FastAPI()

    @app.get("/ping")
    async def _ping() -> dict[str, str]:
        return {"ping": "pong"}

    uvicorn.run(app, port=port, log_level="error", access_log=False)


@contextmanager
def rdflib_endpoint(peers: Path, data: Path) -> Iterator[Peer]:
    """rdflib-endpoint with rdflib's own store."""
    port = free_port()
    script = peers / "bin" / "rdflib-endpoint"
    command = [str(script), "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]
    address = f"http://127.0.0.1:{port}/?query=ASK%20%7B%7D"
    with started(command, address) as (root, process):
        yield Peer("rdflib-endpoint", root, process, "/")


@contextmanager
def oxigraph(peers: Path, data: Path) -> Iterator[Peer]:
    """Oxigraph's own server, in memory."""
    port = free_port()
    command = [str(peers / "bin" / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with started(command, f"http://127.0.0.1:{port}/query?query=ASK%20%7B%7D") as (root, process):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        with data.open("rb") as file:
            headers = {"Content-Type": "application/n-triples"}
            connection.request("POST", "/store?default", file, headers)
            if connection.getresponse().status >= 300:
                raise RuntimeError("oxigraph does not take the triples")
        yield Peer("oxigraph", root, process, "/query")


@contextmanager
def started(command: list[str], address: str) -> Iterator[tuple[str, int]]:
    """Give the root of a server and its process, from its first answer to the block's end."""
    parts = urlsplit(address)
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        for _ in range(3_000):
            try:
                connection = http.client.HTTPConnection(parts.netloc)
                connection.request("GET", f"{parts.path}?{parts.query}")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                pass
            time.sleep(0.1)
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")
        else:
            raise RuntimeError(f"{command[0]} does not answer")
        yield f"http://{parts.netloc}", process.pid
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with listen("127.0.0.1", 0) as probe:
        port: int = probe.getsockname()[1]
        return port


def write_triples(path: Path, number: int) -> None:
    """Write so many triples, three to a subject."""
    with path.open("w") as file:
        for at in range(number):
            file.write(
                f"<http://example.org/s/{at // 3}> <http://example.org/p/{at % 3}> "
                f'"value {at} of many" .\n'
            )


def family(process: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield process
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from family(int(child))


def cpu(process: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss(process: int) -> int:
    """Return the memory of a process in KiB, what it shares divided by those that share it."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise RuntimeError("the system does not say")


if __name__ == "__main__":
    main()

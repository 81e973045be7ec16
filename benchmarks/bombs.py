"""Query bombs against a real server: what they get, how soon, and what others notice of it.

    python -m benchmarks.bombs [--seconds 4] [--store FOLDER] [--at-once 45] [--quick]

Fails, with status 1 and the reasons, unless all of this holds, singly and all at once:

- each query gets 4xx, 503 or 504, or a 200 that is whole (or says that it is cut), within the
  limit of a query and half a second;
- the 99th percentile of `/health`, asked all the while, is at most 200 ms;
- the small queries of others, asked all the while, are all answered;
- the process that served at the beginning serves at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from benchmarks.bomb_queries import BOMBS, SMALL, nested
from styrkedja.graph import Archive, ingest_file
from styrkedja.settings import DEFAULT_BASE

__all__ = [
    "REFUSALS",
    "Bystanders",
    "Result",
    "server",
    "throw",
    "throw_all",
    "verdicts",
    "watched",
]

ROOT = Path(__file__).resolve().parent.parent
SLACK = 0.5  # seconds beyond a query's limit
HEALTH = 0.2  # seconds that /health may take
_CHUNK = 1 << 16
REFUSALS = {400, 403, 404, 405, 406, 413, 414, 415, 422, 429, 431, 503, 504}


@dataclass(frozen=True, slots=True)
class Result:
    """What a bomb got: the status, after how many seconds, and whether all of its body came."""

    name: str
    status: int
    seconds: float
    honest: bool


@dataclass(slots=True)
class Bystanders:
    """What others notice: seconds of each `/health`, seconds and status of each small query."""

    health: list[float] = field(default_factory=list)
    small: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def health_99(self) -> float:
        """Return the 99th percentile of `/health` in seconds."""
        return statistics.quantiles(self.health, n=100)[98]


@contextmanager
def server(store: Path, seconds: float, memory: int = 256) -> Iterator[tuple[str, int]]:
    """Give the address of a server over the store, and its process id, while the block lasts."""
    environment = {
        **os.environ,
        "STYRKEDJA_QUERY_SECONDS": str(seconds),
        "STYRKEDJA_QUERY_MEMORY": str(memory),
    }
    script = Path(sys.executable).with_name("styrkedja")
    command = [str(script), "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        _wait_for(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError("the server did not start")


async def throw(client: httpx.AsyncClient, name: str, query: str) -> Result:
    """Return what a query gets; its time begins when all of it has been sent."""
    content = query.encode()
    start = time.perf_counter()

    async def body() -> AsyncIterator[bytes]:
        nonlocal start
        for place in range(0, len(content), _CHUNK):
            yield content[place : place + _CHUNK]
            start = time.perf_counter()

    headers = {
        "Content-Type": "application/sparql-query",
        "Content-Length": str(len(content)),
        "Accept": "text/csv, text/turtle;q=0.5",
    }
    try:
        answer = await client.post("/sparql", content=body(), headers=headers)
    except httpx.TransportError as error:
        return Result(f"{name}: {error!r}", 0, time.perf_counter() - start, False)
    seconds = time.perf_counter() - start
    length = int(answer.headers.get("content-length", "-1"))
    return Result(name, answer.status_code, seconds, length == len(answer.content))


def throw_all(address: str, queries: Mapping[str, str], at_once: int) -> list[Result]:
    """Return what queries get, so many at the same time, each over a connection of its own."""

    async def run() -> list[Result]:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        turn = asyncio.Semaphore(at_once)
        async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:

            async def one(name: str, query: str) -> Result:
                async with turn:
                    return await throw(client, name, query)

            return list(await asyncio.gather(*(one(*pair) for pair in queries.items())))

    return asyncio.run(run())


@asynccontextmanager
async def watched(address: str, every: float = 0.05) -> AsyncIterator[Bystanders]:
    """Ask for `/health` and a small query again and again while the block lasts."""
    seen = Bystanders()
    ending = asyncio.Event()

    async def health(client: httpx.AsyncClient) -> None:
        while not ending.is_set():
            start = time.perf_counter()
            (await client.get("/health")).raise_for_status()
            seen.health.append(time.perf_counter() - start)
            await asyncio.sleep(every)

    async def small(client: httpx.AsyncClient) -> None:
        while not ending.is_set():
            start = time.perf_counter()
            asked = f"{SMALL} # {len(seen.small)}"  # no answer that is kept
            answer = await client.get("/sparql", params={"query": asked})
            seen.small.append(time.perf_counter() - start)
            seen.statuses.append(answer.status_code)
            await asyncio.sleep(every * 4)

    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        tasks = [asyncio.create_task(health(client)), asyncio.create_task(small(client))]
        try:
            yield seen
        finally:
            ending.set()
            await asyncio.gather(*tasks)


def verdicts(results: list[Result], seen: Bystanders, limit: float) -> list[str]:
    """Return what is not as it should be, a sentence each.

    Args:
        results: What the bombs got.
        seen: What others noticed.
        limit: The seconds that a query may take.
    """
    faults = [
        f"{r.name}: status {r.status} after {r.seconds:.2f} s{'' if r.honest else ', not whole'}"
        for r in results
        if r.seconds > limit + SLACK
        or (r.status == 200 and not r.honest)
        or (r.status != 200 and r.status not in REFUSALS)
    ]
    if seen.health_99() > HEALTH:
        faults.append(f"/health: 99th percentile {seen.health_99() * 1000:.0f} ms")
    unanswered = sum(status != 200 for status in seen.statuses)
    if unanswered or not seen.statuses:
        faults.append(f"{unanswered} of {len(seen.statuses)} small queries were not answered")
    return faults


async def _run(address: str, seconds: float, at_once: int, quick: bool) -> list[str]:
    depths = (100, 100_000) if quick else (60, 300, 1_000, 10_000, 100_000)
    everything = {**BOMBS, **nested(depths)}
    names = list(everything)
    rounds = [("singly", everything, 1)]
    for start in range(0, len(names), at_once):
        chosen = [*names[start:], *names][:at_once]
        each = {name: everything[name] for name in chosen}
        rounds.append((f"{at_once} at once, from {start}", each, at_once))
    heavy = {f"{name} ({turn})": query for turn in (1, 2) for name, query in BOMBS.items()}
    rounds.append((f"{at_once} bombs at once", dict(list(heavy.items())[:at_once]), at_once))
    faults = []
    # Thrown from another process, so that what others notice is the server and not the throwing.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), os.nice, (5,)) as thrower:
        for what, queries, number in rounds:
            throwing = partial(throw_all, address, queries, number)
            async with watched(address) as seen:
                results = await asyncio.get_running_loop().run_in_executor(thrower, throwing)
                await asyncio.sleep(1)
            faults += _show(what, results, seen, seconds)
    return faults


def _show(what: str, results: list[Result], seen: Bystanders, limit: float) -> list[str]:
    faults = verdicts(results, seen, limit)
    counts: dict[int, int] = {}
    for result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    print(
        f"{what:24} {dict(sorted(counts.items()))}  longest {max(r.seconds for r in results):.2f} s"
        f"  /health p99 {seen.health_99() * 1000:.0f} ms of {len(seen.health)}  small queries "
        f"median {statistics.median(seen.small) * 1000:.0f} ms, longest {max(seen.small):.2f} s "
        f"of {len(seen.small)}"
    )
    return [f"{what}: {fault}" for fault in faults]


def main() -> None:
    """Throw everything, print what came back, and fail loudly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4.0, help="a query's limit")
    parser.add_argument("--store", type=Path, help="an archive; else the bundled examples")
    parser.add_argument("--at-once", type=int, default=45)
    parser.add_argument("--quick", action="store_true", help="two depths of nesting, not five")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "store"
        if given.store is None:
            archive = Archive.open_or_create(store, DEFAULT_BASE)
            for file in sorted((ROOT / "graph" / "examples").glob("*.txt")):
                with archive.writing() as writer:
                    ingest_file(file, archive, writer)
        print(
            f"bounds: 4xx, 503, 504 or a whole 200 within {given.seconds + SLACK:.1f} s; "
            f"/health p99 {HEALTH * 1000:.0f} ms; every small query answered; "
            f"load of this machine before: {os.getloadavg()[0]:.1f}"
        )
        with server(store, given.seconds) as (address, process):
            faults = asyncio.run(_run(address, given.seconds, given.at_once, given.quick))
            if not Path(f"/proc/{process}").exists():
                faults.append("the server did not live")
    if faults:
        sys.exit("\n".join([f"{len(faults)} broken:", *faults]))
    print("all as it should be")


if __name__ == "__main__":
    main()

"""Every page of the service at a million quads: time of the server, and bytes on the wire.

    python -m benchmarks.pages [--store FOLDER] [--rounds 12] [--only NAME…] [--no-browser]

The country is written to FOLDER the first time (about half a minute) and used again after that.
The real service is started; each page is asked for with other documents, boards and words each
time, as browsers ask, each on a connection of its own. Where "first" is far above the rest, it made
something that lasts until the next commit. In the same turns stand a bare `/ping` of the same
framework and a small SPARQL query of ours. Then Chromium opens pages through a line of
"Fast 3G" (1.6 Mbit/s down, 750 kbit/s up, 150 ms), with an empty cache. What is over its bound is
marked; exit code 1 when anything is. On a machine that does other things as well, look at "work",
the milliseconds of all processors of the service's processes.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

from benchmarks.country_archive import country_archive
from benchmarks.page_addresses import Addresses
from benchmarks.page_browser import look_at_pages
from benchmarks.service import Peer, bare_ping, cpu, family, pss

ROOT = Path(__file__).resolve().parent.parent
TIME, BYTES = 200.0, 150_000
"""Milliseconds of the server (95th percentile), and bytes of a page with all that it loads."""

SMALL = "SELECT ?o { <http://example.org/s/17> ?p ?o } LIMIT 3"
_HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip", "Accept-Language": "sv"}
_SETTLED = 8.0  # seconds in which the service does nothing
_PATIENCE = 600  # seconds for its start and its tables


@dataclass(slots=True)
class Measured:
    """How a page was answered: milliseconds each time, of all processors each, largest body."""

    times: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    size: int = 0

    def percentile(self, part: float) -> float:
        """Return the time that a part (0–1) of the answers kept to."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def main() -> int:
    """Measure; return 1 when something is over its bound."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, help="a folder to keep the country in")
    parser.add_argument("--rounds", type=int, default=12, help="requests for each page")
    parser.add_argument("--only", nargs="*", default=[], help="names of pages")
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        archive = country_archive(given.store or Path(folder))
        addresses = Addresses(archive, Random(5))
        start = time.perf_counter()
        ours = stack.enter_context(service(archive.path))
        print(f"ready after {time.perf_counter() - start:.1f} s", flush=True)
        settle(ours.process)
        print(f"its tables made after {time.perf_counter() - start:.1f} s")
        print(f"memory of all processes {memory(ours):.0f} MiB")
        ping = stack.enter_context(bare_ping())
        over = pages(ours, ping, addresses, given.rounds, given.only)
        print(f"memory of all processes {memory(ours):.0f} MiB")
        if not given.no_browser:
            over += look_at_pages(ours.address, addresses.for_browser())
    print("\nover: " + (", ".join(over) or "nothing"))
    return int(bool(over))


def pages(ours: Peer, ping: Peer, addresses: Addresses, rounds: int, only: list[str]) -> list[str]:
    """Ask for each page in turn, with the peers between; print; return what is over a bound."""
    names = [name for name in addresses.names if not only or name in only]
    found = {name: Measured() for name in (*names, "/ping", "small query")}
    for number in range(rounds):
        for name, path in addresses.next_round().items():
            if name in names:
                ask(ours, path, found[name])
        for again in range(3):
            query = quote(f"{SMALL} # {number} {again}")
            ask(ours, f"/sparql?query={query}", found["small query"])
            ask(ping, "/ping", found["/ping"])
    print(f"\n{'page':18} {'first':>7} {'p50':>7} {'p95':>7} {'max':>7} {'work':>7}   ms   kB gzip")
    over = []
    for name, one in found.items():
        late = one.percentile(0.95) > TIME
        marks = "OVER" if late or one.size > BYTES else ""
        over += [name] if marks else []
        print(
            f"{name:18} {one.times[0]:7.1f} {one.percentile(0.5):7.1f} "
            f"{one.percentile(0.95):7.1f} {max(one.times):7.1f} "
            f"{statistics.mean(one.work):7.1f} {one.size / 1000:12.1f}  {marks}"
        )
    return over


def ask(peer: Peer, path: str, measured: Measured) -> None:
    """Ask for a page, which has to be there, and note what it took."""
    connection = http.client.HTTPConnection(urlsplit(peer.address).netloc)
    used = sum(map(cpu, family(peer.process)))
    start = time.perf_counter()
    headers = {} if path.startswith(("/sparql?", "/ping")) else _HEADERS
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    measured.times.append((time.perf_counter() - start) * 1000)
    measured.work.append((sum(map(cpu, family(peer.process))) - used) * 1000)
    measured.size = max(measured.size, len(body))
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")


@contextmanager
def service(store: Path) -> Iterator[Peer]:
    """Start the service over an archive, and wait until it answers queries too."""
    script = Path(sys.executable).with_name("styrkedja")
    command = [str(script), "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        for _ in range(_PATIENCE):
            try:
                connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
                connection.request("GET", "/health/ready")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                pass
            time.sleep(1)
        else:
            raise RuntimeError("the service does not answer")
        yield Peer("styrkedja", address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def settle(process: int) -> None:
    """Wait until a service has made what it makes after its start."""
    quiet, end = 0.0, time.monotonic() + _PATIENCE
    while quiet < _SETTLED and time.monotonic() < end:
        before = sum(map(cpu, family(process)))
        time.sleep(1)
        quiet = quiet + 1 if sum(map(cpu, family(process))) - before < 0.1 else 0.0


def memory(peer: Peer) -> float:
    """Return the memory of all of a service's processes in MiB, what they share counted once."""
    return sum(map(pss, family(peer.process))) / 1024


if __name__ == "__main__":
    sys.exit(main())

"""A program that kills services and readers at random moments and looks what is lost.

    python -m tests.cli.killing --rounds 500 --seed 1

Each round a real `styrkedja serve` is asked and a real `styrkedja ingest` reads documents; both
are killed (SIGKILL) at moments drawn by the seed, the service is started again on the same port,
and every promise is checked: what the command had said it read is there byte for byte, nothing is
there by half, every file has its checksum, the service is back with all of it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from styrkedja.graph.archive import Archive, check_archive
from styrkedja.settings import DEFAULT_BASE
from tests.cli.processes import COMMAND, Service, descendants, start

__all__ = ["Rounds", "main"]

EXAMPLES = Path(__file__).resolve().parents[2] / "graph" / "examples"
_BACK = 2.0  # seconds within which the service is to be back, in the median of a soak
_SHORT = 140  # lines of an example that make a small document
_READ = "inläst"
_FILES = 6  # documents a round


@dataclass
class Rounds:
    """Rounds of killing in one folder.

    Args:
        folder: Where; empty at first.
        seed: What the moments are drawn from.

    Attributes:
        acknowledged: How many documents the command said it had read, in all rounds.
        interrupted: In how many rounds the command was killed before its end.
        unacknowledged: In how many rounds there was a commit that the command had not told yet.
        back: Seconds from the start of a service after its death until it answered in full.
    """

    folder: Path
    seed: int
    acknowledged: int = 0
    interrupted: int = 0
    unacknowledged: int = 0
    back: list[float] = field(default_factory=list)
    _said: dict[str, bytes] = field(default_factory=dict)
    _written: set[bytes] = field(default_factory=set)

    def run(self, rounds: int) -> Iterator[int]:
        """Yield the number of each round that kept all promises.

        Raises:
            AssertionError: One was broken; the message says which.
        """
        chance = random.Random(self.seed)
        self.store = self.folder / "store"
        Archive.open_or_create(self.store, DEFAULT_BASE)
        with ExitStack() as stack:
            self._service: Service = start(self.store)
            stack.callback(lambda: _kill(self._service))
            self._service.wait_until_ready()
            for number in range(rounds):
                self._round(number, chance)
                yield number

    def _round(self, number: int, chance: random.Random) -> None:
        files = self._documents(number, chance)
        asking = _Asking(self._service.address)
        asking.start()
        command = [*COMMAND, "ingest", *map(str, files), "--store", str(self.store)]
        before = Archive.open(self.store).head()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reading:
            assert reading.stdout is not None
            lines: list[str] = []
            killer = threading.Thread(
                target=_kill_after,
                args=(reading, lines, chance.randrange(_FILES), chance.uniform(0, 0.5)),
            )
            killer.start()
            time.sleep(chance.uniform(0, 1.5))
            _kill(self._service)
            started = time.monotonic()
            self._start_again()
            self.back.append(time.monotonic() - started)
            killer.join()
            self.interrupted += reading.wait() < 0
        asking.end()
        said = [line.split(": ")[0] for line in lines if f": {_READ}" in line]
        for name in said:
            self._said[Path(name).name] = Path(name).read_bytes()
        self.acknowledged += len(said)
        self.unacknowledged += Archive.open(self.store).head() > before + len(said)
        self._check()
        self._check_service()

    def _documents(self, number: int, chance: random.Random) -> list[Path]:
        """Return new files: documents of new years, and new versions of earlier ones."""
        folder = self.folder / f"round-{number}"
        folder.mkdir()
        files = []
        text = (EXAMPLES / "bjorkvalla-sarskilda-uppdrag-2023.txt").read_text(encoding="utf-8")
        for place in range(_FILES):
            year = 1900 + chance.randrange(60)
            own = "\n".join(text.splitlines()[: _SHORT + chance.randrange(60)])
            path = folder / f"{number}-{place}-{year}.txt"
            path.write_text(f"{own.replace('2023', str(year))}\n{number} {place}\n")
            files.append(path)
            self._written.add(path.read_bytes())
        return files

    def _check(self) -> None:
        """Look through the archive as whoever comes next would find it."""
        archive = Archive.open(self.store)
        condition = check_archive(archive)
        assert condition.whole, condition
        there: set[bytes] = set()
        for path in self.store.glob("documents/*/*/*/original"):
            there.add(path.read_bytes())
        lost = [name for name, content in self._said.items() if content not in there]
        assert not lost, f"acknowledged and lost: {lost}"
        torn = [r.source for r in archive.documents() if archive.original(r.iri) not in
                self._written]  # fmt: skip
        assert not torn, f"in the archive, but not as it was: {torn}"
        for record in archive.documents():
            assert archive.text(record.iri).encode() == archive.original(record.iri)

    def _start_again(self) -> None:
        """Start the service on the same port; return when it can answer."""
        port = int(self._service.address.rstrip("/").rpartition(":")[2])
        self._service = start(self.store, "--only-port", port=port)
        self._service.wait_until_ready()

    def _check_service(self) -> None:
        """Ask the service until it has taken in all that there is."""
        archive = Archive.open(self.store)
        whole = {"commit": archive.head(), "documents": len(archive.documents())}
        for _ in range(600):
            health = httpx.get(f"{self._service.address}health", timeout=60).json()
            if whole.items() <= health.items() and health["status"] == "ok":
                return
            time.sleep(0.05)
        raise AssertionError(f"{health}, not {whole}")


class _Asking(threading.Thread):
    """Asks a service all the time, until it is gone: never a wrong answer, at most none."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self._statuses: set[int] = set()

    def run(self) -> None:
        with suppress(httpx.TransportError), httpx.Client(timeout=60) as client:
            while True:
                self._statuses.add(client.get(f"{self._address}health").status_code)
                time.sleep(0.01)

    def end(self) -> None:
        """Wait until the service was gone, and look at what it answered before."""
        self.join()
        assert self._statuses <= {200}, self._statuses


def _kill_after(
    reading: subprocess.Popen[str], lines: list[str], documents: int, seconds: float
) -> None:
    """Kill a command some time after it told of some documents; gather all it has said."""
    assert reading.stdout is not None
    for line in reading.stdout:
        lines.append(line)
        documents -= f": {_READ}" in line
        if documents <= 0:
            break
    time.sleep(seconds)
    reading.kill()
    lines.extend(reading.stdout)


def _kill(service: Service) -> None:
    """Kill a service; return when its helpers have gone after it."""
    helpers = descendants(service.process.pid)
    service.process.kill()
    service.process.communicate()
    for _ in range(1000):
        if not any(_runs(pid) for pid in helpers):
            return
        time.sleep(0.01)
    raise AssertionError("the service's helpers outlived it")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def main() -> None:
    """Run the rounds that the command line asks for; end with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description="Kills, and looks what is lost.")
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rounds = Rounds(Path(folder), given.seed)
        for number in rounds.run(given.rounds):
            if number % 25 == 24 or number + 1 == given.rounds:
                median = statistics.median(rounds.back)
                sys.stdout.write(
                    f"seed {given.seed}: {number + 1} rounds, {rounds.acknowledged} documents "
                    f"acknowledged, 0 lost, 0 torn; ingest cut off in {rounds.interrupted}, with "
                    f"a commit not told in {rounds.unacknowledged}; back in {median:.2f} s "
                    f"(median), {max(rounds.back):.2f} s (worst)\n"
                )
                sys.stdout.flush()
    if median > _BACK:
        sys.exit(f"the service was back in {median:.2f} s, later than {_BACK} s")


if __name__ == "__main__":
    main()

"""The keeper: a single-threaded process that holds the store and forks a worker for each query.

Run as `python -m styrkedja.api.evaluation.keeper` with its configuration as the one argument and
the door as standard input: a Unix socket over which the web process passes one connected socket a
query. There is no address that anyone else could connect to. When the door closes, because the
web process ends in whatever way, the keeper kills its workers and ends.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import load_store
from styrkedja.graph.rdf.store import Store
from styrkedja.settings import load_settings

from ..logs import configure_logging
from .configuration import Configuration
from .question import Signal
from .worker import OUT_OF_MEMORY, WELL, Limits, work

__all__ = ["Keeper", "main"]

_LOG = logging.getLogger(__name__)
_GONE = select.POLLHUP | select.POLLERR


@dataclass(slots=True)
class _Worker:
    """A worker that runs, and who waits for it."""

    pid: int
    ended: int  # a descriptor that becomes readable when the process ends
    connection: socket.socket
    answer: int
    deadline: float
    late: bool = False


class Keeper:
    """Holds the store, starts workers, ends late ones, passes on what they made.

    Args:
        door: Where connections come from.
        configuration: The archive and the limits.
    """

    def __init__(self, door: socket.socket, configuration: Configuration) -> None:
        self._door = door
        self._limits = Limits(configuration.seconds, configuration.memory)
        self._places = configuration.workers
        self._path = Path(configuration.store)
        self._archive = Archive.open(self._path)
        self._head = -1
        self._store = self._loaded()
        self._waiting: deque[socket.socket] = deque()
        self._workers: list[_Worker] = []

    def run(self) -> None:
        """Serve until the door closes."""
        try:
            while self._turn():
                pass
        finally:
            for worker in self._workers:
                os.kill(worker.pid, signal.SIGKILL)
                os.waitpid(worker.pid, 0)

    def _turn(self) -> bool:
        """Wait for what happens next and deal with it; return False when the door is closed."""
        poll = select.poll()
        poll.register(self._door, select.POLLIN)
        for connection in self._waiting:
            poll.register(connection, 0)
        for worker in self._workers:
            poll.register(worker.ended, select.POLLIN)
            poll.register(worker.connection, 0)
        happened = dict(poll.poll(self._patience()))
        if self._door.fileno() in happened and not self._admit():
            return False
        for connection in [c for c in self._waiting if happened.get(c.fileno(), 0) & _GONE]:
            self._waiting.remove(connection)
            connection.close()
        self._end_late(happened)
        for worker in [worker for worker in self._workers if worker.ended in happened]:
            self._finish(worker)
        while self._waiting and len(self._workers) < self._places:
            self._start(self._waiting.popleft())
        return True

    def _patience(self) -> float | None:
        """Return for how many milliseconds nothing has to be done, None for ever."""
        deadlines = [worker.deadline for worker in self._workers if not worker.late]
        return max(0.0, min(deadlines) - time.monotonic()) * 1000 + 1 if deadlines else None

    def _admit(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._door, 1, 1)
        self._waiting.extend(socket.socket(fileno=descriptor) for descriptor in descriptors)
        return bool(message)

    def _start(self, connection: socket.socket) -> None:
        self._reload()
        answer = os.memfd_create("answer")
        pid = os.fork()
        if pid == 0:
            work(self._store, connection, answer, self._limits)
        deadline = time.monotonic() + self._limits.seconds
        self._workers.append(_Worker(pid, os.pidfd_open(pid), connection, answer, deadline))
        _tell(connection, Signal.STARTED)

    def _end_late(self, happened: dict[int, int]) -> None:
        """Kill workers whose time is up or for whose answer nobody waits any more."""
        now = time.monotonic()
        for worker in self._workers:
            abandoned = happened.get(worker.connection.fileno(), 0) & _GONE
            if (abandoned or now >= worker.deadline) and not worker.late:
                worker.late = True
                os.kill(worker.pid, signal.SIGKILL)

    def _finish(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _, status = os.waitpid(worker.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == WELL:
            _tell(worker.connection, Signal.DONE, worker.answer)
        else:
            reason = _reason(code, worker.late)
            _LOG.warning("a query was stopped: %s (exit code %d)", reason.name.lower(), code)
            _tell(worker.connection, reason)
        worker.connection.close()
        os.close(worker.answer)
        os.close(worker.ended)

    def _reload(self) -> None:
        """Take in new commits; a store that cannot be loaded leaves the old one in its place."""
        try:
            if self._archive.head() != self._head:
                self._store = self._loaded()
        except (StyrkedjaError, OSError) as error:
            _LOG.error("the archive cannot be loaded again: %s", error)

    def _loaded(self) -> Store:
        archive = Archive.open(self._path)
        head = archive.head()
        store = load_store(archive)
        self._archive, self._head = archive, head
        gc.collect()
        gc.freeze()  # so that collections here leave the pages that workers share alone
        return store


def main() -> None:
    """Run the keeper that the command line describes."""
    configure_logging(load_settings().log)
    configuration = Configuration.from_json(sys.argv[1])
    door = socket.socket(fileno=os.dup(0))
    try:
        Keeper(door, configuration).run()
    except StyrkedjaError as error:
        _LOG.error("%s", error)
        raise SystemExit(1) from error


def _tell(connection: socket.socket, signal_: Signal, answer: int | None = None) -> None:
    try:
        socket.send_fds(connection, [signal_.encode()], [] if answer is None else [answer])
    except (BrokenPipeError, ConnectionResetError):
        _LOG.debug("nobody waits for the answer any more")


def _reason(code: int, late: bool) -> Signal:
    if late or code == -signal.SIGXCPU:
        return Signal.TIME
    # Rust aborts when it gets no memory; a kill that is not ours comes from a system without any.
    if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        return Signal.MEMORY
    return Signal.CRASH


if __name__ == "__main__":
    main()

"""The keeper: a single-threaded process that holds the store and forks workers when told to.

Run as `python -m styrkedja.api.evaluation.keeper` with its configuration as the one argument and
the door as standard input: a Unix socket to the web process. Over it come orders and go, for each
worker, the line to it and the memory file for its answers, and later how it ended. There is no
address that anyone else could connect to. When the door closes, because the web process ends in
whatever way, the keeper kills its workers and ends.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive
from styrkedja.graph.loading import load_store
from styrkedja.graph.rdf.store import Store

from ..logs import configure_logging
from .configuration import Configuration, Order
from .worker import Limits, work

__all__ = ["Keeper", "main"]

_LOG = logging.getLogger(__name__)
_ORDER = 64  # bytes that an order has at most
_NICE = 10


class Keeper:
    """Holds the store, starts workers, tells how they ended.

    Args:
        door: Where orders come from.
        configuration: The archive and the limits.
    """

    def __init__(self, door: socket.socket, configuration: Configuration) -> None:
        self._door = door
        self._limits = Limits(configuration.memory, configuration.rows)
        self._path = Path(configuration.store)
        self._internal = configuration.internal
        self._head = -1
        self._store = self._loaded()
        self._workers: dict[int, tuple[int, int]] = {}  # number → process id, its descriptor
        self._born = 0

    def run(self) -> None:
        """Serve until the door closes."""
        try:
            self._tell({"head": self._head})
            while self._turn():
                pass
        except (BrokenPipeError, ConnectionResetError):
            _LOG.debug("nobody is behind the door any more")
        finally:
            for process, _ in self._workers.values():
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)

    def _turn(self) -> bool:
        """Wait for what happens next and deal with it; return False when the door is closed."""
        poll = select.poll()
        poll.register(self._door, select.POLLIN)
        for _, ended in self._workers.values():
            poll.register(ended, select.POLLIN)
        happened = {descriptor for descriptor, _ in poll.poll()}
        for number, (_, ended) in list(self._workers.items()):
            if ended in happened:
                self._finish(number)
        return self._door.fileno() not in happened or self._obey(self._door.recv(_ORDER))

    def _obey(self, order: bytes) -> bool:
        name, _, number = order.decode().partition(" ")
        if name == Order.FORK:
            self._fork()
        elif name == Order.LOAD:
            self._reload()
        elif name == Order.NICE and int(number) in self._workers:
            os.setpriority(os.PRIO_PROCESS, self._workers[int(number)][0], _NICE)
        return bool(order)

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        body = os.memfd_create("answer")
        with ours, theirs:
            process = os.fork()
            if process == 0:
                work(self._store, theirs, body, self._limits)
            self._born += 1
            ended = os.pidfd_open(process)
            self._workers[self._born] = (process, ended)
            self._tell({"born": self._born, "head": self._head}, ours.fileno(), body, ended)
        os.close(body)

    def _finish(self, number: int) -> None:
        process, ended = self._workers.pop(number)
        _, status = os.waitpid(process, 0)
        os.close(ended)
        self._tell({"ended": number, "code": os.waitstatus_to_exitcode(status)})

    def _reload(self) -> None:
        """Take in new commits; a store that cannot be loaded leaves the old one in its place."""
        try:
            if Archive.open(self._path).head() != self._head:
                self._store = self._loaded()
        except (StyrkedjaError, OSError) as error:
            _LOG.error("the archive cannot be loaded again: %s", error)
        self._tell({"head": self._head})

    def _loaded(self) -> Store:
        archive = Archive.open(self._path)
        head = archive.head()
        # Oxigraph's random numbers begin once a thread. Were it this one, all forks would go on
        # from there and give the same UUID() and RAND().
        with ThreadPoolExecutor(1) as loader:
            store = loader.submit(load_store, archive, internal=self._internal).result()
        self._head = head
        gc.collect()
        gc.freeze()  # so that collections leave the pages that workers share alone
        return store

    def _tell(self, what: dict[str, int], *descriptors: int) -> None:
        socket.send_fds(self._door, [json.dumps(what).encode()], descriptors)


def main() -> None:
    """Run the keeper that the command line describes."""
    configuration = Configuration.from_json(sys.argv[1])
    configure_logging(configuration.log)
    door = socket.socket(fileno=os.dup(0))
    try:
        Keeper(door, configuration).run()
    except StyrkedjaError as error:
        _LOG.error("%s", error)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()

"""The web process's side: keeps the keeper running and puts questions to its workers."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from styrkedja.errors import FormatError, QueryRefusedError, QuerySyntaxError
from styrkedja.graph.archive import Archive

from .configuration import Configuration, Order
from .keeping import Kept
from .pool import Pool, Worker
from .question import Outcome, Question, Verdict
from .starting import KeeperProcess
from .stops import busy
from .waiting import Call

if TYPE_CHECKING:
    from styrkedja.settings import Settings

__all__ = ["Answer", "Evaluation"]

_LOG = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds to wait for the first workers
_FRESH = 2.0  # seconds to wait for a new commit, before the old one answers meanwhile
_AGAIN = 5.0  # seconds after which what could not be loaded is tried again
_CHUNK = 64 * 1024
_MESSAGE = 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, held in memory that belongs to no process alone.

    Args:
        form: The name of its form.
        graph: Whether it is a graph rather than rows or a truth value.
        size: Bytes of the body.
        cut: How many rows or triples it has when there are more, which it does not have; else
            None.
        body: The body; closed when `chunks` has given all of it.
    """

    form: str
    graph: bool
    size: int
    cut: int | None
    body: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """Yield the body piece by piece, and close it."""
        with self.body as body:
            while chunk := body.read(_CHUNK):
                yield chunk

    def read(self) -> bytes:
        """Return the whole body, and close it."""
        with self.body as body:
            return body.read()


class Evaluation:
    """Puts questions to workers of the keeper, which it starts, restarts and ends.

    Args:
        settings: The archive and the limits.
        internal: Whether internal documents are asked, too.
        started: A keeper that has been started with these settings already; the first to be used.

    Attributes:
        keeper: The process id of the keeper, None while there is none.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        internal: bool = False,
        started: KeeperProcess | None = None,
    ) -> None:
        self.keeper: int | None = None
        self._store = settings.store.absolute()
        self._configuration = Configuration.of(settings, internal=internal)
        self._started = started
        self._places = settings.query_workers
        self._seconds = settings.query_seconds
        self._archive: Archive | None = None
        self._kept = Kept()
        self._door: socket.socket | None = None
        self._pool: Pool | None = None
        self._moved = asyncio.Event()  # set, and replaced, whenever the keeper has a store
        self._wanted = -1  # the commit that the keeper was last told to load
        self._told = 0.0  # and when

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the keeper running while the block lasts; it has ended when this returns."""
        self._pool = Pool(
            self._places,
            self._seconds,
            fork=lambda: self._order(Order.FORK),
            nice=lambda worker: self._order(f"{Order.NICE} {worker.number}"),
        )
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping

    async def ask(self, question: Question, client: str = "") -> Answer:
        """Return the answer to a question, as of the newest commit.

        A new commit that takes long to load is waited for only for a while; until it is there,
        answers are as of the commit before.

        Args:
            question: The question.
            client: Whom fairness takes for one: an address, a token.

        Raises:
            QuerySyntaxError: The text is not SPARQL; the message says where.
            QueryRefusedError: The query is more than strangers may ask, or reaches outside the
                data set.
            QueryStoppedError: It took too long or too much memory, its worker crashed, no worker
                became free in time, or it was stopped because others waited.
            FormatError: No wanted form fits this kind of answer.
        """
        pool = await self._ready()
        head = pool.head
        kept = self._kept.get(head, question)
        if kept is not None:
            return _answer(*kept)
        call = Call(question, client, asyncio.get_running_loop().time())
        pool.enter(call)
        try:
            verdict, body = await call.future
        except asyncio.CancelledError:
            pool.leave(call)
            raise
        if verdict.outcome is Outcome.ANSWER:
            if isinstance(body, bytes) and head == pool.head:
                self._kept.keep(head, question, verdict, body)
            return _answer(verdict, body)
        if verdict.outcome is Outcome.SYNTAX:
            raise QuerySyntaxError(verdict.detail)
        if verdict.outcome is Outcome.REFUSED:
            raise QueryRefusedError(verdict.detail)
        raise FormatError(verdict.detail)

    async def _ready(self) -> Pool:
        """Return the pool when it has workers, those of the newest commit if that is soon."""
        loop, pool = asyncio.get_running_loop(), self._pool
        if pool is None:
            raise busy()
        if pool.head < 0:
            try:
                async with asyncio.timeout(_PATIENCE):
                    while pool.head < 0:
                        await self._moved.wait()
            except TimeoutError as error:
                raise busy() from error
        if self._archive is None:
            self._archive = Archive.open(self._store)
        newest = self._archive.head()
        if newest != pool.head:
            if newest != self._wanted or loop.time() > self._told + _AGAIN:
                self._wanted, self._told = newest, loop.time()
                self._order(Order.LOAD)
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._told + _FRESH):
                    await self._moved.wait()
        return pool

    async def _keep(self) -> None:
        """Run one keeper after the other, with growing pauses when they die at once."""
        pause = 0.0
        while True:
            started = asyncio.get_running_loop().time()
            code = await self._run_keeper()
            lived = asyncio.get_running_loop().time() - started
            pause = 0.0 if lived > 10 else min(30.0, pause * 2 + 0.1)
            _LOG.error("the keeper ended with %s; another starts in %.1f s", code, pause)
            await asyncio.sleep(pause)

    async def _run_keeper(self) -> int:
        loop, pool = asyncio.get_running_loop(), self._pool
        keeper, self._started = self._started or KeeperProcess(self._configuration), None
        self._door, self.keeper = keeper.door, keeper.process.pid
        loop.add_reader(keeper.door, self._hear, keeper.door)
        try:
            return await _end_of(keeper.process)
        finally:
            loop.remove_reader(keeper.door)
            self._door = self.keeper = None
            if pool is not None:
                pool.lose_all()
            keeper.door.close()  # tells the keeper to end
            await asyncio.to_thread(keeper.__exit__, None, None, None)

    def _order(self, order: str) -> None:
        if self._door is None:
            return
        try:
            self._door.send(order.encode())
        except (BlockingIOError, BrokenPipeError, ConnectionResetError) as error:
            _LOG.error("the keeper does not take orders: %s", error)

    def _hear(self, door: socket.socket) -> None:
        """Take in what the keeper tells."""
        try:
            message, descriptors, _, _ = socket.recv_fds(door, _MESSAGE, 3)
        except (BlockingIOError, ConnectionResetError):
            return
        if not message or self._pool is None:
            asyncio.get_running_loop().remove_reader(door)
            return
        told: dict[str, int] = json.loads(message)
        if "born" in told:
            line, body, process = descriptors
            connection = socket.socket(fileno=line)
            connection.setblocking(False)
            self._pool.born(Worker(told["born"], told["head"], connection, body, process))
        elif "ended" in told:
            self._pool.ended(told["ended"], told["code"])
        else:
            self._pool.move_to(told["head"])
            self._moved.set()
            self._moved = asyncio.Event()


def _answer(verdict: Verdict, body: bytes | int) -> Answer:
    file = io.BytesIO(body) if isinstance(body, bytes) else os.fdopen(body, "rb")
    file.seek(0)
    return Answer(verdict.detail, verdict.graph, verdict.size, verdict.cut, file)


async def _end_of(process: subprocess.Popen[bytes]) -> int:
    """Wait until a process has ended, and return its exit code."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    descriptor = os.pidfd_open(process.pid)
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
        return process.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)

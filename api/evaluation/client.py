"""The web process's side: keeps the keeper running and puts questions to it."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from styrkedja.errors import FormatError, QueryRefusedError, QueryStoppedError, QuerySyntaxError

from .configuration import Configuration
from .question import Outcome, Question, Signal, Verdict, frame, read_frame

if TYPE_CHECKING:
    from styrkedja.settings import Settings

__all__ = ["Answer", "Evaluation"]

_LOG = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds to wait for a free worker
_GRACE = 2.0  # seconds beyond a query's own time, for the keeper to say that it is over
_QUEUE = 16  # questions a worker that may wait at once
_CHUNK = 64 * 1024
_REASONS = {Signal.TIME: "time", Signal.MEMORY: "memory", Signal.CRASH: "crash"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, held in memory that belongs to no process alone.

    Args:
        form: The name of its form.
        graph: Whether it is a graph rather than rows or a truth value.
        size: Bytes of the body.
        body: The body; closed when `chunks` has given all of it.
    """

    form: str
    graph: bool
    size: int
    body: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """Yield the body piece by piece, and close it."""
        with self.body as body:
            while chunk := body.read(_CHUNK):
                yield chunk

    def read(self) -> bytes:
        """Return the whole body, and close it."""
        return b"".join(self.chunks())


class Evaluation:
    """Puts questions to the keeper, which it starts, restarts and ends.

    Args:
        settings: The archive and the limits.

    Attributes:
        keeper: The process id of the keeper, None while there is none.
    """

    def __init__(self, settings: Settings) -> None:
        self.keeper: int | None = None
        self._configuration = Configuration(
            str(settings.store.absolute()),
            settings.query_seconds,
            settings.query_memory,
            settings.query_workers,
        )
        self._door: socket.socket | None = None
        self._open = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the keeper running while the block lasts; it has ended when this returns."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping

    async def ask(self, question: Question) -> Answer:
        """Return the answer to a question.

        Raises:
            QuerySyntaxError: The text is not SPARQL; the message says where.
            QueryRefusedError: The query reaches outside the data set.
            QueryStoppedError: It took too long or too much memory, its worker crashed, or no
                worker became free in time.
            FormatError: No wanted form fits this kind of answer.
        """
        if self._open >= self._configuration.workers * (_QUEUE + 1):
            raise _busy()
        self._open += 1
        try:
            answer = await self._ask(question)
        finally:
            self._open -= 1
        verdict = Verdict.from_json(read_frame(answer))
        if verdict.outcome is Outcome.ANSWER:
            start = answer.tell()
            size = answer.seek(0, os.SEEK_END) - start
            answer.seek(start)
            return Answer(verdict.detail, verdict.graph, size, answer)
        answer.close()
        if verdict.outcome is Outcome.SYNTAX:
            raise QuerySyntaxError(verdict.detail)
        if verdict.outcome is Outcome.REFUSED:
            raise QueryRefusedError(verdict.detail)
        raise FormatError(verdict.detail)

    async def _ask(self, question: Question) -> BinaryIO:
        ours, theirs = socket.socketpair()
        with ours:
            ours.setblocking(False)
            with theirs:
                self._pass_on(theirs)
            signal, _ = await _next(ours, _PATIENCE, _busy())
            if signal is not Signal.STARTED:
                raise _crashed()
            stopped = _stopped(Signal.TIME)
            try:
                async with asyncio.timeout(self._configuration.seconds + _GRACE):
                    await asyncio.get_running_loop().sock_sendall(ours, frame(question.to_json()))
                    signal, answer = await _next(ours, None, stopped)
            except TimeoutError as error:
                raise stopped from error
            except (BrokenPipeError, ConnectionResetError) as error:
                raise _crashed() from error
        if answer is None:
            raise _stopped(signal)
        return answer

    def _pass_on(self, connection: socket.socket) -> None:
        if self._door is None:
            raise _busy()
        try:
            socket.send_fds(self._door, [b"?"], [connection.fileno()])
        except (BlockingIOError, BrokenPipeError, ConnectionResetError) as error:
            raise _busy() from error

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
        ours, theirs = socket.socketpair()
        with ours:
            ours.setblocking(False)
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-P",  # a file in the working directory must not stand in for a module
                    "-m",
                    "styrkedja.api.evaluation.keeper",
                    self._configuration.to_json(),
                    stdin=theirs.fileno(),
                    start_new_session=True,  # Ctrl-C is for the web process alone
                )
            self._door, self.keeper = ours, process.pid
            try:
                return await process.wait()
            finally:
                self._door = self.keeper = None
                ours.close()  # tells the keeper to end
                await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Wait until the keeper has ended; it may be busy loading and see the closed door late."""
    try:
        async with asyncio.timeout(_GRACE):
            await process.wait()
    except TimeoutError:
        process.kill()  # its workers end with it
        await process.wait()


async def _next(
    connection: socket.socket, seconds: float | None, late: QueryStoppedError
) -> tuple[Signal, BinaryIO | None]:
    """Return the keeper's next signal, and the answer's file if one came with it."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(connection, readable.set)
    try:
        async with asyncio.timeout(seconds):
            await readable.wait()
    except TimeoutError as error:
        raise late from error
    finally:
        loop.remove_reader(connection)
    message, descriptors, _, _ = socket.recv_fds(connection, 1, 1)
    if not message:
        raise _crashed()
    if not descriptors:
        return Signal(message.decode()), None
    file = os.fdopen(descriptors[0], "rb")
    file.seek(0)
    return Signal(message.decode()), file


def _stopped(signal: Signal) -> QueryStoppedError:
    text = {
        Signal.TIME: "the query took too long; ask for less, or add LIMIT",
        Signal.MEMORY: "the query needs more memory than it may take; ask for less, or add LIMIT",
    }
    message = text.get(signal, "the query broke its evaluation; put it in a simpler way")
    return QueryStoppedError(message, reason=_REASONS.get(signal, "crash"))


def _crashed() -> QueryStoppedError:
    return _stopped(Signal.CRASH)


def _busy() -> QueryStoppedError:
    return QueryStoppedError(
        "all workers are busy with other queries; try again in a while", reason="busy"
    )

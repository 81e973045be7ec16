"""The workers as the web process sees them: who answers what, who is stopped, who is replaced.

A worker that has answered for some time (`QUICK` seconds) leaves its place to a new one and goes on
beside it, with less of the processor; as many may do so as there are places. When that many do and
others wait, the newest of the client with the most of them is stopped.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from styrkedja.errors import QueryStoppedError

from .question import LENGTH, Verdict, frame
from .stops import busy, crashed, late, made_room, reason_of
from .waiting import Call, Waiting

__all__ = ["QUICK", "Pool", "Worker"]

QUICK = 0.5  # seconds, and no more than a quarter of the time that a query has
_QUEUE = 64  # calls that may wait, for each place
_PATIENCE = 10.0  # seconds that a call waits, and no more than
_PART = 0.75  # of the time that it has: most take only a few milliseconds of what is left
_GRACE = 0.25  # seconds beyond a query's time, for its worker to have ended by itself
_KEPT = 4 << 20  # a larger body stays in its worker's file, and the worker is replaced
_READ = 1 << 16


@dataclass(slots=True, eq=False)
class Worker:
    """A process that answers one question after another.

    Args:
        number: The keeper's name for it.
        head: The commit whose store it has.
        line: Where questions go and verdicts come from.
        body: The descriptor of the file with the body of its answer.
        process: A descriptor of the process.
    """

    number: int
    head: int
    line: socket.socket
    body: int
    process: int
    call: Call | None = None
    started: float = 0.0
    worn: bool = False  # it has answered one question for long
    beside: bool = False  # another has its place
    stopped: QueryStoppedError | None = None
    heard: bytearray = field(default_factory=bytearray)
    timers: list[asyncio.TimerHandle] = field(default_factory=list)
    sending: asyncio.Task[None] | None = None

    def kill(self) -> None:
        """End the process, wherever it is."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)


class Pool:
    """Gives calls to workers.

    Args:
        places: How many workers are kept for calls that come.
        seconds: How long a call may take, from its coming to its answer.
        fork: Orders one more worker.
        nice: Orders that a worker leaves others the processor.
    """

    def __init__(
        self,
        places: int,
        seconds: float,
        fork: Callable[[], None],
        nice: Callable[[Worker], None],
    ) -> None:
        self._places = places
        self._seconds = seconds
        self._quick = min(QUICK, seconds / 4)
        self._fork = fork
        self._nice = nice
        self._loop = asyncio.get_running_loop()
        self._waiting = Waiting(places * _QUEUE, self._quick)
        self._workers: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._ordered = 0
        self.head = -1

    def enter(self, call: Call) -> None:
        """Have a call answered, at once or when its turn comes."""
        if self._idle and not len(self._waiting):
            self._give(self._idle.pop(), call)
            return
        refused = self._waiting.add(call)
        if refused is not None:
            _fail(refused, busy())
        if refused is not call:
            patience = min(_PATIENCE, self._seconds * _PART)
            call.patience = self._loop.call_later(patience, self._give_up, call)
        self._make_room()

    def leave(self, call: Call) -> None:
        """Have a call answered no more: nobody waits for it."""
        if not self._waiting.discard(call):
            for worker in self._workers.values():
                if worker.call is call:
                    self._stop(worker, crashed())

    def move_to(self, head: int) -> None:
        """Have newer workers from now on: the keeper has the store of this commit."""
        self.head = head
        for worker in [worker for worker in self._idle if worker.head != head]:
            self._retire(worker)
        self._fill()

    def born(self, worker: Worker) -> None:
        """Take in a worker that the keeper has made."""
        self._ordered = max(0, self._ordered - 1)
        self._workers[worker.number] = worker
        self._loop.add_reader(worker.line, self._hear, worker)
        self._free(worker)

    def ended(self, number: int, code: int) -> None:
        """Deal with the end of a worker, which may have had a question to answer."""
        worker = self._workers.pop(number, None)
        if worker is None:
            return
        call = worker.call
        self._close(worker)
        if call is not None:
            _fail(call, worker.stopped or reason_of(code))
        self._make_room()

    def lose_all(self) -> None:
        """Deal with the end of the keeper, and so of all workers."""
        self._ordered = 0
        for worker in list(self._workers.values()):
            self._workers.pop(worker.number)
            call = worker.call
            self._close(worker)
            if call is not None:
                _fail(call, worker.stopped or crashed())

    def _fill(self) -> None:
        """Order workers until there is one for each place."""
        kept = sum(w.head == self.head and not w.beside for w in self._workers.values())
        for _ in range(self._places - kept - self._ordered):
            self._ordered += 1
            self._fork()

    def _free(self, worker: Worker) -> None:
        """Give a worker the next call, or let it wait for one."""
        if worker.head != self.head or worker.worn:
            self._retire(worker)
        elif len(self._waiting):
            under_way = Counter(w.call.client for w in self._workers.values() if w.call)
            self._give(worker, self._waiting.take(self._loop.time(), under_way))
        else:
            self._idle.append(worker)

    def _give(self, worker: Worker, call: Call) -> None:
        now = self._loop.time()
        left = max(0.001, call.asked + self._seconds - now)
        worker.call, worker.started = call, now
        if call.patience is not None:
            call.patience.cancel()
        worker.timers = [
            self._loop.call_later(self._quick, self._wear, worker),
            self._loop.call_later(left + _GRACE, self._stop, worker, late()),
        ]
        content = frame(call.question.to_json(left))
        try:
            sent = worker.line.send(content)
        except BlockingIOError:
            sent = 0
        except (BrokenPipeError, ConnectionResetError):
            return  # it has ended, and the keeper will say how
        if sent < len(content):
            worker.sending = self._loop.create_task(self._send(worker, content[sent:]))

    async def _send(self, worker: Worker, content: bytes) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            await self._loop.sock_sendall(worker.line, content)

    def _hear(self, worker: Worker) -> None:
        """Take in what comes over a worker's line; give the answer on when it is whole."""
        try:
            piece = worker.line.recv(_READ)
        except (BlockingIOError, ConnectionResetError):
            return
        if not piece:  # it has ended, and the keeper will say how
            self._loop.remove_reader(worker.line)
            if worker.call is None:
                self._retire(worker)
            return
        worker.heard += piece
        end = LENGTH + int.from_bytes(worker.heard[:LENGTH], "big")
        if len(worker.heard) < max(end, LENGTH + 1):
            return
        verdict = Verdict.from_json(bytes(worker.heard[LENGTH:end]))
        worker.heard.clear()
        self._answered(worker, verdict)

    def _answered(self, worker: Worker, verdict: Verdict) -> None:
        call, worker.call = worker.call, None
        self._rest(worker)
        if call is not None and not call.future.done():
            if verdict.size <= _KEPT:
                call.future.set_result((verdict, os.pread(worker.body, verdict.size, 0)))
            else:
                call.future.set_result((verdict, os.dup(worker.body)))
        if verdict.size > _KEPT or verdict.last:
            self._retire(worker)
        else:
            self._free(worker)

    def _wear(self, worker: Worker) -> None:
        """Deal with a question that is not answered quickly."""
        worker.worn = True
        self._nice(worker)
        self._make_room()

    def _make_room(self) -> None:
        """Have a worker for those that wait, where only long queries are in their way."""
        workers = self._workers.values()
        beside = [worker for worker in workers if worker.beside]
        for worker in sorted(workers, key=lambda worker: worker.started):
            if worker.worn and not worker.beside and len(beside) < self._places:
                worker.beside = True
                beside.append(worker)
        self._fill()
        worn = [worker for worker in workers if worker.worn]
        if not len(self._waiting) or self._ordered or any(w.stopped for w in workers):
            return
        if len(worn) > len(beside):
            counts = Counter(worker.call.client for worker in worn if worker.call)
            self._stop(
                max(worn, key=lambda w: (counts[w.call.client] if w.call else 0, w.started)),
                made_room(),
            )

    def _stop(self, worker: Worker, why: QueryStoppedError) -> None:
        if worker.stopped is None:
            worker.stopped = why
            worker.kill()

    def _give_up(self, call: Call) -> None:
        if self._waiting.discard(call):
            _fail(call, busy())

    def _retire(self, worker: Worker) -> None:
        """Let a worker go that has nothing to do; another takes its place."""
        self._workers.pop(worker.number, None)
        self._close(worker)
        self._make_room()

    def _rest(self, worker: Worker) -> None:
        for timer in worker.timers:
            timer.cancel()
        worker.timers.clear()

    def _close(self, worker: Worker) -> None:
        """Close what connects to a worker: it ends, if it has not."""
        worker.call = None
        if worker in self._idle:
            self._idle.remove(worker)
        self._rest(worker)
        if worker.sending is not None:
            worker.sending.cancel()
        self._loop.remove_reader(worker.line)
        worker.line.close()
        os.close(worker.body)
        os.close(worker.process)


def _fail(call: Call, why: QueryStoppedError) -> None:
    if not call.future.done():
        call.future.set_exception(why)

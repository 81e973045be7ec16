"""The uploads of a service: one at a time is taken in, a few wait, the last ones are remembered."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import signal
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from tempfile import TemporaryDirectory

from styrkedja.graph.orders import Order

from .job import FileState, Job, JobState

__all__ = ["Jobs", "TooManyUploadsError"]

_WAITING = 4  # uploads that may wait for their turn
_KEPT = 50  # uploads that are remembered when they are over
_SLACK = 60.0  # seconds a file may take besides being read, twice where the register has changed
_LONGEST_LINE = 64 * 1024 * 1024  # bytes of one thing that is told
_END = 5.0  # seconds that a process has to end when it is told to
_LOG = logging.getLogger(__name__)


class TooManyUploadsError(Exception):
    """So many uploads wait already that there is no room for another; not one of ours to log."""


class Jobs:
    """Takes uploads in, in a process each; the event loop only listens.

    Args:
        shown: Waits until what the archive holds now is what pages show.
    """

    def __init__(self, shown: Callable[[], Awaitable[None]]) -> None:
        self._shown = shown
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._waiting: asyncio.Queue[tuple[Job, Order, TemporaryDirectory[str]]]
        self._waiting = asyncio.Queue(_WAITING)

    def get(self, id: str) -> Job | None:
        """Return the upload of this id, None where it is not remembered."""
        return self._known.get(id)

    @property
    def full(self) -> bool:
        """Whether there is no room for another upload."""
        return self._waiting.full()

    def add(
        self, order: Order, files: tuple[FileState, ...], spool: TemporaryDirectory[str]
    ) -> Job:
        """Return the upload, which begins when those before it are over.

        Args:
            order: What to take in.
            files: The same files, to tell of.
            spool: The folder that they lie in, removed when it is over.

        Raises:
            TooManyUploadsError: There is no room for another.
        """
        job = Job(secrets.token_urlsafe(16), order.agent, files, order.internal)
        try:
            self._waiting.put_nowait((job, order, spool))
        except asyncio.QueueFull as error:
            raise TooManyUploadsError from error
        self._known[job.id] = job
        for id in [one.id for one in self._known.values() if one.over][:-_KEPT]:
            del self._known[id]
        return job

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take uploads in while the block lasts; what is under way then is cut off, store whole."""
        taking = asyncio.create_task(self._run())
        try:
            yield
        finally:
            taking.cancel()
            with suppress(asyncio.CancelledError):
                await taking
            while not self._waiting.empty():
                self._waiting.get_nowait()[2].cleanup()

    async def _run(self) -> None:
        while True:
            job, order, spool = await self._waiting.get()
            try:
                await self._take(job, order)
            except (OSError, ValueError, KeyError) as error:
                _LOG.error("an upload failed: %s", error)
                job.now(JobState.FAILED, "crash")
            finally:
                job.now(JobState.FAILED, "stopped")  # where the service ends meanwhile
                await asyncio.to_thread(spool.cleanup)

    async def _take(self, job: Job, order: Order) -> None:
        job.now(JobState.STARTING)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "styrkedja.graph.taking"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            start_new_session=True,
        )
        try:
            most = order.patience + len(order.files) * (2 * order.seconds + _SLACK)
            async with asyncio.timeout(most):
                await self._listen(job, order, process)
        except TimeoutError:
            job.now(JobState.FAILED, "time")
        finally:
            await _end(process)
        if job.state is JobState.SHOWING:
            await self._shown()
            job.now(JobState.DONE)
        job.now(JobState.FAILED, "crash")  # where it ended without saying how

    async def _listen(self, job: Job, order: Order, process: asyncio.subprocess.Process) -> None:
        """Tell a process what to do, and take in what it tells until it ends."""
        assert process.stdin is not None  # noqa: S101 - it was asked for
        assert process.stdout is not None  # noqa: S101 - it was asked for
        process.stdin.write(json.dumps(asdict(order)).encode())
        process.stdin.close()
        while line := await process.stdout.readline():
            job.take(json.loads(line))


async def _end(process: asyncio.subprocess.Process) -> None:
    """Make sure that a process has ended, and those that it started."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(asyncio.shield(process.wait()), _END)
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()

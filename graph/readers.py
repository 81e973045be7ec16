"""Reads documents in processes of their own, so that none can hurt another or this process."""

from __future__ import annotations

import io
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from styrkedja.errors import StoppedReadingError, StyrkedjaError
from styrkedja.graph.model import Register

from .pipeline import NOTHING_GIVEN, Given, Reading
from .reading_keeper import READ, STOPPED, Task, read_frame, write_frame

__all__ = ["ReadLimits", "Readers"]

_MODULES = frozenset(
    {
        *("styrkedja.errors", "styrkedja.graph.model"),
        *("styrkedja.graph.formats.rendition",),
    }
)
_SWEDISH = re.compile(r"^page\b")  # how places in PDFs are told
_AMISS = "the process that reads documents answered amiss; save the document anew"
_AMISS_SV = "processen som läser dokument svarade fel; spara om dokumentet"
_NAMES = frozenset(
    {
        *(("datetime", "date"), ("decimal", "Decimal"), ("pathlib", "PosixPath")),
        *(("builtins", "frozenset"), ("builtins", "set")),
        ("styrkedja.graph.pipeline", "Reading"),
    }
)


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What reading one document may take.

    Args:
        seconds: Time.
        memory: Memory, in MiB.
    """

    seconds: float = 60.0
    memory: int = 1024


class Readers:
    """Processes that read documents; open while the block of `open` lasts.

    Attributes:
        workers: How many documents are read at once.
        given: What the user says about all of them.
        profile: The file of words to go by, or None.
    """

    def __init__(
        self, workers: int, limits: ReadLimits, given: Given, profile: Path | None
    ) -> None:
        self.workers = workers
        self._limits = limits
        self.given = given
        self.profile = profile
        self._free: queue.SimpleQueue[subprocess.Popen[bytes] | None] = queue.SimpleQueue()
        self._started: list[subprocess.Popen[bytes]] = []
        for _ in range(workers):
            self._free.put(None)
        self._threads = ThreadPoolExecutor(workers)

    @classmethod
    @contextmanager
    def open(
        cls,
        workers: int = 1,
        limits: ReadLimits = ReadLimits(),
        given: Given = NOTHING_GIVEN,
        profile: Path | None = None,
    ) -> Iterator[Readers]:
        """Give readers, whose processes start with their first documents and end with the block.

        Args:
            workers: How many documents are read at once.
            limits: What one may take.
            given: What the user says about all of them; its profile counts for nothing.
            profile: A file of words to go by, or None.
        """
        readers = cls(workers, limits, given, profile)
        try:
            yield readers
        except BaseException:  # also Ctrl-C: nobody waits for what is being read
            for keeper in readers._started:
                with suppress(ProcessLookupError):
                    os.killpg(keeper.pid, signal.SIGKILL)
            raise
        finally:
            readers._threads.shutdown(cancel_futures=True)
            while not readers._free.empty():
                _end(readers._free.get())

    def read(
        self, content: bytes, path: Path, registers: tuple[Register, ...], base: str
    ) -> Future[Reading]:
        """Begin to read a document, and return where its reading will be.

        Args:
            content: The file's bytes.
            path: The file, for its name.
            registers: The registers that are known.
            base: What all IRIs begin with.

        Returns:
            A future whose result raises what `read_and_check` raises, or `StoppedReadingError`
            where the document took more than it may.
        """
        task = Task(content, path, self.given.municipality, self.given.body, registers, base)
        return self._threads.submit(self._ask, task)

    def _ask(self, task: Task) -> Reading:
        keeper = self._free.get() or self._start()
        try:
            write_frame(cast("Any", keeper.stdin), pickle.dumps(task))
            frame = read_frame(cast("Any", keeper.stdout))
        except OSError:
            frame = None
        if frame is None:
            _end(keeper)
            self._free.put(None)
            raise StoppedReadingError(
                "the process that reads documents ended by itself; try again",
                sv="processen som läser dokument avslutades; försök igen",
                path=task.path,
            )
        self._free.put(keeper)
        return self._result(frame, task.path)

    def _result(self, frame: bytes, path: Path) -> Reading:
        kind, body = frame[:1], frame[1:]
        if kind == STOPPED:
            reason, _, place = body.partition(b"\0")
            en, sv = _told(reason.decode(), place.decode(errors="replace"), self._limits)
            raise StoppedReadingError(en, sv=sv, path=path)
        try:
            value = _Unpickler(io.BytesIO(body)).load()
        except (pickle.UnpicklingError, EOFError, AttributeError, TypeError) as error:
            raise StoppedReadingError(_AMISS, sv=_AMISS_SV, path=path) from error
        if kind == READ and isinstance(value, Reading):
            return value
        if isinstance(value, StyrkedjaError):
            raise value
        raise StoppedReadingError(_AMISS, sv=_AMISS_SV, path=path)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [
            *(sys.executable, "-m", "styrkedja.graph.reading_keeper"),
            *(str(self._limits.seconds), str(self._limits.memory)),
            *([] if self.profile is None else [str(self.profile.resolve())]),
        ]
        keeper = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._started.append(keeper)
        return keeper


def _end(keeper: subprocess.Popen[bytes] | None) -> None:
    if keeper is None:
        return
    for stream in (keeper.stdin, keeper.stdout):
        _close(stream)
    keeper.wait()


def _close(stream: IO[bytes] | None) -> None:
    if stream is None:
        return
    try:
        stream.close()
    except BrokenPipeError:
        return  # what was still to be written has no reader any more


def _told(reason: str, place: str, limits: ReadLimits) -> tuple[str, str]:
    """Return why a reading was stopped, in English and in Swedish."""
    at = f" (it had come to {place})" if place else ""
    at_sv = f" (den hade kommit till {_SWEDISH.sub('sidan', place)})" if place else ""
    if reason == "time":
        return (
            f"reading it took more than {limits.seconds:g} seconds{at}; split the document, or "
            "raise STYRKEDJA_READ_SECONDS",
            f"läsningen tog mer än {limits.seconds:g} sekunder{at_sv}; dela dokumentet, eller höj "
            "STYRKEDJA_READ_SECONDS",
        )
    if reason == "memory":
        return (
            f"reading it took more than {limits.memory} MiB of memory{at}; save the document "
            "anew or split it, or raise STYRKEDJA_READ_MEMORY",
            f"läsningen tog mer än {limits.memory} MiB minne{at_sv}; spara om dokumentet eller "
            "dela det, eller höj STYRKEDJA_READ_MEMORY",
        )
    return (
        f"reading it ended by itself{at}; save the document anew, for example as PDF/A or .docx",
        f"läsningen avbröts{at_sv}; spara om dokumentet, till exempel som PDF/A eller .docx",
    )


class _Unpickler(pickle.Unpickler):
    """Takes nothing from a worker but what a reading or a refusal is made of.

    A worker has parsed a file of unknown origin: what it sends shall not be able to run anything.
    """

    def find_class(self, module: str, name: str) -> Any:
        """Return a class by its name, where it is one of those."""
        if (module, name) in _NAMES:
            return super().find_class(module, name)
        if module in _MODULES and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a reading")

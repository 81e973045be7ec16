"""The worker: a fork of the keeper that confines itself and answers one question after another.

A query has its time by a timer of the kernel's that ends the process, whatever the process is at;
memory and files by limits that hold for the process's life. A worker that has become larger, or
has answered many questions, says so with its last answer and ends; another takes its place.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import socket
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from styrkedja.graph.rdf.store import Store

from .answering import Answering
from .question import Question, frame, read_frame
from .stops import CRASHED, OUT_OF_MEMORY, WELL

__all__ = ["Growth", "Limits", "work"]

_PR_SET_PDEATHSIG = 1
_MIB = 1024 * 1024
_QUESTIONS = 1_000  # that a worker answers before another takes its place
_GROWTH = 8  # it may keep this part of a query's memory for itself


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use, beside its time.

    Args:
        memory: How much memory it may take beyond the store's own, in MiB; its answer may be as
            large once more.
        rows: How many rows or triples its answer may have.
    """

    memory: int
    rows: int


def work(store: Store, line: socket.socket, body: int, limits: Limits) -> NoReturn:
    """Answer the questions that come over the line until it closes, and end this process.

    Call it only in a fork. The process ends with `WELL`, or with `OUT_OF_MEMORY`, `CRASHED` or by
    a signal when a question got no verdict.

    Args:
        store: What to ask.
        line: Where questions come from and verdicts go to.
        body: The descriptor of the memory file for the bodies of answers.
        limits: What a query may use.
    """
    code = CRASHED
    try:
        size = os.open("/proc/self/statm", os.O_RDONLY)
        _confine(limits, keep={line.fileno(), body, size})
        _serve(Answering(store, limits.rows), line, body, Growth(size, limits.memory))
        code = WELL
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


class Growth:
    """Tells when this process has become too large to go on.

    Args:
        statm: The descriptor of `/proc/self/statm`.
        memory: What a query may take, in MiB.
    """

    def __init__(self, statm: int, memory: int) -> None:
        self._statm = statm
        self._most = self._pages() + memory * _MIB // _GROWTH // resource.getpagesize()

    def too_much(self) -> bool:
        """Return whether what it has beyond its first size is too much."""
        return self._pages() > self._most

    def _pages(self) -> int:
        return int(os.pread(self._statm, 64, 0).split()[1])


def _serve(answering: Answering, line: socket.socket, body: int, growth: Growth) -> None:
    source = line.makefile("rb")
    target = os.fdopen(body, "wb", closefd=False)
    for left in range(_QUESTIONS - 1, -1, -1):
        asked = read_frame(source)
        if asked is None:
            return
        question, seconds = Question.from_json(asked)
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody handles SIGALRM: it kills
        verdict = answering.answer(question, target)
        signal.setitimer(signal.ITIMER_REAL, 0)
        last = left == 0 or growth.too_much()
        line.sendall(frame(replace(verdict, last=last).to_json()))
        if last:
            return


def _confine(limits: Limits, keep: AbstractSet[int]) -> None:
    """Give up what a query does not need: memory, files, sockets, its parent's death."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # what Rust prints when it aborts says nothing that the keeper does not
    for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if descriptor > 2 and descriptor not in keep:
            _close(descriptor)
    memory = limits.memory * _MIB
    space = pages * resource.getpagesize() + memory
    for what, limit in (
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_FSIZE, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),  # what is open stays; nothing new can be opened or reached
    ):
        hard = resource.getrlimit(what)[1]
        value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (value, value))


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError as error:
        if error.errno != errno.EBADF:  # the listing's own descriptor is gone already
            raise

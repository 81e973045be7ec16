"""The reading keeper: a process that forks a worker with limits for each document.

    python -m styrkedja.graph.reading_keeper SECONDS MEBIBYTES [PROFILE]

It has everything imported and holds no document, so a fork is cheap and cannot be hurt by the
document before. Tasks come as frames on standard input, verdicts go as frames to standard output;
`graph/readers.py` is the other side.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import resource
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from styrkedja.errors import StyrkedjaError
from styrkedja.graph.model import Register
from styrkedja.graph.pipeline import Given, read_and_check
from styrkedja.graph.profiles import Profile, default_profile, read_profile

__all__ = ["READ", "REFUSED", "STOPPED", "Task", "main", "read_frame", "write_frame"]

READ, REFUSED, STOPPED = b"R", b"E", b"S"
_LENGTH = struct.Struct("<Q")
_MIB = 1024 * 1024
_WELL, _OUT_OF_MEMORY, _REFUSED = 0, 3, 4
_PLACE = 256  # bytes that the place a worker has come to may take
_FILES = 64
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read.

    Args:
        content: The file's bytes.
        path: The file, for its name.
        municipality: As the user says, or None.
        body: As the user says, or None.
        registers: The registers that are known.
        base: What all IRIs begin with.
    """

    content: bytes
    path: Path
    municipality: str | None
    body: str | None
    registers: tuple[Register, ...]
    base: str


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the next frame, or None where the other side has ended."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = source.read(length)
    return body if len(body) == length else None


def write_frame(target: BinaryIO, body: bytes) -> None:
    """Write a frame: its length and what it holds."""
    target.write(_LENGTH.pack(len(body)))
    target.write(body)
    target.flush()


def main(arguments: list[str]) -> None:
    """Answer tasks until standard input ends."""
    seconds, memory = float(arguments[0]), int(arguments[1])
    profile = read_profile(Path(arguments[2])) if len(arguments) > 2 else None
    _prepare()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        while (frame := read_frame(source)) is not None:
            write_frame(target, _verdict(frame, profile, seconds, memory))
    except BrokenPipeError:  # whoever gave the task was killed: nobody waits for the verdict
        os.dup2(os.open(os.devnull, os.O_WRONLY), target.fileno())


def _prepare() -> None:
    """Import what workers need and make what they share, so that none does it for itself."""
    import styrkedja.graph.formats.delimited
    import styrkedja.graph.formats.docx
    import styrkedja.graph.formats.html
    import styrkedja.graph.formats.pdf
    import styrkedja.graph.formats.xlsx  # noqa: F401
    from styrkedja.graph.rdf.validation import validate

    default_profile()
    validate(())
    gc.collect()
    gc.freeze()


def _verdict(frame: bytes, profile: Profile | None, seconds: float, memory: int) -> bytes:
    """Return what a worker made of a task, or why it was stopped and where."""
    place = mmap.mmap(-1, _PLACE)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(frame, profile, place, writing, seconds, memory)
    os.close(writing)
    late, answer = _answer(pid, reading, seconds)
    os.close(reading)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    where = place[:_PLACE].rstrip(b"\0")
    if not late and status == _WELL:
        return READ + answer
    if not late and status == _REFUSED:
        return REFUSED + answer
    cpu = status == -signal.SIGXCPU
    reason = b"time" if late or cpu else b"memory" if status == _OUT_OF_MEMORY else b"crash"
    return STOPPED + reason + b"\0" + where


def _answer(pid: int, reading: int, seconds: float) -> tuple[bool, bytes]:
    """Return whether a worker was too late and had to be ended, and what it wrote."""
    deadline = time.monotonic() + seconds
    parts: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            os.kill(pid, signal.SIGKILL)
            return True, b""
        part = os.read(reading, _CHUNK)
        if not part:
            return False, b"".join(parts)
        parts.append(part)


def _work(
    frame: bytes,
    profile: Profile | None,
    place: mmap.mmap,
    writing: int,
    seconds: float,
    memory: int,
) -> NoReturn:
    """Read a document in this fork, write what it says to the pipe, and end the process."""
    code = 1
    try:
        _confine(seconds, memory)
        with os.fdopen(writing, "wb") as target:
            code = _read(pickle.loads(frame), profile, _marker(place), target)  # noqa: S301 - own
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _read(
    task: Task, profile: Profile | None, reached: Callable[[str], None], target: BinaryIO
) -> int:
    registers = {one.municipality.slug: one for one in task.registers}
    given = Given(task.municipality, task.body, profile)
    try:
        reading = read_and_check(task.content, task.path, given, registers.get, task.base, reached)
    except StyrkedjaError as error:
        pickle.dump(error, target)
        return _REFUSED
    pickle.dump(reading, target, protocol=pickle.HIGHEST_PROTOCOL)
    return _WELL


def _marker(place: mmap.mmap) -> Callable[[str], None]:
    def reached(where: str) -> None:
        told = where.encode()[:_PLACE]
        place[:_PLACE] = told + bytes(_PLACE - len(told))

    return reached


def _confine(seconds: float, memory: int) -> None:
    """Give up what reading does not need: memory, time, writing files."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # the keeper's own, and what libraries print of broken files
        os.dup2(quiet, descriptor)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    for what, limit in (
        (resource.RLIMIT_AS, pages * resource.getpagesize() + memory * _MIB),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        hard = resource.getrlimit(what)[1]
        value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (value, value))


if __name__ == "__main__":
    main(sys.argv[1:])

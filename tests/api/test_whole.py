from __future__ import annotations

import errno
import gc
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from starlette.exceptions import HTTPException

from styrkedja.api.whole import Whole

SIZE = 200_003  # bytes that no other file here happens to have


def bodies() -> int:
    """Return how many files without a name are open here that hold a body of these tests.

    Servers that run beside the tests open and close files of their own meanwhile.
    """
    gc.collect()
    sizes = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found = descriptor.stat()
            sizes.append(found.st_size if found.st_nlink == 0 else None)
    return sizes.count(SIZE)


def test_a_body_is_written_once_and_read_by_many() -> None:
    content = bytes(range(256)) * 1_000
    whole = Whole(lambda file: file.write(content))
    assert whole.size == len(content)
    first, second = whole.chunks(), whole.chunks()
    head = next(first)
    assert b"".join(second) == content
    assert head + b"".join(first) == content


def test_its_file_is_gone_with_the_last_who_reads_it() -> None:
    whole = Whole(lambda file: file.write(b"x" * SIZE))
    chunks = whole.chunks()
    next(chunks)
    del whole
    assert bodies() == 1
    assert sum(map(len, chunks)) == SIZE - 65_536
    del chunks
    assert bodies() == 0


def test_no_room_is_told_as_such() -> None:
    def full(file: IO[bytes]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(HTTPException) as caught:
        Whole(full)
    assert caught.value.status_code == 503


def test_what_writing_raises_leaves_nothing_open() -> None:
    def broken(file: IO[bytes]) -> None:
        file.write(b"x" * SIZE)
        file.flush()
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        Whole(broken)
    assert bodies() == 0

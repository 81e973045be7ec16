from __future__ import annotations

import errno
import gc
from pathlib import Path
from typing import IO

import pytest
from starlette.exceptions import HTTPException

from styrkedja.api.whole import Whole


def descriptors() -> int:
    gc.collect()  # what tests before this one have left is not counted as ours
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_body_is_written_once_and_read_by_many() -> None:
    content = bytes(range(256)) * 1_000
    whole = Whole(lambda file: file.write(content))
    assert whole.size == len(content)
    first, second = whole.chunks(), whole.chunks()
    head = next(first)
    assert b"".join(second) == content
    assert head + b"".join(first) == content


def test_its_file_is_gone_with_the_last_who_reads_it() -> None:
    before = descriptors()
    whole = Whole(lambda file: file.write(b"x" * 200_000))
    chunks = whole.chunks()
    next(chunks)
    del whole
    gc.collect()
    assert sum(map(len, chunks)) == 200_000 - 65_536
    del chunks
    gc.collect()
    assert descriptors() == before


def test_no_room_is_told_as_such() -> None:
    def full(file: IO[bytes]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(HTTPException) as caught:
        Whole(full)
    assert caught.value.status_code == 503


def test_what_writing_raises_leaves_nothing_open() -> None:
    def broken(file: IO[bytes]) -> None:
        raise OSError(errno.EIO, "Input/output error")

    before = descriptors()
    with pytest.raises(OSError, match="Input/output"):
        Whole(broken)
    assert descriptors() == before

"""A body that is made whole before its first byte is sent, once, and then read by many."""

from __future__ import annotations

import errno
import os
import tempfile
import weakref
from collections.abc import Callable, Iterator
from typing import IO

from starlette.exceptions import HTTPException

__all__ = ["Whole"]

_CHUNK = 64 * 1024


class Whole:
    """A body on disk, in a file without a name that is gone with the last who reads it.

    Args:
        write: Writes the body; what it raises leaves nothing behind.

    Attributes:
        size: Bytes of the body.

    Raises:
        HTTPException: 503, there is no room for it.
    """

    def __init__(self, write: Callable[[IO[bytes]], object]) -> None:
        try:
            with tempfile.TemporaryFile() as file:
                write(file)
                file.flush()
                self._descriptor = os.dup(file.fileno())
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            raise HTTPException(503, "There is no room to make this; try again later.") from error
        weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def chunks(self) -> Iterator[bytes]:
        """Yield the body piece by piece; any number may do so at once."""
        position = 0
        while chunk := os.pread(self._descriptor, _CHUNK, position):
            position += len(chunk)
            yield chunk

"""Writing a file that a user named: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from styrkedja.errors import StyrkedjaError

__all__ = ["writing_file"]


@contextmanager
def writing_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to, which takes its name when the block ends without an error.

    A link is followed, and a file that was there keeps its permissions. A device or pipe
    (`/dev/stdout`) is written to as it is.

    Raises:
        StyrkedjaError: The file cannot be written there; what stood there is as it was.
    """
    partial: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
            return
        target = path.resolve()
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            partial = Path(file.name)
            yield file
        partial.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        partial.replace(target)
    except OSError as error:
        raise StyrkedjaError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


def _umask() -> int:
    """Return the process's file mode creation mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

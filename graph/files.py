"""Writing a file that a user named: whole or not at all."""

from __future__ import annotations

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

    Raises:
        StyrkedjaError: The file cannot be written there; what stood there is as it was.
    """
    partial: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            partial = Path(file.name)
            yield file
        partial.chmod(0o644)
        partial.replace(path)
    except OSError as error:
        raise StyrkedjaError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)

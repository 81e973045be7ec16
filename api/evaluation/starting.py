"""How the keeper's process is started, and how it is ended."""

from __future__ import annotations

import socket
import subprocess
import sys
from types import TracebackType

from .configuration import Configuration

__all__ = ["KeeperProcess"]

_GRACE = 2.0  # seconds for the keeper to end by itself


class KeeperProcess:
    """A keeper's process and the door to it; leaving the block ends it.

    It may be started before there is anybody to put questions to it: it loads the store meanwhile.

    Args:
        configuration: What the keeper has to know.

    Attributes:
        process: The process.
        door: The Unix socket that orders go to and answers come from; not blocking.
    """

    def __init__(self, configuration: Configuration) -> None:
        self.door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.door.setblocking(False)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                [
                    sys.executable,
                    "-P",  # a file in the working directory must not stand in for a module
                    "-m",
                    "styrkedja.api.evaluation.keeper",
                    configuration.to_json(),
                ],
                stdin=theirs.fileno(),
                start_new_session=True,  # Ctrl-C is for the web process alone
            )

    def __enter__(self) -> KeeperProcess:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the door, which tells the keeper to end; kill it when it takes long."""
        self.door.close()
        try:
            self.process.wait(_GRACE)  # it may be busy loading and see the closed door late
        except subprocess.TimeoutExpired:
            self.process.kill()  # its workers end with it
            self.process.wait()

"""Telling systemd that the service is there, that it lives, and that it is ending.

A unit of `Type=notify` with `WatchdogSec=` starts a service again whose event loop hangs. Started
in any other way, nobody listens and nothing is told (sd_notify(3)).
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

__all__ = ["notifying"]

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def notifying(environment: Mapping[str, str] = os.environ) -> AsyncIterator[None]:
    """Tell that the service is there; until the block ends, that it lives; then that it ends.

    Args:
        environment: Names the socket (`NOTIFY_SOCKET`) and how many microseconds may pass without
            a sign of life (`WATCHDOG_USEC`).
    """
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        yield
        return
    _tell(address, "READY=1")
    living = asyncio.create_task(_live(address, int(environment.get("WATCHDOG_USEC", "0")) / 1e6))
    try:
        yield
    finally:
        living.cancel()
        _tell(address, "STOPPING=1")


async def _live(address: str, seconds: float) -> None:
    """Tell twice as often as is wanted that the event loop turns; never, where it is not wanted."""
    while seconds > 0:
        _tell(address, "WATCHDOG=1")
        await asyncio.sleep(seconds / 2)


def _tell(address: str, what: str) -> None:
    place = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(place)
            line.send(what.encode())
    except OSError as error:
        _LOG.warning("systemd cannot be told %s (%s)", what, error.strerror)

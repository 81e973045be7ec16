"""Connections that are too slow are cut: heads, bodies, and answers that nobody reads.

uvicorn has a limit for idle connections between two requests only. A client that sends a letter a
minute would otherwise keep its connection, and a few hundred of them all that there are.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from styrkedja.settings import Settings

from ..errors import PROBLEM, http_problem

__all__ = ["protocol_of"]

_HEAD, _BODY = "head", "body"
_TOO_LONG = 431
_LINGER = 2.0  # seconds that a refused client has to read why
_ROOM = 0.9  # of all connections; beyond that, those without a request make way for new ones


class _Patient(H11Protocol):
    """HTTP/1.1 of uvicorn, with an end to its patience.

    Attributes:
        seconds: How long a head and a body may take, in seconds.
        unread: How long an answer may be left unread, in seconds.
    """

    seconds: dict[str, float]
    unread: float

    _timer: asyncio.TimerHandle | None = None
    _phase: tuple[str, object] | None = None
    _stalled: asyncio.TimerHandle | None = None
    _refused = False
    _asked = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin to wait for the first request; make room where connections run out."""
        super().connection_made(transport)
        self._asked = self.loop.time()
        self._wait_for((_HEAD, None))
        if self.limit_concurrency and len(self.connections) > self.limit_concurrency * _ROOM:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_for(None)
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has come; see what is still to come."""
        if self._refused:
            return
        if data.startswith((b"\r", b"\n")) and self._waits_for_a_head():
            data = data.lstrip(b"\r\n")  # an empty line before a request (RFC 9112, 2.2)
            if not data:
                return
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """See whether the client is still sending what nobody reads."""
        super().on_response_complete()
        self._asked = self.loop.time()
        self._look()

    def pause_writing(self) -> None:
        """Begin to wait for the client to read."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.unread, self._let_go)

    def resume_writing(self) -> None:
        """Wait no longer: the client reads."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or a head that is too long, as a problem; then close.

        uvicorn calls this while it handles h11's error, which tells what was wrong.
        """
        fault = sys.exc_info()[1]
        status = fault.error_status_hint if isinstance(fault, h11.RemoteProtocolError) else 400
        if status == _TOO_LONG and b"\n" not in self.conn.trailing_data[0]:
            status = 414
        self._refuse(status, "The request cannot be read." if status == 400 else "It is too long.")

    def _waits_for_a_head(self) -> bool:
        return self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]

    def _make_room(self) -> None:
        """End the connection that has been without a request for longest.

        Whoever opens connections and says nothing ends their own, and keeps nobody out: others
        ask as soon as they are connected.
        """
        others = (one for one in self.connections if isinstance(one, _Patient))
        idle = (one for one in others if one.cycle is None or one.cycle.response_complete)
        longest = min(idle, key=lambda one: one._asked, default=None)
        if longest is not None:
            self.connections.discard(longest)  # the loop tells it later that it has ended
            longest._let_go()

    def _let_go(self) -> None:
        """End the connection at once; without the option the kernel would keep what is unread."""
        ours = self.transport.get_extra_info("socket")
        if ours is not None:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _look(self) -> None:
        state = self.conn.their_state
        begun = self.conn.trailing_data[0] or self.cycle is None
        if self.transport.is_closing() or self._refused:
            self._wait_for(None)
        elif state is h11.SEND_BODY:
            self._wait_for((_BODY, self.cycle))
        elif state is h11.IDLE and begun:
            self._wait_for((_HEAD, self.cycle))
        else:
            self._wait_for(None)

    def _wait_for(self, phase: tuple[str, object] | None) -> None:
        """Start the clock for a phase of a request; one that runs for it already goes on."""
        if phase == self._phase:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._phase, self._timer = phase, None
        if phase is not None:
            self._timer = self.loop.call_later(self.seconds[phase[0]], self._too_slow)

    def _too_slow(self) -> None:
        if self._phase is not None and not self.transport.is_closing():
            self._refuse(408, f"The request's {self._phase[0]} took too long to come.")

    def _refuse(self, status: int, detail: str) -> None:
        """Say why, where no answer has begun, and end the connection."""
        running = self.cycle is not None and not self.cycle.response_complete
        if running and self.cycle.response_started:
            self.transport.abort()
            return
        if running:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.cycle is None or running or self.conn.trailing_data[0]:
            self.transport.write(_raw(status, detail))
        # Closed at once, with something of the client's unread, the connection would be reset,
        # and the client would not learn why.
        self._refused = True
        self._wait_for(None)
        self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.abort)


def protocol_of(settings: Settings) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP protocol with the settings' patience.

    Args:
        settings: How long a client may take.
    """

    class Patient(_Patient):
        seconds = {_HEAD: settings.head_seconds, _BODY: settings.body_seconds}  # noqa: RUF012
        unread = settings.unread_seconds

    return Patient


def _raw(status: int, detail: str) -> bytes:
    body = http_problem(status, detail).model_dump_json().encode()
    return (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        f"Content-Type: {PROBLEM}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body

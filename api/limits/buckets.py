"""How often each client may ask: a bucket of tokens a client, filled at a steady rate."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from time import monotonic

__all__ = ["Buckets", "Networks", "client_key"]

_LOOKED_UP = 4_096  # addresses whose reading is remembered
_KEPT = 20_000  # clients that are remembered; the one not seen for longest goes first


@dataclass(slots=True)
class _Client:
    tokens: float
    seen: float
    open: int = 0


class Networks:
    """Addresses and networks, to look an address up in.

    Args:
        text: Addresses and networks with commas between, as the settings have them.
    """

    def __init__(self, text: str) -> None:
        parts = filter(None, map(str.strip, text.split(",")))
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(map(ip_network, parts))

    def __contains__(self, host: str) -> bool:
        """Return whether the host is an address in one of them."""
        address = _address(host)
        return address is not None and any(address in network for network in self._networks)


@lru_cache(_LOOKED_UP)
def client_key(host: str) -> str:
    """Return what tells one client from others: an IPv6 client has a whole /64 to itself.

    >>> client_key("192.0.2.7"), client_key("2001:db8::1:2:3:4"), client_key("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7')
    """
    address = _address(host)
    if address is None:
        return host
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address.packed, 64), strict=False))


@lru_cache(_LOOKED_UP)
def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that is written so, an IPv4 address where IPv6 only wraps it, or None."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    wrapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if wrapped is None else wrapped


class Buckets:
    """Counts the requests of clients; what is kept of one is two numbers, and only for a while.

    Args:
        rate: Requests a second in the long run; 0 means any number.
        burst: Requests at once after being quiet.
        at_once: Requests that may be open at the same time; 0 means any number.
        clock: Gives the time in seconds.
    """

    def __init__(
        self, rate: float, burst: int, at_once: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._rate, self._burst, self._at_once = rate, burst, at_once
        self._clock = clock
        self._clients: OrderedDict[str, _Client] = OrderedDict()

    def enter(self, client: str) -> int:
        """Count a request and return 0, or the seconds to wait when there may be no more now.

        A request that entered (0) must `leave`.
        """
        now = self._clock()
        known = self._clients.setdefault(client, _Client(self._burst, now))
        self._clients.move_to_end(client)
        known.tokens = min(self._burst, known.tokens + (now - known.seen) * self._rate)
        known.seen = now
        if self._at_once and known.open >= self._at_once:
            return 1
        if self._rate and known.tokens < 1:
            return max(1, math.ceil((1 - known.tokens) / self._rate))
        known.tokens -= 1
        known.open += 1
        self._forget()
        return 0

    def leave(self, client: str) -> None:
        """Say that a request which entered has been answered."""
        known = self._clients.get(client)
        if known is not None:
            known.open = max(0, known.open - 1)

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._clients)

    def _forget(self) -> None:
        while len(self._clients) > _KEPT:
            oldest = next((k for k, known in self._clients.items() if not known.open), None)
            if oldest is None:
                return
            del self._clients[oldest]

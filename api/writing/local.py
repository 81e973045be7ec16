"""Whether a request comes from this machine, to a service that only this machine reaches."""

from __future__ import annotations

import re
from ipaddress import ip_address

from starlette.types import Scope

from styrkedja.settings import Settings

__all__ = ["is_local"]

_BY_PROXY = re.compile(rb"forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|cf-.*")
_HOST = re.compile(r"(?P<name>localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(?P<port>\d{1,5}))?", re.I)


def is_local(scope: Scope, settings: Settings) -> bool:
    """Return whether whoever sits at this machine sent a request, as far as that can be seen.

    The service must listen on a loopback address only and know of no proxy and no address outside;
    both ends of the connection must be loopback; no proxy may have left a trace; and the host that
    the request names must be a loopback name and the port the service's own, since a page of
    another site can make its own name lead to 127.0.0.1, but not make browsers call it localhost.

    Args:
        scope: The request.
        settings: Where the service listens, and what lies before it.
    """
    if settings.public_url is not None or settings.trusted_proxies.strip():
        return False
    ends = (scope.get("client"), scope.get("server"))
    if not _is_loopback(settings.host) or not all(end and _is_loopback(end[0]) for end in ends):
        return False
    # Browsers do not speak HTTP/1.0; proxies that were set up without thought do.
    if scope["http_version"] == "1.0" or scope.get("root_path"):
        return False
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if any(_BY_PROXY.fullmatch(name) for name, _ in headers):
        return False
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    return (
        match is not None
        and (match["name"].lower() == "localhost" or _is_loopback(match["name"].strip("[]")))
        and int(match["port"] or 80) == scope["server"][1]
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

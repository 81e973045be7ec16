"""How the service is put on the network: uvicorn with limits on connections."""

from __future__ import annotations

import math

import uvicorn
from fastapi import FastAPI

from styrkedja.settings import Settings

from .limits import MOST_HEAD, protocol_of

__all__ = ["server_config"]

_CLOSING = 5  # seconds to send what the longest query gave
_IDLE = 15  # seconds between two requests of a connection
_CONNECTIONS = 500  # at the same time; below the usual limit of 1,024 open files


def server_config(
    app: FastAPI, settings: Settings, *, log_level: str = "warning"
) -> uvicorn.Config:
    """Return uvicorn's configuration for the service.

    Args:
        app: The service.
        settings: The limits, and the proxies whose word for a client's address is taken.
        log_level: What of uvicorn's own messages is shown.
    """
    return uvicorn.Config(
        app,
        http=protocol_of(settings),
        ws="none",
        h11_max_incomplete_event_size=MOST_HEAD,
        timeout_keep_alive=_IDLE,
        limit_concurrency=_CONNECTIONS,
        proxy_headers=bool(settings.trusted_proxies.strip()),
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        log_level=log_level,
        access_log=False,
        timeout_graceful_shutdown=math.ceil(settings.query_seconds) + _CLOSING,
    )

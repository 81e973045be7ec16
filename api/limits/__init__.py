"""What one client may take of the service: how much, how often, how slowly."""

from .clients import ClientLimits
from .connections import protocol_of
from .sizes import MOST_BODY, MOST_HEAD, RequestSizes
from .targets import RequestTargets

__all__ = [
    "MOST_BODY",
    "MOST_HEAD",
    "ClientLimits",
    "RequestSizes",
    "RequestTargets",
    "protocol_of",
]

"""Seals: small JSON files that carry their own checksum, so that no changed byte goes unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from typing import Any

__all__ = ["SEAL", "digest", "seal", "unseal"]

SEAL = "sha256"


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def seal(value: Mapping[str, Any]) -> bytes:
    """Return a JSON object with its own checksum in it, the same bytes for equal values.

    >>> unseal(seal({"head": 3}), {"head"})["head"]
    3
    >>> unseal(seal({"head": 3}).replace(b"3", b"2", 1), {"head"})
    Traceback (most recent call last):
    ValueError: its checksum does not fit
    """
    return _text({**value, SEAL: digest(_text(value))})


def unseal(content: bytes, names: Set[str] | None = None) -> dict[str, Any]:
    """Return what `seal` wrote, the checksum under `SEAL`; without it where it never had one.

    Args:
        content: The file. Those of the first archives have no checksum and are taken as they are.
        names: The names that the object has, the checksum's aside; None when any will do.

    Raises:
        ValueError: A byte of it is missing or changed; the message says how that shows.
    """
    value = json.loads(content)
    if not isinstance(value, dict) or names not in (None, value.keys() - {SEAL}):
        raise ValueError("it does not hold what it must")
    if SEAL in value:
        body = {name: value[name] for name in value if name != SEAL}
        if value[SEAL] != digest(_text(body)) or content != _text(value):
            raise ValueError("its checksum does not fit")
    return value


def _text(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"

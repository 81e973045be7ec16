"""What the web process tells the keeper when it starts it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

__all__ = ["Configuration"]


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the keeper has to know.

    Args:
        store: The archive's folder.
        seconds: How long a query may take.
        memory: How much memory a query may take beyond the store's own, in MiB.
        workers: How many queries are evaluated at once.
    """

    store: str
    seconds: float
    memory: int
    workers: int

    def to_json(self) -> str:
        """Return the configuration as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Configuration:
        """Return the configuration that `to_json` wrote."""
        return cls(**json.loads(text))

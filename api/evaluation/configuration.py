"""What the web process tells the keeper: when it starts it, and then by orders."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styrkedja.settings import LogForm, Settings

__all__ = ["Configuration", "Order"]


class Order(StrEnum):
    """What the web process tells the keeper."""

    FORK = "fork"  # one more worker
    LOAD = "load"  # the newest commit, if it is not the one at hand
    NICE = "nice"  # followed by the number of a worker that is to leave others the processor


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the keeper has to know.

    Args:
        store: The archive's folder.
        memory: How much memory a query may take beyond the store's own, in MiB; its answer may
            be as large once more.
        rows: How many rows of a SELECT, or triples of a graph, an answer may have.
        internal: Whether internal documents are asked, too.
        log: What the lines of its log are like.
    """

    store: str
    memory: int
    rows: int
    internal: bool
    log: LogForm

    @classmethod
    def of(cls, settings: Settings, *, internal: bool = False) -> Configuration:
        """Return what a keeper has to know by the settings."""
        return cls(
            str(settings.store.absolute()),
            settings.query_memory,
            settings.query_rows,
            internal,
            settings.log,
        )

    def to_json(self) -> str:
        """Return the configuration as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Configuration:
        """Return the configuration that `to_json` wrote."""
        return cls(**json.loads(text))

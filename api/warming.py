"""What is long in the making and the same for all is made before anybody has to wait for it.

It is a few tables of a whole snapshot, each made once a commit, in a thread of its own. A request
that comes first makes what it needs itself; whoever comes second finds it. Of a small archive all
of it is made in the time of a page, so nothing is made, or kept, that nobody asks for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from styrkedja.errors import StyrkedjaError

from .finding import records_of, search_index_of
from .pages import LONG_TABLES
from .snapshot import Snapshot, Snapshots

__all__ = ["warming"]

_LEAST = 100_000  # quads of a snapshot whose tables take long
_LOOK = 1.0  # seconds between two looks for a new snapshot
_LATER = 2.0  # seconds after it came, for those who waited for it come first
_TABLES: tuple[Callable[[Snapshot], object], ...] = (*LONG_TABLES, records_of, search_index_of)
_DRAWING = "styrkedja.graph.analysis.chance"  # with SciPy and NetworkX


@contextmanager
def warming(snapshots: Snapshots) -> Iterator[None]:
    """Make the tables of each new snapshot, one after the other, while the block lasts."""
    ended = threading.Event()
    # A daemon: whoever stops the service does not wait for a table.
    threading.Thread(target=_warm, args=(snapshots, ended), name="warming", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _warm(snapshots: Snapshots, ended: threading.Event) -> None:
    done: Snapshot | None = None
    while not ended.wait(_LOOK):
        known = snapshots.known
        if known is None or known is done or ended.wait(_LATER):
            continue
        done = known
        if known.quads < _LEAST:
            continue
        import_module(_DRAWING)  # a second, for whoever asks for the first picture
        for make in _TABLES:
            if ended.is_set() or snapshots.known is not known:
                break
            with suppress(StyrkedjaError):  # told to the request that needs the table
                make(known)

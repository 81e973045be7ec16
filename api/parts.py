"""One municipality's part of a snapshot, for pages about it: they read nothing of all others'.

What a document states, and what follows from it, stands in graphs of its municipality, and nothing
in one municipality's graphs leads to another's. So an analysis of one document gives the same over
its municipality's part as over the whole store, and takes no longer in a country than in a town.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import Records, load_records

from .snapshot import Snapshot

__all__ = ["part_of", "records_of_part"]

_FORM = ox.RdfFormat.N_TRIPLES
_MOST_TRIPLES = 60_000  # of all parts that are kept together; about 50 MB


@dataclass(slots=True)
class _Part:
    """A municipality's triples and how many, and its records once they have been asked for."""

    store: Store
    size: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    records: Records | None = None


class _Parts:
    """The parts of one snapshot; those not asked for longest go first.

    Args:
        snapshot: The snapshot.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._whole = snapshot.store
        self._lock = threading.Lock()
        self._making: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._kept: OrderedDict[str, _Part] = OrderedDict()
        self._size = 0
        self._common: list[ox.NamedNode] = []
        self._own: defaultdict[str, list[ox.NamedNode]] = defaultdict(list)
        for name in snapshot.store.graphs():
            slug, slash, _ = name.value.removeprefix(snapshot.base).partition("/")
            if name.value.startswith(snapshot.base) and slash:
                self._own[slug].append(name)
            else:
                self._common.append(name)

    def of(self, municipality: str) -> _Part:
        """Return the part of a municipality, by its slug; only one is made at a time of each."""
        with self._lock:
            making = self._making[municipality]
        with making:
            with self._lock:
                found = self._kept.get(municipality)
                if found is not None:
                    self._kept.move_to_end(municipality)
                    return found
            made = self._made(municipality)
            with self._lock:
                self._kept[municipality] = made
                self._size += made.size
                while self._size > _MOST_TRIPLES and len(self._kept) > 1:
                    oldest, dropped = self._kept.popitem(last=False)
                    self._making.pop(oldest, None)
                    self._size -= dropped.size
            return made

    def _made(self, municipality: str) -> _Part:
        if set(self._own) <= {municipality}:
            return _Part(self._whole, 0)
        made = Store(())
        # As text, for terms that pass through Python one by one take twice as long.
        triples = b"".join(
            self._whole.oxigraph.dump(format=_FORM, from_graph=name) or b""
            for name in (*self._common, *self._own.get(municipality, ()))
        )
        made.oxigraph.load(triples, format=_FORM)
        return _Part(made, len(made.oxigraph))


def part_of(snapshot: Snapshot, municipality: str) -> Store:
    """Return a store of the merge of one municipality's graphs and of what is no municipality's.

    It has no named graphs, but where the snapshot has one municipality only, for then it is the
    snapshot's own store.

    Args:
        snapshot: The snapshot.
        municipality: The municipality's slug; of one that there is not, the part is without things.
    """
    return _part(snapshot, municipality).store


def records_of_part(snapshot: Snapshot, municipality: str) -> Records:
    """Return the graph of one municipality as records.

    Args:
        snapshot: The snapshot.
        municipality: The municipality's slug.
    """
    part = _part(snapshot, municipality)
    with part.lock:
        if part.records is None:
            part.records = load_records(part.store)
        return part.records


def _part(snapshot: Snapshot, municipality: str) -> _Part:
    return snapshot.cached("parts", lambda: _Parts(snapshot), lasting=True).of(municipality)

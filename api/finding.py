"""The records and the search index of a snapshot, each made once for pages and API alike."""

from __future__ import annotations

from styrkedja.graph.records import Records, load_records
from styrkedja.graph.search import SearchIndex, entries_of

from .snapshot import Snapshot

__all__ = ["records_of", "search_index_of"]


def records_of(snapshot: Snapshot) -> Records:
    """Return the snapshot's graph as records."""
    return snapshot.cached("records", lambda: load_records(snapshot.store), lasting=True)


def search_index_of(snapshot: Snapshot) -> SearchIndex:
    """Return the index over all that can be found in the snapshot."""

    def make() -> SearchIndex:
        return SearchIndex(entries_of(records_of(snapshot), snapshot.text))

    return snapshot.cached("search", make, lasting=True)

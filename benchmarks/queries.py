"""Every query of the library over a country of a million quads: median seconds, slowest first.

    python -m benchmarks.queries [NAME…]

Parameters are left as the web form leaves them: open, or with their default; the required ones
name the two reports of the first municipality. Ends with exit code 1 when a query takes longer
than a second. Beside each stands a bare scan that counts every triple, in the same turns: what the
engine needs to look at all of the data once.
"""

from __future__ import annotations

import gc
import sys

from benchmarks.country import MILLION, country_store
from benchmarks.peers import interleaved
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import Query, all_queries, load_query

BOUND = 1.0
"""Seconds that a query may take."""

ROUNDS = 3
_SCAN = "SELECT (COUNT(*) AS ?triples) WHERE { ?subject ?predicate ?object }"


def filled(query: Query, documents: tuple[str, str]) -> str:
    """Return a query as the form sends it with nothing filled in but what is required.

    Args:
        query: The query.
        documents: IRIs of the earlier and the later of two reports.
    """
    given = dict(zip(("earlier", "later"), documents, strict=True))
    return query.text(**{p.name: given[p.name] for p in query.parameters if p.required})


def two_reports(store: Store) -> tuple[str, str]:
    """Return the IRIs of the earliest municipality's reports, the earlier one first."""
    rows = store.select(load_query("documents").text()).dicts()
    iris = [row["document"] or "" for row in rows if "FollowUp" in (row["kind"] or "")]
    return iris[1], iris[0]


def measured(store: Store, query: str) -> tuple[float, float, int]:
    """Return the median seconds of a query and of the scan, and how many rows the query gives."""
    rows = len(store.select(query).rows)
    ours, scan = interleaved(ROUNDS, lambda: store.select(query), lambda: store.select(_SCAN))
    return ours, scan, rows


def main() -> int:
    """Measure all queries, or those named; return 1 when one is over the bound."""
    store = country_store(MILLION)
    gc.freeze()
    print(f"{len(store):,} quads in named graphs, {len(store.oxigraph):,} with the merged graph")
    documents = two_reports(store)
    wanted = [load_query(name) for name in sys.argv[1:]] or all_queries()
    found = []
    for query in wanted:
        seconds, scan, rows = measured(store, filled(query, documents))
        found.append((seconds, scan, rows, f"{query.subject}/{query.name}"))
        if len(sys.argv) > 1:
            print(f"{query.name}: {seconds:.2f} s", flush=True)
    for seconds, scan, rows, name in sorted(found, reverse=True):
        mark = "OVER" if seconds > BOUND else ""
        print(f"{name:46} {seconds:7.3f} s  {rows:7,} rows  {seconds / scan:6.2f} × scan  {mark}")
    return int(any(seconds > BOUND for seconds, *_ in found))


if __name__ == "__main__":
    sys.exit(main())

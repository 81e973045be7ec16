"""How much a store holds: sizes of graphs, classes and properties with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from styrkedja.ontology.namespaces import RDFS, SK

from .store import Store

__all__ = ["Figures", "Part", "figures", "graph_sizes", "municipality_parts"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a graph, or the merge of several, amounts to.

    Args:
        triples: How many triples.
        subjects: How many different subjects.
        objects: How many different objects, literals among them.
        classes: IRI of each class that has instances → how many; sorted by IRI.
        properties: IRI of each property that is used → in how many triples; sorted by IRI.
    """

    triples: int
    subjects: int
    objects: int
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a store holds of one municipality.

    Args:
        municipality: Its IRI.
        label: What it is called.
        figures: What its graphs amount to together.
    """

    municipality: str
    label: str
    figures: Figures


def graph_sizes(store: Store) -> tuple[tuple[str, int], ...]:
    """Return IRI and number of triples of each named graph, sorted by IRI."""
    return _counts(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")


def figures(store: Store, graphs: Sequence[str] | None = None) -> Figures:
    """Return what graphs of a store amount to.

    Args:
        store: What to count in; not changed.
        graphs: IRIs of the graphs, of which no two share a triple; None means the default
            graph, the merge of all.
    """
    properties = _counts(store, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", graphs)
    return Figures(
        triples=sum(number for _, number in properties),
        subjects=_count(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }", graphs),
        objects=_count(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }", graphs),
        classes=_counts(store, "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c", graphs),
        properties=properties,
    )


def municipality_parts(store: Store) -> tuple[Part, ...]:
    """Return what the store holds of each municipality, sorted by IRI.

    A municipality's graphs are those whose IRIs begin with its own: its register, its documents,
    what follows from them, what people corrected.
    """
    rows = store.select(
        f"SELECT ?m (SAMPLE(?name) AS ?label) {{ ?m a <{SK}Municipality> ; <{RDFS}label> ?name }} "
        "GROUP BY ?m ORDER BY ?m"
    )
    names = [name.value for name in store.graphs()]
    parts = []
    for row in rows.dicts():
        iri = str(row["m"])
        own = [name for name in names if name.startswith(f"{iri}/")]
        if own:
            parts.append(Part(iri, str(row["label"]), figures(store, own)))
    return tuple(parts)


def _count(store: Store, query: str, graphs: Sequence[str] | None) -> int:
    return next(int(row["n"].value) for row in _rows(store, query, graphs))


def _counts(
    store: Store, query: str, graphs: Sequence[str] | None = None
) -> tuple[tuple[str, int], ...]:
    """Return pairs of IRI and number, sorted by IRI; what is no IRI is left out."""
    found = ((row[0], int(row["n"].value)) for row in _rows(store, query, graphs))
    return tuple(sorted((key.value, n) for key, n in found if isinstance(key, ox.NamedNode)))


def _rows(store: Store, query: str, graphs: Sequence[str] | None) -> Iterable[ox.QuerySolution]:
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = (
        None if graphs is None else [ox.NamedNode(name) for name in graphs]
    )
    answer = store.oxigraph.query(query, default_graph=default)
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - all queries here are SELECTs
    return answer

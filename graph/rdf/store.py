"""The store: an index over the archive's quads that answers SPARQL, held in memory by Oxigraph.

The default graph of every query is the RDF merge of all named graphs. It is kept as Oxigraph's
own default graph, each triple once: Oxigraph's union default graph would count a triple once for
each graph that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import pyoxigraph as ox

from styrkedja.errors import QuerySyntaxError

from .terms import Term, from_rdflib, to_rdflib

if TYPE_CHECKING:
    import rdflib

__all__ = ["Source", "Store", "Table", "Term", "dataset_of", "iri_pairs", "select"]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT.

    Args:
        columns: The variables, without question mark.
        rows: One tuple a row, one term or None (unbound) a column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def dicts(self) -> Iterator[dict[str, str | None]]:
        """Yield each row as column → lexical form (IRI or text), None where unbound."""
        for row in self.rows:
            yield {
                column: None if term is None else term.value
                for column, term in zip(self.columns, row, strict=True)
            }


@runtime_checkable
class _Selects(Protocol):
    def select(self, query: str) -> Table: ...


Source: TypeAlias = "_Selects | rdflib.Dataset"


class Store:
    """Quads in memory; read-only once made.

    Args:
        quads: What to hold. Those without a graph name are only in the default graph.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.oxigraph = ox.Store()
        self.oxigraph.extend(quads)
        self._merge()

    def _merge(self) -> None:
        named = self.oxigraph.quads_for_pattern(None, None, None, None)
        self.oxigraph.extend(
            [
                ox.Quad(quad.subject, quad.predicate, quad.object)
                for quad in named
                if not isinstance(quad.graph_name, ox.DefaultGraph)
            ]
        )

    def query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Return Oxigraph's answer to a SPARQL query.

        Raises:
            QuerySyntaxError: The text is not SPARQL; the message says where.
        """
        try:
            return self.oxigraph.query(query)
        except SyntaxError as error:
            raise QuerySyntaxError(f"not SPARQL: {_place_of(error)}") from error

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query.

        Raises:
            QuerySyntaxError: The text is not a SPARQL SELECT.
        """
        answer = self.query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise QuerySyntaxError("not a SELECT query")
        columns = tuple(variable.value for variable in answer.variables)
        rows = tuple(map(tuple, answer))  # Each gives its terms in the order of the columns.
        return Table(columns, rows)

    def iri_pairs(self, query: str) -> list[tuple[str, str]]:
        """Return the rows of a SELECT of two IRIs, as `iri_pairs` does."""
        answer = self.query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise QuerySyntaxError("not a SELECT query")
        # The text of all rows at once costs half of what terms one by one do.
        text = answer.serialize(format=ox.QueryResultsFormat.TSV) or b""
        lines = text.decode().splitlines()[1:]
        cells = (line[1:-1].split(">\t<") for line in lines)
        return [(first, second) for first, second in cells]

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the quads of all named graphs, each graph's together."""
        for graph in self.graphs():
            yield from self.oxigraph.quads_for_pattern(None, None, None, graph)

    def graphs(self) -> Sequence[ox.NamedNode]:
        """Return the names of the graphs, sorted."""
        names = [name for name in self.oxigraph.named_graphs() if isinstance(name, ox.NamedNode)]
        return sorted(names, key=lambda name: name.value)

    def __len__(self) -> int:
        """Return the number of quads in named graphs."""
        return sum(1 for _ in self.quads())


def select(source: Source, query: str) -> Table:
    """Return the rows of a SELECT query over a store or a plain `rdflib.Dataset`.

    Args:
        source: A `Store`, or a dataset; its default graph should be the union of its graphs
            (`rdflib.Dataset(default_union=True)`), as the library's queries expect.
        query: A SPARQL SELECT.

    Raises:
        QuerySyntaxError: The text is not a SPARQL SELECT.
    """
    if isinstance(source, _Selects):
        return source.select(query)
    result = source.query(query)
    if result.type != "SELECT" or result.vars is None:
        raise QuerySyntaxError("not a SELECT query")
    rows = tuple(
        tuple(from_rdflib(binding.get(var)) for var in result.vars) for binding in result.bindings
    )
    return Table(tuple(str(var) for var in result.vars), rows)


def iri_pairs(source: Source, query: str) -> list[tuple[str, str]]:
    """Return the rows of a SELECT of two IRIs, each always bound, as text; for very many rows.

    Args:
        source: A `Store`, or a dataset as for `select`.
        query: A SPARQL SELECT of two variables.

    Raises:
        QuerySyntaxError: The text is not a SPARQL SELECT.
        ValueError: A row is no pair of IRIs.
    """
    if isinstance(source, Store):
        return source.iri_pairs(query)
    rows = ((one for one in row if one is not None) for row in select(source, query).rows)
    return [(first.value, second.value) for first, second in rows]


def dataset_of(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Return the quads as an `rdflib.Dataset` whose default graph is the union of all."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    graphs: dict[str, rdflib.Graph] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        if name not in graphs:
            graphs[name] = dataset.graph(rdflib.URIRef(name)) if name else dataset.default_graph
        subject, predicate, value = map(to_rdflib, quad.triple)
        graphs[name].add((subject, predicate, value))
    return dataset


def _place_of(error: SyntaxError) -> str:
    """Return where and why in one line, without the signs that the grammar would take instead.

    Those mislead: where a prefix is not declared, the grammar would rather have `OPTIONAL`.
    """
    said = re.fullmatch(r"error at (\d+):(\d+): expected (?:one of )?(.*)", str(error), re.DOTALL)
    if said is None:
        return " ".join(str(error).split())
    # A reason is a sentence among the alternatives: "Prefix not found".
    reasons = re.findall(r"(?:^|, )([A-Z][^,\[\]\"']* [^,\[\]\"']*)", said[3])
    reason = reasons[0] if reasons else "nothing that can stand here"
    return f"line {said[1]}, column {said[2]}: {reason}"

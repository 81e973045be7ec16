"""The whole graph as a file that any RDF tool reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from styrkedja.errors import FormatError
from styrkedja.ontology.namespaces import PREFIXES

from .rdf.store import Store
from .rdf.xml_text import is_xml_text, xml_can_name

__all__ = [
    "EXPORT_FORMATS",
    "ExportFormat",
    "check_export_format",
    "serialize",
    "write_export",
    "write_graph",
]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A form in which all graphs are written.

    Args:
        name: What the command line calls it.
        suffix: How the names of its files end, without the dot.
        media_type: Its media type.
        keeps_graphs: Whether it says in which graph a triple stands.
    """

    name: str
    suffix: str
    media_type: str
    keeps_graphs: bool


EXPORT_FORMATS: MappingProxyType[str, ExportFormat] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            ExportFormat("nquads", "nq", "application/n-quads", True),
            ExportFormat("trig", "trig", "application/trig; charset=utf-8", True),
            ExportFormat("turtle", "ttl", "text/turtle; charset=utf-8", False),
            ExportFormat("jsonld", "jsonld", "application/ld+json", False),
            ExportFormat("rdfxml", "rdf", "application/rdf+xml", False),
        )
    }
)
_OXIGRAPH = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_Statements: TypeAlias = Iterable[ox.Triple | ox.Quad]


def check_export_format(format: str) -> ExportFormat:
    """Return the export format of this name.

    Raises:
        FormatError: It is not known; the message lists those that are.
    """
    if format not in EXPORT_FORMATS:
        known = ", ".join(EXPORT_FORMATS)
        raise FormatError(f"unknown export format {format!r}; known are {known}")
    return EXPORT_FORMATS[format]


def write_export(store: Store, format: str, target: IO[bytes]) -> int:
    """Write all named graphs and return how many triples or quads that were.

    Graph after graph in the order of their names, each sorted, so the same store gives the same
    bytes. Formats without graphs get the triples alone.

    Args:
        store: What to write.
        format: A name of `EXPORT_FORMATS`.
        target: Where to.

    Raises:
        FormatError: The format is not known.
    """
    wanted = check_export_format(format)
    counted = _Counted(store)
    quads = counted.quads() if wanted.keeps_graphs else counted.triples()
    serialize(quads, target, _OXIGRAPH[wanted.name])
    return counted.count


def write_graph(
    store: Store, graph: ox.NamedNode | None, target: IO[bytes], format: ox.RdfFormat
) -> None:
    """Write one graph of a store.

    The same named graph gives the same bytes, blank nodes aside. The default graph, which may be
    large, is written in the store's own order.

    Args:
        store: Where the graph is.
        graph: Its name; None for the default graph, the merge of all.
        target: Where to.
        format: The form; those that know of graphs name this one.

    Raises:
        FormatError: The form has no way to say what the graph says.
    """
    quads: Iterable[ox.Quad] = store.oxigraph.quads_for_pattern(
        None, None, None, ox.DefaultGraph() if graph is None else graph
    )
    if graph is not None:
        quads = sorted(quads, key=_order)
    if format.supports_datasets and format != ox.RdfFormat.JSON_LD:
        serialize(quads, target, format)
    else:
        serialize((quad.triple for quad in quads), target, format)


def serialize(
    statements: _Statements,
    target: IO[bytes],
    format: ox.RdfFormat,
    prefixes: Mapping[str, str] = PREFIXES,
) -> None:
    """Write statements with prefixes; the same statements give the same bytes.

    Args:
        statements: Triples or quads, in the order in which they are to stand.
        target: Where to.
        format: The form.
        prefixes: Prefix → namespace, for the formats that have them.

    Raises:
        FormatError: The form has no way to say a statement; what is written by then is no file.
    """
    if format == ox.RdfFormat.RDF_XML:
        statements = _in_xml(statements)
    elif format == ox.RdfFormat.JSON_LD:
        statements = _in_json_ld(statements)
    # The stubs ask for triples alone or quads alone.
    checked = cast("Iterable[ox.Quad]", statements)
    if format not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        ox.serialize(checked, target, format, prefixes=dict(prefixes))
        return
    sorting = _SortedPrefixes(target)
    # The stubs ask for a whole file object; only its `write` is called.
    ox.serialize(checked, cast("IO[bytes]", sorting), format, prefixes=dict(prefixes))
    sorting.finish()


def _in_xml(statements: _Statements) -> _Statements:
    """Yield the statements, and refuse what RDF/XML has no way to say."""
    fit: set[str] = set()
    for statement in statements:
        name, value = statement.predicate.value, statement.object
        if name not in fit:
            if not xml_can_name(name):
                raise FormatError(f"RDF/XML has no way to write the property <{name}>")
            fit.add(name)
        if isinstance(value, ox.Literal) and not is_xml_text(value.value):
            raise FormatError("RDF/XML has no way to write a control character")
        yield statement


def _in_json_ld(statements: _Statements) -> _Statements:
    for statement in statements:
        if isinstance(statement.object, ox.Triple):
            raise FormatError("JSON-LD has no way to write a statement about a statement")
        yield statement


class _SortedPrefixes:
    """Passes Turtle on with its prefix lines sorted; Oxigraph writes them in any order."""

    _LINE = b"@prefix "

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._held: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        if self._held is None:
            self._target.write(data)
        else:
            self._held += data
            *_, last = self._held.rsplit(b"\n", 1)
            if len(last) >= len(self._LINE) and not last.startswith(self._LINE):
                self.finish()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is held back comes with the next line."""

    def finish(self) -> None:
        if self._held is None:
            return
        lines = bytes(self._held).splitlines(keepends=True)
        self._held = None
        header = [line for line in lines if line.startswith(self._LINE)]
        self._target.write(b"".join([*sorted(header), *lines[len(header) :]]))


class _Counted:
    """Yields a store's statements in order, and knows how many it has yielded."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.count = 0

    def quads(self) -> Iterator[ox.Quad]:
        named = self._named_alike()
        for graph in self._store.graphs():
            quads = named.get(graph) or self._quads_of(graph)
            for quad in sorted(quads, key=_order):
                self.count += 1
                yield quad

    def _quads_of(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        return self._store.oxigraph.quads_for_pattern(None, None, None, graph)

    def _named_alike(self) -> dict[ox.NamedNode, list[ox.Quad]]:
        """Return the graphs that have blank nodes (the ontology), with the same names each time.

        All are named at once, so that two graphs do not use one name for different things.
        """
        dataset = ox.Dataset()
        for graph in self._store.graphs():
            if any(_has_blank(quad) for quad in self._quads_of(graph)):
                for quad in self._quads_of(graph):
                    dataset.add(quad)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        named: dict[ox.NamedNode, list[ox.Quad]] = {}
        for quad in dataset:
            if isinstance(quad.graph_name, ox.NamedNode):
                named.setdefault(quad.graph_name, []).append(quad)
        return named

    def triples(self) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self.quads())


def _order(quad: ox.Quad) -> tuple[str, bool, str, str]:
    """By subject, its types first, then by predicate and object."""
    is_type = quad.predicate.value == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return str(quad.subject), not is_type, quad.predicate.value, str(quad.object)


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)

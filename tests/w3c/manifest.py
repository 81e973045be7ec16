"""The W3C's SPARQL 1.1 tests: what their manifests say, and the data that they ask of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parents[3] / "shared" / "data" / "w3c-sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
LISTS = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a manifest.

    Args:
        name: Folder and name in the manifest, for example `aggregates/agg01`.
        kind: Local name of its class, for example `QueryEvaluationTest`.
        query: The file of the query.
        data: The files that make the default graph.
        graphs: The files that are named graphs, named by their addresses.
        result: The file of the expected answer; None for tests of syntax.
    """

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def text(self) -> str:
        """The query."""
        return self.query.read_text(encoding="utf-8")

    @property
    def names_its_own_data(self) -> bool:
        """Whether the query says by FROM what it is asked of."""
        return "FROM" in self.text and self.kind == "QueryEvaluationTest"


def address_of(path: Path) -> str:
    """Return the address that a file of the tests has."""
    return BASE + path.relative_to(ROOT).as_posix()


@cache
def cases() -> tuple[Case, ...]:
    """Return all tests of queries and of result formats; empty where the tests are not here."""
    found: list[Case] = []
    for name in LISTS if ROOT.is_dir() else ():
        graph = load(ROOT / name)
        for quad in graph.quads_for_pattern(None, ox.NamedNode(_MF + "include"), None, None):
            for part in members(graph, quad.object):
                found += _cases_of(_file(part))
    return tuple(found)


def load(path: Path) -> ox.Store:
    """Return a manifest as a graph."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=address_of(path))
    return store


def triples_of(path: Path) -> list[ox.Triple]:
    """Return the triples of a file, with blank nodes that no other file has."""
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    assert kind is not None, path
    parsed = ox.parse(path=path, format=kind, base_iri=address_of(path), rename_blank_nodes=True)
    return [quad.triple for quad in parsed]


def value(graph: ox.Store, subject: object, name: str) -> object:
    """Return the one object of a property, or None."""
    found = list(values(graph, subject, name))
    return found[0] if found else None


def values(graph: ox.Store, subject: object, name: str) -> Iterator[object]:
    """Yield the objects of a property; `name` is its IRI."""
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    for quad in graph.quads_for_pattern(subject, ox.NamedNode(name), None, None):
        yield quad.object


def members(graph: ox.Store, head: object) -> Iterator[object]:
    """Yield the members of a list."""
    while head != ox.NamedNode(_RDF + "nil"):
        yield value(graph, head, _RDF + "first")
        head = value(graph, head, _RDF + "rest")


def text_of(term: object) -> str:
    """Return what a literal says."""
    assert isinstance(term, ox.Literal)
    return term.value


def _cases_of(path: Path) -> Iterator[Case]:
    graph = load(path)
    for quad in graph.quads_for_pattern(None, ox.NamedNode(_MF + "entries"), None, None):
        for entry in members(graph, quad.object):
            assert isinstance(entry, ox.NamedNode)
            yield _case(graph, entry, path.parent.name)


def _case(graph: ox.Store, entry: ox.NamedNode, folder: str) -> Case:
    kind = value(graph, entry, _RDF + "type")
    action, result = value(graph, entry, _MF + "action"), value(graph, entry, _MF + "result")
    assert isinstance(kind, ox.NamedNode)
    query = action if isinstance(action, ox.NamedNode) else value(graph, action, _QT + "query")
    return Case(
        name=f"{folder}/{entry.value.rpartition('#')[2]}",
        kind=kind.value.removeprefix(_MF),
        query=_file(query),
        data=tuple(_file(one) for one in values(graph, action, _QT + "data")),
        graphs=tuple(_file(one) for one in values(graph, action, _QT + "graphData")),
        result=None if result is None else _file(result),
    )


def _file(node: object) -> Path:
    assert isinstance(node, ox.NamedNode)
    return ROOT / urljoin(BASE, node.value).removeprefix(BASE)

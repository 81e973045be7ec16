"""What the service says of itself: SPARQL 1.1 Service Description, as triples.

What it says is what the code does: the tables of forms are those that answers are made from, the
sizes those of the graphs that are served.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

import pyoxigraph as ox

from styrkedja.graph.rdf.statistics import graph_sizes
from styrkedja.ontology.namespaces import DCAT, DCT, FORMATS, RDF, RDFS, SD, VOID, XSD

from .snapshot import Snapshot

__all__ = ["DATASET", "GRAPHS", "SPARQL", "VOID_PATH", "service_description"]

SPARQL = "sparql"
GRAPHS = "graphs"
VOID_PATH = ".well-known/void"
DATASET = f"{VOID_PATH}#dataset"

_FEATURES = ("UnionDefaultGraph",)
_LANGUAGES = ("SPARQL10Query", "SPARQL11Query")
_FORMS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "JSON-LD", "RDF_XML", "N-Triples"),
)
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_GRAPH_STORE_PROTOCOL = "https://www.w3.org/TR/sparql11-http-rdf-update/"
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        SPARQL: (
            "SPARQL-tjänst, endast läsning; standardgrafen är alla grafer sammanslagna",
            "SPARQL endpoint, read-only; the default graph is the merge of all graphs",
        ),
        GRAPHS: (
            "Grafer var för sig enligt Graph Store Protocol, endast läsning",
            "Graphs one by one by the Graph Store Protocol, read-only",
        ),
    }
)


def service_description(root: str, snapshot: Snapshot) -> list[ox.Triple]:
    """Return what the service can do and over which graphs.

    Args:
        root: The address of the service; ends in a slash.
        snapshot: What is served.
    """
    endpoint, store, dataset = _iri(root + SPARQL), _iri(root + GRAPHS), _iri(root + DATASET)
    service = _iri(f"{root}{SPARQL}#service")
    triples = [
        *_typed(service, SD + "Service", DCAT + "DataService"),
        ox.Triple(service, _iri(SD + "endpoint"), endpoint),
        ox.Triple(service, _iri(DCAT + "endpointURL"), endpoint),
        *(ox.Triple(service, _iri(SD + "supportedLanguage"), _iri(SD + x)) for x in _LANGUAGES),
        *(ox.Triple(service, _iri(SD + "feature"), _iri(SD + x)) for x in _FEATURES),
        *(ox.Triple(service, _iri(SD + "resultFormat"), _iri(FORMATS + x)) for x in _FORMS),
        ox.Triple(service, _iri(SD + "defaultEntailmentRegime"), _iri(_SIMPLE)),
        ox.Triple(service, _iri(SD + "defaultDataset"), dataset),
        ox.Triple(service, _iri(SD + "availableGraphs"), dataset),
        ox.Triple(service, _iri(DCAT + "servesDataset"), dataset),
        *_labels(service, SPARQL),
        *_typed(store, DCAT + "DataService"),
        ox.Triple(store, _iri(DCAT + "endpointURL"), store),
        ox.Triple(store, _iri(DCT + "conformsTo"), _iri(_GRAPH_STORE_PROTOCOL)),
        ox.Triple(store, _iri(DCAT + "servesDataset"), dataset),
        *_labels(store, GRAPHS),
    ]
    triples += _dataset(root, dataset, snapshot)
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))


def _dataset(root: str, dataset: ox.NamedNode, snapshot: Snapshot) -> Iterator[ox.Triple]:
    """Yield the data set: the default graph, and each named graph with its size."""
    yield from _typed(dataset, SD + "Dataset", SD + "GraphCollection", VOID + "Dataset")
    default = _iri(f"{root}{GRAPHS}?default")
    yield ox.Triple(dataset, _iri(SD + "defaultGraph"), default)
    yield from _typed(default, SD + "Graph", VOID + "Dataset")
    size = snapshot.cached(("description.default",), lambda: _default_size(snapshot))
    yield ox.Triple(default, _iri(VOID + "triples"), _number(size))
    sizes = snapshot.cached(("description.graphs",), lambda: graph_sizes(snapshot.store))
    for number, (name, triples) in enumerate(sizes, 1):
        named = ox.BlankNode(f"g{number}")
        graph = _iri(f"{root}{GRAPHS}?graph={quote(name, safe='')}")
        yield ox.Triple(dataset, _iri(SD + "namedGraph"), named)
        yield from _typed(named, SD + "NamedGraph")
        yield ox.Triple(named, _iri(SD + "name"), _iri(name))
        yield ox.Triple(named, _iri(SD + "graph"), graph)
        yield from _typed(graph, SD + "Graph", VOID + "Dataset")
        yield ox.Triple(graph, _iri(VOID + "triples"), _number(triples))


def _default_size(snapshot: Snapshot) -> int:
    pattern = snapshot.store.oxigraph.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return sum(1 for _ in pattern)


def _typed(subject: ox.NamedNode | ox.BlankNode, *classes: str) -> Iterable[ox.Triple]:
    return (ox.Triple(subject, _iri(RDF + "type"), _iri(name)) for name in classes)


def _labels(subject: ox.NamedNode, path: str) -> Iterable[ox.Triple]:
    return (
        ox.Triple(subject, _iri(RDFS + "label"), ox.Literal(text, language=language))
        for text, language in zip(_WORDS[path], ("sv", "en"), strict=True)
    )


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_iri(XSD + "integer"))


def _iri(value: str) -> ox.NamedNode:
    return ox.NamedNode(value)

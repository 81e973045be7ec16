"""What is stated of the things of one document, as people corrected it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Store
from styrkedja.graph.records import DocumentInfo
from styrkedja.ontology.namespaces import PROV, RDF, RDFS, SK

__all__ = ["Stated", "Thing"]

_CORRECTED = SK + "correctedProperty"
_LINE = re.compile(r"#line=(\d+),")


class Thing:
    """What is stated of one thing.

    Attributes:
        corrected: IRIs of the properties that have another value than the one read, or none any
            more, because people said so.
    """

    def __init__(self) -> None:
        self._said: defaultdict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        self.corrected: set[str] = set()

    def add(self, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Add a statement."""
        self._said[predicate].append(value)

    def texts(self, predicate: str) -> list[str]:
        """Return the values of a property, sorted."""
        return sorted(value.value for value in self._said.get(predicate, ()))

    def text(self, predicate: str) -> str:
        """Return the first value of a property, or ""."""
        return next(iter(self.texts(predicate)), "")

    def label(self) -> str:
        """Return the label in Swedish."""
        labels = [one for one in self._said.get(RDFS + "label", ()) if isinstance(one, ox.Literal)]
        return next((one.value for one in labels if one.language == "sv"), "")

    def place(self) -> int:
        """Return the number of the first line that it was read from."""
        found = (_LINE.search(text) for text in self.texts(PROV + "wasQuotedFrom"))
        return min((int(match[1]) for match in found if match), default=0)


class Stated:
    """The things of one document: its graph, and what stands of them in the corrections graph.

    Args:
        store: Where the document is.
        document: The document.
    """

    def __init__(self, store: Store, document: DocumentInfo) -> None:
        self._things: defaultdict[str, Thing] = defaultdict(Thing)
        for subject, predicate, value in _quads(store, document.iri):
            self._things[subject].add(predicate, value)
        known = frozenset(self._things)
        told: defaultdict[str, Thing] = defaultdict(Thing)
        for subject, predicate, value in _quads(store, f"{document.municipality}/corrections"):
            if subject in known:
                self._things[subject].add(predicate, value)
                self._things[subject].corrected.add(predicate)
            else:
                told[subject].add(predicate, value)
        for correction in told.values():
            subject, name = correction.text(SK + "corrects"), correction.text(_CORRECTED)
            read = correction.texts(SK + "valueRead") or correction.texts(SK + "thingRead")
            if subject in known and read and not self._things[subject].texts(name):
                self._things[subject].corrected.add(name)  # nothing is right

    def thing(self, iri: str) -> Thing:
        """Return a thing, without statements when the document says nothing of it."""
        return self._things[iri]

    def of_class(self, name: str) -> dict[str, Thing]:
        """Return the things of a class of the vocabulary, by their IRIs."""
        return {
            iri: thing
            for iri, thing in self._things.items()
            if SK + name in thing.texts(RDF + "type")
        }

    def in_order(self, name: str) -> list[tuple[str, Thing]]:
        """Return the things of a class in the document's order."""
        found = self.of_class(name).items()
        return sorted(found, key=lambda pair: (pair[1].place(), len(pair[0]), pair[0]))


def _quads(store: Store, graph: str) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
    for quad in store.oxigraph.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield str(quad.subject).strip("<>"), quad.predicate.value, quad.object

"""What the store says of one thing at a time; each look-up is one scan of an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import pyoxigraph as ox

from styrkedja.graph.analysis import alphabetical
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.graph.rdf.store import Store, Term
from styrkedja.ontology.namespaces import DCT, PREFIXES, PROV, RDF, RDFS, SK, SKOS

from .terms import term_label
from .translation import Language, Text

__all__ = ["NOWHERE", "Facts", "Lines", "Origin"]

Lines = tuple[int, int]
_NODES = 50_000  # IRIs that are kept as terms; about 15 MB


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in its original file a passage stands; nothing for files that are text.

    Args:
        pages: Pages of a PDF, counted from 1; a passage over a page's end has two.
        cells: A workbook's sheet and cells ("Uppdrag!A4:G4"), a row's each.
    """

    pages: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()


NOWHERE = Origin()
"""What is known of a passage of plain text."""


@lru_cache(maxsize=_NODES)
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


class Facts:
    """Look-ups in a store's merged graph, with labels in one language.

    Args:
        store: The store.
        language: The language that labels are wanted in, where they have it.
    """

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store.oxigraph
        self.language = language
        # What a page asks for again and again of the same things.
        self._types: dict[str, list[str]] = {}
        self._labels: dict[str, Text] = {}

    def properties(self, subject: str) -> list[tuple[str, Term]]:
        """Return what is said of a thing, as predicate and object, sorted."""
        found = self._store.quads_for_pattern(_node(subject), None, None, ox.DefaultGraph())
        pairs = [
            (quad.predicate.value, quad.object)
            for quad in found
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal)
        ]
        return sorted(pairs, key=lambda pair: (pair[0], pair[1].value))

    def values(self, subject: str, predicate: str) -> list[Term]:
        """Return the objects of a thing's property, sorted."""
        found = self._store.quads_for_pattern(
            _node(subject), _node(predicate), None, ox.DefaultGraph()
        )
        terms: list[Term] = [
            term for quad in found if not isinstance(term := quad.object, ox.Triple)
        ]
        return terms if len(terms) < 2 else sorted(terms, key=lambda term: term.value)

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return the things that a property of a thing leads to, sorted."""
        return [t.value for t in self.values(subject, predicate) if isinstance(t, ox.NamedNode)]

    def iri(self, subject: str, predicate: str) -> str | None:
        """Return the first thing that a property leads to, or None."""
        return next(iter(self.iris(subject, predicate)), None)

    def subjects(self, predicate: str, target: str) -> list[str]:
        """Return the things whose property leads to `target`, sorted."""
        found = self._store.quads_for_pattern(
            None, _node(predicate), _node(target), ox.DefaultGraph()
        )
        return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})

    def instances(self, name: str) -> list[str]:
        """Return the things that are stated or inferred to be of a class, sorted."""
        return self.subjects(RDF + "type", name)

    def references(self, target: str) -> list[tuple[str, str]]:
        """Return what refers to a thing, as predicate and subject, sorted."""
        found = self._store.quads_for_pattern(None, None, _node(target), ox.DefaultGraph())
        pairs = {
            (quad.predicate.value, quad.subject.value)
            for quad in found
            if isinstance(quad.subject, ox.NamedNode)
        }
        return sorted(pairs)

    def quoted(self, document: str) -> list[tuple[str, Lines]]:
        """Return what was read from a document's text: thing and lines, in the text's order."""
        graph = _node(document)
        found = self._store.quads_for_pattern(None, _node(PROV + "wasQuotedFrom"), None, graph)
        pairs = [
            (quad.subject.value, passage_lines(quad.object.value))
            for quad in found
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        ]
        return sorted(
            ((thing, (place[1], place[2])) for thing, place in pairs if place is not None),
            key=lambda pair: (pair[1], pair[0]),
        )

    def is_known(self, iri: str) -> bool:
        """Return whether anything is said of a thing; not of what is no IRI at all."""
        try:
            node = _node(iri)
        except ValueError:
            return False
        found = self._store.quads_for_pattern(node, None, None, ox.DefaultGraph())
        return next(iter(found), None) is not None

    def types(self, subject: str) -> list[str]:
        """Return a thing's classes, sorted."""
        found = self._types.get(subject)
        if found is None:
            found = self._types[subject] = self.iris(subject, RDF + "type")
        return found

    def is_a(self, subject: str, name: str) -> bool:
        """Return whether a thing is stated or inferred to be of a class of our vocabulary."""
        return SK + name in self.types(subject)

    def text(self, subject: str, predicate: str) -> Text | None:
        """Return a thing's text in the language wanted, else in another, else None."""
        literals = [t for t in self.values(subject, predicate) if isinstance(t, ox.Literal)]
        if not literals:
            return None
        best = min(literals, key=lambda literal: literal.language != self.language)
        return Text(best.value, best.language)

    def texts(self, subject: str, predicate: str) -> list[Text]:
        """Return all of a thing's texts of a property."""
        found = self.values(subject, predicate)
        return [Text(t.value, t.language) for t in found if isinstance(t, ox.Literal)]

    def date(self, subject: str, predicate: str) -> date | None:
        """Return a date, or None where there is none or it is not one."""
        text = self.text(subject, predicate)
        try:
            return None if text is None else date.fromisoformat(text.value)
        except ValueError:
            return None

    def number(self, subject: str, predicate: str) -> Decimal | None:
        """Return a number, or None where there is none or it is not one."""
        text = self.text(subject, predicate)
        try:
            return None if text is None else Decimal(text.value)
        except InvalidOperation:
            return None

    def label(self, iri: str) -> Text:
        """Return a thing's label: from the data, the vocabulary, or the end of its IRI."""
        found = self._labels.get(iri)
        if found is None:
            found = self._labels[iri] = self._label(iri)
        return found

    def _label(self, iri: str) -> Text:
        stated = self.text(iri, RDFS + "label") or self.text(iri, SKOS + "prefLabel")
        if stated is not None:
            return stated
        passage = passage_lines(iri)
        if passage is not None:
            _, first, last = passage
            return Text(str(first) if first == last else f"{first}–{last}")
        return term_label(iri, self.language) or self.text(iri, DCT + "title") or _ending(iri)

    def by_label(self, iris: Iterable[str]) -> list[str]:
        """Return things sorted by label, each once."""
        return sorted(set(iris), key=lambda iri: (alphabetical(self.label(iri).value), iri))

    def passages(self, subject: str) -> list[tuple[str, Lines]]:
        """Return the passages a thing was read from: document, and lines counted from 1."""
        found = [passage_lines(iri) for iri in self.iris(subject, PROV + "wasQuotedFrom")]
        return sorted((p[0], (p[1], p[2])) for p in found if p is not None)

    def origin(self, document: str, lines: Lines) -> Origin:
        """Return where in its original file a passage stands.

        Args:
            document: IRI of the document.
            lines: First and last line, counted from 1.
        """
        first, last = lines
        iri = f"{document}/text#line={first - 1},{last}"
        pages = (value.value for value in self.values(iri, SK + "page"))
        cells = (value.value for value in self.values(iri, SK + "cell"))
        return Origin(tuple(sorted(int(page) for page in pages if page.isdigit())), tuple(cells))


def _ending(iri: str) -> Text:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return Text(f"{prefix}:{iri.removeprefix(namespace)}")
    for separator in "#/:":
        _, found, ending = iri.rstrip("/#").rpartition(separator)
        if found and ending:
            return Text(ending)
    return Text(iri)

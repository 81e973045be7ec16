"""What leads to a thing: how many links of each property, and the links themselves, page by page.

A description names each property that leads to its thing as a `void:Linkset` with the number of its
triples, and holds the first of them. The linkset's IRI is the thing's with `?incoming={property}`;
there all of them are listed. So nothing is cut without saying so, and what is cut can be followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import PREFIXES, RDF, RDFS, VOID, XSD

__all__ = [
    "PAGE",
    "SHOWN",
    "Incoming",
    "incoming",
    "incoming_counts",
    "linksets",
    "property_of",
    "question",
]

PAGE = 100
"""How many links a page lists."""
SHOWN = 10
"""How many links of a property a description holds."""
_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_SEE_ALSO = ox.NamedNode(RDFS + "seeAlso")
_LINKSET = ox.NamedNode(VOID + "Linkset")
_LINK_PREDICATE = ox.NamedNode(VOID + "linkPredicate")
_TRIPLES = ox.NamedNode(VOID + "triples")
_INTEGER = ox.NamedNode(XSD + "integer")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One page of what leads to a thing by one property.

    Args:
        predicate: IRI of the property.
        subjects: IRIs of what leads here, sorted, those of this page.
        total: How many lead here on all pages.
        page: The page's number, from 1.
        pages: How many pages there are; 1 when nothing leads here.
    """

    predicate: str
    subjects: tuple[str, ...]
    total: int
    page: int
    pages: int

    def triples(self, thing: str) -> list[ox.Triple]:
        """Return the page as triples."""
        predicate, target = ox.NamedNode(self.predicate), ox.NamedNode(thing)
        return [ox.Triple(ox.NamedNode(one), predicate, target) for one in self.subjects]


def incoming(store: Store, thing: str, predicate: str, page: int, size: int = PAGE) -> Incoming:
    """Return a page of what leads to a thing by a property, from the merged graph.

    Args:
        store: Where to look.
        thing: The thing.
        predicate: The property.
        page: The page's number, from 1; one after the last is empty.
        size: How many a page has.
    """
    subjects = sorted(
        quad.subject.value
        for quad in store.oxigraph.quads_for_pattern(
            None, ox.NamedNode(predicate), ox.NamedNode(thing), _DEFAULT
        )
        if isinstance(quad.subject, ox.NamedNode)
    )
    shown = subjects[(page - 1) * size : page * size]
    pages = max(1, -(-len(subjects) // size))
    return Incoming(predicate, tuple(shown), len(subjects), page, pages)


def incoming_counts(store: Store, thing: str) -> list[tuple[str, int]]:
    """Return each property that leads to a thing, and from how many things, sorted by property."""
    counts = Counter(
        quad.predicate.value
        for quad in store.oxigraph.quads_for_pattern(None, None, ox.NamedNode(thing), _DEFAULT)
        if isinstance(quad.subject, ox.NamedNode)
    )
    return sorted(counts.items())


def linksets(store: Store, thing: str, counts: Sequence[tuple[str, int]]) -> Iterator[ox.Triple]:
    """Yield the linksets of a thing, and the first links of each."""
    node = ox.NamedNode(thing)
    for predicate, count in counts:
        name = ox.NamedNode(f"{thing}?{question(predicate)}")
        yield ox.Triple(node, _SEE_ALSO, name)
        yield ox.Triple(name, _TYPE, _LINKSET)
        yield ox.Triple(name, _LINK_PREDICATE, ox.NamedNode(predicate))
        yield ox.Triple(name, _TRIPLES, ox.Literal(str(count), datatype=_INTEGER))
        sv, en = (f"de {SHOWN} första", f"the first {SHOWN}") if count > SHOWN else ("alla", "all")
        yield ox.Triple(name, _LABEL, ox.Literal(f"{count} länkar, {sv} finns här", language="sv"))
        yield ox.Triple(
            name, _LABEL, ox.Literal(f"{count} links, {en} of them are here", language="en")
        )
        yield from incoming(store, thing, predicate, 1, SHOWN).triples(thing)


def question(predicate: str, page: int = 1) -> str:
    """Return what an address asks for the links of a property with, without question mark."""
    short = next(
        (
            f"{prefix}:{predicate.removeprefix(namespace)}"
            for prefix, namespace in PREFIXES.items()
            if predicate.startswith(namespace)
        ),
        predicate,
    )
    return f"incoming={quote(short, safe=':/')}" + (f"&page={page}" if page > 1 else "")


def property_of(name: str) -> str | None:
    """Return the IRI of a property by its prefixed name or IRI, None when it is neither.

    >>> property_of("sk:responsible")
    'https://w3id.org/styrkedja/ns#responsible'
    """
    prefix, _, local = name.partition(":")
    iri = PREFIXES[prefix] + local if prefix in PREFIXES else name
    try:
        return ox.NamedNode(iri).value
    except ValueError:
        return None

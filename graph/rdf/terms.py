"""RDF terms of pyoxigraph and of rdflib, each as the other's, lexical forms kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from styrkedja.ontology.namespaces import XSD

if TYPE_CHECKING:
    import rdflib

__all__ = ["Term", "from_rdflib", "to_rdflib"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


def to_rdflib(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Return a term of pyoxigraph as one of rdflib.

    Raises:
        TypeError: It is no term of RDF 1.1.
    """
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"no RDF 1.1 term: {term!r}")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == f"{XSD}string"
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def from_rdflib(term: object) -> Term | None:
    """Return a term of rdflib as one of pyoxigraph; None (unbound) stays None.

    Raises:
        TypeError: It is no RDF term.
    """
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"no RDF term: {term!r}")
    if term.language is not None:
        return ox.Literal(str(term), language=term.language)
    datatype = None if term.datatype is None else ox.NamedNode(str(term.datatype))
    return ox.Literal(str(term), datatype=datatype)

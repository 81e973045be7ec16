"""What the corrections graph tells of a correction: who, when, why, of what, instead of what."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pyoxigraph as ox

from styrkedja.graph.rdf.iris import Iris, slug
from styrkedja.ontology.namespaces import PROV, RDF, RDFS, SK, XSD

from .fields import field_named
from .records import Correction, Decision, Said
from .values import term_of

__all__ = ["tell", "tell_agent"]

_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
_CLOSES = {
    Decision.CORRECT: f"{SK}resolvesDoubt",
    Decision.ACCEPT: f"{SK}acceptsDoubt",
    Decision.DISMISS: f"{SK}dismissesDoubt",
}
_LABELS = {
    Decision.CORRECT: ("Rättelse av {sv}: {title}", "Correction of the {en}: {title}"),
    Decision.ACCEPT: ("Godtagen tveksamhet: {title}", "Doubt accepted: {title}"),
    Decision.DISMISS: ("Avfärdad tveksamhet: {title}", "Doubt dismissed: {title}"),
}


def tell(correction: Correction, subject: str, iris: Iris) -> Iterator[_Triple]:
    """Yield the triples that tell of a correction.

    About 10, and 2 for whoever made it.

    Args:
        correction: The correction.
        subject: IRI that the thing it is about has now.
        iris: The municipality's IRIs.
    """
    node = ox.NamedNode(iris.correction(correction.document, correction.id))
    field = field_named(correction.field)
    words = {
        "sv": "" if field is None else field.sv,
        "en": "" if field is None else field.en,
        "title": correction.title,
    }
    sv, en = _LABELS[correction.decision]
    yield node, _name(f"{RDF}type"), _name(f"{SK}Correction")
    yield node, _name(f"{RDFS}label"), ox.Literal(sv.format(**words), language="sv")
    yield node, _name(f"{RDFS}label"), ox.Literal(en.format(**words), language="en")
    yield node, _name(f"{SK}corrects"), _name(subject)
    yield node, _name(f"{PROV}used"), _name(correction.document)
    if field is not None:
        yield node, _name(f"{SK}correctedProperty"), _name(field.property)
        for said in correction.read:
            yield node, *_read(said)
    for doubt in correction.doubts:
        yield node, _name(_CLOSES[correction.decision]), _name(doubt)
    yield from tell_agent(node, correction.by, correction.time, correction.why, iris)


def tell_agent(node: ox.NamedNode, by: str, time: str, why: str, iris: Iris) -> Iterator[_Triple]:
    """Yield who made a correction, when and why.

    Args:
        node: The correction.
        by: Who.
        time: When, as ISO 8601 in UTC.
        why: For what reason; may be empty.
        iris: The municipality's IRIs.
    """
    agent = _name(iris.agent(slug(by) or sha256(by.encode()).hexdigest()[:8]))
    yield node, _name(f"{PROV}wasAssociatedWith"), agent
    yield agent, _name(f"{RDF}type"), _name(f"{PROV}Agent")
    yield agent, _name(f"{RDFS}label"), ox.Literal(by, language="sv")
    day = ox.Literal(time, datatype=_name(f"{XSD}dateTime"))
    yield node, _name(f"{PROV}endedAtTime"), day
    if why:
        yield node, _name(f"{SK}reason"), ox.Literal(why, language="sv")


def _read(said: Said) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
    term = term_of(said)
    if isinstance(term, ox.NamedNode):
        return _name(f"{SK}thingRead"), term
    if isinstance(term, ox.Literal):
        return _name(f"{SK}valueRead"), term
    raise TypeError(f"no value: {said.term}")


def _name(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)

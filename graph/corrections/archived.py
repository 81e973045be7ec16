"""An archive with its corrections: its registers, its documents, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pyoxigraph as ox

from styrkedja.graph.archive import Archive, DocumentRecord, public_registers
from styrkedja.graph.model import Register
from styrkedja.graph.rdf.former import former_iris
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.writer import register_quads
from styrkedja.ontology.namespaces import DCT, ORG, RDF, RDFS, SCHEMA, SK, XSD

from .applying import Applied, Reading, Standing, apply_corrections
from .edits import BodyEdit, Edited, apply_edits, replay_edits
from .records import Correction, replay_corrections
from .telling import tell_agent
from .values import Bodies

__all__ = [
    "corrected_quads",
    "corrections_of",
    "document_with",
    "edited_register",
    "edits_of",
    "public_edits",
    "reading_of",
    "register_for_reading",
    "register_with",
]


def corrections_of(archive: Archive, iri: str) -> tuple[Correction, ...]:
    """Return a document's corrections, those that were taken back too, the oldest first."""
    return replay_corrections(archive.corrections(iri))


def edits_of(archive: Archive, municipality: str) -> tuple[BodyEdit, ...]:
    """Return the edits of a municipality's register, the oldest first."""
    return replay_edits(archive.register_edits(municipality))


def edited_register(archive: Archive, municipality: str) -> Edited | None:
    """Return the register of a municipality, by its slug, as people edited it; None without."""
    register = archive.register(municipality)
    return None if register is None else apply_edits(register, edits_of(archive, municipality))


def register_for_reading(archive: Archive, municipality: str) -> Register | None:
    """Return the register that documents are read with: abbreviations by hand are understood.

    Bodies have the names that documents print, of which their keys are made.
    """
    register = archive.register(municipality)
    if register is None:
        return None
    return apply_edits(register, edits_of(archive, municipality), names=False).register


def reading_of(archive: Archive, record: DocumentRecord) -> Reading:
    """Return a document as it was read last."""

    def former() -> Mapping[str, str | None]:
        return former_iris(archive, [record])

    return Reading(
        document=record.iri,
        municipality=record.municipality,
        quads=tuple(ox.parse(archive.quads(record.iri), format=ox.RdfFormat.N_QUADS)),
        lines=lambda: archive.text(record.iri).split("\n"),
        former=former,
    )


def document_with(
    archive: Archive, record: DocumentRecord, corrections: tuple[Correction, ...], bodies: Bodies
) -> Applied:
    """Return what corrections make of a document.

    Args:
        archive: The archive.
        record: The document.
        corrections: Those to put to use, for example `corrections_of` and others to come.
        bodies: The municipality's bodies.
    """
    return apply_corrections(reading_of(archive, record), corrections, bodies, archive.base)


def corrected_quads(archive: Archive, *, internal: bool = True) -> Iterator[ox.Quad]:
    """Yield the quads of an archive at one commit: registers and documents, as corrected.

    Args:
        archive: The archive, at one commit (`Archive.as_of_now`).
        internal: Whether internal documents are meant, too, and what registers know from them.
    """
    bodies: dict[str, Bodies] = {}
    for register in archive.registers() if internal else public_registers(archive):
        slug = register.municipality.slug
        edits = edits_of(archive, slug)
        if not internal:
            edits = public_edits(archive, register, edits)
        edited = apply_edits(register, edits)
        bodies[slug] = Bodies(edited.register, archive.base)
        yield from register_with(register, edited, edits, archive.base)
    for record in archive.documents():
        if internal or not archive.is_internal(record.iri):
            corrections = corrections_of(archive, record.iri)
            if not corrections:
                yield from ox.parse(archive.quads(record.iri), format=ox.RdfFormat.N_QUADS)
            else:
                place = bodies[record.municipality]
                applied = document_with(archive, record, corrections, place)
                yield from applied.stated
                yield from applied.corrected


def public_edits(
    archive: Archive, register: Register, edits: tuple[BodyEdit, ...]
) -> tuple[BodyEdit, ...]:
    """Return the edits of bodies that public documents name, or corrections of these."""
    slug, state = register.municipality.slug, archive.state()
    documents = [one.iri for one in archive.documents() if one.municipality == slug]
    public = [iri for iri in documents if not archive.is_internal(iri)]
    if len(public) == len(documents):
        return edits
    shown = {body.key for body in register.bodies}.union(*map(state.corrected_bodies, public))
    return tuple(edit for edit in edits if edit.body in shown and edit.names <= shown)


def register_with(
    register: Register, edited: Edited, edits: tuple[BodyEdit, ...], base: str
) -> Iterator[ox.Quad]:
    """Yield the quads of a register: what still holds, and what people edited, apart.

    Args:
        register: The register as documents made it.
        edited: The same as people edited it.
        edits: The edits.
        base: What all IRIs begin with.
    """
    read = dict.fromkeys(register_quads(register, base))
    if not edits:
        yield from read
        return
    right = dict.fromkeys(register_quads(edited.register, base))
    yield from (quad for quad in read if quad in right)
    iris = Iris(base, register.municipality.slug)
    graph = ox.NamedNode(iris.corrections)
    new = {
        ox.Quad(quad.subject, quad.predicate, quad.object, graph): None
        for quad in right
        if quad not in read
    }
    new.update((ox.Quad(*triple, graph), None) for triple in _validity(edited, iris))
    new.update((ox.Quad(*triple, graph), None) for triple in _told(edits, edited, iris))
    yield from new


_Triples = Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


def _validity(edited: Edited, iris: Iris) -> _Triples:
    names = {body.key: body.name for body in edited.register.bodies}
    for key, validity in edited.validity.items():
        node = ox.NamedNode(iris.body(key))
        for name, day in (
            ("foundingDate", validity.valid_from),
            ("dissolutionDate", validity.valid_to),
        ):
            if day:
                yield node, ox.NamedNode(SCHEMA + name), _date(day)
        if validity.successor in names:
            after = ox.NamedNode(iris.body(validity.successor))
            change = ox.NamedNode(f"{iris.municipality}/change/register/{key}")
            sv = f"{names[validity.successor]} ersätter {names[key]}"
            en = f"{names[validity.successor]} replaces {names[key]}"
            yield change, ox.NamedNode(RDF + "type"), ox.NamedNode(ORG + "ChangeEvent")
            yield change, ox.NamedNode(RDFS + "label"), ox.Literal(sv, language="sv")
            yield change, ox.NamedNode(RDFS + "label"), ox.Literal(en, language="en")
            yield change, ox.NamedNode(ORG + "originalOrganization"), node
            yield change, ox.NamedNode(ORG + "resultingOrganization"), after
            if validity.valid_to:
                first = date.fromisoformat(validity.valid_to) + timedelta(days=1)
                yield change, ox.NamedNode(DCT + "date"), _date(first.isoformat())


def _told(edits: tuple[BodyEdit, ...], edited: Edited, iris: Iris) -> _Triples:
    names = {body.key: body.name for body in edited.register.bodies}
    for edit in edits:
        if edited.standings[edit.id] is Standing.APPLIES:
            node = ox.NamedNode(iris.correction(iris.register, edit.id))
            name = names[edit.body]
            yield node, ox.NamedNode(RDF + "type"), ox.NamedNode(f"{SK}Correction")
            sv = ox.Literal(f"Rättelse i registret: {name}", language="sv")
            yield node, ox.NamedNode(RDFS + "label"), sv
            en = ox.Literal(f"Correction of the register: {name}", language="en")
            yield node, ox.NamedNode(RDFS + "label"), en
            yield node, ox.NamedNode(f"{SK}corrects"), ox.NamedNode(iris.body(edit.body))
            if edit.before.get("name"):
                old = ox.Literal(str(edit.before["name"]), language="sv")
                yield node, ox.NamedNode(f"{SK}valueRead"), old
            yield from tell_agent(node, edit.by, edit.time, edit.why, iris)


def _date(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=ox.NamedNode(f"{XSD}date"))

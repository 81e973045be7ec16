"""Corrections put to use: a document's graph as it was read → what is asked of it.

A pure function. The triple that a correction supersedes is left out of the document's graph, the
corrected one stands in the corrections graph of the municipality, and so does what tells of the
correction (`telling`). What was read stays where it was: in the archive, and as a value of the
correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from styrkedja.graph.model import DoubtKind, Passage
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.terms import Term
from styrkedja.ontology.namespaces import RDF, RDFS, SK

from .facts import DocumentFacts, evidence_of
from .fields import Field, field_named
from .records import Correction, Decision, Said
from .telling import tell
from .values import Bodies, term_of

__all__ = ["STALE", "Applied", "Reading", "Standing", "apply_corrections"]

_LABEL = f"{RDFS}label"
# What makes a doubt an open one; without it its wording and its passages are still to be found.
_OPEN = frozenset({f"{RDF}type", f"{SK}concerns", f"{SK}reportedIn"})
# Doubts whose wording does not tell all that they are about: the lines do.
_TOLD_BY_LINES = frozenset(
    {
        DoubtKind.NOT_UNDERSTOOD.value,
        DoubtKind.TITLE_UNSURE.value,
        DoubtKind.STATUS_CONTRADICTED.value,
    }
)
_ASSESSED = (("sv", "Bedömning: "), ("en", "Assessment: "))


class Standing(StrEnum):
    """What has become of a correction."""

    APPLIES = "applies"
    """What was decided holds."""
    AGREED = "agreed"
    """The document, as it is read now, says the same."""
    REPLACED = "replaced"
    """A later correction is about the same fact."""
    TAKEN_BACK = "taken-back"
    """Somebody took it back."""
    GONE = "gone"
    """Stale: the document does not have the thing, or the doubt, any more."""
    CHANGED = "changed"
    """Stale: the document says something else now than what was corrected."""
    NO_BODY = "no-body"
    """Stale: a body that it names is not in the register any more."""


STALE = frozenset({Standing.GONE, Standing.CHANGED, Standing.NO_BODY})
"""The standings of corrections that have no effect because the document has changed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read last, to which corrections are put.

    Args:
        document: Its IRI, which is also its graph's.
        municipality: The municipality's slug.
        quads: Its graph.
        lines: Gives the lines of its text.
        former: Gives the IRIs that its things had in earlier versions → what they are now, None
            for those that are gone.
    """

    document: str
    municipality: str
    quads: Sequence[ox.Quad]
    lines: Callable[[], Sequence[str]]
    former: Callable[[], Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Applied:
    """What corrections made of a document.

    Args:
        stated: The quads of its graph that still hold.
        corrected: The quads that stand in the corrections graph.
        standings: Correction's id → what has become of it.
    """

    stated: tuple[ox.Quad, ...]
    corrected: tuple[ox.Quad, ...]
    standings: Mapping[str, Standing]


def apply_corrections(
    reading: Reading, corrections: Sequence[Correction], bodies: Bodies, base: str
) -> Applied:
    """Return what is asked of a document that people have corrected.

    Of two corrections of the same fact the later counts. One whose value was read differently
    since counts as long as the lines are the same, for then only the reader has changed; where the
    document itself has, it is stale and has no effect.

    Args:
        reading: The document.
        corrections: Its corrections, in the order in which they were made.
        bodies: The municipality's bodies.
        base: What all IRIs begin with.
    """
    work = _Work(reading, bodies, base)
    last = {c.place: c.id for c in corrections if c.taken_back is None}
    later = _decided_later(corrections)
    standings: dict[str, Standing] = {}
    for correction in corrections:
        if correction.taken_back is not None:
            standings[correction.id] = Standing.TAKEN_BACK
        elif last[correction.place] != correction.id or correction.id in later:
            standings[correction.id] = Standing.REPLACED
            work.close(correction)
        else:
            standings[correction.id] = work.put(correction)
    return Applied(
        tuple(quad for quad in reading.quads if quad not in work.superseded),
        tuple(work.corrected),
        standings,
    )


def _decided_later(corrections: Sequence[Correction]) -> set[str]:
    """Return the ids of decisions about doubts alone whose doubts a later correction closes."""
    closed: set[str] = set()
    found: set[str] = set()
    for one in reversed(corrections):
        if one.taken_back is None:
            if not one.field and closed.issuperset(one.doubts):
                found.add(one.id)
            closed.update(one.doubts)
    return found


class _Work:
    """Gathers what gives way and what is added."""

    def __init__(self, reading: Reading, bodies: Bodies, base: str) -> None:
        self._reading = reading
        self._bodies = bodies
        self._base = base
        self._facts = DocumentFacts(reading.document, reading.quads)
        self._iris = Iris(base, reading.municipality)
        self._own = ox.NamedNode(reading.document)
        self._graph = ox.NamedNode(self._iris.corrections)
        self._quads = frozenset(reading.quads)
        self._of_doubts: dict[str, set[ox.Quad]] = {d.iri: set() for d in self._facts.doubts}
        for quad in reading.quads:
            name = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            if name in self._of_doubts and quad.predicate.value in _OPEN:
                self._of_doubts[name].add(quad)
        self.superseded: set[ox.Quad] = set()
        self.corrected: dict[ox.Quad, None] = {}

    def put(self, correction: Correction) -> Standing:
        """Put a correction to use, and return what becomes of it."""
        subject = self._now(correction.subject)
        field = field_named(correction.field)
        if subject is None:
            return Standing.GONE
        if field is None:
            standing = self._doubt(correction)
        else:
            standing = self._value(correction, subject, field)
        if standing not in STALE:
            self.close(correction)
            triples = tell(correction, subject, self._iris)
            self.corrected.update((ox.Quad(*t, self._graph), None) for t in triples)
        return standing

    def close(self, correction: Correction) -> None:
        """Take away what makes the doubts that a correction is about open ones."""
        for name in correction.doubts:
            if name in self._of_doubts:
                self.superseded |= self._of_doubts[name]

    def _now(self, iri: str) -> str | None:
        """Return the IRI that a thing of the document has now, None when it is gone."""
        if self._facts.has(iri):
            return iri
        now = self._reading.former().get(iri)
        return now if now is not None and self._facts.has(now) else None

    def _doubt(self, correction: Correction) -> Standing:
        """Return what becomes of a decision about a doubt alone."""
        doubts = [doubt for doubt in self._facts.doubts if doubt.iri in correction.doubts]
        if not doubts:
            return Standing.GONE
        wordings = {term_of(said) for said in correction.read}
        for doubt in doubts:
            # The kind and number that name some doubts may come to stand for another one.
            if wordings and ox.Literal(doubt.sv, language="sv") not in wordings:
                return Standing.CHANGED
            if doubt.kind in _TOLD_BY_LINES and not self._says_the_same(doubt.passages, correction):
                return Standing.CHANGED
        return Standing.APPLIES

    def _value(self, correction: Correction, subject: str, field: Field) -> Standing:
        now = set(self._facts.values(subject, field))
        read = {term_of(said) for said in correction.read}
        if correction.decision is not Decision.CORRECT:
            same = now == read or self._same_lines(correction, subject)
            return Standing.APPLIES if same else Standing.CHANGED
        wanted = self._wanted(correction.corrected, field)
        if wanted is None:
            return Standing.NO_BODY
        if now == wanted:
            return Standing.AGREED
        if now != read and not self._same_lines(correction, subject):
            return Standing.CHANGED
        node = ox.NamedNode(subject)
        for old in now - wanted:
            self._supersede(node, field.property, old)
        for new in sorted(wanted - now, key=str):
            self._add(node, field.property, new)
        if field.name == "title":
            self._rename_assessments(subject, now, wanted)
        return Standing.APPLIES

    def _wanted(self, corrected: Iterable[Said], field: Field) -> set[Term] | None:
        """Return the values that are right; None when one is a body that there is not any more.

        A body that has another IRI now, as abbreviations get when they are understood, is found
        by what it was called.
        """
        found: set[Term] = set()
        for said in corrected:
            term = term_of(said)
            if field.values == "body" and term.value not in self._bodies.by_iri:
                body = self._bodies.find(said.words)
                if body is None:
                    return None
                term = term_of(self._bodies.said(body))
            found.add(term)
        return found

    def _same_lines(self, correction: Correction, subject: str) -> bool:
        passages = {p for f in self._facts.all if f.subject == subject for p in f.passages}
        return self._says_the_same(sorted(passages), correction)

    def _says_the_same(self, passages: Iterable[Passage], correction: Correction) -> bool:
        return evidence_of(passages, self._reading.lines()) == correction.evidence

    def _rename_assessments(self, element: str, old: set[Term], new: set[Term]) -> None:
        """Give the assessments of an element the names that go with its title."""
        for iri in self._facts.assessments(element):
            node = ox.NamedNode(iri)
            for lang, start in _ASSESSED:
                for title in old:
                    self._supersede(node, _LABEL, ox.Literal(start + title.value, language=lang))
                for title in new:
                    self._add(node, _LABEL, ox.Literal(start + title.value, language=lang))

    def _supersede(self, node: ox.NamedNode, name: str, value: Term) -> None:
        self.superseded.add(ox.Quad(node, ox.NamedNode(name), value, self._own))

    def _add(self, node: ox.NamedNode, name: str, value: Term) -> None:
        quad = ox.Quad(node, ox.NamedNode(name), value, self._own)
        if quad not in self._quads:
            self.corrected[ox.Quad(node, ox.NamedNode(name), value, self._graph)] = None

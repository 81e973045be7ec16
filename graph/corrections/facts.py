"""The facts of one document that people can correct, with what is doubtful about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import pyoxigraph as ox

from styrkedja.graph.model import Passage
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.graph.rdf.terms import Term
from styrkedja.ontology.namespaces import CONFIDENCE, DOUBT, PROV, RDF, RDFS, SK

from .fields import DOUBTED, FIELDS, Field, fields_of

__all__ = ["DocumentFacts", "Fact", "OpenDoubt", "evidence_of", "local_name"]

_TYPE = f"{RDF}type"
_LABEL = f"{RDFS}label"
_QUOTED = f"{PROV}wasQuotedFrom"
_DOUBT = f"{SK}Doubt"
_BODIES = tuple(field for field in FIELDS if field.values == "body")


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A doubt of a document: IRI, kind (last part of its IRI), wordings, and what it concerns."""

    iri: str
    kind: str
    sv: str
    en: str
    concerns: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document says of one thing in one field.

    Args:
        document: IRI of the document.
        subject: IRI of the thing.
        field: The field, or None for a doubt that is about no field.
        title: What it is about, in words: the title of the element.
        kind: Local name of the thing's class; empty where the document itself is meant.
        values: What was read, sorted; empty for nothing.
        passages: Where.
        confidence: "high", "medium", "low", or empty where none is stated.
        doubts: What is doubtful about it.
    """

    document: str
    subject: str
    field: Field | None
    title: str
    kind: str
    values: tuple[Term, ...]
    passages: tuple[Passage, ...]
    confidence: str
    doubts: tuple[OpenDoubt, ...] = ()

    @property
    def iri(self) -> str:
        """What names it in files: its thing and field, or its doubt."""
        if self.field is None:
            return self.doubts[0].iri
        return f"{self.subject}#{self.field.name}"


class DocumentFacts:
    """The facts that people can correct in one document's graph.

    Args:
        document: IRI of the document.
        quads: Its graph, as it was read.
    """

    def __init__(self, document: str, quads: Iterable[ox.Quad]) -> None:
        self.document = document
        self._said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                self._said[quad.subject.value][quad.predicate.value].append(quad.object)

    def has(self, subject: str) -> bool:
        """Return whether the document says anything of a thing."""
        return subject in self._said

    def values(self, subject: str, field: Field) -> tuple[Term, ...]:
        """Return what was read of a thing in a field, sorted."""
        found = self._said[subject][field.property] if self.has(subject) else []
        if field.values == "text":
            found = [one for one in found if isinstance(one, ox.Literal) and one.language == "sv"]
        return tuple(sorted(found, key=str))

    def passages(self, subject: str) -> tuple[Passage, ...]:
        """Return where a thing stands, in the text's order."""
        found = self._said[subject][_QUOTED] if self.has(subject) else []
        lines = (passage_lines(one.value) for one in found if isinstance(one, ox.NamedNode))
        return tuple(sorted({Passage(one[1], one[2]) for one in lines if one is not None}))

    @cached_property
    def doubts(self) -> tuple[OpenDoubt, ...]:
        """The doubts, sorted by where they stand."""
        found = [
            OpenDoubt(
                iri=iri,
                kind=self._one(iri, f"{SK}doubtKind").removeprefix(DOUBT),
                sv=self.label(iri, "sv"),
                en=self.label(iri, "en"),
                concerns=self._one(iri, f"{SK}concerns") or self.document,
                passages=self.passages(iri),
            )
            for iri, said in list(self._said.items())
            if any(one.value == _DOUBT for one in said[_TYPE])
        ]
        return tuple(sorted(found, key=lambda doubt: (doubt.passages, doubt.iri)))

    @cached_property
    def all(self) -> tuple[Fact, ...]:
        """All facts, in the text's order; doubts that are about no field come last."""
        facts = [fact for subject in list(self._said) for fact in self._facts(subject)]
        order = {field.name: number for number, field in enumerate(FIELDS)}
        by_doubt = self._by_doubt()
        told = {doubt.iri for fact in facts for doubt in by_doubt.get(fact.iri, ())}
        facts = [
            replace(fact, doubts=tuple(by_doubt.get(fact.iri, ())))
            for fact in sorted(
                facts, key=lambda f: (f.passages, f.title, order[_name(f)], f.subject)
            )
        ]
        own = [self._of_doubt(doubt) for doubt in self.doubts if doubt.iri not in told]
        return (*facts, *own)

    def label(self, iri: str, lang: str = "sv") -> str:
        """Return what a thing is called; the empty text when it has no name in the language."""
        found = [
            one.value
            for one in self._said[iri][_LABEL]
            if isinstance(one, ox.Literal) and one.language == lang
        ]
        return min(found, default="")

    def assessments(self, element: str) -> list[str]:
        """Return the IRIs of an element's assessments, sorted."""
        found = (
            iri
            for iri, said in self._said.items()
            if any(one.value == element for one in said.get(f"{SK}assesses", ()))
        )
        return sorted(found)

    def _facts(self, subject: str) -> Iterator[Fact]:
        classes = [local_name(one.value) for one in self._said[subject][_TYPE]]
        local = min(classes, default="")
        about = self._one(subject, f"{SK}assesses") or subject
        passages = sorted({*self.passages(subject), *self.passages(about)})
        for field in fields_of(local):
            yield Fact(
                document=self.document,
                subject=subject,
                field=field,
                title=self.label(about),
                kind=min((local_name(one.value) for one in self._said[about][_TYPE]), default=""),
                values=self.values(subject, field),
                passages=tuple(passages),
                confidence=self._one(subject, f"{SK}confidence").removeprefix(CONFIDENCE),
            )

    def _by_doubt(self) -> dict[str, list[OpenDoubt]]:
        """Return which doubts are about which facts, by the facts' names."""
        found: dict[str, list[OpenDoubt]] = defaultdict(list)
        for doubt in self.doubts:
            for name in DOUBTED.get(doubt.kind, ()):
                for place in self._places(doubt, name):
                    found[place].append(doubt)
        return found

    def _places(self, doubt: OpenDoubt, name: str) -> Iterator[str]:
        element = doubt.concerns
        if element == self.document:
            return
        if name in ("status", "forecast"):
            yield from (f"{iri}#{name}" for iri in self.assessments(element))
        elif name == "body":
            unknown = [
                field
                for field in _BODIES
                if any("/body/" in one.value for one in self.values(element, field))
            ]
            yield from (f"{element}#{field.name}" for field in unknown)
        else:
            yield f"{element}#{name}"

    def _of_doubt(self, doubt: OpenDoubt) -> Fact:
        return Fact(
            document=self.document,
            subject=doubt.concerns,
            field=None,
            title=self.label(doubt.concerns),
            kind="",
            values=(),
            passages=doubt.passages,
            confidence="",
            doubts=(doubt,),
        )

    def _one(self, subject: str, name: str) -> str:
        found = self._said[subject].get(name, [])
        return found[0].value if found else ""


def _name(fact: Fact) -> str:
    return "" if fact.field is None else fact.field.name


def evidence_of(passages: Iterable[Passage], lines: Sequence[str]) -> str:
    """Return the SHA-256 of what stands in passages; blanks and line breaks make no difference.

    Args:
        passages: The passages.
        lines: The lines of the document's text.
    """
    words = [" ".join(lines[p.first - 1 : p.last]).split() for p in passages]
    return sha256("\n".join(" ".join(one) for one in words).encode()).hexdigest()


def local_name(iri: str) -> str:
    """Return the last part of a class's IRI.

    >>> local_name("https://w3id.org/styrkedja/ns#Board")
    'Board'
    """
    return iri.rpartition("#")[2]

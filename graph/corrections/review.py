"""The rows that people look through: doubtful facts with their passages, and bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from styrkedja.errors import StyrkedjaError
from styrkedja.graph.archive import Archive, DocumentRecord
from styrkedja.graph.model import Body, BodyKind, Passage
from styrkedja.ontology.namespaces import BODY_KIND, CONFIDENCE

from .applying import STALE, Applied, Standing, apply_corrections
from .archived import corrections_of, edited_register, reading_of
from .columns import DECISIONS
from .edits import Edited, Validity
from .facts import DocumentFacts, Fact, OpenDoubt
from .records import Correction, Decision, Said
from .values import Bodies, concept_word, said_of

__all__ = [
    "ReviewRow",
    "Reviewed",
    "body_cells",
    "body_rows",
    "body_stamp",
    "given_words",
    "now_words",
    "review_rows",
    "reviewed",
]

_LONGEST = 600  # letters of a passage that are shown
_SURE = ("", "high")
_DASH = "–"

ReviewRow = Mapping[str, str]
"""A row: column's name (`graph.corrections.columns`) → text."""


@dataclass(frozen=True)
class Reviewed:
    """A document with all that its review needs.

    Args:
        record: The document.
        facts: What it says.
        lines: The lines of its text.
        corrections: Its corrections, oldest first.
        applied: What they make of it.
        bodies: The municipality's bodies, as people edited them.
        base: What all IRIs begin with.
    """

    record: DocumentRecord
    facts: DocumentFacts
    lines: Sequence[str]
    corrections: tuple[Correction, ...]
    applied: Applied
    bodies: Bodies
    base: str

    @cached_property
    def by_name(self) -> dict[str, Fact]:
        """Its facts, by what names them in files."""
        return {self.short(fact.iri): fact for fact in self.facts.all}

    @cached_property
    def settled(self) -> frozenset[str]:
        """The IRIs of the doubts that are closed."""
        shut = {Standing.APPLIES, Standing.AGREED, Standing.REPLACED}
        return frozenset(
            doubt
            for one in self.corrections
            if self.applied.standings[one.id] in shut
            for doubt in one.doubts
        )

    def short(self, iri: str) -> str:
        """Return an IRI without what all IRIs begin with."""
        return iri.removeprefix(self.base)

    def read(self, fact: Fact) -> tuple[Said, ...]:
        """Return what was read, in words."""
        names = {iri: body.name for iri, body in self.bodies.by_iri.items()}
        return tuple(sorted(said_of(term, names) for term in fact.values))

    def decided(self, fact: Fact) -> Correction | None:
        """Return the correction that counts for a fact, stale or not; None when there is none."""
        field = "" if fact.field is None else fact.field.name
        doubts = {doubt.iri for doubt in fact.doubts}
        found = [
            one
            for one in self.corrections
            if one.subject == fact.subject
            and one.field == field
            and (field or doubts & set(one.doubts))
            and self.applied.standings[one.id] not in (Standing.TAKEN_BACK, Standing.REPLACED)
        ]
        return found[-1] if found else None

    def open_doubts(self, fact: Fact) -> tuple[OpenDoubt, ...]:
        """Return the doubts about a fact that nobody has closed."""
        return tuple(doubt for doubt in fact.doubts if doubt.iri not in self.settled)

    def needs_review(self, fact: Fact) -> bool:
        """Return whether something is doubtful about a fact that nobody has decided."""
        if self.open_doubts(fact):
            return True
        decided = self.decided(fact)
        if decided is not None:
            return self.applied.standings[decided.id] in STALE
        return bool(fact.confidence not in _SURE and fact.values)


def reviewed(archive: Archive, record: DocumentRecord) -> Reviewed:
    """Return a document with all that its review needs."""
    reading = reading_of(archive, record)
    edited = edited_register(archive, record.municipality)
    if edited is None:
        raise StyrkedjaError(f"no register of {record.municipality}")
    bodies = Bodies(edited.register, archive.base)
    corrections = corrections_of(archive, record.iri)
    return Reviewed(
        record=record,
        facts=DocumentFacts(record.iri, reading.quads),
        lines=reading.lines(),
        corrections=corrections,
        applied=apply_corrections(reading, corrections, bodies, archive.base),
        bodies=bodies,
        base=archive.base,
    )


def review_rows(document: Reviewed, *, every: bool = False, lang: str = "sv") -> list[ReviewRow]:
    """Return the rows of a document that a person should look at, in the text's order.

    Args:
        document: The document.
        every: All facts that can be corrected, doubtful or not.
        lang: "sv" or "en", for names of fields and decisions and the wording of doubts.
    """
    facts = (f for f in document.facts.all if every or document.needs_review(f))
    return [_row(document, fact, lang) for fact in facts]


def _row(document: Reviewed, fact: Fact, lang: str) -> ReviewRow:
    decided = document.decided(fact)
    standing = None if decided is None else document.applied.standings[decided.id]
    holds = decided if standing not in STALE else None
    place = 0 if lang == "sv" else 1
    return {
        "id": document.short(fact.iri),
        "document": document.record.label,
        "about": fact.title,
        "field": "" if fact.field is None else fact.field.heading(lang),
        "read": "; ".join(said.words for said in document.read(fact)),
        "doubt": "\n".join(
            doubt.sv if lang == "sv" else doubt.en for doubt in document.open_doubts(fact)
        ),
        "passage": _passage(fact.passages, document.lines),
        "place": ", ".join(_span(passage) for passage in fact.passages),
        "confidence": concept_word(CONFIDENCE + fact.confidence, lang) if fact.confidence else "",
        "now": _now(document, fact, decided, standing in STALE, lang),
        "decision": "" if holds is None else DECISIONS[holds.decision][place],
        "value": "" if holds is None else given_words(holds),
        "why": "" if holds is None else holds.why,
    }


def _now(document: Reviewed, fact: Fact, decided: Correction | None, stale: bool, lang: str) -> str:
    if decided is not None:
        return now_words(decided, stale, lang)
    doubts = {doubt.iri for doubt in fact.doubts}
    alone = [
        one
        for one in document.corrections
        if not one.field
        and document.applied.standings[one.id] is Standing.APPLIES
        and doubts.intersection(one.doubts)
    ]
    return "; ".join(now_words(one, False, lang) for one in alone)


def given_words(correction: Correction) -> str:
    """Return what a correction gives as right, in words; empty where it gives no value."""
    if correction.decision is not Decision.CORRECT:
        return ""
    return "; ".join(said.words for said in correction.corrected) or _DASH


def now_words(correction: Correction, stale: bool, lang: str) -> str:
    """Return what has been decided, by whom and when, in words of "sv" or "en"."""
    word = DECISIONS[correction.decision][0 if lang == "sv" else 1]
    given = given_words(correction)
    what = f"{word}: {given}" if given else word
    end = {"sv": "; gäller inte längre", "en": "; does not hold any more"}
    return f"{what} ({correction.by}, {correction.time[:10]}{end[lang] if stale else ''})"


def _passage(passages: Sequence[Passage], lines: Sequence[str]) -> str:
    words = " … ".join(" ".join(" ".join(lines[p.first - 1 : p.last]).split()) for p in passages)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _span(passage: Passage) -> str:
    single = passage.first == passage.last
    return str(passage.first) if single else f"{passage.first}–{passage.last}"


def body_rows(edited: Edited, lang: str = "sv") -> list[ReviewRow]:
    """Return a register as rows, a body each, sorted by name.

    Args:
        edited: The register, as people edited it.
        lang: "sv" or "en", for kinds of bodies.
    """
    bodies = sorted(edited.register.bodies, key=lambda body: (body.name.casefold(), body.key))
    return list(_body_rows(bodies, edited, lang))


def _body_rows(bodies: Sequence[Body], edited: Edited, lang: str) -> Iterator[ReviewRow]:
    place = edited.register.municipality
    for body in bodies:
        cells = body_cells(body, edited)
        yield {
            "body": f"{place.slug}/{body.key}@{body_stamp(cells)}",
            "municipality": place.name,
            **cells,
            "kind": concept_word(BODY_KIND + BodyKind(cells["kind"]).value, lang),
            "why": "",
        }


def body_cells(body: Body, edited: Edited) -> dict[str, str]:
    """Return what can be edited of a body, as texts; its kind is the concept's last part."""
    names = {one.key: one.name for one in edited.register.bodies}
    validity = edited.validity.get(body.key, Validity())
    return {
        "name": body.name,
        "kind": body.kind.value,
        "abbreviations": "; ".join(sorted(body.abbreviations)),
        "spellings": "; ".join(sorted(body.spellings)),
        "parent": names.get(body.parent or "", ""),
        "valid_from": validity.valid_from,
        "valid_to": validity.valid_to,
        "successor": names.get(validity.successor, ""),
    }


def body_stamp(cells: Mapping[str, str]) -> str:
    """Return six hex digits that tell whether a body was edited since its row was written."""
    return sha256("\x1f".join(cells.values()).encode()).hexdigest()[:6]

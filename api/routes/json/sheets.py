"""Records as tables: the columns of elements, bodies, documents and doubts, and their rows."""

from __future__ import annotations

from collections.abc import Iterable

from styrkedja.graph.analysis import Column, Sheet
from styrkedja.graph.records import BodyRecord, DocumentInfo, DoubtRecord, ElementRecord

from .decision_models import CorrectionOut
from .source import Source

__all__ = ["bodies_sheet", "corrections_sheet", "documents_sheet", "doubts_sheet", "elements_sheet"]

_BETWEEN = " | "


def _column(name: str, kind: str, sv: str, en: str, codes: str = "") -> Column:
    return Column(
        name, kind, sv, en, f"{sv}; tomt: anges inte.", f"{en}; empty: not stated.", codes
    )


_ELEMENT = (
    _column("title", "text", "Titel", "Title"),
    _column("kind", "code", "Slag", "Kind", "kind"),
    _column("municipality", "text", "Kommun", "Municipality"),
    _column("document", "text", "Dokument", "Document"),
    _column("year", "integer", "År", "Year"),
    _column("number", "text", "Nummer", "Number"),
    _column("heading", "text", "Rubrik", "Heading"),
    _column("responsible", "text", "Ansvariga organ", "Responsible bodies"),
    _column("other_bodies", "text", "Andra organ", "Other bodies"),
    _column("status", "code", "Status", "Status", "status"),
    _column("status_text", "text", "Status som den står", "Status as printed"),
    _column("forecast", "text", "Prognos", "Forecast"),
    _column("deadline", "date", "Slutdatum", "Deadline"),
    _column("current", "code", "Gäller nu", "Current", "yes"),
    _column("iri", "iri", "IRI", "IRI"),
)
_BODY = (
    _column("name", "text", "Namn", "Name"),
    _column("kind", "text", "Slag", "Kind"),
    _column("municipality", "text", "Kommun", "Municipality"),
    _column("abbreviations", "text", "Förkortningar", "Abbreviations"),
    _column("spellings", "text", "Andra skrivsätt", "Other spellings"),
    _column("elements", "integer", "Styrelement", "Elements"),
    _column("iri", "iri", "IRI", "IRI"),
)
_CORRECTION = (
    _column("id", "text", "Nummer", "Number"),
    _column("decision", "text", "Beslut", "Decision"),
    _column("about", "text", "Gäller", "About"),
    _column("document", "text", "Dokument", "Document"),
    _column("field", "text", "Uppgift", "Fact"),
    _column("read", "text", "Som läst", "As read"),
    _column("corrected", "text", "Rätt värde", "Right value"),
    _column("by", "text", "Av", "By"),
    _column("time", "text", "När", "When"),
    _column("why", "text", "Varför", "Why"),
    _column("standing", "text", "Läge", "Standing"),
    _column("taken_back_by", "text", "Återtagen av", "Taken back by"),
    _column("taken_back_time", "text", "Återtagen när", "Taken back when"),
    _column("taken_back_why", "text", "Återtagen varför", "Taken back why"),
    _column("iri", "iri", "IRI", "IRI"),
)
_DOCUMENT = (
    _column("title", "text", "Titel", "Title"),
    _column("label", "text", "Kort titel", "Short title"),
    _column("kind", "text", "Slag", "Kind"),
    _column("municipality", "text", "Kommun", "Municipality"),
    _column("year", "integer", "År", "Year"),
    _column("as_of", "date", "Läget per", "As of"),
    _column("start", "date", "Från", "From"),
    _column("end", "date", "Till", "To"),
    _column("coverage", "number", "Andel förstådda rader", "Share of lines understood"),
    _column("iri", "iri", "IRI", "IRI"),
)
_DOUBT = (
    _column("kind", "text", "Slag", "Kind"),
    _column("severity", "text", "Allvar", "Severity"),
    _column("document", "text", "Dokument", "Document"),
    _column("concerns", "text", "Gäller", "Concerns"),
    _column("sv", "text", "På svenska", "In Swedish"),
    _column("en", "text", "På engelska", "In English"),
    _column("lines", "text", "Rader", "Lines"),
    _column("iri", "iri", "IRI", "IRI"),
)


def elements_sheet(source: Source, elements: Iterable[ElementRecord]) -> Sheet:
    """Return elements as a table."""
    name = source.records.name
    rows = tuple(
        (
            one.title,
            one.kind,
            name(one.municipality),
            name(one.document),
            one.year,
            one.number,
            one.heading,
            _BETWEEN.join(name(p.body) for p in one.parts if p.role == "responsible") or None,
            _BETWEEN.join(sorted({name(p.body) for p in one.parts if p.role != "responsible"}))
            or None,
            one.status,
            one.status_text,
            one.forecast,
            one.deadline,
            "yes" if one.current else "no",
            one.iri,
        )
        for one in elements
    )
    return Sheet("elements", "Styrelement", "Steering elements", _ELEMENT, rows)


def bodies_sheet(source: Source, bodies: Iterable[BodyRecord], elements: dict[str, int]) -> Sheet:
    """Return bodies as a table.

    Args:
        source: What they are of.
        bodies: The bodies.
        elements: Body → how many elements name it.
    """
    rows = tuple(
        (
            one.name,
            one.kind,
            source.records.name(one.municipality),
            _BETWEEN.join(one.abbreviations) or None,
            _BETWEEN.join(one.spellings) or None,
            elements.get(one.iri, 0),
            one.iri,
        )
        for one in bodies
    )
    return Sheet("bodies", "Organ", "Bodies", _BODY, rows)


def documents_sheet(source: Source, documents: Iterable[DocumentInfo]) -> Sheet:
    """Return documents as a table."""
    rows = tuple(
        (
            one.title,
            one.label,
            one.kind,
            source.records.name(one.municipality),
            one.year,
            one.as_of,
            one.start,
            one.end,
            one.coverage,
            one.iri,
        )
        for one in documents
    )
    return Sheet("documents", "Dokument", "Documents", _DOCUMENT, rows)


def corrections_sheet(corrections: Iterable[CorrectionOut]) -> Sheet:
    """Return corrections as a table."""
    rows = tuple(
        (
            one.id,
            one.decision,
            one.subject.name,
            one.document,
            one.field or None,
            _BETWEEN.join(one.read) or None,
            _BETWEEN.join(one.corrected) or None,
            one.by,
            one.time,
            one.why or None,
            one.standing,
            one.taken_back_by,
            one.taken_back_time,
            one.taken_back_why or None,
            one.subject.iri,
        )
        for one in corrections
    )
    return Sheet("corrections", "Rättelser", "Corrections", _CORRECTION, rows)


def doubts_sheet(source: Source, doubts: Iterable[DoubtRecord]) -> Sheet:
    """Return doubts as a table."""
    rows = tuple(
        (
            one.kind,
            one.severity,
            source.records.name(one.document),
            source.records.name(one.concerns),
            one.sv,
            one.en,
            ", ".join(
                f"{place.first}–{place.last}" for place in source.records.places.get(one.iri, ())
            )
            or None,
            one.iri,
        )
        for one in doubts
    )
    return Sheet("doubts", "Tveksamheter", "Doubts", _DOUBT, rows)

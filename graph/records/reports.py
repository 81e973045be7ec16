"""What reports say of elements, and what is doubtful: assessments and doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from styrkedja.graph.analysis.loading import ask, day_of
from styrkedja.graph.model import DoubtKind
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import CONFIDENCE, DOUBT, FORECAST, STATUS

__all__ = [
    "SEVERITIES",
    "SEVERITY",
    "AssessmentRecord",
    "DoubtRecord",
    "load_assessments",
    "load_doubts",
]

SEVERITIES = ("contradiction", "unsure", "missing")
"""How grave a doubt is: two statements cannot both be right; it may be read wrongly; the document
leaves something out. The gravest first."""

SEVERITY: Mapping[str, str] = MappingProxyType(
    {
        DoubtKind.TOTAL_DISAGREES.value: "contradiction",
        DoubtKind.STATUS_CONTRADICTED.value: "contradiction",
        DoubtKind.STATED_TWICE.value: "contradiction",
        DoubtKind.SUM_DISAGREES.value: "contradiction",
        DoubtKind.IMPOSSIBLE_DATE.value: "contradiction",
        DoubtKind.SHAPE.value: "contradiction",
        DoubtKind.UNKNOWN_STATUS.value: "unsure",
        DoubtKind.UNKNOWN_BODY.value: "unsure",
        DoubtKind.TITLE_UNSURE.value: "unsure",
        DoubtKind.END_DATE_PASSED.value: "unsure",
        DoubtKind.DONE_BEFORE_ITS_TIME.value: "unsure",
        DoubtKind.UNKNOWN_ABBREVIATION.value: "unsure",
        DoubtKind.PERIOD_UNSURE.value: "unsure",
        DoubtKind.NOT_UNDERSTOOD.value: "unsure",
        DoubtKind.MISSING_STATUS.value: "missing",
        DoubtKind.NO_RESPONSIBLE_BODY.value: "missing",
        DoubtKind.MISSING_DEADLINE.value: "missing",
        DoubtKind.UNKNOWN_MUNICIPALITY.value: "missing",
    }
)
"""Kind of doubt → one of `SEVERITIES`."""


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """What one report says of one element.

    Args:
        iri: Its IRI.
        element: IRI of the element.
        document: IRI of the report.
        as_of: The day whose state it reports, or None.
        status: Last part of the status concept's IRI, or None.
        status_text: The status as printed, or None.
        forecast: Last part of the forecast concept's IRI, or None.
        comment: The comment, or None.
        confidence: How surely it was read: "high", "medium", "low", or None.
    """

    iri: str
    element: str
    document: str
    as_of: date | None
    status: str | None
    status_text: str | None
    forecast: str | None
    comment: str | None
    confidence: str | None


@dataclass(frozen=True, slots=True)
class DoubtRecord:
    """Something doubtful in a document.

    Args:
        iri: Its IRI.
        kind: Last part of its kind's IRI ("end-date-passed").
        severity: One of `SEVERITIES`.
        document: IRI of the document.
        concerns: IRI of what it is about: an element, or the document.
        sv: What is doubtful, in Swedish.
        en: The same in English.
    """

    iri: str
    kind: str
    severity: str
    document: str
    concerns: str
    sv: str
    en: str


def load_assessments(source: Source) -> dict[str, tuple[AssessmentRecord, ...]]:
    """Return element → its assessments, the newest first.

    Args:
        source: A store or dataset.
    """
    found: defaultdict[str, dict[str, AssessmentRecord]] = defaultdict(dict)
    for row in ask(
        source,
        """SELECT ?assessment ?element ?document ?asOf ?status ?statusText ?forecast ?comment
  ?confidence WHERE {
  ?assessment sk:assesses ?element ; sk:reportedIn ?document .
  OPTIONAL { ?assessment sk:asOf ?asOf }
  OPTIONAL { ?assessment sk:status ?status }
  OPTIONAL { ?assessment sk:statusText ?statusText }
  OPTIONAL { ?assessment sk:forecast ?forecast }
  OPTIONAL { ?assessment sk:comment ?comment }
  OPTIONAL { ?assessment sk:confidence ?confidence }
} ORDER BY ?assessment ?status ?statusText ?forecast ?comment ?confidence""",
    ):
        element, iri = row["element"] or "", row["assessment"] or ""
        found[element][iri] = AssessmentRecord(
            iri=iri,
            element=element,
            document=row["document"] or "",
            as_of=day_of(row["asOf"]),
            status=_last(row["status"], STATUS),
            status_text=row["statusText"],
            forecast=_last(row["forecast"], FORECAST),
            comment=row["comment"],
            confidence=_last(row["confidence"], CONFIDENCE),
        )
    return {
        element: tuple(
            sorted(records.values(), key=lambda one: (one.as_of or date.min, one.iri), reverse=True)
        )
        for element, records in found.items()
    }


def load_doubts(source: Source) -> tuple[DoubtRecord, ...]:
    """Return all doubts, sorted by IRI.

    Args:
        source: A store or dataset.
    """
    found: dict[str, DoubtRecord] = {}
    for row in ask(
        source,
        """SELECT ?doubt ?kind ?document ?concerns ?sv ?en WHERE {
  ?doubt a sk:Doubt ; sk:doubtKind ?kind ; sk:reportedIn ?document .
  OPTIONAL { ?doubt sk:concerns ?concerns }
  OPTIONAL { ?doubt rdfs:label ?sv FILTER(LANG(?sv) = "sv") }
  OPTIONAL { ?doubt rdfs:label ?en FILTER(LANG(?en) = "en") }
} ORDER BY ?doubt ?kind ?document ?concerns ?sv ?en""",
    ):
        iri, kind = row["doubt"] or "", (row["kind"] or "").removeprefix(DOUBT)
        found[iri] = DoubtRecord(
            iri=iri,
            kind=kind,
            severity=SEVERITY.get(kind, "unsure"),
            document=row["document"] or "",
            concerns=row["concerns"] or row["document"] or "",
            sv=row["sv"] or row["en"] or "",
            en=row["en"] or row["sv"] or "",
        )
    return tuple(found[iri] for iri in sorted(found))


def _last(concept: str | None, scheme: str) -> str | None:
    return None if concept is None else concept.removeprefix(scheme)

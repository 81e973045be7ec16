"""Every steering element of the graph, with who carries it and how it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from styrkedja.graph.analysis.loading import (
    ROLES,
    ElementRow,
    ask,
    bodies_by_role,
    continuers,
    element_rows,
    newest_assessments,
)
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import FORECAST, STATUS

from .documents import DocumentInfo

__all__ = ["ElementRecord", "Part", "load_elements"]


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A body and its role in an element: one of the analyses' `ROLES`."""

    body: str
    role: str


@dataclass(frozen=True, slots=True)
class ElementRecord:
    """A steering element as one document states it.

    Args:
        iri: Its IRI.
        title: Its title.
        kind: Local name of its narrowest class ("SpecialAssignment").
        document: IRI of the document that states it.
        municipality: IRI of that document's municipality; empty when the graph does not say.
        year: The year that the document is about, or None.
        heading: The heading it stands under, or None.
        number: Its number as printed, or None.
        perspective: The perspective as printed, or None.
        purpose: What it is for, or None.
        description: What it says beyond its title, or None.
        deadline: Its last day, or None when none is stated.
        deadline_text: The deadline as printed, or None.
        parts: The bodies and their roles, sorted.
        status: Last part of its status concept's IRI ("ongoing"), by its newest assessment; None
            when unknown, which is not the same as not started.
        status_text: The wording printed there, or None.
        forecast: Last part of its forecast concept's IRI ("met"), or None.
        continued_by: IRIs of the elements of later documents that continue it; empty: it is what
            is the case now.
    """

    iri: str
    title: str
    kind: str
    document: str
    municipality: str
    year: int | None
    heading: str | None
    number: str | None
    perspective: str | None
    purpose: str | None
    description: str | None
    deadline: date | None
    deadline_text: str | None
    parts: tuple[Part, ...]
    status: str | None
    status_text: str | None
    forecast: str | None
    continued_by: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether no later document continues it."""
        return not self.continued_by

    def texts(self) -> tuple[str, ...]:
        """Return all that is written of it, its title first."""
        given = (self.title, self.number, self.heading, self.purpose, self.description)
        return tuple(text for text in given if text)


def load_elements(
    source: Source, documents: Mapping[str, DocumentInfo]
) -> tuple[ElementRecord, ...]:
    """Return all elements, sorted by IRI.

    Args:
        source: A store or dataset; nothing is needed that a reasoner adds but `sk:continues`.
        documents: The documents by IRI.
    """
    texts = _texts(source)
    statuses, later = newest_assessments(source), continuers(source)
    forecasts, bodies = _forecasts(source), bodies_by_role(source, tuple(ROLES))

    def record(row: ElementRow) -> ElementRecord:
        stated = documents.get(row.document)
        own = texts.get(row.iri, {})
        status, printed = statuses.get(row.iri, (None, None))
        return ElementRecord(
            iri=row.iri,
            title=row.title,
            kind=row.kind,
            document=row.document,
            municipality="" if stated is None else stated.municipality,
            year=None if stated is None else stated.year,
            heading=row.heading,
            number=own.get("number"),
            perspective=own.get("perspective"),
            purpose=own.get("purpose"),
            description=own.get("description"),
            deadline=row.deadline,
            deadline_text=own.get("deadlineText"),
            parts=tuple(
                sorted(
                    Part(body, role)
                    for body, roles in bodies.get(row.iri, {}).items()
                    for role in roles
                )
            ),
            status=None if status is None else status.removeprefix(STATUS),
            status_text=printed,
            forecast=forecasts.get(row.iri),
            continued_by=tuple(sorted(later.get(row.iri, ()))),
        )

    rows = element_rows(source, "SteeringElement")
    return tuple(sorted(map(record, rows), key=lambda element: element.iri))


def _texts(source: Source) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in ask(
        source,
        """SELECT ?element ?property ?text WHERE {
  VALUES ?property { sk:number sk:perspective sk:purpose sk:deadlineText dct:description }
  ?element sk:statedIn ?document ; ?property ?text .
} ORDER BY ?element ?property DESC(?text)""",
    ):
        name = (row["property"] or "").replace("#", "/").rpartition("/")[2]
        found[row["element"] or ""][name] = row["text"] or ""
    return found


def _forecasts(source: Source) -> dict[str, str]:
    """Return element → the forecast of its newest report that gives one."""
    found: dict[str, str] = {}
    for row in ask(
        source,
        """SELECT ?element ?forecast WHERE {
  ?assessment sk:assesses ?element ; sk:forecast ?forecast .
  OPTIONAL { ?assessment sk:asOf ?asOf }
} ORDER BY ?element ?asOf ?forecast""",
    ):
        found[row["element"] or ""] = (row["forecast"] or "").removeprefix(FORECAST)
    return found

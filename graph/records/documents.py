"""Every document of the graph: what it is, whose, and the time it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from styrkedja.graph.analysis.loading import ask, day_of
from styrkedja.graph.rdf.store import Source

__all__ = ["DocumentInfo", "load_documents"]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document.

    Args:
        iri: Its IRI, which is also its graph's.
        kind: "plan", "follow-up", or "document" where the graph does not say which.
        title: The title as printed.
        label: A short title with the period.
        municipality: IRI of its municipality; empty when the graph does not say.
        as_of: The day whose state it reports, or None.
        start: The first day of the period it covers, or None.
        end: The last day of that period, or None.
        coverage: How much of its lines was understood, 0–1, or None.
    """

    iri: str
    kind: str
    title: str
    label: str
    municipality: str
    as_of: date | None
    start: date | None
    end: date | None
    coverage: float | None

    @property
    def year(self) -> int | None:
        """The year it is about: of its day, else of its period's first day, else None."""
        day = self.as_of or self.start
        return None if day is None else day.year


def load_documents(source: Source) -> tuple[DocumentInfo, ...]:
    """Return all documents, sorted by IRI.

    Args:
        source: A store or dataset.
    """
    found: dict[str, DocumentInfo] = {}
    for row in ask(
        source,
        """SELECT ?document ?kind ?title ?label ?municipality ?asOf ?start ?end ?coverage WHERE {
  VALUES (?class ?kind) {
    (sk:SteeringDocument "document") (sk:FollowUpReport "follow-up") (sk:PlanDocument "plan")
  }
  ?document a ?class ; rdfs:label ?label .
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document sk:municipality ?municipality }
  OPTIONAL { ?document sk:asOf ?asOf }
  OPTIONAL { ?document sk:coverage ?coverage }
  OPTIONAL { ?document dct:temporal ?period .
    ?period dcat:startDate ?start ; dcat:endDate ?end }
} ORDER BY ?document ?kind DESC(?label) DESC(?title) ?asOf ?start""",
    ):
        iri, coverage = row["document"] or "", row["coverage"]
        found[iri] = DocumentInfo(
            iri=iri,
            kind=row["kind"] or "",
            title=row["title"] or row["label"] or iri,
            label=row["label"] or iri,
            municipality=row["municipality"] or "",
            as_of=day_of(row["asOf"]),
            start=day_of(row["start"]),
            end=day_of(row["end"]),
            coverage=None if coverage is None else float(coverage),
        )
    return tuple(found[iri] for iri in sorted(found))

"""Of which day a page's data is, and how much of the documents behind it was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from styrkedja.ontology.namespaces import SK

from .rendering import Visit
from .views import Ref, ref

__all__ = ["Dated", "dated"]


@dataclass(frozen=True, slots=True)
class Dated:
    """What a page says of the document that its facts come from.

    Args:
        document: The document.
        as_of: The day whose state it reports, or None.
        read: When it was read, or None.
        coverage: The share of its lines that were understood, 0–1, or None.
        doubts: How many doubts its reading left.
        doubts_href: Where they are listed.
    """

    document: Ref
    as_of: date | None
    read: datetime | None
    coverage: Decimal | None
    doubts: int
    doubts_href: str


def dated(visit: Visit, document: str | None) -> Dated | None:
    """Return when a document was read and how completely; None where it is not in the archive."""
    record = None if document is None else visit.snapshot.document(document)
    if record is None:
        return None
    facts, links = visit.facts, visit.links
    found = facts.subjects(SK + "reportedIn", record.iri)
    return Dated(
        document=ref(record.iri, facts, links),
        as_of=record.as_of,
        read=datetime.fromisoformat(record.time) if record.time else None,
        coverage=facts.number(record.iri, SK + "coverage"),
        doubts=sum(facts.is_a(one, "Doubt") for one in found),
        doubts_href=links.page("/doubts", document=f"{record.municipality}/{record.key}"),
    )

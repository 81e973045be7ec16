"""The page of a document: what it is, what was read from it, and how completely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.archive import DocumentRecord
from styrkedja.ontology.namespaces import DCAT, DCT, SK

from .corrections import stale_of
from .edition import edition_of, unread_of
from .elements import ElementGroup, by_kind, element_view
from .facts import Facts
from .finance import finance_tables
from .kinds import ELEMENT_CLASSES, narrowest, rank
from .measures import measure_tables
from .provenance import dated
from .rendering import Visit
from .reporting import report_link
from .scope import document_value
from .translation import DEFAULT_LANGUAGE, Text
from .views import DoubtView, Place, Ref, doubt_views, places, ref, twins

__all__ = [
    "DOCUMENT_CLASSES",
    "Count",
    "DocumentItem",
    "Total",
    "all_figures",
    "document_html",
    "document_item",
    "element_groups",
]

DOCUMENT_CLASSES = ("FollowUpReport", "PlanDocument", "SteeringDocument")
# What is counted besides elements, and the part of the page that shows it.
_MANY = 100  # elements; a page that would list more leaves the longest lists to pages of their own
_LONG = 24  # elements of one kind
_DOUBTS = 25  # doubts; the list of work has all
_COUNTED = {
    "Assessment": "elements",
    "Indicator": "measures",
    "Observation": "measures",
    "Target": "measures",
    "Amount": "finance",
    "StatedTotal": "totals",
    "Doubt": "doubts",
}
# Elements by the local name of their class, the share understood, doubts.
_Figures: TypeAlias = tuple[tuple[tuple[str, int], ...], Decimal | None, int]


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A document of the archive, for lists.

    Args:
        document: Its name and page.
        title: The title as printed.
        home: The municipality.
        kind: What kind of document it is.
        as_of: The day whose state it reports, or None.
        source: The file it was read from.
        read: When.
        counts: How many elements of each kind it states, by the local name of the class.
        coverage: The share of its lines that were understood, 0–1, or None.
        doubts: How many doubts its reading left.
    """

    document: Ref
    title: str
    home: Text
    kind: Text
    as_of: date | None
    source: str
    read: datetime | None
    counts: tuple[tuple[str, int], ...]
    coverage: Decimal | None
    doubts: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a kind were read, and which part of the page lists them, if any."""

    name: Text
    count: int
    part: str | None


@dataclass(frozen=True, slots=True)
class Total:
    """A number that the document states, and how many were read."""

    name: Text
    stated: Text | None
    value: int | None
    counted: int | None
    places: tuple[Place, ...]


def document_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of a document.

    Args:
        visit: The visit.
        iri: The document.
        kind: Local name of its narrowest class.
    """
    key = ("pages.document", iri, visit.language)
    context = visit.snapshot.cached(key, lambda: _context(visit, iri, kind))
    report = report_link(visit, iri, visit.facts.label(iri).value)
    return visit.page("document.html", **context, report=report)


def element_groups(visit: Visit, iri: str) -> tuple[ElementGroup, ...]:
    """Return the elements that a document states by kind, in the document's order."""
    facts = visit.facts

    def make() -> tuple[ElementGroup, ...]:
        found = sorted(_of_class(facts, iri, "SteeringElement"), key=facts.passages)
        return by_kind(visit, (element_view(visit, one) for one in found))

    return visit.snapshot.cached(("pages.document_elements", iri, visit.language), make)


def _context(visit: Visit, iri: str, kind: str) -> dict[str, Any]:
    """Return what the page shows besides the text; the same for all who open it."""
    facts, links = visit.facts, visit.links
    municipality = facts.iri(iri, SK + "municipality")
    period = facts.iri(iri, DCT + "temporal")
    record = visit.snapshot.document(iri)
    owner = facts.iri(iri, DCT + "creator")
    groups = element_groups(visit, iri)
    many = sum(group.count for group in groups) > _MANY
    edition = edition_of(visit, iri)
    return {
        "section": "/documents",
        "home": None if municipality is None else facts.label(municipality),
        "kind": facts.label(SK + kind),
        "name": facts.label(iri),
        "title": facts.text(iri, DCT + "title"),
        "crumbs": [] if municipality is None else [ref(municipality, facts, links)],
        "period": None if period is None else facts.label(period),
        "start": None if period is None else facts.date(period, DCAT + "startDate"),
        "end": None if period is None else facts.date(period, DCAT + "endDate"),
        "as_of": facts.date(iri, SK + "asOf"),
        "record": record,
        "read": _time(record),
        "boards": None if record is None else links.page("/", document=document_value(record)),
        "groups": [group for group in groups if not many or group.count <= _LONG],
        "apart": [
            (group, links.page(links.part(iri, "elements"), kind=group.kind))
            for group in groups
            if many and group.count > _LONG
        ],
        "text": edition,
        "unread": unread_of(visit, iri, edition),
        "text_path": links.part(iri, "text"),
        "text_href": links.page(links.part(iri, "text")),
        "versions_href": links.page(links.part(iri, "versions")),
        "versions": len(visit.snapshot.versions(iri)),
        "dated": dated(visit, iri),
        "counts": _counts(visit, iri),
        "coverage": facts.number(iri, SK + "coverage"),
        "layouts": sorted(text.value for text in facts.texts(iri, SK + "layout")),
        "owner": None if owner is None else ref(owner, facts, links),
        "finance": finance_tables(visit, _of_class(facts, iri, "Amount")),
        "measures": measure_tables(visit, _of_class(facts, iri, "Indicator")),
        "totals": _totals(visit, iri),
        "stale": stale_of(visit, iri),
        "settled_href": None
        if record is None
        else links.page("/corrections", document=document_value(record)),
        "doubts": _doubts(visit, iri)[:_DOUBTS],
        "doubt_count": len(_doubt_iris(facts, iri)),
        "doubts_href": None
        if record is None
        else links.page("/doubts", document=document_value(record)),
        "original": f"/id/{links.key(iri)}/original",
        "plain": f"/id/{links.key(iri)}/text",
        "twins": twins(iri, visit),
    }


def document_item(visit: Visit, record: DocumentRecord) -> DocumentItem:
    """Return a document for a list."""
    facts = visit.facts
    name = narrowest(facts.types(record.iri), DOCUMENT_CLASSES) or "SteeringDocument"
    counts, coverage, doubts = _figures(visit.snapshot, record.iri)
    return DocumentItem(
        document=ref(record.iri, facts, visit.links),
        title=record.title,
        home=facts.label(visit.links.iri(record.municipality)),
        kind=facts.label(SK + name),
        as_of=record.as_of,
        source=record.source,
        read=_time(record),
        counts=counts,
        coverage=coverage,
        doubts=doubts,
    )


def all_figures(snapshot: Snapshot) -> None:
    """Count what lists tell of each document, so that a long list has not to."""
    for record in snapshot.documents:
        _figures(snapshot, record.iri)


def _figures(snapshot: Snapshot, iri: str) -> _Figures:
    """Return what lists tell of a document in numbers; counted once a commit."""
    made: dict[str, _Figures] = snapshot.cached("pages.document_figures", dict, lasting=True)
    found = made.get(iri)
    if found is None:
        facts = Facts(snapshot.store, DEFAULT_LANGUAGE)
        found = made[iri] = (
            tuple(_element_counts(facts, facts.subjects(SK + "statedIn", iri)).items()),
            facts.number(iri, SK + "coverage"),
            len(_doubt_iris(facts, iri)),
        )
    return found


def _of_class(facts: Facts, iri: str, name: str) -> list[str]:
    return [one for one in facts.subjects(SK + "statedIn", iri) if facts.is_a(one, name)]


def _counts(visit: Visit, iri: str) -> list[Count]:
    facts = visit.facts
    stated = {
        *facts.subjects(SK + "statedIn", iri),
        *facts.subjects(SK + "reportedIn", iri),
    }
    found: dict[str, int] = {}
    for thing in stated | _observations(facts, stated):
        name = narrowest(facts.types(thing), tuple(_COUNTED))
        if name is not None:
            found[name] = found.get(name, 0) + 1
    elements = _element_counts(facts, stated)
    return [
        *(Count(facts.label(SK + name), n, f"kind-{name}") for name, n in elements.items()),
        *(
            Count(facts.label(SK + name), found[name], part)
            for name, part in _COUNTED.items()
            if name in found
        ),
    ]


def _element_counts(facts: Facts, stated: Iterable[str]) -> dict[str, int]:
    """Return how many of the things are elements of which class, goals before what serves them."""
    found: dict[str, int] = {}
    for thing in stated:
        name = narrowest(facts.types(thing), ELEMENT_CLASSES)
        if name is not None:
            found[name] = found.get(name, 0) + 1
    return {name: found[name] for name in sorted(found, key=rank)}


def _observations(facts: Facts, stated: set[str]) -> set[str]:
    return {one for thing in stated for one in facts.subjects(SK + "ofIndicator", thing)}


def _totals(visit: Visit, iri: str) -> list[Total]:
    facts = visit.facts
    found = []
    for thing in facts.subjects(SK + "statedIn", iri):
        if not facts.is_a(thing, "StatedTotal"):
            continue
        value = facts.number(thing, SK + "value")
        counted = facts.number(thing, SK + "countedValue")
        found.append(
            Total(
                name=_total_name(facts, thing),
                stated=facts.text(thing, SK + "valueText"),
                value=None if value is None else int(value),
                counted=None if counted is None else int(counted),
                places=places(facts.passages(thing), visit.links, facts),
            )
        )
    return sorted(found, key=lambda total: total.places[0].first if total.places else 0)


def _total_name(facts: Facts, total: str) -> Text:
    heading = facts.text(total, SK + "underHeading")
    counts = facts.iri(total, SK + "counts")
    name = facts.label(total if counts is None else counts)
    return name if heading is None else Text(f"{name.value} – {heading.value}", name.language)


def _doubt_iris(facts: Facts, iri: str) -> list[str]:
    return [d for d in facts.subjects(SK + "reportedIn", iri) if facts.is_a(d, "Doubt")]


def _doubts(visit: Visit, iri: str) -> tuple[DoubtView, ...]:
    return doubt_views(_doubt_iris(visit.facts, iri), visit)


def _time(record: DocumentRecord | None) -> datetime | None:
    return None if record is None or not record.time else datetime.fromisoformat(record.time)

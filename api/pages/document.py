"""The page of a document: what it is, what was read from it, and its whole text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from starlette.responses import HTMLResponse

from styrkedja.errors import UnknownDocumentError
from styrkedja.graph.archive import DocumentRecord
from styrkedja.graph.report import Report
from styrkedja.ontology.namespaces import DCAT, DCT, SK

from .elements import by_kind, element_view
from .facts import Facts, Lines
from .finance import finance_tables
from .kinds import ELEMENT_CLASSES, narrowest
from .links import passage_lines
from .measures import measure_tables
from .rendering import Visit
from .translation import Text
from .views import DoubtView, Place, Ref, doubt_views, lines_of, places, ref, twins

__all__ = [
    "DOCUMENT_CLASSES",
    "DocumentItem",
    "Segment",
    "Total",
    "document_html",
    "document_item",
    "segments",
]

DOCUMENT_CLASSES = ("FollowUpReport", "PlanDocument", "SteeringDocument")
# Where a reader who follows a marked line wants to go: from what was read to what it is about.
_LEADS_TO = ("assesses", "ofIndicator")
# What is counted besides elements, and the part of the page that shows it.
_COUNTED = {
    "Assessment": None,
    "Indicator": "measures",
    "Observation": "measures",
    "Target": "measures",
    "Amount": "finance",
    "StatedTotal": "totals",
    "Doubt": "doubts",
}


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
        counts: How many assignments, goals and other elements it states, without zeros.
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


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive lines that the same facts were read from.

    Args:
        first: The number of its first line.
        lines: The lines.
        about: What was read from them; empty when nothing was.
        unread: Whether they are running text that no rule reads as facts.
    """

    first: int
    lines: tuple[str, ...]
    about: tuple[Ref, ...]
    unread: bool


@dataclass(frozen=True, slots=True)
class _Annotated:
    segments: tuple[Segment, ...]
    unread: tuple[Place, ...]
    unread_lines: int
    written_lines: int


def document_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of a document.

    Args:
        visit: The visit.
        iri: The document.
        kind: Local name of its narrowest class.
    """
    facts, links = visit.facts, visit.links
    municipality = facts.iri(iri, SK + "municipality")
    period = facts.iri(iri, DCT + "temporal")
    record = visit.snapshot.document(iri)
    owner = facts.iri(iri, DCT + "creator")
    stated_elements = sorted(_of_class(facts, iri, "SteeringElement"), key=facts.passages)
    text = visit.snapshot.cached(
        ("pages.text", iri, visit.language), lambda: _annotated(visit, iri)
    )
    return visit.page(
        "document.html",
        section="/documents",
        home=None if municipality is None else facts.label(municipality),
        kind=facts.label(SK + kind),
        name=facts.label(iri),
        title=facts.text(iri, DCT + "title"),
        crumbs=[] if municipality is None else [ref(municipality, facts, links)],
        period=None if period is None else facts.label(period),
        start=None if period is None else facts.date(period, DCAT + "startDate"),
        end=None if period is None else facts.date(period, DCAT + "endDate"),
        as_of=facts.date(iri, SK + "asOf"),
        record=record,
        read=_time(record),
        boards=None
        if record is None
        else links.page("/", document=f"{record.municipality}/{record.key}"),
        elements=[
            (f"kind-{group.kind}", group)
            for group in by_kind(visit, (element_view(visit, one) for one in stated_elements))
        ],
        counts=_counts(visit, iri),
        uncovered=_uncovered(visit, iri),
        coverage=facts.number(iri, SK + "coverage"),
        layouts=sorted(text.value for text in facts.texts(iri, SK + "layout")),
        owner=None if owner is None else ref(owner, facts, links),
        finance=finance_tables(visit, _of_class(facts, iri, "Amount")),
        measures=measure_tables(visit, _of_class(facts, iri, "Indicator")),
        totals=_totals(visit, iri),
        doubts=_doubts(visit, iri),
        text=text,
        original=f"/id/{links.key(iri)}/original",
        plain=f"/id/{links.key(iri)}/text",
        twins=twins(iri, links),
    )


def document_item(visit: Visit, record: DocumentRecord) -> DocumentItem:
    """Return a document for a list."""
    facts = visit.facts
    name = narrowest(facts.types(record.iri), DOCUMENT_CLASSES) or "SteeringDocument"
    stated = facts.subjects(SK + "statedIn", record.iri)
    return DocumentItem(
        document=ref(record.iri, facts, visit.links),
        title=record.title,
        home=facts.label(visit.links.iri(record.municipality)),
        kind=facts.label(SK + name),
        as_of=record.as_of,
        source=record.source,
        read=_time(record),
        counts=_element_counts(narrowest(facts.types(iri), ELEMENT_CLASSES) for iri in stated),
        doubts=len(_doubt_iris(facts, record.iri)),
    )


def _element_counts(kinds: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    """Return how many of the elements are assignments, goals and others, without zeros."""
    found = {"assignment": 0, "goal": 0, "element": 0}
    for kind in kinds:
        if kind is not None:
            ending = next((word for word in ("Assignment", "Goal") if kind.endswith(word)), "")
            found[ending.lower() or "element"] += 1
    return tuple((name, count) for name, count in found.items() if count)


def segments(
    text: Sequence[str],
    read: Iterable[tuple[str, Lines]],
    unread: Iterable[Lines],
    name: Mapping[str, Ref],
) -> tuple[Segment, ...]:
    """Return a text cut where what was read from it changes.

    Args:
        text: The lines.
        read: What was read, and from which lines (counted from 1).
        unread: Lines of running text that no rule reads as facts.
        name: What was read by its name; what is not in it marks nothing.
    """
    about: list[set[str]] = [set() for _ in text]
    for thing, (first, last) in read:
        if thing in name:
            for number in range(first, min(last, len(text)) + 1):
                about[number - 1].add(thing)
    left = {number for first, last in unread for number in range(first, last + 1)}
    keys = [(frozenset(about[n]), not about[n] and n + 1 in left) for n in range(len(text))]
    _bridge(keys, text)
    cut: list[Segment] = []
    number = 1
    for (things, is_unread), group in groupby(zip(keys, text, strict=True), lambda pair: pair[0]):
        lines = tuple(line for _, line in group)
        names = tuple(dict.fromkeys(name[thing] for thing in sorted(things)))
        cut.append(Segment(number, lines, names, is_unread))
        number += len(lines)
    return tuple(cut)


def _bridge(keys: list[tuple[frozenset[str], bool]], text: Sequence[str]) -> None:
    """Give empty lines between two lines of the same facts those facts, so that they are one."""
    before: int | None = None
    for number, line in enumerate(text):
        if not line.strip() and not keys[number][0]:
            continue
        if before is not None and keys[before] == keys[number]:
            keys[before:number] = [keys[before]] * (number - before)
        before = number


def _annotated(visit: Visit, iri: str) -> _Annotated:
    facts = visit.facts
    text = lines_of(iri, visit)
    read = [
        (_lead(facts, thing), place)
        for thing, place in facts.quoted(iri)
        if not facts.is_a(thing, "Doubt")
    ]
    unread = _unread(visit, iri)
    names = {thing: ref(thing, facts, visit.links) for thing, _ in read}
    return _Annotated(
        segments=segments(text, read, unread, names),
        unread=places(((iri, lines) for lines in unread), visit.links),
        unread_lines=sum(
            bool(text[n - 1].strip()) for first, last in unread for n in range(first, last + 1)
        ),
        written_lines=sum(1 for line in text if line.strip()),
    )


def _unread(visit: Visit, iri: str) -> tuple[Lines, ...]:
    """Return the lines that the report names as unread; none when the report is gone."""
    try:
        return Report.from_json(visit.snapshot.report(iri)).unread
    except UnknownDocumentError:
        return ()


def _uncovered(visit: Visit, iri: str) -> tuple[Place, ...]:
    """Return the passages that were not understood, in the document's order."""
    found = [passage_lines(passage) for passage in visit.facts.iris(iri, SK + "uncovered")]
    lines = sorted((first, last) for _, first, last in filter(None, found))
    return places(((iri, one) for one in lines), visit.links)


def _lead(facts: Facts, thing: str) -> str:
    for name in _LEADS_TO:
        target = facts.iri(thing, SK + name)
        if target is not None:
            return _lead(facts, target)
    return thing


def _of_class(facts: Facts, iri: str, name: str) -> list[str]:
    return [one for one in facts.subjects(SK + "statedIn", iri) if facts.is_a(one, name)]


def _counts(visit: Visit, iri: str) -> list[Count]:
    facts = visit.facts
    found: dict[str, int] = {}
    stated = {
        *facts.subjects(SK + "statedIn", iri),
        *facts.subjects(SK + "reportedIn", iri),
    }
    for thing in stated | _observations(facts, stated):
        name = narrowest(facts.types(thing), (*ELEMENT_CLASSES, *_COUNTED))
        if name is not None:
            found[name] = found.get(name, 0) + 1
    elements = [
        Count(facts.label(SK + name), found[name], f"kind-{name}")
        for name in ELEMENT_CLASSES
        if name in found
    ]
    return elements + [
        Count(facts.label(SK + name), found[name], part)
        for name, part in _COUNTED.items()
        if name in found
    ]


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
                places=places(facts.passages(thing), visit.links),
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

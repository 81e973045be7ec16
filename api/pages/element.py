"""The page of a steering element: who carries it, how it goes, and where that was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import HTMLResponse

from styrkedja.api.deciding import corrections_in
from styrkedja.graph.analysis import ElementItem, is_overdue
from styrkedja.graph.corrections import STALE, Correction
from styrkedja.ontology.namespaces import DCT, SK, SKOS

from .chain import chain_above, chain_below
from .correcting import CorrectionView, correction_view
from .elements import ElementView, element_item, element_view, forecast_of
from .history import history_of
from .kinds import is_goal, is_work, names_a_board, sort_of
from .measures import measure_tables
from .provenance import dated
from .rendering import Visit
from .reporting import report_link
from .scope import document_value
from .terms import term_text
from .translation import Text
from .views import (
    Ref,
    State,
    doubt_views,
    excerpts,
    ref,
    refs,
    state,
    twins,
)

__all__ = [
    "Continued",
    "Reading",
    "Relation",
    "Report",
    "Said",
    "element_html",
    "reading_of",
]

_ROLES = (
    "responsible",
    "carriedOutBy",
    "coordinatedBy",
    "contributingBody",
    "assignedToGroup",
    "decidedBy",
)
_SHORT = (SK + "perspective", SK + "continuedFrom")
_LONG = (SK + "purpose", DCT + "description")


@dataclass(frozen=True, slots=True)
class Report:
    """What one report says of an element."""

    state: State
    forecast: State | None
    comment: Text | None
    as_of: date | None
    report: Ref | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A property in words and what it leads to."""

    name: Text
    things: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A text about an element: the property, its name in words where our vocabulary has it."""

    iri: str
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Continued:
    """An element of another document that this one goes on from or goes on in, and why.

    Args:
        element: The other element, with its own status and forecast.
        document: The document that states it.
        reason: Why the two are held to be one, in words; None where the data does not say.
        confidence: How sure that is.
    """

    element: ElementView
    document: Ref | None
    reason: Text | None
    confidence: Text | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How something was read: the rule's name, how sure the reader is and what that means."""

    rule: str | None
    confidence: Text | None
    meaning: Text | None


def element_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of an element.

    Args:
        visit: The visit.
        iri: The element.
        kind: Local name of its narrowest class.
    """
    facts, links = visit.facts, visit.links
    document = facts.iri(iri, SK + "statedIn")
    municipality = None if document is None else facts.iri(document, SK + "municipality")
    reports = _reports(visit, iri)
    indicators = facts.subjects(SK + "measures", iri)
    sources = [iri, *facts.subjects(SK + "assesses", iri), *indicators]
    passages = {place for thing in sources for place in facts.passages(thing)}
    return visit.page(
        "element.html",
        kind=facts.label(SK + kind),
        sort=sort_of(kind),
        work=is_work(kind),
        goal=is_goal(kind),
        needs_board=names_a_board(kind),
        title=facts.label(iri),
        number=facts.text(iri, SK + "number"),
        crumbs=[ref(i, facts, links) for i in (municipality, document) if i is not None],
        document=None if document is None else ref(document, facts, links),
        heading=facts.text(iri, SK + "underHeading"),
        section="/documents",
        roles=_relations(visit, iri, _ROLES, _document_value(visit, document)),
        above=chain_above(visit, iri, _document_value(visit, document)),
        state=reports[0].state if reports else state(None, None, facts),
        late_on=_late_on(element_item(visit, iri)),
        reports=reports,
        deadline=facts.date(iri, SK + "deadline"),
        deadline_text=facts.text(iri, SK + "deadlineText"),
        texts=_texts(visit, iri, _LONG),
        notes=_texts(visit, iri, _SHORT),
        below=chain_below(visit, iri, _document_value(visit, document)),
        goal_page=links.page(f"/goals/{links.key(iri)}"),
        history=history_of(visit, iri),
        earlier=_continued(visit, iri, "laterElement", "earlierElement"),
        later=_continued(visit, iri, "earlierElement", "laterElement"),
        measures=measure_tables(visit, indicators),
        decided=_decided(visit, iri),
        doubts=doubt_views(facts.subjects(SK + "concerns", iri), visit),
        reading=reading_of(visit, iri),
        excerpts=excerpts(passages, visit),
        dated=dated(visit, document),
        report=report_link(visit, iri, facts.label(iri).value),
        twins=twins(iri, visit),
    )


def _decided(visit: Visit, iri: str) -> list[CorrectionView]:
    """Return what people decided about an element and its assessments, the newest first."""
    things = {iri, *visit.facts.subjects(SK + "assesses", iri)}
    return [
        correction_view(one.record, one.standing, visit, stale=one.standing in STALE)
        for one in corrections_in(visit.snapshot)
        if isinstance(one.record, Correction) and one.record.subject in things
    ]


def reading_of(visit: Visit, iri: str) -> Reading:
    """Return how a thing was read."""
    facts = visit.facts
    rule = facts.text(iri, SK + "rule")
    confidence = facts.iri(iri, SK + "confidence")
    return Reading(
        rule=None if rule is None else rule.value,
        confidence=None if confidence is None else facts.label(confidence),
        meaning=None
        if confidence is None
        else term_text(confidence, SKOS + "definition", visit.language),
    )


def _reports(visit: Visit, iri: str) -> list[Report]:
    facts = visit.facts
    found = []
    for assessment in facts.subjects(SK + "assesses", iri):
        printed = facts.text(assessment, SK + "statusText")
        report = facts.iri(assessment, SK + "reportedIn")
        found.append(
            Report(
                state=state(
                    facts.iri(assessment, SK + "status"),
                    None if printed is None else printed.value,
                    facts,
                ),
                forecast=forecast_of(visit, assessment),
                comment=facts.text(assessment, SK + "comment"),
                as_of=facts.date(assessment, SK + "asOf"),
                report=None if report is None else ref(report, facts, visit.links),
            )
        )
    return sorted(found, key=lambda one: one.as_of or date.min, reverse=True)


def _late_on(item: ElementItem) -> date | None:
    """Return the day of its document at which an element was overdue, or None when it was not."""
    return item.as_of if is_overdue(item) else None


def _document_value(visit: Visit, document: str | None) -> str | None:
    record = None if document is None else visit.snapshot.document(document)
    return None if record is None else document_value(record)


def _relations(
    visit: Visit, iri: str, names: Sequence[str], document: str | None = None
) -> list[Relation]:
    facts = visit.facts
    found: list[Relation] = []
    told: set[str] = set()
    for name in names:
        # A wider property repeats what a narrower one before it has told.
        targets = [target for target in facts.iris(iri, SK + name) if target not in told]
        if name != "responsible":
            told.update(targets)
        if targets:
            found.append(Relation(facts.label(SK + name), refs(targets, visit, document)))
    return found


def _continued(visit: Visit, iri: str, here: str, there: str) -> list[Continued]:
    facts = visit.facts
    found: list[Continued] = []
    for link in facts.subjects(SK + here, iri):
        confidence = facts.iri(link, SK + "confidence")
        for other in facts.iris(link, SK + there):
            document = facts.iri(other, SK + "statedIn")
            found.append(
                Continued(
                    element=element_view(visit, other),
                    document=None if document is None else ref(document, facts, visit.links),
                    reason=facts.label(link),
                    confidence=None if confidence is None else facts.label(confidence),
                )
            )
    return found


def _texts(visit: Visit, iri: str, properties: Sequence[str]) -> list[Said]:
    facts = visit.facts
    pairs = [(name, facts.text(iri, name)) for name in properties]
    return [Said(name, facts.label(name), text) for name, text in pairs if text is not None]

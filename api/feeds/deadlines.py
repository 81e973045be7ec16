"""Deadlines as a calendar (RFC 5545) that people subscribe to, of one body or of all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from styrkedja.api.pages.facts import Facts
from styrkedja.api.pages.translation import Language
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.analysis import ElementItem, load_responsibilities
from styrkedja.ontology.namespaces import SK, STATUS

from .atom import stable_id
from .documents import START, page_of

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["deadline_calendar"]

_PRODUCT = "-//Styrkedja//Deadlines//SV"
_DONE = frozenset((STATUS + "completed", STATUS + "cancelled"))
_ROLES = ("responsible", "coordinating", "carrying-out")
_WORDS = {
    "sv": ("Slutdatum", "Status: {text}", "Ansvarig: {text}", "Enligt {text}"),
    "en": ("Deadlines", "Status: {text}", "Responsible: {text}", "According to {text}"),
}


def deadline_calendar(
    snapshot: Snapshot,
    address: str,
    language: Language,
    *,
    body: str | None = None,
    municipality: str | None = None,
    done: bool = False,
) -> bytes:
    """Return what has a deadline, as whole-day events.

    What later documents continue is there once, as the latest has it; so an event keeps its UID
    while its element keeps its IRI, and moves when a document says another day.

    Args:
        snapshot: The snapshot.
        address: Where the service is reached, with a slash at its end.
        language: The language of the calendar's own words.
        body: IRI of the body whose deadlines are wanted; None: all bodies'.
        municipality: Slug of the municipality; None: all.
        done: Whether what is completed or cancelled is wanted, too.
    """
    facts = Facts(snapshot.store, language)
    name = _WORDS[language][0]
    if body is not None:
        name = f"{name}: {facts.label(body).value}"
    from icalendar import Calendar  # takes its time, and few ask for it

    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"VALUE": "DURATION"})
    times = {record.iri: datetime.fromisoformat(record.time) for record in snapshot.documents}
    prefix = None if municipality is None else f"{snapshot.base}{municipality}/"
    for item in _items(snapshot, body):
        if item.deadline is None or (item.status in _DONE and not done):
            continue
        if prefix is None or item.document.startswith(prefix):
            stamp = times.get(item.document, START).astimezone(UTC)
            calendar.add_component(
                _event(item, item.deadline, stamp, page_of(item.iri, snapshot, address), facts)
            )
    content: bytes = calendar.to_ical()
    return content


def _items(snapshot: Snapshot, body: str | None) -> Iterable[ElementItem]:
    """Return the elements of a body in any role in which it carries them, by deadline and IRI."""
    found: dict[str, ElementItem] = {}
    for role in _ROLES:
        load = partial(load_responsibilities, snapshot.store, kind="SteeringElement", role=role)
        table = snapshot.cached(("feeds.elements", role), load)
        for item in table.elements:
            if body is None or body in item.bodies:
                found.setdefault(item.iri, item)
    return sorted(found.values(), key=lambda item: (item.deadline or date.max, item.iri))


def _event(item: ElementItem, day: date, stamp: datetime, page: str, facts: Facts) -> Event:
    _, status, responsible, source = _WORDS[facts.language]
    lines = [source.format(text=item.document_label)]
    if item.bodies:
        names = ", ".join(facts.label(body).value for body in facts.by_label(item.bodies))
        lines.insert(0, responsible.format(text=names))
    if item.status is not None:
        lines.insert(0, status.format(text=facts.label(item.status).value))
    from icalendar import Event

    event = Event()
    event.add("UID", stable_id(item.iri).removeprefix("urn:uuid:"))
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))
    event.add("SUMMARY", item.title)
    event.add("DESCRIPTION", "\n".join(lines))
    event.add("URL", page)
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [facts.label(SK + item.kind).value])
    event.add("STATUS", "CANCELLED" if item.status == STATUS + "cancelled" else "CONFIRMED")
    return event

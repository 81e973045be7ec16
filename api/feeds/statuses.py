"""The feed of changes: what a later document gives another status than an earlier one did."""

from __future__ import annotations

from datetime import datetime

from styrkedja.api.pages.facts import Facts
from styrkedja.api.pages.translation import Language
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.archive import DocumentRecord
from styrkedja.queries import load_query

from .atom import Entry, Feed, stable_id
from .documents import MOST, START, author_of, page_of

__all__ = ["status_feed"]

_WORDS = {
    "sv": (
        "Ändrad status",
        "Uppdrag, aktiviteter och mål som har fått en annan status i ett senare dokument.",
        "Från {before} till {now}, enligt {source}.",
    ),
    "en": (
        "Changed status",
        "Assignments, activities and goals with another status in a later document.",
        "From {before} to {now}, according to {source}.",
    ),
}


def status_feed(snapshot: Snapshot, address: str, language: Language, licence: str | None) -> Feed:
    """Return the feed of the changes of status that a snapshot's documents tell.

    Args:
        snapshot: The snapshot.
        address: Where the service is reached, with a slash at its end.
        language: The language of the feed's own words.
        licence: IRI of the licence, or None.
    """
    facts = Facts(snapshot.store, language)
    title, subtitle, _ = _WORDS[language]
    documents = {record.iri: record for record in snapshot.documents}
    rows = snapshot.store.select(load_query("status_changes").source).dicts()
    entries = {
        entry.id: entry
        for row in rows
        if (record := documents.get(row["source"] or "")) is not None
        for entry in [_entry(row, record, snapshot, address, facts)]
    }
    newest = sorted(entries.values(), key=lambda one: (one.updated, one.id), reverse=True)
    return Feed(
        id=stable_id(snapshot.base, "feeds/statuses", language),
        title=title,
        subtitle=subtitle,
        language=language,
        updated=snapshot.time or START,
        address=f"{address}feeds/statuses.atom?lang={language}",
        page=f"{address}questions/status_changes?lang={language}",
        entries=newest[:MOST],
        rights=licence,
    )


def _entry(
    row: dict[str, str | None],
    record: DocumentRecord,
    snapshot: Snapshot,
    address: str,
    facts: Facts,
) -> Entry:
    element, before, now = (row[name] or "" for name in ("element", "status_before", "status"))
    told = _WORDS[facts.language][2].format(
        before=facts.label(before).value, now=facts.label(now).value, source=record.label
    )
    return Entry(
        id=stable_id(element, before, now),
        title=f"{row['title']}: {facts.label(now).value}",
        updated=datetime.fromisoformat(record.time),
        summary=told,
        author=author_of(record, snapshot, facts),
        categories=(facts.label(now).value,),
        links=(
            (page_of(element, snapshot, address), "text/html", "alternate"),
            (page_of(element, snapshot, address, ".ttl"), "text/turtle", "alternate"),
        ),
    )

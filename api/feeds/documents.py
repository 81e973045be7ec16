"""The feed of documents: each as of its latest version, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from styrkedja.api.pages.facts import Facts
from styrkedja.api.pages.translation import Language
from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.archive import DocumentRecord

from .atom import Entry, Feed, stable_id

__all__ = ["MOST", "START", "author_of", "document_feed", "page_of"]

MOST = 200
"""How many entries a feed holds; readers keep what they have seen."""
START = datetime(1970, 1, 1, tzinfo=UTC)
"""What an archive without a commit says of its last change."""
_WORDS = {
    "sv": (
        "Styrdokument",
        "Dokument som har lästs in, eller lästs in på nytt.",
        {"plan": "Plan", "follow-up": "Uppföljning"},
        "Läget den {day}.",
    ),
    "en": (
        "Steering documents",
        "Documents that have been read, or read again.",
        {"plan": "Plan", "follow-up": "Follow-up"},
        "State as of {day}.",
    ),
}


def document_feed(
    snapshot: Snapshot, address: str, language: Language, licence: str | None
) -> Feed:
    """Return the feed of a snapshot's documents.

    Args:
        snapshot: The snapshot.
        address: Where the service is reached, with a slash at its end.
        language: The language of the feed's own words.
        licence: IRI of the licence, or None.
    """
    facts = Facts(snapshot.store, language)
    title, subtitle, _, _ = _WORDS[language]
    records = sorted(snapshot.documents, key=lambda one: (one.time, one.iri), reverse=True)
    return Feed(
        id=stable_id(snapshot.base, "feeds/documents", language),
        title=title,
        subtitle=subtitle,
        language=language,
        updated=snapshot.time or START,
        address=f"{address}feeds/documents.atom?lang={language}",
        page=f"{address}documents?lang={language}",
        entries=[_entry(one, snapshot, address, facts) for one in records[:MOST]],
        rights=licence,
    )


def author_of(record: DocumentRecord, snapshot: Snapshot, facts: Facts) -> str:
    """Return the name of the municipality that a document is of."""
    return facts.label(f"{snapshot.base}{record.municipality}").value


def page_of(iri: str, snapshot: Snapshot, address: str, ending: str = "") -> str:
    """Return where this service describes a thing."""
    return f"{address}id/{quote(iri.removeprefix(snapshot.base))}{ending}"


def _entry(record: DocumentRecord, snapshot: Snapshot, address: str, facts: Facts) -> Entry:
    _, _, kinds, state = _WORDS[facts.language]
    day = "" if record.as_of is None else state.format(day=record.as_of.isoformat())
    return Entry(
        id=record.iri,
        title=record.label,
        updated=datetime.fromisoformat(record.time),
        summary=f"{record.title}. {day}".strip(),
        author=author_of(record, snapshot, facts),
        categories=(kinds.get(record.kind, record.kind),),
        links=(
            (page_of(record.iri, snapshot, address), "text/html", "alternate"),
            (page_of(record.iri, snapshot, address, ".ttl"), "text/turtle", "alternate"),
        ),
    )

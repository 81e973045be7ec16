"""Which document or year a page about the boards is about, as its address says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.exceptions import HTTPException

from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.archive import DocumentRecord

from .rendering import Visit
from .translation import Text

__all__ = [
    "MOST_CHOICES",
    "Choice",
    "Scope",
    "document_value",
    "documents_of",
    "home_choices",
    "scope_of",
]

_ALL = "all"
MOST_CHOICES = 60
"""Of more documents a form offers one municipality's, and the municipalities beside them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen.

    Args:
        value: Its value in the address.
        name: Its name; None for all documents of a municipality.
        chosen: Whether it is chosen.
    """

    value: str
    name: Text | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page is about.

    Args:
        value: Its value in the address.
        municipality: The municipality's slug; boards of two municipalities share nothing.
        name: The municipality's name.
        record: The document, or None for all of the municipality's that nothing continues.
        choices: The documents that can be chosen instead, by municipality.
        homes: Where these are of one municipality only: the municipalities to choose from.
    """

    value: str
    municipality: str
    name: Text
    record: DocumentRecord | None
    choices: tuple[tuple[Text, tuple[Choice, ...]], ...]
    homes: tuple[Choice, ...] = ()

    @property
    def year(self) -> str:
        """The year that the document reports; empty for all, and where it does not say."""
        day = None if self.record is None else self.record.as_of
        return "" if day is None else str(day.year)

    @property
    def document(self) -> str | None:
        """The IRI of the document, or None for all."""
        return None if self.record is None else self.record.iri


def scope_of(
    visit: Visit, municipality: str | None = None, *, document: str | None = None
) -> Scope | None:
    """Return what `?document=` asks for, the newest document by default.

    Where `?municipality=` names another municipality than the document's, its newest document.

    Args:
        visit: The visit.
        municipality: The slug of the only municipality whose documents are meant; None for any.
        document: What is meant, as it would stand in an address; None: what the address asks for.

    Returns:
        The scope, or None when there are no documents.

    Raises:
        HTTPException: 404, when there is no such document, or it is another municipality's.
    """
    records = documents_of(visit.snapshot, municipality)
    if not records:
        return None
    given = visit.request.query_params
    asked = document or given.get("document")
    home = None if document or municipality else given.get("municipality")
    if home and not (asked or "").startswith(f"{home}/"):
        theirs = documents_of(visit.snapshot, home)
        if not theirs:
            raise HTTPException(404, f"There is no municipality {home!r}.")
        newest = max(theirs, key=_age)
        asked = document_value(newest)
    else:
        newest = max(records, key=_age)
        asked = asked or document_value(newest)
    if asked == _ALL:
        asked = f"{newest.municipality}/{_ALL}"
    record = next((r for r in records if asked in (document_value(r), r.iri)), None)
    slugs = {r.municipality for r in records}
    slug = asked.removesuffix(f"/{_ALL}") if record is None else record.municipality
    if slug not in slugs or (record is None and slug == asked):
        raise HTTPException(404, f"There is no document {asked!r}.")
    value = asked if record is None else document_value(record)
    name = visit.facts.label(visit.links.iri(slug))
    many = municipality is None and len(records) > MOST_CHOICES
    offered = documents_of(visit.snapshot, slug) if many else records
    homes = home_choices(visit, slug) if many else ()
    return Scope(value, slug, name, record, tuple(_choices(visit, offered, value)), homes)


def documents_of(snapshot: Snapshot, municipality: str | None) -> tuple[DocumentRecord, ...]:
    """Return the documents of one municipality, by its slug, or with None all."""
    return tuple(r for r in snapshot.documents if municipality in (None, r.municipality))


def home_choices(visit: Visit, chosen: str) -> tuple[Choice, ...]:
    """Return the municipalities by name, where there are too many documents to offer at once.

    Args:
        visit: The visit.
        chosen: The slug of the one that is chosen; empty for none.
    """
    if len(visit.snapshot.documents) <= MOST_CHOICES:
        return ()

    def named() -> tuple[tuple[str, Text], ...]:
        slugs = {record.municipality for record in visit.snapshot.documents}
        facts, links = visit.facts, visit.links
        return tuple(
            (links.key(iri), facts.label(iri)) for iri in facts.by_label(map(links.iri, slugs))
        )

    known = visit.snapshot.cached(("pages.homes", visit.language), named, lasting=True)
    return tuple(Choice(slug, name, slug == chosen) for slug, name in known)


def document_value(record: DocumentRecord) -> str:
    """Return a document's value in an address."""
    return f"{record.municipality}/{record.key}"


def _age(record: DocumentRecord) -> tuple[date, str]:
    return record.as_of or date.min, record.key


def _choices(
    visit: Visit, records: Iterable[DocumentRecord], chosen: str
) -> list[tuple[Text, tuple[Choice, ...]]]:
    groups = []
    for municipality, theirs in groupby(records, lambda r: r.municipality):
        newest_first = sorted(theirs, key=_age, reverse=True)
        choices = tuple(
            Choice(document_value(r), Text(r.label, "sv"), document_value(r) == chosen)
            for r in newest_first
        )
        everything = f"{municipality}/{_ALL}"
        choices += (Choice(everything, None, everything == chosen),)
        groups.append((visit.facts.label(visit.links.iri(municipality)), choices))
    return groups

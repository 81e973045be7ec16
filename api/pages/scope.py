"""Which document or year a page about the boards is about, as its address says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.exceptions import HTTPException

from styrkedja.api.snapshot import Snapshot
from styrkedja.graph.analysis import BoardAnalysis, analyse_boards, load_responsibilities
from styrkedja.graph.archive import DocumentRecord

from .rendering import Visit
from .translation import Text

__all__ = ["ALL", "Choice", "Scope", "board_analysis", "scope_of"]

ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its value in the address, its name, whether it is chosen."""

    value: str
    name: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page is about.

    Args:
        value: Its value in the address.
        record: The document, or None for all that nothing continues.
        choices: The documents that can be chosen instead, by municipality.
    """

    value: str
    record: DocumentRecord | None
    choices: tuple[tuple[Text, tuple[Choice, ...]], ...]

    @property
    def document(self) -> str | None:
        """The IRI of the document, or None for all."""
        return None if self.record is None else self.record.iri


def scope_of(visit: Visit) -> Scope | None:
    """Return what `?document=` asks for; the newest document by default; None without documents.

    Raises:
        HTTPException: 404, when there is no such document.
    """
    records = visit.snapshot.documents
    if not records:
        return None
    asked = visit.request.query_params.get("document") or _value(max(records, key=_age))
    record = None
    if asked != ALL:
        wanted = (visit.links.key(asked), asked)
        record = next((r for r in records if _value(r) in wanted or r.iri == asked), None)
        if record is None:
            raise HTTPException(404, f"There is no document {asked!r}.")
    value = ALL if record is None else _value(record)
    return Scope(value, record, tuple(_choices(visit, value)))


def board_analysis(snapshot: Snapshot, document: str | None) -> BoardAnalysis:
    """Return the analysis of a document's boards, or of all that nothing continues."""
    return snapshot.cached(
        ("pages.boards", document),
        lambda: analyse_boards(load_responsibilities(snapshot.store, document=document)),
    )


def _value(record: DocumentRecord) -> str:
    return f"{record.municipality}/{record.key}"


def _age(record: DocumentRecord) -> tuple[date, str]:
    return record.as_of or date.min, record.key


def _choices(visit: Visit, chosen: str) -> list[tuple[Text, tuple[Choice, ...]]]:
    groups = []
    for municipality, records in groupby(visit.snapshot.documents, lambda r: r.municipality):
        newest_first = sorted(records, key=_age, reverse=True)
        choices = tuple(
            Choice(_value(r), Text(r.label, "sv"), _value(r) == chosen) for r in newest_first
        )
        groups.append((visit.facts.label(visit.links.iri(municipality)), choices))
    return groups

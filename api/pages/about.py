"""About the data: which documents it comes from, how it was read, and on what terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from styrkedja import __version__
from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.graph.archive import DocumentRecord
from styrkedja.ontology.namespaces import SK
from styrkedja.queries import load_query

from .document import DocumentItem
from .facts import Facts
from .paging import Shown, page_of
from .rendering import Visit, visit_of
from .scope import MOST_CHOICES, home_choices
from .sources import known_item

__all__ = ["Completeness", "doubt_count", "router", "unsure_facts"]

router = APIRouter(include_in_schema=False)

Page: TypeAlias = Annotated[int, Query(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class Completeness:
    """A document and how far it was understood.

    Args:
        item: The document.
        unsure: How many of its facts the reading rules are less than quite sure of.
        href: The list of these.
    """

    item: DocumentItem
    unsure: int
    href: str


@router.get("/documents", response_class=HTMLResponse)
def documents_page(request: Request, snapshot: CurrentSnapshot, page: Page = 1) -> HTMLResponse:
    """Return the list of documents, a long one page by page.

    Args:
        request: The request.
        snapshot: The snapshot.
        page: The page, from 1; one after the last shows the last.
    """
    visit = visit_of(request, snapshot)
    lang = visit.language
    shown = page_of(snapshot.documents, page, MOST_CHOICES)
    return visit.page(
        "documents.html",
        documents=[known_item(visit, record) for record in shown.items],
        shown=shown,
        addresses=_addresses(visit, "/documents", shown),
        homes=[
            (visit.links.thing(visit.links.iri(home.value)), home.name)
            for home in home_choices(visit, "")
        ],
        doubts=doubt_count(snapshot),
        feed=f"/feeds/documents.atom?lang={lang}",
        changes=f"/feeds/statuses.atom?lang={lang}",
        asked_as="documents",
    )


@router.get("/about", response_class=HTMLResponse)
def about_page(request: Request, snapshot: CurrentSnapshot, page: Page = 1) -> HTMLResponse:
    """Return what the data is, where it comes from and how far it can be trusted.

    Args:
        request: The request.
        snapshot: The snapshot.
        page: The page of the table of documents, from 1; one after the last shows the last.
    """
    visit = visit_of(request, snapshot)
    shown = page_of(snapshot.documents, page, MOST_CHOICES)
    times = [one.time for one in snapshot.documents if one.time]
    days = [one.as_of for one in snapshot.documents if one.as_of is not None]
    return visit.page(
        "about.html",
        documents=_completeness(visit, shown.items),
        shown=shown,
        addresses=_addresses(visit, "/about", shown),
        newest=datetime.fromisoformat(max(times)) if times else None,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        facts=snapshot.quads,
        commit=snapshot.head,
        version=__version__,
    )


def _addresses(visit: Visit, path: str, shown: Shown[DocumentRecord]) -> list[tuple[int, str]]:
    return shown.addresses(lambda number: visit.links.page(path, page=number))


def doubt_count(snapshot: Snapshot) -> int:
    """Return how many doubts there are of all documents together; counted once a commit."""

    def count() -> int:
        facts = Facts(snapshot.store, "sv")
        return sum(
            facts.is_a(one, "Doubt")
            for record in snapshot.documents
            for one in facts.subjects(SK + "reportedIn", record.iri)
        )

    return snapshot.cached("pages.doubt_count", count, lasting=True)


def _completeness(visit: Visit, records: Iterable[DocumentRecord]) -> list[Completeness]:
    return [
        Completeness(
            known_item(visit, record),
            unsure_facts(visit.snapshot)[record.iri],
            visit.links.page("/questions/unsure_facts", document=record.iri),
        )
        for record in records
    ]


def unsure_facts(snapshot: Snapshot) -> Counter[str]:
    """Return how many facts of each document are less sure, as the library's question has it."""

    def count() -> Counter[str]:
        rows = snapshot.store.select(load_query("unsure_facts").text()).dicts()
        return Counter(row["source"] or "" for row in rows)

    return snapshot.cached("pages.unsure", count, lasting=True)

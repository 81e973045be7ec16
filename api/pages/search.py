"""The search page: what each hit is, whose, and in which document; or what to try instead."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.finding import search_index_of
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.iris import passage_lines
from styrkedja.graph.search import KINDS, Found, Hit, SearchIndex
from styrkedja.ontology.namespaces import SK

from .choices import Option, document_groups, find_document
from .rendering import Visit, visit_of
from .scope import document_value
from .translation import Text
from .views import Ref, ref

__all__ = ["HitView", "router"]

router = APIRouter(include_in_schema=False)

_A_PAGE = 20
_LAST_PAGE = 50
_MOST_TRIED = 6  # words of a search that are looked for one by one when all together find nothing


@dataclass(frozen=True, slots=True)
class HitView:
    """Something that was found.

    Args:
        href: Its page; for a passage, its first line on the document's page.
        title: Its title, with what was searched for marked.
        kind: One of the search's `KINDS`.
        type: What it is called: the label of its class.
        snippet: Some of its text around what was searched for, marked alike; may be empty.
        home: Its municipality, or None when the graph does not say.
        document: The document that states it; None for a body and for a document itself.
        lines: For a passage, its first and last line; else None.
        about: For a passage, what was read from it; else None.
    """

    href: str | None
    title: Markup
    kind: str
    type: Text
    snippet: Markup
    home: Ref | None
    document: Ref | None
    lines: tuple[int, int] | None
    about: Ref | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for: words, filters as values of the address, and the page."""

    words: str
    kind: str | None
    municipality: str | None
    document: str | None
    page: int

    def filters(self) -> dict[str, str | None]:
        return {
            "kind": self.kind,
            "municipality": self.municipality,
            "document": self.document,
        }


@router.get("/search", response_class=HTMLResponse)
def search_page(request: Request, snapshot: CurrentSnapshot) -> HTMLResponse:
    """Return what is found for `?q=`; without it, the form and what can be searched for."""
    visit = visit_of(request, snapshot)
    if not snapshot.documents:
        return visit.page("empty.html")
    asked = _asked(visit)
    found, fault, tried = None, None, []
    counts: list[tuple[str, int, str, bool]] = []
    if asked.words:
        index = search_index_of(snapshot)
        try:
            found = _find(visit, index, asked)
        except ParameterError as error:
            fault = (error.sv if visit.language == "sv" else None) or str(error)
        else:
            counts = _counts(visit, index, asked)
            tried = [] if found.total else _tried(visit, index, asked)
    return visit.page(
        "search.html",
        status=422 if fault else 200,
        asked=asked,
        fault=fault,
        total=None if found is None else found.total,
        hits=[] if found is None else [_hit(visit, one) for one in found.hits],
        start=(asked.page - 1) * _A_PAGE,
        counts=counts,
        tried=tried,
        everywhere=visit.links.page("/search", q=asked.words),
        filtered=any(asked.filters().values()),
        municipalities=_municipalities(visit, asked.municipality),
        documents=document_groups(
            visit, snapshot.documents, asked.document or "", asked.municipality or ""
        ),
        earlier=None if asked.page == 1 else _address(visit, asked, page=asked.page - 1),
        later=_later(visit, asked, found),
        last=asked.page == _LAST_PAGE,
    )


def _asked(visit: Visit) -> _Asked:
    """Return what the address asks for.

    Raises:
        HTTPException: 404, when it names a kind, municipality, document or page there is none of.
    """
    given = visit.request.query_params
    filters = ("kind", "municipality", "document")
    kind, home, document = (given.get(name) or None for name in filters)
    if kind is not None and kind not in KINDS:
        raise HTTPException(404, f"There is no kind {kind!r} of things to find.")
    homes = {record.municipality for record in visit.snapshot.documents}
    if home is not None and home not in homes:
        raise HTTPException(404, f"There is no municipality {home!r}.")
    if document is not None:
        record = find_document(visit, document)
        if record is None:
            raise HTTPException(404, f"There is no document {document!r}.")
        document = document_value(record)
    page = given.get("page", "1")
    if not (page.isascii() and page.isdigit() and 1 <= int(page[:4]) <= _LAST_PAGE):
        raise HTTPException(404, f"There is no page {page!r} of what was found.")
    return _Asked(" ".join(given.get("q", "").split()), kind, home, document, int(page))


def _find(visit: Visit, index: SearchIndex, asked: _Asked, **instead: str | None) -> Found:
    """Return what is found; `instead` gives words or kind in place of those asked for."""
    document = None if asked.document is None else find_document(visit, asked.document)
    return index.search(
        instead.get("words") or asked.words,
        kind=instead.get("kind", asked.kind),
        municipality=None if asked.municipality is None else visit.links.iri(asked.municipality),
        document=None if document is None else document.iri,
        start=(asked.page - 1) * _A_PAGE,
        count=_A_PAGE,
    )


def _counts(visit: Visit, index: SearchIndex, asked: _Asked) -> list[tuple[str, int, str, bool]]:
    """Return each kind (empty: all), how many it has, its address, and whether it is chosen."""
    return [
        (
            kind or "",
            _find(visit, index, asked, kind=kind).total,
            _address(visit, asked, kind=kind),
            kind == asked.kind,
        )
        for kind in (None, *KINDS)
    ]


def _tried(visit: Visit, index: SearchIndex, asked: _Asked) -> list[tuple[str, int, str]]:
    """Return each word of a search that found nothing, how much it finds alone, its address."""
    words = list(dict.fromkeys(asked.words.replace('"', " ").split()))[:_MOST_TRIED]
    found = []
    for word in words if len(words) > 1 else []:
        if any(sign.isalnum() for sign in word):
            total = _find(visit, index, asked, words=word).total
            found.append((word, total, _address(visit, asked, q=word)))
    return found


def _address(visit: Visit, asked: _Asked, **changed: str | int | None) -> str:
    """Return the address of the search with something changed, from its first page."""
    kept: dict[str, str | int | None] = {"q": asked.words, **asked.filters()}
    return visit.links.page("/search", "", **{**kept, **changed})


def _later(visit: Visit, asked: _Asked, found: Found | None) -> str | None:
    more = found is not None and found.total > asked.page * _A_PAGE
    return _address(visit, asked, page=asked.page + 1) if more and asked.page < _LAST_PAGE else None


def _municipalities(visit: Visit, chosen: str | None) -> list[Option]:
    slugs = {record.municipality for record in visit.snapshot.documents}
    named = visit.facts.by_label(visit.links.iri(slug) for slug in slugs)
    return [
        Option(visit.links.key(iri), visit.facts.label(iri), visit.links.key(iri) == chosen)
        for iri in named
    ]


def _hit(visit: Visit, hit: Hit) -> HitView:
    entry, facts, links = hit.entry, visit.facts, visit.links
    place = passage_lines(entry.iri) if entry.kind == "passage" else None
    return HitView(
        href=links.thing(entry.iri),
        title=Markup(Hit.html(hit.title)),  # noqa: S704 - escaped by the search
        kind=entry.kind,
        type=facts.label(SK + entry.type),
        snippet=Markup(Hit.html(hit.snippet)),  # noqa: S704 - escaped by the search
        home=ref(entry.municipality, facts, links) if entry.municipality else None,
        document=None
        if entry.document is None or entry.kind in ("document", "passage")
        else ref(entry.document, facts, links),
        lines=None if place is None else (place[1], place[2]),
        about=ref(entry.about, facts, links)
        if place is not None and entry.about not in (None, entry.document)
        else None,
    )

"""Search in words."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Response

from styrkedja.graph.search import Hit

from .forms import FAULTS, answered
from .lists import next_page
from .models import SearchAnswer, SearchHit
from .source import CurrentSource, Source

__all__ = ["router", "search"]

router = APIRouter(tags=["search"])

_Kind = Literal["element", "body", "document", "indicator", "passage"]
_MOST = 10_000  # how far down one may page


@router.get(
    "/search",
    summary="Search in words",
    operation_id="search",
    response_model=SearchAnswer,
    responses=FAULTS,
)
def search(
    source: CurrentSource,
    q: Annotated[
        str,
        Query(
            max_length=200,
            description="Words, all of which must be there. Each is found at the beginning of "
            "longer ones; words between double quotes as they stand. Nothing is an operator.",
            examples=["barn och unga"],
        ),
    ],
    kind: Annotated[_Kind | None, Query(description="Only this kind.")] = None,
    municipality: Annotated[str | None, Query(description="Id or IRI of a municipality.")] = None,
    document: Annotated[
        str | None, Query(description="Id or IRI of a document, or municipality/key.")
    ] = None,
    start: Annotated[
        int, Query(ge=0, le=_MOST, description="How many to leave out at the beginning.")
    ] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="How many a page has.")] = 20,
) -> Response:
    """Return what is found in titles, texts, comments, names and passages, the best first.

    Who writes å, ä or ö means them; a word written without them ("namnd") also finds those that
    have them ("nämnd"), after those that are spelt as written. Other marks (é, ü) do not count.
    """
    records = source.records
    places = {one.municipality: one for one in records.documents.values()}
    found = source.search.search(
        q,
        kind=kind,
        municipality=source.one_of("municipality", municipality, places),
        document=source.one_of("document", document, records.documents),
        start=start,
        count=limit,
    )
    more = start + limit < min(found.total, _MOST)
    following = next_page(source, "start", str(start + limit) if more else None)
    answer = SearchAnswer(
        data=source.data,
        total=found.total,
        items=[_hit(source, one) for one in found.hits],
        next=following,
    )
    link = {} if following is None else {"Link": f'<{following}>; rel="next"'}
    return answered(source, answer, **link)


def _hit(source: Source, one: Hit) -> SearchHit:
    entry = one.entry
    return SearchHit(
        id=source.id(entry.iri),
        iri=entry.iri,
        kind=cast("_Kind", entry.kind),
        type=entry.type,
        title=entry.title,
        title_html=Hit.html(one.title),
        snippet_html=Hit.html(one.snippet),
        municipality=source.id(entry.municipality),
        document=None if entry.document is None else source.id(entry.document),
        about=None if entry.about is None else source.id(entry.about),
    )

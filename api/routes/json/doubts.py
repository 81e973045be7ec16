"""Doubts: what is contradictory, unsure or missing in the documents."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Response

from styrkedja.graph.model import DoubtKind
from styrkedja.graph.records import DoubtRecord

from .forms import FAULTS, TABLES, Language, WantedForm
from .lists import Cursor, Limit, Listed, list_answer
from .models import DoubtOut, Doubts
from .paging import Page
from .sheets import doubts_sheet
from .source import CurrentSource, Source

__all__ = ["doubt_of", "doubts", "router"]

router = APIRouter(tags=["doubts"])

Severity = Literal["contradiction", "unsure", "missing"]


@router.get(
    "/doubts",
    summary="What is doubtful in the documents",
    operation_id="listDoubts",
    response_model=Doubts,
    responses={**TABLES, **FAULTS},
)
@router.get("/doubts.{suffix}", include_in_schema=False)
def doubts(
    source: CurrentSource,
    form: WantedForm,
    kind: Annotated[DoubtKind | None, Query(description="The kind of doubt.")] = None,
    severity: Annotated[
        Severity | None,
        Query(
            description="contradiction: two statements cannot both be right; unsure: it may be "
            "read wrongly; missing: the document leaves something out."
        ),
    ] = None,
    document: Annotated[
        str | None, Query(description="Id or IRI of a document, or municipality/key.")
    ] = None,
    municipality: Annotated[str | None, Query(description="Id or IRI of a municipality.")] = None,
    element: Annotated[str | None, Query(description="Id or IRI of an element.")] = None,
    body: Annotated[
        str | None,
        Query(description="Id or IRI of a body that has a part in the element it is about."),
    ] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Language = "sv",
) -> Response:
    """Return the doubts that all filters let through, by document and place."""
    records = source.records
    stated = source.one_of("document", document, records.documents)
    places = {one.municipality: one for one in records.documents.values()}
    home = source.one_of("municipality", municipality, places)
    theirs = {one.iri for one in records.documents.values() if home in (None, one.municipality)}
    about = source.one_of("element", element, records.elements)
    carrier = source.one_of("body", body, records.bodies)
    chosen = [
        one
        for one in records.doubts.values()
        if (kind is None or one.kind == kind.value)
        and (severity is None or one.severity == severity)
        and stated in (None, one.document)
        and (home is None or one.document in theirs)
        and about in (None, one.concerns)
        and (carrier is None or carrier in _bodies(source, one))
    ]
    listed = Listed(
        items=sorted(chosen, key=_key),
        key=_key,
        order="iri",
        page=lambda page, following: _page(source, page, following),
        sheet=lambda items: doubts_sheet(source, items),
    )
    return list_answer(source, listed, form, lang, limit, cursor)


def doubt_of(source: Source, one: DoubtRecord) -> DoubtOut:
    """Return a doubt as the API tells it."""
    return DoubtOut(
        id=source.id(one.iri),
        iri=one.iri,
        kind=one.kind,
        severity=cast("Severity", one.severity),
        document=source.id(one.document),
        concerns=source.ref(one.concerns),
        sv=one.sv,
        en=one.en,
        passages=source.passages(one.iri),
    )


def _bodies(source: Source, one: DoubtRecord) -> set[str]:
    element = source.records.elements.get(one.concerns)
    return set() if element is None else {part.body for part in element.parts}


def _page(source: Source, page: Page[DoubtRecord], following: str | None) -> Doubts:
    items = [doubt_of(source, one) for one in page.items]
    return Doubts(data=source.data, total=page.total, items=items, next=following)


def _key(one: DoubtRecord) -> tuple[str, ...]:
    return one.document, one.iri

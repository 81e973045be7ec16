"""Documents and bodies: what has been read, and who is named there."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Response
from starlette.exceptions import HTTPException

from styrkedja.graph.analysis import alphabetical
from styrkedja.graph.records import BODY_KINDS, BodyRecord, DocumentInfo

from .forms import FAULTS, TABLES, Language, WantedForm, answered
from .lists import Cursor, Limit, Listed, list_answer
from .models import Bodies, BodyOut, DocumentOut, Documents
from .sheets import bodies_sheet, documents_sheet
from .source import CurrentSource, Source

__all__ = ["bodies", "body", "document", "documents", "router"]

router = APIRouter()

_DocumentKind = Literal["plan", "follow-up", "document"]
Municipality = Annotated[str | None, Query(description="Id or IRI of a municipality.")]


@router.get(
    "/documents",
    tags=["documents"],
    summary="The documents that have been read",
    operation_id="listDocuments",
    response_model=Documents,
    responses={**TABLES, **FAULTS},
)
@router.get("/documents.{suffix}", include_in_schema=False)
def documents(
    source: CurrentSource,
    form: WantedForm,
    municipality: Municipality = None,
    kind: Annotated[_DocumentKind | None, Query(description="plan or follow-up.")] = None,
    year: Annotated[
        int | None, Query(ge=1900, le=2200, description="The year it is about.")
    ] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Language = "sv",
) -> Response:
    """Return the documents that all filters let through, by municipality and name."""
    known = source.records.documents
    places = {one.municipality: one for one in known.values()}
    place = source.one_of("municipality", municipality, places)
    listed = Listed(
        items=[
            one
            for one in known.values()
            if place in (None, one.municipality)
            and kind in (None, one.kind)
            and year in (None, one.year)
        ],
        key=lambda one: (one.iri,),
        order="iri",
        page=lambda page, following: Documents(
            data=source.data,
            total=page.total,
            items=[_document(source, one) for one in page.items],
            next=following,
        ),
        sheet=lambda items: documents_sheet(source, items),
    )
    return list_answer(source, listed, form, lang, limit, cursor)


@router.get(
    "/documents/{id:path}",
    tags=["documents"],
    summary="One document",
    operation_id="getDocument",
    response_model=DocumentOut,
    responses=FAULTS,
)
def document(id: str, source: CurrentSource) -> Response:
    """Return a document by its id; its elements are `/api/v1/elements?document=` and its id."""
    found = source.records.documents.get(source.iri(id))
    if found is None:
        raise HTTPException(404, f"There is no document {id[:200]!r}.")
    return answered(source, _document(source, found))


@router.get(
    "/bodies",
    tags=["bodies"],
    summary="The bodies that documents name",
    operation_id="listBodies",
    response_model=Bodies,
    responses={**TABLES, **FAULTS},
)
@router.get("/bodies.{suffix}", include_in_schema=False)
def bodies(
    source: CurrentSource,
    form: WantedForm,
    municipality: Municipality = None,
    kind: Annotated[
        Literal[BODY_KINDS] | None,  # type: ignore[valid-type]  # a tuple of literals
        Query(description="Its class."),
    ] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Language = "sv",
) -> Response:
    """Return boards, companies, administrations, groups and municipalities, by name."""
    known = source.records.bodies
    places = {one.municipality: one for one in known.values() if one.municipality}
    place = source.one_of("municipality", municipality, places)
    chosen = [
        one
        for one in known.values()
        if place in (None, one.municipality) and kind in (None, one.kind)
    ]
    listed = Listed(
        items=sorted(chosen, key=_by_name),
        key=_by_name,
        order="name",
        page=lambda page, following: Bodies(
            data=source.data,
            total=page.total,
            items=[_body(source, one) for one in page.items],
            next=following,
        ),
        sheet=lambda items: bodies_sheet(source, items, _loads(source)),
    )
    return list_answer(source, listed, form, lang, limit, cursor)


@router.get(
    "/bodies/{id:path}",
    tags=["bodies"],
    summary="One body",
    operation_id="getBody",
    response_model=BodyOut,
    responses=FAULTS,
)
def body(id: str, source: CurrentSource) -> Response:
    """Return a body by its id; its elements are `/api/v1/elements?body=` and its id."""
    found = source.records.bodies.get(source.iri(id))
    if found is None:
        raise HTTPException(404, f"There is no body {id[:200]!r}.")
    return answered(source, _body(source, found))


def _document(source: Source, one: DocumentInfo) -> DocumentOut:
    counts = source.snapshot.cached(
        "json.document-counts",
        lambda: (
            Counter(element.document for element in source.records.elements.values()),
            Counter(doubt.document for doubt in source.records.doubts.values()),
        ),
    )
    return DocumentOut(
        id=source.id(one.iri),
        iri=one.iri,
        kind=cast("_DocumentKind", one.kind),
        title=one.title,
        label=one.label,
        municipality=source.id(one.municipality),
        year=one.year,
        as_of=one.as_of,
        start=one.start,
        end=one.end,
        coverage=one.coverage,
        elements=counts[0][one.iri],
        doubts=counts[1][one.iri],
    )


def _body(source: Source, one: BodyRecord) -> BodyOut:
    return BodyOut(
        id=source.id(one.iri),
        iri=one.iri,
        name=one.name,
        kind=one.kind,
        municipality=source.id(one.municipality),
        spellings=list(one.spellings),
        abbreviations=list(one.abbreviations),
        parent=None if one.parent is None else source.id(one.parent),
        elements=_loads(source).get(one.iri, 0),
    )


def _loads(source: Source) -> dict[str, int]:
    """Return body → how many elements name it, each element once."""
    return source.snapshot.cached(
        "json.loads",
        lambda: dict(
            Counter(
                body
                for element in source.records.elements.values()
                for body in {part.body for part in element.parts}
            )
        ),
    )


def _by_name(one: BodyRecord) -> tuple[str, ...]:
    return alphabetical(one.name)[0], one.iri

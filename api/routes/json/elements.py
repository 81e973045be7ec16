"""Elements: a list to filter, sort and page through, and each with its chain and its reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from starlette.exceptions import HTTPException

from styrkedja.graph.analysis import KINDS, ROLES, STATUSES, alphabetical
from styrkedja.graph.analysis.loading import kinds_under
from styrkedja.graph.records import ElementRecord, Relation

from .doubts import doubt_of
from .forms import FAULTS, TABLES, Language, WantedForm, answered
from .lists import Cursor, Limit, Listed, list_answer
from .models import Assessment, BodyRef, Element, ElementDetail, Elements, Indicator, Step
from .paging import Page
from .sheets import elements_sheet
from .source import CurrentSource, Source

__all__ = ["Filters", "element", "elements", "router"]

router = APIRouter(tags=["elements"])

Sort = Literal[
    "title",
    "-title",
    "deadline",
    "-deadline",
    "status",
    "-status",
    "kind",
    "-kind",
    "year",
    "-year",
]
_LAST = "\uffff"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which elements are meant; those that are not given do not narrow."""

    kind: Annotated[
        Literal[KINDS] | None,  # type: ignore[valid-type]  # a tuple of literals, known when loaded
        Query(description="Its class; those under it count too (Assignment: all assignments)."),
    ] = None
    body: Annotated[
        str | None, Query(description="Id or IRI of a body.", examples=["lund/board/x"])
    ] = None
    role: Annotated[
        Literal[("any", *ROLES)],  # type: ignore[valid-type]
        Query(description="How the body stands to it."),
    ] = "any"
    status: Annotated[
        Literal[STATUSES] | None,  # type: ignore[valid-type]
        Query(description="By its newest assessment; unknown: none says."),
    ] = None
    document: Annotated[
        str | None, Query(description="Id or IRI of a document, or municipality/key.")
    ] = None
    municipality: Annotated[str | None, Query(description="Id or IRI of a municipality.")] = None
    year: Annotated[
        int | None, Query(ge=1900, le=2200, description="The year its document is about.")
    ] = None
    current: Annotated[
        bool | None, Query(description="Whether no later document continues it.")
    ] = None
    due_from: Annotated[date | None, Query(description="Deadline on this day or later.")] = None
    due_to: Annotated[date | None, Query(description="Deadline on this day or earlier.")] = None
    text: Annotated[
        str | None, Query(max_length=200, description="Words it must have, as for search.")
    ] = None


@router.get(
    "/elements",
    summary="Elements, filtered and sorted",
    operation_id="listElements",
    response_model=Elements,
    responses={**TABLES, **FAULTS},
)
@router.get("/elements.{suffix}", include_in_schema=False)
def elements(
    source: CurrentSource,
    form: WantedForm,
    filters: Annotated[Filters, Depends()],
    sort: Annotated[
        Sort, Query(description="A minus begins at the end; equals by title.")
    ] = "title",
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Language = "sv",
) -> Response:
    """Return the elements that all filters let through: goals, assignments, activities, areas.

    A page says how many match in all; `next` and the header `Link` lead to the page after it.
    CSV and XLSX have all that match, in the same order.
    """
    key = _key(sort)
    ordered: tuple[ElementRecord, ...] = source.snapshot.cached(
        ("json.elements", sort),
        lambda: tuple(
            sorted(source.records.elements.values(), key=key, reverse=sort.startswith("-"))
        ),
    )
    listed = Listed(
        items=_chosen(source, ordered, filters),
        key=key,
        order=sort,
        page=lambda page, following: _page(source, page, following),
        sheet=lambda items: elements_sheet(source, items),
    )
    return list_answer(source, listed, form, lang, limit, cursor)


@router.get(
    "/elements/{id:path}",
    summary="One element with its chain and reports",
    operation_id="getElement",
    response_model=ElementDetail,
    responses=FAULTS,
)
def element(id: str, source: CurrentSource) -> Response:
    """Return an element, what it serves and what serves it, its assessments, doubts and passages.

    The id is what follows the base in its IRI, as lists have it.
    """
    records = source.records
    found = records.elements.get(source.iri(id))
    if found is None:
        raise HTTPException(404, f"There is no element {id[:200]!r}.")
    earlier = [one.iri for one in records.elements.values() if found.iri in one.continued_by]
    doubts = [one for one in records.doubts.values() if one.concerns == found.iri]
    answer = ElementDetail(
        data=source.data,
        element=_element(source, found),
        purpose=found.purpose,
        description=found.description,
        perspective=found.perspective,
        above=[_step(source, step) for step in records.relations.above(found.iri)],
        below=[_step(source, step) for step in records.relations.below(found.iri)],
        continues=[source.id(iri) for iri in earlier],
        continued_by=[source.id(iri) for iri in found.continued_by],
        assessments=[
            Assessment(
                iri=one.iri,
                document=source.id(one.document),
                as_of=one.as_of,
                status=one.status,
                status_text=one.status_text,
                forecast=one.forecast,
                comment=one.comment,
                confidence=one.confidence,
            )
            for one in records.assessments.get(found.iri, ())
        ],
        indicators=[
            Indicator(iri=one.iri, title=one.title, unit=one.unit)
            for one in records.relations.indicators.get(found.iri, ())
        ],
        doubts=[doubt_of(source, one) for one in doubts],
        passages=source.passages(found.iri),
    )
    return answered(source, answer)


def _chosen(
    source: Source, elements: Sequence[ElementRecord], filters: Filters
) -> list[ElementRecord]:
    records = source.records
    body = source.one_of("body", filters.body, records.bodies)
    document = source.one_of("document", filters.document, records.documents)
    places = {one.municipality: one for one in records.documents.values()}
    municipality = source.one_of("municipality", filters.municipality, places)
    classes = None if filters.kind is None else frozenset(kinds_under(filters.kind))
    words = None if filters.text is None else source.search.iris(filters.text, "element")
    status = None if filters.status in (None, "unknown") else filters.status

    def fits(one: ElementRecord) -> bool:
        return (
            (classes is None or one.kind in classes)
            and (document is None or one.document == document)
            and (municipality is None or one.municipality == municipality)
            and (filters.year is None or one.year == filters.year)
            and (filters.status is None or one.status == status)
            and (filters.current is None or one.current == filters.current)
            and (filters.due_from is None or (one.deadline or date.min) >= filters.due_from)
            and (filters.due_to is None or (one.deadline or date.max) <= filters.due_to)
            and (words is None or one.iri in words)
            and (body is None or _has(one, body, filters.role))
        )

    return [one for one in elements if fits(one)]


def _has(one: ElementRecord, body: str, role: str) -> bool:
    return any(part.body == body and role in ("any", part.role) for part in one.parts)


def _key(sort: str) -> Callable[[ElementRecord], tuple[str, ...]]:
    """Return what elements are sorted by; what is not stated comes last in either direction."""
    none = "" if sort.startswith("-") else _LAST
    name = sort.removeprefix("-")

    def key(one: ElementRecord) -> tuple[str, ...]:
        first = {
            "title": "",
            "deadline": none if one.deadline is None else one.deadline.isoformat(),
            "status": one.status or none,
            "kind": one.kind,
            "year": none if one.year is None else f"{one.year:04}",
        }[name]
        return first, alphabetical(one.title)[0], one.iri

    return key


def _page(source: Source, page: Page[ElementRecord], following: str | None) -> Elements:
    items = [_element(source, one) for one in page.items]
    return Elements(data=source.data, total=page.total, items=items, next=following)


def _element(source: Source, one: ElementRecord) -> Element:
    return Element(
        id=source.id(one.iri),
        iri=one.iri,
        title=one.title,
        kind=one.kind,
        document=source.id(one.document),
        municipality=source.id(one.municipality),
        year=one.year,
        number=one.number,
        heading=one.heading,
        bodies=[
            BodyRef(**source.ref(part.body).model_dump(), role=part.role) for part in one.parts
        ],
        status=one.status,
        status_text=one.status_text,
        forecast=one.forecast,
        deadline=one.deadline,
        deadline_text=one.deadline_text,
        current=one.current,
    )


def _step(source: Source, step: Relation) -> Step:
    known = source.records.elements.get(step.element)
    return Step(
        id=source.id(step.element),
        iri=step.element,
        title=source.records.name(step.element),
        kind="" if known is None else known.kind,
        relation=step.relation,
        level=step.level,
    )

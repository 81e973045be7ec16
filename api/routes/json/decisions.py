"""Doubts one by one, what is decided about them, and the list of all corrections."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from styrkedja.graph.corrections import (
    STALE,
    BodyEdit,
    Correction,
    Decision,
    DoubtCase,
    Listed,
    Standing,
)

from ...deciding import Wish, caught_up, corrections_in, decide, find_case, undo
from ...responses import PROBLEMS
from ...workshop import CurrentWorkshop
from ...writing import TokenWriter
from ..uploads import TOKEN
from . import lists
from .decision_models import (
    CorrectionOut,
    Corrections,
    DecisionIn,
    DoubtDetail,
    FactOut,
    UndoIn,
)
from .forms import FAULTS, TABLES, Language, WantedForm, answered
from .lists import Cursor, Limit, list_answer
from .paging import Page
from .sheets import corrections_sheet
from .source import CurrentSource, Source

__all__ = ["correction_of", "router"]

router = APIRouter(tags=["doubts"])

_WRITING = {
    **FAULTS,
    **{code: value for status in (400, 401, 403, 409) for code, value in PROBLEMS[status].items()},
}


@router.get(
    "/corrections",
    summary="What people have corrected or settled",
    operation_id="listCorrections",
    response_model=Corrections,
    responses={**TABLES, **FAULTS},
)
@router.get("/corrections.{suffix}", include_in_schema=False)
def corrections(
    source: CurrentSource,
    form: WantedForm,
    document: Annotated[
        str | None, Query(description="Id or IRI of a document, or municipality/key.")
    ] = None,
    decision: Annotated[
        Literal["correct", "accept", "dismiss", "register"] | None,
        Query(description="What was decided."),
    ] = None,
    standing: Annotated[
        Literal["holds", "stale", "taken-back"] | None,
        Query(description="stale: the document has left it behind, and it has no effect."),
    ] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Language = "sv",
) -> Response:
    """Return the corrections that all filters let through, the oldest first."""
    stated = source.one_of("document", document, source.records.documents)
    chosen = [
        one
        for one in corrections_in(source.snapshot)
        if stated in (None, _document(one))
        and decision in (None, _sort(one))
        and standing in (None, _how(one))
    ]
    listed = lists.Listed(
        items=sorted(chosen, key=_key),
        key=_key,
        order="id",
        page=lambda page, following: _page(source, page, following),
        sheet=lambda items: corrections_sheet(correction_of(source, one) for one in items),
    )
    return list_answer(source, listed, form, lang, limit, cursor)


@router.post(
    "/corrections/{id}/undo",
    summary="Take a correction back",
    operation_id="undoCorrection",
    response_model=CorrectionOut,
    responses=_WRITING,
    dependencies=[TOKEN],
)
async def undo_correction(
    request: Request,
    source: CurrentSource,
    workshop: CurrentWorkshop,
    writer: TokenWriter,
    id: str,
    wish: UndoIn,
) -> Response:
    """Take a correction back, so that what it was about is as it was before; it stays listed.

    Needs a token with the scope `write` (`Authorization: Bearer`).
    """
    name = writer.name
    record = await workshop.run(
        lambda: undo(source.snapshot, id, by=name, why=wish.why, agent=name)
    )
    if record is None:
        raise HTTPException(404, "There is no such correction.")
    await caught_up(request)
    return answered(source, correction_of(source, Listed(record, Standing.TAKEN_BACK)))


@router.post(
    "/doubts/{municipality}/doubt/{document}/{key}/decision",
    summary="Settle a doubt",
    operation_id="settleDoubt",
    response_model=CorrectionOut,
    responses=_WRITING,
    dependencies=[TOKEN],
)
async def settle_doubt(
    request: Request,
    source: CurrentSource,
    workshop: CurrentWorkshop,
    writer: TokenWriter,
    municipality: str,
    document: str,
    key: str,
    decision: DecisionIn,
) -> Response:
    """Correct the fact, accept the doubt, or dismiss it; it is not open any more then.

    Needs a token with the scope `write` (`Authorization: Bearer`).
    """
    iri = source.iri(f"{municipality}/doubt/{document}/{key}")
    snapshot = source.snapshot
    if await workshop.run(lambda: find_case(snapshot, iri)) is None:
        raise HTTPException(404, "There is no such doubt.")
    wish = Wish(
        decision=Decision(decision.decision),
        by=writer.name,
        why=decision.why,
        fact=decision.fact,
        value=decision.value,
        stamp=decision.stamp,
    )
    made = await workshop.run(lambda: decide(snapshot, iri, wish, writer.name))
    await caught_up(request)
    return answered(source, correction_of(source, Listed(made, Standing.APPLIES)))


@router.get(
    "/doubts/{municipality}/doubt/{document}/{key}",
    summary="One doubt, open or settled",
    operation_id="getDoubt",
    response_model=DoubtDetail,
    responses=FAULTS,
)
async def doubt(
    source: CurrentSource,
    workshop: CurrentWorkshop,
    municipality: str,
    document: str,
    key: str,
) -> Response:
    """Return a doubt with what can be decided about it, or what was."""
    iri = source.iri(f"{municipality}/doubt/{document}/{key}")
    case = await workshop.run(lambda: find_case(source.snapshot, iri))
    if case is None:
        raise HTTPException(404, "There is no such doubt.")
    return await workshop.run(lambda: answered(source, _detail(source, case)))


def correction_of(source: Source, listed: Listed) -> CorrectionOut:
    """Return a correction as the API tells it."""
    record, taken = listed.record, listed.record.taken_back
    if isinstance(record, Correction):
        subject, document, field = record.subject, source.id(record.document), record.field
        read = [said.words for said in record.read]
        corrected = [said.words for said in record.corrected]
        doubts = [source.id(one) for one in record.doubts]
    else:
        subject = source.iri(f"{record.municipality}/{record.body}")
        document, field, doubts = None, ", ".join(record.after), []
        read, corrected = _texts(record.before), _texts(record.after)
    ref = source.ref(subject)
    if ref.name in ("", subject) and isinstance(record, Correction):
        ref = ref.model_copy(update={"name": record.title})
    return CorrectionOut(
        id=record.id,
        decision=_sort(listed),
        subject=ref,
        document=document,
        field=field,
        read=read,
        corrected=corrected,
        doubts=doubts,
        by=record.by,
        time=record.time,
        why=record.why,
        standing=listed.standing.value,
        taken_back_by=None if taken is None else taken.by,
        taken_back_time=None if taken is None else taken.time,
        taken_back_why=None if taken is None else taken.why,
    )


def _texts(said: object) -> list[str]:
    values = cast("dict[str, str | tuple[str, ...]]", said).values()
    return [one if isinstance(one, str) else ", ".join(one) for one in values]


def _detail(source: Source, case: DoubtCase) -> DoubtDetail:
    one, document = case.doubt, case.document
    standings = document.applied.standings
    settled = case.settled
    return DoubtDetail(
        id=source.id(one.iri),
        iri=one.iri,
        kind=one.kind,
        document=source.id(document.record.iri),
        concerns=source.ref(one.concerns),
        sv=one.sv,
        en=one.en,
        passages=source.passages(one.iri),
        open=settled is None,
        stamp=case.stamp,
        facts=[
            FactOut(
                id=document.short(fact.iri),
                field=fact.field.name,
                values=fact.field.values,
                read=[said.words for said in document.read(fact)],
            )
            for fact in case.facts
            if fact.field is not None
        ],
        settled=None
        if settled is None
        else correction_of(source, Listed(settled, standings[settled.id])),
    )


def _page(source: Source, page: Page[Listed], following: str | None) -> Corrections:
    items = [correction_of(source, one) for one in page.items]
    return Corrections(data=source.data, total=page.total, items=items, next=following)


def _document(one: Listed) -> str | None:
    return one.record.document if isinstance(one.record, Correction) else None


def _sort(one: Listed) -> Literal["correct", "accept", "dismiss", "register"]:
    if isinstance(one.record, BodyEdit):
        return "register"
    return one.record.decision.value


def _how(one: Listed) -> str:
    if one.standing in STALE:
        return "stale"
    return "taken-back" if one.standing is Standing.TAKEN_BACK else "holds"


def _key(one: Listed) -> tuple[str, ...]:
    """Return the commit's number and that within it, as texts that sort as numbers do."""
    return tuple(f"{int(part):012}" for part in one.record.id.split("-"))

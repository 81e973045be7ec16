"""The page of all corrections: who decided what, when and why, how it stands; taking back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from styrkedja.api.deciding import caught_up, corrections_in, undo
from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.api.workshop import CurrentWorkshop
from styrkedja.api.writing import FormWriter
from styrkedja.errors import DecisionConflictError, ParameterError
from styrkedja.graph.corrections import STALE, BodyEdit, Correction, Listed, Standing

from .correcting import (
    CorrectionView,
    correction_view,
    doubt_address,
    who_decides,
)
from .paging import page_of
from .rendering import Visit, visit_of
from .scope import document_value

__all__ = ["router", "stale_of"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_SHOWN = 50
_SORTS = ("correct", "accept", "dismiss", "register")
_HOW = ("holds", "stale", "taken-back")


@router.get("/corrections", response_class=HTMLResponse)
async def corrections_page(
    request: Request,
    snapshot: CurrentSnapshot,
    workshop: CurrentWorkshop,
    decision: str = "",
    document: str = "",
    standing: str = "",
    undone: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Return the corrections that all filters let through, the newest first.

    Args:
        request: The request.
        snapshot: The snapshot.
        workshop: Where they are looked up.
        decision: "correct", "accept", "dismiss" or "register"; empty for all.
        document: A document as `municipality/key`; empty for all.
        standing: "holds", "stale" or "taken-back"; empty for all.
        undone: The id of one that was just taken back.
        page: The page, from 1.
    """
    visit = visit_of(request, snapshot)
    asked = {"decision": decision, "document": document, "standing": standing}
    return await workshop.run(lambda: _page(visit, asked, undone, page))


@router.post("/corrections/{id}/undo")
async def undo_correction(
    request: Request,
    snapshot: CurrentSnapshot,
    workshop: CurrentWorkshop,
    writer: FormWriter,
    id: str,
) -> Response:
    """Take a correction back, and lead to its doubt, or to the list."""
    visit = visit_of(request, snapshot)
    form = await request.form()
    given = {name: str(form.get(name, "")) for name in ("why", "by", "back", "to")}
    asked = dict.fromkeys(("decision", "document", "standing"), "")
    try:
        by = who_decides(writer, request.app.state.settings, given["by"])
        record = await workshop.run(
            lambda: undo(snapshot, id, by=by, why=given["why"], agent=writer.name)
        )
    except ParameterError as error:
        told = error.sv if visit.language == "sv" and error.sv else str(error)
        return await workshop.run(lambda: _page(visit, asked, "", 1, wrong=told, status=422))
    except DecisionConflictError as error:
        told = error.sv if visit.language == "sv" else str(error)
        return await workshop.run(lambda: _page(visit, asked, "", 1, wrong=told, status=409))
    if record is None:
        raise HTTPException(404, "There is no such correction.")
    await caught_up(request)
    if given["to"] == "doubt" and isinstance(record, Correction) and record.doubts:
        address = doubt_address(visit, record.doubts[0], given["back"], "undone")
    else:
        address = visit.links.page("/corrections", "result", undone=record.id)
    return RedirectResponse(address, _SEE_OTHER)


def stale_of(visit: Visit, document: str) -> list[CorrectionView]:
    """Return the corrections that a document has left behind, the newest first."""
    return [
        _view(one, visit)
        for one in corrections_in(visit.snapshot)
        if one.standing in STALE
        and isinstance(one.record, Correction)
        and one.record.document == document
    ]


def _page(
    visit: Visit,
    asked: dict[str, str],
    undone: str,
    page: int,
    *,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    every = corrections_in(visit.snapshot)
    names = {one.iri: document_value(one) for one in visit.snapshot.documents}
    found = [one for one in every if _matches(one, asked, names)]
    shown = page_of(found, page, _SHOWN)
    kept = {name: value for name, value in asked.items() if value}
    links = visit.links
    settings = visit.request.app.state.settings
    taken = next((one for one in every if one.record.id == undone), None)
    return visit.page(
        "corrections.html",
        status=status,
        section="/documents",
        total=len(every),
        shown=shown,
        items=[_view(one, visit) for one in shown.items],
        addresses=shown.addresses(
            lambda number: links.page("/corrections", **{**kept, "page": str(number)})
        ),
        asked=asked,
        sorts=_counted(every, _SORTS, _sort),
        standings=_counted(every, _HOW, _how),
        documents=_documents(visit, every, names),
        narrowed=bool(kept),
        clear=links.page("/corrections"),
        undone=None if taken is None or taken.record.taken_back is None else _view(taken, visit),
        wrong=wrong,
        known_name=settings.corrected_by or "",
    )


def _view(one: Listed, visit: Visit) -> CorrectionView:
    return correction_view(one.record, one.standing, visit, stale=one.standing in STALE)


def _sort(one: Listed) -> str:
    record = one.record
    return "register" if isinstance(record, BodyEdit) else record.decision.value


def _how(one: Listed) -> str:
    if one.standing in STALE:
        return "stale"
    return "taken-back" if one.standing is Standing.TAKEN_BACK else "holds"


def _counted(
    every: Sequence[Listed], names: Sequence[str], of: Callable[[Listed], str]
) -> list[tuple[str, int]]:
    found = Counter(of(one) for one in every)
    return [(name, found[name]) for name in names if found[name]]


def _documents(
    visit: Visit, every: Sequence[Listed], names: dict[str, str]
) -> list[tuple[str, str, int]]:
    found = Counter(one.record.document for one in every if isinstance(one.record, Correction))
    return [(names[iri], visit.facts.label(iri).value, found[iri]) for iri in names if found[iri]]


def _matches(one: Listed, asked: dict[str, str], names: dict[str, str]) -> bool:
    record = one.record
    document = names.get(record.document, "") if isinstance(record, Correction) else ""
    return (
        asked.get("decision", "") in ("", _sort(one))
        and asked.get("standing", "") in ("", _how(one))
        and asked.get("document", "") in ("", document)
    )

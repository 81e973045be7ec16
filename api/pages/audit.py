"""Who wrote what and when, for those who may write: as a page, and as PROV to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import HTMLResponse, Response

from styrkedja.api.snapshot import CurrentSnapshot
from styrkedja.api.writing import CurrentWriter, Guard, make_sure
from styrkedja.graph.archive import Archive
from styrkedja.graph.audit import Entry, audit_file, documents_written

from .paging import page_of
from .rendering import visit_of
from .views import Ref, ref

__all__ = ["LoggedItem", "router"]

router = APIRouter(include_in_schema=False)

_SHOWN = 100
_FORMS = {"nq": "application/n-quads", "ttl": "text/turtle"}


@dataclass(frozen=True, slots=True)
class LoggedItem:
    """An entry of the log.

    Args:
        entry: The entry.
        started: When it began.
        documents: The documents that it wrote which are here still and which the visitor may see.
    """

    entry: Entry
    started: datetime
    documents: tuple[Ref, ...]


@router.get("/audit", response_class=HTMLResponse)
def audit_page(
    request: Request,
    snapshot: CurrentSnapshot,
    writer: CurrentWriter,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Return the log, the newest first.

    Raises:
        WritingRefusedError: The visitor may not write.
    """
    make_sure(request, writer)
    guard: Guard = request.app.state.guard
    entries, damaged = guard.log.entries()
    visit = visit_of(request, snapshot)
    shown = page_of(entries[::-1], page, _SHOWN)
    written = documents_written(Archive.open(snapshot.archive.path), shown.items)
    items = [
        LoggedItem(
            entry,
            datetime.fromisoformat(entry.started),
            tuple(
                ref(iri, visit.facts, visit.links)
                for iri in written[entry.id]
                if snapshot.document(iri) is not None
            ),
        )
        for entry in shown.items
    ]
    answer = visit.page(
        "audit.html",
        section="/documents",
        items=items,
        shown=shown,
        damaged=damaged,
        addresses=shown.addresses(lambda number: visit.links.page("/audit", page=number)),
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@router.get("/audit.{form}")
def audit_download(
    form: Annotated[str, Path(pattern="^(nq|ttl)$")],
    request: Request,
    snapshot: CurrentSnapshot,
    writer: CurrentWriter,
) -> Response:
    """Return the log as PROV, in N-Quads or Turtle.

    Raises:
        WritingRefusedError: The visitor may not write.
    """
    make_sure(request, writer)
    guard: Guard = request.app.state.guard
    entries, _ = guard.log.entries()
    seen = {record.iri for record in snapshot.documents}
    content = audit_file(Archive.open(snapshot.archive.path), entries, form, seen)
    return Response(
        content,
        media_type=_FORMS[form],
        headers={
            "Cache-Control": "private, no-store",
            "Content-Disposition": f'attachment; filename="audit.{form}"',
        },
    )

"""Uploading documents: the form, how far an upload has come, and the report as its answer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from time import monotonic

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from styrkedja.api.snapshot import CurrentSnapshot, Snapshot
from styrkedja.api.uploads import (
    MOST_FILES,
    Job,
    Jobs,
    TooManyUploadsError,
    UploadRefusedError,
    received,
    upload,
)
from styrkedja.api.writing import (
    FORM_FIELD,
    CurrentWriter,
    Writer,
    check_form_field,
    check_writer,
    make_sure,
)
from styrkedja.settings import Settings

from .rendering import visit_of
from .upload_views import file_views

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_STATUS = {"too-large": 413, "too-many-files": 413, "large-profile": 413, "busy": 429}
_WATCHED = 15.0  # seconds that one connection is told of progress; browsers connect again
_SIGN_OF_LIFE = 5.0  # seconds


@router.get("/upload", response_class=HTMLResponse)
def upload_page(request: Request, snapshot: CurrentSnapshot, writer: CurrentWriter) -> HTMLResponse:
    """Return the form.

    Raises:
        WritingRefusedError: The visitor may not write.
    """
    make_sure(request, writer)
    return _form_page(request, snapshot, writer)


@router.post("/upload")
async def send(request: Request, snapshot: CurrentSnapshot) -> Response:
    """Begin to take in what was sent, and lead to where its progress is told.

    Raises:
        WritingRefusedError: The form is forged, foreign or old, or its sender may not write.
    """
    writer = await check_writer(request)
    settings: Settings = request.app.state.settings
    jobs: Jobs = request.app.state.jobs
    if jobs.full:
        return _form_page(request, snapshot, writer, "busy")
    try:
        got = await received(request)
    except UploadRefusedError as error:
        return _form_page(request, snapshot, writer, error.reason)
    try:
        await check_form_field(request, got.fields.get(FORM_FIELD))
        job = upload(jobs, got, writer.name, settings)
    except TooManyUploadsError:
        return _form_page(request, snapshot, writer, "busy")
    except BaseException:
        got.spool.cleanup()
        raise
    address = visit_of(request, snapshot).links.page(f"/upload/{job.id}")
    return RedirectResponse(address, _SEE_OTHER)


@router.get("/upload/{id}", response_class=HTMLResponse)
def progress_page(
    id: str, request: Request, snapshot: CurrentSnapshot, writer: CurrentWriter
) -> HTMLResponse:
    """Return how far an upload has come, and what was read once it is over.

    Raises:
        WritingRefusedError: The visitor may not write.
    """
    make_sure(request, writer)
    visit = visit_of(request, snapshot)
    job = _job(request, id)
    page = visit.page(
        "upload_progress.html",
        status=404 if job is None else 200,
        section="/documents",
        job=job,
        files=[] if job is None else file_views(job, visit),
        events=visit.links.page(f"/upload/{id}/events"),
    )
    page.headers["Cache-Control"] = "private, no-store"
    return page


@router.get("/upload/{id}/events")
async def events(id: str, request: Request, writer: CurrentWriter) -> Response:
    """Return an event for each change of an upload, until it is over or a while has gone by.

    Raises:
        WritingRefusedError: The visitor may not write.
    """
    make_sure(request, writer)
    job = _job(request, id)
    if job is None:
        return Response(status_code=204)  # browsers do not connect again then
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(job), media_type="text/event-stream", headers=headers)


async def _told(job: Job) -> AsyncIterator[str]:
    seen, until = -1, monotonic() + _WATCHED
    yield "retry: 1000\n\n"
    while monotonic() < until:
        if await job.changed(seen, _SIGN_OF_LIFE):
            seen = job.version
            state = {"state": job.state.value, "over": job.over}
            yield f"data: {json.dumps(state)}\n\n"
            if job.over:
                return
        else:
            yield ": waiting\n\n"


def _job(request: Request, id: str) -> Job | None:
    jobs: Jobs = request.app.state.jobs
    return jobs.get(id)


def _form_page(
    request: Request, snapshot: Snapshot, writer: Writer, fault: str = ""
) -> HTMLResponse:
    from styrkedja.graph.formats import SUFFIXES  # loads what reads files

    visit = visit_of(request, snapshot)
    settings: Settings = request.app.state.settings
    homes = {record.municipality for record in snapshot.documents}
    return visit.page(
        "upload.html",
        status=_STATUS.get(fault, 422) if fault else 200,
        section="/documents",
        fault=fault,
        csrf=writer.csrf,
        most_files=MOST_FILES,
        most_mib=settings.upload_mib,
        endings=",".join(sorted(SUFFIXES)),
        homes=sorted(visit.facts.label(visit.links.iri(home)).value for home in homes),
        internal_when_new=settings.visibility == "internal",
    )

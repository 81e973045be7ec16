"""Uploading by programs: documents posted with a token, and how far an upload has come."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException

from styrkedja.settings import Settings

from ..responses import PROBLEMS
from ..uploads import (
    FileState,
    Job,
    Jobs,
    TooManyUploadsError,
    UploadRefusedError,
    received,
    upload,
)
from ..writing import TokenWriter

__all__ = ["TOKEN", "FileOut", "UploadOut", "router"]

router = APIRouter(prefix="/api/v1", tags=["uploads"])

TOKEN = Depends(
    HTTPBearer(
        auto_error=False,
        scheme_name="token",
        description="A token of `styrkedja token create --scope write`.",
    )
)
"""What the API's description says of operations that write; `TokenWriter` looks at the token."""
_FAULTS = {
    code: told
    for status in (400, 401, 403, 413, 415, 422, 429, 503)
    for code, told in PROBLEMS[status].items()
}
_REFUSALS = {
    "empty": (422, "files: send at least one file."),
    "too-many-files": (413, "files: send fewer at a time."),
    "too-large": (413, "The files are larger together than one upload may be."),
    "large-profile": (413, "profile: it is larger than any profile."),
    "broken": (422, "The body is no whole multipart/form-data; nothing of it was kept."),
    "no-room": (503, "There is no room for it on the service's disk."),
}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "description": "The documents: PDF, Word, Excel, HTML, CSV or text.",
                    },
                    "municipality": {
                        "type": "string",
                        "description": "The municipality's name, where they do not say it.",
                    },
                    "body": {
                        "type": "string",
                        "description": "The body whose documents they are, where they do not say.",
                    },
                    "visibility": {
                        "type": "string",
                        "enum": ["", "public", "internal"],
                        "description": "Who may see them; empty: as before, or as the service's "
                        "setting says for new ones.",
                    },
                    "again": {
                        "type": "string",
                        "enum": ["", "1"],
                        "description": "1: take in a version that a newer one has replaced.",
                    },
                    "profile": {
                        "type": "string",
                        "format": "binary",
                        "description": "A TOML file with words of these documents.",
                    },
                },
            }
        }
    },
}


class _Answer(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class FileOut(_Answer):
    """One file of an upload."""

    name: str = Field(description="What its sender called it, without folders.")
    state: Literal["queued", "reading", "taken", "refused"]
    outcome: Literal["new", "replaced", "unchanged", "older"] | None = Field(
        description="What taking it in did; unchanged and older: nothing was written."
    )
    document: str | None = Field(description="IRI of its document.")
    label: str | None = Field(description="The document's short title with its period.")
    elements: int | None = Field(description="How many elements were read.")
    coverage: float | None = Field(description="Share of its lines that were understood, 0–1.")
    doubts: int | None = Field(description="How many doubts reading it left.")
    reason: str | None = Field(description="Why it was refused, as a word.")
    line: int | None = Field(description="The line that is meant, from 1.")
    detail: str | None = Field(description="What is wrong with it, and what to do.")

    @classmethod
    def of(cls, file: FileState) -> FileOut:
        """Return the answer for a file."""
        report = file.report
        return cls(
            name=file.name,
            state=cast("Any", file.state),
            outcome=cast("Any", file.outcome or None),
            document=file.iri or None,
            label=None if report is None else report.label,
            elements=None if report is None else sum(count for _, count in report.by_kind),
            coverage=None if report is None else report.coverage,
            doubts=None if report is None else len(report.doubts),
            reason=file.reason or None,
            line=file.line,
            detail=file.detail or None,
        )


class UploadOut(_Answer):
    """An upload, and how far it has come."""

    id: str
    state: Literal["queued", "starting", "waiting", "reading", "showing", "done", "failed"] = Field(
        description="waiting: somebody else writes to the archive; showing: what was read is "
        "being brought into what the service shows; done and failed: nothing more will come."
    )
    reason: str | None = Field(description="Why it failed, as a word.")
    files: list[FileOut]

    @classmethod
    def of(cls, job: Job) -> UploadOut:
        """Return the answer for an upload."""
        files = [FileOut.of(file) for file in job.files]
        return cls(id=job.id, state=job.state.value, reason=job.reason or None, files=files)


@router.post(
    "/documents",
    summary="Upload documents",
    operation_id="uploadDocuments",
    status_code=202,
    response_model=UploadOut,
    responses=_FAULTS,
    openapi_extra={"requestBody": _BODY},
    dependencies=[TOKEN],
)
async def post_documents(request: Request, response: Response, writer: TokenWriter) -> UploadOut:
    """Take in the files of a multipart body, each read in a process of its own.

    Needs a token with the scope `write` (`Authorization: Bearer`). The answer comes before they are
    read: `Location` says where to ask how far it has come. Nothing of a file is kept before all of
    it has been read and is valid.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise HTTPException(415, "Send the files as multipart/form-data.")
    settings: Settings = request.app.state.settings
    jobs: Jobs = request.app.state.jobs
    if jobs.full:
        raise _too_many()
    try:
        got = await received(request)
    except UploadRefusedError as error:
        raise HTTPException(*_REFUSALS[error.reason]) from error
    try:
        job = upload(jobs, got, writer.name, settings)
    except TooManyUploadsError as error:
        raise _too_many() from error
    response.headers["Location"] = f"/api/v1/uploads/{job.id}"
    response.headers["Cache-Control"] = "no-store"
    return UploadOut.of(job)


@router.get(
    "/uploads/{id}",
    summary="How far an upload has come",
    operation_id="getUpload",
    response_model=UploadOut,
    responses={**_FAULTS, **PROBLEMS[404]},
    dependencies=[TOKEN],
)
async def get_upload(
    id: Annotated[str, Path(description="The id that the upload's answer told.")],
    request: Request,
    response: Response,
    writer: TokenWriter,
) -> UploadOut:
    """Return an upload; those that are long over, or older than the service's start, are gone.

    What they wrote is among the documents, whole.
    """
    jobs: Jobs = request.app.state.jobs
    job = jobs.get(id)
    if job is None:
        raise HTTPException(404, "No such upload, or it was long ago, or before the last restart.")
    response.headers["Cache-Control"] = "no-store"
    return UploadOut.of(job)


def _too_many() -> HTTPException:
    return HTTPException(
        429, "Several uploads are waiting already; try again.", headers={"Retry-After": "30"}
    )

"""All graphs as one file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from styrkedja.graph.exports import EXPORT_FORMATS, write_export

from ..caching import Revalidated
from ..catalogue import EXPORT_PATHS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot

__all__ = ["export", "router"]

router = APIRouter(tags=["data"])
_FILES = {path: EXPORT_FORMATS[name] for path, name in EXPORT_PATHS.items()}
_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 64 * 1024


@router.get(
    "/export/{name}",
    summary="All graphs as one file",
    dependencies=[Revalidated],
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file",
            "content": {format_.media_type.partition(";")[0]: {} for format_ in _FILES.values()},
        },
        **PROBLEMS[404],
    },
)
def export(name: str, snapshot: CurrentSnapshot) -> StreamingResponse:
    """Return the documents, registers, what follows from them, and the ontology.

    `quads.nq` and `data.trig` say in which graph each triple stands; `data.ttl`, `data.jsonld`
    and `data.rdf` do not. The file is made whole before its first byte is sent, outside memory
    when it is large, so it never ends early with status 200.
    """
    if name not in _FILES:
        raise HTTPException(404, f"No such file; there are {', '.join(_FILES)}.")
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by _chunks
    write_export(snapshot.store, _FILES[name].name, file)
    size = file.tell()
    return StreamingResponse(
        _chunks(file),
        media_type=_FILES[name].media_type,
        headers={
            "Content-Length": str(size),
            "Content-Disposition": f'attachment; filename="styrkedja-{name}"',
        },
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk

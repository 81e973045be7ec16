"""All graphs as one file."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import IO

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from styrkedja.graph.exports import EXPORT_FORMATS, write_export

from ..caching import Revalidated
from ..catalogue import EXPORT_PATHS
from ..responses import PROBLEMS
from ..snapshot import CurrentSnapshot, Snapshot
from ..workshop import CurrentWorkshop

__all__ = ["export", "router"]

router = APIRouter(tags=["data"])
_FILES = {path: EXPORT_FORMATS[name] for path, name in EXPORT_PATHS.items()}
_CHUNK = 64 * 1024


class _Made:
    """A file without a name, which several answers may read at the same time.

    Args:
        file: The file; closed when nothing refers to this any more.
        size: Its size in bytes.
    """

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.size = size
        self._file = file
        weakref.finalize(self, file.close)

    def chunks(self) -> Iterator[bytes]:
        """Yield all of it, piece by piece."""
        place = 0
        while chunk := os.pread(self._file.fileno(), _CHUNK, place):
            place += len(chunk)
            yield chunk


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
        **PROBLEMS[503],
    },
)
async def export(
    name: str, snapshot: CurrentSnapshot, workshop: CurrentWorkshop
) -> StreamingResponse:
    """Return the documents, registers, what follows from them, and the ontology.

    `quads.nq` and `data.trig` say in which graph each triple stands; `data.ttl`, `data.jsonld`
    and `data.rdf` do not. The file is made whole, once a commit, before its first byte is sent,
    so it never ends early with status 200.
    """
    if name not in _FILES:
        raise HTTPException(404, f"No such file; there are {', '.join(_FILES)}.")
    made = await workshop.run(
        lambda: snapshot.cached(("export", name), lambda: _made(snapshot, _FILES[name].name))
    )
    return StreamingResponse(
        made.chunks(),
        media_type=_FILES[name].media_type,
        headers={
            "Content-Length": str(made.size),
            "Content-Disposition": f'attachment; filename="styrkedja-{name}"',
        },
    )


def _made(snapshot: Snapshot, format: str) -> _Made:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _Made
    write_export(snapshot.store, format, file)
    file.flush()
    return _Made(file, file.tell())

"""The analyses as data: JSON, tables, graphs and pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.exceptions import HTTPException

from styrkedja.errors import FormatError
from styrkedja.graph.analysis import (
    BoardAnalysis,
    analyse_boards,
    board_table,
    export_boards,
    load_responsibilities,
    network_svg,
)
from styrkedja.graph.spreadsheets import harmless_csv

from ..responses import PROBLEMS, BoardsAnswer
from ..snapshot import CurrentSnapshot, Snapshot

__all__ = ["boards", "router"]

router = APIRouter(prefix="/analyses", tags=["analyses"])

_Writer = Callable[[BoardAnalysis, str, str], str]
_FORMATS: MappingProxyType[str, tuple[str, _Writer]] = MappingProxyType(
    {
        "csv": ("text/csv; charset=utf-8", lambda a, t, _: harmless_csv(board_table(a, t))),
        "graphml": ("application/graphml+xml", lambda a, *_: export_boards(a, "graphml")),
        "gexf": ("application/gexf+xml", lambda a, *_: export_boards(a, "gexf")),
        "svg": ("image/svg+xml", lambda a, _, lang: network_svg(a, lang=lang, standalone=True)),
    }
)
"""Name of a form → its media type, and what writes it from analysis, table and language."""


@router.get(
    "/boards",
    summary="Which boards share assignments",
    response_model=BoardsAnswer,
    responses={
        200: {
            "description": "What the boards share",
            "content": {media.partition(";")[0]: {} for media, _ in _FORMATS.values()},
        },
        **PROBLEMS[400],
        **PROBLEMS[404],
        **PROBLEMS[422],
    },
)
def boards(
    snapshot: CurrentSnapshot,
    document: Annotated[
        str | None,
        Query(
            description="A document: its IRI, or municipality/key. Without it, or with “all”: "
            "what is the case now over all documents."
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        Query(description="The day at which overdue is counted; else the documents' own."),
    ] = None,
    format: Annotated[
        str, Query(description="json, csv, graphml, gexf or svg.", examples=["json"])
    ] = "json",
    table: Annotated[
        str, Query(description="What a CSV holds: pairs, boards or matrix.")
    ] = "pairs",
    lang: Annotated[str, Query(pattern="^(sv|en)$", description="Of a picture: sv or en.")] = "sv",
) -> BoardsAnswer | Response:
    """Return boards with their measures, pairs that share something, and what is shared."""
    iri = _document(snapshot, document)
    key = ("analyses.boards", iri, as_of)
    analysis = snapshot.cached(
        key,
        lambda: analyse_boards(load_responsibilities(snapshot.store, document=iri), as_of=as_of),
    )
    if format == "json":
        return BoardsAnswer.of(analysis)
    if format not in _FORMATS:
        raise FormatError(f"unknown format {format!r}; known are json, {', '.join(_FORMATS)}")
    media_type, write = _FORMATS[format]
    content = snapshot.cached((*key, format, table, lang), lambda: write(analysis, table, lang))
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'inline; filename="boards.{format}"'},
    )


def _document(snapshot: Snapshot, name: str | None) -> str | None:
    if name is None or name == "all":
        return None
    for record in snapshot.documents:
        if name in (record.iri, f"{record.municipality}/{record.key}"):
            return record.iri
    raise HTTPException(404, f"There is no document {name!r}.")

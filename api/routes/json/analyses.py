"""The analyses as tables with types: sharing, coverage, change, calendar.

Each is worked out once a commit for what is asked, in a few threads of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Response

from styrkedja.errors import FormatError, ParameterError
from styrkedja.graph import analysis as library  # gives each analysis when it is asked for
from styrkedja.graph.analysis import KINDS, PERIODS, ROLES, STATUSES, Sheet

from ...workshop import CurrentWorkshop, Workshop
from .forms import FAULTS, MOST_ROWS, TABLES, Form, Language, WantedForm, answered, table_answer
from .source import API, CurrentSource, Source
from .table_models import (
    AnalysisAnswer,
    AnalysisInfo,
    AnalysisList,
    CellOut,
    ColumnInfo,
    TableOut,
    Words,
)

if TYPE_CHECKING:
    from styrkedja.graph.analysis import Analysis

__all__ = ["analyses", "calendar", "change", "coverage", "router", "sharing"]

router = APIRouter(prefix="/analyses", tags=["analyses"])

_NAMES = {
    "sharing": ("Vilka organ delar ansvar", "Which bodies share responsibility"),
    "coverage": ("Vilka mål någon arbetar för", "Which goals are worked for"),
    "change": ("Vad som ändrats mellan två dokument", "What changed between two documents"),
    "calendar": ("Vad som ska vara klart när", "What is due when"),
}
Document = Annotated[
    str | None,
    Query(
        description="Id or IRI of a document, or municipality/key; without it: what is the case "
        "now over all documents."
    ),
]
Kind = Annotated[
    Literal[KINDS] | None,  # type: ignore[valid-type]  # a tuple of literals, known when loaded
    Query(description="Which elements, by their class; those under it count too."),
]
Role = Annotated[
    Literal[("any", *ROLES)],  # type: ignore[valid-type]
    Query(description="How the bodies stand to them."),
]
Status = Annotated[
    Literal[STATUSES] | None,  # type: ignore[valid-type]
    Query(description="Only those with this status."),
]
Table = Annotated[
    str | None,
    Query(
        max_length=100,
        description="One table, by its name; without it JSON has all, CSV and XLSX the first.",
    ),
]


@router.get(
    "",
    summary="The analyses there are",
    operation_id="listAnalyses",
    response_model=AnalysisList,
    responses={429: FAULTS[429]},
)
def analyses(source: CurrentSource) -> Response:
    """Return the names of the analyses and where they are."""
    items = [
        AnalysisInfo(name=name, title=Words(sv=sv, en=en), address=f"{API}/analyses/{name}")
        for name, (sv, en) in _NAMES.items()
    ]
    return answered(source, AnalysisList(items=items))


@router.get(
    "/sharing",
    summary="Which bodies share responsibility",
    operation_id="analyseSharing",
    response_model=AnalysisAnswer,
    responses={**TABLES, **FAULTS},
)
@router.get("/sharing.{suffix}", include_in_schema=False)
async def sharing(
    source: CurrentSource,
    form: WantedForm,
    workshop: CurrentWorkshop,
    document: Document = None,
    kind: Kind = None,
    role: Role = "responsible",
    status: Status = None,
    table: Table = None,
    lang: Language = "sv",
) -> Response:
    """Return who shares elements with whom, and whether more than chance would give."""
    stated = _document(source, "document", document)
    store = source.snapshot.store
    return await _told(
        source,
        workshop,
        ("sharing", stated, kind, role, status),
        lambda: library.analyse_sharing(
            store, document=stated, kind=kind, role=role, status=status
        ),
        _Wish(form, table, lang),
    )


@router.get(
    "/coverage",
    summary="Which goals are worked for",
    operation_id="analyseCoverage",
    response_model=AnalysisAnswer,
    responses={**TABLES, **FAULTS},
)
@router.get("/coverage.{suffix}", include_in_schema=False)
async def coverage(
    source: CurrentSource,
    form: WantedForm,
    workshop: CurrentWorkshop,
    document: Document = None,
    level: Annotated[
        Literal["OverarchingGoal", "BoardGoal", "Goal", "FocusArea"] | None,
        Query(description="The goals that are rows; without it all goals."),
    ] = None,
    table: Table = None,
    lang: Language = "sv",
) -> Response:
    """Return which goals have work, indicators and bodies; "not stated" is not "not covered"."""
    stated = _document(source, "document", document)
    store = source.snapshot.store
    return await _told(
        source,
        workshop,
        ("coverage", stated, level),
        lambda: library.analyse_coverage(store, document=stated, level=level),
        _Wish(form, table, lang),
    )


@router.get(
    "/change",
    summary="What changed between two documents",
    operation_id="analyseChange",
    response_model=AnalysisAnswer,
    responses={**TABLES, **FAULTS},
)
@router.get("/change.{suffix}", include_in_schema=False)
async def change(
    source: CurrentSource,
    form: WantedForm,
    workshop: CurrentWorkshop,
    earlier: Document = None,
    later: Document = None,
    kind: Kind = None,
    table: Table = None,
    lang: Language = "sv",
) -> Response:
    """Return what is new, gone and goes on; without documents, the newest that continues another.

    Where no document continues another, that is said with 422.
    """
    first = _document(source, "earlier", earlier)
    second = _document(source, "later", later)
    store = source.snapshot.store
    return await _told(
        source,
        workshop,
        ("change", first, second, kind),
        lambda: library.analyse_change(store, earlier=first, later=second, kind=kind),
        _Wish(form, table, lang),
    )


@router.get(
    "/calendar",
    summary="What is due when",
    operation_id="analyseCalendar",
    response_model=AnalysisAnswer,
    responses={**TABLES, **FAULTS},
)
@router.get("/calendar.{suffix}", include_in_schema=False)
async def calendar(
    source: CurrentSource,
    form: WantedForm,
    workshop: CurrentWorkshop,
    document: Document = None,
    kind: Kind = None,
    role: Role = "responsible",
    status: Status = None,
    by: Annotated[
        Literal[PERIODS],  # type: ignore[valid-type]
        Query(description="The periods that are columns."),
    ] = "month",
    table: Table = None,
    lang: Language = "sv",
) -> Response:
    """Return what is due when and by whom, and what is late."""
    stated = _document(source, "document", document)
    store = source.snapshot.store
    return await _told(
        source,
        workshop,
        ("calendar", stated, kind, role, status, by),
        lambda: library.analyse_calendar(
            store, document=stated, kind=kind, role=role, status=status, by=by
        ),
        _Wish(form, table, lang),
    )


@dataclass(frozen=True, slots=True)
class _Wish:
    """In which form an analysis is wanted, which table of it, in which language."""

    form: Form
    table: str | None
    lang: str


def _document(source: Source, name: str, given: str | None) -> str | None:
    return source.one_of(name, given, source.records.documents)


async def _told(
    source: Source,
    workshop: Workshop,
    key: tuple[Hashable, ...],
    make: Callable[[], Analysis],
    wish: _Wish,
) -> Response:
    """Return an analysis, worked out once for its key."""

    def answer() -> Response:
        analysis = source.snapshot.cached(("json.analysis", *key), make)
        sheets = source.snapshot.cached(("json.sheets", *key), analysis.sheets)
        chosen = _chosen(analysis, sheets, wish.table)
        if wish.form != "json":
            sentences = analysis.sentences(wish.lang)
            return table_answer(source, chosen[0], wish.form, wish.lang, sentences)
        told = AnalysisAnswer(
            data=source.data,
            analysis=analysis.name,
            sentences=Words(sv=analysis.sentences("sv"), en=analysis.sentences("en")),
            tables=[_table(sheet) for sheet in chosen],
        )
        return answered(source, told)

    return await workshop.run(answer)


def _chosen(analysis: Analysis, sheets: tuple[Sheet, ...], name: str | None) -> tuple[Sheet, ...]:
    if name is None:
        return sheets
    try:
        return (analysis.sheet(name),)
    except FormatError as error:
        raise ParameterError(f"table: {error}", names=("table",)) from error


def _table(sheet: Sheet) -> TableOut:
    most = MOST_ROWS["json"]
    names = [column.name for column in sheet.columns]
    return TableOut(
        name=sheet.name,
        title=Words(sv=sheet.sv, en=sheet.en),
        columns=[
            ColumnInfo(
                name=column.name,
                kind=column.kind,
                heading=Words(sv=column.sv, en=column.en),
                meaning=Words(sv=column.meaning_sv, en=column.meaning_en),
                unit=None,
            )
            for column in sheet.columns
        ],
        total=len(sheet.rows),
        complete=len(sheet.rows) <= most,
        rows=[
            {name: _cell(cell) for name, cell in zip(names, row, strict=True)}
            for row in sheet.rows[:most]
        ],
    )


def _cell(cell: object) -> CellOut:
    if cell is None or isinstance(cell, str | int):
        return cell
    return round(cell, 6) if isinstance(cell, float) else str(cell)

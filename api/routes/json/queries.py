"""The library's questions: what there is to ask, and their answers.

A question is filled in with terms made of what is given, never with text, and evaluated by the
same workers and limits as users' own SPARQL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from styrkedja.errors import ParameterError, QueryStoppedError, UnknownQueryError
from styrkedja.graph.analysis import Column, Sheet
from styrkedja.graph.analysis.sheets import Cell
from styrkedja.queries import Query as LibraryQuery
from styrkedja.queries import all_queries, load_query

from ...dependencies import CurrentEvaluation
from ...evaluation import Question, check_limits
from ...workshop import CurrentWorkshop
from .forms import FAULTS, MOST_ROWS, TABLES, Language, WantedForm, answered, table_answer
from .models import Answer
from .source import API, CurrentSource, Source
from .table_models import (
    CellOut,
    ColumnInfo,
    ParameterInfo,
    QueryInfo,
    QueryList,
    QueryRows,
    Words,
)

__all__ = ["queries", "query", "router", "rows"]

router = APIRouter(tags=["queries"])

_OURS = frozenset({"format", "lang"})
_MOST_BYTES = 64 * 1024 * 1024
_KINDS = {"year": "integer", "boolean": "text"}
_NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")


@router.get(
    "/queries",
    summary="The questions of the library",
    operation_id="listQueries",
    response_model=QueryList,
    responses={code: FAULTS[code] for code in (422, 429)},
)
def queries(
    subject: Annotated[str | None, Query(description="Only those of a subject.")] = None,
) -> Response:
    """Return what can be asked, with parameters and columns."""
    items = [_info(one) for one in _askable() if subject in (None, one.subject)]
    return _plain(QueryList(total=len(items), items=items))


@router.get(
    "/queries/{name}",
    summary="One question of the library",
    operation_id="getQuery",
    response_model=QueryInfo,
    responses={code: FAULTS[code] for code in (404, 429)},
)
def query(name: str) -> Response:
    """Return what a question asks, what may be given to it and what comes out."""
    return _plain(_info(_known(name)))


@router.get(
    "/queries/{name}/rows",
    summary="The answer to a question",
    operation_id="runQuery",
    response_model=QueryRows,
    responses={**TABLES, **FAULTS},
    openapi_extra={
        "parameters": [
            {
                "name": "parameters",
                "in": "query",
                "style": "form",
                "explode": True,
                "description": "The question's own parameters, each by its name; several values "
                "mean any of them.",
                "schema": {"type": "object", "additionalProperties": {"type": "string"}},
                "example": {"date": "2024-12-31"},
            }
        ]
    },
)
@router.get("/queries/{name}/rows.{suffix}", include_in_schema=False)
async def rows(
    name: str,
    request: Request,
    source: CurrentSource,
    form: WantedForm,
    evaluation: CurrentEvaluation,
    workshop: CurrentWorkshop,
    lang: Language = "sv",
) -> Response:
    """Return the rows of a question's answer.

    What does not fit a parameter is refused by name, and so is a parameter that the question does
    not have. A question that takes too long is answered with 504, one that takes too much memory
    with 503. An answer with more rows than the form may have says that it is not complete.
    """
    asked = _known(name)
    given = _given(request, asked)
    graphs = source.snapshot.cached(
        ("sparql.graphs",), lambda: frozenset(name.value for name in source.snapshot.store.graphs())
    )
    text = await workshop.run(lambda: check_limits(asked.text(**given), graphs))
    answer = await evaluation.ask(Question(text, rows="json", graph=None))
    if answer.size > _MOST_BYTES:
        answer.body.close()
        raise QueryStoppedError(
            "the answer is too large for a table; give more parameters", reason="memory"
        )
    content = answer.read()
    return await workshop.run(lambda: _told(source, asked, content, form, lang))


def _askable() -> list[LibraryQuery]:
    return [one for one in all_queries() if one.form == "SELECT" and one.subject != "derive"]


def _known(name: str) -> LibraryQuery:
    found = load_query(name)
    if found not in _askable():
        raise UnknownQueryError(f"{found.name} makes triples and has no rows", name=name)
    return found


def _given(request: Request, asked: LibraryQuery) -> dict[str, list[str]]:
    """Return name → values, as they stand in the address; an empty one is not given."""
    given: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        if key not in _OURS and value:
            given.setdefault(key, []).append(value)
    known = {parameter.name for parameter in asked.parameters}
    unknown = tuple(sorted(set(given) - known))
    if unknown:
        listed = ", ".join(sorted(known)) or "none"
        named = ", ".join(key[:100] for key in unknown)
        raise ParameterError(
            f"no parameter {named}; this question has {listed}",
            sv=f"Frågan har ingen parameter {named}; den har {listed}.",
            names=tuple(key[:100] for key in unknown),
        )
    return given


def _told(source: Source, asked: LibraryQuery, content: bytes, form: str, lang: str) -> Response:
    found: dict[str, Any] = json.loads(content)
    bindings: list[Mapping[str, Mapping[str, str]]] = found["results"]["bindings"]
    names = [column.name for column in asked.columns]
    if form == "json":
        most = MOST_ROWS["json"]
        told = QueryRows(
            data=source.data,
            query=asked.name,
            columns=_columns(asked),
            total=len(bindings),
            complete=len(bindings) <= most,
            rows=[{name: _cell(row.get(name)) for name in names} for row in bindings[:most]],
        )
        return answered(source, told, Styrkedja_Complete="true" if told.complete else "false")
    sheet = Sheet(
        name=asked.name,
        sv=asked.title("sv"),
        en=asked.title("en"),
        columns=tuple(
            Column(
                column.name,
                _KINDS.get(column.kind, column.kind),
                column.sv,
                column.en,
                column.unit or column.sv,
                column.unit or column.en,
            )
            for column in asked.columns
        ),
        rows=tuple(tuple(_table_cell(row.get(name)) for name in names) for row in bindings),
    )
    return table_answer(source, sheet, "csv" if form == "csv" else "xlsx", lang, asked.title(lang))


def _cell(term: Mapping[str, str] | None) -> CellOut:
    """Return a term as JSON has it: numbers and truth values typed, all else as text."""
    if term is None:
        return None
    value, kind = term["value"], term.get("datatype", "").rpartition("#")[2]
    try:
        if kind == "boolean":
            return value in ("true", "1")
        if kind in _NUMBERS:
            number = float(value)
            return int(value) if kind in ("integer", "int", "long") else _finite(number, value)
    except ValueError:
        return value
    return value


def _finite(number: float, value: str) -> float | int | str:
    if number != number or number in (float("inf"), float("-inf")):
        return value  # JSON has no such numbers
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _table_cell(term: Mapping[str, str] | None) -> Cell:
    cell = _cell(term)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if term is not None and term.get("datatype", "").endswith("#date"):
        try:
            return date.fromisoformat(term["value"])
        except ValueError:
            return term["value"]
    return cell


def _columns(asked: LibraryQuery) -> list[ColumnInfo]:
    return [
        ColumnInfo(
            name=column.name,
            kind=column.kind,
            heading=Words(sv=column.sv, en=column.en),
            meaning=None,
            unit=column.unit,
        )
        for column in asked.columns
    ]


def _info(one: LibraryQuery) -> QueryInfo:
    return QueryInfo(
        name=one.name,
        subject=one.subject,
        title=Words(sv=one.title("sv"), en=one.title("en")),
        description=Words(sv=one.description("sv"), en=one.description("en")),
        parameters=[
            ParameterInfo(
                name=parameter.name,
                kind=parameter.kind,
                choices=list(parameter.choices),
                default=parameter.default,
                required=parameter.required,
                caption=Words(sv=parameter.sv, en=parameter.en),
            )
            for parameter in one.parameters
        ],
        columns=_columns(one),
        keywords=list(one.header.keywords),
        answers=list(one.header.answers),
        rows=f"{API}/queries/{one.name}/rows",
    )


def _plain(answer: Answer) -> Response:
    return Response(answer.model_dump_json(by_alias=True), media_type="application/json")

"""In which form an answer is given: JSON, or a table for spreadsheet programs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, Response
from starlette.exceptions import HTTPException

from styrkedja.graph.analysis import Sheet
from styrkedja.graph.spreadsheets import sheet_csv

from ...negotiation import choose
from ...protocol import accept_of
from ...responses import PROBLEMS
from .models import Answer
from .source import Source

__all__ = [
    "FAULTS",
    "MOST_ROWS",
    "TABLES",
    "Form",
    "Language",
    "WantedForm",
    "answered",
    "table_answer",
    "wanted_form",
]

Form = Literal["json", "csv", "xlsx"]
Language = Annotated[
    Literal["sv", "en"], Query(description="Language of a workbook's headings and codes.")
]
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
_HTML = "text/html"
MOST_ROWS: Mapping[str, int] = MappingProxyType({"json": 100_000, "csv": 100_000, "xlsx": 20_000})
"""Form → how many rows a table has at most; an answer that is cut says so."""

TABLES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer",
        "content": {
            _TYPES["csv"].partition(";")[0]: {"schema": {"type": "string"}},
            _TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}},
        },
        "headers": {
            "Styrkedja-Commit": {
                "description": "Number of the archive's last commit.",
                "schema": {"type": "string"},
            },
            "Styrkedja-Complete": {
                "description": "Of a table: false when it was cut at the most rows there may be.",
                "schema": {"type": "string", "enum": ["true", "false"]},
            },
        },
    }
}
"""What an operation's `responses` say of an answer that is a table too."""

FAULTS: dict[int | str, dict[str, Any]] = {
    code: value
    for status in (404, 406, 414, 422, 429, 431, 503, 504)
    for code, value in PROBLEMS[status].items()
}
"""What an operation's `responses` say of errors."""


def wanted_form(
    request: Request,
    format: Annotated[
        Form | None,
        Query(description="json, csv or xlsx; goes before Accept. A suffix (.csv) does the same."),
    ] = None,
) -> Form:
    """Return the form that the suffix, `?format=` or `Accept` asks for.

    Raises:
        HTTPException: 404 for an unknown suffix, 406 when nothing on offer is accepted.
    """
    suffix = request.path_params.get("suffix")
    if suffix is not None:
        if suffix not in _TYPES:
            raise HTTPException(404, f"There is no .{suffix[:20]}; there are .json, .csv, .xlsx.")
        return suffix  # type: ignore[no-any-return]  # one of the forms, by the line before
    if format is not None:
        return format
    by_type: dict[str, Form] = {
        _TYPES["json"]: "json",
        _TYPES["csv"].partition(";")[0]: "csv",
        _TYPES["xlsx"]: "xlsx",
        _HTML: "json",  # a browser that follows a link of ours
    }
    best = choose(accept_of(request), list(by_type))
    if best is None:
        offered = ", ".join(media for media in by_type if media != _HTML)
        raise HTTPException(406, f"This can be had as {offered}.")
    return by_type[best]


WantedForm = Annotated[Form, Depends(wanted_form)]


def answered(source: Source, answer: Answer, **headers: str) -> Response:
    """Return an answer as JSON.

    Args:
        source: What it is made from.
        answer: The answer.
        headers: More headers, with underscores for hyphens.
    """
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(
        answer.model_dump_json(by_alias=True),
        media_type=_TYPES["json"],
        headers={**source.headers, "Vary": "Accept", **more},
    )


def table_answer(source: Source, sheet: Sheet, form: Form, lang: str, note: str = "") -> Response:
    """Return a sheet as CSV or as a workbook, cut at the most rows that the form may have.

    Args:
        source: What it is made from.
        sheet: The table.
        form: "csv" or "xlsx".
        lang: "sv" or "en", for a workbook.
        note: The first page of a workbook: what the table is, in words.
    """
    most = MOST_ROWS[form]
    whole = len(sheet.rows) <= most
    if not whole:
        sheet = Sheet(sheet.name, sheet.sv, sheet.en, sheet.columns, sheet.rows[:most])
    if form == "csv":
        content = sheet_csv(sheet).encode()
    else:
        from styrkedja.graph.analysis.workbook import workbook_bytes  # openpyxl takes its time

        content = workbook_bytes((sheet,), _words(source, note, whole, most, lang), lang)
    return Response(
        content,
        media_type=_TYPES[form],
        headers={
            **source.headers,
            "Vary": "Accept",
            "Styrkedja-Complete": "true" if whole else "false",
            "Content-Disposition": f'attachment; filename="{sheet.name}.{form}"',
        },
    )


def _words(source: Source, note: str, whole: bool, most: int, lang: str) -> str:
    data = source.data
    if lang == "sv":
        said = f"Ändring {data.commit} i arkivet, inläst {data.updated or '–'}."
        cut = f"Avkortad: bara de första {most} raderna är med."
    else:
        said = f"Commit {data.commit} of the archive, read {data.updated or '–'}."
        cut = f"Cut: only the first {most} rows are here."
    return "\n".join(filter(None, (note, said, "" if whole else cut)))

"""Questions and analyses over the JSON API."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from openpyxl import load_workbook

from styrkedja.api.evaluation import check_limits
from styrkedja.api.routes.json.table_models import (
    AnalysisAnswer,
    AnalysisList,
    QueryInfo,
    QueryList,
    QueryRows,
)
from styrkedja.graph.analysis import (
    Analysis,
    analyse_calendar,
    analyse_change,
    analyse_coverage,
    analyse_sharing,
)
from styrkedja.graph.rdf.store import Store
from styrkedja.queries import all_queries

API = "/api/v1"
ROWS = [query for query in all_queries() if query.form == "SELECT" and query.subject != "derive"]
ANALYSES: dict[str, Callable[..., Analysis]] = {
    "sharing": analyse_sharing,
    "coverage": analyse_coverage,
    "change": analyse_change,
    "calendar": analyse_calendar,
}


def test_every_question_is_listed_and_described(layouts: httpx.Client) -> None:
    listed = QueryList.model_validate_json(layouts.get(f"{API}/queries").content)
    assert {one.name for one in listed.items} == {query.name for query in ROWS}
    for one in listed.items:
        alone = layouts.get(f"{API}/queries/{one.name}")
        assert QueryInfo.model_validate_json(alone.content) == one


def test_every_question_passes_the_limits_on_users_queries() -> None:
    for query in ROWS:
        given = {
            p.name: "2024" if p.kind == "year" else "x:y" for p in query.parameters if p.required
        }
        assert check_limits(query.text(**given), frozenset())


@pytest.mark.parametrize("query", ROWS[::6], ids=lambda query: query.name)
def test_an_answer_is_the_querys_in_every_form(
    layouts: httpx.Client, layouts_store: Store, query: Any
) -> None:
    given: dict[str, str] = {
        p.name: layouts.get(f"{API}/documents").json()["items"][0]["iri"]
        for p in query.parameters
        if p.required
    }
    table = layouts_store.select(query.text(**given))
    answer = layouts.get(f"{API}/queries/{query.name}/rows", params=given)
    rows = QueryRows.model_validate_json(answer.content)
    assert rows.complete
    assert rows.total == len(table.rows)
    names = [column.name for column in rows.columns]
    assert names == [column.name for column in query.columns]
    for cells, row in zip(table.dicts(), rows.rows, strict=True):
        for name in names:
            cell = row[name]
            if isinstance(cell, bool | None):
                assert cell == (None if cells[name] is None else cells[name] == "true")
            elif isinstance(cell, str):
                assert cell == cells[name]
            else:
                assert float(cell) == float(cells[name] or "nan")
    written = layouts.get(f"{API}/queries/{query.name}/rows.csv", params=given)
    assert len(list(csv.reader(io.StringIO(written.text)))) == rows.total + 1
    book = layouts.get(f"{API}/queries/{query.name}/rows", params={**given, "format": "xlsx"})
    assert load_workbook(io.BytesIO(book.content)).worksheets[1].max_row == rows.total + 1


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("overdue/rows?date=tomorrow", 422, "date"),
        ("overdue/rows?dates=2024-01-01", 422, "dates"),
        ("overdue/rows?document=not%20an%20iri", 422, "document"),
        ("overdue/rows?document=x:y%3E%20%7D%20SELECT", 422, "document"),
        ("overdue/rows?format=pdf", 422, "format"),
        ("nothing/rows", 404, None),
        ("../../etc/passwd", 404, None),
        ("overdue/rows.pdf", 404, None),
    ],
)
def test_what_does_not_fit_a_question_is_named(
    service: httpx.Client, address: str, status: int, field: str | None
) -> None:
    answer = service.get(f"{API}/queries/{address}")
    assert answer.status_code == status
    assert [error["field"] for error in answer.json()["errors"]] == ([field] if field else [])


def test_a_value_is_a_term_and_never_text(layouts: httpx.Client) -> None:
    everything = layouts.get(f"{API}/queries/overdue/rows?date=2100-01-01").json()["total"]
    assert everything > 0
    for hostile in ("http://example.org/x> } # ", 'x" } UNION { ?a ?b ?c } #', "x:y"):
        answer = layouts.get(f"{API}/queries/overdue/rows", params={"document": hostile})
        assert answer.status_code == 422 or answer.json()["total"] == 0


def test_several_values_of_a_parameter_mean_any_of_them(layouts: httpx.Client) -> None:
    documents = [item["iri"] for item in layouts.get(f"{API}/documents").json()["items"]]
    address = f"{API}/queries/overdue/rows"
    date = ("date", "2100-01-01")

    def total(*iris: str) -> int:
        pairs = urlencode([date, *(("document", iri) for iri in iris)])
        return int(layouts.get(f"{address}?{pairs}").json()["total"])

    assert sum(total(iri) for iri in documents) == total(*documents) > 0


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_is_told_with_its_types(
    layouts: httpx.Client, layouts_store: Store, name: str
) -> None:
    analysis = ANALYSES[name](layouts_store)
    answer = layouts.get(f"{API}/analyses/{name}")
    told = AnalysisAnswer.model_validate_json(answer.content)
    assert told.sentences.sv == analysis.sentences("sv")
    assert [table.name for table in told.tables] == [sheet.name for sheet in analysis.sheets()]
    for table, sheet in zip(told.tables, analysis.sheets(), strict=True):
        assert [column.kind for column in table.columns] == [c.kind for c in sheet.columns]
        assert len(table.rows) == len(sheet.rows)
        for column in table.columns:
            kinds = {type(row[column.name]) for row in table.rows} - {type(None)}
            allowed: set[type] = {int, float} if column.kind in ("integer", "number") else {str}
            assert kinds <= allowed, (table.name, column.name, kinds)
        written = layouts.get(f"{API}/analyses/{name}.csv", params={"table": table.name})
        assert len(list(csv.reader(io.StringIO(written.text)))) == len(sheet.rows) + 1
    book = layouts.get(f"{API}/analyses/{name}.xlsx")
    tab = load_workbook(io.BytesIO(book.content)).worksheets[1]
    assert tab.max_row == len(analysis.sheets()[0].rows) + 1


def test_the_list_of_analyses_leads_to_all_of_them(layouts: httpx.Client) -> None:
    listed = AnalysisList.model_validate_json(layouts.get(f"{API}/analyses").content)
    assert {one.name for one in listed.items} == set(ANALYSES)
    for one in listed.items:
        assert layouts.get(one.address).status_code == 200


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("sharing?document=nowhere", "document"),
        ("sharing?role=boss", "role"),
        ("coverage?level=Activity", "level"),
        ("change?earlier=nowhere", "earlier"),
        ("calendar?by=minute", "by"),
        ("calendar?table=nothing", "table"),
    ],
)
def test_what_does_not_fit_an_analysis_is_named(
    service: httpx.Client, address: str, field: str
) -> None:
    answer = service.get(f"{API}/analyses/{address}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_boards_as_csv_hold_no_formula(service: httpx.Client) -> None:
    answer = service.get("/analyses/boards", params={"format": "csv", "table": "pairs"})
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]

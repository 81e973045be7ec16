"""The answers that hold tables: questions of the library, and analyses."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import Field

from .models import Answer, Data

__all__ = [
    "AnalysisAnswer",
    "AnalysisInfo",
    "AnalysisList",
    "CellOut",
    "ColumnInfo",
    "ParameterInfo",
    "QueryInfo",
    "QueryList",
    "QueryRows",
    "TableOut",
    "Words",
]

CellOut: TypeAlias = "str | int | float | bool | None"


class Words(Answer):
    """A text in both languages."""

    sv: str
    en: str


class ColumnInfo(Answer):
    """What a column holds."""

    name: str
    kind: str = Field(description="iri, text, code, date, number, integer, year or boolean.")
    heading: Words
    meaning: Words | None = Field(description="What cells mean; null where the heading says it.")
    unit: str | None = Field(description="What a number counts or measures.")


class ParameterInfo(Answer):
    """What may be given to a question."""

    name: str
    kind: str = Field(description="iri, text, date, year, number or one-of.")
    choices: list[str] = Field(description="What one-of allows.")
    default: str | None
    required: bool
    caption: Words


class QueryInfo(Answer):
    """A question of the library."""

    name: str = Field(examples=["overdue"])
    subject: str
    title: Words
    description: Words
    parameters: list[ParameterInfo]
    columns: list[ColumnInfo]
    keywords: list[str]
    answers: list[str] = Field(description="The competency questions it answers.")
    rows: str = Field(description="Address of its answer.")


class QueryList(Answer):
    """The questions of the library."""

    total: int
    items: list[QueryInfo]


class QueryRows(Answer):
    """The answer to a question; a row has a cell for each column, null where nothing is known."""

    data: Data
    query: str
    columns: list[ColumnInfo]
    total: int = Field(description="How many rows the whole answer has.")
    complete: bool = Field(description="Whether all of them are here.")
    rows: list[dict[str, CellOut]]


class AnalysisInfo(Answer):
    """An analysis that can be asked for."""

    name: str
    title: Words
    address: str


class AnalysisList(Answer):
    """The analyses there are."""

    items: list[AnalysisInfo]


class TableOut(Answer):
    """A table of an analysis."""

    name: str
    title: Words
    columns: list[ColumnInfo]
    total: int = Field(description="How many rows the whole table has.")
    complete: bool = Field(description="Whether all of them are here.")
    rows: list[dict[str, CellOut]]


class AnalysisAnswer(Answer):
    """An analysis: in words, and as tables."""

    data: Data
    analysis: str
    sentences: Words
    tables: list[TableOut]

"""The words of sheets: workbooks and CSV files with a row for each thing."""

from __future__ import annotations

from pydantic import field_validator

from styrkedja.graph.model import ElementKind, Forecast, Status

from .base import Words

__all__ = ["SheetWords"]


class SheetWords(Words):
    """The words by which columns, labels and cells of sheets are understood.

    Args:
        explaining: Names of sheets from which nothing is read.
        targets: What says that an indicator's value is a target.
        columns: Names of columns, by what stands in them.
        document: Labels of what a workbook says about itself, by what stands beside them.
        kinds: What elements are called, by kind.
        statuses: Status words that only sheets have, by status.
        forecasts: Verdicts on goals, by forecast.
    """

    explaining: list[str]
    targets: list[str]
    columns: dict[str, list[str]]
    document: dict[str, list[str]]
    kinds: dict[str, list[str]]
    statuses: dict[str, list[str]]
    forecasts: dict[str, list[str]]

    @field_validator("columns")
    @classmethod
    def _columns_known(cls, columns: dict[str, list[str]]) -> dict[str, list[str]]:
        return _known(columns, _COLUMNS)

    @field_validator("document")
    @classmethod
    def _labels_known(cls, document: dict[str, list[str]]) -> dict[str, list[str]]:
        return _known(document, _LABELS)

    @field_validator("kinds")
    @classmethod
    def _kinds_known(cls, kinds: dict[str, list[str]]) -> dict[str, list[str]]:
        return _known(kinds, frozenset(ElementKind))

    @field_validator("statuses")
    @classmethod
    def _statuses_known(cls, statuses: dict[str, list[str]]) -> dict[str, list[str]]:
        return _known(statuses, frozenset(Status))

    @field_validator("forecasts")
    @classmethod
    def _forecasts_known(cls, forecasts: dict[str, list[str]]) -> dict[str, list[str]]:
        return _known(forecasts, frozenset(Forecast))


_COLUMNS = frozenset(
    [
        "id",
        "kind",
        "number",
        "goal",
        "activity",
        "assignment",
        "title",
        "heading",
        "perspective",
        "contributes",
        "contributes_mainly",
        "contributes_partly",
        "implements",
        "focus_area",
        "responsible",
        "carried_out_by",
        "coordinated_by",
        "contributing",
        "groups",
        "decided_by",
        "deadline",
        "status",
        "forecast",
        "comment",
        "description",
        "purpose",
        "continued_from",
        "indicator",
        "measures",
        "period",
        "column",
        "value_kind",
        "value",
        "unit",
        "remark",
        "table",
        "row",
        "amount",
    ]
)
_LABELS = frozenset({"municipality", "title", "period", "period_start", "period_end", "owner"})


def _known(words: dict[str, list[str]], keys: frozenset[str]) -> dict[str, list[str]]:
    for key in words:
        if key not in keys:
            raise ValueError(f"no sheet has {key!r}; known: {', '.join(sorted(keys))}")
    return words

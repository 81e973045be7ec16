"""The calendar's table: how much is due when, body by body, each number with its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from styrkedja.graph.analysis import CalendarAnalysis, is_open

from .rendering import Visit
from .scope import Scope
from .views import Ref, ref

__all__ = ["NOBODY", "UNDATED", "Asked", "Cell", "Row", "address_of", "cells_of", "rows_of"]

NOBODY = "nobody"
"""What the address says for what names no body."""
UNDATED = "none"
"""What the address says for what has no end date."""
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; None where it does not say, body `NOBODY` for no body."""

    kind: str | None
    status: str | None
    by: str | None
    body: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table.

    Args:
        due: How many are due.
        open: How many of them are neither completed nor cancelled.
        href: Their list; None when there are none.
        shade: 0 for nothing that is open, then 1 to 4 as it nears the largest.
        chosen: Whether the page lists them.
    """

    due: int
    open: int
    href: str | None
    shade: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a body, or None for what names no body; its cells by period."""

    body: Ref | None
    cells: tuple[Cell, ...]


def cells_of(
    visit: Visit,
    scope: Scope,
    asked: Asked,
    analysis: CalendarAnalysis,
    body: str | None,
    periods: Sequence[str],
    *,
    total: bool = False,
) -> tuple[Cell, ...]:
    """Return the numbers of one row: a body's, nobody's (None), or with `total` the sums."""
    largest = max((cell.open for cell in analysis.cells if cell.period), default=0)
    found = {due.period: due for due in analysis.totals} if total else {}
    cells = []
    columns = [*periods, *([None] if analysis.undated else [])]
    for period in columns:
        due = found.get(period) if total else analysis.cell(body, period)
        number, still = (0, 0) if due is None else (len(due.elements), due.open)
        if total and period is None:
            number, still = len(analysis.undated), sum(map(is_open, analysis.undated))
        wanted = replace(
            asked,
            body=asked.body if total else body or NOBODY,
            period=UNDATED if period is None else period,
        )
        cells.append(
            Cell(
                due=number,
                open=still,
                href=f"{address_of(visit, scope, wanted)}#list" if number else None,
                shade=0 if total or period is None else -(-still * _SHADES // (largest or 1)),
                chosen=wanted == asked,
            )
        )
    return tuple(cells)


def rows_of(
    visit: Visit, scope: Scope, asked: Asked, analysis: CalendarAnalysis, periods: Sequence[str]
) -> list[Row]:
    """Return the rows of the bodies, and last that of what names none, where there is such."""
    rows = [
        Row(
            ref(body.iri, visit.facts, visit.links, scope.value),
            cells_of(visit, scope, asked, analysis, body.iri, periods),
        )
        for body in analysis.bodies
    ]
    if any(cell.body is None for cell in analysis.cells):
        rows.append(Row(None, cells_of(visit, scope, asked, analysis, None, periods)))
    return rows


def address_of(visit: Visit, scope: Scope, asked: Asked) -> str:
    """Return where the calendar shows what is asked for."""
    return visit.links.page(
        "/calendar",
        document=scope.value,
        kind=asked.kind,
        status=asked.status,
        by=asked.by,
        body=None if asked.body is None else visit.links.key(asked.body),
        period=asked.period,
    )

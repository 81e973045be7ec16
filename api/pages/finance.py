"""The finance tables of documents, put together again from their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from styrkedja.ontology.namespaces import DOUBT, SK

from .columns import Cell, columns_in_order
from .facts import Facts, Lines
from .rendering import Visit
from .translation import Text
from .views import DoubtView, Place, Ref, doubt_views, lines_of, places, ref

__all__ = ["FinanceRow", "FinanceTable", "finance_tables"]

_SUM_DOUBT = DOUBT + "sum-disagrees"


@dataclass(frozen=True, slots=True)
class FinanceRow:
    """A row: its label, the body it is about, a number as printed for each column, where it stands.

    Args:
        label: As printed.
        body: The body it is about, or None.
        cells: One for each of the table's columns; None where nothing is printed.
        places: The lines it was read from.
        disagrees: Whether its numbers do not add up.
    """

    label: Text
    body: Ref | None
    cells: tuple[str | None, ...]
    places: tuple[Place, ...]
    disagrees: bool


@dataclass(frozen=True, slots=True)
class FinanceTable:
    """A table of one document.

    Args:
        title: As printed.
        document: The document.
        unit: The unit of the numbers, or None where there is none or the title says it.
        columns: The heads from left to right.
        rows: In the document's order.
        doubts: Which of its sums do not add up, and how.
    """

    title: Text
    document: Ref
    unit: Text | None
    columns: tuple[str, ...]
    rows: tuple[FinanceRow, ...]
    doubts: tuple[DoubtView, ...]

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return sum(cell is not None for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class _Amount:
    title: Text
    document: str
    row: Text
    body: str | None
    unit: Text | None
    cell: Cell


def finance_tables(visit: Visit, amounts: Iterable[str]) -> tuple[FinanceTable, ...]:
    """Return numbers of finance tables as the tables they stand in, in the documents' order.

    Args:
        visit: The visit.
        amounts: The numbers; of a table of which some are left out, only the rest is shown.
    """
    groups: dict[tuple[str, str], list[_Amount]] = {}
    read = [_amount(visit.facts, amount) for amount in amounts]
    for one in sorted(read, key=lambda one: (one.document, one.cell.lines)):
        groups.setdefault((one.document, one.title.value), []).append(one)
    return tuple(_table(visit, group) for group in groups.values())


def _amount(facts: Facts, iri: str) -> _Amount:
    printed = facts.text(iri, SK + "valueText") or facts.text(iri, SK + "value") or Text("")
    column = facts.text(iri, SK + "columnLabel") or Text("")
    return _Amount(
        title=facts.text(iri, SK + "tableTitle") or Text(""),
        document=facts.iri(iri, SK + "statedIn") or "",
        row=facts.text(iri, SK + "rowLabel") or Text(""),
        body=facts.iri(iri, SK + "body"),
        unit=facts.text(iri, SK + "unit"),
        cell=Cell(column.value, printed.value, tuple(lines for _, lines in facts.passages(iri))),
    )


def _table(visit: Visit, amounts: list[_Amount]) -> FinanceTable:
    facts = visit.facts
    first = amounts[0]
    rows: dict[tuple[tuple[Lines, ...], str], list[_Amount]] = {}
    for amount in amounts:
        rows.setdefault((amount.cell.lines, amount.row.value), []).append(amount)
    cells = [[amount.cell for amount in row] for row in rows.values()]
    columns = columns_in_order(cells, lines_of(first.document, visit))
    doubts = _sum_doubts(facts, first.document)
    lines = {line for row in rows.values() for line in _lines(row)}
    units = {amount.unit for amount in amounts if amount.unit is not None}
    unit = units.pop() if len(units) == 1 else None
    if unit is not None and unit.value.lower() in first.title.value.lower():
        unit = None
    here = [doubt for doubt, places in doubts.items() if not places.isdisjoint(lines)]
    return FinanceTable(
        title=first.title,
        document=ref(first.document, facts, visit.links),
        unit=unit,
        columns=columns,
        rows=tuple(_row(visit, row, columns, doubts.values()) for row in rows.values()),
        doubts=doubt_views(here, visit),
    )


def _row(
    visit: Visit, row: list[_Amount], columns: tuple[str, ...], doubtful: Iterable[set[int]]
) -> FinanceRow:
    first = row[0]
    printed = {amount.cell.column: amount.cell.printed for amount in row}
    lines = _lines(row)
    return FinanceRow(
        label=first.row,
        body=None if first.body is None else ref(first.body, visit.facts, visit.links),
        cells=tuple(printed.get(column) for column in columns),
        places=places(
            ((first.document, lines) for lines in first.cell.lines), visit.links, visit.facts
        ),
        disagrees=any(not places.isdisjoint(lines) for places in doubtful),
    )


def _sum_doubts(facts: Facts, document: str) -> dict[str, set[int]]:
    """Return the doubts about sums in a document, and the lines each is about."""
    return {
        doubt: {n for _, (first, last) in facts.passages(doubt) for n in range(first, last + 1)}
        for doubt in facts.subjects(SK + "reportedIn", document)
        if facts.iri(doubt, SK + "doubtKind") == _SUM_DOUBT
    }


def _lines(row: Iterable[_Amount]) -> set[int]:
    return {
        number
        for amount in row
        for first, last in amount.cell.lines
        for number in range(first, last + 1)
    }

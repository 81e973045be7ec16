"""Indicators in tables: a row for each, its outcomes and targets under the heads as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from styrkedja.ontology.namespaces import SK

from .columns import Cell, columns_in_order
from .facts import Facts, Lines
from .rendering import Visit
from .translation import Text
from .views import Place, Ref, lines_of, places, ref

__all__ = ["Head", "MeasureRow", "MeasureTable", "Value", "measure_tables"]

# What stands for the head of a value that no table's column holds.
_TARGET, _OUTCOME = "\N{SYMBOL FOR NULL}target", "\N{SYMBOL FOR NULL}outcome"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: as printed, or None for values of running text.

    Args:
        printed: As printed, or None.
        target: Whether its values are targets.
    """

    printed: str | None
    target: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed, the period where no head says it, and what is printed beside it."""

    printed: Text
    period: Text | None
    note: Text | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """An indicator.

    Args:
        indicator: Its name and page.
        unit: The unit of its values, or None.
        about: What it measures, or None.
        bodies: Whom it is about.
        cells: The values for each column, none where nothing is printed.
        places: The lines it was read from.
    """

    indicator: Ref
    unit: Text | None
    about: Ref | None
    bodies: tuple[Ref, ...]
    cells: tuple[tuple[Value, ...], ...]
    places: tuple[Place, ...]

    @property
    def tells_unit(self) -> bool:
        """Whether each value that has a digit is printed with the unit."""
        printed = [value.printed.value for values in self.cells for value in values]
        numbers = [text for text in printed if any(letter.isdigit() for letter in text)]
        return self.unit is not None and all(self.unit.value in text for text in numbers)


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """Indicators that share their columns; those of running text have no printed heads."""

    heads: tuple[Head, ...]
    rows: tuple[MeasureRow, ...]

    @property
    def printed(self) -> bool:
        """Whether its heads are those of a table of the document."""
        return any(head.printed is not None for head in self.heads)


@dataclass(frozen=True, slots=True)
class _Value:
    cell: Cell
    target: bool
    value: Value


@dataclass(frozen=True, slots=True)
class _Measure:
    iri: str
    document: str
    lines: tuple[Lines, ...]
    carriers: frozenset[str]
    values: tuple[_Value, ...]

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(one.cell.column for one in self.values)

    @property
    def in_text(self) -> bool:
        return self.columns <= {_TARGET, _OUTCOME}


def measure_tables(visit: Visit, indicators: Iterable[str]) -> tuple[MeasureTable, ...]:
    """Return indicators as tables, in the documents' order; those of running text come last.

    Two indicators stand in one table when their columns are the same, or when they share a column
    and who answers for what they measure.
    """
    found = [_measure(visit.facts, indicator) for indicator in indicators]
    found.sort(key=lambda one: (one.document, one.lines, one.iri))
    tables: list[list[_Measure]] = []
    for one in found:
        if one.in_text:
            continue
        if tables and _joins(one, tables[-1]):
            tables[-1].append(one)
        else:
            tables.append([one])
    text = [one for one in found if one.in_text]
    return tuple(_table(visit, rows) for rows in [*tables, text] if rows)


def _joins(one: _Measure, table: Sequence[_Measure]) -> bool:
    if one.document != table[-1].document:
        return False
    if one.columns == table[-1].columns:
        return True
    known = frozenset().union(*(other.columns for other in table))
    return one.carriers == table[-1].carriers and not known.isdisjoint(one.columns)


def _measure(facts: Facts, iri: str) -> _Measure:
    about = facts.iri(iri, SK + "measures")
    carriers = facts.iris(about or iri, SK + "responsible")
    found = facts.subjects(SK + "ofIndicator", iri)
    values = sorted((_value(facts, one) for one in found), key=lambda one: one.cell.lines)
    return _Measure(
        iri=iri,
        document=facts.iri(iri, SK + "statedIn") or "",
        lines=tuple(lines for _, lines in facts.passages(iri)),
        carriers=frozenset(carriers),
        values=tuple(values),
    )


def _value(facts: Facts, iri: str) -> _Value:
    target = facts.is_a(iri, "Target")
    column = facts.text(iri, SK + "columnLabel")
    printed = facts.text(iri, SK + "valueText") or facts.text(iri, SK + "value") or Text("")
    lines = tuple(lines for _, lines in facts.passages(iri))
    other = _TARGET if target else _OUTCOME
    return _Value(
        cell=Cell(other if column is None else column.value, printed.value, lines),
        target=target,
        value=Value(
            printed=printed,
            period=facts.text(iri, SK + "period") if column is None else None,
            note=facts.text(iri, SK + "note"),
        ),
    )


def _table(visit: Visit, rows: Sequence[_Measure]) -> MeasureTable:
    text = lines_of(rows[0].document, visit)
    cells = [[one.cell for one in row.values] for row in rows]
    order = columns_in_order(cells, text)
    named = [name for name in order if name not in (_TARGET, _OUTCOME)]
    columns = [*named, *(name for name in (_TARGET, _OUTCOME) if name in order)]
    targets = {one.cell.column for row in rows for one in row.values if one.target}
    return MeasureTable(
        heads=tuple(
            Head(None if name in (_TARGET, _OUTCOME) else name, name in targets) for name in columns
        ),
        rows=tuple(_row(visit, row, columns) for row in rows),
    )


def _row(visit: Visit, one: _Measure, columns: Sequence[str]) -> MeasureRow:
    facts, links = visit.facts, visit.links
    about = facts.iri(one.iri, SK + "measures")
    bodies = facts.by_label(facts.iris(one.iri, SK + "responsible"))
    return MeasureRow(
        indicator=ref(one.iri, facts, links),
        unit=facts.text(one.iri, SK + "unit"),
        about=None if about is None else ref(about, facts, links),
        bodies=tuple(ref(body, facts, links) for body in bodies),
        cells=tuple(
            tuple(value.value for value in one.values if value.cell.column == column)
            for column in columns
        ),
        places=places(((one.document, lines) for lines in one.lines), links, facts),
    )

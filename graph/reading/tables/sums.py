"""Sums and differences that a finance table states and does not keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from styrkedja.graph.model import DoubtKind
from styrkedja.graph.profiles.words import FinanceTableWords

from ..draft import Suspicion
from .arithmetic import Cells, Difference, step_of
from .cells import number_of
from .heads import Column

__all__ = ["TableRow", "suspicions_of"]

TableRow = tuple[str, Cells, list[int]]  # label, cells, lines
_FEWEST_ROWS = 3  # rows that keep a difference before another is in doubt
_FEWEST_PARTS = 2


def suspicions_of(
    columns: Sequence[Column],
    rows: Sequence[TableRow],
    differences: Sequence[Difference],
    words: FinanceTableWords,
) -> Iterator[Suspicion]:
    """Yield what does not add up in a table, beyond rounding.

    A deviation is in doubt where most rows show what it is the difference of; a total only where
    its label says so and it is the sum of the rows right above it in most columns.

    Args:
        columns: The table's columns.
        rows: Its rows in order; those without numbers are left out.
        differences: What its deviation columns are the differences of.
        words: Which labels are totals and which are parts of the row above.
    """
    for label, cells, lines in rows:
        for one in differences:
            if one.rows >= _FEWEST_ROWS and one.holds(cells) is False:
                yield _difference(label, cells, lines, one, columns)
    yield from _totals(columns, rows, words)


def _difference(
    label: str, cells: Cells, lines: list[int], one: Difference, columns: Sequence[Column]
) -> Suspicion:
    first, second, printed = cells[one.first], cells[one.second], cells[one.deviation]
    right = _say((number_of(first or "") or Decimal(0)) - (number_of(second or "") or Decimal(0)))
    heads = [columns[at].head for at in (one.deviation, one.first, one.second)]
    return Suspicion(
        DoubtKind.SUM_DISAGREES,
        f"På raden ”{label}” står {printed} under ”{heads[0]}”, men {first} (”{heads[1]}”) minus "
        f"{second} (”{heads[2]}”) är {right}.",
        f"The row “{label}” has {printed} under “{heads[0]}”, but {first} (“{heads[1]}”) minus "
        f"{second} (“{heads[2]}”) is {right}.",
        lines,
    )


def _totals(
    columns: Sequence[Column], rows: Sequence[TableRow], words: FinanceTableWords
) -> Iterator[Suspicion]:
    parts: list[TableRow] = []
    for row in rows:
        label, cells, _ = row
        first = label.lower().split()[0].rstrip(":") if label.split() else ""
        if first in {word.lower() for word in words.totals}:
            if len(parts) >= _FEWEST_PARTS:
                yield from _total(columns, parts, row)
            parts = []
        elif first not in {word.lower().rstrip(":") for word in words.parts}:
            parts.append((label, cells, row[2]))


def _total(
    columns: Sequence[Column], parts: Sequence[TableRow], total: TableRow
) -> Iterator[Suspicion]:
    label, cells, lines = total
    wrong: list[tuple[int, Decimal]] = []
    right = 0
    for at in range(len(columns)):
        if "%" in columns[at].head or "procent" in columns[at].head.lower():
            continue  # shares are not added
        printed = number_of(cells[at] or "")
        if printed is None:
            continue
        held = [part[1][at] for part in parts if part[1][at] is not None]
        numbers = [
            number for cell in held for number in [number_of(cell or "")] if number is not None
        ]
        if len(numbers) < _FEWEST_PARTS:
            continue
        summed = sum(numbers, Decimal(0))
        allowed = step_of([*held, cells[at]]) * (len(numbers) + 1) / 2 + step_of([cells[at]])
        if abs(summed - printed) <= allowed:
            right += bool(printed)
        else:
            wrong.append((at, summed))
    if right > len(wrong):
        for at, summed in wrong:
            sum_of = _say(summed)
            yield Suspicion(
                DoubtKind.SUM_DISAGREES,
                f"Raden ”{label}” har {cells[at]} under ”{columns[at].head}”, men de "
                f"{len(parts)} raderna ovanför blir tillsammans {sum_of}.",
                f"The row “{label}” has {cells[at]} under “{columns[at].head}”, but the "
                f"{len(parts)} rows above it add up to {sum_of}.",
                lines,
            )


def _say(number: Decimal) -> str:
    return f"{number:,f}".replace(",", " ").replace(".", ",")

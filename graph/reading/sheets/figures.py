"""Rows of sheets → indicators with their values, and amounts."""

from __future__ import annotations

from collections.abc import Iterator

from styrkedja.graph.model import DoubtKind, ElementKind
from styrkedja.graph.profiles import Profile, fold

from ..draft import Amount, Measure, Suspicion, Value
from ..tables.cells import number_of
from ..tables.printed import cell_words, read_cell
from .cells import is_target, named_bodies
from .elements import KEY
from .references import References
from .tables import SheetRow, SheetTable

__all__ = ["read_amounts", "read_measures"]

_RULE = "sheet-row"
_MEASURED = frozenset(ElementKind)


def read_measures(
    table: SheetTable, references: References, profile: Profile, suspicions: list[Suspicion]
) -> list[Measure]:
    """Return the indicators of a table; rows below each other with the same name are one.

    Args:
        table: One with a column for the indicator and one for the value.
        references: What indicators may measure.
        profile: The words to go by.
        suspicions: Where what is not found is doubted.
    """
    found: list[tuple[tuple[str, ...], Measure, list[str]]] = []
    for row in table.rows:
        title = row.get("indicator")
        if not fold(title):
            continue
        same = (row.get("id"), title, row.get("measures"), row.get("responsible"))
        if not found or found[-1][0] != same:
            found.append((same, _measure(row, references, profile, suspicions), []))
        _, measure, units = found[-1]
        measure.lines.append(row.line)
        units.append(row.get("unit"))
        text = row.get("value")
        if text:
            measure.values.append(_value(row, profile))
    for _, measure, units in found:
        if len(set(units)) == 1:
            measure.unit = units[0] or None
            for value in measure.values:
                value.unit = None
    return [measure for _, measure, _ in found]


def _measure(
    row: SheetRow, references: References, profile: Profile, suspicions: list[Suspicion]
) -> Measure:
    measure = Measure(row.get("indicator"), [], _RULE, placed=False)
    measure.key = row.get("id") if KEY.fullmatch(row.get("id")) else None
    measure.responsible.extend(named_bodies(row.get("responsible"), profile).responsible)
    text = row.get("measures")
    if fold(text):
        about = references.find(text, _MEASURED)
        measure.about = about[0] if about else None
        if not about:
            suspicions.append(
                Suspicion(
                    DoubtKind.NOT_UNDERSTOOD,
                    f"”{text}” är varken id, nummer eller titel på någon rad; "
                    "ingen koppling gjordes.",
                    f"“{text}” is neither id, number nor title of any row; no link was made.",
                    [row.line],
                )
            )
    return measure


def _value(row: SheetRow, profile: Profile) -> Value:
    text = row.get("value")
    return Value(
        period=row.get("period"),
        text=text,
        value=read_cell(text, cell_words(profile.indicator_tables)).value,
        lines=[row.line],
        unit=row.get("unit") or None,
        note=row.get("remark") or None,
        target=is_target(row.get("value_kind"), profile.sheets),
        column=row.get("column") or None,
    )


def read_amounts(table: SheetTable, suspicions: list[Suspicion]) -> Iterator[Amount]:
    """Yield the amounts of a table.

    Args:
        table: One with columns for row, column and amount.
        suspicions: Where what is no number is doubted.
    """
    for row in table.rows:
        text = row.get("amount")
        value = number_of(text) if text else None
        if value is None:
            suspicions.append(
                Suspicion(
                    DoubtKind.NOT_UNDERSTOOD,
                    f"{row.where}: ”{text}” i kolumnen ”{table.names['amount']}” är inget tal.",
                    f"{row.where}: “{text}” in the column “{table.names['amount']}” is no number.",
                    [row.line],
                )
            )
            continue
        yield Amount(
            table=row.get("table"),
            row=row.get("row"),
            column=row.get("column"),
            text=text,
            value=value,
            lines=[row.line],
            rule=_RULE,
            unit=row.get("unit") or None,
            body=row.get("responsible") or None,
        )

"""Rows of sheets → indicators with their values, and amounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from styrkedja.errors import ReadingError
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
    table: SheetTable,
    references: References,
    profile: Profile,
    suspicions: list[Suspicion],
    path: Path | None,
) -> list[Measure]:
    """Return the indicators of a table; rows with the same name and place are one.

    Args:
        table: One with a column for the indicator and one for the value.
        references: What indicators may measure.
        profile: The words to go by.
        suspicions: Where what is not found is doubted.
        path: The file, for messages.

    Raises:
        ReadingError: Two indicators have the same id.
    """
    found: dict[tuple[str, ...], tuple[Measure, list[str]]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        title, own = row.get("indicator"), row.get("id")
        if not fold(title):
            continue
        same = (own, title, row.get("measures"), row.get("responsible"))
        if own and ids.setdefault(own, same) != same:
            raise ReadingError(
                f"{row.where}: “{own}” in the column “{table.names['id']}” is the id of the "
                f"indicator “{ids[own][1]}”; each needs its own: empty the cell in the row that "
                "is new, and write the same name in all rows of one indicator",
                sv=f"{row.where}: ”{own}” i kolumnen ”{table.names['id']}” är id för mätetalet "
                f"”{ids[own][1]}”; varje mätetal behöver ett eget: töm cellen i den rad som är ny, "
                "och skriv samma namn i alla rader för ett mätetal",
                path=path,
                line=row.line,
            )
        if same not in found:
            found[same] = (_measure(row, references, profile, suspicions), [])
        measure, units = found[same]
        measure.lines.append(row.line)
        units.append(row.get("unit"))
        if row.get("value"):
            measure.values.append(_value(row, profile))
    for measure, units in found.values():
        if len(set(units)) == 1:
            measure.unit = units[0] or None
            for value in measure.values:
                value.unit = None
    return [measure for measure, _ in found.values()]


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

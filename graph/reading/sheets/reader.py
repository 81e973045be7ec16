"""Workbooks and CSV files with a row for each thing → what they say."""

from __future__ import annotations

from pathlib import Path

from styrkedja.errors import UnknownLayoutError

from ..draft import Found, Source
from .elements import ElementRows
from .figures import read_amounts, read_measures
from .tables import SheetTable, SheetText

__all__ = ["read_sheets"]

_LAYOUT = "sheets"


def read_sheets(source: Source, text: SheetText, path: Path | None) -> Found | None:
    """Return what the sheets with known columns say, or None when there is none.

    Args:
        source: The document.
        text: Its lines, with the cells that they stand in.
        path: The file, for messages.

    Raises:
        ReadingError: A head lacks the column that says what its rows are about, there is no row
            below any head, or an id stands twice; the message names the sheet and its row.
    """
    tables = list(text.tables(path))
    if not tables:
        return None
    if not any(table.rows for table in tables):
        raise UnknownLayoutError(
            f"{text.where(tables[0].head)}: there are names of columns but no rows below them; "
            "write a row for each thing",
            sv=f"{text.where(tables[0].head)}: det finns kolumnnamn men inga rader under dem; "
            "skriv en rad för varje sak",
            path=path,
            line=tables[0].head,
        )
    found = Found(_LAYOUT)
    rows = ElementRows(source, path)
    for table in tables:
        found.headings.append(table.head)
        if not _is_of_figures(table):
            rows.read(table)
    found.things = rows.finish()
    found.suspicions = rows.suspicions
    found.unsure = rows.unsure
    for table in tables:
        if "indicator" in table.names and "value" in table.names:
            found.measures += read_measures(
                table, rows.references, source.profile, found.suspicions, path
            )
        elif "amount" in table.names:
            found.amounts += read_amounts(table, found.suspicions)
    return found


def _is_of_figures(table: SheetTable) -> bool:
    return {"indicator", "value"} <= set(table.names) or "amount" in table.names

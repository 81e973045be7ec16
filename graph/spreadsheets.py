"""Tables as CSV for spreadsheet programs: no text that somebody wrote runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from .analysis.sheets import Sheet, cell_text

__all__ = ["harmless", "harmless_csv", "sheet_csv"]

# What makes a spreadsheet program take a text for a formula, in any width of letters.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("  @SUM(1)"), harmless("2024–2026")
    ("'=HYPERLINK(1)", "'  @SUM(1)", '2024–2026')
    """
    begins = text.lstrip(" \u00a0\ufeff").startswith(_FORMULA)
    return f"'{text}" if begins else text


def harmless_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of texts as CSV (RFC 4180, lines end in CR LF), each cell harmless."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [harmless(cell) for cell in row] for row in rows
    )
    return out.getvalue()


def sheet_csv(sheet: Sheet) -> str:
    """Return a sheet as CSV with a line of names first; numbers stay numbers, also negative ones.

    Args:
        sheet: The table.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in sheet.columns)
    for row in sheet.rows:
        writer.writerow(
            harmless(cell) if isinstance(cell, str) else cell_text(cell) for cell in row
        )
    return out.getvalue()

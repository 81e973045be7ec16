"""Contents → one CSV file: what the document says of itself, and its elements in one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from styrkedja.graph.spreadsheets import harmless

from .contents import Cell, Contents
from .shape import ELEMENTS, LABELS, headed
from .writing import columns_for

__all__ = ["contents_csv"]

_TITLES = ("goal", "assignment", "activity")


def contents_csv(contents: Contents, lang: str = "sv") -> bytes:
    """Return contents as CSV (UTF-8 with its mark, semicolons), as Swedish Excel opens it.

    A CSV file holds one table; indicators and amounts are left out.

    Args:
        contents: What it holds.
        lang: "sv" or "en", for labels and names of columns.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for name, label in LABELS.items():
        writer.writerow([headed(label, lang), _text(contents.about.get(name, ""))])
    writer.writerow([])
    rows = list(_elements(contents))
    columns = columns_for(ELEMENTS, rows)
    writer.writerow([headed(column.heading, lang) for column in columns])
    for row in rows:
        writer.writerow([_text(row.get(column.name, "")) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def _elements(contents: Contents) -> Iterator[dict[str, Cell]]:
    for sheet in ("goals", "assignments", "activities"):
        for row in contents.rows.get(sheet, []):
            own = {name: value for name, value in row.items() if name not in _TITLES}
            yield own | {"title": next(row[name] for name in _TITLES if name in row)}


def _text(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else str(cell)

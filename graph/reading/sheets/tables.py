"""Lines of a text rendition → the sheets' tables: rows with their cells by column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from styrkedja.errors import UnknownLayoutError
from styrkedja.graph.formats.sheet_columns import SheetHeads, names_without_title
from styrkedja.graph.model import Place
from styrkedja.graph.profiles.words import SheetWords

from ..lines import Line

__all__ = ["SheetRow", "SheetTable", "SheetText", "cells_of"]


@dataclass(frozen=True, slots=True, eq=False)
class SheetRow:
    """A row below a head.

    Args:
        line: The number of its line.
        where: Its cells in the file ("Uppdrag!A4:G4").
        cells: Column → text; columns whose cell is empty are left out.
    """

    line: int
    where: str
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return the text of a column, or "" when there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, eq=False)
class SheetTable:
    """A head and the rows below it.

    Args:
        head: The number of the head's line.
        names: Column → its name as written, in the sheet's order.
        rows: The rows.
    """

    head: int
    names: dict[str, str]
    rows: list[SheetRow] = field(default_factory=list)


class SheetText:
    """The lines of a workbook or CSV file, with the place of each.

    Args:
        lines: The document's lines.
        places: Where in the file they stand.
        words: The names of columns.
    """

    def __init__(self, lines: Sequence[Line], places: Sequence[Place], words: SheetWords) -> None:
        self.lines = lines
        self.words = words
        self._places = places
        self._starts = [place.line for place in places]

    def where(self, line: int) -> str:
        """Return the cells that a line stands in ("Uppdrag!A4:G4")."""
        at = bisect_right(self._starts, line) - 1
        return "" if at < 0 else self._places[at].cell or ""

    def tables(self, path: Path | None) -> Iterator[SheetTable]:
        """Yield the tables whose columns are known.

        Args:
            path: The file, for messages.

        Raises:
            UnknownLayoutError: A head lacks the column that says what its rows are about.
        """
        table: SheetTable | None = None
        sheet, heads = "", SheetHeads(self.words)
        for line in self.lines:
            cells = cells_of(line)
            if cells is None:
                continue
            where = self.where(line.number)
            if where.rpartition("!")[0] != sheet:
                sheet, heads = where.rpartition("!")[0], SheetHeads(self.words)
                if table is not None:
                    yield table
                table = None
            columns = heads.columns(cells)
            if columns is not None:
                if table is not None:
                    yield table
                table = SheetTable(line.number, _named(columns, cells))
            elif table is not None:
                told = dict(zip(table.names, cells, strict=False))
                row = {column: text for column, text in told.items() if text}
                table.rows.append(SheetRow(line.number, where, row))
            elif names := names_without_title(cells, self.words):
                titles = [self.words.columns[one][0] for one in ("activity", "assignment", "goal")]
                raise UnknownLayoutError(
                    f"{where}: the head has {', '.join(f'“{name}”' for name in names)}, but no "
                    f"column that says what its rows are about; call one {' or '.join(titles)}",
                    sv=f"{where}: huvudet har {', '.join(f'”{name}”' for name in names)}, men "
                    "ingen kolumn som säger vad raderna handlar om; kalla en "
                    f"{' eller '.join(titles)}",
                    path=path,
                    line=line.number,
                )
        if table is not None:
            yield table


def cells_of(line: Line) -> list[str] | None:
    """Return the cells of a line between bars, or None where it is none."""
    raw = line.raw.strip()
    if not raw.startswith("|") or not raw.endswith("|"):
        return None
    return [" ".join(cell.split()).replace("¦", "|") for cell in raw[1:-1].split("|")]


def _named(columns: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(columns, cells, strict=True) if column is not None}

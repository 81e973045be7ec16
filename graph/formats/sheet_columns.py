"""What the columns of a sheet are, by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import SheetWords

__all__ = ["LISTS", "TITLES", "SheetHeads", "columns_of", "is_label", "names_without_title"]

TITLES = ("activity", "assignment", "goal", "title")
"""The columns that say what a row is about, the narrowest first."""
LISTS = frozenset(
    [
        "responsible",
        "carried_out_by",
        "coordinated_by",
        "contributing",
        "groups",
        "decided_by",
        "contributes",
        "contributes_mainly",
        "contributes_partly",
        "implements",
        "focus_area",
        "measures",
    ]
)
"""The columns whose cells may hold several names, parted by semicolons or line ends."""

_WORK = frozenset({"activity", "assignment"})
_YEAR = re.compile(r"\s*\(?\b(?:19|20)\d\d\b\)?\s*$")
_VALUES = (frozenset({"indicator", "value"}), frozenset({"row", "column", "amount"}))
_LEAST = 2
_SURE = 3  # known names from which on a row is surely meant as a head


def columns_of(cells: Sequence[str], words: SheetWords) -> list[str | None] | None:
    """Return what each cell of a head row means; None where the row is no head.

    A head names what its rows are about (an assignment, an activity, a goal, an indicator with its
    value, an amount) and at least one other column. A name that comes again means nothing the
    second time.

    Args:
        cells: The texts of the row.
        words: The names of columns.

    Example:
        >>> from styrkedja.graph.profiles import default_profile
        >>> columns_of(["Uppdrag", "Responsible board", "Färg"], default_profile().sheets)
        ['assignment', 'responsible', None]
    """
    found = _found(cells, words)
    known = {name for name in found if name is not None}
    told = any(needed <= known for needed in _VALUES)
    titled = not known.isdisjoint(_WORK) or (
        not known.isdisjoint(TITLES) and "indicator" not in known  # there "Mål" is a target
    )
    return found if (told or titled) and len(known) >= _LEAST else None


class SheetHeads:
    """Finds the heads among a sheet's rows, given one after the other.

    After a label with its value ("Kommun", "Lund") a title that is also the name of a column
    ("Titel", "Uppdrag") makes no head.

    Args:
        words: The names of columns and labels.
    """

    def __init__(self, words: SheetWords) -> None:
        self._words = words
        self._labelled = False

    def columns(self, cells: Sequence[str]) -> list[str | None] | None:
        """Return what each cell of the next row means, as `columns_of` does; None for no head."""
        label = is_label(cells[0], self._words) and not any(cells[2:])
        if label and self._labelled:
            return None
        found = columns_of(cells, self._words)
        self._labelled = label and found is None
        return found


def is_label(text: str, words: SheetWords) -> bool:
    """Return whether a text is a label beside which a workbook says something of itself."""
    return any(fold(text) == fold(name) for names in words.document.values() for name in names)


def names_without_title(cells: Sequence[str], words: SheetWords) -> list[str]:
    """Return the names in a row that is surely meant as a head of elements but lacks their title.

    Args:
        cells: The texts of the row.
        words: The names of columns.
    """
    known = {name for name in _found(cells, words) if name is not None}
    work = known & {"responsible", "deadline", "status", "comment", "number", "id"}
    if len(work) < _SURE or columns_of(cells, words) is not None:
        return []
    return [cell for cell in cells if cell]


def _found(cells: Sequence[str], words: SheetWords) -> list[str | None]:
    names = _names(words)
    found: list[str | None] = []
    for cell in cells:
        name = names.get(_plain(cell))
        found.append(None if name in found else name)
    return found


@cache
def _names(words: SheetWords) -> Mapping[str, str]:
    return {_plain(name): column for column, names in words.columns.items() for name in names}


def _plain(cell: str) -> str:
    return fold(_YEAR.sub("", cell)) or cell.strip()

"""What the ways to show an answer have in common: what a page is given, and how rows are named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from .answers import Answer, Cell, cell_words
from .rendering import Visit
from .views import Ref

__all__ = [
    "WAYS",
    "Choice",
    "Chooser",
    "Lines",
    "Showing",
    "Way",
    "address_of",
    "digest_of",
    "key_of",
    "label_columns",
    "label_of",
    "width_of",
]


WAYS = ("table", "text", "chart", "network")
"""The ways in which a page shows an answer, by their names in `format`."""

_WIDTH = re.compile(r'viewBox="0 0 ([\d.]+)')


@dataclass(frozen=True, slots=True)
class Way:
    """A way to show the answer, its address, and whether it is the one shown."""

    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its value, its name, and whether it is chosen."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """A field beside a picture: the parameter's name, and what can be chosen."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """An answer in sentences.

    Args:
        top: For the first column of numbers: its heading and the rows with the highest, each as
            label and number. None without numbers.
        rows: Each row's label, and headings with words for its other columns.
    """

    top: tuple[str, tuple[tuple[str, str], ...]] | None
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """How an answer is shown.

    Args:
        how: One of `WAYS`.
        ways: All of them.
        kept: The parameters of the address but those that the choosers set.
        choosers: What can be chosen of a picture.
        lacks: Why there is no picture: "values", "pairs", "many"; empty when there is one.
        picture: The picture.
        width: How wide it is, in its own units.
        twin: The same as a table: headings and rows of words.
        numeric: Whether the last column of the twin holds numbers.
        shown: How many bars or things the picture has.
        of: How many there are.
        strongest: Where only the strongest links are shown, for a network too large.
        lines: The answer in sentences.
    """

    how: str
    ways: tuple[Way, ...]
    kept: tuple[tuple[str, str], ...] = ()
    choosers: tuple[Chooser, ...] = ()
    lacks: str = ""
    picture: Markup | None = None
    width: float = 0.0
    twin: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] = ((), ())
    numeric: bool = False
    shown: int = 0
    of: int = 0
    strongest: str = ""
    lines: Lines | None = None


def key_of(cell: Cell) -> str:
    """Return what tells the thing or value of a cell apart from others; empty for nothing."""
    if isinstance(cell, Ref):
        return (cell.href or cell.label.value).partition("?")[0]
    return "" if cell is None else str(getattr(cell, "value", cell))


def label_columns(answer: Answer) -> list[int]:
    """Return the columns that tell rows apart: as few of the first ones as are needed.

    Columns with the same value in every row say nothing here and are left out, but for the first
    where there is no other.
    """
    names = [place for place, kind in enumerate(answer.kinds) if kind != "number"]
    telling = [place for place in names if len({key_of(row[place]) for row in answer.rows}) > 1]
    kept: list[int] = []
    for place in telling or names[:1]:
        kept.append(place)
        if len({tuple(key_of(row[one]) for one in kept) for row in answer.rows}) == len(
            answer.rows
        ):
            break
    return kept


def label_of(row: Sequence[Cell], columns: Iterable[int], visit: Visit) -> str:
    """Return what a row is called: the words of some of its cells."""
    return " · ".join(filter(None, (cell_words(row[place], visit) for place in columns)))


def address_of(visit: Visit, kept: Iterable[tuple[str, str]], **more: str) -> str:
    """Return the address of this page with the parameters kept and some more."""
    return f"{visit.request.url.path}?{urlencode([*kept, *more.items()])}#answer"


def width_of(picture: str) -> float:
    """Return the width of an SVG picture, in its own units."""
    found = _WIDTH.search(picture)
    return float(found[1]) if found else 0.0


def digest_of(*parts: object) -> str:
    """Return a short name for what a picture is made of."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]

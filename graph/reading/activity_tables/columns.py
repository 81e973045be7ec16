"""The heads of activity tables: where they stand, and which columns they name.

A PDF's text gives a head as one line, as several, or with a name broken over two lines
("Slutda-" and "tum 2020"). So the letters of a few lines together must be names of columns and
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..lines import Line
from .placed_heads import folded_words, placed_head_at

__all__ = ["CELLS", "Head", "find_heads"]

CELLS = ("board", "date", "status", "comment")
_FIRST = ("goal", "assignment")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_LINES = 12
_MOST_BLANKS = 3
_MOST_ALIKE = 3  # columns with the same head; a table may have one doubled
_BREAK = "\n"
_GAPS = frozenset(" \n")
_LONGEST = 200
_LEAST_CELLS = 2


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head.

    Args:
        numbers: The numbers of its lines.
        columns: What stands in its columns, in order: "goal", "activity", "board", …
        year: The year that stands in it ("Slutdatum 2020"), or None.
        parted: True when its names stand in one line with wide gaps or bars between them.
        lefts: Where each column begins on the page, in characters, or none where blanks do not
            tell.
        assignments: True when its rows are assignments, not activities.
    """

    numbers: tuple[int, ...]
    columns: tuple[str, ...]
    year: int | None = None
    parted: bool = False
    lefts: tuple[int, ...] = ()
    assignments: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns after the activity's."""
        return self.columns[self.columns.index("activity") + 1 :]


def find_heads(
    lines: Sequence[Line], words: ActivityTableWords, taken: frozenset[int]
) -> Iterator[Head]:
    """Yield the heads of activity tables in a document, in order.

    Args:
        lines: All its lines.
        words: The names of columns.
        taken: Numbers of lines that are not to be looked at.
    """
    names = _names(words)
    openings = tuple(sorted({name[:3] for name, _ in names}))
    index = 0
    while index < len(lines):
        head = _placed_at(lines, index, names, openings, taken)
        begins = head is None and _may_begin(lines[index], names, openings, taken)
        if begins and _names_work(lines, index, names):
            head = _head_at(lines, index, names, taken)
        if head is None:
            index += 1
        else:
            yield head
            index = head.numbers[-1]


def _placed_at(
    lines: Sequence[Line],
    index: int,
    names: tuple[tuple[str, str], ...],
    openings: tuple[str, ...],
    taken: frozenset[int],
) -> Head | None:
    """Return the head whose names stand side by side from a line on, or None."""
    line = lines[index]
    if len(line.cells) < _LEAST_CELLS or "|" in line.text or "\t" in line.raw.strip():
        return None
    if line.number in taken or not fold(line.cells[0]).startswith(openings):
        return None
    found = placed_head_at(lines, index, _roles(names), taken)
    if found is None:
        return None
    columns, given = _with_assignments(found.columns)
    if not _is_head(columns):
        return None
    return Head(found.numbers, columns, found.year, True, found.lefts, given)


@lru_cache(maxsize=64)
def _by_letter(names: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[str, str]]]:
    """Return the names by their first letters, in the same order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, role in names:
        found.setdefault(name[0], []).append((name, role))
    return found


def _names_work(lines: Sequence[Line], index: int, names: tuple[tuple[str, str], ...]) -> bool:
    """Return whether the lines that a head may have hold the name of its main column."""
    text = "".join(fold(line.text[:_LONGEST]) for line in lines[index : index + _MOST_LINES * 2])
    return any(name in text for name in _main_names(names))


@lru_cache(maxsize=64)
def _main_names(names: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    main = {name.replace(" ", "") for name, role in names if role in {"activity", "assignment"}}
    return tuple(one for one in main if not any(other != one and other in one for other in main))


@lru_cache(maxsize=64)
def _roles(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(names)


@lru_cache(maxsize=64)
def _names(words: ActivityTableWords) -> tuple[tuple[str, str], ...]:
    known = words.columns.model_dump()
    folded = {folded_words(name): role for role, listed in known.items() for name in listed}
    return tuple(sorted(folded.items(), key=lambda pair: -len(pair[0])))


def _may_begin(
    line: Line,
    names: tuple[tuple[str, str], ...],
    openings: tuple[str, ...],
    taken: frozenset[int],
) -> bool:
    """Return whether a line begins with the name of a column, or is the beginning of one."""
    if not line.text or len(line.text) > _LONGEST or line.number in taken:
        return False
    if not fold(line.text).startswith(openings):
        return False
    begins, beginnings = _begun(names)
    text = folded_words(line.text)
    return text in beginnings or begins.match(text) is not None


@lru_cache(maxsize=64)
def _begun(names: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what matches a text that begins with a name, and what names begin with."""
    one_of = "|".join(re.escape(name) for name, _ in names)
    beginnings = (name[:size] for name, _ in names for size in range(len(name) + 1))
    return re.compile(rf"(?:{one_of})(?![^ ])"), frozenset(beginnings)


def _head_at(
    lines: Sequence[Line], index: int, names: tuple[tuple[str, str], ...], taken: frozenset[int]
) -> Head | None:
    """Return the longest head that begins at a line, or None."""
    best: Head | None = None
    text, blanks = "", 0
    numbers: list[int] = []
    for line in lines[index : index + 2 * _MOST_LINES]:
        if not line.text:
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        if line.number in taken or len(line.text) > _LONGEST or len(numbers) == _MOST_LINES:
            break
        blanks = 0
        text += (_BREAK if text else "") + folded_words(line.text.replace("|", " "))
        numbers.append(line.number)
        whole, open_end = _segmented(text, names)
        columns, given = ((), False) if whole is None else _with_assignments(whole[0])
        if whole is not None and _is_head(columns) and not (given and len(numbers) > 1):
            parted = len(numbers) == 1 and (len(line.cells) > 2 or line.text.count("|") > 1)
            best = Head(tuple(numbers), columns, whole[1], parted, (), given)
        if (whole is None and not open_end) or (best is not None and not _grows(whole)):
            break
    return best


def _grows(whole: tuple[tuple[str, ...], int | None] | None) -> bool:
    """Return whether a head may still grow: a second activity column begins another one."""
    return whole is None or whole[0].count("activity") < 2


def _with_assignments(columns: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the columns, that of assignments as the activities' where it is in their place."""
    told = {"board", "status", "date"} & set(columns)
    if "activity" in columns or columns.count("assignment") != 1 or len(told) < _LEAST_CELLS:
        return columns, False
    return tuple("activity" if one == "assignment" else one for one in columns), True


def _is_head(columns: tuple[str, ...]) -> bool:
    cells = {column for column in columns if column in CELLS}
    return columns.count("activity") == 1 and len(cells) >= _LEAST_CELLS


def _segmented(
    text: str, names: tuple[tuple[str, str], ...]
) -> tuple[tuple[tuple[str, ...], int | None] | None, bool]:
    """Return the columns that a text names (None when it is not whole), and whether it may go on.

    Several ways to part it are tried, longest names first; the first that fits is taken.
    """
    open_end = False
    dead: set[int] = set()
    known = _by_letter(names)

    def parted(
        at: int, found: tuple[str, ...], year: int | None
    ) -> tuple[tuple[str, ...], int | None] | None:
        nonlocal open_end
        if at >= len(text):
            open_end = True
            return found, year
        if at in dead or len(found) > _MOST_LINES:
            return None
        stated = _YEAR.match(text, at)
        if stated and found and found[-1] in {"date", "status", "comment"}:
            whole = parted(_after(text, stated.end()), found, int(stated[0]))
            if whole is not None:
                return whole
        for name, role in known.get(text[at], ()):
            if found.count(role) >= _MOST_ALIKE:
                continue
            end = _matched(name, text, at)
            if end is None:
                open_end = open_end or _begins(name, text, at)
            elif end == len(text) or text[end] in _GAPS:
                whole = parted(_after(text, end), (*found, role), year)
                if whole is not None:
                    return whole
        dead.add(at)
        return None

    return parted(0, (), None), open_end


def _matched(name: str, text: str, at: int) -> int | None:
    """Return where a name that stands at a place of a text ends; lines may break it anywhere."""
    if text.startswith(name, at):
        return at + len(name)
    if text.find(_BREAK, at, at + 2 * len(name)) < 0:
        return None
    for sign in name:
        if at < len(text) and text[at] == _BREAK and sign != " ":
            at += 1
        if at >= len(text) or not (text[at] == sign or (sign == " " and text[at] == _BREAK)):
            return None
        at += 1
    return at


def _begins(name: str, text: str, at: int) -> bool:
    """Return whether the rest of a text is the beginning of a name."""
    rest = text[at:].replace(_BREAK, "")
    return len(rest) < len(name) and name.replace(" ", "").startswith(rest.replace(" ", ""))


def _after(text: str, end: int) -> int:
    """Return the place after the blank or break that may follow."""
    return end + 1 if end < len(text) and text[end] in _GAPS else end

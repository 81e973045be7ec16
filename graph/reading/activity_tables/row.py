"""What the tables' blocks become: rows, and texts of the goals' column."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lines import Line
from .cells import Cells
from .markers import Marker
from .sections import Section

__all__ = [
    "GoalText",
    "Row",
    "breaks_off",
    "breaks_off_for_sure",
    "comment_is_open",
    "first_line",
    "title_is_open",
]

_OPEN_WORDS = frozenset({
    "och", "eller", "samt", "för", "att", "av", "med", "i", "på", "till", "om", "som", "en",
    "ett", "den", "det", "de", "inom", "från", "via", "mellan", "utan", "än", "vid", "hos", "mot",
    "under", "genom", "enligt", "per", "kring", "ur", "över",
})  # fmt: skip


_NEVER_LAST = frozenset(
    {"och", "eller", "samt", "för", "att", "en", "ett", "den", "det", "de", "som", "av"}
)


@dataclass(slots=True, eq=False)
class Row:
    """One row.

    Args:
        kind: "activity", "assignment", or "group" for a row that only heads others.
        title: Its title's lines, parts in its cell excepted.
        section: The headings it stands under.
        page: Counts the pages, as far as they can be told.
        own: True when it has an empty first cell of its own.
        parts: The lines of each sub-item.
        after: What follows the sub-items in the title's cell.
        marker: What marks it as an assignment, or None.
        cells: Its cells, or None when it has none.
        columns: The columns after the activity's, of the table it stands in.
        given: True when it stands in a table of assignments, and is one.
        number: What stands in a column of numbers, or None.
        goal_is_sure: False when it stands at a page's top, where a merged first column does not
            tell which goal spans it.
    """

    kind: str
    title: list[Line]
    section: Section | None
    page: int
    own: bool
    parts: list[list[Line]] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    marker: Marker | None = None
    cells: Cells | None = None
    columns: tuple[str, ...] = ()
    given: bool = False
    number: str | None = None
    goal_is_sure: bool = True

    @property
    def height(self) -> int:
        """How many lines high it is printed, at least."""
        title = len(self.title) + sum(map(len, self.parts)) + len(self.after)
        cells = self.cells.values.values() if self.cells else ()
        return max([title, *(len({line.number for line in lines}) for lines in cells)])


@dataclass(slots=True, eq=False)
class GoalText:
    """What stands in the goals' column at one place."""

    lines: list[Line]
    section: Section | None
    page: int


def title_is_open(row: Row) -> bool:
    """Return whether a title breaks off: more of it must follow."""
    lines = row.parts[-1] if row.parts else row.title
    if not lines:
        return True
    return breaks_off(lines[-1].text)


def comment_is_open(row: Row) -> bool:
    """Return whether a comment breaks off, as far as its last sign tells."""
    comment = row.cells.comment if row.cells else []
    return bool(comment) and not comment[-1].text.endswith((".", "!", "?", ":"))


def breaks_off(text: str) -> bool:
    """Return whether more must follow a line: it ends in a hyphen, a comma, a small word."""
    last = text.split()[-1] if text else ""
    return last.endswith(("-", ",", "/")) or last.lower() in _OPEN_WORDS


def breaks_off_for_sure(text: str) -> bool:
    """Return whether more must follow a line; small words that can end a phrase do not tell."""
    last = text.split()[-1] if text else ""
    return last.endswith(("-", ",", "/")) or last.lower() in _NEVER_LAST


def first_line(item: Row | GoalText) -> int:
    """Return the number of the first line of a row's title or a goal's text."""
    if isinstance(item, GoalText):
        return item.lines[0].number
    told = [*item.title, *(line for part in item.parts for line in part)]
    return told[0].number if told else 0

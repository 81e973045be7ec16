"""Typesets tables of activities, in as many ways as municipalities do: for tests of the reader.

The text is what is left of a table when a PDF is flattened: cell after cell, a cell of one line
and the next cell on one line, a merged first column just before the last row that it spans on a
page, whatever does not fit on a page below the next page's head.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.activity_content import (
    Activity,
    Assignment,
    Goal,
    Style,
    draw_activities,
    random_style,
)

__all__ = ["Document", "random_document", "typeset"]

FOLLOWING = ["Följande aktiviteter prioriteras:", "Detta innebär bland annat följande aktiviteter:"]
_VOWELS = frozenset("aeiouyåäöé")
_WIDE = 60  # characters from which a column needs no hyphens
_NARROW = 16  # of the narrowest column of running text


@dataclass(frozen=True)
class Document:
    """What a document says, and its text."""

    text: str
    overarching: tuple[str, ...]
    goals: tuple[Goal, ...]
    assignments: tuple[Assignment, ...]
    activities: tuple[Activity, ...]
    style: Style
    broken: bool


def random_document(seed: int) -> Document:
    """Return a document drawn by chance, the same for the same seed."""
    chance = random.Random(seed)
    style = random_style(chance)
    return typeset(draw_activities(chance, style), style)


@dataclass(eq=False)
class _Row:
    """One row of a table: its cells as lines, and what it says."""

    cells: list[list[str]]
    goal: Goal | None
    says: list[Activity]

    @property
    def height(self) -> int:
        return max(1, *(len(cell) for cell in self.cells))


def typeset(activities: list[Activity], style: Style) -> Document:
    """Return a document that says this content."""
    setter = _Setter(style)
    assignments = list(dict.fromkeys(a.assignment for a in activities if a.assignment))
    lines = setter.opening(assignments)
    overarching = list(dict.fromkeys(a.overarching for a in activities if a.overarching))
    shown = ""
    for title in overarching:
        inside = [a for a in activities if a.overarching == title]
        head = []
        if inside[0].perspective and inside[0].perspective != shown:
            shown = inside[0].perspective
            head = [f"{shown} ", ""]
        lines += [*head, f"{style.overarching}: {title} ", ""]
        lines += setter.tables(inside)
    if style.outline:
        lines += [f"\t{lines[0].strip()}", *(f"\t{title}" for title in _headings(activities))]
    goals = list(dict.fromkeys(a.goal for a in activities if a.goal))
    if style.goal_column and style.merged and not setter.told:
        for one in activities:  # nothing shows that goals stand before their last rows
            one.open = True
    return Document(
        "\n".join(lines) + "\n", tuple(overarching), tuple(goals), tuple(assignments),
        tuple(activities), style, setter.broken,
    )  # fmt: skip


def _headings(activities: list[Activity]) -> list[str]:
    return list(dict.fromkeys(one.perspective for one in activities if one.perspective))


@dataclass
class _Setter:
    """Sets a document's tables, page after page.

    Args:
        style: How.
        page: The number of the page.
        on_page: Lines on it so far.
        broken: Whether a word was broken without a hyphen.
        told: Whether a table begins with rows whose goal is only told further down.
    """

    style: Style
    page: int = 1
    on_page: int = 0
    broken: bool = False
    told: bool = False

    def opening(self, assignments: list[Assignment]) -> list[str]:
        """Return the title, what the document is about, and the list of assignments."""
        style = self.style
        whose = style.owner[0].lower() + style.owner[1:] + "s" if style.owner else "nämndernas"
        lines = [f"Uppföljning av {whose} aktiviteter {style.year} ", ""]
        lines += self.wrap(
            f"Här redovisar {style.municipality} kommun hur långt arbetet har kommit. "
            f"Uppföljningen avser läget per den 31 december {style.year}.",
            92,
        )
        lines.append("")
        for common, head in ((True, "Kommungemensamma uppdrag"), (False, "Nämndspecifika uppdrag")):
            listed = [a for a in assignments if a.listed and (not a.boards) is common]
            if listed:
                lines += [f"{head} ", ""]
            for one in listed:
                lines += [*self.wrap(f"{one.number}. {one.title}.", 92), ""]
        return lines

    def tables(self, activities: list[Activity]) -> list[str]:
        """Return the table of one overarching goal, or one table a board goal under headings."""
        style = self.style
        if style.goal_column:
            return self.table(self.rows(activities))
        lines: list[str] = []
        for goal in dict.fromkeys(a.goal for a in activities):
            if goal is not None:
                lines += [f"Nämndmål: {goal.title} ", ""]
                if goal.text:
                    lines += [*self.wrap(goal.text + ".", 92), ""]
            lines += self.table(self.rows([a for a in activities if a.goal is goal]))
        return lines

    def rows(self, activities: list[Activity]) -> list[_Row]:
        """Return the table's rows, with a row above the activities of each assignment."""
        rows: list[_Row] = []
        current: Assignment | None = None
        told: set[Goal | None] = set()
        for one in activities:
            if one.parent is not None:
                continue
            if not self.style.marks and one.assignment is not current:
                current = one.assignment
                if current is not None:
                    kind = "Nämndspecifikt" if current.boards else "Kommungemensamt"
                    label = f"({kind} {self.style.duty} {current.number})"
                    cell = [*self.cell(f"{current.title}.", "activity"), label]
                    if self.style.one_line:
                        cell = [" ".join(cell)]
                    own = (
                        self.row(one).cells[1:]
                        if one.bare
                        else [[] for _ in self.style.columns[1:]]
                    )
                    rows.append(_Row([cell, *own], one.goal, [one]))
            if not one.bare:
                rows.append(self.row(one))
        if self.style.goal_column and not self.style.merged:
            for row in rows:
                row.cells.insert(0, self.goal_cell(row.goal) if row.goal not in told else [])
                told.add(row.goal)
        return rows

    def goal_cell(self, goal: Goal | None) -> list[str]:
        """Return the lines of a goal and its text."""
        return [*self.cell(goal.title, "goal"), *self.cell(goal.text, "goal")] if goal else []

    def row(self, one: Activity) -> _Row:
        """Return the row of one activity, its parts as a list in its cell."""
        style = self.style
        title = one.title
        if one.assignment is not None and style.marks:
            kind = "nämndspecifikt" if one.assignment.boards else "kommunövergripande"
            title += f" ({kind} {style.duty})"
        if one.continued:
            title += f" (fortsättning från {one.continued})"
        if one.items:
            title += f". {FOLLOWING[len(one.title) % 2]}"
        first = self.cell(f"{style.bullet} {title}".strip(), "activity")
        for title in one.siblings:
            first += ["", *self.cell(f"{style.bullet} {title}", "activity")]
        for part in one.items:
            first += self.cell(f"- {part.title}", "activity")
        values = {
            "boards": ", ".join(one.boards),
            "deadline": one.deadline_text,
            "status": one.status_text,
            "comment": one.comment,
        }
        cells = [self.cell(values[name], name) for name in style.columns[1:]]
        return _Row([first, *cells], one.goal, [one])

    def table(self, rows: list[_Row]) -> list[str]:
        """Return a table as lines: its head, then page after page."""
        style = self.style
        head = self.head()
        if style.one_line:
            body = [style.gap.join(cell[0] if cell else "" for cell in r.cells) for r in rows]
            return [*head, *body, "", ""]
        lines = list(head)
        self.on_page += len(head)
        left: dict[Goal | None, list[str]] = {}
        for number, fragments in enumerate(self.paged(rows)):
            if not number and len({row.goal for row in fragments[:2]}) < len(fragments[:2]):
                self.told = True
            body = self.flowed(fragments, left)
            if number:
                while lines and not lines[-1]:
                    lines.pop()
                lines += self.turned()
                body = [*(head if style.repeat else []), *body]
                first = next((n for n, line in enumerate(body) if line.strip()), None)
                if first is not None:
                    body[first] = style.feed + body[first]
            lines += body
        return [*lines, ""]

    def head(self) -> list[str]:
        names = dict(self.style.names)
        if not self.style.goal_column:
            del names["goal"]
        shown = [[names[name]] for name in ("goal", *self.style.columns) if name in names]
        if self.style.one_line:
            return [self.style.gap.join(name for (name,) in shown), ""]
        if self.style.split_head and "deadline" in self.style.columns:
            name = names["deadline"]
            shown[shown.index([name])] = name.split(" ", 1) if " " in name else [
                f"{name[:5]}-", name[5:]
            ]  # fmt: skip
        return _flow(shown)

    def turned(self) -> list[str]:
        """Return what stands below a page."""
        self.page += 1
        return ["", self.style.number.format(self.page - 1), ""] if self.style.number else []

    def paged(self, rows: list[_Row]) -> Iterator[list[_Row]]:
        """Yield the rows of each page; a row that is cut stands on both."""
        style = self.style
        here: list[_Row] = []
        for row in rows:
            rest: _Row | None = row
            while rest is not None:
                room = style.page - self.on_page if style.page else rest.height
                if rest.height <= room:
                    here.append(rest)
                    self.on_page += rest.height
                    rest = None
                elif style.cut and room >= 2 and style.page:
                    cells = [cell[:room] for cell in rest.cells]
                    if not any(cells[1:]):  # the empty cells of a cut row leave nothing
                        cells = cells[:1]
                    here.append(_Row(cells, row.goal, row.says))
                    left = [cell[room:] for cell in rest.cells if len(cell) > room]
                    rest = _Row(left, row.goal, [])
                    self.on_page = 0
                    yield here
                    here = []
                elif self.on_page:
                    self.on_page = 0
                    yield here
                    here = []
                else:
                    here.append(rest)
                    self.on_page += rest.height
                    rest = None
        yield here

    def flowed(self, rows: list[_Row], left: dict[Goal | None, list[str]]) -> list[str]:
        """Return a page's rows as lines, the merged first cells before their last rows."""
        if not (self.style.goal_column and self.style.merged):
            return [line for row in rows for line in _flow(row.cells)]
        lines: list[str] = []
        unsaid: list[_Row] = []
        runs: list[list[_Row]] = []
        for row in rows:
            if not runs or runs[-1][-1].goal is not row.goal:
                runs.append([])
            runs[-1].append(row)
        for run in runs:
            goal, empty = run[0].goal, False
            if goal is None:
                first: list[str] = []
                if goal not in left:
                    left[goal] = []
                    empty = True
            else:
                text = left.get(goal)
                if text is None:
                    text = self.goal_cell(goal)
                room = sum(row.height for row in run)
                first, left[goal] = text[:room], text[room:]
                if run is not runs[-1]:
                    first, left[goal] = text, []
            if unsaid:
                for one in [one for row in (*unsaid, *run) for one in row.says]:
                    one.open = True
                    for part in one.items:
                        part.open = True
            unsaid = [] if first else [*unsaid, *run]
            for row in run[:-1]:
                lines += _flow(row.cells)
            lines += [" ", ""] if empty else []
            lines += _flow([first, *run[-1].cells] if first else run[-1].cells)
        return lines

    def cell(self, text: str, column: str) -> list[str]:
        """Return a cell's lines."""
        if not text:
            return []
        width = 10_000 if self.style.one_line else self.style.widths[column]
        return self.wrap(text, width)

    def wrap(self, text: str, width: int) -> list[str]:
        """Return the text in lines; words that do not fit are broken."""
        rows: list[str] = []
        for word in text.split():
            rest = word
            room = width - len(rows[-1]) - 1 if rows else 0
            if rows and len(rest) <= room:
                rows[-1] += f" {rest}"
                continue
            if self.style.hyphens and width < _WIDE:
                head = _syllables(rest, room)
                if head and rows:
                    rows[-1] += f" {head}-"
                    rest = rest[len(head) :]
            while len(rest) > width:
                head = _syllables(rest, width) if self.style.hyphens else ""
                self.broken = self.broken or (not head and width >= _NARROW)
                rows.append(f"{head}-" if head else rest[:width])
                rest = rest[len(head) or width :]
            rows.append(rest)
        return rows


def _syllables(word: str, room: int) -> str:
    """Return the beginning of a word that fits before a hyphen, or "" when none does."""
    if not (word.strip(".,:").isalpha() and word[1:].islower()):
        return ""
    for cut in range(min(room - 1, len(word) - 3), 1, -1):
        if word[cut] not in _VOWELS and word[cut + 1] in _VOWELS:
            return word[:cut]
    return ""


def _flow(cells: list[list[str]]) -> list[str]:
    """Return a row's cells one after the other, as a flattened PDF has them.

    A cell of one line and the next one stand on one line; a blank line follows a taller cell.
    """
    lines: list[str] = []
    line: str | None = None
    for cell in cells:
        line = (line or "") + (cell[0] if cell else "")
        line += "" if len(cell) > 1 and line.endswith("-") else " "
        if len(cell) > 1:
            bare = {"", "-"}  # no blank stands at the end of an empty line, or after a hyphen
            lines += [line, *(rest if rest[-1:] in bare else f"{rest} " for rest in cell[1:]), ""]
            line = None
    if line is not None and (line.strip() or len(cells) > 1):
        lines += [line, ""]
    return lines

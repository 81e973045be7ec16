"""Typesets tables of activities, in as many ways as municipalities do: for tests of the reader.

What stands in a table comes from the facts of our own example documents; a `Style` says how it is
set. The text is what is left of the table when a PDF is flattened: cell after cell, a cell of one
line and the next cell on one line, a merged first column just before the last row that it spans
on a page, whatever does not fit on a page after the next page's head.
"""

from __future__ import annotations

import calendar
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = [
    "Activity", "Assignment", "Document", "Goal", "Style", "random_document", "random_style",
    "typeset",
]  # fmt: skip

DATA = Path(__file__).resolve().parent / "data" / "examples"
MUNICIPALITIES = ["Kvarnsjö", "Granviken", "Stenbro", "Västerhult", "Ekmark", "Lillforsa"]
BOARDS = {
    "BUN": "Barn- och utbildningsnämnden", "KFN": "Kultur- och fritidsnämnden",
    "VON": "Vård- och omsorgsnämnden", "SN": "Socialnämnden", "TN": "Tekniska nämnden",
    "MBN": "Miljö- och byggnadsnämnden", "KS": "Kommunstyrelsen", "GVN": "Gymnasienämnden",
}  # fmt: skip
NAMES = {
    "goal": ["Nämndmål", "Mål", "Nämndens mål"],
    "activity": ["Aktivitet", "Aktiviteter", "Åtgärd", "Insats"],
    "boards": ["Nämnd", "Ansvarig nämnd", "Ansvarig", "Ansvariga nämnder"],
    "deadline": ["Slutdatum", "Klart senast", "Tidplan", "Färdigt senast"],
    "status": ["Status", "Läge"],
    "comment": ["Kommentar", "Kommentarer", "Uppföljning"],
}
WORDS = {
    "completed": ["Genomfört", "Genomförd", "Avslutad", "Klar", "Klart"],
    "ongoing": ["Pågående", "Pågår", "Påbörjad"],
    "remaining": ["Kvarstår"],
    "not-started": ["Ej påbörjad", "Ej påbörjat"],
    "cancelled": ["Struket", "Struken"],
}
MONTHS = [
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
]  # fmt: skip
ORDERS = [
    ("boards", "deadline", "status", "comment"), ("boards", "deadline", "status", "comment"),
    ("boards", "status", "deadline", "comment"), ("deadline", "boards", "status", "comment"),
    ("status", "boards", "deadline", "comment"), ("deadline", "status", "comment", "boards"),
]  # fmt: skip
PERSPECTIVES = ["Samhälle", "Medborgare", "Verksamhet", "Ekonomi", "Medarbetare"]
OVERARCHING = ["Kommunövergripande mål", "Övergripande mål", "Kommunfullmäktiges mål"]
_POINTER = "Se aktiviteter"
_VOWELS = frozenset("aeiouyåäöé")
_WIDE = 60  # characters from which a column needs no hyphens
_NARROW = 16  # of the narrowest column of running text
FOLLOWING = ["Följande aktiviteter prioriteras:", "Detta innebär bland annat följande aktiviteter:"]


@dataclass(frozen=True)
class Goal:
    """A board goal, with its text, under an overarching goal and a perspective ("" for none)."""

    title: str
    text: str
    overarching: str
    perspective: str


@dataclass(frozen=True)
class Assignment:
    """An assignment; no boards when it is common to all."""

    number: str
    title: str
    boards: tuple[str, ...]
    listed: bool


@dataclass(eq=False)
class Activity:
    """One activity, as a careful reader reads it.

    Args:
        title: Without markers.
        boards: As printed in the column, or the document's owner.
        deadline: ISO date, or "".
        status: The concept, or "".
        status_text: As printed.
        comment: As written, paragraphs joined.
        goal: The board goal it stands under, or None.
        overarching: The overarching goal it stands under, or "".
        perspective: The perspective it stands under, or "".
        assignment: The assignment it implements, or None.
        parent: The activity it is a part of, or None.
        continued: The year from which it is marked as continued, or "".
        deadline_text: As printed.
        items: Its parts, with a deadline in their text where they have one.
        open: True when the page does not tell which goal the row's merged cell belongs to.
    """

    title: str
    boards: tuple[str, ...]
    deadline: str
    status: str
    status_text: str
    comment: str
    goal: Goal | None
    overarching: str
    perspective: str
    assignment: Assignment | None = None
    parent: Activity | None = None
    continued: str = ""
    deadline_text: str = ""
    items: list[Activity] = field(default_factory=list)
    open: bool = False


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


@dataclass(frozen=True)
class Style:
    """How a document is set.

    Args:
        municipality: Its name.
        year: The year that it follows up.
        owner: The board whose document it is, where the table has no column of boards.
        codes: Whether the column of boards holds abbreviations.
        columns: The columns after the goal's, "activity" first, in order.
        names: Column → its head.
        widths: Column → characters a line.
        goal_column: Whether board goals are a first column; else they are headings.
        merged: Whether that column is merged over all rows of a goal, so that its text comes just
            before the last of them on a page; else it stands in the first row, and the cells below
            it are empty.
        marks: Whether assignments are marked activities; else they are rows with activities below.
        bullet: What stands before an activity, "" for nothing.
        hyphens: Whether words are broken with a hyphen where a line is full.
        dates: How end dates are written: month, month-year, quarter, iso or day.
        page: Lines a page, or None for no page breaks.
        cut: Whether a row may go on on the next page.
        repeat: Whether the table's head comes again on each page.
        number: The form of page numbers, or "".
        one_line: Whether each row is one line, its cells parted by blanks or tabs.
        gap: What parts the cells of such a row.
        feed: What opens a new page: a form feed, or a blank where a PDF's text lost it.
        split_head: Whether the head of the column of end dates is broken over two lines.
        duty: What assignments are called in markers.
        overarching: The label before overarching goals.
        perspectives: Whether perspectives are headings.
    """

    municipality: str
    year: int
    owner: str
    codes: bool
    columns: tuple[str, ...]
    names: dict[str, str]
    widths: dict[str, int]
    goal_column: bool
    merged: bool
    marks: bool
    bullet: str
    hyphens: bool
    dates: str
    page: int | None
    cut: bool
    repeat: bool
    number: str
    one_line: bool
    gap: str
    feed: str
    split_head: bool
    duty: str
    overarching: str
    perspectives: bool


def random_style(chance: random.Random) -> Style:
    """Return one way to set a document."""
    year = chance.choice([2019, 2021, 2022, 2023, 2024, 2025])
    with_boards = chance.random() < 0.7
    one_line = chance.random() < 0.15
    marks = chance.random() < 0.3
    columns = ["activity", *chance.choice(ORDERS)]
    if not with_boards:
        columns.remove("boards")
    names = {column: chance.choice(known) for column, known in NAMES.items()}
    if chance.random() < 0.2:
        names["deadline"] += f" {year}"
    bullet = "" if marks else chance.choice(["●", "●", "•", "-", "o", ""])
    if bullet == "" and not marks and not one_line:
        marks = True
    codes = chance.random() < 0.7
    repeat = chance.random() < 0.5
    number = chance.choice(["", "{} (18)", "{}", "Sida {} av 18"])
    return Style(
        municipality=chance.choice(MUNICIPALITIES),
        year=year,
        owner="" if with_boards else chance.choice(sorted(BOARDS.values())),
        codes=codes,
        columns=tuple(columns),
        names=names,
        widths={
            "goal": chance.choice([16, 20, 24]),
            "activity": chance.choice([38, 46, 54]),
            "boards": chance.choice([5, 9]) if codes else 24,
            "deadline": chance.choice([10, 18]),
            "status": chance.choice([8, 10, 14]),
            "comment": chance.choice([16, 20, 28]),
        },
        goal_column=not one_line and chance.random() < 0.7,
        merged=chance.random() < 0.6,
        marks=marks,
        bullet=bullet,
        hyphens=chance.random() < 0.6,
        dates=chance.choice(["month", "month", "month-year", "quarter", "iso", "day"]),
        page=chance.choice([None, 34, 46]),
        cut=chance.random() < 0.5,
        repeat=repeat,
        number=number,
        one_line=one_line,
        gap=chance.choice(["   ", "  ", "\t"]),
        feed=chance.choice(["\f", " "]) if repeat or number else "\f",
        split_head=chance.random() < 0.2,
        duty=chance.choice(["strategiskt utvecklingsuppdrag", "utvecklingsuppdrag", "uppdrag"]),
        overarching=chance.choice(OVERARCHING),
        perspectives=chance.random() < 0.7,
    )


@cache
def _pool() -> tuple[dict[str, str], ...]:
    """Return what the example documents say of activities, goals and assignments."""
    found: list[dict[str, str]] = []
    for path in sorted((DATA / "activities").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        found += [{"kind": "activity", **one} for one in facts["activities"]]
        found += [{"kind": "goal", **one} for one in facts["goals"]]
        found += [{"kind": "overarching", "title": one["title"]} for one in facts["overarching"]]
        found += [{"kind": "assignment", **one} for one in facts["assignments"]]
    return tuple(found)


def _drawn(chance: random.Random, kind: str, column: str = "title") -> list[str]:
    known = sorted(
        {
            one[column]
            for one in _pool()
            if one["kind"] == kind and one[column] and not one[column].startswith(_POINTER)
        }
    )
    chance.shuffle(known)
    return known


@dataclass
class _Draw:
    """Draws a document's content: each title once."""

    chance: random.Random
    style: Style
    titles: list[str]
    goals: list[str]
    overarching: list[str]
    duties: list[str]
    comments: list[str]
    number: int = 0

    def boards(self, most: int = 3) -> tuple[str, ...]:
        known = sorted(BOARDS if self.style.codes else BOARDS.values())
        return tuple(self.chance.sample(known, self.chance.randint(1, most)))

    def activity(self, goal: Goal | None, overarching: str, perspective: str) -> Activity:
        chance, style = self.chance, self.style
        status = chance.choice(["completed"] * 4 + ["ongoing"] * 3 + ["remaining"] + list(WORDS))
        deadline, printed = _deadline(chance, style)
        if style.columns[-1] != "comment" or style.one_line:
            comment = chance.choice([one for one in self.comments if len(one) < 60])
        else:
            comment = chance.choice(["", *chance.sample(self.comments, 4)])
        return Activity(
            self.titles.pop(),
            self.boards() if "boards" in style.columns else (style.owner,),
            deadline,
            status,
            chance.choice(WORDS[status]),
            comment,
            goal,
            overarching,
            perspective,
            deadline_text=printed,
            continued=str(style.year - 1) if style.marks and chance.random() < 0.25 else "",
        )

    def assignment(self) -> Assignment:
        chance, style = self.chance, self.style
        self.number += chance.randint(1, 9)
        boards: tuple[str, ...] = ()
        if chance.random() < 0.6:
            boards = tuple(chance.sample(sorted(BOARDS.values()), chance.choice([1, 1, 2])))
        if style.marks:
            return Assignment("", "", (style.owner,) if style.owner else (), False)
        named = [boards[0], *(name[0].lower() + name[1:] for name in boards[1:])]
        subject = " och ".join(named) if boards else "Samtliga nämnder"
        title = f"{subject} ska {self.duties.pop()}"
        return Assignment(str(self.number), title, boards, chance.random() < 0.8)


def random_document(seed: int) -> Document:
    """Return a document drawn by chance, the same for the same seed."""
    chance = random.Random(seed)
    style = random_style(chance)
    duties = [one.split(" ska ", 1)[1].rstrip(".") for one in _drawn(chance, "assignment")]
    draw = _Draw(
        chance, style, _drawn(chance, "activity"), _drawn(chance, "goal"),
        _drawn(chance, "overarching"), duties, _drawn(chance, "activity", "comment"),
    )  # fmt: skip
    activities: list[Activity] = []
    perspectives = chance.sample(PERSPECTIVES, chance.randint(1, 3))
    for place in perspectives:
        perspective = place if style.perspectives else ""
        for overarching in [draw.overarching.pop() for _ in range(chance.choice([1, 1, 2]))]:
            with_goals = chance.random() < 0.85
            for _ in range(chance.randint(1, 3) if with_goals else 1):
                goal = None
                if with_goals and draw.goals:
                    title = draw.goals.pop()
                    text = next(one["text"] for one in _pool() if one["title"] == title)
                    goal = Goal(title, text, overarching, perspective)
                activities += _under(draw, goal, overarching, perspective)
    return typeset(activities, style, chance)


def _under(
    draw: _Draw, goal: Goal | None, overarching: str, perspective: str
) -> Iterator[Activity]:
    """Yield the activities of one goal, those of no assignment first."""
    chance, style = draw.chance, draw.style
    for _ in range(min(chance.randint(1, 5), len(draw.titles) // 4)):
        one = draw.activity(goal, overarching, perspective)
        if style.marks and chance.random() < 0.25:
            assignment = draw.assignment()
            one.assignment = Assignment("", one.title, assignment.boards, False)
        yield one
        if style.marks and not style.one_line and chance.random() < 0.25:
            for _ in range(chance.randint(2, 3)):
                part = draw.activity(goal, overarching, perspective)
                part.status = part.status_text = part.comment = part.continued = ""
                part.deadline = part.deadline_text = ""
                part.parent = one
                if "boards" in style.columns:
                    part.boards = ()
                one.items.append(part)
                yield part
    if style.marks:
        return
    for _ in range(min(chance.choice([0, 1, 1, 2]), len(draw.duties))):
        assignment = draw.assignment()
        for _ in range(min(chance.randint(1, 3), len(draw.titles))):
            one = draw.activity(goal, overarching, perspective)
            one.assignment = assignment
            yield one


def _deadline(chance: random.Random, style: Style) -> tuple[str, str]:
    month = chance.choice([3, 6, 9, 12]) if style.dates == "quarter" else chance.randint(1, 12)
    last = calendar.monthrange(style.year, month)[1]
    day = f"{style.year}-{month:02}-{last}"
    written = {
        "month": MONTHS[month - 1].capitalize(),
        "month-year": f"{MONTHS[month - 1]} {style.year}",
        "quarter": f"Kvartal {month // 3}",
        "iso": day,
        "day": f"{last} {MONTHS[month - 1]} {style.year}",
    }
    return day, written[style.dates]


# ------------------------------------------------------------------------------------ typesetting


@dataclass(eq=False)
class _Row:
    """One row of a table: its cells as lines, and what it says."""

    cells: list[list[str]]
    goal: Goal | None
    says: list[Activity]

    @property
    def height(self) -> int:
        return max(1, *(len(cell) for cell in self.cells))


def typeset(activities: list[Activity], style: Style, chance: random.Random) -> Document:
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
    goals = list(dict.fromkeys(a.goal for a in activities if a.goal))
    if style.goal_column and style.merged and not setter.told:
        for one in activities:  # nothing shows that goals stand before their last rows
            one.open = True
    return Document(
        "\n".join(lines) + "\n", tuple(overarching), tuple(goals), tuple(assignments),
        tuple(activities), style, setter.broken,
    )  # fmt: skip


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
                    empty: list[list[str]] = [[] for _ in self.style.columns[1:]]
                    rows.append(_Row([cell, *empty], one.goal, [one]))
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
        if self.style.split_head:
            name = names["deadline"]
            shown[shown.index([name])] = name.split(" ", 1) if " " in name else [
                f"{name[:5]}-", name[5:]
            ]  # fmt: skip
        return _flow(shown)

    def turned(self) -> list[str]:
        """Return what stands below a page."""
        self.page += 1
        return ["", self.style.number.format(self.page - 1), ""] if self.style.number else [""]

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
                elif style.cut and room >= 1 and style.page:
                    here.append(_Row([cell[:room] for cell in rest.cells], row.goal, row.says))
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
    if not (word.strip(".,:").isalpha() and word.islower()):
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
            lines += [line, *(rest if rest.endswith("-") else f"{rest} " for rest in cell[1:]), ""]
            line = None
    if line is not None and (line.strip() or len(cells) > 1):
        lines += [line, ""]
    return lines

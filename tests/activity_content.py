"""What tables of activities say, and the ways in which they are set, drawn by chance for tests.

Titles, comments and goals come from the facts of our own example documents.
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
    "BOARDS", "Activity", "Assignment", "Goal", "Style", "draw_activities", "random_style",
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
_NO_ACTIVITY = ("Se aktiviteter", "Uppdrag till")  # pointers, and what is told as an assignment


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
        siblings: Titles of activities that stand in the same cell and share its other cells.
        bare: True for the cells of an assignment's own row: no activity.
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
    siblings: list[str] = field(default_factory=list)
    bare: bool = False
    open: bool = False


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
        outline: Whether the PDF's outline of headings stands at the end.
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
    outline: bool
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
    elif chance.random() < 0.2:
        columns.remove(chance.choice(["comment", "deadline"]))
    names = {column: chance.choice(known) for column, known in NAMES.items()}
    if chance.random() < 0.2:
        names["deadline"] += f" {year}"
    bullet = "" if marks else chance.choice(["●", "●", "•", "-", "o", ""])
    if bullet == "" and not marks and not one_line:
        marks = True
    codes = chance.random() < 0.7
    repeat = chance.random() < 0.5
    municipality = chance.choice(MUNICIPALITIES)
    perspectives = chance.random() < 0.7
    number = chance.choice(
        ["", "{} (18)", "{}", "Sida {} av 18", f"{municipality} kommun {{}} (18)"]
    )
    return Style(
        municipality=municipality,
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
        outline=perspectives and chance.random() < 0.2,
        duty=chance.choice(["strategiskt utvecklingsuppdrag", "utvecklingsuppdrag", "uppdrag"]),
        overarching=chance.choice(OVERARCHING),
        perspectives=perspectives,
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
        found += [{**one, "kind": "assignment"} for one in facts["assignments"]]
    return tuple(found)


def _drawn(chance: random.Random, kind: str, column: str = "title") -> list[str]:
    known = sorted(
        {
            one[column]
            for one in _pool()
            if one["kind"] == kind and one[column] and not one[column].startswith(_NO_ACTIVITY)
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
        deadline, printed = _deadline(chance, style) if "deadline" in style.columns else ("", "")
        if "comment" not in style.columns:
            comment = ""
        elif style.columns[-1] != "comment" or style.one_line:
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
        named = [*boards[:1], *(name[0].lower() + name[1:] for name in boards[1:])]
        subject = " och ".join(named) or "Samtliga nämnder"
        title = f"{subject} ska {self.duties.pop()}"
        return Assignment(str(self.number), title, boards, chance.random() < 0.8)


def draw_activities(chance: random.Random, style: Style) -> list[Activity]:
    """Return the activities of one document, in its order."""
    duties = [
        one.split(" ska ", 1)[1].rstrip(".")
        for one in _drawn(chance, "assignment")
        if "nämnd" in one.split(" ska ")[0] and " ska " in one and "i samverkan" not in one
    ]
    draw = _Draw(
        chance, style, _drawn(chance, "activity"), _drawn(chance, "goal"),
        _drawn(chance, "overarching"), duties, _drawn(chance, "activity", "comment"),
    )  # fmt: skip
    activities: list[Activity] = []
    for place in chance.sample(PERSPECTIVES, chance.randint(1, 3)):
        perspective = place if style.perspectives else ""
        for overarching in [draw.overarching.pop() for _ in range(chance.choice([1, 1, 2]))]:
            with_goals = chance.random() < 0.85
            for _ in range(chance.randint(1, 3) if with_goals else 1):
                goal = None
                if with_goals and draw.goals:
                    title = draw.goals.pop()
                    text = next(one["text"] for one in _pool() if one["title"] == title)
                    goal = Goal(title, text or "", overarching, perspective)
                activities += _under(draw, goal, overarching, perspective)
    return activities


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
        if chance.random() < 0.15:
            one = draw.activity(goal, overarching, perspective)
            draw.titles.insert(0, one.title)
            one.title, one.comment = assignment.title, ""
            one.assignment, one.bare = assignment, True
            if assignment.boards:
                codes = tuple(code for code, name in BOARDS.items() if name in assignment.boards)
                one.boards = codes if style.codes else assignment.boards
            yield one
            continue
        for _ in range(min(chance.randint(1, 3), len(draw.titles))):
            one = draw.activity(goal, overarching, perspective)
            one.assignment = assignment
            if style.bullet and not style.one_line and len(draw.titles) > 6:
                few = chance.choice([0] * 8 + [1, 2])
                one.siblings = [draw.titles.pop() for _ in range(few)]
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

"""Rows, goals and headings of activity tables → things with their relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from styrkedja.graph.model import Confidence, DoubtKind, ElementKind, Relation
from styrkedja.graph.profiles import Profile, fold

from ..bodies import read_bodies
from ..dates import read_deadline
from ..draft import Found, Judgement, Link, Source, Suspicion, Thing
from ..lines import Line
from ..numbering import split_number
from .cells import Cells
from .goals import PlacedGoal, split_goal_text
from .listed import ListedAssignment, named_in
from .markers import Marker, clean_title, without_date
from .mending import Vocabulary
from .row import GoalText, Row, first_line
from .sections import Section

__all__ = ["ThingMaker"]

_OPENING = 6  # words of a title in which it says whom it is given to
_LONGEST_GROUP = 5
_LONGEST_GOAL = 4000  # characters of its title and its own text
_GOAL_LINES = 12  # that are kept of a longer one
_LONGEST_HEADING = 300  # characters of a row that only heads others
_LONGEST_TITLE = 1000  # characters; what is longer was never a cell
_LONGEST_NAME = 4  # words of a body's name
_JOINING = frozenset(("och", "samt", "eller", "i", "av", "på", "för", "med", "till", "att", "som"))
_KINDS = {"common": ElementKind.COMMON_ASSIGNMENT, "board": ElementKind.BOARD_ASSIGNMENT}


@dataclass(eq=False)
class ThingMaker:
    """Makes things in the order of the document, each once however often it is printed.

    Args:
        source: The document.
        vocabulary: Its words, to mend broken ones.
        year: The year of dates without one.
        bulleted: Whether activities begin with a bullet, so that other rows are above them.
        found: Where the things go.
        headings: Numbers of lines that are only headings.
        unsure: Numbers of lines that were not understood.
    """

    source: Source
    vocabulary: Vocabulary
    year: int | None
    bulleted: bool
    found: Found
    headings: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    _assignments: dict[tuple[ElementKind | None, str], Thing] = field(default_factory=dict)
    _overarching: dict[str, Thing] = field(default_factory=dict)
    _headed: dict[tuple[str, Thing | None], Thing] = field(default_factory=dict)
    _above: dict[Section, tuple[Thing | None, Thing | None]] = field(default_factory=dict)

    # ---------------------------------------------------------------- what stands above rows

    def list_assignments(self, listed: Sequence[ListedAssignment]) -> None:
        """Make the assignments of the list before the tables."""
        words = self.source.profile.activity_tables
        for one in listed:
            title = clean_title(self._text(one.lines), words).title
            thing = self._assignment(_KINDS[one.kind], title, one.number, one.lines, "listed")
            named = named_in(title, self.source.profile, words)
            thing.responsible = list(named.responsible)
            thing.contributing = list(named.contributing)
            thing.groups = list(named.groups)

    def place(
        self,
        sections: Sequence[Section],
        rows: Sequence[Row | GoalText],
        goals: Sequence[PlacedGoal],
        placed: dict[Row, PlacedGoal],
        footnotes: dict[int, list[int]],
    ) -> None:
        """Make all things of the tables.

        Args:
            sections: The headings.
            rows: Rows and texts of the goals' column, in order.
            goals: The board goals of the first column.
            placed: The goal of each row that has one.
            footnotes: Number of a marked line → numbers of its footnote's lines.
        """
        order: list[tuple[int, int, Section | PlacedGoal | Row]] = []
        order += [(one.first, 0, one) for one in sections]
        order += [(one.lines[0].number, 1, one) for one in goals]
        order += [(first_line(one), 2, one) for one in rows if isinstance(one, Row)]
        made: dict[PlacedGoal, Thing] = {}
        for _, _, one in sorted(order, key=lambda item: item[:2]):
            if isinstance(one, Section):
                self._section(one)
            elif isinstance(one, PlacedGoal):
                made[one] = self._goal(one)
        under = _Under()
        for row in (one for one in rows if isinstance(one, Row)):
            goal = placed.get(row)
            if row.section is not under.section or goal is not under.goal:
                under = _Under(row.section, goal)
            self._row(row, made[goal] if goal is not None else None, under, footnotes)

    def _section(self, section: Section) -> None:
        self.headings.extend(section.numbers)
        overarching = self._overarching_goal(section) if section.overarching else None
        goal = None
        if section.goal:
            title = self._title(section.goal)
            key = (fold(title), overarching)
            goal = self._headed.get(key)
            if goal is None:
                goal = self._new(ElementKind.BOARD_GOAL, title, section.goal, "goal-heading")
                goal.perspective = section.perspective
                _link(goal, Relation.CONTRIBUTES_TO, overarching)
                self._headed[key] = goal
            else:
                _again(goal, section.goal)
            if section.goal_text:
                goal.description = self._text(section.goal_text)
                goal.lines.extend(line.number for line in section.goal_text)
        self._above[section] = (overarching, goal)

    def _overarching_goal(self, section: Section) -> Thing:
        title = self._title(section.overarching)
        known = self._overarching.get(fold(title))
        if known is None:
            kind = ElementKind.OVERARCHING_GOAL
            known = self._new(kind, title, section.overarching, "overarching-goal-heading")
            known.perspective = section.perspective
            self._overarching[fold(title)] = known
        elif section.overarching[0].number not in known.lines:
            _again(known, section.overarching)
        return known

    def _goal(self, placed: PlacedGoal) -> Thing:
        lines = placed.lines
        if sum(len(line.text) for line in lines) > _LONGEST_GOAL:
            lines = [line for line in lines if line.number < lines[0].number + _GOAL_LINES]
            self.unsure.extend(line.number for line in placed.lines[len(lines) :])
        title, told = split_goal_text(lines)
        goal = self._new(ElementKind.BOARD_GOAL, self._title(title), title, "goal-column")
        if told:
            goal.description = self._text(told)
            goal.lines.extend(line.number for line in told)
        if placed.cut or _looks_torn(goal):
            goal.confidence = Confidence.MEDIUM
        if placed.section is not None:
            goal.perspective = placed.section.perspective
            _link(goal, Relation.CONTRIBUTES_TO, self._above[placed.section][0])
        return goal

    # ---------------------------------------------------------------- rows

    def _row(
        self, row: Row, goal: Thing | None, under: _Under, footnotes: dict[int, list[int]]
    ) -> None:
        if not row.title and not row.parts:
            return
        overarching, headed = (None, None)
        if row.section is not None:
            overarching, headed = self._above.get(row.section, (None, None))
        above = goal or headed or overarching
        text = clean_title(self._text(row.title), self.source.profile.activity_tables)
        lines = [*row.title, *row.after]
        noted = [number for line in lines for number in footnotes.get(line.number, ())]
        most = _LONGEST_TITLE if row.kind != "group" else _LONGEST_HEADING
        if not fold(text.title) or len(text.title) > most:
            parts = [line for part in row.parts for line in part]
            self.unsure.extend(line.number for line in (*lines, *parts))
            return
        if row.kind == "group":
            under.assignment, under.heading = None, text.title
            self.headings.extend([*(line.number for line in row.title), *noted])
            return
        if row.kind == "assignment":
            under.assignment = self._assignment_row(row, text.title, above)
            under.heading = None
            under.assignment.lines.extend(noted)
            return
        number, title = split_number(text.title)
        kind = ElementKind.ASSIGNMENT if row.given else ElementKind.ACTIVITY
        rule = "assignment-row" if row.given else "activity-row"
        thing = self._new(kind, title, row.title, rule)
        thing.number = row.number or number
        if not row.goal_is_sure:
            thing.confidence = Confidence.MEDIUM
        thing.lines.extend([*(line.number for line in row.after), *noted])
        told = [text.description, self._text(row.after) if row.after else None]
        thing.description = " ".join(filter(None, told)) or None
        thing.continued_from = text.continued_from
        thing.heading = under.heading
        self._place_under(thing, row, above)
        marker = row.marker or text.marker
        if marker is not None and row.given:
            thing.kind, thing.number = _KINDS[marker.kind], marker.number or thing.number
        elif marker is not None:
            assignment = self._marked(marker, thing, row, above)
            _link(thing, Relation.IMPLEMENTS, assignment)
        elif under.assignment is not None:
            _link(thing, Relation.IMPLEMENTS, under.assignment)
        if row.cells is not None:
            self._read_cells(thing, row.cells)
        if not self._has_boards(row) and self.source.owner is not None:
            thing.responsible = [self.source.owner]
        for part in row.parts:
            self._part(part, thing, row)

    def _part(self, lines: Sequence[Line], parent: Thing, row: Row) -> None:
        words = self.source.profile.activity_tables
        text, deadline = without_date(self._text(lines), self.year)
        cleaned = clean_title(text, words)
        if deadline is None:
            again, deadline = without_date(cleaned.title, self.year)
            cleaned = clean_title(again, words) if deadline is not None else cleaned
        if not fold(cleaned.title):
            self.unsure.extend(line.number for line in lines)
            return
        part = self._new(ElementKind.ACTIVITY, cleaned.title, lines, "sub-activity")
        part.deadline = deadline
        part.description = cleaned.description
        part.continued_from = cleaned.continued_from
        part.perspective = parent.perspective
        _link(part, Relation.CONTRIBUTES_TO, parent)
        if not self._has_boards(row) and self.source.owner is not None:
            part.responsible = [self.source.owner]

    def _has_boards(self, row: Row) -> bool:
        return "board" in row.columns

    def _marked(self, marker: Marker, activity: Thing, row: Row, above: Thing | None) -> Thing:
        """Return the assignment that an activity's row is marked as."""
        assignment = self._assignment(
            _KINDS[marker.kind], activity.title, marker.number, row.title, "marked-activity"
        )
        if not (assignment.responsible or assignment.groups):
            words = self.source.profile.activity_tables
            named = named_in(activity.title, self.source.profile, words)
            assignment.groups = list(named.groups) or _groups_in(
                activity.title, self.source.profile
            )
            if not self._has_boards(row) and self.source.owner is not None:
                assignment.responsible = [self.source.owner]
        self._place_under(assignment, row, above)
        return assignment

    def _assignment_row(self, row: Row, title: str, above: Thing | None) -> Thing:
        """Return the assignment that a row without a bullet names."""
        marker = row.marker
        kind = _KINDS[marker.kind] if marker is not None else ElementKind.ASSIGNMENT
        number = marker.number if marker is not None else None
        thing = self._assignment(kind, title, number, row.title, "assignment-row")
        if thing.kind is not kind and marker is not None:
            self._contradicted(thing, row, marker)
        if not (thing.responsible or thing.groups):
            words = self.source.profile.activity_tables
            named = named_in(title, self.source.profile, words)
            thing.responsible = list(named.responsible)
            thing.contributing = list(named.contributing)
            thing.groups = list(named.groups)
        self._place_under(thing, row, above)
        if row.cells is not None:
            self._read_cells(thing, row.cells)
        return thing

    def _contradicted(self, thing: Thing, row: Row, marker: Marker) -> None:
        number = f" {thing.number}" if thing.number else ""
        listed = thing.kind is ElementKind.BOARD_ASSIGNMENT
        sv = (
            ("nämndspecifikt", "kommungemensamt")
            if listed
            else ("kommungemensamt", "nämndspecifikt")
        )
        en = ("one of single boards", "one of all boards")
        en = en if listed else (en[1], en[0])
        self.found.suspicions.append(
            Suspicion(
                DoubtKind.STATED_TWICE,
                f"Uppdrag{number} står som {sv[0]} i listan men kallas {sv[1]} i tabellen.",
                f"Assignment{number} is listed as {en[0]} but called {en[1]} in its table row.",
                [*thing.lines],
                thing,
            )
        )

    def _place_under(self, thing: Thing, row: Row, above: Thing | None) -> None:
        if row.section is not None and thing.perspective is None:
            thing.perspective = row.section.perspective
        _link(thing, Relation.CONTRIBUTES_TO, above)

    # ---------------------------------------------------------------- cells

    def _read_cells(self, thing: Thing, cells: Cells) -> None:
        values = cells.values
        boards = values.get("board", [])
        if boards:
            named = read_bodies(boards, self.source.profile)
            if named.responsible or named.groups:
                thing.responsible.extend(_new(named.responsible, thing.responsible))
                thing.contributing.extend(_new(named.contributing, thing.contributing))
                thing.groups.extend(_new(named.groups, thing.groups))
            elif _may_be_a_name(self._text(boards)):
                thing.responsible.append(self._text(boards))
            else:
                self.unsure.extend(line.number for line in boards)
        dates = values.get("date", [])
        if dates:
            thing.deadline = read_deadline(self._text(dates), year=self.year)
        for line in (*boards, *dates, *values.get("rest", ())):
            if line.number not in thing.lines:
                thing.lines.append(line.number)
        status, comment = values.get("status", []), values.get("comment", [])
        if not (status or comment):
            return
        joined = self.vocabulary.joined(comment)
        thing.judgement = Judgement(
            status_text=self._text(status) if status else None,
            status=cells.status if status else None,
            comment=joined.text if fold(joined.text) else None,
            lines=list(dict.fromkeys(line.number for line in (*status, *comment))),
            joined=joined if comment else None,
        )

    # ---------------------------------------------------------------- things

    def _assignment(
        self,
        kind: ElementKind,
        title: str,
        number: str | None,
        lines: Sequence[Line],
        rule: str,
    ) -> Thing:
        """Return the assignment of this number, or of this title where it has none."""
        key = (None, number) if number else (kind, fold(title))
        known = self._assignments.get(key)
        if known is not None:
            _again(known, lines)
            return known
        thing = self._new(kind, title, lines, rule)
        thing.number = number
        self._assignments[key] = thing
        return thing

    def _new(self, kind: ElementKind, title: str, lines: Sequence[Line], rule: str) -> Thing:
        numbers = list(dict.fromkeys(line.number for line in lines))
        thing = Thing(kind, title, numbers, rule, at=numbers[:1])
        self.found.things.append(thing)
        return thing

    def _title(self, lines: Sequence[Line]) -> str:
        return self._text(lines).rstrip(". ")

    def _text(self, lines: Sequence[Line]) -> str:
        return self.vocabulary.joined(lines).text


@dataclass(slots=True, eq=False)
class _Under:
    """What rows stand under: the assignment or group above them, while the goal is the same."""

    section: Section | None = None
    goal: PlacedGoal | None = None
    assignment: Thing | None = None
    heading: str | None = None


def _may_be_a_name(text: str) -> bool:
    """Return whether a cell of bodies that no ending tells is a name: few words, a capital."""
    words = text.split()
    return 0 < len(words) <= _LONGEST_NAME and words[0][:1].isupper() and text[-1].isalpha()


def _groups_in(title: str, profile: Profile) -> list[str]:
    """Return the group of bodies that a title names as the ones it is given to, if any."""
    words = title.split()
    for at in range(min(len(words), _OPENING)):
        for size in range(1, _LONGEST_GROUP + 1):
            name = " ".join(words[at : at + size]).rstrip(",.")
            if fold(name) in profile.groups and size > 1:
                return [name]
    return []


def _new(names: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the names that are not among those known."""
    return [name for name in names if name not in known]


def _link(thing: Thing, relation: Relation, to: Thing | None) -> None:
    if to is not None and all(link.to is not to for link in thing.links):
        thing.links.append(Link(relation, to))


def _again(thing: Thing, lines: Sequence[Line]) -> None:
    numbers = [line.number for line in lines]
    thing.lines.extend(number for number in numbers if number not in thing.lines)
    if numbers and numbers[0] not in thing.at:
        thing.at.append(numbers[0])


def _looks_torn(goal: Thing) -> bool:
    """Return whether a goal's column may have been cut, or mixed with those beside it."""
    words = goal.title.split()
    odd = goal.title.endswith((",", "-", ".")) or words[-1].lower() in _JOINING
    return odd or any(word[:4].isdigit() and "-" in word for word in words)

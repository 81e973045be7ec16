"""The reader of goal-and-analysis reports: sections → goals, initiatives, activities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from styrkedja.graph.model import Confidence, ElementKind, Relation
from styrkedja.graph.profiles import fold

from ..draft import Found, Judgement, Source, Thing
from ..lines import Line, join
from .blocks import Block, Sheet, read_sheet
from .content import Content, read_content
from .examples import Examples
from .goals import Entry, read_entries
from .initiatives import coordinators, read_initiatives
from .items import Items, told_assignments
from .labelled import read_labelled
from .overarching import read_overarching
from .rows import read_rows
from .sections import Section, SectionKind, read_sections
from .supports import link_once, named_goals, support_links
from .titles import Wording, read_wording
from .verdicts import read_verdict

__all__ = ["read_goal_report"]

_LAYOUT = "goal-reports"


def read_goal_report(source: Source) -> Found | None:
    """Return the goals of a report's sections and what is told of them; None when it has none."""
    words = source.profile.goal_reports
    sheet = read_sheet(source, words)
    rows = read_rows(source, sheet.furniture)
    return (
        read_labelled(source, sheet, rows, of_text=False)
        or _read_sections(source, sheet)
        or read_labelled(source, sheet, rows, of_text=True)
    )


def _read_sections(source: Source, sheet: Sheet) -> Found | None:
    sections = read_sections(sheet.blocks, source.profile, source.profile.goal_reports)
    if all(section.kind is SectionKind.OTHER for section in sections):
        return None
    reading = _Reading(source, sheet, sections)
    reading.read()
    goals = [thing for thing in reading.things if thing.kind is not ElementKind.FOCUS_AREA]
    return reading.found() if len(goals) >= 2 else None


class _Reading:
    """Reads one document; its parts call each other in the order of `read`."""

    def __init__(self, source: Source, sheet: Sheet, sections: Sequence[Section]) -> None:
        self._source = source
        self._profile = source.profile
        self._words = source.profile.goal_reports
        self._sheet = sheet
        self._sections = sections
        self._items = Items(source)
        self._place: dict[int, Thing] = {}
        self._overarching: list[Thing] = []
        self._areas: list[Thing] = []
        self._headings: set[int] = set()
        self._unsure: list[int] = []
        self.things: list[Thing] = []

    def read(self) -> None:
        """Read all sections: what later ones refer to first."""
        later = []
        for section in self._of(SectionKind.OVERARCHING):
            for goal in read_overarching(section.blocks, self._profile, self._words):
                thing = self._overarching_goal(section, goal.lines, goal.told, goal.contributing)
                self._headings.update(goal.headings)
                later.append((thing, goal.blocks))
        for section in self._of(SectionKind.AREA):
            self._areas.append(self._area(section))
        for section in self._of(SectionKind.INITIATIVES):
            for one in read_initiatives(section.blocks, self._words):
                purpose = join(one.purpose, self._source.hyphenated).text
                self._initiative(Wording(one.text, "initiative", purpose), one, section)
        for section in self._of(SectionKind.BODY):
            self._body_section(section)
        self._read_examples(later)
        self._told_assignments()

    def _read_examples(self, later: Sequence[tuple[Thing, Sequence[Block]]]) -> None:
        goals = [thing for thing in self.things if thing.kind is ElementKind.BOARD_GOAL]
        examples = Examples(self._profile, goals)
        for above, blocks in later:
            for printing in examples.under_goal(above, blocks):
                self._printed_again(printing.goal, printing.lines, printing.blocks)
                link_once(printing.goal.links, Relation.CONTRIBUTES_TO, above)
        for area, section in zip(self._areas, self._of(SectionKind.AREA), strict=True):
            for printing in examples.in_area(area, section.blocks):
                self._printed_again(printing.goal, printing.lines, printing.blocks)
                link_once(printing.goal.links, Relation.IN_FOCUS_AREA, area)
        known = set(map(id, self.things))
        self.things.extend(goal for goal in examples.goals if id(goal) not in known)
        self._areas = [
            area for area in self._areas if any(_links_to(goal, area) for goal in examples.goals)
        ]
        self.things.extend(self._areas)

    def _of(self, kind: SectionKind) -> list[Section]:
        return [section for section in self._sections if section.kind is kind]

    def _text(self, lines: Sequence[Line]) -> str:
        return join(lines, self._source.hyphenated).text

    def _overarching_goal(
        self, section: Section, lines: Sequence[Line], told: Sequence[Line], names: Sequence[str]
    ) -> Thing:
        numbers = [line.number for line in (*lines, *told)]
        thing = Thing(
            kind=ElementKind.OVERARCHING_GOAL,
            title=self._text(lines).rstrip(" ."),
            lines=numbers,
            rule="goal-with-contributors",
            at=numbers[:1],
            heading=section.name,
            contributing=list(names),
        )
        self._overarching.append(thing)
        self.things.append(thing)
        return thing

    def _area(self, section: Section) -> Thing:
        numbers = [] if section.heading is None else section.heading.numbers
        return Thing(
            kind=ElementKind.FOCUS_AREA,
            title=section.name,
            lines=numbers,
            rule="chapter-of-goals",
            at=numbers[:1],
        )

    def _content(self, blocks: Sequence[Block], *, subheadings: bool = False) -> Content:
        content = read_content(
            blocks, self._sheet, self._words, self._source.taken, subheadings=subheadings
        )
        self._headings.update(content.headings)
        return content

    def _judge(self, thing: Thing, content: Content) -> None:
        """Note what an analysis says of a thing, unless another printing has said it."""
        if not content.text:
            return
        joined = join(content.text, self._source.hyphenated)
        numbers = [line.number for line in content.text]
        verdict = read_verdict(joined.text.replace(thing.title, "…"), self._words)
        for number in numbers:
            self._place.setdefault(number, thing)
        if thing.judgement is None:
            thing.judgement = Judgement(
                forecast=verdict, comment=joined.text, lines=numbers, joined=joined
            )
            return
        known = thing.judgement
        known.forecast = known.forecast or verdict
        known.lines.extend(numbers)

    def _initiative(self, wording: Wording, entry: Entry, section: Section) -> None:
        content = self._content(entry.blocks)
        lines = [line.number for line in entry.lines]
        extra = [line.number for line in getattr(entry, "purpose", [])]
        same = fold(wording.title)
        thing = next(
            (
                one
                for one in self.things
                if one.kind is ElementKind.STRATEGIC_INITIATIVE and fold(one.title) == same
            ),
            None,
        )
        if thing is None:
            thing = Thing(
                kind=ElementKind.STRATEGIC_INITIATIVE,
                title=wording.title,
                lines=[],
                rule="initiative",
                heading=section.name,
                coordinated_by=list(coordinators(content.text, self._profile, self._words)),
            )
            self.things.append(thing)
        thing.purpose = thing.purpose or wording.purpose
        thing.at.append(lines[0])
        thing.lines.extend(lines + extra)
        self._judge(thing, content)
        self._items.add(thing, content, thing.coordinated_by)

    def _body_section(self, section: Section) -> None:
        entries = read_entries(section, self._sheet, self._words)
        first = min((line.number for entry in entries for line in entry.lines), default=None)
        for block in section.blocks:
            if first is None or block.first < first:
                self._unsure.extend(block.numbers)
        for entry in entries:
            wording = read_wording(self._text(entry.lines), self._words)
            if wording.opening == "initiative":
                self._initiative(wording, entry, section)
            else:
                self._board_goal(wording, entry, section)

    def _board_goal(self, wording: Wording, entry: Entry, section: Section) -> None:
        content = self._content(entry.blocks, subheadings=not section.beside)
        numbers = [line.number for line in entry.lines]
        thing = Thing(
            kind=ElementKind.BOARD_GOAL,
            title=wording.title,
            lines=numbers,
            rule="goal-in-section",
            confidence=Confidence.HIGH if entry.blocks else Confidence.MEDIUM,
            at=_title_lines(wording, entry)[:1],
            heading=section.name,
            owner=section.name,
            purpose=wording.purpose,
            responsible=[section.name],
        )
        self.things.append(thing)
        self._judge(thing, content)
        self._link(thing, wording, content)
        self._items.add(thing, content, [section.name])

    def _link(self, thing: Thing, wording: Wording, content: Content) -> None:
        text = self._text(content.text) if content.text else ""
        thing.links.extend(support_links(text, self._overarching, self._areas, self._words))
        same = [goal for goal in self._overarching if fold(goal.title) == fold(thing.title)]
        if wording.short_name is not None:
            same = same or named_goals(wording.short_name, self._overarching)
        for goal in same:
            link_once(thing.links, Relation.CONTRIBUTES_TO, goal)

    def _printed_again(self, goal: Thing, lines: Sequence[Line], blocks: Sequence[Block]) -> None:
        numbers = [line.number for line in lines]
        content = self._content(blocks)
        if numbers and numbers[0] not in goal.at:
            goal.at.append(numbers[0])
            goal.lines.extend(numbers)
        self._judge(goal, content)
        self._items.add(goal, content, goal.responsible)

    def _told_assignments(self) -> None:
        """Read the assignments that running text says were given."""
        read = {
            number
            for thing in self._items.things
            for number in thing.lines
            if thing.kind is ElementKind.INVESTIGATION_ASSIGNMENT
        }
        for block in self._sheet.blocks:
            if block.level or block.first in read or len(block.text) > 5000:
                continue
            for title, numbers in told_assignments(block.lines, self._words):
                above = self._place.get(numbers[0])
                thing = Thing(
                    kind=ElementKind.INVESTIGATION_ASSIGNMENT,
                    title=title,
                    lines=numbers,
                    rule="investigation-in-text",
                    confidence=Confidence.MEDIUM,
                    at=numbers[:1],
                    owner=None if above is None else above.owner,
                    responsible=[] if above is None else list(above.responsible),
                )
                if above is not None:
                    link_once(thing.links, Relation.CONTRIBUTES_TO, above)
                self._items.things.append(thing)

    def found(self) -> Found:
        """Return what was read, in the order of the document."""
        things = [*self.things, *self._items.things]
        for thing in things:
            thing.at = sorted(set(thing.at))
            thing.lines = sorted(set(thing.lines))
            if thing.judgement is not None:
                thing.judgement.lines = sorted(set(thing.judgement.lines))
        things.sort(key=lambda thing: thing.at[0])
        headings = set(self._headings)
        for section in self._sections:
            if section.kind is not SectionKind.OTHER:
                headings.update(section.heads)
                headings.update([] if section.heading is None else section.heading.numbers)
            elif section.heading is not None and not section.blocks:
                headings.update(section.heading.numbers)
        return Found(
            layout=_LAYOUT,
            things=things,
            announced=self._items.announced,
            headings=sorted(headings),
            furniture=sorted(self._sheet.furniture),
            unsure=self._unsure,
        )


def _title_lines(wording: Wording, entry: Entry) -> list[int]:
    """Return the lines of a title, the one first on which it begins after its purpose."""
    joined = join(entry.lines)
    words = re.escape(wording.title[:24])
    match = re.search(words, joined.text)
    first = (
        entry.lines[0].number if match is None else joined.passage(match.start(), match.end()).first
    )
    return [first]


def _links_to(goal: Thing, area: Thing) -> bool:
    return any(link.to is area for link in goal.links)

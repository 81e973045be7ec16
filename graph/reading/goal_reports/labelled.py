"""Reports whose goals, verdicts and comments have labels, or verdicts on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from styrkedja.graph.model import Confidence, ElementKind, Relation
from styrkedja.graph.profiles import fold

from ..draft import Found, Source, Suspicion, Thing
from ..lines import join
from .blocks import Sheet
from .chosen import Start, choose_starts
from .items import Items
from .rows import Row, RowKind
from .supports import link_once
from .told import Told

__all__ = ["read_labelled"]

_SEVERAL = 2  # bodies with headings, from which on the document is no single one's
_LEAST = 2  # goals of which something is told
_HEADINGS = frozenset(
    {RowKind.BODY, RowKind.HEADING, RowKind.AREA, RowKind.PERSPECTIVE}
)  # fmt: skip
_LONGEST_HEADING = 90


def read_labelled(
    source: Source, sheet: Sheet, rows: Sequence[Row], *, of_text: bool
) -> Found | None:
    """Return what such a report says, or None where fewer than two goals are told of so.

    Args:
        source: The document.
        sheet: It as blocks, for its width.
        rows: Its lines by what they are.
        of_text: True where verdicts in sentences count as well as those under labels.
    """
    starts, lost = choose_starts(rows, sheet.width, source, of_text=of_text)
    told = [start for start in starts.values() if start.told]
    if len(told) < _LEAST or 2 * len(told) < len(starts):
        return None
    reading = _Reading(source, rows, starts, sheet.width)
    reading.read()
    found = reading.found()
    if sum(thing.judgement is not None for thing in reading.goals) < _LEAST:
        return None
    found.unsure += [rows[index].line.number for index in lost if rows[index].text]
    found.unsure.sort()
    found.headings += [rows[index].line.number for index in lost if not rows[index].text]
    found.headings.sort()
    read = {number for row in rows for number in (row.line.number, *row.also)}
    found.furniture = [
        line.number
        for line in source.lines
        if line.text and line.number not in read and line.number not in source.taken
    ]
    return found


@dataclass(eq=False)
class _Above:
    """A heading that things stand under: its thing or name, and how deep it stands."""

    thing: Thing | None = None
    name: str | None = None
    depth: int = 0
    spans: bool = False  # the sections of several bodies stand under it


class _Reading:
    """Walks through the rows of one document."""

    def __init__(
        self, source: Source, rows: Sequence[Row], starts: dict[int, Start], width: int
    ) -> None:
        self._width = width
        bodies = {fold(row.text) for row in rows if row.kind is RowKind.BODY}
        self._owner = source.owner if len(bodies) < _SEVERAL else None
        self._source = source
        self._words = source.profile.goal_reports
        self._rows = rows
        self._starts = starts
        self._items = Items(source)
        self._body = _Above()
        self._council = _Above()
        self._area = _Above()
        self._perspective: str | None = None
        self._chapter: str | None = None
        self._told: Told | None = None
        self._known: dict[tuple[ElementKind, str | None, str], Thing] = {}
        self._judged: set[Thing] = set()  # goals told of, and the areas that they stand in
        self._headings: set[int] = set()
        self._unsure: list[int] = []
        self._suspicions: list[Suspicion] = []
        self.goals: list[Thing] = []
        self.areas: list[Thing] = []

    def read(self) -> None:
        """Read all rows."""
        done = -1
        for index, row in enumerate(self._rows):
            if index <= done:
                continue
            start = self._starts.get(index)
            if start is not None:
                self._begin(start)
                done = start.rows[-1]
            elif row.kind in _HEADINGS:
                self._heading(row)
            elif row.kind is RowKind.GOAL:
                self._close()
                self._headings.add(row.line.number)
                self._chapter = row.labelled_as if row.depth else self._chapter
                if row.label == "council-goal":
                    self._body, self._chapter = _Above(), row.labelled_as
            elif self._told is not None and not self._heads_another(index):
                self._told.tell(row)
            else:
                self._unsure.extend([row.line.number] if self._told is not None else [])
                self._close()
        self._close()

    def _heads_another(self, index: int) -> bool:
        """Return whether a short paragraph heads the goal or the section right below it."""
        row, below = self._rows[index], self._rows[index + 1 : index + 2]
        text = row.line.text
        return (
            row.kind is RowKind.TEXT
            and row.gap > 0
            and len(text) <= _LONGEST_HEADING
            and text[-1:] not in ".!?"
            and text[:1].isupper()
            and bool(below)
            and (index + 1 in self._starts or below[0].kind in _HEADINGS)
        )

    # Headings

    def _heading(self, row: Row) -> None:
        self._close()
        number = row.line.number
        for above in (self._council, self._area, self._body):
            deeper = row.depth > above.depth if above.depth else not row.depth
            spans = row.kind is RowKind.BODY and above is not self._body and above.spans
            if above is self._body and row.kind is RowKind.AREA and not row.depth:
                continue
            if not deeper and not spans:
                above.thing = above.name = None
        if row.kind is RowKind.BODY:
            self._body = _Above(name=row.text, depth=row.depth)
            for above in (self._council, self._area):
                judged = above.thing in self._judged
                if judged and not (row.depth > above.depth > 0):
                    above.thing = None
                above.spans = above.thing is not None
        elif row.kind is RowKind.AREA and row.text:
            self._area = _Above(self._area_of(row), depth=row.depth)
            self._council = _Above()
        elif row.kind is RowKind.PERSPECTIVE:
            self._perspective = row.text or None
        elif row.depth:
            self._chapter = row.text
        self._headings.add(number)

    def _area_of(self, row: Row) -> Thing:
        title = row.text.rstrip(" .")
        key = (ElementKind.FOCUS_AREA, None, fold(title))
        thing = self._known.get(key)
        if thing is None:
            thing = Thing(ElementKind.FOCUS_AREA, title, [], "labelled-area", number=row.number)
            self._known[key] = thing
            self.areas.append(thing)
        thing.at.append(row.line.number)
        thing.lines.append(row.line.number)
        return thing

    # Goals

    def _begin(self, start: Start) -> None:
        self._close()
        lines = [
            row.line._replace(text=row.text if row.text else row.line.text)
            for row in (self._rows[index] for index in start.rows)
        ]
        title = join(lines, self._source.hyphenated).text.strip().rstrip(" .")
        council = start.label == "council-goal" or self._is_of_the_council(start)
        kind = ElementKind.OVERARCHING_GOAL if council else ElementKind.BOARD_GOAL
        owner = None if council else self._body.name or self._owner
        key = (kind, owner, fold(title))
        thing = self._known.get(key)
        if thing is None:
            thing = Thing(
                kind=kind,
                title=title,
                lines=[],
                rule="labelled-goal" if start.label else "goal-above-its-verdict",
                confidence=Confidence.HIGH if start.label else Confidence.MEDIUM,
                number=start.number,
                heading=self._body.name or self._chapter,
                owner=owner,
                perspective=self._perspective,
                responsible=[owner] if owner else [],
            )
            self._known[key] = thing
            self.goals.append(thing)
        thing.at.append(lines[0].number)
        thing.lines.extend(line.number for line in lines)
        if council:
            self._council = _Above(thing, depth=start.depth)
        elif self._council.thing is not None:
            link_once(thing.links, Relation.CONTRIBUTES_TO, self._council.thing)
        if self._area.thing is not None and (council or self._council.thing is None):
            link_once(thing.links, Relation.IN_FOCUS_AREA, self._area.thing)
        self._told = Told(self._source, thing, self._width)

    def _is_of_the_council(self, start: Start) -> bool:
        """Return whether a goal whose label does not say whose it is must be the council's."""
        if start.label == "board-goal":
            return False
        if self._body.name:
            return False
        return self._owner is None or self._in_chapter_of_the_council()

    def _in_chapter_of_the_council(self) -> bool:
        folded = fold(self._chapter or "")
        return any(
            folded.startswith(fold(one)) for one in self._words.headings.get("overarching", ())
        )

    def _close(self) -> None:
        """Note what was told of the goal that ends here."""
        told, self._told = self._told, None
        if told is None:
            return
        content = told.close()
        if told.is_judged:
            self._judged.update((told.thing, *(link.to for link in told.thing.links)))
        self._headings.update(told.headings)
        self._unsure.extend(told.unsure)
        self._suspicions.extend(told.suspicions)
        self._items.add(told.thing, content, told.thing.responsible)

    def found(self) -> Found:
        """Return what was read, in the order of the document."""
        areas = [
            area for area in self.areas
            if any(link.to is area for goal in self.goals for link in goal.links)
        ]  # fmt: skip
        things = [*areas, *self.goals, *self._items.things]
        for thing in things:
            thing.at = sorted(set(thing.at))
            thing.lines = sorted(set(thing.lines))
            if thing.judgement is not None:
                thing.judgement.lines = sorted(set(thing.judgement.lines))
        things.sort(key=lambda thing: thing.at[0])
        return Found(
            layout="goal-reports",
            things=things,
            announced=self._items.announced,
            suspicions=self._suspicions,
            headings=sorted(self._headings),
            unsure=sorted(set(self._unsure)),
        )

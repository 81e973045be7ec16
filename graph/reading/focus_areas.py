"""Focus areas with bulleted goals and assignments: the plan of a council.

An area is a heading, text of its own, and lists: the council's goals, assignments with the boards
that get them in a parenthesis, at times the boards' goals and indicators. Labels introduce the
lists; the areas' names may stand in a list before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise

from styrkedja.graph.model import Confidence, ElementKind, Relation
from styrkedja.graph.profiles import Profile, fold

from .activity_tables.listed import named_in
from .draft import Announced, Found, Link, Measure, Source, Thing
from .focus_area_items import Item, Named, split_bodies
from .focus_area_rows import Row, furniture_of, read_rows
from .focus_area_sections import Listing, Section, of_this_layout, read_sections
from .lines import Line, join
from .numbering import split_number

__all__ = ["read_focus_areas"]

_ASSIGNMENTS = frozenset(
    {
        ElementKind.ASSIGNMENT,
        ElementKind.SPECIAL_ASSIGNMENT,
        ElementKind.COMMON_ASSIGNMENT,
        ElementKind.BOARD_ASSIGNMENT,
        ElementKind.INVESTIGATION_ASSIGNMENT,
        ElementKind.ACTIVITY,
    }
)
_CHAINED = frozenset({ElementKind.OVERARCHING_GOAL, ElementKind.BOARD_GOAL, *_ASSIGNMENTS})
_NO_NAME_HOLDS = frozenset(
    map(
        fold,
        ("som", "är", "med", "av", "på", "att", "till", "inom", "den", "det", "de", "har", "vid"),
    )
)
_MOST = 0.6  # of the assignments that close with a parenthesis, from which on any name there counts
_MOST_LISTED = 3  # lines that name an area, besides its heading
_PARAGRAPH = 60  # lines that are joined at a time
_LONGEST = 4_000  # characters of a line that is searched for stated numbers


def read_focus_areas(source: Source) -> Found | None:
    """Return the focus areas of a document with their goals and assignments, or None without any.

    The layout is there when at least two areas have a list of goals or assignments, or one whose
    heading says that it is a focus area.

    Args:
        source: The document.
    """
    furniture = furniture_of(source)
    rows = read_rows(source, furniture)
    if not any(row.label is not None and row.label.kind in _CHAINED for row in rows):
        return None
    sections, printed = read_sections(rows)
    areas = of_this_layout(sections, frozenset(printed), source.profile)
    if not areas:
        return None
    return _Reading(source, printed).found(areas, rows, furniture)


class _Reading:
    """Makes things of the sections of one document."""

    def __init__(self, source: Source, printed: dict[str, list[Row]]) -> None:
        self._source = source
        self._printed = printed
        self._found = Found("focus-areas")
        self._loose = False
        self._goals_head = False
        self._of_the_council = False
        self._abbreviations: frozenset[str] = frozenset()

    def found(
        self, sections: Sequence[Section], rows: Sequence[Row], furniture: frozenset[int]
    ) -> Found:
        """Return what was found."""
        found = self._found
        self._learn(sections)
        for section in sections:
            self._section(section)
            found.headings += section.labels
            found.unsure += section.unsure
        first = min((row.number for one in sections for row in one.rows), default=0)
        found.headings += _lead_ins(rows, self._printed)
        found.announced += _announced(self._source, rows, first, found.things)
        last = max((number for thing in found.things for number in thing.lines), default=0)
        top = min((number for thing in found.things for number in thing.lines), default=0)
        found.furniture += sorted(number for number in furniture if top <= number <= last)
        found.headings = sorted(set(found.headings))
        return found

    def _learn(self, sections: Sequence[Section]) -> None:
        """Learn from the assignments whether their parentheses name boards, and which."""
        titles = [
            item.text(self._source.hyphenated).rstrip(" .")
            for section in sections
            for listing in section.lists
            if listing.label.kind in _ASSIGNMENTS
            for item in listing.items
        ]
        closed = [title for title in titles if title.endswith(")")]
        self._of_the_council = any(
            listing.label.kind is ElementKind.OVERARCHING_GOAL
            for section in sections
            for listing in section.lists
        )
        self._goals_head = _goals_head_lists(sections)
        self._loose = bool(titles) and len(closed) >= _MOST * len(titles)
        self._abbreviations = frozenset(
            name
            for title in closed
            for name in split_bodies(title, self._source.profile)[1].responsible
        )

    def _section(self, section: Section) -> None:
        area, perspective = self._area(section)
        under: Thing | None = None
        for listing in section.lists:
            kind = listing.label.kind
            for item in listing.items:
                if kind is None:
                    self._measure(item, under or area)
                    continue
                thing = self._thing(item, listing, kind, section, area, perspective)
                if thing is None:
                    continue
                if under is not None and kind in _ASSIGNMENTS:
                    thing.links.append(Link(Relation.CONTRIBUTES_TO, under))
                if kind not in _ASSIGNMENTS:
                    heads = self._goals_head and listing.label.number is not None
                    under = thing if heads else None

    def _area(self, section: Section) -> tuple[Thing | None, str | None]:
        """Return the section's focus area, or the perspective that its heading names."""
        head = section.head
        if head is None or not head.title:
            return None, None
        name = fold(head.title)
        heading = [number for row in section.rows for number in row.numbers]
        if head.strength < 3 and name in _perspectives(self._source.profile):
            self._found.headings += heading
            return None, head.title
        first = section.rows[0].number
        others = (row for row in self._printed.get(name, ()) if row not in section.rows)
        nearest = nsmallest(_MOST_LISTED, others, key=lambda row: abs(row.number - first))
        listed = sorted(nearest, key=lambda row: row.number)
        number, title = head.number, head.title
        for row in listed:
            number = row.listed()[0] or number
            title = row.listed()[1] if title.isupper() else title
        text = self._running(line for row in section.text for line in _lines_of(row))
        known = head.strength == 3 or bool(listed)
        area = Thing(
            ElementKind.FOCUS_AREA,
            title,
            [
                *(number for row in listed for number in row.numbers),
                *heading,
                *(number for row in section.text for number in row.numbers),
            ],
            "focus-area-heading",
            Confidence.HIGH if known or head.strength == 2 else Confidence.MEDIUM,
            at=[*(row.number for row in listed), first],
            number=number,
            description=text or None,
        )
        self._found.things.append(area)
        return area, None

    def _thing(
        self,
        item: Item,
        listing: Listing,
        kind: ElementKind,
        section: Section,
        area: Thing | None,
        perspective: str | None,
    ) -> Thing | None:
        source, label = self._source, listing.label
        text = item.text(source.hyphenated)
        assigned = kind in _ASSIGNMENTS
        title, named = split_bodies(
            text,
            source.profile,
            known=None if assigned or kind is ElementKind.BOARD_GOAL else self._abbreviations,
            loose=assigned and self._loose,
            year=source.year,
        )
        if not any(map(str.isalpha, title)):
            self._found.unsure += item.numbers()
            return None
        number = item.number
        if number is None:
            number, title = split_number(title)
        if assigned and not (named.responsible or named.groups):
            named = _told_first(title, named, source.profile)
        responsible = list(named.responsible)
        if not responsible and not named.groups:
            responsible = self._owner(kind, listing)
        links = [] if area is None else [Link(Relation.IN_FOCUS_AREA, area)]
        thing = Thing(
            kind,
            title,
            item.numbers(),
            "focus-area-assignment" if assigned else "focus-area-goal",
            Confidence.HIGH if area is not None or perspective else Confidence.MEDIUM,
            at=[item.lines[0].number],
            number=number,
            heading=None if section.head is None else section.head.title,
            owner=label.owner,
            perspective=perspective,
            description=self._running(item.parts) or None,
            responsible=responsible,
            contributing=list(named.contributing),
            groups=list(named.groups),
            decided_by=[label.decided_by] if label.decided_by else [],
            deadline=named.deadline,
            links=links,
        )
        self._found.things.append(thing)
        return thing

    def _owner(self, kind: ElementKind, listing: Listing) -> list[str]:
        """Return whose a goal or assignment is when it names no body itself."""
        if listing.label.owner is not None:
            return [listing.label.owner]
        owner = self._source.owner
        own = kind is ElementKind.BOARD_GOAL and not self._of_the_council
        return [owner] if own and owner is not None else []

    def _measure(self, item: Item, area: Thing | None) -> None:
        title = item.text(self._source.hyphenated).rstrip(" .")
        if any(map(str.isalpha, title)):
            self._found.measures.append(
                Measure(title, item.numbers(), "focus-area-indicator", about=area)
            )

    def _running(self, lines: object) -> str:
        """Return lines as running text; long ones are joined part by part."""
        written = [line for line in lines if line.text]  # type: ignore[attr-defined]
        parts = [
            join(written[start : start + _PARAGRAPH], self._source.hyphenated).text
            for start in range(0, len(written), _PARAGRAPH)
        ]
        return " ".join(parts).replace("**", "")


def _told_first(title: str, named: Named, profile: Profile) -> Named:
    """Return who gets an assignment by its first words: "Tekniska nämnden får i uppdrag att …"."""
    told = named_in(title, profile, profile.activity_tables)
    words = [word for name in (*told.responsible, *told.groups) for word in name.split()[:-1]]
    if not title[:1].isupper() or any(fold(word) in _NO_NAME_HOLDS for word in words):
        return named
    return Named(told.responsible, told.contributing or named.contributing, told.groups,
                 named.deadline)  # fmt: skip


def _goals_head_lists(sections: Sequence[Section]) -> bool:
    """Return whether numbered goals head the lists below them, as the areas together show.

    Where goals follow each other without a list between, and no goal comes after a list, the lists
    are those of the area.
    """
    after_a_list = in_a_run = False
    for section in sections:
        kinds = [listing.label.kind for listing in section.lists]
        goals = [kind is not None and kind not in _ASSIGNMENTS for kind in kinds]
        after_a_list |= any(not above and below for above, below in pairwise(goals))
        in_a_run |= any(above and below for above, below in pairwise(goals))
    return after_a_list or not in_a_run


def _lines_of(row: Row) -> list[Line]:
    """Return a row's lines; a bullet stays, the label of the area's own text does not."""
    rest = row.label.rest if row.label is not None else None
    if row.label is not None:
        return [] if rest is None else [Line(row.number, row.text[rest:]), *row.lines[1:]]
    first = f"{row.mark} {row.text}" if row.mark else row.text
    return [Line(row.number, first), *(row.lines[1:] if len(row.lines) > 1 else ())]


def _lead_ins(rows: Sequence[Row], printed: dict[str, list[Row]]) -> list[int]:
    """Return the lines that introduce the list of the areas' names ("… fokusområden är:")."""
    listed = {row.number for known in printed.values() for row in known}
    return [
        number
        for above, below in pairwise(rows)
        if below.number in listed and above.number not in listed and above.text.endswith(":")
        for number in above.numbers
    ]


def _announced(
    source: Source, rows: Sequence[Row], first: int, things: Sequence[Thing]
) -> list[Announced]:
    """Return the numbers of areas, goals and assignments that the text before them states."""
    stated: dict[ElementKind, Announced] = {}
    for paragraph in _paragraphs(rows, first):
        joined = join([line for row in paragraph for line in row.lines], source.hyphenated)
        for match in _counts(source.profile).finditer(joined.text[:_LONGEST]):
            passage = joined.passage(match.start(), match.end())
            kind = _kind_counted(match["noun"], source.profile)
            value = _value(match["number"], source.profile)
            if kind is None or value is None or value < 2 or kind in stated:
                continue
            kinds = _ASSIGNMENTS if kind is ElementKind.ASSIGNMENT else {kind}
            counted = sum(thing.kind in kinds for thing in things)
            if counted:
                stated[kind] = Announced(
                    kind,
                    value,
                    match["number"],
                    counted,
                    list(range(passage.first, passage.last + 1)),
                )
    return list(stated.values())


def _paragraphs(rows: Sequence[Row], first: int) -> list[list[Row]]:
    """Return the paragraphs of running text above a line."""
    paragraphs: list[list[Row]] = [[]]
    for row in rows:
        if row.number >= first:
            break
        if row.gap or row.page or len(paragraphs[-1]) >= _PARAGRAPH:
            paragraphs.append([])
        if row.mark is None:
            paragraphs[-1].append(row)
    return [paragraph for paragraph in paragraphs if paragraph]


@lru_cache(maxsize=8)
def _counts(profile: Profile) -> re.Pattern[str]:
    words = profile.focus_areas
    nouns = sorted((noun for known in words.counted.values() for noun in known), key=len)
    return re.compile(
        rf"\b(?P<number>\d{{1,3}}|{'|'.join(words.numbers)}) "
        rf"(?:(?:{'|'.join(words.qualities)}) )?(?P<noun>{'|'.join(reversed(nouns))})\b",
        re.IGNORECASE,
    )


def _kind_counted(noun: str, profile: Profile) -> ElementKind | None:
    for kind, nouns in profile.focus_areas.counted.items():
        if fold(noun) in {fold(one) for one in nouns}:
            return ElementKind(kind)
    return None


def _value(number: str, profile: Profile) -> int | None:
    if number.isdigit():
        return int(number)
    words = [word.lower() for word in profile.focus_areas.numbers]
    return words.index(number.lower()) if number.lower() in words else None


@lru_cache(maxsize=8)
def _perspectives(profile: Profile) -> frozenset[str]:
    return frozenset(fold(name) for name in profile.focus_areas.perspectives)

"""The sections of a plan of focus areas: heading, text of its own, and lists of items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from styrkedja.graph.model import BodyKind, ElementKind
from styrkedja.graph.profiles import Profile, fold

from .bodies import body_kind
from .focus_area_items import Item
from .focus_area_labels import Label, read_label
from .focus_area_rows import Head, Row
from .lines import Line

__all__ = ["Listing", "Section", "of_this_layout", "read_sections"]

_SURE = 3
_OPEN_WORDS = frozenset(
    {"och", "eller", "samt", "att", "som", "med", "av", "för", "till", "på", "den", "det", "en",
     "ett", "i", "om", "de", "vid", "från", "inom", "ska", "är"}
)  # fmt: skip
_LEAST = 2  # areas with lists, where no heading says that it heads one
_LONGEST_TEXT = 80  # rows of an area's own text
_LONGEST_ITEM = 40  # lines
_MOST_BETWEEN = 6  # lines of text between two items of one list
_NAMES = 20  # of focus areas that one list may hold
_PRINTINGS = 3  # of a name, as a heading and in lists
_NESTED = 2  # blanks by which a part stands further in than its item


@dataclass(slots=True, eq=False)
class Listing:
    """A list below a label.

    Args:
        label: The label.
        words: The label as printed, folded.
        told: Whether it is more than a bare noun: it ends in a colon or a full stop, is marked, or
            says of what or of whom the list is.
        items: In order.
    """

    label: Label
    words: str = ""
    told: bool = True
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Section:
    """A focus area with its lists.

    Args:
        head: Its heading, or None when none was found above its lists.
        rows: The rows of the heading.
        text: The rows of its own text.
        lists: Its lists, in order.
        labels: Numbers of the lines of labels and of headings inside it.
        unsure: Numbers of lines that look like items but stand under no known label.
    """

    head: Head | None = None
    rows: list[Row] = field(default_factory=list)
    text: list[Row] = field(default_factory=list)
    lists: list[Listing] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)


def read_sections(rows: Sequence[Row]) -> tuple[list[Section], dict[str, list[Row]]]:
    """Return the sections, and the rows that print the name of one elsewhere, by folded name.

    Args:
        rows: The document's rows.
    """
    printed = _listed_names(rows)
    for row in rows:  # a known name is a heading wherever it stands
        if row.mark is not None and row.head is None and _may_head(row, rows):
            row.head = Head(row.text.rstrip(" ."), row.mark.strip("(.)"), 1)
    walk = _Walk(rows, frozenset(printed))
    for place, row in enumerate(rows):
        walk.take(place, row)
    walk.close()
    return walk.sections, printed


def _listed_names(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of a list of names that come again as headings below it, by folded name.

    A list is a run of bullets or of short lines without a label; at least two of its names must
    come again.
    """
    heads: dict[str, int] = {}
    times: Counter[str] = Counter()
    for place, row in enumerate(rows):
        name = ""
        if row.head is not None and row.head.title:
            name = fold(row.head.title)
        elif row.mark is not None and row.mark[0].isalnum() and len(row.text) < 90:
            name = fold(row.text)
        heads[name] = place
        times[name] += 1
    runs: list[list[int]] = [[]]
    under_label = False
    for place, row in enumerate(rows):
        under_label = (row.label is not None) or (under_label and row.mark is not None)
        if under_label or not (row.mark or row.head) or not row.text:
            runs.append([])
            continue
        above = rows[runs[-1][-1]] if runs[-1] else None
        if above is not None and (above.mark is None) != (row.mark is None):
            runs.append([])  # the list ends where the headings begin
        elif any(fold(rows[n].listed()[1]) == fold(row.listed()[1]) for n in runs[-1][-_NAMES:]):
            runs.append([])
        runs[-1].append(place)
    found: dict[str, list[Row]] = {}
    for run in runs:
        names = {place: fold(rows[place].listed()[1]) for place in run}
        again = [place for place, name in names.items() if name and heads.get(name, -1) > run[-1]]
        if len({names[place] for place in again}) >= 2:
            for place in again:
                found.setdefault(names[place], []).append(rows[place])
    return found


def _may_head(row: Row, rows: Sequence[Row]) -> bool:
    """Return whether a numbered row can be a heading: it stands alone above running text."""
    if (
        row.mark is None
        or not row.mark[0].isalnum()
        or row.mark == "o"
        or not (row.gap or row.page)
    ):
        return False
    if len(row.text) > 90 or row.text.endswith((".", ":", ";", ",", ")")):
        return False
    place = _place(rows, row)
    below = rows[place + 1] if place + 1 < len(rows) else None
    return (
        below is not None
        and (below.gap or below.page)
        and below.mark is None
        and below.head is None
        and (below.text[:1].isupper() or below.label is not None)
    )


def _place(rows: Sequence[Row], row: Row) -> int:
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle].number < row.number:
            low = middle + 1
        else:
            high = middle
    return low


class _Walk:
    """Goes through the rows once and gathers the sections."""

    def __init__(self, rows: Sequence[Row], known: frozenset[str]) -> None:
        self.sections: list[Section] = []
        self._rows = rows
        self._known = known
        self._pending: list[Row] = []
        self._list: Listing | None = None
        self._item: Item | None = None
        self._ends = _usual_ends(rows)
        self._repeated = _repeated_heads(rows)

    def take(self, place: int, row: Row) -> None:
        """Take the next row."""
        if row.label is not None and row.label.holds != "description":
            self._label(row, row.label)
        elif self._list is not None and self._belongs(row, place):
            return
        elif row.text or row.label:
            self._pending.append(row)

    def close(self) -> None:
        """Take the end of the document: what is left may be areas without lists."""
        self._areas_without_lists(self._pending)

    # ------------------------------------------------------------------ labels and headings

    def _label(self, row: Row, label: Label) -> None:
        section = self._section_for(label)
        section.labels += row.numbers
        self._list = Listing(label, fold(row.text[: label.rest]), told=_is_told(row))
        section.lists.append(self._list)
        self._item = None
        if label.rest is not None:
            line = Line(row.lines[0].number, row.text[label.rest :])
            self._item = Item([line, *row.lines[1:]], label.number, row.indent)
            self._list.items.append(self._item)

    def _section_for(self, label: Label) -> Section:
        """Return the section that a label stands in: that of the heading above it."""
        pending, self._pending = self._pending, []
        chosen = self._chosen(pending, label)
        if chosen is None:
            if self.sections and not self._begins_anew(label):
                self.sections[-1].labels += _heads(pending)
                self.sections[-1].unsure += [
                    number for row in pending if row.mark for number in row.numbers
                ]
                return self.sections[-1]
            self.sections.append(Section())
            return self.sections[-1]
        self._areas_without_lists(pending[:chosen])
        row = pending[chosen]
        section = Section(row.head, [row])
        self._fill(section, pending[chosen + 1 :])
        self.sections.append(section)
        return section

    def _fill(self, section: Section, below: Sequence[Row]) -> None:
        rest = list(below)
        if section.head is not None and not section.head.title and rest:
            name = rest.pop(0)  # "Målområde 1", its name on the next line
            section.rows.append(name)
            section.head = Head(name.text.rstrip(" ."), section.head.number, _SURE)
        for row in rest:
            heads = row.head is not None and row.head.strength > 1
            if heads or row.label is not None:
                section.labels += row.numbers
                if row.label is None or row.label.rest is None:
                    continue
            section.text.append(row)

    def _begins_anew(self, label: Label) -> bool:
        """Return whether a label can no longer belong to the area above: its heading was lost."""
        lists = self.sections[-1].lists
        if label.number is not None or (lists and lists[-1].label.number is not None):
            return False  # goals with numbers of their own, each with its assignments
        held = [one.label.holds for one in lists]
        return label.holds in held and held[-1] != label.holds

    def _chosen(self, pending: Sequence[Row], label: Label) -> int | None:
        """Return the place of the area's heading among the rows above its first list."""
        candidates = [
            (self._strength(row), place)
            for place, row in enumerate(pending)
            if row.head is not None
        ]
        candidates = [(strength, place) for strength, place in candidates if strength > 0]
        if not candidates:
            return None
        best = max(strength for strength, _ in candidates)
        places = [place for strength, place in candidates if strength == best]
        in_one = self.sections and not self._begins_anew(label)
        if best < _SURE and self._known and in_one:
            new = label.holds in {one.label.holds for one in self.sections[-1].lists}
            if not new:
                return None  # the areas' names are known, and this is none
        return places[0] if best == 1 and self.sections else places[-1]

    def _strength(self, row: Row) -> int:
        if row.head is None:
            return 0
        title = fold(row.head.title)
        if title in self._known or row.head.strength == _SURE:
            return _SURE
        return 0 if title in self._repeated else row.head.strength

    def _areas_without_lists(self, pending: Sequence[Row]) -> None:
        """Make sections of headings that name an area but have no list below them."""
        section: Section | None = None
        printed: set[str] = set()
        below: list[Row] = []
        for place, row in enumerate(pending):
            if row.head is not None and self._strength(row) == _SURE:
                if section is not None:
                    self._fill(section, below)
                text = pending[place + 1] if place + 1 < len(pending) else None
                is_area = (
                    text is not None
                    and text.mark is None
                    and (text.head is None or text.head.strength == 1)
                    and row.mark is None
                    and fold(row.head.title) not in printed
                )
                section, below = None, []
                if is_area and not self._in_a_list(row):
                    section = Section(row.head, [row])
                    self.sections.append(section)
                printed.add(fold(row.head.title))
            elif row.head is not None and row.head.strength > 1 and section is not None:
                self._fill(section, below)
                section, below = None, []
            elif section is not None:
                below.append(row)
        if section is not None:
            self._fill(section, below)

    def _in_a_list(self, row: Row) -> bool:
        """Return whether a row is one of several names that stand right below each other."""
        place = _place(self._rows, row)
        near = [self._rows[n] for n in (place - 1, place + 1) if 0 <= n < len(self._rows)]
        return any(one.head is not None and self._strength(one) == _SURE for one in near)

    # ------------------------------------------------------------------ items

    def _belongs(self, row: Row, place: int) -> bool:
        """Take a row as part of the open list; return False when it is none."""
        if row.head is not None and self._heads_an_area(row, place):
            self._item = None
            return False
        if row.mark is not None and not self._pending:
            return self._new_item(row)
        if row.mark is not None and self._list is not None and self._resumes():
            if self._list.items:
                self._list.items[-1].parts += [one for r in self._pending for one in r.lines]
            self._pending = []
            return self._new_item(row)
        item = self._item
        if row.mark is not None or item is None or not self._continues(item, row, place):
            if row.mark is None:
                self._item = None
            return False
        if self._is_told_below(item, row):
            item.parts += row.lines
            return True
        item.lines.append(Line(row.lines[0].number, row.text))
        item.lines += row.lines[1:]
        return True

    def _is_told_below(self, item: Item, row: Row) -> bool:
        """Return whether a line is the text of a goal that is a heading of its own."""
        if self._list is None or self._list.label.rest is None:
            return False
        begins = item.last.endswith((".", "!", "?")) and row.text[:1].isupper()
        return bool(item.parts) or begins

    def _new_item(self, row: Row) -> bool:
        listing = self._list
        if listing is None:
            return False
        line = Line(row.lines[0].number, row.text)
        above = listing.items[-1] if listing.items else None
        if above is not None and self._is_part(above, row):
            above.parts += [Line(n.number, row.text if n is row.lines[0] else n.text)
                            for n in row.lines]  # fmt: skip
            self._item = None
            return True
        number = row.mark.strip("(.)") if row.mark and row.mark[0].isdigit() else None
        self._item = Item([line, *row.lines[1:]], number, row.indent)
        listing.items.append(self._item)
        return True

    def _is_part(self, above: Item, row: Row) -> bool:
        return row.indent >= above.indent + _NESTED

    def _resumes(self) -> bool:
        """Return whether what stands since the last item is only a remark between two items."""
        return len(self._pending) <= _MOST_BETWEEN and not any(
            row.head is not None or row.label is not None or row.mark is not None
            for row in self._pending
        )

    def _heads_an_area(self, row: Row, place: int) -> bool:
        """Return whether a row in a list is the next area's heading and no part of an item."""
        if row.head is None:
            return False
        strength = self._strength(row)
        if row.mark is not None:
            items = self._list.items if self._list is not None else []
            expected = str(int(items[-1].number or 0) + 1) if items else "1"
            return strength == _SURE or (strength > 0 and row.mark.strip("(.)") != expected)
        if row.head.strength > 1 or strength == _SURE:
            return True
        item = self._item
        return item is None or not self._continues(item, row, place)

    def _continues(self, item: Item, row: Row, place: int) -> bool:
        """Return whether a line goes on with an item."""
        if self._pending or len(item.lines) >= _LONGEST_ITEM:
            return False
        last = item.last
        if not last:
            return True
        begins_low = row.text[:1].islower() or row.text[:1] in "(["
        unfinished = last.endswith(("-", "–", ",", "/", "(")) or (
            last.split()[-1].lower() in _OPEN_WORDS
        )
        if begins_low or unfinished:
            return True
        done = last.endswith((".", ")", "!", "?", "]"))
        if not row.gap:
            return not (done and row.head is not None)
        if done or not row.page:
            return False
        holds = self._list.label.holds if self._list is not None else ""
        closes = row.text.endswith((".", ")", "!", "?")) or not self._begins_text(place)
        return self._ends.get(holds, False) and closes and row.head is None

    def _begins_text(self, place: int) -> bool:
        below = self._rows[place + 1] if place + 1 < len(self._rows) else None
        return below is not None and below.mark is None and below.label is None


def _is_told(row: Row) -> bool:
    first = row.lines[0].text
    return first[0] in "#*_" or row.text.endswith((":", ".")) or len(row.text.split()) > 1


def _is_full(section: Section) -> bool:
    """Return whether a section has a list of goals or assignments that stand below its label."""
    return section.head is not None and any(
        listing.items
        and listing.label.kind not in (None, ElementKind.ACTIVITY)
        and (
            listing.label.rest is None
            or listing.label.number is not None
            or section.head.strength == _SURE
        )
        for listing in section.lists
    )


def of_this_layout(
    sections: Sequence[Section], known: frozenset[str], profile: Profile
) -> list[Section]:
    """Return the sections that are areas of a plan; none where there are not enough of them.

    An area's heading is marked, or says that it is one, or its name is listed; one that only its
    place tells counts when another one has the same labels. A list whose heading was lost is kept
    when its label is one of theirs.

    Args:
        sections: In order.
        known: The folded names that are listed.
        profile: How names of bodies end.
    """

    def strength(section: Section) -> int:
        head = section.head
        if head is None:
            return 0
        return _SURE if fold(head.title) in known else head.strength

    full = [
        one
        for one in sections
        if _is_full(one)
        and len(one.text) <= _LONGEST_TEXT
        and not (one.head is not None and _is_no_area(one.head, profile))
    ]
    plain = [
        one
        for one in full
        if strength(one) == 1 and sum(len(listing.items) for listing in one.lists) >= _LEAST
    ]
    usual = {words for words, _ in _often(full)}
    told = {words for words, listing in _often(plain) if listing.told}
    kinds = {listing.label.kind for _, listing in _often(plain)}
    kept = {
        id(one)
        for one in full
        if strength(one) > 1
        or (
            one in plain
            and any(
                listing.words in told or (listing.words in usual and len(kinds) > 1)
                for listing in one.lists
            )
        )
    }
    sure = any(strength(one) == _SURE for one in full)
    if len(kept) < (1 if sure else _LEAST):
        return []
    return [
        one
        for one in sections
        if id(one) in kept
        or (strength(one) == _SURE and len(one.text) <= _LONGEST_TEXT)
        or (one.head is None and any(listing.words in usual for listing in one.lists))
    ]


def _often(sections: Sequence[Section]) -> list[tuple[str, Listing]]:
    """Return the labels that several sections have, with a list of each."""
    found: dict[str, list[Listing]] = {}
    for section in sections:
        for words, listing in {listing.words: listing for listing in section.lists}.items():
            found.setdefault(words, []).append(listing)
    return [(words, lists[0]) for words, lists in found.items() if len(lists) >= _LEAST]


def _is_no_area(head: Head, profile: Profile) -> bool:
    """Return whether a heading names a body, or a goal itself ("Nämndmål - …")."""
    if head.strength == _SURE or not head.title:
        return False
    words = head.title.split()
    if sum(read_label(word, profile) is not None for word in words) >= _LEAST:
        return True  # the heads of a table's columns
    beginning = re.split(r"\s[-–]\s|:", head.title, maxsplit=1)[0]
    return (
        body_kind(head.title, profile) is not BodyKind.OTHER
        or read_label(beginning, profile) is not None
    )


def _usual_ends(rows: Sequence[Row]) -> dict[str, bool]:
    """Return for each kind of list whether its items end in a full stop or a parenthesis."""
    ends: Counter[str] = Counter()
    items: Counter[str] = Counter()
    holds = ""
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if row.label is not None:
            holds = row.label.holds
        last = below is None or below.mark is not None or below.gap or below.label is not None
        if holds and last and row.label is None and row.head is None:
            items[holds] += 1
            ends[holds] += row.text.endswith((".", ")"))
    return {holds: ends[holds] >= 0.6 * count for holds, count in items.items()}


def _repeated_heads(rows: Sequence[Row]) -> frozenset[str]:
    """Return the folded headings that come again: they head parts of areas, not areas."""
    counted = Counter(
        fold(row.head.title) for row in rows if row.head is not None and row.head.strength < _SURE
    )
    return frozenset(title for title, times in counted.items() if times >= 3)


def _heads(rows: Iterable[Row]) -> list[int]:
    return [
        number
        for row in rows
        if row.head is not None and row.head.strength > 1
        for number in row.numbers
    ]

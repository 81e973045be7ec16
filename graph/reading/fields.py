"""The fields of assignment cards: where a label stands, what its value is, which make one card."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from statistics import median

from styrkedja.graph.profiles import Profile

from .bodies import BodyNames, read_bodies
from .dates import Deadline, read_deadline
from .labels import CORE, DECIDER, LONGEST_STATUS, Field, find_labels
from .lines import Line
from .statuses import read_status

__all__ = ["NEEDS_A_VALUE", "Card", "find_cards"]

_NEAR = 20  # lines; no value stands further from its label, page breaks included
NEEDS_A_VALUE = frozenset(CORE)
_MOST = 0.8  # of the titles
_FEW = 3  # fields of a kind that tell something
_APART = 2  # lines of text; a status without label is one


@dataclass(slots=True)
class Card:
    """The fields of one assignment, in the order printed.

    Args:
        fields: At least two.
        status: The status line when it stands without label, or None.
        bodies: What the field of responsible bodies names.
    """

    fields: list[Field] = field(default_factory=list)
    status: Line | None = None
    bodies: BodyNames = field(default_factory=BodyNames)

    def get(self, kind: str) -> Field | None:
        """Return the field of this kind, or None."""
        return next((found for found in self.fields if found.kind == kind), None)

    @property
    def numbers(self) -> set[int]:
        """Numbers of all lines that the card's fields take."""
        taken = {number for found in self.fields for number in found.numbers}
        return taken | ({self.status.number} if self.status else set())

    @property
    def first(self) -> int:
        """Number of its first line."""
        return min(self.numbers)

    @property
    def last(self) -> int:
        """Number of its last line."""
        return max(self.numbers)

    @property
    def status_text(self) -> str | None:
        """The status as printed, or None."""
        if self.status is not None:
            return self.status.text
        labelled = self.get("status")
        return labelled.text or None if labelled else None

    def deadline(self, year: int | None) -> Deadline | None:
        """Return the end date, or None when none is printed."""
        found = self.get("deadline")
        return read_deadline(found.text, year=year) if found and found.text else None


def find_cards(lines: Sequence[Line], profile: Profile) -> list[Card]:
    """Return the assignment cards of a document, in order; empty when it has none.

    Args:
        lines: All lines of the document.
        profile: The labels and words to go by.
    """
    labels = find_labels(lines, profile)
    taken = {label.numbers[0] for label in labels}
    for label in labels:
        _take_value(label, lines, taken, profile)
    cards: list[Card] = []
    opening = _opening_kind(labels, lines)
    first = _kind_above_titles(labels)
    for index, label in enumerate(labels):
        current = cards[-1] if cards else None
        earlier = current.get(label.kind) if current else None
        if current and earlier and not any(found.text for found in current.fields):
            current.fields.clear()  # words of a comment or a reading guide that look like labels
            earlier = None
        torn = label.kind == opening and _lines_before(labels, index, lines) >= _APART
        if current is None or earlier or torn or label.kind == (first or "title"):
            current = Card()
            cards.append(current)
        current.fields.append(label)
    cards = [card for card in cards if sum(1 for kind in CORE if card.get(kind)) >= 1]
    cards = [card for card in cards if len(card.fields) >= 2]
    for card in cards:
        responsible = card.get("responsible")
        if responsible is not None:
            card.bodies = read_bodies([line for line in responsible.value if line.text], profile)
    for index, card in enumerate(cards):
        if card.get("status") is None:
            following = cards[index + 1].first if index + 1 < len(cards) else len(lines) + 1
            card.status = _status_without_label(card, lines, following, profile)
    return cards


def _kind_above_titles(labels: Sequence[Field]) -> str | None:
    """Return the kind of field that cards begin with where titles are labels further down.

    There the document's first label comes as often as titles do, and another field's line stands
    right above each title.
    """
    titles = [index for index, label in enumerate(labels) if label.kind == "title"]
    if not titles or not labels or labels[0].kind == "title":
        return None
    if sum(1 for label in labels if label.kind == labels[0].kind) != len(titles):
        return None
    below = [
        index
        for index in titles
        if index and labels[index - 1].numbers[-1] == labels[index].numbers[0] - 1
    ]
    return labels[0].kind if len(below) >= _MOST * len(titles) else None


def _opening_kind(labels: Sequence[Field], lines: Sequence[Line]) -> str | None:
    """Return the kind of field that a document's cards begin with, as far as gaps tell.

    Title and comment stand before it, between other fields hardly anything does. Where a page is
    lost inside a card, the next card can so be told from the rest of the torn one.
    """
    gaps: dict[str, list[int]] = {}
    for index in range(1, len(labels)):
        if labels[index - 1].kind != "comment":
            before = _lines_before(labels, index, lines)
            gaps.setdefault(labels[index].kind, []).append(before)
    usual = {kind: median(found) for kind, found in gaps.items() if len(found) >= _FEW}
    if not usual:
        return None
    opening = max(usual, key=lambda kind: usual[kind])
    others = max((gap for kind, gap in usual.items() if kind != opening), default=0)
    return opening if usual[opening] >= _APART > others else None


def _lines_before(labels: Sequence[Field], index: int, lines: Sequence[Line]) -> int:
    """Return how many lines of text stand between a label and the field before it."""
    if not index:
        return 0
    between = lines[labels[index - 1].numbers[-1] : labels[index].numbers[0] - 1]
    return sum(1 for line in between if line.text)


def _take_value(label: Field, lines: Sequence[Line], taken: set[int], profile: Profile) -> None:
    """Add to a label the lines below that are its value."""
    index = label.numbers[-1]  # of the line below, counted from 0
    inline = any(line.text for line in label.value)
    if label.kind == "responsible":
        _take_bodies(label, lines, index, taken, profile, inline=inline)
    elif label.kind == "title" and (not inline or _goes_on(lines, index, taken)):
        _take_paragraph(label, lines, index, taken, skip_blanks=not inline)
    elif label.kind in ("deadline", "status", "start") and not inline:
        below = _next_text(lines, index)
        if below is None or below.number in taken or _far(lines, index, below):
            return
        adjacent = below.number == index + 1  # past a blank line only what can be nothing else
        date = read_deadline(below.text)
        status = read_status(below.text, profile)
        short = len(below.text) <= LONGEST_STATUS
        worded = any(map(str.isalpha, below.text))  # a number alone is a page's
        phrase = short and worded and not below.text.endswith(".")
        words = phrase and status is None and _alone(lines, below, taken)
        fits = {
            "status": status is not None or (adjacent and words and date.day is None),
            "start": date.day is not None,
            "deadline": date.day is not None or date.impossible or (adjacent and words),
        }
        if fits[label.kind]:
            _take(label, below)
            if label.kind == "status":
                _take_more_statuses(label, lines, taken, profile)
    elif label.kind == "decided_by" and not inline and index < len(lines):
        below = lines[index]
        decider = DECIDER.match(below.text)
        fits_a_decider = len(below.text) <= 80 and not below.text.endswith(".")
        if decider and fits_a_decider and below.number not in taken and _alone(lines, below, taken):
            _take(label, below)


def _take_more_statuses(
    label: Field, lines: Sequence[Line], taken: set[int], profile: Profile
) -> None:
    """Take the status words that stand right below the first, one a line."""
    for line in lines[label.numbers[-1] :]:
        if not line.text or line.number in taken or read_status(line.text, profile) is None:
            return
        _take(label, line)


def _take_bodies(
    label: Field,
    lines: Sequence[Line],
    index: int,
    taken: set[int],
    profile: Profile,
    *,
    inline: bool,
) -> None:
    """Take lines as long as they name bodies; a blank line ends the field after a whole name."""
    written = [value for value in label.value if value.text]
    names = read_bodies(written, profile)
    blanks = 0
    page_ends = False
    while index < len(lines):
        line = lines[index]
        index += 1
        found = len(names.responsible) + len(names.groups)
        if not any(map(str.isalpha, line.text)):
            page_ends = page_ends or line.opens_page
            blanks = 1 if page_ends else blanks + 1
            whole = found and not names.rest and not _open_end(label)
            if blanks > 4 or (whole and blanks > 1):
                return
            continue
        too_long = len(line.text) > 80 and not inline
        if line.number in taken or too_long or read_status(line.text, profile) is not None:
            return
        after = read_bodies([*written, line], profile)
        grows = len(after.responsible) + len(after.groups) > found
        begun = bool(found or names.rest)
        unfinished = bool(names.rest) or _open_end(label)
        if inline and (blanks or not (unfinished or grows)):
            return
        if begun and blanks and not unfinished and (after.rest or not grows):
            return
        if not grows and not (begun and unfinished and not blanks):
            begins = _could_begin_a_name(lines, line, profile)
            alone = _alone(lines, line, taken) and len(line.text) <= 60 and not blanks
            if not begins and (begun or not alone):
                return
        blanks = 0
        page_ends = False
        _take(label, line)
        written.append(line)
        names = after


def _far(lines: Sequence[Line], index: int, below: Line) -> bool:
    """Return whether a line stands too far below to be a value; a page break does not count."""
    between = lines[index : below.number - 1]
    return len(between) > 3 and not any(line.opens_page for line in between)


def _could_begin_a_name(lines: Sequence[Line], line: Line, profile: Profile) -> bool:
    """Return whether this line and the ones right below it make a whole name."""
    run = [line]
    for below in lines[line.number : line.number + 3]:
        if not below.text:
            break
        run.append(below)
        names = read_bodies(run, profile)
        if (names.responsible or names.groups) and not names.rest:
            return True
    return False


def _open_end(label: Field) -> bool:
    last = next((line.text for line in reversed(label.value) if line.text), "")
    return last.endswith(("-", ",", "/", " och", " samt"))


def _goes_on(lines: Sequence[Line], index: int, taken: set[int]) -> bool:
    """Return whether the line below a title on its label's line still belongs to it."""
    return index < len(lines) and bool(lines[index].text) and lines[index].number not in taken


def _take_paragraph(
    label: Field, lines: Sequence[Line], index: int, taken: set[int], *, skip_blanks: bool
) -> None:
    while skip_blanks and index < len(lines) and not lines[index].text:
        index += 1
    while index < len(lines) and lines[index].text and lines[index].number not in taken:
        _take(label, lines[index])
        index += 1


def _take(label: Field, line: Line) -> None:
    label.value.append(line)
    label.numbers.append(line.number)


def _next_text(lines: Sequence[Line], index: int) -> Line | None:
    """Return the first text from an index on, if any stands near."""
    return next((line for line in lines[index : index + _NEAR] if line.text), None)


def _alone(lines: Sequence[Line], line: Line, taken: Set[int] = frozenset()) -> bool:
    """Return whether no text but a label stands right below a line."""
    if line.number >= len(lines) or not lines[line.number].text:
        return True
    return line.number + 1 in taken


def _status_without_label(
    card: Card, lines: Sequence[Line], following: int, profile: Profile
) -> Line | None:
    """Return the line of a card that is its status: a known word alone, else a short line alone.

    Known words are looked for inside the card, right below it and right above it; a word that is
    not known counts only between two fields, where a status stands and nothing else can.
    """
    taken = card.numbers
    inside = [
        line for line in lines[card.first - 1 : card.last] if line.text and line.number not in taken
    ]
    before = lines[max(0, card.first - 1 - _NEAR) : card.first - 1]
    above = next((line for line in reversed(before) if line.text), None)
    below = _next_text(lines, card.last)
    near = [line for line in (below, above) if line is not None and abs(
        line.number - (card.last if line is below else card.first)) <= 3
        and line.number < following and _stands_alone(lines, line)]  # fmt: skip
    for line in [*inside, *near]:
        if len(line.text) <= LONGEST_STATUS and read_status(line.text, profile):
            return line
    second = sorted(min(found.numbers) for found in card.fields)[1:]
    for line in inside:
        short = len(line.text) <= 30 and len(line.text.split()) <= 3
        if short and second and line.number < second[0] and _stands_alone(lines, line):
            return None if line.text.endswith((".", ",", ":")) else line
    return None


def _stands_alone(lines: Sequence[Line], line: Line) -> bool:
    before = line.number < 2 or not lines[line.number - 2].text
    return before and _alone(lines, line)

"""The fields of assignment cards: where a label stands, what its value is, which make one card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from styrkedja.graph.profiles import Profile, fold

from .bodies import BodyNames, read_bodies
from .dates import Deadline, read_deadline
from .lines import Line
from .statuses import read_status

__all__ = ["NEEDS_A_VALUE", "Card", "Field", "find_cards", "labels_beside_text"]

_NUMBERED_TITLE = re.compile(
    r"(?:Särskilt uppdrag|Uppdrag)\s+(?:nr\.?\s*)?(\d+[a-z]?)\s*[:.–-]\s*(\S.*)", re.IGNORECASE
)
_INLINE = re.compile(r"([^:]{2,45}):\s*(.*)")
_DECIDER = re.compile(r"(kommun)?fullmäktige|KF\b|KS\b|kommunstyrelsen|\S+nämnden|§", re.IGNORECASE)
_LONGEST_STATUS = 40
_NEAR = 20  # lines; no value stands further from its label, page breaks included
_CORE = ("responsible", "status", "deadline")
NEEDS_A_VALUE = frozenset(_CORE)


@dataclass(slots=True)
class Field:
    """A label and its value.

    Args:
        kind: Which field ("responsible", "deadline", …).
        value: The value's lines; for a value on the label's own line, that line with only the
            value as its text.
        numbers: Numbers of all the lines it takes, label included.
        number: For a numbered title its number.
    """

    kind: str
    value: list[Line]
    numbers: list[int]
    number: str | None = None

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(line.text for line in self.value if line.text)


@dataclass(slots=True)
class Card:
    """The fields of one assignment, in the order printed.

    Args:
        fields: At least two.
        status: The status line when it stands without label, or None.
        bodies: What the field of responsible bodies names.
        leftover: Lines inside the card that belong to no field.
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
    labels = _strong_labels(list(_labels(lines, profile)))
    taken = {label.numbers[0] for label in labels}
    for label in labels:
        _take_value(label, lines, taken, profile)
    cards: list[Card] = []
    for label in labels:
        current = cards[-1] if cards else None
        earlier = current.get(label.kind) if current else None
        if current and earlier and not any(found.text for found in current.fields):
            current.fields.clear()  # words of a comment or a reading guide that look like labels
            earlier = None
        if current is None or earlier or label.kind == "title":
            current = Card()
            cards.append(current)
        current.fields.append(label)
    cards = [card for card in cards if sum(1 for kind in _CORE if card.get(kind)) >= 1]
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


def _labels(lines: Sequence[Line], profile: Profile) -> Iterator[Field]:
    """Yield each line that may be a label, with the value that stands on it."""
    for line in lines:
        first = line.text.lstrip("-•*| ").split(maxsplit=1)[:1]
        if ":" not in line.text and (not first or fold(first[0]) not in profile.label_openings):
            continue
        for part in _parts(line, profile):
            text = part.replace("**", "").strip().lstrip("-•*| ").rstrip("| ")
            numbered = _NUMBERED_TITLE.fullmatch(text) if text[:1] in "UuSs" else None
            if numbered:
                value = [Line(line.number, numbered[2])]
                yield Field("title", value, [line.number], numbered[1])
                continue
            may_be_whole = len(text) <= 60 and text[:1].isupper() and not text.endswith(".")
            whole = profile.labels.get(fold(text)) if may_be_whole else None
            if whole is not None and (text.endswith(":") or not read_status(text, profile)):
                yield Field(whole, [], [line.number])
                continue
            inline = _INLINE.fullmatch(text)
            kind = profile.labels.get(fold(inline[1])) if inline else None
            if inline is not None and kind is not None and _fits(kind, inline[2], profile):
                yield Field(kind, [Line(line.number, inline[2])], [line.number])
                continue
            yield from _label_without_colon(line, text, profile)


def _fits(kind: str, value: str, profile: Profile) -> bool:
    """Return whether words after a label and a colon can be its value, and not a sentence."""
    if kind in ("title", "comment", "responsible") or not value:
        return True
    sentence = value.endswith(".") or len(value) > 80
    if kind == "decided_by":
        return not sentence and bool(_DECIDER.match(value) or len(value.split()) <= 4)
    if kind == "status":
        return read_status(value, profile) is not None or not sentence
    date = read_deadline(value)
    return date.day is not None or date.impossible or not (sentence or len(value.split()) > 4)


def _parts(line: Line, profile: Profile) -> list[str]:
    """Return a line cut before each label after its first: in columns, or with a colon."""
    if len(line.cells) > 1:
        labelled = [cell for cell in line.cells if _begins_with_label(cell, profile)]
        if len(labelled) > 1 and labelled[0] == line.cells[0]:
            parts: list[str] = []
            for cell in line.cells:
                if _begins_with_label(cell, profile) or not parts:
                    parts.append(cell)
                else:
                    mark = ":" if fold(parts[-1]) in profile.labels else ""
                    parts[-1] = f"{parts[-1].rstrip(':')}{mark} {cell}"
            return parts
        if len(line.cells) == 2 and fold(line.cells[0]) in profile.labels:
            return [f"{line.cells[0].rstrip(':')}: {line.cells[1]}"]
    if line.text.count(":") < 2:
        return [line.text]
    cuts = [
        match.start(1)
        for match in re.finditer(r"(?:^|[\s|;,])(\w[\w/ ]{2,40}?):", line.text)
        if fold(match[1]) in profile.labels
    ]
    if len(cuts) < 2:
        return [line.text]
    ends = [*cuts[1:], len(line.text)]
    return [line.text[begin:end].strip(" ;,|") for begin, end in zip(cuts, ends, strict=True)]


def _begins_with_label(cell: str, profile: Profile) -> bool:
    """Return whether a cell is a label, or a label, a colon and a value."""
    return fold(cell.split(":", 1)[0]) in profile.labels


def labels_beside_text(lines: Sequence[Line], profile: Profile) -> list[int]:
    """Return the lines on which a label stands in a column to the right of other text.

    Many of them mean that a page's columns were put side by side: what belongs together stands
    on different lines, and nothing can be read from it safely.
    """
    return [
        line.number
        for line in lines
        if len(line.cells) > 1
        and not _begins_with_label(line.cells[0], profile)
        and any(fold(cell) in profile.labels and cell[:1].isupper() for cell in line.cells[1:])
    ]


def _label_without_colon(line: Line, text: str, profile: Profile) -> Iterator[Field]:
    """Yield a label and its value on one line without colon, if the value can be nothing else."""
    words = text.split()
    if len(words) < 2 or fold(words[0]) not in profile.label_openings:
        return
    for count in range(min(3, len(words) - 1), 0, -1):
        kind = profile.labels.get(fold(" ".join(words[:count])))
        rest = " ".join(words[count:])
        if kind is None:
            continue
        value = Line(line.number, rest)
        names = read_bodies([value], profile) if kind == "responsible" else BodyNames()
        only_names = bool(names.responsible or names.groups) and not names.rest
        is_value = {
            "responsible": only_names and rest[:1].isupper() and not text.endswith("."),
            "status": read_status(rest, profile) is not None and len(rest) < _LONGEST_STATUS,
            "deadline": read_deadline(rest).day is not None,
        }
        if is_value.get(kind):
            yield Field(kind, [value], [line.number])
            return


def _strong_labels(labels: list[Field]) -> list[Field]:
    """Return the labels without stray ones, which words of a comment may look like.

    A kind that is seen once where another is seen often is stray; so is one that cards can do
    without (comment, decider, start) when less than half of them have it.
    """
    times = Counter(label.kind for label in labels)
    most = max((times[kind] for kind in _CORE if kind in times), default=0)

    def stray(kind: str) -> bool:
        if kind == "title":
            return False
        rare = times[kind] == 1 and most >= 4
        return rare or (kind not in _CORE and times[kind] <= 0.5 * most)

    return [label for label in labels if not stray(label.kind)]


def _take_value(label: Field, lines: Sequence[Line], taken: set[int], profile: Profile) -> None:
    """Add to a label the lines below that are its value."""
    index = label.numbers[-1]  # of the line below, counted from 0
    inline = any(line.text for line in label.value)
    if label.kind == "responsible":
        _take_bodies(label, lines, index, taken, profile, inline=inline)
    elif label.kind == "title" and (not inline or _goes_on(lines, index, taken, profile)):
        _take_paragraph(label, lines, index, taken, skip_blanks=not inline)
    elif label.kind in ("deadline", "status", "start") and not inline:
        below = _next_text(lines, index)
        if below is None or below.number in taken or _far(lines, index, below):
            return
        adjacent = below.number == index + 1  # past a blank line only what can be nothing else
        date = read_deadline(below.text)
        status = read_status(below.text, profile)
        short = len(below.text) <= _LONGEST_STATUS
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
        decider = _DECIDER.match(below.text)
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


def _goes_on(lines: Sequence[Line], index: int, taken: set[int], profile: Profile) -> bool:
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
        if len(line.text) <= _LONGEST_STATUS and read_status(line.text, profile):
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

"""Assignment cards: the layout in which each assignment has a title, a comment and labelled fields.

Reads cards whatever their labels, the order of their fields, and the width of their lines. What
is put together here is still text with line numbers; `document.py` makes the model of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from styrkedja.graph.profiles import Profile

from .fields import NEEDS_A_VALUE, Card, find_cards
from .furniture import find_furniture
from .lines import Joined, Line, Paragraph, join
from .statuses import read_status
from .titles import (
    Choice,
    Segment,
    choose_titles,
    heading_before,
    plausible_title,
    split_title,
)

__all__ = ["CardPage", "ReadCard", "read_cards"]

_ENDS_A_SENTENCE = (".", "!", "?", ")", "”", '"', ":")
_NUMBER_OF_TITLE = re.compile(r"^\d{1,3}(?:[.)]|\s?[–:])\s+")
_NUMBER_OF_HEADING = re.compile(r"^\d+(?:\.\d+)*\.?\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class ReadCard:
    """One assignment as its card and the text around it say it.

    Args:
        card: Its fields.
        title: Its title, or None when none was found.
        number: The number printed with the title, or None.
        comment: The lines of its comment, put together; None when it has none.
        comment_lines: Those lines.
        heading: The heading it stands under, or None.
        title_sure: False when another paragraph could have been the title.
    """

    card: Card
    title: Joined | None
    number: str | None
    comment: Joined | None
    comment_lines: tuple[Line, ...]
    heading: str | None
    title_sure: bool


@dataclass(frozen=True, slots=True)
class CardPage:
    """What a document in this layout holds.

    Args:
        cards: The assignments in order.
        preamble: The paragraphs before the first one.
        prose: Paragraphs elsewhere that belong to no card (introductions to groups).
        furniture: Numbers of lines of page furniture.
    """

    cards: tuple[ReadCard, ...]
    preamble: tuple[Paragraph, ...]
    prose: tuple[Paragraph, ...]
    headings: tuple[Paragraph, ...]
    furniture: frozenset[int]


def read_cards(
    lines: Sequence[Line], profile: Profile, hyphenated: frozenset[str]
) -> CardPage | None:
    """Return the assignments of a document in cards, or None when it has no cards.

    Args:
        lines: All lines of the document.
        profile: The labels and words to go by.
        hyphenated: Words that the document writes with a hyphen.
    """
    cards = find_cards(lines, profile)
    if not cards:
        return None
    taken = frozenset(number for card in cards for number in card.numbers)
    furniture = find_furniture(lines, taken)
    if _breaks_a_card(cards, furniture):
        # A page ends inside a card: with the furniture away, its values follow their labels.
        cards = find_cards([_blanked(line, furniture) for line in lines], profile) or cards
        taken = frozenset(number for card in cards for number in card.numbers)
    text = _Text(lines, taken, furniture, cards, profile)
    return _put_together(text, cards, hyphenated)


def _breaks_a_card(cards: Sequence[Card], furniture: frozenset[int]) -> bool:
    """Return whether furniture stands inside a card, or may have kept a label from its value."""
    return any(
        any(number in furniture for number in range(card.first, card.last + 1))
        or any(field.kind in NEEDS_A_VALUE and not field.text for field in card.fields)
        for card in cards
    )


def _blanked(line: Line, furniture: frozenset[int]) -> Line:
    return Line(line.number, "", opens_page=True) if line.number in furniture else line


class _Text:
    """The lines that are neither fields nor furniture, by where they stand."""

    def __init__(
        self,
        lines: Sequence[Line],
        taken: frozenset[int],
        furniture: frozenset[int],
        cards: Sequence[Card],
        profile: Profile,
    ) -> None:
        self.lines = lines
        self.furniture = furniture
        self._profile = profile
        remainders = {
            found.numbers[0]: found.value[0]
            for card in cards
            for found in card.fields
            if found.kind == "comment" and found.value and found.value[0].text
        }
        self._own = [remainders.get(line.number, line) for line in lines]
        self._taken = taken - set(remainders)
        self.width = max((len(line.text) for line in lines), default=0)

    def between(self, first: int, last: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the lines from `first` to `last`, both included."""
        paragraphs: list[Paragraph] = []
        run: list[Line] = []
        gap = gap_before = 0
        broken = run_broken = False
        for line in self._own[first - 1 : last]:
            skipped = line.number in self._taken or line.number in self.furniture
            if line.number in self.furniture or line.opens_page:
                broken = True
            if line.text and not skipped:
                if not run:
                    gap_before, run_broken = gap, broken
                run.append(line)
                gap, broken = 0, False
                continue
            if run:
                paragraphs.append(self._paragraph(run, gap_before, run_broken))
                run = []
            if not line.text:
                gap += 1
        if run:
            paragraphs.append(self._paragraph(run, gap_before, run_broken))
        return tuple(paragraphs)

    def _paragraph(self, run: list[Line], gap_before: int, after_break: bool) -> Paragraph:
        index = run[-1].number
        while index < len(self.lines) and not self.lines[index].text:
            index += 1
        gap_after = index - run[-1].number
        legend = len(run) > 1 and all(read_status(line.text, self._profile) for line in run)
        return Paragraph(tuple(run), gap_before, gap_after, after_break, legend)

    def running(self) -> list[Line]:
        """Return all lines of running text."""
        return [
            line
            for line in self._own
            if line.text and line.number not in self._taken and line.number not in self.furniture
        ]

    def inside(self, card: Card) -> tuple[Paragraph, ...]:
        """Return the paragraphs between the fields of a card (a torn card's comment)."""
        return self.between(card.first, card.last)


def _put_together(text: _Text, cards: Sequence[Card], hyphenated: frozenset[str]) -> CardPage:
    """Give each card its title, heading and comment from the text around it."""
    segments, choices, after_cards = _titles(text, cards)
    own: list[list[Paragraph]] = [[] for _ in cards]
    titles: list[Paragraph | None] = []
    headings: list[str | None] = []
    heading_paragraphs: list[Paragraph] = []
    prose: list[Paragraph] = []
    preamble: tuple[Paragraph, ...] = ()
    heading: str | None = None
    for index, (segment, choice) in enumerate(zip(segments, choices, strict=True)):
        place = len(segment.paragraphs) if choice.index is None else choice.index
        at = choice.heading if choice.heading is not None else heading_before(segment, place)
        tail_end = place if at is None else at
        if at is not None:
            heading = _heading_text(segment.paragraphs[at], hyphenated)
            heading_paragraphs.append(segment.paragraphs[at])
            prose.extend(segment.paragraphs[at + 1 : place])
        if index == 0:
            preamble = segment.paragraphs[:tail_end]
        else:
            own[index - 1].extend(segment.paragraphs[:tail_end])
        titles.append(None if choice.index is None else segment.paragraphs[choice.index])
        headings.append(heading)
        own[index].extend(segment.paragraphs[place + 1 :])
        own[index].extend(text.inside(cards[index]))
    tail, rest = _after_last_card(text, cards, own[-1], after_cards=after_cards)
    own[-1].extend(tail)
    prose.extend(rest)
    read = [
        _read_card(card, title, choice, paragraphs, under, hyphenated)
        for card, title, choice, paragraphs, under in zip(
            cards, titles, choices, own, headings, strict=True
        )
    ]
    return CardPage(
        cards=tuple(read),
        preamble=tuple(map(_plain, preamble)),
        prose=tuple(map(_plain, prose)),
        headings=tuple(heading_paragraphs),
        furniture=text.furniture,
    )


def _titles(text: _Text, cards: Sequence[Card]) -> tuple[list[Segment], list[Choice], bool]:
    """Return the text before each card, its title's place there, and if comments follow cards.

    A card that holds its title as a field has none in the text.
    """
    segments = _segments(text, cards)
    text_follows = bool(text.between(cards[-1].last + 1, len(text.lines)))
    choices, after_cards = _chosen(segments, cards, text_follows=text_follows)
    restored = _restore_titles(text, segments, cards, choices)
    if restored:
        text.furniture -= restored
        segments = _segments(text, cards)
        choices, after_cards = _chosen(segments, cards, text_follows=text_follows)
    return segments, choices, after_cards


def _chosen(
    segments: Sequence[Segment], cards: Sequence[Card], *, text_follows: bool
) -> tuple[list[Choice], bool]:
    titled = [card.get("title") is not None for card in cards]
    untitled = [segment for segment, own in zip(segments, titled, strict=True) if not own]
    chosen, after_cards = choose_titles(untitled, text_follows=text_follows)
    following = iter(chosen)
    choices = [Choice(None, sure=True) if own else next(following) for own in titled]
    return choices, after_cards or not untitled


def _segments(text: _Text, cards: Sequence[Card]) -> list[Segment]:
    segments: list[Segment] = []
    running = text.running()
    numbers = [line.number for line in running]
    for index, card in enumerate(cards):
        first = cards[index - 1].last + 1 if index else 1
        before = bisect_right(numbers, cards[index - 1].last) if index else 0
        unfinished = before > 0 and not running[before - 1].text.endswith(_ENDS_A_SENTENCE)
        if unfinished and segments[-1].paragraphs:
            # A title without comment, or a comment without full stop, is no torn sentence.
            last = segments[-1].paragraphs[-1]
            unfinished = last.last != running[before - 1].number or not plausible_title(last)
        paragraphs = split_title(text.between(first, card.first - 1), text.width)
        segments.append(Segment(paragraphs, index == 0, unfinished))
    return segments


def _restore_titles(
    text: _Text, segments: Sequence[Segment], cards: Sequence[Card], choices: Sequence[Choice]
) -> frozenset[int]:
    """Return furniture that must be titles: repeated lines where a card else has no title."""
    wanted: set[int] = set()
    for segment, card, choice in zip(segments, cards, choices, strict=True):
        if choice.index is not None or card.get("title") is not None:
            continue
        first = segment.paragraphs[0].first if segment.paragraphs else card.first
        near = [number for number in text.furniture if first - 6 <= number < first]
        wanted |= {max(near)} if near else set()
    same = {text.lines[number - 1].text for number in wanted}
    return frozenset(n for n in text.furniture if text.lines[n - 1].text in same)


def _after_last_card(
    text: _Text, cards: Sequence[Card], comment: Sequence[Paragraph], *, after_cards: bool
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return what of the text after the last card belongs to its comment, and what does not."""
    following = text.between(cards[-1].last + 1, len(text.lines))
    has_comment_field = cards[-1].get("comment") is not None
    tail: list[Paragraph] = []
    for index, paragraph in enumerate(following):
        heading = paragraph.lines[0].text.startswith("#") or (
            paragraph.gap_before >= 2 and not _ends_a_sentence(paragraph) and index > 0
        )
        unfinished = bool(comment) and not _ends_a_sentence(comment[-1])
        belongs = (
            after_cards
            or has_comment_field
            or bool(tail)
            or paragraph.after_break
            or unfinished
            or paragraph.gap_before == 0
        )
        if heading or not belongs:
            return tail, list(following[index:])
        tail.append(paragraph)
    return tail, []


def _read_card(
    card: Card,
    paragraph: Paragraph | None,
    choice: Choice,
    comment: Sequence[Paragraph],
    heading: str | None,
    hyphenated: frozenset[str],
) -> ReadCard:
    """Return a card with its title (a field or a paragraph) and its comment put together."""
    field = card.get("title")
    number = field.number if field else choice.number
    title_lines = field.value if field else paragraph.lines if paragraph else ()
    written = [line for line in title_lines if line.text]
    title = join(_without_marks(written), hyphenated) if written else None
    if title is not None and number is not None:
        title = _without_start(title, _NUMBER_OF_TITLE)
    lines = tuple(line for own in comment for line in _plain(own).lines)
    joined = join(lines, hyphenated) if lines else None
    sure = choice.sure and title is not None
    return ReadCard(card, title, number, joined, lines, heading, sure)


def _plain(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without Markdown's emphasis."""
    lines = tuple(
        Line(line.number, line.text.replace("**", ""), line.opens_page) for line in paragraph.lines
    )
    return replace(paragraph, lines=lines)


def _without_marks(lines: Sequence[Line]) -> list[Line]:
    return [
        Line(line.number, line.text.lstrip("# ").replace("**", "").strip(), line.opens_page)
        for line in lines
    ]


def _without_start(title: Joined, start: re.Pattern[str]) -> Joined:
    match = start.match(title.text)
    if match is None:
        return title
    cut = match.end()
    starts = tuple((max(0, offset - cut), number) for offset, number in title.starts)
    return Joined(title.text[cut:], starts)


def _heading_text(paragraph: Paragraph, hyphenated: frozenset[str]) -> str:
    text = join(_without_marks(paragraph.lines), hyphenated).text
    return _NUMBER_OF_HEADING.sub("", text)


def _ends_a_sentence(paragraph: Paragraph) -> bool:
    return paragraph.lines[-1].text.endswith(_ENDS_A_SENTENCE)

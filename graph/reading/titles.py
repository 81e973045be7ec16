"""Which paragraph between two cards is the next card's title, when nothing marks it as one.

Between two cards stand, in this order, what is left of the first one's comment, at times a heading
for a group of assignments, the second one's title, and (unless comments follow their cards) its
comment. A title is a short paragraph; how far it stands from its comment, whether it carries a
number or a heading mark, and where it stands in the document are learnt from the places where
only one paragraph can be the title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .lines import Paragraph

__all__ = [
    "Choice",
    "Segment",
    "choose_titles",
    "heading_before",
    "plausible_heading",
    "plausible_title",
    "split_title",
]

_BULLET = re.compile(r"[•▪●◦*–-]\s|[o]\s(?=[A-ZÅÄÖ])")
_NUMBERED = re.compile(r"(\d{1,3})(?:[.)]|\s?[–:])\s+(?=\S)")
_MARKED = re.compile(r"#{1,6}\s|\*\*.+\*\*$")
_SENTENCE_BREAK = re.compile(r"[a-zåäö0-9)”\"][.!?]\s+[A-ZÅÄÖ]")
_GROUP = re.compile(
    r"uppdrag(?:en)? (?:från|i|enligt|ur|för|givna|beslutade)\b.*(?:plan|budget|fullmäktige|\d{4})",
    re.IGNORECASE,
)
_REPORT = re.compile(r"(?:bilaga|uppföljning|redovisning|rapport|delår|bokslut)\b", re.IGNORECASE)
_OPEN_WORDS = frozenset(
    {"och", "eller", "samt", "att", "som", "med", "av", "för", "till", "på", "den", "det", "en"}
)
_LONGEST = 220
_MOST_LINES = 6
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Segment:
    """The paragraphs between two cards.

    Args:
        paragraphs: In order.
        opens_document: True for those before the first card.
        unfinished: True when the comment before them ends in the middle of a sentence.
    """

    paragraphs: tuple[Paragraph, ...]
    opens_document: bool
    unfinished: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The paragraph chosen as title.

    Args:
        index: Its place in the segment, or None when none can be a title.
        sure: False when another paragraph could have been it.
        number: The number it carries, or None.
        heading: The place of a topic's heading right above it, or None.
    """

    index: int | None
    sure: bool
    number: str | None = None
    heading: int | None = None


def choose_titles(segments: Sequence[Segment], *, text_follows: bool) -> tuple[list[Choice], bool]:
    """Return for each segment which paragraph is the title, and whether comments follow cards.

    Args:
        segments: One for each card, in order.
        text_follows: Whether text stands below the last card.
    """
    after_cards = _comments_follow_cards(segments, text_follows=text_follows)
    numbered = _numbers_mark_titles(segments)
    style = _learn(segments, numbered=numbered)
    choices = []
    for place, segment in enumerate(segments, start=1):
        number = numbered[place - 1] if numbered else None
        choices.append(_choose(segment, style, number, after_cards=after_cards))
    if not after_cards and not style.marked and not numbered:
        choices = _below_topics(segments, choices)
    return choices, after_cards


def split_title(paragraphs: tuple[Paragraph, ...], width: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs with the first one cut after its first line, if that is a title.

    A title and its comment may stand without a blank line between. The first line is a title when
    it could be one, ends well before the others do, and a sentence begins below it.

    Args:
        paragraphs: Those between two cards.
        width: Characters of the document's longest line.
    """
    for place, paragraph in enumerate(paragraphs):
        first, *rest = paragraph.lines
        if not rest or paragraph.legend:
            continue
        head = replace(paragraph, lines=(first,), gap_after=0)
        following = rest[0].text
        short = len(first.text) + 1 + len(following.split()[0]) <= 0.75 * max(
            len(line.text) for line in paragraph.lines
        ) or (len(first.text) <= 0.5 * width and len(rest) == 1)
        sentence = following[:1].isupper() and paragraph.text.endswith((".", "!", "?"))
        if short and sentence and plausible_title(head) and not first.text.endswith("."):
            body = replace(paragraph, lines=tuple(rest), gap_before=0)
            return (*paragraphs[:place], head, body, *paragraphs[place + 1 :])
        if plausible_title(paragraph):
            return paragraphs
    return paragraphs


def _below_topics(segments: Sequence[Segment], choices: list[Choice]) -> list[Choice]:
    """Return the choices with titles moved below a topic's heading right above them.

    Where in some segments, but not in most, two short lines without full stop stand one above the
    other, the upper one is a topic's heading. Where most segments have two, the lower one begins
    the comment.
    """
    stacked = []
    for place, (segment, choice) in enumerate(zip(segments, choices, strict=True)):
        after = None if choice.index is None else choice.index + 1
        if after is None or after + 1 >= len(segment.paragraphs) or segment.opens_document:
            continue
        upper, lower = segment.paragraphs[after - 1], segment.paragraphs[after]
        cut = segment.paragraphs[after + 1].after_break  # a page ends in the comment
        both = plausible_title(lower) and not upper.text.endswith(".") and not cut
        if both and not lower.text.endswith((".", "!", "?")) and len(upper.text) <= 60:
            stacked.append(place)
    lowers = Counter(segments[place].paragraphs[(choices[place].index or 0) + 1].text
                     for place in stacked)  # fmt: skip
    once = [
        place
        for place in stacked
        if lowers[segments[place].paragraphs[(choices[place].index or 0) + 1].text] == 1
    ]
    if not once or len(once) > 0.5 * len(segments):
        return choices
    moved = list(choices)
    for place in once:
        index = choices[place].index or 0
        moved[place] = Choice(index + 1, sure=False, heading=index)
    return moved


@lru_cache(maxsize=1024)
def plausible_title(paragraph: Paragraph) -> bool:
    """Return whether a paragraph can be a title: short, one phrase, no list item, no lead-in."""
    text = paragraph.text
    if _MARKED.match(text):
        return True
    return (
        not paragraph.legend
        and len(paragraph.lines) <= _MOST_LINES
        and len(text) <= _LONGEST
        and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "”\"'“»")
        and not text.endswith((",", ";", ":", "-", "–"))
        and not _BULLET.match(text)
        and not _NUMBERED.match(text)
        and not _SENTENCE_BREAK.search(text)
        and text.split()[-1].lower() not in _OPEN_WORDS
    )


def heading_before(segment: Segment, title: int) -> int | None:
    """Return the place of the last heading of a group of assignments before a title, or None.

    A heading is a short line that speaks of assignments and is no sentence; the first line of a
    document is its title and no heading.
    """
    for index in range(title - 1, -1, -1):
        paragraph = segment.paragraphs[index]
        text = paragraph.text
        first_of_document = segment.opens_document and (
            index == 0 or (index < 3 and _REPORT.match(text) is not None)
        )
        if (
            plausible_heading(paragraph)
            and "uppdrag" in text.lower()
            and not text.endswith((".", "!", "?"))
            and not first_of_document
        ):
            return index
    return None


def plausible_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph can be a heading; unlike a title it may carry a number."""
    text = _NUMBERED.sub("", paragraph.text)
    text = re.sub(r"^\d+(\.\d+)+\s+", "", text)
    return (
        len(paragraph.lines) <= 3
        and len(text) <= 140
        and (text[:1].isupper() or text.startswith(("#", "*")))
        and not _BULLET.match(text)
        and not _SENTENCE_BREAK.search(text)
        and not text.endswith((",", ";", ":", "-"))
    )


@dataclass(frozen=True, slots=True)
class _Style:
    """How this document sets its titles."""

    marked: bool
    repeated: frozenset[str]  # short lines that stand between many cards: sub-headings
    gap_after: int | None  # blank lines after a title, where that tells it from other paragraphs


def _learn(segments: Sequence[Segment], *, numbered: list[str] | None) -> _Style:
    marked = [
        any(_MARKED.match(paragraph.text) for paragraph in segment.paragraphs)
        for segment in segments
    ]
    if numbered or (segments and sum(marked) >= 0.8 * len(segments)):
        return _Style(marked=not numbered, repeated=frozenset(), gap_after=None)
    texts = Counter(
        text
        for segment in segments
        for text in {p.text for p in segment.paragraphs if plausible_title(p)}
    )
    repeated = frozenset(text for text, times in texts.items() if times >= min(3, len(segments)))
    gaps: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for segment in segments:
        places = [i for i, p in enumerate(segment.paragraphs) if plausible_title(p)]
        for index, paragraph in enumerate(segment.paragraphs[:-1]):
            counted = gaps if places == [index] else other
            counted[paragraph.gap_after] += 1
    if not gaps:
        return _Style(marked=False, repeated=repeated, gap_after=None)
    gap, times = gaps.most_common(1)[0]
    usual = other.most_common(1)[0][0] if other else gap
    tells = gap != usual and times >= 0.6 * sum(gaps.values())
    return _Style(marked=False, repeated=repeated, gap_after=gap if tells else None)


def _choose(segment: Segment, style: _Style, number: str | None, *, after_cards: bool) -> Choice:
    paragraphs = segment.paragraphs
    if number is not None:
        for index, paragraph in enumerate(paragraphs):
            match = _NUMBERED.match(paragraph.text.lstrip("#* "))
            if match and match[1] == number:
                return Choice(index, sure=True, number=number)
    places = [i for i, paragraph in enumerate(paragraphs) if plausible_title(paragraph)]
    if segment.opens_document and len(places) > 1 and places[0] == 0:
        places = places[1:]  # the first is the document's own title
    others = [i for i in places if paragraphs[i].text not in style.repeated]
    places = others or places
    if style.marked:
        marked = [i for i in places if _MARKED.match(paragraphs[i].text)]
        if marked:
            return Choice(marked[-1], sure=True)
    if not places:
        first = paragraphs[0] if paragraphs and not segment.unfinished else None
        short = first is not None and len(first.lines) <= 3 and len(paragraphs) > 1
        return Choice(0 if short and not segment.opens_document else None, sure=False)
    if after_cards:
        last = len(paragraphs) - 1
        return Choice(last if last in places else places[-1], sure=last in places)
    scored = sorted(
        ((_score(segment, index, style), _order(segment, index), index) for index in places),
        reverse=True,
    )
    best = scored[0]
    ahead = best[0] - scored[1][0] if len(scored) > 1 else _SURE
    return Choice(best[2], sure=ahead >= _SURE / 2 and best[0] > 0)


def _order(segment: Segment, index: int) -> int:
    """Return what decides between equals: the last before the first card, else the first."""
    return index if segment.opens_document else -index


def _score(segment: Segment, index: int, style: _Style) -> float:
    paragraph = segment.paragraphs[index]
    text = paragraph.text
    last = index == len(segment.paragraphs) - 1
    score = 1.0 - 0.3 * (len(paragraph.lines) - 1)
    if style.gap_after is not None:
        score += 3.0 if paragraph.gap_after == style.gap_after and not last else -1.0
    if text.endswith((".", "!", "?")):
        score -= 1.5
    if last:
        score -= 1.5
    if _GROUP.search(text) and any(map(plausible_title, segment.paragraphs[index + 1 :])):
        score -= 6.0
    if not segment.opens_document:
        before = segment.paragraphs[:index]
        broken = any(p.after_break for p in segment.paragraphs[: index + 1])
        if not before and not broken and not segment.unfinished:
            fits = style.gap_after is None or paragraph.gap_after == style.gap_after
            score += 4.0 if fits else 1.0
        if not before and segment.unfinished:
            score -= 3.0
        if before and not before[-1].text.endswith((".", "!", "?", ":", ")", "”")):
            heading = plausible_heading(before[-1]) and "uppdrag" in before[-1].text.lower()
            score -= 0.0 if heading else 1.0
    return score


def _comments_follow_cards(segments: Sequence[Segment], *, text_follows: bool) -> bool:
    """Return whether what stands right above the cards is their titles."""
    if not text_follows and any(len(segment.paragraphs) > 1 for segment in segments[1:]):
        return False
    last = [segment.paragraphs[-1] for segment in segments if segment.paragraphs]
    titles = [
        paragraph
        for paragraph in last
        if plausible_title(paragraph) and not paragraph.text.endswith(".")
    ]
    return bool(last) and len(titles) >= 0.75 * len(last)


def _numbers_mark_titles(segments: Sequence[Segment]) -> list[str] | None:
    """Return the titles' numbers when each segment holds the next number, else None."""
    wanted: int | None = None
    found: list[str] = []
    for segment in segments:
        numbers = [
            int(match[1])
            for paragraph in segment.paragraphs
            for match in [_NUMBERED.match(paragraph.text.lstrip("#* "))]
            if match
        ]
        if wanted is None:
            if not numbers:
                return None
            wanted = numbers[-1] if 1 not in numbers else 1
        if wanted not in numbers:
            return None
        found.append(str(wanted))
        wanted += 1
    return found if len(found) > 1 else None

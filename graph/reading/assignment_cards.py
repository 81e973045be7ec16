"""Assignment cards → drafts: the assignments of a follow-up in cards, with what stands around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from styrkedja.graph.model import BodyKind, Confidence, DoubtKind, ElementKind, Status
from styrkedja.graph.profiles import Profile, fold

from .bodies import body_of
from .card_doubts import doubt_card
from .cards import CardPage, ReadCard, read_cards
from .draft import Announced, Found, Judgement, Measure, Source, Suspicion, Thing, Value
from .goals import find_goal_lists
from .indicators import find_indicators
from .lines import Line, Paragraph
from .numbering import split_number
from .statuses import read_status
from .totals import Stated, find_totals

__all__ = ["read_assignment_cards"]

_FEW = 2  # goals that tell something
_ASSIGNMENT = ElementKind.SPECIAL_ASSIGNMENT


def read_assignment_cards(source: Source) -> tuple[Found, tuple[Paragraph, ...]] | None:
    """Return what a document in cards holds and the paragraphs before its first card.

    Args:
        source: The document; lines that are taken count as blank.

    Returns:
        None when it has no cards.
    """
    lines = [_untaken(line, source.taken) for line in source.lines]
    page = read_cards(lines, source.profile, source.hyphenated)
    if page is None or _are_of_goals(lines, page, source.profile):
        return None
    found = Found("assignment-cards")
    _read_goals(page, source, found)
    for read in page.cards:
        _read_card(read, source, found)
    _repeated(found)
    found.announced.extend(_announced(page, source, found))
    for heading in page.headings:
        found.headings.extend(line.number for line in heading.lines)
    found.furniture.extend(sorted(page.furniture))
    return found, page.preamble


def _are_of_goals(lines: Sequence[Line], page: CardPage, profile: Profile) -> bool:
    """Return whether most cards are told of goals, which another reader reads."""
    pattern = _goal_label(profile)
    labelled = sum(1 for line in lines if pattern.match(line.text))
    return labelled >= _FEW and 2 * labelled >= len(page.cards)


@lru_cache(maxsize=8)
def _goal_label(profile: Profile) -> re.Pattern[str]:
    words = profile.goal_reports.labels
    names = [*words["board-goal"], *words["council-goal"]]
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?: \d{{1,2}})? ?:", re.IGNORECASE)


def _untaken(line: Line, taken: frozenset[int]) -> Line:
    return Line(line.number, "", line.opens_page) if line.number in taken else line


def _read_goals(page: CardPage, source: Source, found: Found) -> None:
    for listed in find_goal_lists(page.preamble, source.hyphenated):
        if listed.decided_by_council:
            found.headings.extend(number for _, number in listed.lead_in.starts)
        for goal in listed.goals:
            lines = [number for _, number in goal.starts]
            found.things.append(
                Thing(
                    ElementKind.OVERARCHING_GOAL,
                    goal.text.rstrip("."),
                    lines,
                    "goal-list",
                    at=lines[:1],
                    decided_by=["Kommunfullmäktige"] if listed.decided_by_council else [],
                )
            )


def _read_card(read: ReadCard, source: Source, found: Found) -> None:
    card = read.card
    title = f"(utan titel, rad {card.first})" if read.title is None else read.title.text.rstrip(".")
    number = read.number
    if number is None and read.title is not None:
        number, title = split_number(title)
    title_lines = [at for _, at in read.title.starts] if read.title else []
    unknown = [card.bodies.rest] if card.bodies.rest else []
    thing = Thing(
        _ASSIGNMENT,
        title,
        list(dict.fromkeys([*title_lines, *sorted(card.numbers)])),
        "assignment-card",
        Confidence.HIGH if read.title_sure else Confidence.MEDIUM,
        at=title_lines[:1] or [card.first],
        number=number,
        heading=read.heading,
        responsible=[*card.bodies.responsible, *unknown],
        contributing=list(card.bodies.contributing),
        groups=list(card.bodies.groups),
        decided_by=_decided_by(read, source.profile),
        deadline=card.deadline(source.year),
        judgement=_judgement(read, source.profile),
    )
    found.things.append(thing)
    found.suspicions.extend(doubt_card(read, thing))
    found.measures.extend(_measures(read, thing, source.hyphenated))


def _decided_by(read: ReadCard, profile: Profile) -> list[str]:
    field = read.card.get("decided_by")
    if field is None or not field.text:
        return []
    words = field.text.replace(",", " ").split()
    for count in range(1, min(len(words), 6) + 1):
        name = " ".join(words[:count])
        if body_of(name, profile).kind is not BodyKind.OTHER:
            return [name]
    return []


def _judgement(read: ReadCard, profile: Profile) -> Judgement:
    text = read.card.status_text
    lines = [line.number for line in read.comment_lines]
    if read.card.status is not None:
        lines.append(read.card.status.number)
    labelled = read.card.get("status")
    if labelled is not None:
        lines.extend(labelled.numbers)
    return Judgement(
        status_text=text,
        status=read_status(text, profile) if text else None,
        comment=read.comment.text if read.comment and fold(read.comment.text) else None,
        lines=lines,
        joined=read.comment,
    )


def _measures(read: ReadCard, about: Thing, hyphenated: frozenset[str]) -> list[Measure]:
    measures = []
    for indicator in find_indicators(read.comment_lines, hyphenated):
        values = [
            Value(
                period=value.period,
                text=value.value_text,
                value=value.value,
                lines=list(range(value.passage.first, value.passage.last + 1)),
                unit=value.unit,
                note=value.note,
            )
            for value in indicator.values
        ]
        measures.append(
            Measure(
                indicator.name,
                list(range(indicator.passage.first, indicator.passage.last + 1)),
                "indicator-in-text",
                values,
                about,
                unit=indicator.unit,
            )
        )
    return measures


def _announced(page: CardPage, source: Source, found: Found) -> list[Announced]:
    headings = list(dict.fromkeys(card.heading for card in page.cards if card.heading))
    paragraphs = [*page.preamble, *page.prose]
    return [
        Announced(
            counts=stated.counts,
            value=stated.value,
            text=stated.text,
            counted=_count(stated, found.things),
            lines=list(range(stated.passage.first, stated.passage.last + 1)),
            heading=stated.heading,
        )
        for stated in find_totals(paragraphs, headings, source.profile, source.hyphenated)
    ]


def _count(stated: Stated, things: Sequence[Thing]) -> int:
    if isinstance(stated.counts, Status):
        return sum(
            1 for thing in things if thing.judgement and thing.judgement.status is stated.counts
        )
    return sum(
        1
        for thing in things
        if thing.kind is stated.counts
        and (stated.heading is None or thing.heading == stated.heading)
    )


def _repeated(found: Found) -> None:
    """Doubt assignments that the document states twice."""
    first: dict[str, Thing] = {}
    for thing in found.things:
        if thing.kind is not _ASSIGNMENT:
            continue
        other = first.setdefault(fold(thing.title), thing)
        if other is not thing:
            found.suspicions.append(
                Suspicion(
                    DoubtKind.STATED_TWICE,
                    f"Uppdraget ”{thing.title}” står två gånger i dokumentet.",
                    f"The assignment “{thing.title}” stands twice in the document.",
                    [*other.at, *thing.at],
                    thing,
                )
            )

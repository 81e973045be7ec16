"""A text rendition → the model: all that one document says, with what is doubtful about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from styrkedja.errors import ReadingError, UnknownLayoutError
from styrkedja.graph.formats import TextRendition
from styrkedja.graph.model import (
    Assessment,
    BodyKind,
    Confidence,
    Document,
    DoubtKind,
    Element,
    ElementKind,
    Indicator,
    Model,
    Municipality,
    Observation,
    Passage,
    StatedTotal,
    Status,
)
from styrkedja.graph.profiles import Profile, default_profile, fold
from styrkedja.graph.rdf.iris import element_key, slug

from .about import About, municipality_named, read_about, read_municipality
from .bodies import body_of
from .card_doubts import doubt_card, doubt_status
from .cards import CardPage, ReadCard, read_cards
from .doubts import Doubts
from .goals import find_goal_lists
from .indicators import find_indicators
from .labels import labels_beside_text
from .lines import Line, hyphenated_words, passages_of, read_lines
from .named_bodies import NamedBodies
from .statuses import read_status
from .totals import Stated, find_totals

__all__ = ["LAYOUTS", "read_document"]

LAYOUTS = {
    "assignment-cards": (
        "a follow-up of assignments in cards: title, comment, and the labels "
        "“Ansvarig nämnd” with “Status” or “Slutdatum”"
    )
}
_SIDE_BY_SIDE = 3  # labels beside other text, from which on columns are taken to be side by side
_ASSIGNMENT = ElementKind.SPECIAL_ASSIGNMENT


def read_document(
    rendition: TextRendition,
    *,
    path: Path | None = None,
    municipality: str | None = None,
    profile: Profile | None = None,
) -> Model:
    """Return the model of a document.

    Args:
        rendition: The document as text.
        path: The file it came from, for error messages.
        municipality: The municipality's name, for documents that do not say it; None to read it.
        profile: The words to go by; None for common Swedish wording.

    Raises:
        UnknownLayoutError: The text holds no layout that is known.
        ReadingError: The document does not say which municipality it is of, or has no title.
    """
    profile = profile or default_profile()
    lines = read_lines(rendition.lines)
    hyphenated = hyphenated_words(lines)
    beside = labels_beside_text(lines, profile)
    if len(beside) >= _SIDE_BY_SIDE:
        raise UnknownLayoutError(
            "columns stand side by side, labels to the right of other text; save the text in "
            "reading order (for example: pdftotext FILE.pdf, without -layout)",
            path=path,
            line=beside[0],
        )
    page = read_cards(lines, profile, hyphenated)
    if page is None:
        known = "; ".join(f"{name}: {what}" for name, what in LAYOUTS.items())
        raise UnknownLayoutError(
            f"no layout that Styrkedja knows was found in it. Known: {known}", path=path
        )
    place = municipality_named(municipality) if municipality else read_municipality(lines)
    if place is None:
        raise ReadingError(
            "the document does not name its municipality; name it with --municipality", path=path
        )
    about = read_about(page.preamble, hyphenated)
    if about is None:
        raise ReadingError(
            "the document has no title above its first assignment; put one on its first line",
            path=path,
        )
    return _Reader(lines, page, place, about, profile, hyphenated).model()


class _Reader:
    """Puts the model of one document together."""

    def __init__(
        self,
        lines: list[Line],
        page: CardPage,
        place: Municipality,
        about: About,
        profile: Profile,
        hyphenated: frozenset[str],
    ) -> None:
        self.lines = lines
        self.page = page
        self.place = place
        self.about = about
        self.profile = profile
        self.hyphenated = hyphenated
        self.blank = {line.number for line in lines if not line.text}
        self.doubts = Doubts()
        self.named = NamedBodies(profile, self.doubts)
        self.used: set[int] = set()
        self.seen: Counter[tuple[str, ...]] = Counter()
        self.elements: list[Element] = []
        self.assessments: list[Assessment] = []
        self.indicators: list[Indicator] = []
        self.observations: list[Observation] = []

    def model(self) -> Model:
        """Return the model."""
        period = self.about.period
        document = Document(
            key=self.about.key,
            kind=self.about.kind,
            title=self.about.title,
            label=self.about.label,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            period=period.text if period else None,
            as_of=period.end if period else None,
            passages=self.about.passages,
            line_count=len(self.lines),
        )
        self._use(self.about.passages)
        if period is None:
            self.doubts.add(
                DoubtKind.PERIOD_UNSURE,
                "Dokumentet säger inte vilken period det gäller.",
                "The document does not say which period it is about.",
                self.about.passages[:1],
            )
        if self.place.code is None:
            self.doubts.add(
                DoubtKind.UNKNOWN_MUNICIPALITY,
                f"{self.place.name} finns inte bland Sveriges 290 kommuner.",
                f"{self.place.name} is not one of Sweden's 290 municipalities.",
                (),
            )
        self._read_goals()
        for read in self.page.cards:
            self._read_assignment(read)
        totals = self._compare_totals()
        self._find_repeated()
        for heading in self.page.headings:
            self.used.update(line.number for line in heading.lines)
        return Model(
            register=self.named.register(self.place),
            document=document,
            elements=tuple(self.elements),
            assessments=tuple(self.assessments),
            indicators=tuple(self.indicators),
            observations=tuple(self.observations),
            totals=totals,
            doubts=self.doubts.all(),
            groups=self.named.groups(),
            unread=self._unread(),
            furniture=tuple(sorted(self.page.furniture)),
        )

    def _read_goals(self) -> None:
        for found in find_goal_lists(self.page.preamble, self.hyphenated):
            decided: tuple[str, ...] = ()
            if found.decided_by_council:
                decided = (self.named.council(),)
                self.used.update(number for _, number in found.lead_in.starts)
            for goal in found.goals:
                title = goal.text.rstrip(".")
                where = (goal.passage(0, len(goal.text)),)
                self._use(where)
                self.elements.append(
                    Element(
                        key=self._key(ElementKind.OVERARCHING_GOAL, title, None, None),
                        kind=ElementKind.OVERARCHING_GOAL,
                        title=title,
                        passages=where,
                        rule="goal-list",
                        confidence=Confidence.HIGH,
                        decided_by=decided,
                    )
                )

    def _read_assignment(self, read: ReadCard) -> None:
        card = read.card
        if read.title is None:
            where = Passage(card.first, card.last)
            title_text = f"(utan titel, rad {card.first})"
            title_lines: list[int] = []
        else:
            where = read.title.passage(0, len(read.title.text))
            title_text = read.title.text.rstrip(".")
            title_lines = [number for _, number in read.title.starts]
        key = self._key(_ASSIGNMENT, title_text, read.number, read.heading)
        unknown = (card.bodies.rest,) if card.bodies.rest else ()
        responsible = [
            self.named.body(name, key, card.first) for name in (*card.bodies.responsible, *unknown)
        ]
        contributing = [self.named.body(name, key, card.first) for name in card.bodies.contributing]
        groups = [self.named.group(name) for name in card.bodies.groups]
        decided_by = self._decided_by(read, key)
        year = self.about.period.end.year if self.about.period else None
        deadline = card.deadline(year)
        field_lines = sorted(card.numbers - ({card.status.number} if card.status else set()))
        field_passages = passages_of(
            [n for n in field_lines if n not in title_lines], self._bridges(read)
        )
        confidence = Confidence.HIGH if read.title_sure else Confidence.MEDIUM
        passages = (*([where] if read.title else []), *field_passages)
        self._use(passages)
        self.elements.append(
            Element(
                key=key,
                kind=_ASSIGNMENT,
                title=title_text,
                passages=tuple(passages),
                rule="assignment-card",
                confidence=confidence,
                number=read.number,
                heading=read.heading,
                responsible=tuple(dict.fromkeys(responsible)),
                contributing=tuple(dict.fromkeys(contributing)),
                groups=tuple(dict.fromkeys(groups)),
                decided_by=decided_by,
                deadline=deadline.day if deadline else None,
                deadline_text=deadline.text if deadline else None,
            )
        )
        status = self._read_assessment(read, key, confidence)
        doubt_card(self.doubts, read, key, deadline)
        doubt_status(self.doubts, read, key, status)
        self._read_indicators(read, key)

    def _decided_by(self, read: ReadCard, key: str) -> tuple[str, ...]:
        found = read.card.get("decided_by")
        if found is None or not found.text:
            return ()
        words = found.text.replace(",", " ").split()
        for count in range(1, min(len(words), 6) + 1):
            name = " ".join(words[:count])
            body = body_of(name, self.profile)
            if body.kind is not BodyKind.OTHER:
                return (self.named.body(name, key, found.numbers[0]),)
        return ()

    def _read_assessment(self, read: ReadCard, key: str, confidence: Confidence) -> Status | None:
        text = read.card.status_text
        status = read_status(text, self.profile) if text else None
        numbers = [line.number for line in read.comment_lines]
        if read.card.status is not None:
            numbers.append(read.card.status.number)
        labelled = read.card.get("status")
        if labelled is not None:
            numbers.extend(labelled.numbers)
        passages = passages_of(numbers, self.blank)
        self._use(passages)
        if passages:
            self.assessments.append(
                Assessment(
                    element=key,
                    kind=_ASSIGNMENT,
                    status=status,
                    status_text=text,
                    comment=read.comment.text if read.comment else None,
                    passages=passages,
                    rule="assignment-card",
                    confidence=confidence,
                )
            )
        return status

    def _read_indicators(self, read: ReadCard, key: str) -> None:
        for found in find_indicators(read.comment_lines, self.hyphenated):
            values = tuple(value.passage for value in found.values)
            indicator = element_key("indicator", found.name, owner=key)
            self.indicators.append(
                Indicator(
                    key=indicator,
                    title=found.name,
                    unit=found.unit,
                    about=key,
                    about_kind=_ASSIGNMENT,
                    passages=(found.passage,),
                    rule="indicator-in-text",
                    confidence=Confidence.HIGH,
                )
            )
            for value, where in zip(found.values, values, strict=True):
                self.observations.append(
                    Observation(
                        key=f"{indicator}-{slug(value.period)}",
                        indicator=indicator,
                        period=value.period,
                        value_text=value.value_text,
                        value=value.value,
                        unit=value.unit or found.unit,
                        note=value.note,
                        passages=(where,),
                        rule="indicator-in-text",
                        confidence=Confidence.HIGH,
                    )
                )

    def _compare_totals(self) -> tuple[StatedTotal, ...]:
        headings = list(dict.fromkeys(card.heading for card in self.page.cards if card.heading))
        paragraphs = [*self.page.preamble, *self.page.prose]
        totals = []
        for stated in find_totals(paragraphs, headings, self.profile, self.hyphenated):
            counted = self._count(stated)
            self._use((stated.passage,))
            name = stated.counts.value
            totals.append(
                StatedTotal(
                    key=element_key("total", name, heading=stated.heading),
                    counts=stated.counts,
                    heading=stated.heading,
                    value=stated.value,
                    value_text=stated.text,
                    counted=counted,
                    passages=(stated.passage,),
                    rule="stated-total",
                    confidence=Confidence.HIGH,
                )
            )
            if counted != stated.value:
                self.doubts.total(stated.counts, stated.heading, stated.value, counted,
                                  (stated.passage,))  # fmt: skip
        return tuple(totals)

    def _count(self, stated: Stated) -> int:
        if isinstance(stated.counts, Status):
            return sum(1 for found in self.assessments if found.status is stated.counts)
        return sum(
            1
            for element in self.elements
            if element.kind is stated.counts
            and (stated.heading is None or element.heading == stated.heading)
        )

    def _find_repeated(self) -> None:
        """Doubt assignments that the document states twice with different facts."""
        first: dict[str, Element] = {}
        for element in self.elements:
            if element.kind is not _ASSIGNMENT:
                continue
            other = first.setdefault(fold(element.title), element)
            if other is element:
                continue
            self.doubts.add(
                DoubtKind.STATED_TWICE,
                f"Uppdraget ”{element.title}” står två gånger i dokumentet.",
                f"The assignment “{element.title}” stands twice in the document.",
                (other.passages[0], element.passages[0]), element.key, _ASSIGNMENT,
            )  # fmt: skip

    def _key(self, kind: ElementKind, title: str, number: str | None, heading: str | None) -> str:
        same = (kind.value, number or "", slug(heading or ""), fold(title))
        self.seen[same] += 1
        return element_key(
            kind.value, title, number=number, heading=heading, occurrence=self.seen[same]
        )

    def _bridges(self, read: ReadCard) -> set[int]:
        """Return the lines that may stand inside a card's passage: blank ones and its status."""
        return self.blank | {read.card.status.number} if read.card.status else self.blank

    def _use(self, passages: Iterable[Passage]) -> None:
        for passage in passages:
            self.used.update(range(passage.first, passage.last + 1))

    def _unread(self) -> tuple[Passage, ...]:
        """Return the lines of running text that no rule reads as facts."""
        left = [
            line.number
            for line in self.lines
            if line.text and line.number not in self.used and line.number not in self.page.furniture
        ]
        return passages_of(left, self.blank)

"""The model: what a document says, as frozen dataclasses, between reading and RDF.

Line numbers count from 1, as people count them. Nothing here knows RDF or a file format. Things
refer to each other by `key`, which `styrkedja.graph.rdf.iris` turns into IRIs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Amount",
    "Assessment",
    "Body",
    "BodyKind",
    "Confidence",
    "Coverage",
    "Document",
    "DocumentKind",
    "Doubt",
    "DoubtKind",
    "Element",
    "ElementKind",
    "ElementLink",
    "Forecast",
    "Indicator",
    "Model",
    "Municipality",
    "Observation",
    "Passage",
    "Place",
    "Register",
    "Relation",
    "Reorganisation",
    "StatedTotal",
    "Status",
]


class BodyKind(StrEnum):
    """What a body is; an executive board has the IRI segment `board`, the others their value."""

    COUNCIL = "council"
    EXECUTIVE_BOARD = "executive-board"
    BOARD = "board"
    ADMINISTRATION = "administration"
    DEPARTMENT = "department"
    COMPANY = "company"
    OTHER = "body"


class DocumentKind(StrEnum):
    """What a document does in the chain."""

    PLAN = "plan"
    FOLLOW_UP = "follow-up"


class ElementKind(StrEnum):
    """What a steering element is; the value names its class in lower case."""

    FOCUS_AREA = "focus-area"
    OVERARCHING_GOAL = "overarching-goal"
    BOARD_GOAL = "board-goal"
    STRATEGIC_INITIATIVE = "strategic-initiative"
    ASSIGNMENT = "assignment"
    SPECIAL_ASSIGNMENT = "special-assignment"
    COMMON_ASSIGNMENT = "common-assignment"
    BOARD_ASSIGNMENT = "board-assignment"
    INVESTIGATION_ASSIGNMENT = "investigation-assignment"
    ACTIVITY = "activity"


class Relation(StrEnum):
    """How an element relates to one above it; the value is the property's name."""

    CONTRIBUTES_TO = "contributesTo"
    MAINLY_CONTRIBUTES_TO = "mainlyContributesTo"
    PARTLY_CONTRIBUTES_TO = "partlyContributesTo"
    IMPLEMENTS = "implements"
    IN_FOCUS_AREA = "inFocusArea"


class Status(StrEnum):
    """The status concepts; the value is the last part of the concept's IRI."""

    NOT_STARTED = "not-started"
    ONGOING = "ongoing"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    REMAINING = "remaining"
    CANCELLED = "cancelled"
    NOT_REPORTED = "not-reported"


class Forecast(StrEnum):
    """The forecast concepts; the value is the last part of the concept's IRI."""

    MET = "met"
    UNCERTAIN = "uncertain"
    NOT_MET = "not-met"


class Confidence(StrEnum):
    """How sure the reader is; the value is the last part of the concept's IRI."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DoubtKind(StrEnum):
    """The kinds of doubt; the value is the last part of the concept's IRI."""

    UNKNOWN_STATUS = "unknown-status"
    MISSING_STATUS = "missing-status"
    NO_RESPONSIBLE_BODY = "no-responsible-body"
    UNKNOWN_BODY = "unknown-body"
    IMPOSSIBLE_DATE = "impossible-date"
    MISSING_DEADLINE = "missing-deadline"
    TITLE_UNSURE = "title-unsure"
    TOTAL_DISAGREES = "total-disagrees"
    STATUS_CONTRADICTED = "status-contradicted"
    STATED_TWICE = "stated-twice"
    END_DATE_PASSED = "end-date-passed"
    DONE_BEFORE_ITS_TIME = "done-before-its-time"
    SUM_DISAGREES = "sum-disagrees"
    UNKNOWN_ABBREVIATION = "unknown-abbreviation"
    UNKNOWN_MUNICIPALITY = "unknown-municipality"
    PERIOD_UNSURE = "period-unsure"
    NOT_UNDERSTOOD = "not-understood"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Lines `first` to `last` of a document's text rendition, both included, counted from 1."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"no passage from line {self.first} to line {self.last}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the original file the lines from `line` on stand, as far as the next place.

    Args:
        line: The first of them, counted from 1.
        page: The page of a PDF, counted from 1, or None in other files.
        cell: The sheet and its cells ("Uppdrag!A2:F2"), or None in other files.
    """

    line: int
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: its name ("Lund"), Statistics Sweden's code ("1281") or None, its slug."""

    name: str
    code: str | None
    slug: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the register; `key` is `{kind}/{slug}`, unique in its municipality.

    Args:
        name: The name as it is to be shown.
        kind: What it is.
        key: `{kind}/{slug}`.
        spellings: Other spellings that documents use for it.
        abbreviations: Its abbreviations.
        parent: Key of the body that it is a part of, or None.
    """

    name: str
    kind: BodyKind
    key: str
    spellings: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The bodies of one municipality, sorted by key."""

    municipality: Municipality
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document about itself.

    Args:
        key: Its slug, unique in its municipality.
        kind: Plan or follow-up.
        title: The title as printed, markers included ("Bilaga 1. …").
        label: A short title with the period, for lists.
        period_start: First day of the period it reports on or plans for, or None.
        period_end: Last day of that period, or None.
        period: The period in words ("2023"), or None.
        as_of: The day whose state it reports, or None.
        passages: Where title and period stand.
        line_count: Lines of the text rendition.
        layouts: Names of the layouts found in it.
        owner: Key of the body whose document it is, or None.
    """

    key: str
    kind: DocumentKind
    title: str
    label: str
    period_start: date | None
    period_end: date | None
    period: str | None
    as_of: date | None
    passages: tuple[Passage, ...]
    line_count: int
    layouts: tuple[str, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ElementLink:
    """A relation of an element to another of the same document, named by kind and key."""

    relation: Relation
    kind: ElementKind
    key: str


@dataclass(frozen=True, slots=True)
class Element:
    """A steering element as one document states it.

    Args:
        key: `{slug}-{hash}`, unique among the document's elements of its kind.
        kind: What it is.
        title: The title, by the reading rules.
        passages: Where it stands: title and fields.
        rule: The name of the rule that read it.
        confidence: How sure the reader is.
        number: The number as printed, or None.
        heading: The heading it stands under, as printed, or None.
        responsible: Keys of the bodies named as responsible, in the order printed.
        contributing: Keys of bodies that take part without being responsible.
        groups: Keys of groups of bodies it is assigned to ("samtliga-namnder").
        decided_by: Keys of the bodies that decided it.
        coordinated_by: Keys of the bodies that coordinate it.
        carried_out_by: Keys of the bodies that carry it out.
        deadline: The last day of what is printed, or None.
        deadline_text: The wording as printed, or None.
        perspective: The perspective it stands under, as printed, or None.
        purpose: What it is for, as printed, or None.
        description: Its own text under its title, or None.
        continued_from: From when it goes on, as printed ("2019"), or None.
        links: What it contributes to, implements or belongs to, as the document places it.
    """

    key: str
    kind: ElementKind
    title: str
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence
    number: str | None = None
    heading: str | None = None
    responsible: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    coordinated_by: tuple[str, ...] = ()
    carried_out_by: tuple[str, ...] = ()
    deadline: date | None = None
    deadline_text: str | None = None
    perspective: str | None = None
    purpose: str | None = None
    description: str | None = None
    continued_from: str | None = None
    links: tuple[ElementLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the document says of how an element goes; it has the element's key.

    Args:
        element: Key of the element (and its kind, for the IRI).
        kind: Kind of the element.
        status: The status, or None when the word is not known or missing.
        status_text: The word as printed, or None.
        comment: The whole comment, paragraphs joined by one space, or None.
        passages: Where status and comment stand.
        forecast: The verdict on a goal, or None where no words give one.
    """

    element: str
    kind: ElementKind
    status: Status | None
    status_text: str | None
    comment: str | None
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence
    forecast: Forecast | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named measure.

    Args:
        unit: As printed, or None.
        about: Key of the element that it stands under, or None when it stands under none.
        about_kind: Kind of that element.
        responsible: Keys of the bodies it is about.
    """

    key: str
    title: str
    unit: str | None
    about: str | None
    about_kind: ElementKind | None
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One outcome or target of an indicator.

    Args:
        key: Unique in the document.
        indicator: The indicator's key.
        period: As printed ("2021"), or "" when none is.
        value_text: As printed ("12,8").
        value: The number, or None when it is not one.
        unit: The indicator's unit, or None.
        note: What is printed beside it ("obs preliminära uppgifter"), or None.
        target: True for a target, False for an outcome.
        column: The head of its column as printed ("Prognos 2023"), or None.
    """

    key: str
    indicator: str
    period: str
    value_text: str
    value: Decimal | None
    unit: str | None
    note: str | None
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence
    target: bool = False
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a finance table.

    Args:
        key: Unique in the document.
        table: The table's title.
        row: The row's label.
        column: The column's head.
        value_text: As printed ("-1 868").
        value: The number.
        unit: "mkr", "tkr", … or None.
        body: Key of the body that the row is about, or None.
    """

    key: str
    table: str
    row: str
    column: str
    value_text: str
    value: Decimal
    unit: str | None
    body: str | None
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """A change by which one body replaced others.

    Args:
        key: Unique in the document.
        day: From when on.
        before: Keys of the bodies that were replaced.
        after: Key of the body that replaced them.
    """

    key: str
    day: date
    before: tuple[str, ...]
    after: str
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A number of things that the document states about itself.

    Args:
        key: Unique in the document.
        counts: What is counted: a kind of element, or a status of its assignments.
        heading: Only those under this heading, or None for all.
        value: The number stated.
        value_text: As printed ("Ett", "21").
        counted: How many were read.
    """

    key: str
    counts: ElementKind | Status
    heading: str | None
    value: int
    value_text: str
    counted: int
    passages: tuple[Passage, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader is not sure of, or that the document contradicts itself about.

    Args:
        key: Unique in the document.
        kind: What kind of doubt it is.
        sv: The wording in Swedish, one sentence.
        en: The wording in English, one sentence.
        element: Key of the element it concerns, or None for the document.
        element_kind: Kind of that element.
        passages: Where to look; may be empty.
    """

    key: str
    kind: DoubtKind
    sv: str
    en: str
    passages: tuple[Passage, ...]
    element: str | None = None
    element_kind: ElementKind | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the lines of a document were understood; a line counts once, blank ones not at all.

    Args:
        facts: Lines that became facts, or are the headings and table heads they stand under.
        furniture: Lines that are page furniture.
        prose: Lines of sections that the profile names as running text.
        unread: All other lines: nothing was made of them.
    """

    facts: int
    furniture: int
    prose: int
    unread: int

    @property
    def share(self) -> Decimal:
        """The share of the lines that were understood, 0 to 1, with three decimals."""
        understood = self.facts + self.furniture + self.prose
        lines = understood + self.unread
        return (Decimal(understood) / max(lines, 1)).quantize(Decimal("0.001"))


@dataclass(frozen=True, slots=True)
class Model:
    """All that one document says, and the register with the bodies it names.

    Args:
        groups: Key → name as printed of the groups of bodies that the document names.
        unread: Passages of running text that no rule reads as facts.
        furniture: Numbers of lines that are page furniture.
        coverage: How the document's lines were understood.
        places: Pages or cells that the lines stand in, in order; empty for plain text.
    """

    register: Register
    document: Document
    elements: tuple[Element, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    reorganisations: tuple[Reorganisation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    unread: tuple[Passage, ...] = ()
    furniture: tuple[int, ...] = ()
    coverage: Coverage = Coverage(0, 0, 0, 0)
    places: tuple[Place, ...] = ()

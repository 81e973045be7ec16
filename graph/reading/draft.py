"""What a layout's reader finds, before it is the model: things with their line numbers.

A reader fills drafts while it walks through a document; `assembly.py` gives them keys, bodies and
passages and makes the model of them. Drafts point to each other directly, and name bodies as
printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from styrkedja.graph.model import Confidence, DoubtKind, ElementKind, Forecast, Relation, Status
from styrkedja.graph.profiles import Profile

from .dates import Deadline
from .lines import Joined, Line

__all__ = [
    "Amount",
    "Announced",
    "Found",
    "Judgement",
    "Link",
    "Measure",
    "Source",
    "Suspicion",
    "Thing",
    "Value",
]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The document that a reader reads.

    Args:
        lines: All its lines, line n at index n - 1.
        profile: The words to go by.
        hyphenated: Words, in lower case, that it writes with a hyphen inside a line.
        taken: Numbers of lines that readers before this one have read as facts or furniture.
        year: The year it reports on or plans for, or None when it states none.
        owner: The body whose document it is, or None when it is of several or states none.
    """

    lines: tuple[Line, ...]
    profile: Profile
    hyphenated: frozenset[str]
    taken: frozenset[int] = frozenset()
    year: int | None = None
    owner: str | None = None


@dataclass(slots=True, eq=False)
class Judgement:
    """What the document says of how a thing goes.

    Args:
        status_text: The status word as printed (mended over lines), or None.
        status: The status it names, or None when there is none or the word is not known.
        forecast: The verdict on a goal, or None where no words give one.
        comment: The whole comment, paragraphs joined by one space, or None.
        lines: Where status, verdict and comment stand.
        joined: The comment with the line of each of its parts, where the reader kept them.
    """

    status_text: str | None = None
    status: Status | None = None
    forecast: Forecast | None = None
    comment: str | None = None
    lines: list[int] = field(default_factory=list)
    joined: Joined | None = None


@dataclass(slots=True, eq=False)
class Link:
    """A relation of one thing to another: one step up, as the document places it."""

    relation: Relation
    to: Thing


@dataclass(slots=True, eq=False)
class Thing:
    """A steering element as a reader found it.

    Args:
        kind: What it is.
        title: Its title by the reading rules (joined, mended, without markers or final period).
        lines: Where it stands: title, description, bodies, date, number; all its printings.
            What only its judgement says stands in `judgement.lines`.
        rule: The name of the rule that read it, in kebab case ("activity-row").
        confidence: How sure the reader is.
        at: The first line of its title, once for each place where it is printed, first one first.
        number: The number as printed, or None.
        heading: The heading it stands under, as printed without its number, or None.
        owner: Name of the body in whose section it stands, or None; tells apart equal titles.
        perspective: The perspective it stands under, as printed ("Ekonomi"), or None.
        purpose: What it is for ("För att …"), or None.
        description: Its own text under its title, or None.
        continued_from: From when it goes on, where the document marks it so ("2019"), or None.
        responsible: Names of the bodies responsible, as printed, in order. Bodies that only carry
            it out stand in `carried_out_by` (and count as responsible by inference).
        contributing: Names of bodies that take part ("i samverkan med").
        groups: Names of groups of bodies ("Samtliga nämnder").
        coordinated_by: Names of bodies that coordinate it.
        carried_out_by: Names of bodies that carry it out ("genomförs och återrapporteras av").
        decided_by: Names of bodies that decided it.
        deadline: As printed, and the day it means; None when none is printed.
        judgement: What the document says of how it goes, or None when it says nothing.
        links: Its relations upwards.
        key: The key that the document itself gives, as a sheet with ids does, or None.
    """

    kind: ElementKind
    title: str
    lines: list[int]
    rule: str
    confidence: Confidence = Confidence.HIGH
    at: list[int] = field(default_factory=list)
    number: str | None = None
    heading: str | None = None
    owner: str | None = None
    perspective: str | None = None
    purpose: str | None = None
    description: str | None = None
    continued_from: str | None = None
    responsible: list[str] = field(default_factory=list)
    contributing: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    coordinated_by: list[str] = field(default_factory=list)
    carried_out_by: list[str] = field(default_factory=list)
    decided_by: list[str] = field(default_factory=list)
    deadline: Deadline | None = None
    judgement: Judgement | None = None
    links: list[Link] = field(default_factory=list)
    key: str | None = None


@dataclass(slots=True, eq=False)
class Value:
    """One outcome or target of a measure.

    Args:
        period: As printed in the column's head or the sentence ("Utfall 2022", "Mål 2023" → "2022",
            "2023"; "jan-apr"), or "" when none is printed.
        text: As printed ("12,8", "Minst 2 500").
        value: The number, or None when it is not one.
        unit: Its unit when it differs from the measure's, or None.
        note: What is printed beside it, or None.
        target: True for a target, False for an outcome.
        column: The column's head as printed ("Prognos 2023"), or None.
        lines: Where it stands.
    """

    period: str
    text: str
    value: Decimal | None
    lines: list[int]
    unit: str | None = None
    note: str | None = None
    target: bool = False
    column: str | None = None


@dataclass(slots=True, eq=False)
class Measure:
    """An indicator.

    Args:
        title: Its name, by the reading rules for titles.
        lines: Where its name stands.
        rule: The rule that read it.
        values: Its outcomes and targets; may be empty ("Nytt mätetal").
        about: The thing it measures; None to take the goal that it stands under, by position.
        placed: Whether its position says so; False: with `about` None it measures nothing.
        responsible: Names of bodies, as printed.
        unit: As printed, or None.
        confidence: How sure the reader is.
        key: The key that the document itself gives, or None.
    """

    title: str
    lines: list[int]
    rule: str
    values: list[Value] = field(default_factory=list)
    about: Thing | None = None
    placed: bool = True
    responsible: list[str] = field(default_factory=list)
    unit: str | None = None
    confidence: Confidence = Confidence.HIGH
    key: str | None = None


@dataclass(slots=True, eq=False)
class Amount:
    """One number of a finance table.

    Args:
        table: The table's title as printed ("Driftsredovisning, mkr").
        row: The row's label, its lines joined, a list mark "-" left out.
        column: The column's head, its lines joined.
        text: As printed ("-1 868").
        value: The number.
        lines: Where row label and number stand.
        rule: The rule that read it.
        unit: "Mkr", "tkr", … or None.
        body: The row's label as a body's name when it is one ("KS/ Kommunstaben"), or None.
        confidence: How sure the reader is.
    """

    table: str
    row: str
    column: str
    text: str
    value: Decimal
    lines: list[int]
    rule: str
    unit: str | None = None
    body: str | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(slots=True, eq=False)
class Announced:
    """A number of things that the document announces ("tre utredningsuppdrag avseende:").

    Args:
        counts: What is counted.
        value: The number announced.
        text: As printed ("tre").
        counted: How many of them were found there.
        lines: Where it is announced.
        heading: Only those under this heading, or None for all of the document.
        rule: The rule that read it.
    """

    counts: ElementKind | Status
    value: int
    text: str
    counted: int
    lines: list[int]
    heading: str | None = None
    rule: str = "stated-total"


@dataclass(slots=True, eq=False)
class Suspicion:
    """Something doubtful, with its wording in both languages (one sentence each) and its lines."""

    kind: DoubtKind
    sv: str
    en: str
    lines: list[int]
    about: Thing | None = None


@dataclass(slots=True, eq=False)
class Found:
    """All that one reader found in a document.

    Args:
        layout: The layout's name.
        things: The elements, in the order of the document.
        measures: The indicators with their values.
        amounts: The numbers of finance tables.
        announced: Numbers of things that the document states about itself.
        suspicions: What is doubtful.
        headings: Numbers of lines that are headings or table heads, which say where facts stand.
        furniture: Numbers of lines that are page furniture.
        unsure: Lines that look as if they were facts of this layout, but were not understood.
    """

    layout: str
    things: list[Thing] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    announced: list[Announced] = field(default_factory=list)
    suspicions: list[Suspicion] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)

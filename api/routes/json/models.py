"""The answers of the JSON API: names in camelCase, ids that stay, every answer says its data."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

__all__ = [
    "Answer",
    "Assessment",
    "Bodies",
    "BodyOut",
    "BodyRef",
    "Data",
    "DocumentOut",
    "Documents",
    "DoubtOut",
    "Doubts",
    "Element",
    "ElementDetail",
    "Elements",
    "Indicator",
    "PassageOut",
    "Ref",
    "SearchAnswer",
    "SearchHit",
    "Step",
]


class Answer(BaseModel):
    """Names in JSON are written in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Data(Answer):
    """Which data an answer is made from."""

    commit: int = Field(description="Number of the archive's last commit.", examples=[3])
    updated: str | None = Field(
        description="When the newest document was read, in UTC; null: none has been.",
        examples=["2024-05-02T08:15:00Z"],
    )


class Ref(Answer):
    """A thing by its id, IRI and name."""

    id: str = Field(description="What follows the base in its IRI; stays the same.")
    iri: str
    name: str


class BodyRef(Ref):
    """A body and its role in an element."""

    role: str = Field(description="responsible, carrying-out, coordinating, contributing or group.")


class PassageOut(Answer):
    """Lines of a document's text."""

    document: str = Field(description="Id of the document.")
    iri: str = Field(description="RFC 5147 fragment of the document's text.")
    first_line: int = Field(description="From 1.")
    last_line: int
    text: str | None = Field(description="What stands there; null when the text has been purged.")


class Element(Answer):
    """A steering element as one document states it."""

    id: str = Field(examples=["lund/special-assignment/plan-2024/arbeta-for-1a2b3c4d"])
    iri: str
    title: str
    kind: str = Field(description="Local name of its class.", examples=["SpecialAssignment"])
    document: str = Field(description="Id of the document that states it.")
    municipality: str = Field(description="Id of the municipality.", examples=["lund"])
    year: int | None = Field(description="The year the document is about.")
    number: str | None = Field(description="Its number as printed.")
    heading: str | None = Field(description="The heading it stands under.")
    bodies: list[BodyRef]
    status: str | None = Field(
        description="By its newest assessment; null: not known.", examples=["ongoing"]
    )
    status_text: str | None = Field(description="The status as printed.")
    forecast: str | None = Field(description="met, uncertain, not-met or null: none stated.")
    deadline: date | None = Field(description="Its last day; null: none stated.")
    deadline_text: str | None = Field(description="The deadline as printed.")
    current: bool = Field(description="Whether no later document continues it.")


class Elements(Answer):
    """A page of elements."""

    data: Data
    total: int = Field(description="How many match.")
    items: list[Element]
    next: str | None = Field(description="Address of the next page; null on the last.")


class Step(Answer):
    """An element that another one serves, or that serves it."""

    id: str
    iri: str
    title: str
    kind: str
    relation: str = Field(description="How the lower serves the upper.", examples=["contributesTo"])
    level: int = Field(description="How many steps away, from 1.")


class Assessment(Answer):
    """What one report says of an element."""

    iri: str
    document: str = Field(description="Id of the report.")
    as_of: date | None
    status: str | None
    status_text: str | None
    forecast: str | None
    comment: str | None
    confidence: str | None = Field(description="How surely it was read: high, medium or low.")


class Indicator(Answer):
    """What measures an element."""

    iri: str
    title: str
    unit: str | None


class DoubtOut(Answer):
    """Something doubtful in a document."""

    id: str
    iri: str
    kind: str = Field(examples=["end-date-passed"])
    severity: Literal["contradiction", "unsure", "missing"]
    document: str = Field(description="Id of the document.")
    concerns: Ref = Field(description="The element or document it is about.")
    sv: str = Field(description="What is doubtful, in Swedish.")
    en: str = Field(description="The same in English.")
    passages: list[PassageOut]


class Doubts(Answer):
    """A page of doubts."""

    data: Data
    total: int
    items: list[DoubtOut]
    next: str | None = Field(description="Address of the next page; null on the last.")


class ElementDetail(Answer):
    """An element with all that is known of it."""

    data: Data
    element: Element
    purpose: str | None
    description: str | None
    perspective: str | None
    above: list[Step] = Field(description="All that it serves, nearest first.")
    below: list[Step] = Field(description="What stands directly under it.")
    continues: list[str] = Field(description="Ids of elements of earlier documents.")
    continued_by: list[str] = Field(description="Ids of elements of later documents.")
    assessments: list[Assessment] = Field(description="The newest first.")
    indicators: list[Indicator]
    doubts: list[DoubtOut]
    passages: list[PassageOut] = Field(description="Where it was read.")


class BodyOut(Answer):
    """A body: a board, a company, the municipality itself."""

    id: str = Field(examples=["lund/board/kommunstyrelsen"])
    iri: str
    name: str
    kind: str = Field(examples=["ExecutiveBoard"])
    municipality: str = Field(description="Id of its municipality; empty: not known.")
    spellings: list[str] = Field(description="Other ways in which documents write its name.")
    abbreviations: list[str]
    parent: str | None = Field(description="Id of the body it is a part of.")
    elements: int = Field(description="How many elements name it, in any role.")


class Bodies(Answer):
    """A page of bodies."""

    data: Data
    total: int
    items: list[BodyOut]
    next: str | None = Field(description="Address of the next page; null on the last.")


class DocumentOut(Answer):
    """A document that has been read."""

    id: str = Field(examples=["lund/document/sarskilda-uppdrag-2024"])
    iri: str
    kind: Literal["plan", "follow-up", "document"]
    title: str
    label: str
    municipality: str
    year: int | None
    as_of: date | None = Field(description="The day whose state it reports.")
    start: date | None = Field(description="First day of the period it covers.")
    end: date | None
    coverage: float | None = Field(description="How much of its lines was understood, 0–1.")
    elements: int
    doubts: int


class Documents(Answer):
    """A page of documents."""

    data: Data
    total: int
    items: list[DocumentOut]
    next: str | None = Field(description="Address of the next page; null on the last.")


class SearchHit(Answer):
    """Something that was found."""

    id: str
    iri: str
    kind: Literal["element", "body", "document", "indicator", "passage"]
    type: str = Field(description="Local name of its class.")
    title: str
    title_html: str = Field(description="Escaped, with what was found within <mark>.")
    snippet_html: str = Field(description="Words around what was found, in the same way.")
    municipality: str
    document: str | None = Field(description="Id of the document that states it.")
    about: str | None = Field(description="Of a passage: id of what was read from it.")


class SearchAnswer(Answer):
    """A page of what a search finds, the best first."""

    data: Data
    total: int
    items: list[SearchHit]
    next: str | None = Field(description="Address of the next page; null on the last.")

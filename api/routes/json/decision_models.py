"""The answers and the requests of the JSON API about decisions on doubts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .models import Answer, Data, PassageOut, Ref

__all__ = ["CorrectionOut", "Corrections", "DecisionIn", "DoubtDetail", "FactOut", "UndoIn"]

_REASON = "For what reason; published with the data. Name no private persons."


class CorrectionOut(Answer):
    """What somebody decided about a fact or a doubt, or how they edited a body."""

    id: str = Field(examples=["12-1"])
    decision: Literal["correct", "accept", "dismiss", "register"] = Field(
        description="correct: another value is right; accept: the doubt is justified, but nothing "
        "better is known; dismiss: what was read is right; register: a body was edited."
    )
    subject: Ref = Field(description="What it is about.")
    document: str | None = Field(description="Id of its document; null: an edit of a body.")
    field: str = Field(description="Which fact; empty where only a doubt is decided.")
    read: list[str] = Field(description="What had been read; of a doubt alone, its wording.")
    corrected: list[str] = Field(description="What is right, for correct and register.")
    doubts: list[str] = Field(description="Ids of the doubts that it settles.")
    by: str
    time: str = Field(description="When, in UTC.")
    why: str
    standing: str = Field(
        description="applies; agreed: the document says the same now; replaced: by a later one; "
        "taken-back; gone, changed, no-body: the document has left it behind."
    )
    taken_back_by: str | None
    taken_back_time: str | None
    taken_back_why: str | None


class Corrections(Answer):
    """A page of corrections."""

    data: Data
    total: int
    items: list[CorrectionOut]
    next: str | None = Field(description="Address of the next page; null on the last.")


class FactOut(Answer):
    """A fact that may be wrong, and can be corrected."""

    id: str = Field(description="What `fact` of a decision names.")
    field: str
    values: str = Field(
        description="What values are: text, date, number, status, forecast, kind or body."
    )
    read: list[str]


class DoubtDetail(Answer):
    """A doubt, open or settled, and what can be decided about it."""

    id: str
    iri: str
    kind: str
    document: str
    concerns: Ref
    sv: str
    en: str
    passages: list[PassageOut]
    open: bool
    stamp: str = Field(
        description="Send it with a decision: it is refused if the document was read again since "
        "and says something else here."
    )
    facts: list[FactOut] = Field(description="What can be corrected instead.")
    settled: CorrectionOut | None = Field(description="What settled it; null while it is open.")


class DecisionIn(Answer):
    """A decision about a doubt."""

    decision: Literal["correct", "accept", "dismiss"]
    why: str = Field(min_length=1, max_length=2000, description=_REASON)
    fact: str = Field(default="", max_length=1000, description="For correct: the fact's id.")
    value: str = Field(
        default="",
        max_length=2000,
        description="For correct: what is right, as people write it: 2024-06-30, Pågår, the names "
        "of bodies with semicolons; a dash where there is to be none.",
    )
    stamp: str | None = Field(default=None, max_length=8, description="As the doubt told it.")


class UndoIn(Answer):
    """Why a decision is taken back."""

    why: str = Field(default="", max_length=2000, description=_REASON)

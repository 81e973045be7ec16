"""The answers in JSON, as pydantic models, and what the API's description says of errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from styrkedja.graph.analysis import BoardAnalysis, BoardMeasures, BodyItem, ElementItem, Pair

from .errors import PROBLEM, Problem

__all__ = [
    "PROBLEMS",
    "Alive",
    "BoardAnswer",
    "BoardPair",
    "BoardsAnswer",
    "ElementAnswer",
    "Health",
    "Ready",
    "StatusCount",
]


def _problem_schema() -> dict[str, Any]:
    """Return the schema of a problem; references would lead nowhere in OpenAPI."""
    schema = Problem.model_json_schema()
    schema["properties"]["errors"]["items"] = schema.pop("$defs")["Fault"]
    return schema


_PROBLEMS = (400, 401, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 429, 431, 503, 504)
PROBLEMS: Mapping[int, dict[int | str, dict[str, Any]]] = MappingProxyType(
    {
        status: {
            status: {
                "description": HTTPStatus(status).phrase,
                "content": {PROBLEM: {"schema": _problem_schema()}},
            }
        }
        for status in _PROBLEMS
    }
)
"""Status → what an operation's `responses` say of it; merge those that apply."""


class _Answer(BaseModel):
    """Names in JSON are written in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Health(_Answer):
    """Whether the service is there."""

    version: str = Field(description="The version of Styrkedja.")
    status: Literal["ok", "degraded"] = Field(
        description="Degraded: the archive cannot be loaded; what was loaded before is served."
    )
    commit: int = Field(description="The number of the archive's last commit.")
    documents: int = Field(description="How many documents the archive holds.")


class Alive(_Answer):
    """That the process answers."""

    status: Literal["alive"] = "alive"


class Ready(_Answer):
    """Whether the service can do its work."""

    archive: bool = Field(description="Whether the archive has been loaded.")
    queries: bool = Field(description="Whether queries can be evaluated.")


class StatusCount(_Answer):
    """How many elements have one status."""

    status: str | None = Field(description="IRI of the status concept; null: not known.")
    elements: int


class BoardAnswer(_Answer):
    """One board's part in the whole."""

    iri: str
    name: str
    kind: str = Field(description="Local name of its class, for example ExecutiveBoard.")
    municipality: str
    load: int = Field(description="Elements it is responsible for, alone or with others.")
    shared: int = Field(description="How many of them it shares.")
    partners: int = Field(description="With how many others it shares.")
    strength: int = Field(description="The sum of its pairs' counts.")
    betweenness: float = Field(description="Share of shortest ways that go by it, 0–1.")
    community: int | None = Field(
        description="Its group of boards that mostly share with each other; null: shares nothing."
    )
    cuts_off: list[list[str]] = Field(
        description="Boards (IRIs) that would lose their link to the rest without it."
    )
    statuses: list[StatusCount]
    overdue: int | None = Field(description="Past their last day; null: the day is not known.")

    @classmethod
    def of(cls, board: BoardMeasures) -> BoardAnswer:
        """Return the answer for one board."""
        body: BodyItem = board.body
        return cls(
            iri=body.iri,
            name=body.name,
            kind=body.kind,
            municipality=body.municipality,
            load=board.load,
            shared=board.shared,
            partners=board.partners,
            strength=board.strength,
            betweenness=board.betweenness,
            community=board.community or None,
            cuts_off=[list(part) for part in board.cuts_off],
            statuses=[StatusCount(status=iri, elements=n) for iri, n in board.statuses],
            overdue=board.overdue,
        )


class BoardPair(_Answer):
    """Two boards that share elements."""

    boards: tuple[str, str] = Field(description="IRIs of the two.")
    count: int = Field(description="How many elements they share.")
    jaccard: float = Field(description="What they share, as part of all that either has, 0–1.")
    elements: list[str] = Field(description="IRIs of what they share.")

    @classmethod
    def of(cls, pair: Pair) -> BoardPair:
        """Return the answer for one pair."""
        return cls(
            boards=(pair.first.iri, pair.second.iri),
            count=pair.count,
            jaccard=pair.jaccard,
            elements=[element.iri for element in pair.elements],
        )


class ElementAnswer(_Answer):
    """An element, such as an assignment, and who is responsible for it."""

    iri: str
    title: str
    kind: str
    document: str = Field(description="IRI of the document that states it.")
    boards: list[str] = Field(description="IRIs of the boards responsible.")
    status: str | None = Field(description="IRI of its status concept.")
    status_text: str | None = Field(description="The status as printed.")
    deadline: date | None

    @classmethod
    def of(cls, element: ElementItem) -> ElementAnswer:
        """Return the answer for one element."""
        return cls(
            iri=element.iri,
            title=element.title,
            kind=element.kind,
            document=element.document,
            boards=list(element.bodies),
            status=element.status,
            status_text=element.status_text,
            deadline=element.deadline,
        )


class BoardsAnswer(_Answer):
    """What the boards share."""

    as_of: date | None = Field(description="The day at which overdue is counted.")
    elements: int = Field(description="How many elements there are in all.")
    parts: int = Field(description="How many parts the network of boards that share has.")
    boards: list[BoardAnswer]
    pairs: list[BoardPair] = Field(description="Pairs that share something, the most first.")
    shared: list[ElementAnswer] = Field(description="Elements with two or more boards.")

    @classmethod
    def of(cls, analysis: BoardAnalysis) -> BoardsAnswer:
        """Return the answer for an analysis."""
        return cls(
            as_of=analysis.as_of,
            elements=len(analysis.elements),
            parts=analysis.parts,
            boards=[BoardAnswer.of(board) for board in analysis.boards],
            pairs=[BoardPair.of(pair) for pair in analysis.pairs],
            shared=[ElementAnswer.of(element) for element in analysis.shared],
        )

"""What is asked of a worker and what it says back, and how both cross between processes.

A question travels over the worker's line as one frame of JSON, and so does the verdict, when the
body stands whole in the memory file that worker and web process share. A worker that ends before
has sent no verdict, so half an answer cannot get out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, BinaryIO

__all__ = ["LENGTH", "Outcome", "Question", "Verdict", "frame", "read_frame"]

LENGTH = 4  # bytes of a frame's length, big-endian


class Outcome(StrEnum):
    """How a query that ran to its end came out."""

    ANSWER = "answer"
    SYNTAX = "syntax"
    REFUSED = "refused"
    NOT_ACCEPTABLE = "not-acceptable"


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query and the forms in which its answer is wanted.

    Args:
        query: The text.
        rows: The form of rows or a truth value, a name of `RESULT_FORMATS`; None when the
            client accepts none of them.
        graph: The form of a graph, a name of `RDF_FORMATS`; None likewise.
        default_graphs: IRIs of the graphs that make the default graph; None means all.
        named_graphs: IRIs of the graphs that GRAPH sees; None means all.
        base: What relative IRIs are relative to where the query says nothing of it; None: such a
            query is refused.
        foreign: Whether strangers wrote the text: then it is held to the limits for such
            (`check_limits`), and the rows of its answer are capped.
    """

    query: str
    rows: str | None = "json"
    graph: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None
    foreign: bool = True

    def to_json(self, seconds: float) -> bytes:
        """Return the question as JSON, with the time that there is for it."""
        return json.dumps([{name: getattr(self, name) for name in _QUESTION}, seconds]).encode()

    @classmethod
    def from_json(cls, content: bytes) -> tuple[Question, float]:
        """Return the question and the seconds that `to_json` wrote."""
        value: dict[str, Any]
        value, seconds = json.loads(content)
        for name in ("default_graphs", "named_graphs"):
            if value[name] is not None:
                value[name] = tuple(value[name])
        return cls(**value), seconds


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a query came out.

    Args:
        outcome: Answer, or why there is none.
        detail: The name of the answer's form, or what is wrong with the query.
        graph: Whether the answer is a graph rather than rows or a truth value.
        size: Bytes of the body.
        cut: How many rows or triples the answer has when there are more, else None.
        last: Whether the worker ends after this one.
    """

    outcome: Outcome
    detail: str
    graph: bool = False
    size: int = 0
    cut: int | None = None
    last: bool = False

    def to_json(self) -> bytes:
        """Return the verdict as JSON."""
        return json.dumps({name: getattr(self, name) for name in _VERDICT}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Verdict:
        """Return the verdict that `to_json` wrote."""
        value: dict[str, Any] = json.loads(content)
        return cls(**{**value, "outcome": Outcome(value["outcome"])})


# `asdict` copies every value, which takes longer than all else that is done with a question.
_QUESTION = tuple(field.name for field in fields(Question))
_VERDICT = tuple(field.name for field in fields(Verdict))


def frame(content: bytes) -> bytes:
    """Return the content with its length before it."""
    return len(content).to_bytes(LENGTH, "big") + content


def read_frame(source: BinaryIO) -> bytes | None:
    """Return the content of the next frame, None when the source is at its end.

    Raises:
        EOFError: The source ends before the frame does.
    """
    head = source.read(LENGTH)
    if not head:
        return None
    content = source.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""
    if len(head) < LENGTH or len(content) < int.from_bytes(head, "big"):
        raise EOFError("a frame was cut short")
    return content

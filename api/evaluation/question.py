"""What is asked of a worker and what it says back, and how both cross between processes.

A question travels as one frame of JSON. What the worker says stands in one memory file: a frame
of JSON (the verdict) and after it the body. The keeper passes the file on only when the worker
has ended well, so half an answer cannot get out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, BinaryIO

__all__ = ["Outcome", "Question", "Signal", "Verdict", "frame", "read_frame"]

_LENGTH = 4  # bytes of a frame's length, big-endian


class Signal(StrEnum):
    """What the keeper tells a client, one byte each."""

    STARTED = "S"
    DONE = "D"  # comes with the memory file
    TIME = "T"
    MEMORY = "M"
    CRASH = "C"


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
    """

    query: str
    rows: str | None = "json"
    graph: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None

    def to_json(self) -> bytes:
        """Return the question as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Question:
        """Return the question that `to_json` wrote."""
        value: dict[str, Any] = json.loads(content)
        for name in ("default_graphs", "named_graphs"):
            if value[name] is not None:
                value[name] = tuple(value[name])
        return cls(**value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a query came out.

    Args:
        outcome: Answer, or why there is none.
        detail: The name of the answer's form, or what is wrong with the query.
        graph: Whether the answer is a graph rather than rows or a truth value.
    """

    outcome: Outcome
    detail: str
    graph: bool = False

    def to_json(self) -> bytes:
        """Return the verdict as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Verdict:
        """Return the verdict that `to_json` wrote."""
        value: dict[str, Any] = json.loads(content)
        return cls(Outcome(value["outcome"]), value["detail"], value["graph"])


def frame(content: bytes) -> bytes:
    """Return the content with its length before it."""
    return len(content).to_bytes(_LENGTH, "big") + content


def read_frame(source: BinaryIO) -> bytes:
    """Return the content of the next frame.

    Raises:
        EOFError: The source ends before the frame does.
    """
    head = source.read(_LENGTH)
    content = source.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(content) < int.from_bytes(head, "big"):
        raise EOFError("a frame was cut short")
    return content

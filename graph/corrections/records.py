"""Corrections as records: who said what of which fact, when and why, and who took it back.

A record belongs to one document. It names the thing and the field that it is about, what had been
read, and what was decided; nothing in it changes afterwards but that it can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from styrkedja.graph.archive import Commit

__all__ = ["Correction", "Decision", "Said", "TakenBack", "correction_entry", "replay_corrections"]


class Decision(StrEnum):
    """What a person decided about a fact."""

    CORRECT = "correct"
    """It was read or printed wrongly; another value is given."""
    ACCEPT = "accept"
    """The doubt is right, and nothing better is known: the fact stays as it was read."""
    DISMISS = "dismiss"
    """The doubt is unfounded: what was read is right."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A value.

    Args:
        term: The RDF term as N-Triples (`<…/status/ongoing>`, `"2024-06-30"^^<…#date>`).
        words: The same in words for people, as it was called when it was said.
    """

    term: str
    words: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That a correction was taken back: by whom, when (ISO 8601 in UTC), and why ("" not told)."""

    by: str
    time: str
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about one fact.

    Args:
        id: Its name in the archive, `{commit}-{number}`; empty before it is written.
        document: IRI of the document.
        subject: IRI of the thing that the fact is about; of the element or document that a doubt
            concerns where only the doubt is decided.
        field: Name of the field (`graph.corrections.fields`); empty where only doubts are decided.
        title: What the thing is called, as it was read.
        decision: What was decided.
        read: What had been read; empty for nothing.
        corrected: What is right, for `Decision.CORRECT`; empty for nothing.
        doubts: IRIs of the doubts that are closed by it.
        evidence: SHA-256 of the lines that the fact was read from, in hex.
        by: Who decided.
        why: For what reason; may be empty.
        time: When, as ISO 8601 in UTC; empty before it is written.
        taken_back: Who took it back, or None.
    """

    id: str
    document: str
    subject: str
    field: str
    title: str
    decision: Decision
    read: tuple[Said, ...]
    corrected: tuple[Said, ...]
    doubts: tuple[str, ...]
    evidence: str
    by: str
    why: str
    time: str = ""
    taken_back: TakenBack | None = None

    @property
    def place(self) -> tuple[str, str, tuple[str, ...]]:
        """What it is about: of two that are about the same, the later counts."""
        return (self.subject, self.field, () if self.field else self.doubts)


def correction_entry(correction: Correction) -> dict[str, Any]:
    """Return a correction as its commit holds it; the commit itself has number, time and who."""
    return {
        "subject": correction.subject,
        "field": correction.field,
        "title": correction.title,
        "decision": correction.decision.value,
        "read": [[said.term, said.words] for said in correction.read],
        "corrected": [[said.term, said.words] for said in correction.corrected],
        "doubts": list(correction.doubts),
        "evidence": correction.evidence,
        "why": correction.why,
    }


def replay_corrections(commits: Iterable[Commit]) -> tuple[Correction, ...]:
    """Return a document's corrections in the order in which they were made.

    Args:
        commits: The document's commits of the action `"corrections"`, oldest first.
    """
    found: dict[str, Correction] = {}
    for commit in commits:
        content = commit.content
        for number, entry in enumerate(content.get("corrections", ()), start=1):
            name = f"{commit.number}-{number}"
            found[name] = _correction(name, content, entry, commit.time)
        for entry in content.get("taken_back", ()):
            taken = TakenBack(content["by"], commit.time, entry["why"])
            found[entry["id"]] = replace(found[entry["id"]], taken_back=taken)
    return tuple(found.values())


def _correction(
    name: str, content: Mapping[str, Any], entry: Mapping[str, Any], time: str
) -> Correction:
    return Correction(
        id=name,
        document=content["document"],
        subject=entry["subject"],
        field=entry["field"],
        title=entry["title"],
        decision=Decision(entry["decision"]),
        read=tuple(Said(*said) for said in entry["read"]),
        corrected=tuple(Said(*said) for said in entry["corrected"]),
        doubts=tuple(entry["doubts"]),
        evidence=entry["evidence"],
        by=content["by"],
        why=entry["why"],
        time=time,
    )

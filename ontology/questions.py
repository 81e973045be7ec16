"""The competency questions: what the ontology and the queries must be able to answer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Question", "Subject", "competency_questions"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a strategist asks.

    Args:
        number: Its number, which no other question ever gets.
        sv: The question in Swedish.
        en: The same in English.
    """

    number: int
    sv: str
    en: str

    @property
    def name(self) -> str:
        """What queries call it in their headers ("CQ2")."""
        return f"CQ{self.number}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Questions about one thing.

    Args:
        key: Its short name ("responsibility").
        sv: What it is about in Swedish.
        en: The same in English.
        questions: Its questions, by number.
    """

    key: str
    sv: str
    en: str
    questions: tuple[Question, ...]


@cache
def competency_questions() -> tuple[Subject, ...]:
    """Return the questions, by subject in the order of the file.

    >>> competency_questions()[0].questions[0].name
    'CQ1'
    """
    file = files("styrkedja.ontology") / "competency_questions.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    found: dict[str, list[Question]] = {key: [] for key in content["subjects"]}
    for entry in content["question"]:
        found[entry["subject"]].append(Question(entry["number"], entry["sv"], entry["en"]))
    return tuple(
        Subject(
            key=key,
            sv=label["sv"],
            en=label["en"],
            questions=tuple(sorted(found[key], key=lambda question: question.number)),
        )
        for key, label in content["subjects"].items()
    )

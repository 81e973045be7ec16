"""Which queries answer which competency question; run this module to make the page of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from styrkedja.ontology import competency_questions, json_ld_context

from .library import Query, all_queries

__all__ = ["answers", "competency_page", "untouched_terms"]

_TERM = re.compile(r"\bsk:([A-Za-z]\w*)")

_HEAD = """# Competency questions

What the ontology and the [library of queries](../queries/README.md) answer: {count} questions in
Swedish and English. A number is never given to another question. Each query names its questions
in its header, and its rows on the examples are in `tests/queries/test_answers.py`. Made by
`python -m styrkedja.queries.competency`; not edited by hand.
"""


def answers() -> dict[str, tuple[Query, ...]]:
    """Return the queries that answer each competency question, by its name ("CQ2").

    Every question is there; one that no query answers has an empty tuple.
    """
    queries = all_queries()
    return {
        question.name: tuple(q for q in queries if question.name in q.header.answers)
        for subject in competency_questions()
        for question in subject.questions
    }


def untouched_terms() -> tuple[str, ...]:
    """Return the classes and properties of the ontology that no query names, sorted.

    What no question needs is either missing a question or not needed.
    """
    known = {
        match[1]
        for definition in json_ld_context()["@context"].values()
        if (match := _TERM.fullmatch(_iri(definition))) is not None
    }
    used = {match[1] for query in all_queries() for match in _TERM.finditer(query.source)}
    return tuple(sorted(known - used, key=str.lower))


def _iri(definition: object) -> str:
    return str(definition["@id"] if isinstance(definition, dict) else definition)


def competency_page() -> str:
    """Return all questions with the queries that answer them, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    found = answers()
    yield _HEAD.format(count=len(found)).rstrip()
    for subject in competency_questions():
        yield from ("", f"## {subject.sv} – {subject.en}", "")
        yield from ("| | Fråga | Question | Queries |", "|---|---|---|---|")
        for question in subject.questions:
            links = ", ".join(
                f"[`{query.name}`](../queries/{query.subject}/{query.name}.rq)"
                for query in found[question.name]
            )
            yield f"| {question.name} | {question.sv} | {question.en} | {links or '–'} |"
    yield from ("", "## Terms that no query names", "")
    yield ", ".join(f"`sk:{name}`" for name in untouched_terms()) or "None."


if __name__ == "__main__":
    sys.stdout.write(competency_page())

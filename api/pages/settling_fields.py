"""The fields in which another value is given for a fact: choices, days, numbers, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from styrkedja.graph.corrections import DoubtCase, Fact, Said
from styrkedja.graph.corrections.fields import KINDS
from styrkedja.graph.corrections.values import concept_word
from styrkedja.graph.model import Forecast, Status
from styrkedja.ontology.namespaces import FORECAST, SK, STATUS

from .translation import Language

__all__ = ["Entry", "entries_of", "said_words", "value_given"]

_SPARE = 2  # empty choices of bodies besides those that were read
_LEAST = 3
_MOST = 12
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact that can be corrected, and how its value is given.

    Args:
        number: Its place among the doubt's facts, from 0.
        name: What the fact is called.
        read: What was read, in words; empty for nothing.
        values: "text", "date", "number", "status", "forecast", "kind" or "body".
        choices: What can be chosen, as value and words.
        given: What the fields hold; one for each field.
        optional: Whether the fact may have no value.
        none: Whether it is said to have none.
    """

    number: int
    name: str
    read: str
    values: str
    choices: tuple[tuple[str, str], ...]
    given: tuple[str, ...]
    optional: bool
    none: bool


def entries_of(
    case: DoubtCase, language: Language, given: Mapping[str, Sequence[str]]
) -> list[Entry]:
    """Return the fields for the facts of a doubt.

    Args:
        case: The doubt.
        language: The language of names and words.
        given: Names of fields → what they hold, of a form that is shown again; empty for a new one.
    """
    return [_entry(case, at, fact, language, given) for at, fact in enumerate(case.facts)]


def _entry(
    case: DoubtCase,
    at: int,
    fact: Fact,
    language: Language,
    given: Mapping[str, Sequence[str]],
) -> Entry:
    field = fact.field
    assert field is not None  # noqa: S101 - a doubt's facts have fields; says so to mypy
    read = case.document.read(fact)
    before: list[str] = []
    if field.values == "body":
        by_iri = case.document.bodies.by_iri
        before = [by_iri[t.value].key for t in fact.values if t.value in by_iri]
    elif field.values in ("text", "date", "number"):
        before = [said.words for said in read[:1]]
    held = list(given.get(f"value-{at}", before))
    if field.values == "body":
        wanted = max(_LEAST, len(held) + _SPARE)
        held = [*held, *([""] * wanted)][: min(wanted, max(_MOST, len(held)))]
    words = said_words(field.values, read, language)
    return Entry(
        number=at,
        name=field.heading(language),
        read=words,
        values=field.values,
        choices=_choices(case, fact, field.values, language),
        given=tuple(held) if field.values == "body" else tuple(held[:1] or [""]),
        optional=not field.needed and field.values != "number",
        none=f"none-{at}" in given,
    )


def said_words(values: str, read: Sequence[Said], language: Language) -> str:
    """Return values in words; concepts in the page's language, all else as it was said.

    Args:
        values: What sort of values they are, as `Field.values` has it.
        read: The values.
        language: The language.
    """
    concept = values in ("status", "forecast", "kind")
    words = (
        concept_word(said.term.strip("<>"), language) if concept else said.words for said in read
    )
    return "; ".join(words)


def _choices(
    case: DoubtCase, fact: Fact, values: str, language: Language
) -> tuple[tuple[str, str], ...]:
    if values == "status":
        return tuple((one.value, concept_word(STATUS + one.value, language)) for one in Status)
    if values == "forecast":
        return tuple((one.value, concept_word(FORECAST + one.value, language)) for one in Forecast)
    if values == "kind":
        group = next((one for one in KINDS if fact.kind in one), frozenset())
        return tuple((one, concept_word(SK + one, language)) for one in sorted(group))
    if values == "body":
        bodies = case.document.bodies.register.bodies
        pairs = ((body.key, body.name) for body in bodies)
        return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))
    return ()


def value_given(form: FormData, at: int, fact: Fact) -> str:
    """Return the value that a form gives for a fact, as people write it in a table.

    Args:
        form: The form.
        at: The fact's place among the doubt's facts.
        fact: The fact.
    """
    if f"none-{at}" in form:
        return _NOTHING
    given = [one for one in form.getlist(f"value-{at}") if isinstance(one, str) and one.strip()]
    several = fact.field is not None and fact.field.values == "body"
    return "; ".join(given) if several else (given[0] if given else "")

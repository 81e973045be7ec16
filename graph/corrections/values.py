"""Values in words for people, and what people write as values: statuses, bodies, days, numbers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import pyoxigraph as ox

from styrkedja.graph.model import Body, Register
from styrkedja.graph.profiles import fold
from styrkedja.graph.rdf.iris import Iris
from styrkedja.graph.rdf.terms import Term
from styrkedja.ontology import ontology_quads
from styrkedja.ontology.namespaces import (
    BODY_KIND,
    FORECAST,
    RDFS,
    SK,
    SKOS,
    STATUS,
    XSD,
)

from .fields import KINDS, Field
from .records import Said

__all__ = [
    "NOTHING",
    "Bodies",
    "NoValueError",
    "concept_word",
    "concept_words",
    "day_of",
    "parse_values",
    "said_of",
    "split_many",
    "term_of",
    "words_of",
]

NOTHING = frozenset({"-", "–", "—", "inget", "ingen", "inga", "none"})
"""What is written where a fact has no value."""

_SCHEMES = {"status": STATUS, "forecast": FORECAST, "body kind": BODY_KIND}
_WORDS = (f"{RDFS}label", f"{SKOS}prefLabel", f"{SKOS}altLabel")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_PARTS = re.compile(r"[;\n]+")
_NEAR = 3
_DIGITS = 40  # of a number, before its decimal sign or after it


class NoValueError(ValueError):
    """A text is no value of its field; the message says what is wanted, in "sv" and "en"."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(en)
        self.sv = sv
        self.en = en


class Bodies:
    """The bodies of one municipality by what people call them.

    Args:
        register: Its register.
        base: What all IRIs begin with.
    """

    def __init__(self, register: Register, base: str) -> None:
        self.register = register
        self._iris = Iris(base, register.municipality.slug)
        self.by_iri = {self._iris.body(body.key): body for body in register.bodies}
        self._named: dict[str, Body] = {}
        for body in register.bodies:
            for word in (*body.spellings, *body.abbreviations, body.key):
                self._named.setdefault(fold(word), body)
        self._named |= {fold(body.name): body for body in register.bodies}

    def find(self, text: str) -> Body | None:
        """Return the body of this name, spelling, abbreviation or key; None when there is none.

        An abbreviation that the register does not have is understood as in a document.
        """
        from styrkedja.graph.profiles import default_profile
        from styrkedja.graph.reading.abbreviations import expand, is_abbreviation

        found = self._named.get(fold(text))
        if found is None and is_abbreviation(text):
            usual = default_profile().abbreviations.get(text)
            if usual is None:
                return expand(text, self.register)
            found = self._named.get(fold(usual))
        return found

    def said(self, body: Body) -> Said:
        """Return a body as a value."""
        return Said(f"<{self._iris.body(body.key)}>", body.name)

    def near(self, text: str) -> list[str]:
        """Return the names of bodies that look like a text, the likeliest first."""
        names = [body.name for body in self.register.bodies]
        return difflib.get_close_matches(text, names, n=_NEAR, cutoff=0.5)


def parse_values(text: str, field: Field, bodies: Bodies) -> tuple[Said, ...]:
    """Return the values that a person wrote for a field; none where the text says there are none.

    Args:
        text: What was written, not empty.
        field: The field.
        bodies: The bodies of the municipality.

    Raises:
        NoValueError: It is no value of the field.
    """
    if text.strip().casefold() in NOTHING:
        if field.needed or field.values == "number":
            raise NoValueError(f"{field.sv} måste ha ett värde", f"{field.en} must have a value")
        return ()
    if field.values == "body":
        found = {bodies.said(_body(part, bodies)) for part in split_many(text)}
        return tuple(sorted(found))
    return (_single(text.strip(), field),)


def split_many(text: str) -> list[str]:
    """Return the parts of a cell with several values, which semicolons or line breaks divide."""
    return [part for part in (" ".join(one.split()) for one in _PARTS.split(text)) if part]


def _body(text: str, bodies: Bodies) -> Body:
    body = bodies.find(text)
    if body is None:
        near = bodies.near(text)
        sv = f"; menas {' eller '.join(near)}?" if near else "."
        en = f"; is {' or '.join(near)} meant?" if near else "."
        raise NoValueError(
            f"”{text}” finns inte i registret{sv} Flera organ skiljs åt med semikolon; ett organ "
            "som saknas läggs till på bladet Organ",
            f"“{text}” is not in the register{en} Put semicolons between several bodies; add one "
            "that is missing on the sheet of bodies",
        )
    return body


def _single(text: str, field: Field) -> Said:
    if field.values == "text":
        words = " ".join(text.split())
        return Said(str(ox.Literal(words, language="sv")), words)
    if field.values == "date":
        day = day_of(text)
        return Said(_typed(day.isoformat(), "date"), day.isoformat())
    if field.values == "number":
        number = _number(text)
        whole = number if "." in number else f"{number}.0"
        return Said(_typed(whole, "decimal"), number.replace(".", ","))
    wanted = concept_words(field.values)
    iri = wanted.get(fold(text))
    if iri is None:
        choices = sorted({concept_word(one) for one in wanted.values()})
        listed = ", ".join(choices)
        raise NoValueError(
            f"”{text}” är inte något värde för {field.sv}; välj bland: {listed}",
            f"“{text}” is no value of {field.en}; choose one of: {listed}",
        )
    return Said(f"<{iri}>", concept_word(iri))


def day_of(text: str) -> date:
    """Return the day that a cell holds, in any wording that stands for one in documents.

    A month or a quarter is its last day. What could be read in two ways is none ("06/07/2024").

    Raises:
        NoValueError: It is no day.

    >>> day_of("2024-06-30 00:00:00"), day_of("juni 2024")
    (datetime.date(2024, 6, 30), datetime.date(2024, 6, 30))
    """
    from styrkedja.graph.reading.dates import read_deadline

    match = _DAY.fullmatch(text.strip())
    try:
        day = date.fromisoformat(match[1]) if match else read_deadline(text.strip()).day
    except ValueError:
        day = None
    if day is None:
        raise NoValueError(
            f"”{text}” är ingen dag; skriv den som 2024-06-30",
            f"“{text}” is no day; write it like 2024-06-30",
        )
    return day


def _number(text: str) -> str:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    # An exponent makes a few signs a number of a million digits.
    if not value.is_finite() or not -_DIGITS < value.adjusted() < _DIGITS or len(plain) > _DIGITS:
        raise NoValueError(
            f"”{text}” är inget tal; skriv det som 12,8", f"“{text}” is no number; write 12,8"
        )
    return format(value, "f")


@cache
def concept_words(values: str) -> Mapping[str, str]:
    """Return what people call the values of a field, letters and digits only → the concept's IRI.

    Args:
        values: "status", "forecast", "kind" (of an element) or "body kind".
    """
    kinds = {f"{SK}{local}" for group in KINDS for local in group}
    found: dict[str, str] = {}
    for quad in ontology_quads():
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            continue
        iri = quad.subject.value
        own = iri in kinds if values == "kind" else iri.startswith(_SCHEMES[values])
        if own:
            found.setdefault(fold(re.split(r"[/#]", iri)[-1]), iri)
            if quad.predicate.value in _WORDS:
                found[fold(quad.object.value)] = iri
    return found


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    return {
        (quad.subject.value, quad.object.language or ""): quad.object.value
        for quad in ontology_quads()
        if quad.predicate.value == f"{RDFS}label"
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
    }


def concept_word(iri: str, lang: str = "sv") -> str:
    """Return what a concept or class of the ontology is called; its IRI when it has no label."""
    return _labels().get((iri, lang), iri)


def words_of(term: Term, names: Mapping[str, str]) -> str:
    """Return a value in words.

    Args:
        term: The value.
        names: What bodies are called, by their IRIs.
    """
    if isinstance(term, ox.Literal):
        number = term.datatype.value == f"{XSD}decimal"
        return term.value.removesuffix(".0").replace(".", ",") if number else term.value
    return names.get(term.value) or concept_word(term.value)


def said_of(term: Term, names: Mapping[str, str]) -> Said:
    """Return a term of a graph as a value, with its words."""
    return Said(str(term), words_of(term, names))


def term_of(said: Said) -> Term:
    """Return the RDF term of a value."""
    line = f"<urn:x> <urn:y> {said.term} .\n"
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    term: Term = quad.object
    return term


def _typed(text: str, datatype: str) -> str:
    return str(ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{datatype}")))

"""Parameters: from a value to an RDF term to a line `VALUES ?name { … }`; never pasted text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import pyoxigraph as ox

from styrkedja.errors import ParameterError, QueryHeaderError
from styrkedja.ontology.namespaces import XSD

__all__ = ["KINDS", "Parameter", "Value", "fill", "parameter_of", "slots_of"]

KINDS = ("iri", "text", "date", "year", "number", "one-of")

Value: TypeAlias = (
    "str | int | float | Decimal | date | Iterable[str | int | Decimal | date] | None"
)
"""What a parameter may be given; None (nothing) leaves it open, several mean any of them."""

_One: TypeAlias = "str | int | float | Decimal | date"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ONE_OF = re.compile(r"one-of\((?P<choices>[^()]*)\)")
_SLOT = re.compile(r"^(?P<before>[ \t]*VALUES \?(?P<name>\w+) )\{ UNDEF \}[ \t]*$", re.MULTILINE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_LONGEST = 2000
_REQUIRED = "required"
_ADVICE_SV = {
    "iri": "Skriv en hel adress (IRI), till exempel https://w3id.org/styrkedja/id/lund.",
    "text": f"Skriv en text med högst {_LONGEST} tecken.",
    "date": "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2024-12-31.",
    "year": "Skriv året med fyra siffror, till exempel 2024.",
    "number": "Skriv ett tal med siffror, och med punkt före decimaler.",
    "one-of": "Välj ett av dessa: {choices}.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Args:
        name: The variable, without question mark.
        kind: One of `KINDS`.
        choices: What "one-of" allows; empty for the other kinds.
        default: What is taken when nothing is given, or None: then it is left open.
        required: Whether a value must be given; the header then says `required` as its default.
        sv: What it is, in Swedish.
        en: What it is, in English.
    """

    name: str
    kind: str
    choices: tuple[str, ...]
    default: str | None
    required: bool
    sv: str
    en: str

    def caption(self, lang: str) -> str:
        """Return what it is, in "sv" or "en"."""
        return self.sv if lang == "sv" else self.en

    def term(self, value: object) -> str:
        """Return one value as an RDF term in SPARQL's own form.

        Raises:
            ParameterError: The value does not fit the kind.
        """
        try:
            return str(_TERMS[self.kind](self, value))
        except ValueError as error:
            raise ParameterError(
                f"{self.name}: {str(value)[:100]!r} is no {self.kind}: {error}",
                sv=_ADVICE_SV[self.kind].format(choices=", ".join(self.choices)),
                names=(self.name,),
            ) from error


def parameter_of(text: str, query: str) -> Parameter:
    """Return the parameter that a header line describes: name | kind | default | sv | en.

    Raises:
        QueryHeaderError: The line has another form, or the kind is not known.
    """
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 5 or not (parts[3] and parts[4] and _NAME.fullmatch(parts[0])):
        raise QueryHeaderError(
            f"{query}: a parameter is name | kind | default | Swedish | English: {text}"
        )
    one_of = _ONE_OF.fullmatch(parts[1])
    kind = "one-of" if one_of else parts[1]
    choices = tuple(c.strip() for c in one_of["choices"].split(",")) if one_of else ()
    if kind not in KINDS or (kind == "one-of") != bool(one_of) or not all(choices):
        raise QueryHeaderError(
            f"{query}: no kind of parameter {parts[1]!r}; there are "
            f"{', '.join(KINDS[:-1])}, one-of(a, b)"
        )
    required = parts[2] == _REQUIRED
    default = None if required else parts[2] or None
    parameter = Parameter(parts[0], kind, choices, default, required, parts[3], parts[4])
    if parameter.default is not None:
        try:
            parameter.term(parameter.default)
        except ParameterError as error:
            raise QueryHeaderError(f"{query}: the default does not fit: {error}") from error
    return parameter


def slots_of(text: str) -> frozenset[str]:
    """Return the names that stand in lines `VALUES ?name { UNDEF }` of a query."""
    return frozenset(match["name"] for match in _SLOT.finditer(text))


def fill(text: str, parameters: Iterable[Parameter], values: dict[str, Value]) -> str:
    """Return the query with the lines of the parameters that have a value refilled.

    Args:
        text: The query.
        parameters: Its parameters.
        values: Name → value; None and absent mean the default, or open where there is none.

    Raises:
        ParameterError: A name is not a parameter's, or a value does not fit.
    """
    known = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(set(values) - set(known))
    if unknown:
        names, there = ", ".join(unknown), ", ".join(known)
        raise ParameterError(
            f"no parameter {names}; this query has {there or 'none'}",
            sv=f"Frågan har ingen parameter {names}; den har {there or 'inga'}.",
            names=tuple(unknown),
        )
    lacking = [name for name, one in known.items() if one.required and values.get(name) is None]
    if lacking:
        raise ParameterError(
            f"a value is needed for {', '.join(lacking)}",
            sv=f"Ange ett värde för {', '.join(lacking)}.",
            names=tuple(lacking),
        )
    terms = {
        name: _terms(parameter, values.get(name))
        for name, parameter in known.items()
        if values.get(name) is not None or parameter.default is not None
    }

    def refilled(slot: re.Match[str]) -> str:
        name = slot["name"]
        return f"{slot['before']}{{ {terms[name]} }}" if name in terms else slot[0]

    return _SLOT.sub(refilled, text)


def _terms(parameter: Parameter, value: Value) -> str:
    if value is None:
        value = parameter.default
    several = isinstance(value, Iterable) and not isinstance(value, str)
    given = list(value) if several else [value]  # type: ignore[arg-type]  # seen by `several`
    if not given:
        raise ParameterError(
            f"{parameter.name}: an empty list; give None to leave it open",
            sv=f"Ange minst ett värde för {parameter.name}.",
            names=(parameter.name,),
        )
    return " ".join(parameter.term(one) for one in given)


def _iri(parameter: Parameter, value: object) -> ox.NamedNode:
    if not isinstance(value, str):
        raise ValueError("an IRI is text")
    return ox.NamedNode(value)


def _text(parameter: Parameter, value: object) -> ox.Literal:
    if not isinstance(value, str):
        raise ValueError("not text")
    if len(value) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters")
    return ox.Literal(value)


def _date(parameter: Parameter, value: object) -> ox.Literal:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date) and not _DAY.fullmatch(str(value)):
        raise ValueError("write the day as YYYY-MM-DD")
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))


def _year(parameter: Parameter, value: object) -> ox.Literal:
    year = int(str(value)) if re.fullmatch(r"[0-9]{4}", str(value)) else 0
    if not year:
        raise ValueError("a year has four digits")
    return ox.Literal(year)


def _number(parameter: Parameter, value: object) -> ox.Literal:
    if not _NUMBER.fullmatch(str(value)):
        raise ValueError("digits, with a point before decimals")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if number == number.to_integral_value():
        return ox.Literal(str(int(number)), datatype=ox.NamedNode(f"{XSD}integer"))
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(f"{XSD}decimal"))


def _one_of(parameter: Parameter, value: object) -> ox.Literal:
    if value not in parameter.choices:
        raise ValueError(f"choose {', '.join(parameter.choices)}")
    return ox.Literal(str(value))


_TERMS = {
    "iri": _iri,
    "text": _text,
    "date": _date,
    "year": _year,
    "number": _number,
    "one-of": _one_of,
}

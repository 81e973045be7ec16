"""Answers for people: columns with headings, cells with names and links instead of identifiers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Table, Term
from styrkedja.ontology.namespaces import PREFIXES, RDFS, XSD
from styrkedja.queries import Column

from .rendering import Visit
from .translation import Text, show_date, show_number
from .views import Ref, ref

__all__ = [
    "MOST_SHOWN",
    "NUMBERS",
    "Answer",
    "Cell",
    "answer_of",
    "cell_words",
    "found_answer",
    "term_of",
    "triples_of",
]

MOST_SHOWN = 1000
"""Rows that a page shows."""

NUMBERS = frozenset(
    XSD + name
    for name in (
        "decimal", "integer", "double", "float", "int", "long", "short", "byte",
        "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong",
    )
)  # fmt: skip
"""Datatypes whose values are numbers."""

Cell: TypeAlias = Ref | Text | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for people.

    Args:
        headings: What the columns are called.
        kinds: What they hold: "iri", "text", "number", "year", "date".
        rows: At most `MOST_SHOWN` rows, a cell a column.
        count: How many rows the whole answer has.
        truth: The answer to a question of yes or no, which has no rows; else None.
        links: Whether each row is a triple: a link from its first cell to its last.
    """

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    truth: bool | None = None
    links: bool = False


def answer_of(table: Table, columns: Sequence[Column], visit: Visit) -> Answer:
    """Return a library question's answer; a column that names the thing of another is one with it.

    Args:
        table: The rows.
        columns: What they hold, in the order to show.
        visit: For whom.
    """
    place = {name: at for at, name in enumerate(table.columns)}
    shown = table.rows[:MOST_SHOWN]
    cells = {
        column.name: [_cell(row[place[column.name]], column.kind, visit) for row in shown]
        for column in columns
    }
    kinds = {column.name: column.kind for column in columns}
    for thing in [column.name for column in columns if column.kind == "iri"]:
        terms = [row[place[thing]] for row in shown]
        for name in [name for name, kind in kinds.items() if kind == "text"]:
            if _names(terms, cells[name], visit):
                cells[name] = cells.pop(thing)
                kinds.pop(thing)
                kinds[name] = "iri"
                break
    kept = [column for column in columns if column.name in cells]
    return Answer(
        headings=tuple(column.heading(visit.language) for column in kept),
        kinds=tuple(kinds[column.name] for column in kept),
        rows=tuple(zip(*(cells[column.name] for column in kept), strict=True)),
        count=len(table.rows),
    )


def found_answer(content: bytes, visit: Visit) -> Answer:
    """Return the answer to a user's own SELECT or ASK.

    Args:
        content: SPARQL 1.1 Query Results JSON.
        visit: For whom.
    """
    found = json.loads(content)
    if "boolean" in found:
        return Answer((), (), (), 0, truth=found["boolean"])
    names: list[str] = found["head"]["vars"]
    bindings: list[Mapping[str, Mapping[str, str]]] = found["results"]["bindings"]
    shown = bindings[:MOST_SHOWN]
    kinds = tuple(_kind([row[name] for row in shown if name in row]) for name in names)
    return Answer(
        headings=tuple(names),
        kinds=kinds,
        rows=tuple(
            tuple(
                _cell(term_of(row.get(name)), kind, visit)
                for name, kind in zip(names, kinds, strict=True)
            )
            for row in shown
        ),
        count=len(bindings),
    )


def triples_of(content: bytes, headings: tuple[str, str, str], visit: Visit) -> Answer:
    """Return the triples of a CONSTRUCT or DESCRIBE, in the order in which they came.

    Args:
        content: N-Triples.
        headings: What subject, predicate and object are called.
        visit: For whom.
    """
    triples = list(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
    return Answer(
        headings=headings,
        kinds=("iri", "iri", "text"),
        rows=tuple(
            (
                _cell(one.subject, "iri", visit),
                _cell(one.predicate, "iri", visit),
                _cell(one.object, "text", visit),
            )
            for one in triples[:MOST_SHOWN]
        ),
        count=len(triples),
        links=True,
    )


def cell_words(cell: Cell, visit: Visit) -> str:
    """Return a cell as people of the page's language write it; empty for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, Ref):
        return cell.label.value
    if isinstance(cell, Text):
        return cell.value
    if isinstance(cell, date):
        return show_date(cell, visit.language)
    return show_number(cell, visit.language)


def _kind(values: Iterable[Mapping[str, str]]) -> str:
    """Return what a column of a user's own query holds, as far as its first rows tell."""
    kinds = {_kind_of(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind_of(value: Mapping[str, str]) -> str:
    if value["type"] == "uri":
        return "iri"
    datatype = value.get("datatype", "")
    if datatype in NUMBERS:
        return "number"
    return {XSD + "date": "date", XSD + "gYear": "year"}.get(datatype, "text")


def term_of(value: Mapping[str, str] | None) -> Term | None:
    """Return the term of a cell of SPARQL Query Results JSON, None where it is unbound."""
    if value is None:
        return None
    if value["type"] == "uri":
        return ox.NamedNode(value["value"])
    if value["type"] == "bnode":
        return ox.BlankNode(value["value"])
    if value["type"] == "triple":
        return ox.Literal(json.dumps(value["value"], ensure_ascii=False))
    if value.get("xml:lang"):
        return ox.Literal(value["value"], language=value["xml:lang"])
    return ox.Literal(value["value"], datatype=ox.NamedNode(value.get("datatype", XSD + "string")))


def _names(terms: Sequence[Term | None], cells: Sequence[Cell], visit: Visit) -> bool:
    """Return whether every cell is the label, in any language, of the thing beside it."""
    if not any(terms):
        return False
    for term, cell in zip(terms, cells, strict=True):
        if term is None and cell is None:
            continue
        if term is None or not isinstance(cell, Text):
            return False
        labels = visit.facts.texts(term.value, RDFS + "label")
        if cell.value not in {label.value for label in labels}:
            return False
    return True


def _cell(term: Term | None, kind: str, visit: Visit) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return _ref(term.value, visit)
    if isinstance(term, ox.BlankNode):
        return Text(f"_:{term.value}")
    try:
        if kind == "date":
            return date.fromisoformat(term.value)
        if kind == "number":
            number = Decimal(term.value)
            return number if number.is_finite() else Text(term.value)
    except (ValueError, InvalidOperation):
        return Text(term.value, term.language)  # Not what its column promises: as written.
    return Text(term.value, term.language)


def _ref(iri: str, visit: Visit) -> Ref:
    """Return a thing by its name; one of another vocabulary as its short form."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and visit.links.term(iri) is None:
            name = iri.removeprefix(namespace)
            if name.isidentifier() and not visit.facts.is_known(iri):
                return Ref(Text(f"{prefix}:{name}"), visit.links.thing(iri))
    return ref(iri, visit.facts, visit.links)

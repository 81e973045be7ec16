"""Answers to queries, made comparable: blank nodes by their place, numbers by their value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from tests.w3c.manifest import text_of, triples_of, value, values

XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = {
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort"),
    "unsignedByte",
}
_TRUTH = {"0": "false", "1": "true", "false": "false", "true": "true"}
_ROW = "urn:row:"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that equals another where both say the same.

    Args:
        kind: `graph` or `rows`.
        columns: The variables of rows.
        content: The graph, or the rows as a graph, with blank nodes named by their place.
    """

    kind: str
    columns: frozenset[str]
    content: ox.Dataset


Comparable: TypeAlias = "bool | Answer"


def expected(path: Path) -> Comparable:
    """Return what a test's result file says."""
    if path.suffix == ".ttl":
        triples = triples_of(path)
        if any(triple.object == ox.NamedNode(_RS + "ResultSet") for triple in triples):
            return _of_result_set(triples)
        return of_graph(triples)
    return of_bytes(path.read_bytes(), path.suffix)


def of_bytes(content: bytes, suffix: str) -> Comparable:
    """Return what a document of query results says.

    Args:
        content: The document.
        suffix: The suffix that files of its form have.
    """
    if suffix == ".csv":
        return _of_csv(content)
    forms = {
        ".srx": ox.QueryResultsFormat.XML,
        ".srj": ox.QueryResultsFormat.JSON,
        ".tsv": ox.QueryResultsFormat.TSV,
    }
    return of_results(ox.parse_query_results(content, format=forms[suffix]))


def of_results(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
) -> Comparable:
    """Return what results say."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return of_graph(found)
    columns = [variable.value for variable in found.variables]
    return _of_rows(columns, [[row[column] for column in columns] for row in found])


def of_graph(triples: Iterable[ox.Triple]) -> Comparable:
    """Return a graph, comparable to others by isomorphism."""
    quads = []
    for triple in triples:
        term = _alike(triple.object)
        assert term is not None
        quads.append(ox.Quad(triple.subject, triple.predicate, term))
    return Answer("graph", frozenset(), _canonical(quads))


def _of_result_set(triples: list[ox.Triple]) -> Comparable:
    """Return rows that are written as a graph."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    (head,) = (t.subject for t in triples if t.object == ox.NamedNode(_RS + "ResultSet"))
    columns = [text_of(one) for one in values(store, head, _RS + "resultVariable")]
    rows = []
    for solution in values(store, head, _RS + "solution"):
        bound = {
            text_of(value(store, one, _RS + "variable")): value(store, one, _RS + "value")
            for one in values(store, solution, _RS + "binding")
        }
        rows.append([bound.get(column) for column in columns])
    return _of_rows(columns, rows)


def _of_csv(content: bytes) -> Comparable:
    """Return rows of CSV: a cell with `_:` is a blank node, all others are what they look like."""
    columns, *rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    return _of_rows(columns, [[_cell(cell) for cell in row] for row in rows])


def _cell(text: str) -> ox.Literal | ox.BlankNode | None:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    if not text:
        return None
    try:
        return ox.Literal(repr(float(text)))
    except ValueError:
        return ox.Literal(text)


def _of_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Comparable:
    """Return rows as a graph of one node a row; equal rows without blank nodes are counted."""
    counted = Counter(tuple(_alike(term) for term in row) for row in rows)
    quads = []
    for number, (row, times) in enumerate(sorted(counted.items(), key=str)):
        node = ox.BlankNode(f"row{number}")
        again = ox.Literal(str(times))
        quads.append(ox.Quad(node, ox.NamedNode(_ROW + "times"), again))
        for column, term in zip(columns, row, strict=True):
            if term is not None:
                quads.append(ox.Quad(node, ox.NamedNode(f"{_ROW}column:{column}"), term))
    return Answer("rows", frozenset(columns), _canonical(quads))


def _alike(term: object) -> _Term | None:
    """Return a term with its number, if it is one, written in the one way."""
    if not isinstance(term, ox.Literal):
        assert term is None or isinstance(term, ox.NamedNode | ox.BlankNode)
        return term
    if term.language is not None:
        return ox.Literal(term.value, language=term.language.lower())
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in _WHOLE:
            return ox.Literal(str(int(term.value)), datatype=term.datatype)
        if kind == "boolean":
            return ox.Literal(_TRUTH[term.value], datatype=term.datatype)
        if kind == "decimal":
            return ox.Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
        if kind in ("double", "float"):
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (ArithmeticError, KeyError, ValueError):
        return term
    return term


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset

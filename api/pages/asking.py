"""A user's own query, asked for a page: its answer for people, or as a workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from styrkedja.api.attending import while_wanted
from styrkedja.api.evaluation import Evaluation, Question
from styrkedja.api.limits.buckets import client_key
from styrkedja.api.public_address import sparql_address
from styrkedja.errors import QueryStoppedError
from styrkedja.graph.analysis import Column, Sheet
from styrkedja.graph.analysis.sheets import Cell
from styrkedja.graph.rdf.store import Term

from .answers import NUMBERS, Answer, found_answer, term_of, triples_of
from .rendering import Visit

__all__ = ["MOST_SHEET", "Asked", "ask_for_page"]

MOST_SHEET = 20_000
"""Rows that a workbook holds."""

_MOST_BYTES = 32 * 1024 * 1024  # of an answer that is shown; files may be larger
_TRIPLE = {"sv": ("Subjekt", "Egenskap", "Objekt"), "en": ("Subject", "Property", "Object")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a query.

    Args:
        answer: The answer, for a page.
        cut: How many rows or triples it was cut at, None when it is whole.
        sheet: Makes a table of its first `MOST_SHEET` rows, for a file.
    """

    answer: Answer
    cut: int | None
    sheet: Callable[[], Sheet]


async def ask_for_page(
    request: Request, evaluation: Evaluation, query: str, visit: Visit
) -> Asked | None:
    """Return the answer to a query; None when the client has gone.

    Args:
        request: The request.
        evaluation: Where it is asked.
        query: The query.
        visit: For whom.

    Raises:
        QuerySyntaxError: It is not SPARQL.
        QueryRefusedError: It asks for more than strangers may.
        QueryStoppedError: It took too long or too much; or its answer is too large for a page,
            with the reason "size".
    """
    client = "" if request.client is None else client_key(request.client.host)
    question = Question(query, rows="json", graph="nt", base=sparql_address(request))
    found = await while_wanted(request, evaluation.ask(question, client))
    if found is None:
        return None
    if found.size > _MOST_BYTES:
        found.body.close()
        raise QueryStoppedError("the answer is too large for a page", reason="size")
    content, graph, headings = found.read(), found.graph, _TRIPLE[visit.language]

    def understood() -> Answer:
        return triples_of(content, headings, visit) if graph else found_answer(content, visit)

    def sheet() -> Sheet:
        return _triples(content, headings) if graph else _rows(content)

    return Asked(await run_in_threadpool(understood), found.cut, sheet)


def _rows(content: bytes) -> Sheet:
    found = json.loads(content)
    if "boolean" in found:
        return _sheet(["answer"], [[None]], [("true" if found["boolean"] else "false",)])
    names: list[str] = found["head"]["vars"]
    rows = found["results"]["bindings"][:MOST_SHEET]
    terms = [[term_of(row.get(name)) for name in names] for row in rows]
    return _sheet(names, terms, [tuple(map(_cell, row)) for row in terms])


def _triples(content: bytes, headings: Sequence[str]) -> Sheet:
    triples = list(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))[:MOST_SHEET]
    terms: list[list[Term | None]] = [[t.subject, t.predicate, t.object] for t in triples]
    return _sheet(headings, terms, [tuple(map(_cell, row)) for row in terms])


def _sheet(
    names: Sequence[str],
    terms: Sequence[Sequence[Term | None]],
    rows: Sequence[tuple[Cell, ...]],
) -> Sheet:
    """Return cells as a table; a column is of numbers where all its terms are."""
    columns = []
    for place, name in enumerate(names):
        held = [row[place] for row in terms if row[place] is not None]
        kind = "number" if held and all(map(_is_number, held)) else "text"
        columns.append(Column(name, kind, name, name, f"?{name}", f"?{name}"))
    return Sheet("svar", "Svar", "Answer", tuple(columns), tuple(rows))


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in NUMBERS


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    try:
        if term.datatype.value in NUMBERS:
            number = float(term.value)
            whole = number.is_integer() and abs(number) < 2**53
            return int(number) if whole else number if abs(number) < float("inf") else term.value
        if term.datatype.value.endswith("#date"):
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value  # Not what its datatype promises: as written.
    return term.value

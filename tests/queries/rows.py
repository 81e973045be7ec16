"""Expected rows: files of tab-separated cells, and what a query answers in the same form.

A file is named after its query and, after a hyphen, what it tries. Its first lines say what the
query is given (`# document = document/plan-2025`), then come the columns, then the rows. Of an IRI
of the data, of the vocabulary or of a scheme only the end is written; an unbound cell is `-`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from styrkedja.graph.rdf.store import Table, Term
from styrkedja.ontology.namespaces import XSD

__all__ = ["EXPECTED", "MUNICIPALITY", "Expected", "cells", "expected_rows"]

EXPECTED = Path(__file__).resolve().parent / "expected"
MUNICIPALITY = "https://w3id.org/styrkedja/id/exempelvik/"
_SHORTENED = (MUNICIPALITY, "https://w3id.org/styrkedja/ns#", "https://w3id.org/styrkedja/")
_NUMBERS = (f"{XSD}integer", f"{XSD}decimal")


@dataclass(frozen=True, slots=True)
class Expected:
    """What one query answers.

    Args:
        name: The file's name without ending.
        query: The query's name.
        given: Parameter → value; IRIs of the data in full.
        columns: The columns.
        rows: The cells, as `cells` writes them.
    """

    name: str
    query: str
    given: dict[str, str]
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def expected_rows() -> list[Expected]:
    """Return all files of expected rows, by name."""
    return [_read(path) for path in sorted(EXPECTED.glob("*.tsv"))]


def _read(path: Path) -> Expected:
    lines = path.read_text(encoding="utf-8").splitlines()
    given = {}
    while lines[0].startswith("# "):
        name, _, value = lines.pop(0)[2:].partition(" = ")
        given[name] = MUNICIPALITY + value if "/" in value and ":" not in value else value
    columns, *rows = (tuple(line.split("\t")) for line in lines)
    return Expected(path.stem, path.stem.partition("-")[0], given, columns, rows)


def cells(table: Table) -> list[tuple[str, ...]]:
    """Return the rows of an answer as text: numbers in one form, IRIs by their end."""
    return [tuple(_cell(term) for term in row) for row in table.rows]


def _cell(term: Term | None) -> str:
    if term is None:
        return "-"
    if isinstance(term, ox.NamedNode):
        for beginning in _SHORTENED:
            if term.value.startswith(beginning):
                return term.value.removeprefix(beginning)
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return f"{Decimal(term.value).normalize():f}"
    return term.value

"""The library: every query file of this package, found by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from styrkedja.errors import QueryHeaderError, UnknownQueryError

from .header import Column, Header, read_header
from .parameters import Parameter, Value, fill, slots_of

__all__ = ["Query", "all_queries", "load_query", "query_of"]

_ENDING = ".rq"
_NOT_CODE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*",
    re.DOTALL,
)
_FORM = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.I)
# Found in a file, these words make it refused, and this is why.
_REFUSED = {
    r"\bNOT\s+EXISTS\b": "NOT EXISTS takes minutes over a join in Oxigraph; use MINUS, or !BOUND",
    r"\bSELECT\s+(DISTINCT\s+|REDUCED\s+)?\*": "SELECT * does not say its columns; name them",
    r"(?<![?$])\bSERVICE\b": "SERVICE asks another machine",
    r"(?<![?$])\bFROM\b": "FROM counts a triple once for each graph in some engines; leave it out",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library, or of a file with the same header.

    Args:
        name: The file's name without ending; unique in the library.
        subject: The folder it stands in ("responsibility", "followup", "checks").
        header: What its header says.
        source: The whole file; SPARQL as it stands, all parameters open.
        form: "SELECT", "CONSTRUCT", "ASK" or "DESCRIBE".
    """

    name: str
    subject: str
    header: Header
    source: str
    form: str

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What may be given."""
        return self.header.parameters

    @property
    def columns(self) -> tuple[Column, ...]:
        """What comes out."""
        return self.header.columns

    def columns_for(self, lang: str) -> tuple[Column, ...]:
        """Return the columns that people are shown in "sv" or "en".

        Left out are wordings in the other language, and codes that another column puts into
        words. IRIs stay, for who wants to link: `Column.words` names the column with the words.
        """
        return tuple(
            column
            for column in self.columns
            if column.language in (None, lang) and not (column.is_key and column.kind != "iri")
        )

    def title(self, lang: str = "sv") -> str:
        """Return the title in "sv" or "en"."""
        return self.header.title_sv if lang == "sv" else self.header.title_en

    def description(self, lang: str = "sv") -> str:
        """Return the description in "sv" or "en"."""
        return self.header.description_sv if lang == "sv" else self.header.description_en

    def text(self, **values: Value) -> str:
        """Return the SPARQL with parameters filled in; those not given, or None, stay open.

        >>> text = load_query("overdue").text(date="2024-12-31")
        >>> print(next(line.strip() for line in text.splitlines() if "VALUES ?date" in line))
        VALUES ?date { "2024-12-31"^^<http://www.w3.org/2001/XMLSchema#date> }

        Raises:
            ParameterError: A name is not a parameter's, or a value does not fit its kind.
        """
        return fill(self.source, self.parameters, dict(values))


def load_query(name: str) -> Query:
    """Return the library's query of that name, with or without its folder or ".rq".

    Raises:
        UnknownQueryError: There is none; the message names those that are spelt alike.
    """
    queries = {query.name: query for query in all_queries()}
    wanted = name.removesuffix(_ENDING).rpartition("/")[2]
    if wanted in queries:
        return queries[wanted]
    alike = get_close_matches(wanted.lower().replace("-", "_"), queries, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(alike)}?" if alike else "`styrkedja queries` lists them"
    raise UnknownQueryError(f"no query {name!r} in the library; {hint}", name=name)


@cache
def all_queries() -> tuple[Query, ...]:
    """Return all queries of the library, by subject and name.

    Raises:
        QueryHeaderError: A file's header is not right.
    """
    return tuple(
        query_of(file.read_text(encoding="utf-8"), name=file.name, subject=folder.name)
        for folder in _sorted(files("styrkedja.queries"))
        if folder.is_dir()
        for file in _sorted(folder)
        if file.name.endswith(_ENDING)
    )


def query_of(text: str, *, name: str, subject: str = "") -> Query:
    """Return the query that a file's text holds, with everything checked but its syntax.

    Args:
        text: The whole file.
        name: The file's name.
        subject: The folder's name.

    Raises:
        QueryHeaderError: The header is not right, parameters and `VALUES ?name { UNDEF }` lines
            are not the same, the rows would have no order, or it uses what the library avoids.
    """
    header = read_header(text, name=name)
    code = _NOT_CODE.sub(" ", text)
    form = _FORM.search(code)
    if form is None:
        raise QueryHeaderError(f"{name}: no SELECT, CONSTRUCT, ASK or DESCRIBE after the header")
    declared = [parameter.name for parameter in header.parameters]
    slots = slots_of(text)
    if set(declared) != slots or len(declared) != len(slots):
        raise QueryHeaderError(
            f"{name}: the header has the parameters {sorted(declared)}, the lines "
            f"VALUES ?name {{ UNDEF }} {sorted(slots)}"
        )
    for fault in _faults(code, form[1].upper(), header):
        raise QueryHeaderError(f"{name}: {fault}")
    return Query(name.removesuffix(_ENDING), subject, header, text, form[1].upper())


def _faults(code: str, form: str, header: Header) -> Iterator[str]:
    for pattern, reason in _REFUSED.items():
        if re.search(pattern, code, re.IGNORECASE):
            yield reason
    if form == "SELECT" and not header.columns:
        yield "the header names no columns"
    if form == "SELECT" and not re.search(r"\bORDER\s+BY\b", code, re.IGNORECASE):
        yield "without ORDER BY each engine gives another order"


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)

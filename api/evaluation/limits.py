"""What a query may be before anyone evaluates it: its size, its constructs, its data set.

These are cheap refusals with a clear message. What holds when a query slips through them, or is
within them and still too much, is the worker's own confinement.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin

from styrkedja.errors import QueryRefusedError

from .rows import Modifiers
from .tokens import Kind, Token, expand_escapes, first_escape, place_in, tokenize

__all__ = ["MAX_BYTES", "check_limits", "examine"]

MAX_BYTES = 1_000_000
_MAX_DEPTH = 64
_MAX_PATTERNS = 50
_MAX_OPERATORS = 500
_MAX_ROWS = 2_000
_MAX_TOKENS = 100_000  # more would take seconds to look at

_UPDATES = {
    *("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP"),
    *("INSERT", "LOAD", "MOVE", "WITH"),
}
# What nests in the algebra, one level for each that follows another.
_OPERATORS = {
    *("AS", "BIND", "EXISTS", "FILTER", "GRAPH", "IN"),
    *("LATERAL", "MINUS", "OPTIONAL", "UNION", "VALUES"),
}
_OPERATOR_MARKS = {"||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "|", "!", "^"}
_STEPS = {"/", "|", "^", "^^"}
_OPEN = {"{": "}", "(": ")", "[": "]", "<<": ">>", "{|": "|}"}
_CLOSE = set(_OPEN.values())
_TERMS = {Kind.IRI, Kind.STRING, Kind.VARIABLE, Kind.BLANK, Kind.NAME, Kind.NUMBER}
_TERM_WORDS = {"A", "TRUE", "FALSE", "UNDEF"}


def check_limits(text: str, graphs: Collection[str] | None = None, base: str | None = None) -> str:
    """Return the query as it is to be evaluated.

    That is the text with its escapes expanded, and with spaces where FROM names a graph again:
    the merge of a graph with itself is that graph, and Oxigraph would count its triples twice.

    Args:
        text: The query as sent.
        graphs: IRIs of the graphs that FROM may name; None allows any.
        base: What relative IRIs are relative to where the query says nothing of it.

    Raises:
        QuerySyntaxError: The text does not consist of SPARQL's tokens.
        QueryRefusedError: It is too large, or asks for what is not allowed here.
    """
    return examine(text, graphs, base)[0]


def examine(
    text: str, graphs: Collection[str] | None, base: str | None = None
) -> tuple[str, Modifiers | None]:
    """Return what `check_limits` returns, and for a whole SELECT how many rows it asks for.

    Raises:
        QuerySyntaxError: As `check_limits`.
        QueryRefusedError: As `check_limits`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryRefusedError(f"the query is longer than {MAX_BYTES:,} bytes")
    expanded = expand_escapes(text)
    again = first_escape(expanded)
    if again is not None:
        place = place_in(expanded, again)
        raise QueryRefusedError(f"the query has an escape that makes another escape ({place})")
    check = _Check(graphs, base)
    for number, token in enumerate(tokenize(expanded)):
        if number == _MAX_TOKENS:
            raise QueryRefusedError(f"the query has more than {_MAX_TOKENS:,} words and signs")
        if token.kind not in (Kind.SPACE, Kind.COMMENT):
            try:
                check.take(token)
            except QueryRefusedError as error:
                place = place_in(expanded, token.start)
                raise QueryRefusedError(f"{error} ({place})") from error
    for start, end in check.again:
        expanded = expanded[:start] + " " * (end - start) + expanded[end:]
    return expanded, check.modifiers()


@dataclass(slots=True)
class _Bracket:
    """An open bracket and what has been seen inside it.

    Args:
        mark: How it is written.
        before: The keyword that it follows, or an empty string.
        terms: Terms since the last separator: two or more make a pattern of the group.
        patterns: Patterns and path steps so far, for a group.
    """

    mark: str
    before: str = ""
    terms: int = 0
    patterns: int = 0


class _Check:
    """Goes over a query's tokens once and refuses at the first that is too much.

    Attributes:
        again: From where to where FROM names a graph that it has named before.
    """

    def __init__(self, graphs: Collection[str] | None, base: str | None) -> None:
        self._graphs = graphs
        self._open: list[_Bracket] = []
        self._operators = 0
        self._rows = 0
        self._last: Token | None = None
        self._keyword = ""  # the last keyword, until something that is no term comes
        self._form = ""  # SELECT, CONSTRUCT …
        self._from: Token | None = None  # the FROM whose IRI comes next
        self._named: set[tuple[bool, str]] = set()  # whether NAMED, and which graph
        self.again: list[tuple[int, int]] = []
        self._names = _Names(base)
        self._modifiers = Modifiers()

    def modifiers(self) -> Modifiers | None:
        """Return how many rows a SELECT asks for; None for other forms and unclosed brackets."""
        return self._modifiers if self._form == "SELECT" and not self._open else None

    def take(self, token: Token) -> None:
        """Look at the next token that is neither space nor comment."""
        self._refuse_service(token)
        if not self._form:
            self._prologue(token)
        elif self._from and token.kind in (Kind.IRI, Kind.NAME):
            self._graph(self._from, token)
        if token.kind is Kind.WORD and token.keyword not in _TERM_WORDS:
            self._word(token)
        elif token.kind is Kind.MARK:
            self._mark(token.text)
        elif token.kind is not Kind.LANGUAGE:
            self._term(token)
        if not self._open:
            self._modifiers.take(token)
        self._last = token

    def _refuse_service(self, token: Token) -> None:
        # Oxigraph reads SERVICESILENT and SERVICE:x{ as the keyword with what follows.
        last = self._last
        hidden = (
            token.text == "{"
            and last is not None
            and last.kind is Kind.NAME
            and "SERVICE" in last.text.partition(":")[0].upper()
            and self._keyword != "GRAPH"
        )
        if hidden or "SERVICE" in token.keyword:
            raise QueryRefusedError(
                "SERVICE is not allowed here: this endpoint asks no other; "
                "ask the other endpoint for itself and join the answers"
            )

    def _prologue(self, token: Token) -> None:
        self._names.take(token)
        keyword = token.keyword
        if keyword in _UPDATES:
            raise QueryRefusedError(
                f"{keyword} is an update, and this endpoint is read-only; documents change "
                "only by being read (styrkedja ingest)"
            )
        if keyword in ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK"):
            self._form = keyword

    def _graph(self, start: Token, token: Token) -> None:
        """Look at the graph that FROM names."""
        self._from = None
        iri = self._names.resolve(token)
        if self._graphs is not None and iri not in self._graphs:
            raise QueryRefusedError(
                f"FROM names <{iri}>, which is no graph of this data set; "
                "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists those there are"
            )
        graph = (self._keyword == "NAMED", iri)
        if graph in self._named:
            self.again.append((start.start, token.start + len(token.text)))
        self._named.add(graph)

    def _word(self, token: Token) -> None:
        keyword = token.keyword
        if keyword == "FROM":
            self._from = token
        elif keyword != "NAMED":
            self._from = None
        if keyword in _OPERATORS:
            self._operator()
        self._pattern()
        self._keyword = keyword

    def _term(self, token: Token) -> None:
        if token.kind is Kind.IRI and token.text.count("(") > _MAX_DEPTH:
            # "1<((…))>2" is an IRI by the longest token, a comparison to a lenient parser.
            raise QueryRefusedError("an IRI has too many brackets")
        if not self._open or self._after("^^"):
            return
        inner = self._open[-1]
        if inner.before == "VALUES":
            if inner.mark == "{":
                self._row()
        elif inner.mark == "(" and self._last is not None and _is_term(self._last):
            self._step()  # members of a collection; in expressions no two terms meet
        else:
            inner.terms += 1

    def _mark(self, mark: str) -> None:
        if mark in _OPEN:
            self._opened(mark)
        elif mark in _CLOSE and self._open and mark == _OPEN[self._open[-1].mark]:
            self._pattern()
            if self._open.pop().mark != "(":  # VALUES (?x ?y) { … goes on
                self._keyword = ""
        elif mark in ".;,":
            self._pattern()
            if self._open and self._open[-1].mark in "{[":
                self._keyword = ""
        elif mark in _OPERATOR_MARKS or mark == "^^":
            if mark == "^^" and self._last is not None and self._last.kind is Kind.STRING:
                return
            self._operator()
            if mark in _STEPS:
                self._step()

    def _opened(self, mark: str) -> None:
        before = self._keyword if mark == "{" else ""
        if mark == "{":
            self._operator()
        elif mark == "(" and self._open and self._open[-1].before == "VALUES":
            self._row()
            before = "VALUES"
        elif mark == "(" and self._after(")"):
            self._operator()  # HAVING (…) (…)
        if self._open and mark == "{" and self._keyword in ("GRAPH", "VALUES"):
            self._open[-1].terms = 0
        elif mark == "{":
            self._pattern()
        self._open.append(_Bracket(mark, before))
        if len(self._open) > _MAX_DEPTH:
            raise QueryRefusedError(f"the query has brackets more than {_MAX_DEPTH} deep")
        self._keyword = "" if mark == "{" else self._keyword

    def _pattern(self) -> None:
        """Count what stands since the last separator as a pattern, if it is one."""
        if self._open and self._open[-1].mark in ("{", "[") and self._open[-1].terms:
            self._open[-1].terms = 0
            self._step()

    def _step(self) -> None:
        group = next((bracket for bracket in reversed(self._open) if bracket.mark == "{"), None)
        if group is None or group.before == "CONSTRUCT":
            return
        group.patterns += 1
        if group.patterns > _MAX_PATTERNS:
            raise QueryRefusedError(
                f"a group of the query has more than {_MAX_PATTERNS} patterns and path steps"
            )

    def _operator(self) -> None:
        self._operators += 1
        if self._operators > _MAX_OPERATORS:
            raise QueryRefusedError(f"the query has more than {_MAX_OPERATORS} operators")

    def _row(self) -> None:
        self._rows += 1
        if self._rows > _MAX_ROWS:
            raise QueryRefusedError(f"the query has more than {_MAX_ROWS:,} rows of VALUES")

    def _after(self, mark: str) -> bool:
        return self._last is not None and self._last.text == mark


class _Names:
    """The prologue's BASE and PREFIX lines, to know what IRI a name stands for."""

    def __init__(self, base: str | None) -> None:
        self._base = base or ""
        self._prefixes: dict[str, str] = {}
        self._tokens: list[Token] = []

    def take(self, token: Token) -> None:
        """Look at the prologue's next token."""
        self._tokens = [*self._tokens[-2:], token]
        if token.kind is not Kind.IRI or len(self._tokens) < 2:
            return
        *earlier, name, _ = self._tokens
        if name.keyword == "BASE":
            self._base = urljoin(self._base, token.text[1:-1])
        elif earlier and earlier[0].keyword == "PREFIX":
            self._prefixes[name.text[:-1]] = urljoin(self._base, token.text[1:-1])

    def resolve(self, token: Token) -> str:
        """Return the IRI that an IRI or prefixed name stands for."""
        if token.kind is Kind.IRI:
            return urljoin(self._base, token.text[1:-1]) if self._base else token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def _is_term(token: Token) -> bool:
    return token.kind in _TERMS or token.keyword in _TERM_WORDS

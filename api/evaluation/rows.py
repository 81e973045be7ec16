"""The row cap: no answer has more rows than a setting allows, and one that is cut says so.

Oxigraph writes rows much faster than Python could count them one by one. So a SELECT is evaluated
with a LIMIT at the cap, put where its own would stand; only when the body may hold as many rows as
that, a second look, at the row after the last, tells whether there are more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import pyoxigraph as ox

from .tokens import Kind, Token

__all__ = ["Modifiers", "most_rows"]

_CHUNK = 1 << 20
# What every row but the first, or every row, has at least once in its form.
_MARKS = {
    ox.QueryResultsFormat.JSON: b"},{",
    ox.QueryResultsFormat.XML: b"<result>",
    ox.QueryResultsFormat.CSV: b"\n",
    ox.QueryResultsFormat.TSV: b"\n",
}


@dataclass(slots=True)
class Modifiers:
    """Where a SELECT says, outside all brackets, how many rows it wants.

    Args:
        limit: The number after LIMIT, or None.
        offset: The number after OFFSET, or None.
        values: The VALUES after which nothing but rows may come, or None.
    """

    limit: Token | None = None
    offset: Token | None = None
    values: Token | None = None
    _before: str = ""

    def take(self, token: Token) -> None:
        """Look at the next token outside all brackets."""
        if token.kind is Kind.NUMBER and token.text.isdigit():
            if self._before == "LIMIT":
                self.limit = token
            elif self._before == "OFFSET":
                self.offset = token
        self._before = token.keyword
        if self._before == "VALUES":
            self.values = token

    def exceed(self, cap: int) -> bool:
        """Return whether the query asks for more rows than the cap."""
        return self.limit is None or _number(self.limit) > cap

    def capped(self, text: str, cap: int) -> str:
        """Return the query asking for so many rows."""
        return self._with(text, cap, None)

    def beyond(self, text: str, cap: int) -> str:
        """Return the query asking for the one row after so many."""
        return self._with(text, 1, cap + (_number(self.offset) if self.offset else 0))

    def _with(self, text: str, limit: int, offset: int | None) -> str:
        end = len(text) if self.values is None else self.values.start
        edits = [_edit("LIMIT", self.limit, limit, end)]
        if offset is not None:
            edits.append(_edit("OFFSET", self.offset, offset, end))
        for start, stop, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[stop:]
        return text


def most_rows(body: int, size: int, form: ox.QueryResultsFormat) -> int:
    """Return a number that a body's rows are not more than.

    Args:
        body: The descriptor of the file with the body.
        size: Its bytes.
        form: Its form.
    """
    mark, rows = _MARKS[form], 1
    for place in range(0, size, _CHUNK):
        rows += os.pread(body, _CHUNK, place).count(mark) + 1  # one may straddle two chunks
    return rows


def _edit(word: str, number: Token | None, value: int, end: int) -> tuple[int, int, str]:
    if number is None:
        return end, end, f"\n{word} {value}\n"  # on its own line: a comment may stand before
    return number.start, number.start + len(number.text), str(value)


def _number(token: Token) -> int:
    # Longer numbers than the store can have rows are one as good as the other.
    return int(token.text) if len(token.text) < 19 else 10**18

r"""SPARQL as tokens, by the grammar's own terminals, so that checks see words and not letters.

`SERVICE` in a string, an IRI, a comment, a variable or a local name is not the keyword; spelled
with `\u0053` or with a comment beside it, it is. Code point escapes are expanded first, over the
whole text, as section 19.2 of SPARQL 1.1 says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from styrkedja.errors import QuerySyntaxError

__all__ = ["Kind", "Token", "expand_escapes", "first_escape", "place_in", "tokenize"]


class Kind(StrEnum):
    """What a token is; the values name the groups of the pattern."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    BLANK = "blank"
    NAME = "name"  # prefixed name, also ":" and "ex:" alone
    NUMBER = "number"
    LANGUAGE = "language"  # @sv
    WORD = "word"  # keyword, function name, "a", "true"
    MARK = "mark"  # punctuation and operators


class Token(NamedTuple):
    """A piece of a query.

    Args:
        kind: What it is.
        text: Exactly as written.
        start: Where it begins in the expanded text, counted from 0.
        keyword: The word in capitals, or an empty string when it is no word.
    """

    kind: Kind
    text: str
    start: int
    keyword: str


_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_U = _BASE + "_"
_CHARS = _U + r"\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
# A prefix longer than that is none here: looking for its colon from every word of a long text
# would take quadratic time.
_PREFIX = rf"[{_BASE}](?:[{_CHARS}.]{{0,254}}[{_CHARS}])?"
# Full stops belong to a name when more of it follows; nothing here is ever looked at twice.
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_U}:0-9]|{_PLX})(?:[{_CHARS}:]++|{_PLX}|\.++(?=[{_CHARS}:]|{_PLX}))*+"
_ECHAR = r"\\[tbnrf\\\"']"
_PATTERN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            (Kind.SPACE, r"[ \t\r\n]+"),
            (Kind.COMMENT, r"\#[^\r\n]*+"),
            (Kind.IRI, r"<[^<>\"{}|^`\\\x00-\x20]*+>"),
            (
                Kind.STRING,
                rf"'''(?:[^'\\]++|{_ECHAR}|'(?!''))*+'''"
                rf'|"""(?:[^"\\]++|{_ECHAR}|"(?!""))*+"""'
                rf"|'(?!'')(?:[^'\\\n\r]++|{_ECHAR})*+'"
                rf'|"(?!"")(?:[^"\\\n\r]++|{_ECHAR})*+"',
            ),
            (Kind.VARIABLE, rf"[?$][{_U}0-9][{_U}0-9\u00B7\u0300-\u036F\u203F-\u2040]*"),
            (Kind.BLANK, rf"_:[{_U}0-9](?:[{_CHARS}]++|\.++(?=[{_CHARS}]))*+"),
            (Kind.NAME, rf"(?:{_PREFIX})?:(?:{_LOCAL})?"),
            (
                Kind.NUMBER,
                r"(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
            ),
            (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?"),
            (Kind.WORD, r"[A-Za-z][A-Za-z0-9_]*"),
            (Kind.MARK, r"\^\^|\|\||&&|!=|<=|>=|<<|>>|\{\||\|\}|[{}()\[\].,;*/|^?+\-!=<>~]"),
        )
    )
)
_WORD = str(Kind.WORD)
_KINDS = {name: Kind(name) for name in _PATTERN.groupindex}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def expand_escapes(text: str) -> str:
    r"""Return the text with its code point escapes replaced by what they stand for.

    Raises:
        QuerySyntaxError: An escape names no character.

    Examples:
        >>> expand_escapes(r"\u0053ERVICE")
        'SERVICE'
    """
    return _ESCAPE.sub(lambda match: _character(text, match), text)


def first_escape(text: str) -> int | None:
    """Return where the text has its first code point escape, counted from 0, or None."""
    found = _ESCAPE.search(text)
    return None if found is None else found.start()


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a query whose escapes are expanded; together they are the text.

    Raises:
        QuerySyntaxError: Something in the text begins no token; the message says where.
    """
    position = 0
    for match in _PATTERN.finditer(text):
        start, piece, kind = match.start(), match.group(), match.lastgroup
        if start != position or kind is None:
            break
        yield Token(_KINDS[kind], piece, start, piece.upper() if kind == _WORD else "")
        position = match.end()
    if position < len(text):
        raise QuerySyntaxError(
            f"not SPARQL: nothing begins with {text[position]!r} here ({place_in(text, position)})"
        )


def place_in(text: str, position: int) -> str:
    r"""Return where in a text a position is, in words, lines and columns counted from 1.

    Examples:
        >>> place_in("ASK\n{ }", 4)
        'line 2, column 1'
    """
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return f"line {line}, column {column}"


def _character(text: str, match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        place = place_in(text, match.start())
        raise QuerySyntaxError(f"not SPARQL: {match[0]} is no character ({place})")
    return chr(number)

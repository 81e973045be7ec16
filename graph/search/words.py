"""From what a person writes to full-text expressions: nothing a person writes is an operator.

Å, ä and ö are letters of their own in Swedish: who types them means them, so "får" does not find
"far". Who types a word without them may lack the keys, or the habit: "namnd" finds "nämnd" too,
after what is spelt "namnd". All other marks (é, ü) are taken away on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from styrkedja.errors import ParameterError

__all__ = ["MOST_LETTERS", "MOST_WORDS", "Words", "folded", "words_of"]

MOST_LETTERS = 200
"""How long a search may be, in characters."""

MOST_WORDS = 16
"""How many words and phrases a search may have."""

_PART = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_LETTER = re.compile(r"[^\W_]")
_OURS = frozenset("åäöÅÄÖ")
_MARKED = re.compile(r"[^\x00-\x7fåäöÅÄÖ]")
_NORDIC = str.maketrans("æøÆØ", "äöÄÖ")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Words:
    """A search as full-text expressions.

    Args:
        loose: What must stand there, whatever the marks over its letters.
        exact: The same with å, ä and ö as they are written.
        needed: The part of `exact` that must be met: the words that were written with å, ä or ö;
            None when none was.
    """

    loose: str
    exact: str
    needed: str | None


def words_of(text: str) -> Words:
    """Return what a person searches for.

    Each word is found at the beginning of longer ones ("barn" finds "barnomsorg"); words between
    double quotes are found as they stand, one after the other. All must be there.

    >>> words_of('nämnd "ett tu"').loose
    '"nämnd" * AND "ett tu"'

    Raises:
        ParameterError: Nothing to search for is written, or too much.
    """
    if len(text) > MOST_LETTERS:
        raise ParameterError(
            f"a search may have {MOST_LETTERS} characters",
            sv=f"En sökning får ha högst {MOST_LETTERS} tecken.",
            names=("q",),
        )
    parts = []
    for match in _PART.finditer(_seen(text)):
        words = match["word"] if match["phrase"] is None else match["phrase"]
        if _LETTER.search(words):
            parts.append((words.strip(), match["phrase"] is None))
    if not parts:
        raise ParameterError(
            "write at least one word to search for",
            sv="Skriv minst ett ord att söka efter.",
            names=("q",),
        )
    if len(parts) > MOST_WORDS:
        raise ParameterError(
            f"a search may have {MOST_WORDS} words",
            sv=f"En sökning får ha högst {MOST_WORDS} ord.",
            names=("q",),
        )
    exact = [_quoted(folded(words), prefix) for words, prefix in parts]
    needed = [_quoted(folded(words), prefix) for words, prefix in parts if _OURS & set(words)]
    return Words(
        loose=" AND ".join(_quoted(words, prefix) for words, prefix in parts),
        exact=" AND ".join(exact),
        needed=" AND ".join(needed) or None,
    )


def folded(text: str) -> str:
    """Return text without marks over its letters, but with å, ä and ö (also for æ and ø).

    >>> folded("Café Ångström på Ærø")
    'Cafe Ångström på Ärö'
    """
    composed = unicodedata.normalize("NFC", text).translate(_NORDIC)
    return _MARKED.sub(lambda found: _bare(found[0]), composed)


@cache
def _bare(sign: str) -> str:
    split = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in split if not unicodedata.combining(part))


def _seen(text: str) -> str:
    """Return text composed, with a space for each sign that is not to be seen."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in composed)


def _quoted(words: str, prefix: bool) -> str:
    return f'"{words}"{" *" if prefix else ""}'

"""Words of periods in the heads of columns: years, months, dates, quarters."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["ends_in_a_year", "is_period_word", "is_year", "period_in"]

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]{0,7}\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:\d{4}-\d\d-\d\d|(?:19|20)\d{6}|\d{2}[01]\d[0-3]\d|\d\d?/\d\d?)"
_ONE = rf"(?:{_MONTH}|{_YEAR}|{_DAY}|[kqt][v.]?[1-4])"
_WORD = re.compile(
    rf"(?:{_ONE}(?:[-–/]{_ONE}?|[-–/]\d\d)?|[-–/]{_ONE}|[-–])", re.IGNORECASE
)  # fmt: skip
_BARE_YEAR = re.compile(_YEAR)
_LAST_YEAR = re.compile(rf"{_YEAR}(?:[-–/]\d\d(?:\d\d)?)?$|{_DAY}$")
_PHRASE = re.compile(
    rf"(?:{_DAY}|(?:\d\d? )?{_MONTH}(?:\s?[-–]\s?(?:\d\d? )?{_MONTH})?(?:\s{_YEAR})?"
    rf"|(?:kvartal|kv|tertial|delår)\.? ?[1-4](?: {_YEAR})?|[qt][1-4](?: {_YEAR})?"
    rf"|{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?|helåret?(?: {_YEAR})?)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_period_word(word: str) -> bool:
    """Return whether a word of a head belongs to a period ("jan-", "2023", "apr", "–", "T1")."""
    return len(word) <= 24 and _WORD.fullmatch(word.strip("(),")) is not None


def is_year(word: str) -> bool:
    """Return whether a word is a year of its own."""
    return _BARE_YEAR.fullmatch(word) is not None


def ends_in_a_year(text: str) -> bool:
    """Return whether a head's text ends in a year or a day: its period is told."""
    return _LAST_YEAR.search(text.rstrip("() ")) is not None


def period_in(text: str) -> str:
    """Return the period that a head or a sentence names first, as printed, or "".

    >>> period_in("Utfall jan-apr"), period_in("Mål 2023"), period_in("Målvärde")
    ('jan-apr', '2023', '')
    """
    match = _PHRASE.search(text)
    while match is not None:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if not before.isalnum() and not after.isalnum():
            return match[0].strip()
        match = _PHRASE.search(text, match.end())
    return ""

"""The verdict that a label's value or a line of its own gives: "Bedöms uppnås delvis", "Grön"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from styrkedja.graph.model import Forecast
from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words import GoalReportWords

__all__ = ["Value", "read_value", "split_value"]

_LONGEST = 90
_WORD = re.compile(r"[a-zåäöé]+", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w(]+|[^\w)]+$")
_JOINT = re.compile(r"\s+[–—-]\s+|\s*[,;(.]\s*")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Value:
    """What a value tells: a forecast, or None where it says that none is given yet."""

    forecast: Forecast | None


def read_value(text: str, words: GoalReportWords, *, labelled: bool = True) -> Value | None:
    """Return what a text that is nothing but a verdict tells, or None where it is none.

    Args:
        text: The text.
        words: The words to go by.
        labelled: True where a label tells that a verdict follows; a line of its own must say more
            than "Delvis".

    >>> from styrkedja.graph.profiles import default_profile
    >>> words = default_profile().goal_reports
    >>> read_value("Bedöms uppnås delvis", words), read_value("Kan ej bedömas", words)
    (Value(forecast=<Forecast.UNCERTAIN: 'uncertain'>), Value(forecast=None))
    >>> read_value("Vården är jämlik", words) is None
    True
    """
    first = _WORD.search(text[:_LONGEST])
    if len(text) > _LONGEST or (first and first[0].lower() not in _first_words(words)):
        return None
    bare = _YEAR.sub("", _SIGNS.sub("", text)).strip() or text.strip()
    whole = _whole(words).get(fold(bare) or bare)
    if whole is not None and (labelled or bare.lower() in _plain(words)):
        return whole
    if labelled and fold(bare).startswith(_none_given(words)):
        return Value(None)
    parts = [part.lower() for part in _WORD.findall(bare)]
    if len(parts) < 2 or not set(parts) <= _vocabulary(words):
        return None
    return _composed(parts, words)


def split_value(text: str, words: GoalReportWords) -> tuple[Value | None, str]:
    """Return the verdict that a label's text begins with, and what is told after it.

    >>> from styrkedja.graph.profiles import default_profile
    >>> split_value("Gul – målet bedöms delvis uppnås", default_profile().goal_reports)
    (Value(forecast=<Forecast.UNCERTAIN: 'uncertain'>), '')
    """
    whole = read_value(text, words)
    match = _JOINT.search(text[:_LONGEST])
    if whole is not None or match is None:
        return whole, ""
    first = read_value(text[: match.start()], words)
    rest = text[match.end() :].strip()
    if first is None:
        return None, text
    return first, "" if read_value(rest, words) is not None else rest.rstrip(")")


@cache
def _whole(words: GoalReportWords) -> dict[str, Value]:
    known: dict[str, Value] = {}
    for name, texts in words.values.items():
        told = Value(None if name == "none" else Forecast(name))
        known.update({fold(text) or text: told for text in texts})
    return known


@cache
def _none_given(words: GoalReportWords) -> tuple[str, ...]:
    """Return how values begin that give no verdict: "Går inte att bedöma i delåret"."""
    return tuple(fold(text) for text in words.values.get("none", ()) if len(text.split()) > 2)


@cache
def _plain(words: GoalReportWords) -> frozenset[str]:
    """Return the words that are verdicts wherever they stand alone: colours, "uppnått"."""
    verdicts = words.verdicts
    return frozenset((*verdicts.met, *verdicts.uncertain, *verdicts.not_met, *verdicts.reached))


@cache
def _reached(words: GoalReportWords) -> frozenset[str]:
    return frozenset(
        phrase.lower() for phrase in words.verdicts.reached if len(phrase.split()) == 1
    )


@cache
def _vocabulary(words: GoalReportWords) -> frozenset[str]:
    verdicts = words.verdicts
    phrases = (*words.value_words, *verdicts.reached, *verdicts.negations, *verdicts.partly)
    return frozenset(part for phrase in phrases for part in phrase.lower().split())


@cache
def _first_words(words: GoalReportWords) -> frozenset[str]:
    whole = (text for texts in words.values.values() for text in texts)
    firsts = (match[0].lower() for match in map(_WORD.search, whole) if match)
    return _vocabulary(words) | frozenset(firsts)


def _composed(parts: list[str], words: GoalReportWords) -> Value | None:
    """Return what the words of a value tell together."""
    verdicts = words.verdicts
    text = " ".join(parts)
    reached = any(part in _reached(words) for part in parts) or any(
        part in verdicts.fulfilment for part in parts
    )
    denied = any(part in verdicts.negations for part in parts)
    if not reached:
        return Value(None) if denied else None
    if any(phrase in text for phrase in verdicts.partly):
        return Value(Forecast.UNCERTAIN)
    low = any(part in verdicts.low or part == "liten" for part in parts)
    return Value(Forecast.NOT_MET if denied or low else Forecast.MET)

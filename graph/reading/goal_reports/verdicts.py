"""Verdicts: whether a sentence says that a goal will be met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from styrkedja.graph.model import Forecast
from styrkedja.graph.profiles.words import GoalReportWords

from .sentences import sentences

__all__ = ["read_verdict", "speaks_of_goals"]

_LONGEST = 20_000
_NEAR = 4  # words
_AFTER = 3  # words in which a negation follows its verb
_MANY = 16  # words; a longer sentence tells of a level in passing
_CLAUSE = re.compile(r"[,;:–]|\b(?:men|trots|fast|utan|eftersom|då|om|när)\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\s*det (?:är|blir|kan bli|kommer att bli) ", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)? ?(?:%|procent\b)")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    parts = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.IGNORECASE)


def _says(phrases: Sequence[str], text: str) -> bool:
    return bool(phrases) and _pattern(tuple(phrases)).search(text) is not None


def read_verdict(text: str, words: GoalReportWords) -> Forecast | None:
    """Return the verdict on a goal that its analysis gives in words, or None.

    The first sentence that judges decides; one that judges a measure's number ("75 %") counts
    only where no other does, and only when it begins with the judgement.

    >>> from styrkedja.graph.profiles import default_profile
    >>> read_verdict("Prognosen är att målet nås.", default_profile().goal_reports)
    <Forecast.MET: 'met'>
    """
    of_numbers = None
    text = text[:_LONGEST]
    for begin, end in sentences(text, words):
        sentence = text[begin:end]
        verdict = _verdict(sentence, words)
        if verdict is None:
            continue
        if _NUMBER.search(sentence) is None:
            return verdict
        judged_first = _pattern(tuple(words.verdicts.judging)).match(sentence.lstrip())
        if of_numbers is None and judged_first is not None:
            of_numbers = verdict
    return of_numbers


def speaks_of_goals(text: str, words: GoalReportWords) -> bool:
    """Return whether a heading speaks of goals, and so names none: "Nämndens måluppfyllelse"."""
    verdicts = words.verdicts
    return _says((*verdicts.goals, *verdicts.fulfilment), text)


def _verdict(sentence: str, words: GoalReportWords) -> Forecast | None:
    verdicts = words.verdicts
    judged = _says(verdicts.judging, sentence)
    about_goals = _says(verdicts.goals, sentence)
    if not (judged or about_goals) or _says(verdicts.no_verdict, sentence):
        return _unsure(sentence, words)
    opens = _opens_with(verdicts.goals, sentence) or _reaches_at_once(sentence, words)
    level = _level(sentence, words) if opens or judged else None
    if level is not None:
        return level
    if _is_risked(sentence, words, judged=judged or opens):
        return Forecast.UNCERTAIN
    if (judged or opens) and _partly(sentence, words):
        return Forecast.UNCERTAIN
    unmet = _says(verdicts.not_met, sentence) or _denies(sentence, words)
    if judged and unmet:
        return Forecast.NOT_MET
    if _says(verdicts.uncertain, sentence):
        return Forecast.UNCERTAIN
    if unmet:
        return Forecast.NOT_MET if opens or _IMPERSONAL.match(sentence) else None
    met = _says(verdicts.met, sentence) or _says(verdicts.reached, sentence)
    return Forecast.MET if met and (judged or opens) else None


def _opens_with(phrases: Sequence[str], sentence: str) -> bool:
    return _pattern(tuple(phrases)).match(sentence.lstrip()) is not None


def _reaches_at_once(sentence: str, words: GoalReportWords) -> bool:
    """Return whether a sentence says at its start that someone reaches the goal.

    "Nämnden når inte målet"; not "Andelen elever som når målen …".
    """
    opening = " ".join(sentence.split()[:5])
    reached = _pattern(tuple(words.verdicts.reaching)).search(opening)
    return (
        reached is not None
        and len(opening[: reached.start()].split()) <= 2
        and _says(words.verdicts.goals, opening[reached.end() :])
    )


def _level(sentence: str, words: GoalReportWords) -> Forecast | None:
    """Return what the level of "Måluppfyllelsen är god" tells, or None where none is told."""
    verdicts = words.verdicts
    match = _pattern(tuple(verdicts.fulfilment)).search(sentence)
    if match is None or len(sentence.split()) > _MANY:
        return None
    near = _near(sentence, match.start(), match.end(), before=_NEAR, after=_NEAR)
    denied = any(word in verdicts.negations for word in near.split())
    if _says(verdicts.low, near):
        return None if denied else Forecast.NOT_MET
    if _says(verdicts.high, near):
        return Forecast.NOT_MET if denied else Forecast.MET
    return None


def _near(sentence: str, begin: int, end: int, *, before: int, after: int) -> str:
    """Return a part of a sentence with some words around it, no more than its clause holds."""
    left = _CLAUSE.split(sentence[:begin].lower())[-1].split()[-before:]
    right = _CLAUSE.split(sentence[end:].lower())[0].split()[:after]
    return " ".join((*left, sentence[begin:end].lower(), *right)).rstrip(".!?")


def _says_that_it_is_reached(sentence: str, words: GoalReportWords) -> Iterator[re.Match[str]]:
    verdicts = words.verdicts
    yield from _pattern((*verdicts.met, *verdicts.reached)).finditer(sentence)


def _is_risked(sentence: str, words: GoalReportWords, *, judged: bool) -> bool:
    """Return whether a doubt stands before what is reached or not: "en risk att målet inte nås".

    Args:
        sentence: The sentence.
        words: The words to go by.
        judged: False where only a goal that is named after the doubt tells that one is judged.
    """
    doubt = _pattern(tuple(words.verdicts.doubts)).search(sentence)
    if doubt is None:
        return False
    return any(
        doubt.end() <= match.start()
        and (judged or _says(words.verdicts.goals, sentence[doubt.end() : match.start()]))
        for match in _says_that_it_is_reached(sentence, words)
    )


def _partly(sentence: str, words: GoalReportWords) -> bool:
    """Return whether a word near what says that a goal is met takes back a part of it."""
    return any(
        _says(words.verdicts.partly, _near(sentence, *match.span(), before=_NEAR + 2, after=_NEAR))
        for match in _says_that_it_is_reached(sentence, words)
    ) and not _denies(sentence, words)


def _denies(sentence: str, words: GoalReportWords) -> bool:
    """Return whether what says that a goal is met is denied.

    A negation stands in its clause: anywhere between the goal and it, a few words before it, or
    right after it ("Målet uppnås inte").
    """
    verdicts = words.verdicts
    for match in _says_that_it_is_reached(sentence, words):
        clause = _CLAUSE.split(sentence[: match.start()].lower())[-1]
        goals = list(_pattern(tuple(verdicts.goals)).finditer(clause))
        between = clause[goals[-1].end() :] if goals else ""
        judging = list(_pattern(tuple(verdicts.judging)).finditer(clause))
        judged = clause[judging[-1].end() :].split()[:1] if judging else []  # "bedömer inte att"
        before = (*clause.split()[-_NEAR:], *between.split(), *judged)
        after = _CLAUSE.split(sentence[match.end() :].lower())[0].split()[:_AFTER]
        if any(word in verdicts.only for word in after[1:2]):  # "inte bara"
            after = []
        if any(word.strip(".!?") in verdicts.negations for word in (*before, *after)):
            return True
    return False


def _unsure(sentence: str, words: GoalReportWords) -> Forecast | None:
    """Return UNCERTAIN for "Det är osäkert om arbetet hinner färdigställas under året"."""
    if re.match(r"\s*det (?:är|råder|finns) ", sentence, re.IGNORECASE) is None:
        return None
    return Forecast.UNCERTAIN if _says(words.verdicts.uncertain, sentence) else None

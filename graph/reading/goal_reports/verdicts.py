"""Verdicts: whether a sentence says that a goal will be met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from styrkedja.graph.model import Forecast
from styrkedja.graph.profiles.words import GoalReportWords

from .sentences import sentences

__all__ = ["read_verdict"]

_LONGEST = 20_000
_NEAR = 4  # words
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


def _verdict(sentence: str, words: GoalReportWords) -> Forecast | None:
    verdicts = words.verdicts
    judged = _says(verdicts.judging, sentence)
    about_goals = _says(verdicts.goals, sentence)
    if not (judged or about_goals) or _says(verdicts.no_verdict, sentence):
        return _unsure(sentence, words)
    unmet = _says(verdicts.not_met, sentence) or _denies(sentence, words)
    if judged and unmet:
        return Forecast.NOT_MET
    if _says(verdicts.uncertain, sentence):
        return Forecast.UNCERTAIN
    if unmet:
        opens = _pattern(tuple(verdicts.goals)).match(sentence.lstrip())
        return Forecast.NOT_MET if opens or _IMPERSONAL.match(sentence) else None
    if judged and _says(verdicts.met, sentence):
        return Forecast.MET
    if _says(verdicts.met, sentence) and _pattern(tuple(verdicts.goals)).match(sentence.lstrip()):
        return Forecast.MET
    return None


def _denies(sentence: str, words: GoalReportWords) -> bool:
    """Return whether a negation stands a few words before what says that a goal is met."""
    for match in _pattern(tuple(words.verdicts.met)).finditer(sentence):
        before = sentence[: match.start()].lower().split()[-_NEAR:]
        if any(word in words.verdicts.negations for word in before):
            return True
    return False


def _unsure(sentence: str, words: GoalReportWords) -> Forecast | None:
    """Return UNCERTAIN for "Det är osäkert om arbetet hinner färdigställas under året"."""
    if re.match(r"\s*det (?:är|råder|finns) ", sentence, re.IGNORECASE) is None:
        return None
    return Forecast.UNCERTAIN if _says(words.verdicts.uncertain, sentence) else None

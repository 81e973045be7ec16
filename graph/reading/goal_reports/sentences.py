"""Sentences of running text, and the status that a bullet says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from styrkedja.graph.model import Status
from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import GoalReportWords

__all__ = ["first_sentence", "own_status", "sentences"]

_END = re.compile(r"[.!?][\"”’´'»)]*(?= +[\"“”’(\[´]?[A-ZÅÄÖÉ]| *$)")
_LABELLED = re.compile(r"(?P<label>\w+): ?(?P<word>[^:.()]+)[.)]*$")
_WORD_BEFORE = re.compile(r"[\w.]+$")
_COPULAS = frozenset(("är", "har", "var", "blev", "blir", "blivit", "varit", "helt", "delvis"))
_MANY = 20  # words of a bullet that may end with its status
_LONGEST_TAIL = 60  # characters at a bullet's end that hold "Status: Klar"
_LONGEST = 6000  # a longer text holds no sentences


def sentences(text: str, words: GoalReportWords) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends.

    >>> from styrkedja.graph.profiles import default_profile
    >>> text = "Insatser (ex. psykisk ohälsa). Pågår"
    >>> [text[a:b] for a, b in sentences(text, default_profile().goal_reports)]
    ['Insatser (ex. psykisk ohälsa).', 'Pågår']
    """
    short = _short_forms(words)
    begin = depth = at = 0
    for match in _END.finditer(text):
        depth += text.count("(", at, match.end()) - text.count(")", at, match.end())
        at = match.end()
        before = _WORD_BEFORE.search(text, max(begin, match.start() - 12), match.start())
        is_short = before is not None and before[0].lower() in short
        if (depth > 0 and match.start() - begin < 500) or (is_short and match.end() < len(text)):
            continue
        depth = 0
        yield begin, match.end()
        begin = match.end() + len(text[match.end() :][:4]) - len(text[match.end() :][:4].lstrip())
    if text[begin:].strip():
        yield begin, len(text)


@cache
def _short_forms(words: GoalReportWords) -> frozenset[str]:
    return frozenset(word.lower() for word in words.short_forms)


def first_sentence(text: str, words: GoalReportWords) -> tuple[str, str]:
    """Return the first sentence of a text, and the rest."""
    if len(text) > _LONGEST:
        return text, ""
    for begin, end in sentences(text, words):
        return text[begin:end].strip(), text[end:].strip()
    return text, ""


def own_status(text: str, profile: Profile) -> tuple[Status, str, str, str] | None:
    """Return the status that a bullet says of itself, its word, the title and the rest.

    The word stands after a comma or "vilket är" in the first sentence, alone at its end, or opens
    the second sentence. None when it says none.

    Args:
        text: The bullet's text.
        profile: Which status words there are.
    """
    words = profile.goal_reports
    labelled = _under_a_label(text, profile)
    if labelled is not None:
        return labelled
    title, rest = first_sentence(text, words)
    found = _after_a_comma(title, profile)
    if found is not None:
        begin, end, word = found
        after = title[end:].strip()
        if not after.strip(" .;,:"):
            return _status(word, profile), word, title[:begin], rest
        if after[:1].isupper():
            return _status(word, profile), word, title[:begin], f"{after} {rest}".strip()
        if title[begin] == ",":
            return _status(word, profile), word, title, rest
    parts = title.rstrip(" .").split()
    for size in (2, 1):
        known = " ".join(parts[-size:])
        if size < len(parts) <= _MANY and fold(known) in profile.statuses:
            before = parts[-size - 1].lower()
            if before in words.verdicts.negations:
                break
            whole = before in _COPULAS  # "Förstudien är klar" is a sentence, and the title
            shown = title if whole else " ".join(parts[:-size])
            return _status(known, profile), known.strip("()"), shown, rest
    opening = rest.split()
    for size in (2, 1):
        known = " ".join(opening[:size]).strip(" .,;:")
        if opening and fold(known) in profile.statuses:
            return _status(known, profile), known, title, rest
    return None


def _under_a_label(text: str, profile: Profile) -> tuple[Status, str, str, str] | None:
    """Return what "… . Status: Klar" at a bullet's end says, as `own_status` does."""
    match = _LABELLED.search(text[-_LONGEST_TAIL:])
    if match is None or profile.labels.get(fold(match["label"])) != "status":
        return None
    word = match["word"].strip()
    if fold(word) not in profile.statuses:
        return None
    before = text[: len(text) - len(match[0])].rstrip(" ,;(–-")
    title, rest = first_sentence(before, profile.goal_reports)
    return _status(word, profile), word, title, rest


def _after_a_comma(title: str, profile: Profile) -> tuple[int, int, str] | None:
    if len(title) > _LONGEST:
        return None
    lowered = title.lower()
    joints = sorted(profile.goal_reports.joints, key=len, reverse=True)
    for match in re.finditer(r",|\s", title):
        shift = match.end()
        while lowered[shift : shift + 1].isspace():
            shift += 1
        joint = next((one for one in joints if lowered.startswith(one + " ", shift)), None)
        if joint is not None:
            shift += len(joint) + 1
        elif match[0] != ",":
            continue
        parts = title[shift : shift + 60].split(" ")
        for size in (2, 1):
            word = " ".join(parts[:size])
            if fold(word) in profile.statuses and word.strip():
                return match.start(), shift + len(word), word.strip(" .,;:")
    return None


def _status(word: str, profile: Profile) -> Status:
    return profile.statuses[fold(word)]

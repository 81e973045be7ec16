"""Titles of goals: what begins one, what it is for, and what is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from styrkedja.graph.profiles.words import GoalReportWords

__all__ = ["Wording", "is_opening", "opened_with", "read_wording"]

_JOINT = re.compile(r"\s+[-–—]\s+")
_SHORT_NAME = re.compile(r"(?P<name>[A-ZÅÄÖ][\w-]{2,20}): (?P<title>[A-ZÅÄÖ].*)", re.DOTALL)
_LONGEST = 800


@dataclass(frozen=True, slots=True)
class Wording:
    """What a goal's title says.

    Args:
        title: The title.
        opening: What it begins with: `goal`, `initiative`, `overarching`, `purpose` or "".
        purpose: What it is for, or None.
        short_name: The short name of an overarching goal before its colon ("Aktiv: …"), or None.
    """

    title: str
    opening: str = ""
    purpose: str | None = None
    short_name: str | None = None


@cache
def _openings(words: GoalReportWords) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (key, re.compile(_any_of(words.openings.get(key, [])) + after, re.IGNORECASE))
        for key, after in (
            ("overarching", r"(?: ?\([^()]{0,80}\))? ?: *"),
            ("initiative", r"[:\s] *"),
            ("purpose", r"(?: \d{1,2})?(?:: *| +(?=(?-i:[A-ZÅÄÖ])))"),
            ("goal", r"(?: \d{1,2})?(?: ?[-–:] *| +(?=(?-i:[A-ZÅÄÖ])))"),
        )
    )


def _any_of(phrases: Sequence[str]) -> str:
    return "(?:" + "|".join(map(re.escape, phrases)) + ")" if phrases else r"(?!)"


def opened_with(text: str, words: GoalReportWords) -> tuple[str, int]:
    """Return what a title begins with (`goal`, `initiative`, …, or "") and how long that is."""
    for key, pattern in _openings(words):
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :]
        if key == "initiative" and rest[:1].islower() and not _names_a_purpose(rest, words):
            continue  # a sentence about the initiative
        return key, match.end()
    return "", 0


def _names_a_purpose(text: str, words: GoalReportWords) -> bool:
    return re.search(_any_of(words.purposes) + r"\b", text[:120], re.IGNORECASE) is not None


def is_opening(text: str, words: GoalReportWords) -> bool:
    """Return whether a text begins as a goal's title does, or names a purpose near its start."""
    return bool(opened_with(text, words)[0]) or _purpose_at(text, words) is not None


def read_wording(text: str, words: GoalReportWords) -> Wording:
    """Return what a goal's title says.

    >>> from styrkedja.graph.profiles import default_profile
    >>> words = default_profile().goal_reports
    >>> read_wording("Effektmål 1: Vi bygger Utmaning: Minska utsläppen.", words)
    Wording(title='Minska utsläppen', opening='purpose', purpose='Vi bygger', short_name=None)
    """
    text = text[:_LONGEST]
    at = _purpose_at(text, words)
    if at is not None:
        return _of_purpose(text[at:], words)
    key, end = opened_with(text, words)
    if key == "initiative":
        return _initiative(text[end:], words)
    match = _SHORT_NAME.fullmatch(text) if not key else None
    if match is not None:
        return Wording(_bare(match["title"]), "", None, match["name"])
    return Wording(_bare(text[end:]) or _bare(text), key)


@cache
def _purpose_pattern(words: GoalReportWords) -> re.Pattern[str]:
    labels = _any_of(words.openings.get("purpose", []))
    return re.compile(rf"(?:^|[-–:] ){labels}(?: \d{{1,2}}(?=:)|(?=:)|(?= [A-ZÅÄÖ]))")


def _purpose_at(text: str, words: GoalReportWords) -> int | None:
    """Return where "Effektmål 2: …" begins; a few words may stand before it."""
    match = _purpose_pattern(words).search(text[:120])
    if match is None:
        return None
    return match.end()


def _of_purpose(rest: str, words: GoalReportWords) -> Wording:
    rest = rest.lstrip(": ")
    challenge = re.search(rf"[\s.]+{_any_of(words.challenges)}(?: \d{{1,2}})?: *", rest)
    if challenge is not None:
        return Wording(_bare(rest[challenge.end() :]), "purpose", _bare(rest[: challenge.start()]))
    joint = _JOINT.search(rest)
    if joint is not None:
        return Wording(_bare(rest[joint.end() :]), "purpose", _bare(rest[: joint.start()]))
    return Wording(_bare(rest), "purpose")


def _initiative(rest: str, words: GoalReportWords) -> Wording:
    """Return title and purpose of "Trygg stad. För att …", whatever sign parts the two."""
    purposes = "|".join(map(re.escape, words.purposes))
    match = re.search(rf"\s*[.,:;–—-]*\s+(?P<purpose>(?:{purposes})\b)", rest, re.IGNORECASE)
    if match is None or match.start() == 0:
        return Wording(_bare(rest), "initiative")
    title = _bare(rest[: match.start()].strip(" .,:;–—-"))
    return Wording(
        title[:1].upper() + title[1:], "initiative", _bare(rest[match.start("purpose") :])
    )


def _bare(text: str) -> str:
    return " ".join(text.split()).strip().rstrip(" .;,:")

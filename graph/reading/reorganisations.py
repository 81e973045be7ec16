"""Sentences that say which body replaced which, and when.

"Den 1 januari 2025 ersatte samhällsnämnden byggnadsnämnden och trafiknämnden." Only a sentence that
names bodies on both sides, and a day or a year, is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from styrkedja.graph.model import BodyKind
from styrkedja.graph.profiles import Profile

from .bodies import body_of
from .dates import read_deadline
from .lines import Line, join

__all__ = ["Reorganisation", "find_reorganisations"]

_NEW_FIRST = re.compile(
    r"\b(?:ersätter|ersatte|har ersatt|tar över efter|tog över efter|har tagit över efter"
    r"|övertog (?:ansvaret|uppgifterna) från|har övertagit (?:ansvaret|uppgifterna) från)\b",
    re.IGNORECASE,
)
_OLD_FIRST = re.compile(
    r"\b(?:ersattes av|ersätts av|ersatts av|slogs (?:samman|ihop) till|slås (?:samman|ihop) till"
    r"|slagits (?:samman|ihop) till|gick upp i|har gått upp i|uppgick i|har uppgått i"
    r"|bytte namn till|har bytt namn till)\b",
    re.IGNORECASE,
)
_STEMS = ("ersatt", "ersätt", "samman till", "ihop till", "upp i", "uppg", "namn till", "över")
_NAME = re.compile(
    r"\b(?:(?!denna|båda|samma|andra|gamla|tidigare|nya)\w{3,20}a nämnden"
    r"|(?:\w{2,30}- och )?\w{1,30}nämnden"
    r"|kommunstyrelsen|(?:[A-ZÅÄÖ][\wåäö]+ ){1,3}AB)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:(?P<day>\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober"
    r"|november|december) \d{4}|\d{4}-\d\d-\d\d)|(?:från och med|fr\.o\.m\.|sedan|årsskiftet|år)"
    r" (?:(?:januari|årsskiftet) )?(?:\d{4}/)?(?P<year>20\d\d))\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_LONGEST = 500  # characters of a sentence that is looked at
_NEAR = 3  # lines above and below the verb that can belong to its sentence


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """One or more bodies that were replaced.

    Args:
        day: From when on.
        before: Names of the bodies that were replaced, as printed.
        after: Name of the body that replaced them, as printed.
        lines: Where it is said.
    """

    day: date
    before: tuple[str, ...]
    after: str
    lines: tuple[int, ...]


def find_reorganisations(
    lines: Sequence[Line], profile: Profile, hyphenated: frozenset[str]
) -> Iterator[Reorganisation]:
    """Yield the reorganisations that a document tells, each once.

    Args:
        lines: The document's lines.
        profile: How names of bodies end.
        hyphenated: Words that the document writes with a hyphen.
    """
    told: set[tuple[tuple[str, ...], str]] = set()
    for index, line in enumerate(lines):
        if not any(stem in line.text for stem in _STEMS):
            continue
        for found in _around(lines, index, profile, hyphenated):
            key = (tuple(name.lower() for name in found.before), found.after.lower())
            if key not in told:
                told.add(key)
                yield found


def _around(
    lines: Sequence[Line], index: int, profile: Profile, hyphenated: frozenset[str]
) -> Iterator[Reorganisation]:
    near = [lines[index]]
    for step in range(1, _NEAR + 1):
        if index - step < 0 or not lines[index - step].text:
            break
        near.insert(0, lines[index - step])
    for step in range(1, _NEAR + 1):
        if index + step >= len(lines) or not lines[index + step].text:
            break
        near.append(lines[index + step])
    if sum(len(line.text) for line in near) > 20 * _LONGEST:
        return
    joined = join(near, hyphenated)
    begin = 0
    for sentence in _END.split(joined.text):
        at = joined.text.index(sentence, begin)
        begin = at + len(sentence)
        found = _told(sentence, profile) if len(sentence) <= _LONGEST else None
        if found is not None:
            day, before, after = found
            where = joined.passage(at, begin)
            yield Reorganisation(day, before, after, tuple(range(where.first, where.last + 1)))


def _told(sentence: str, profile: Profile) -> tuple[date, tuple[str, ...], str] | None:
    """Return day, old bodies and new body of a sentence, or None when it tells none."""
    when = _DAY.search(sentence)
    if when is None:
        return None
    new_first, old_first = _NEW_FIRST.search(sentence), _OLD_FIRST.search(sentence)
    verb = new_first or old_first
    if verb is None:
        return None
    left = _names(sentence[: verb.start()], profile)
    right = _names(sentence[verb.end() :], profile)
    if not left:  # "Den 1 januari 2025 ersatte X Y och Z": the verb stands before both
        left, right = right[:1], right[1:]
    new, old = (left, right) if new_first else (right, left)
    if len(new) != 1 or not old or new[0].lower() in map(str.lower, old):
        return None
    text = when["day"] or f"{when['year']}-01-01"
    day = read_deadline(text).day
    return None if day is None else (day, tuple(old), new[0])


def _names(text: str, profile: Profile) -> list[str]:
    names = (match[0] for match in _NAME.finditer(text))
    return [
        name[:1].upper() + name[1:]
        for name in names
        if body_of(name, profile).kind is not BodyKind.OTHER
    ]

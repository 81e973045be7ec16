"""Which lines introduce a list in a focus area, and what the list holds.

"Kommunfullmäktiges mål:", "Uppdrag utifrån fokusområdet.", "Mål 2: Alla elever lyckas": a known
noun, with what may stand before and after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from styrkedja.graph.model import BodyKind, ElementKind
from styrkedja.graph.profiles import Profile, fold

from .bodies import body_kind

__all__ = ["Label", "read_label", "without_marks"]

_LONGEST = 90  # characters of a label
_MARKS = re.compile(r"^[#>]{1,6}\s+|^[*_]{1,3}(?=\S)|\*\*|__")
_CLOSING_MARKS = re.compile(r"[*_]{1,3}\s*$|\s+#{1,6}$")
_YEARS = re.compile(r"\(?\b(?:åren |år )?20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?\b\)?")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\D)")
_NUMBERED = re.compile(r"([^\W\d]{3,30})\s+(\d{1,2}(?:\.\d{1,2}){0,3})\s*[.:)–-]?\s+(?=\S)")
_NUMBER_AT_END = re.compile(r"\s+(\d{1,2}(?:\.\d{1,2}){0,3})$")
_BODY_AT_END = re.compile(r"\s*\(([^()]{3,60})\)$")  # "Nämndmål (Socialnämnden): …"
_GENITIVE = re.compile(r"(.{4,80})s (\w+)")


@dataclass(frozen=True, slots=True)
class Label:
    """What introduces a list.

    Args:
        holds: What the list holds: the value of an element's kind, "indicator" or "description".
        decided_by: The body that decided what the list holds, or None.
        owner: The body that the list is of ("Kommunstyrelsens mål"), or None.
        number: The number that it carries itself, as one item does ("Mål 2:"), or None.
        rest: The offset in the line's text, marks left out, of what follows it on the line; None
            when nothing does.
        sure: False when its words alone do not tell a label from a sentence: it is one only right
            above a list.
    """

    holds: str
    decided_by: str | None = None
    owner: str | None = None
    number: str | None = None
    rest: int | None = None
    sure: bool = True

    @property
    def kind(self) -> ElementKind | None:
        """The kind of element that the list holds, or None."""
        return None if self.holds in {"indicator", "description"} else ElementKind(self.holds)


def without_marks(text: str) -> str:
    """Return a line's text without the marks of Markdown.

    >>> without_marks("## **En trygg kommun**")
    'En trygg kommun'
    """
    if not any(mark in text for mark in "#>*_"):
        return text
    return _CLOSING_MARKS.sub("", _MARKS.sub("", _MARKS.sub("", text))).strip()


def read_label(text: str, profile: Profile) -> Label | None:
    """Return the label that a line begins with, or None when it begins with none.

    Args:
        text: The line without marks and bullet.
        profile: Which labels there are.
    """
    if _nouns(profile).search(fold(text[: _LONGEST + 1])) is None:
        return None
    colon = text.find(":", 0, _LONGEST + 1)
    if colon >= 0 and text[colon + 1 :].strip():
        return _inline(text, colon, profile)
    numbered = _NUMBERED.match(text[:_LONGEST])
    if numbered is not None:
        label = _labels(profile).get(fold(numbered[1]))
        if label is not None and label.kind is not None:
            return replace(label, number=numbered[2], rest=numbered.end())
    if len(text) > _LONGEST:
        return None
    return _whole(text.rstrip(":. "), profile, colon=colon >= 0, stop=text.endswith("."))


def _inline(text: str, colon: int, profile: Profile) -> Label | None:
    """Return the label before a colon, with what follows it as its one item."""
    head = text[:colon]
    number = _NUMBER_AT_END.search(head)
    if number is not None:
        head = head[: number.start()]
    named = _BODY_AT_END.search(head)
    owner = named[1] if named is not None and _is_one_body(named[1], profile) else None
    if named is not None and owner is not None:
        head = head[: named.start()]
    label = _whole(head.strip(), profile, colon=True, stop=False)
    if label is None or not label.sure:
        return None
    if owner is not None:
        label = replace(label, owner=owner)
    after = text[colon + 1 :]
    rest = len(text) - len(after.lstrip())
    return replace(label, number=number[1] if number else None, rest=rest)


def _whole(head: str, profile: Profile, *, colon: bool, stop: bool) -> Label | None:
    """Return the label that some words are, as a whole."""
    head = " ".join(_YEARS.sub(" ", _SECTION.sub("", head, count=1)).split())
    known = _labels(profile).get(fold(head))
    if known is not None:
        return known
    owned = _owned(head, profile)
    if owned is not None:
        return owned
    words = head.split()
    joints = _folded(profile, "joints")
    for count, word in enumerate(words[1:], start=1):
        if fold(word) not in joints:
            continue
        label = _with_determiners(words[:count], profile)
        if label is None:
            continue
        tail = " ".join(words[count + 1 :])
        if fold(word) == "till" and _is_one_body(tail, profile):
            return replace(label, owner=tail[:1].upper() + tail[1:])
        if _folded(profile, "areas") & {fold(tail)} or fold(tail) in _PERIODS or not tail:
            return label
        return None if stop else replace(label, sure=label.sure and colon)
    label = _with_determiners(words, profile)
    return None if label is None or stop else replace(label, sure=colon)


_PERIODS = frozenset(
    map(fold, ("perioden", "mandatperioden", "budgetperioden", "planperioden", "året", "området"))
)


def _with_determiners(words: list[str], profile: Profile) -> Label | None:
    """Return the label that is left when words before its noun are dropped."""
    determiners = _folded(profile, "determiners")
    for first in range(len(words)):
        label = _labels(profile).get(fold(" ".join(words[first:])))
        if label is not None:
            decider = _decider(words[0], profile)
            return replace(label, decided_by=decider or label.decided_by)
        if fold(words[first]) not in determiners and not words[first].isdigit():
            return None
    return None


def _owned(head: str, profile: Profile) -> Label | None:
    """Return the label of one body's own list: "Barn- och skolnämndens mål"."""
    match = _GENITIVE.fullmatch(head)
    label = None if match is None else _labels(profile).get(fold(match[2]))
    if match is None or label is None or not _is_one_body(match[1], profile):
        return None
    name = match[1]
    if body_kind(name, profile) is BodyKind.COUNCIL:
        return replace(label, decided_by=name)
    if label.holds == ElementKind.OVERARCHING_GOAL:
        label = replace(label, holds=ElementKind.BOARD_GOAL.value)
    return replace(label, owner=name)


def _is_one_body(name: str, profile: Profile) -> bool:
    bare = name.split()
    told = body_kind(name, profile) is not BodyKind.OTHER if bare else False
    endings = {fold(ending) for ending, kind in profile.body_endings if kind in _NO_NAMES}
    return told and fold(name) not in endings


_NO_NAMES = frozenset(
    {BodyKind.BOARD, BodyKind.ADMINISTRATION, BodyKind.DEPARTMENT, BodyKind.COMPANY}
)


def _decider(word: str, profile: Profile) -> str | None:
    known = {fold(begin): name for begin, name in profile.focus_areas.deciders.items()}
    return known.get(fold(word))


@lru_cache(maxsize=8)
def _labels(profile: Profile) -> dict[str, Label]:
    """Return the labels by their folded words."""
    found: dict[str, Label] = {}
    for holds, wordings in profile.focus_areas.labels.items():
        for wording in wordings:
            decider = _decider(wording.split()[0], profile)
            found.setdefault(fold(wording), Label(holds, decided_by=decider))
    return found


@lru_cache(maxsize=8)
def _nouns(profile: Profile) -> re.Pattern[str]:
    """Return what matches the words without which a line holds no label."""
    known = set(_labels(profile))
    least = (word for word in known if not any(other in word for other in known - {word}))
    return re.compile("|".join(map(re.escape, least)))


@lru_cache(maxsize=32)
def _folded(profile: Profile, name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in getattr(profile.focus_areas, name))

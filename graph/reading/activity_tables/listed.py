"""The list of assignments before the tables: numbers, wording, and who gets them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..bodies import BodyNames, read_bodies
from ..lines import Line
from .blocks import bullet_of
from .sections import plain

__all__ = ["ListedAssignment", "find_listed", "named_in"]

_NUMBERED = re.compile(r"(?:Uppdrag\s+)?(\d{1,3}[a-z]?)\s*[.):]\s*(?=\S)", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_LONGEST_HEADING = 200
_MOST_LINES = 30
_LONGEST_NAME = 6


@dataclass(slots=True, eq=False)
class ListedAssignment:
    """An assignment of the list: "common" or "board", its number or None, its lines."""

    kind: str
    number: str | None
    lines: list[Line] = field(default_factory=list)


def find_listed(
    lines: Sequence[Line], words: ActivityTableWords, skip: frozenset[int]
) -> tuple[list[ListedAssignment], list[int]]:
    """Return the assignments listed before the tables, and the numbers of the list's headings.

    Args:
        lines: The lines before the first table.
        words: Headings of the lists.
        skip: Numbers of lines that are headings, furniture or taken.
    """
    found: list[ListedAssignment] = []
    headings: list[int] = []
    kind: str | None = None
    heading_goes_on = False
    item: ListedAssignment | None = None
    gap = False
    for line in lines:
        if not line.text:
            gap, heading_goes_on = True, False
            continue
        if line.number in skip:
            item = kind = None
            continue
        heads = _heading(line, words)
        if heads is not None:
            kind, item, heading_goes_on = heads, None, True
            headings.append(line.number)
        elif kind is not None:
            begins = _begin(line, kind, words)
            if begins is not None:
                item, heading_goes_on = begins, False
                found.append(item)
            elif heading_goes_on:
                headings.append(line.number)
            elif item is not None and len(item.lines) < _MOST_LINES and _goes_on(item, line, gap):
                item.lines.append(line)
            else:
                item = kind = None
        gap = False
    return found, headings


def named_in(text: str, profile: Profile, words: ActivityTableWords) -> BodyNames:
    """Return who gets an assignment, by its wording: the names before "ska".

    Names after "i samverkan med" are bodies that take part.

    Args:
        text: The assignment's wording.
        profile: How names of bodies end, and which groups there are.
        words: The words that follow the names.
    """
    match = _duty(words).search(text[:600])
    if match is None:
        return BodyNames()
    named = read_bodies([Line(1, _PARENTHESIS.sub("", text[: match.start()]))], profile)
    if named.rest.strip(" ,.") and not (named.responsible or named.groups):
        return BodyNames()
    return BodyNames(
        named.responsible,
        (*named.contributing, *_taking_part(text[match.end() : match.end() + 300], profile)),
        named.groups,
    )


def _taking_part(text: str, profile: Profile) -> tuple[str, ...]:
    """Return the bodies named right after "i samverkan med"."""
    lowered = text.lower()
    for phrase in profile.with_others:
        at = lowered.find(phrase)
        if at < 0:
            continue
        names: list[str] = []
        rest = text[at + len(phrase) :].strip()
        while rest:
            name, rest = _first_name(rest, profile)
            if not name:
                break
            names.append(name)
            if rest.startswith(","):
                rest = rest[1:].strip()
            elif rest.startswith("och "):
                rest = rest[len("och ") :]
            else:
                break
        return tuple(names)
    return ()


def _first_name(text: str, profile: Profile) -> tuple[str, str]:
    """Return the name of a body that a text begins with and the rest; no name if none does."""
    words = text.split()
    endings = [ending for ending, _ in profile.body_endings if not ending.isupper()]
    for size in range(1, min(_LONGEST_NAME, len(words)) + 1):
        name = " ".join(words[:size])
        bare = name.rstrip(",.;")
        if bare.rsplit(" ", 1)[-1].lower().endswith(tuple(endings)):
            return bare, (name[len(bare) :] + " " + " ".join(words[size:])).strip()
        if name != bare:
            break
    return "", text


@lru_cache(maxsize=64)
def _duty(words: ActivityTableWords) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, words.duties))})\s", re.IGNORECASE)


def _heading(line: Line, words: ActivityTableWords) -> str | None:
    text = plain(line.text).rstrip(":")
    if len(text) > _LONGEST_HEADING:
        return None
    name = fold(text.split("(", 1)[0])
    for kind, known in words.lists.items():
        if name in {fold(word) for word in known}:
            return kind
    return None


def _begin(line: Line, kind: str, words: ActivityTableWords) -> ListedAssignment | None:
    text = line.text
    sign = bullet_of(text, (*words.bullets, *words.dashes))
    if sign is not None:
        text = text[len(sign) :].strip()
    match = _NUMBERED.match(text)
    if match is None and sign is None:
        return None
    number = match[1] if match else None
    rest = text[match.end() :] if match else text
    if not rest[:1].isupper():
        return None
    return ListedAssignment(kind, number, [line._replace(text=rest)])


def _goes_on(item: ListedAssignment, line: Line, gap: bool) -> bool:
    """Return whether a line goes on with an assignment: after a gap only what cannot begin one."""
    return not gap or line.text[:1].islower() or not item.lines[-1].text.endswith((".", "!", ":"))

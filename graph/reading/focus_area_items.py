"""The items of a focus area's lists: their text, and the bodies in the parenthesis at their end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from styrkedja.graph.profiles import Profile, fold

from .bodies import read_bodies
from .dates import Deadline, read_deadline
from .lines import Line, join

__all__ = ["Item", "Named", "split_bodies"]

_ABBREVIATION = re.compile(r"[A-ZÅÄÖ](?=[A-Za-zåäöÅÄÖ&-]*[A-ZÅÄÖ])[A-Za-zåäöÅÄÖ&-]{1,7}")
_PARTS = re.compile(r"\s*[/,;+]\s*|(?<!-)\s+(?:och|samt|&)\s+(?=[A-ZÅÄÖ])")
_NAME = re.compile(r"[A-ZÅÄÖ][^\d()]{1,59}")
_LONGEST = 400  # characters of a parenthesis with names
_UNTIL = re.compile(
    r"(?<=\))\s*[,;–-]?\s*(?:klart |klar |färdigt |redovisas )?(?:senast|klart|klar)\s+"
    r"(?P<day>[^()]{4,20})$"
)  # "(ansvar: kommunstyrelsen) senast 2025-06-30"
_PAIRS = {")": "(", "]": "["}
_AFTER_TITLE = " .,;:–"
_MOST_PARENTHESES = 2


@dataclass(slots=True, eq=False)
class Item:
    """One item of a list.

    Args:
        lines: Its lines; the first without its bullet.
        number: The number before it, or None.
        indent: Blanks before it.
        parts: Lines of what is printed below it and is its own text: parts of it, a paragraph.
    """

    lines: list[Line]
    number: str | None = None
    indent: int = 0
    parts: list[Line] = field(default_factory=list)

    @property
    def last(self) -> str:
        """Its last line's text."""
        return self.lines[-1].text

    def text(self, hyphenated: frozenset[str]) -> str:
        """Return it as running text, without marks of Markdown."""
        lines = [line for line in self.lines if line.text]
        return join(lines, hyphenated).text.replace("**", "") if lines else ""

    def numbers(self) -> list[int]:
        """Return the numbers of all its lines."""
        return [line.number for line in (*self.lines, *self.parts)]


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies that an item ends with.

    Args:
        responsible: Names and abbreviations, as printed, in order.
        contributing: Those after "i samverkan med".
        groups: Names of groups of bodies.
        deadline: A date among them, or None.
    """

    responsible: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deadline: Deadline | None = None


def split_bodies(
    text: str,
    profile: Profile,
    *,
    known: frozenset[str] | None = None,
    loose: bool = False,
    year: int | None = None,
) -> tuple[str, Named]:
    """Return an item's title and the bodies in the parenthesis that closes it.

    A period may stand before or after the parenthesis. A parenthesis that names no bodies is part
    of the title.

    Args:
        text: The item.
        profile: How names of bodies end, and which abbreviations are none.
        known: The only abbreviations that count as bodies; None for all that look like one.
        loose: Whether any name in a closing parenthesis is one of a body, as where most items of a
            list have one.
        year: The document's year, for a date in the parenthesis.
    """
    title, named = text.rstrip(" ."), Named()
    until = _UNTIL.search(title[-_LONGEST:])
    if until is not None:
        deadline = read_deadline(until["day"], year=year)
        if deadline.day is not None:
            named = Named(deadline=deadline)
            title = title[: len(title) - len(until[0])]
    for _ in range(_MOST_PARENTHESES):
        opening = _opening(title)
        if opening is None:
            break
        found = _named(title[opening + 1 : -1], profile, known, loose=loose, year=year)
        if found is None:
            break
        named = Named(
            (*found.responsible, *named.responsible),
            (*found.contributing, *named.contributing),
            (*found.groups, *named.groups),
            found.deadline or named.deadline,
        )
        title = title[:opening].rstrip(_AFTER_TITLE)
    if not (named.responsible or named.contributing or named.groups):
        return _after_a_colon(text.rstrip(" ."), profile, year)
    return title, named


def _opening(title: str) -> int | None:
    """Return where the parenthesis that closes a title opens, or None when none closes it."""
    opens = _PAIRS.get(title[-1:])
    if opens is None:
        return None
    depth = 0
    for at in range(len(title) - 1, max(-1, len(title) - _LONGEST), -1):
        if title[at] == title[-1]:
            depth += 1
        elif title[at] == opens:
            depth -= 1
            if depth == 0:
                return at if at > 0 else None
    return None


def _after_a_colon(title: str, profile: Profile, year: int | None) -> tuple[str, Named]:
    """Return title and bodies of an item that ends in "Ansvarig nämnd: X"."""
    colon = title.rfind(":", max(0, len(title) - _LONGEST))
    if colon < 0:
        return title, Named()
    begin = max(title.rfind(sign, 0, colon) for sign in ".;(–") + 1
    if fold(title[begin:colon]) not in _owners(profile):
        return title, Named()
    found = _named(title[colon + 1 :].strip(), profile, None, loose=False, year=year)
    if found is None or not (found.responsible or found.groups):
        return title, Named()
    return title[:begin].rstrip(_AFTER_TITLE + "("), found


def _named(
    content: str,
    profile: Profile,
    known: frozenset[str] | None,
    *,
    loose: bool,
    year: int | None,
) -> Named | None:
    """Return the bodies that a parenthesis names, or None when it names anything else."""
    content = _without_owner(" ".join(content.split()), profile)
    contributing: tuple[str, ...] = ()
    for phrase in profile.with_others:
        at = content.lower().find(phrase)
        if at > 0:
            others = _named(content[at + len(phrase) :], profile, known, loose=loose, year=year)
            if others is None:
                return None
            contributing = (*others.responsible, *others.groups)
            content = content[:at].rstrip(" ,")
            break
    names: list[str] = []
    groups: list[str] = []
    deadline: Deadline | None = None
    whole = any(content.startswith(f"{opening} ") for opening in profile.body_openings)
    for part in [content] if whole else _PARTS.split(content):
        piece = part.strip(" .")
        if not piece:
            continue
        if _is_abbreviation(piece, profile, known):
            names.append(piece)
            continue
        if piece in profile.focus_areas.no_bodies or _ABBREVIATION.fullmatch(piece):
            return None
        read = read_bodies([Line(1, piece)], profile)
        if (read.responsible or read.groups) and not read.rest:
            names += read.responsible
            groups += read.groups
            continue
        day = read_deadline(piece, year=year)
        if day.day is not None and names:
            deadline = day
        elif loose and _NAME.fullmatch(piece):
            names.append(piece)
        else:
            return None
    if not names and not groups:
        return None
    return Named(tuple(dict.fromkeys(names)), contributing, tuple(groups), deadline)


def _is_abbreviation(piece: str, profile: Profile, known: frozenset[str] | None) -> bool:
    if piece in profile.abbreviations or (known is not None and piece in known):
        return True
    if known is not None or piece in profile.focus_areas.no_bodies:
        return False
    return _ABBREVIATION.fullmatch(piece) is not None


def _without_owner(content: str, profile: Profile) -> str:
    """Return the content without "Ansvarig nämnd:" before its names."""
    head, colon, rest = content.partition(":")
    if colon and fold(head) in _owners(profile):
        return rest.strip()
    words = content.split()
    for count in (2, 1):
        if len(words) > count and fold(" ".join(words[:count])) in _owners(profile):
            return " ".join(words[count:])
    return content


@lru_cache(maxsize=8)
def _owners(profile: Profile) -> frozenset[str]:
    return frozenset(fold(word) for word in profile.focus_areas.owners)

"""Names of boards, companies and groups in a card's field → bodies.

Names stand without separators and wrap over lines; what ends one is how names of bodies end
("nämnden", "styrelsen", "AB"). A hyphen before a blank is real ("Kultur- och fritidsnämnden"), one
inside a word or at a line's end comes from a narrow column ("Byggnads-nämnden").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from styrkedja.graph.model import Body, BodyKind
from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.rdf.iris import slug

from .lines import Line, join

__all__ = ["BodyNames", "body_kind", "body_of", "read_bodies"]

_SEPARATOR = re.compile(r"\s*[,;•|]\s*|\s+/\s*|(?<=[a-zåäö])/\s*(?=[A-ZÅÄÖ])")
_BETWEEN = frozenset({"och", "samt", "&", "/"})
_EXCEPT = re.compile(r"\s(?:utom|förutom|undantaget)\s", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{1,5}N")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_BELOW = re.compile(r"(\w{2,6}) ?/ ?(\w.*)", re.DOTALL)  # "KS/ Räddningstjänsten"
_INDEFINITE = ("nämnd", "förvaltning", "räddningstjänst", "stab")  # the register has "…nämnden"
_NO_NAMES = ("nämnd", "förvaltning", "stab")
_GROUP_OF_COMPANIES = re.compile(r"(?<=\bAB)[ ,]+koncernen$", re.IGNORECASE)
_SEGMENT = {BodyKind.EXECUTIVE_BOARD: "board"}


@dataclass(frozen=True, slots=True)
class BodyNames:
    """What a field names.

    Args:
        responsible: Names of bodies, as printed but for line breaks, in order.
        contributing: Names after "i samverkan med".
        groups: Names of groups ("Samtliga nämnder").
        rest: What was left after the last whole name, or "".
    """

    responsible: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    rest: str = ""


def read_bodies(lines: Sequence[Line], profile: Profile) -> BodyNames:
    """Return the bodies that a field's lines name.

    Args:
        lines: The lines of the field's value, none of them blank.
        profile: Which endings and groups there are.
    """
    if not lines:
        return BodyNames()
    text = _one_line([_without_mark(line) for line in lines], profile).rstrip(".")
    for phrase in profile.with_others:
        at = text.lower().find(phrase)
        if at >= 0:
            first = _names(text[:at], profile)
            others = _names(text[at + len(phrase) :], profile)
            rest = " ".join(part for part in (first.rest, others.rest) if part)
            return BodyNames(first.responsible, others.responsible, first.groups, rest)
    return _names(text, profile)


def body_of(printed: str, profile: Profile) -> Body:
    """Return the body that a printed name means, with the printed form as another spelling."""
    text = profile.abbreviations.get(printed.strip(), printed)
    below = _BELOW.match(text)
    above = None if below is None else profile.abbreviations.get(below[1])
    if below is not None and above is not None:
        part = body_of(below[2], profile)
        spellings = tuple(dict.fromkeys((printed, *part.spellings)))
        return replace(part, spellings=spellings, parent=body_of(above, profile).key)
    inside = _PARENTHESIS.search(text)
    abbreviations = (inside[1],) if inside and inside[1].isupper() else ()
    text = _PARENTHESIS.sub("", text)
    name = _mended(" ".join(text.split()), profile).replace("- o ", "- och ")
    name = name[:1].upper() + name[1:]
    if not name.startswith(("AB ", "VA-")) and name.isupper() and len(name) > 6:
        name = name.capitalize()
    if name.lower() == "kommunstyrelse":
        name = "Kommunstyrelsen"
    if name.lower().endswith(_INDEFINITE) and name.lower() not in _NO_NAMES:
        name += "en"
    name = _GROUP_OF_COMPANIES.sub("", name)
    kind = body_kind(name, profile)
    key = f"{_SEGMENT.get(kind, kind.value)}/{slug(name)}"
    same = fold(printed) == fold(name) and printed.lower() == name.lower()
    if printed in profile.abbreviations:
        return Body(name, kind, key, (), (printed,))
    spellings = () if same or abbreviations else (printed,)
    return Body(name, kind, key, spellings, abbreviations)


def body_kind(name: str, profile: Profile) -> BodyKind:
    """Return the kind of body that a name's ending (or "AB" before it) tells, else OTHER."""
    if name.startswith("AB "):
        return BodyKind.COMPANY
    words = name.split()
    for count, word in enumerate(words, start=1):
        if _runs_on(words, count) and _ending(word, profile) is not None:
            name = word
            break
    found = _ending(name.split()[-1], profile) if name.split() else None
    return BodyKind.OTHER if found is None else found


def _one_line(lines: Sequence[Line], profile: Profile) -> str:
    """Return the lines as one, with a separator after each name that runs to its line's end."""
    runs: list[list[Line]] = []
    for line in lines:
        opens = runs and _opens(runs[-1][0].text, profile)
        if not runs or (opens and line.text[:1].isupper()):
            runs.append([line])
        else:
            runs[-1].append(line)
    return "; ".join(join(run).text for run in runs)


def _opens(text: str, profile: Profile) -> bool:
    """Return whether a name begins so that it runs to the end of its line."""
    if any(text.lower().startswith(f"{o.lower()} ") for o in profile.body_openings):
        return True
    words = text.split()
    return any(
        _runs_on(words, count) and _ending(word, profile) is not None
        for count, word in enumerate(words, start=1)
    )


def _runs_on(words: Sequence[str], count: int) -> bool:
    """Return whether a name goes on after a word that could end it.

    "Gemensamma nämnden för hjälpmedel", "Programnämnd barn och utbildning".
    """
    if count >= len(words):
        return False
    following = words[count]
    indefinite = words[count - 1].lower().endswith("nämnd") and len(words[count - 1]) > 5
    return following == "för" or (
        indefinite and following.islower() and following not in _BETWEEN and following != "i"
    )


def _names(text: str, profile: Profile) -> BodyNames:
    names: list[str] = []
    groups: list[str] = []
    rest: list[str] = []
    for piece in _SEPARATOR.split(text):
        remaining = piece.strip()
        while remaining:
            name, remaining = _first_name(remaining, profile)
            if name is None:
                rest.append(remaining)
                break
            (groups if _is_group(name, profile) else names).append(name)
    return BodyNames(tuple(names), (), tuple(groups), " ".join(rest))


def _is_group(name: str, profile: Profile) -> bool:
    return fold(_EXCEPT.split(name)[0]) in profile.groups


def _first_name(text: str, profile: Profile) -> tuple[str | None, str]:
    """Return the first whole name of a text and what follows it; None when it has none."""
    words = text.split()
    while words and words[0].lower() in _BETWEEN:
        words = words[1:]
    text = " ".join(words)
    if not words:
        return None, ""
    if words[0] == "AB" or text in profile.abbreviations:
        return text, ""
    if _opens(text, profile):
        return text, ""
    opening = fold(words[0])
    most = 5 if any(group.startswith(opening) for group in profile.groups) else 0
    for size in range(min(len(words), most), 0, -1):
        if fold(" ".join(words[:size])) in profile.groups:
            if _EXCEPT.search(text):
                return text, ""  # "samtliga nämnder utom valnämnden" is a group of its own
            return " ".join(words[:size]), " ".join(words[size:])
    for count, word in enumerate(words, start=1):
        bare = word.strip("()")
        if count == 1 and (profile.abbreviations.get(word) or _ABBREVIATION.fullmatch(word)):
            return word, " ".join(words[1:])
        if _ending(bare, profile) is not None:
            if _runs_on(words, count):
                return text, ""
            if count < len(words) and re.fullmatch(r"\([^)]*\)", words[count]):
                count += 1
            return " ".join(words[:count]), " ".join(words[count:])
    return None, text


@lru_cache(maxsize=4096)
def _ending(word: str, profile: Profile) -> BodyKind | None:
    for ending, kind in profile.body_endings:
        if ending.isupper():
            if word == ending:
                return kind
        elif word.lower().endswith(ending):
            return kind
    return None


def _mended(name: str, profile: Profile) -> str:
    """Return a name without the hyphens that a narrow column put inside its words."""
    words = []
    for word in name.split():
        before, hyphen, after = word.rpartition("-")
        narrow = hyphen and before and after and after[0].islower() and not before.isupper()
        if narrow and _ending(after, profile) is not None:
            word = before + after
        words.append(word)
    return " ".join(words)


def _without_mark(line: Line) -> Line:
    return Line(line.number, line.text.lstrip("•*–- ").strip("*"), line.opens_page)

"""Abbreviations of bodies → the bodies they mean: "BSN" is "Barn- och skolnämnden".

What an abbreviation means is told by the document itself where it spells it out, by the bodies that
are known of the municipality, and by data: `graph/profiles/bodies.csv`, for single municipalities
first and then ("*") what the abbreviation usually means in Swedish municipalities.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from styrkedja.graph.model import Body, BodyKind, Register
from styrkedja.graph.profiles import Profile, default_profile
from styrkedja.graph.rdf.iris import slug

from .bodies import body_of
from .draft import Found
from .lines import Line

__all__ = [
    "Names",
    "doubt_about",
    "doubt_about_usual",
    "expand",
    "expansions",
    "is_abbreviation",
    "names_for",
    "settle",
    "spelled_out",
    "variants",
]

_ABBREVIATION = re.compile(r"[A-ZÅÄÖ](?=[A-Za-zåäöÅÄÖ&]*[A-ZÅÄÖ])[A-Za-zåäöÅÄÖ&]{1,7}")
_AFTER_NAME = re.compile(r"([^()]{3,90}?)\s*\(([A-ZÅÄÖ][A-Za-zåäöÅÄÖ&]{1,7})\)")
_BEFORE_NAME = re.compile(
    r"[-•*\s]*([A-ZÅÄÖ][A-Za-zåäöÅÄÖ&]{1,7})\s*(?:[=:–—(-]|\s(?=[A-ZÅÄÖ]))\s*"
    r"([A-ZÅÄÖa-zåäö][^()=:]{5,90}?)\)?[.,;]?"
)
_EQUALS = re.compile(
    r"(?<![\w=])([A-ZÅÄÖ][A-Za-zåäöÅÄÖ&]{1,7})\s?=\s?([^()=,;:]{5,90}?)(?=\s*(?:[,;.]|$))"
)  # one of several on a line: "KS = kommunstyrelsen, SN = socialnämnden"
_PARTS = re.compile(r"[\s-]+")
_ANDS = frozenset({"och", "samt", "&"})
_KINDS = frozenset(
    {BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD, BodyKind.BOARD, BodyKind.ADMINISTRATION}
)
_BOARDS = frozenset({BodyKind.EXECUTIVE_BOARD, BodyKind.BOARD})
_VOWELS_AND_S = frozenset("aeiouyåäös")
_INITIALS, _WITHOUT_END, _INSIDE = 3, 2, 1
_LEAST_PART = 3  # letters of each part of a compound
_LONGEST_LINE = 400  # characters that are searched for what spells an abbreviation out
_EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Names:
    """What abbreviations stand for.

    Args:
        full: Abbreviation as printed → the body's name.
        usual: Those of them that stand for what they usually mean in Swedish municipalities, as
            neither the document nor what is known of its municipality's abbreviations says it.
    """

    full: Mapping[str, str]
    usual: frozenset[str] = frozenset()


def names_for(
    found: Sequence[Found],
    lines: Sequence[Line],
    register: Register,
    profile: Profile,
) -> Names:
    """Return what the abbreviations of bodies in a document stand for.

    What the profile itself expands ("KS") is left out.

    Args:
        found: What the readers found.
        lines: The document's lines.
        register: The bodies known from the municipality's other documents; may be empty.
        profile: The words to go by.
    """
    printed = dict.fromkeys(name for one in found for name in _printed(one))
    short = [n for n in printed if is_abbreviation(n) and n not in profile.abbreviations]
    if not short:
        return Names({})
    own = {body.key: body for body in (body_of(n, profile) for n in printed if n not in short)}
    known = {**own, **{body.key: body for body in register.bodies}}
    told = spelled_out(lines, profile)
    full = _names(short, replace(register, bodies=tuple(known.values())), told).full
    alone = _names(short, replace(register, bodies=tuple(own.values())), told)
    return Names(full, frozenset(s for s in alone.usual if full.get(s) == alone.full[s]))


def _printed(found: Found) -> Iterator[str]:
    for thing in found.things:
        yield from thing.responsible
        yield from thing.contributing
        yield from thing.coordinated_by
        yield from thing.carried_out_by
        yield from thing.decided_by
    for measure in found.measures:
        yield from measure.responsible
    for amount in found.amounts:
        if amount.body is not None:
            yield amount.body


def is_abbreviation(name: str) -> bool:
    """Return whether a printed name of a body is an abbreviation: short, with two capitals.

    >>> [
    ...     name
    ...     for name in ("VoO", "SocN", "KS", "Valnämnden", "AB Bostaden")
    ...     if is_abbreviation(name)
    ... ]
    ['VoO', 'SocN', 'KS']
    """
    return _ABBREVIATION.fullmatch(name) is not None


def expand(abbreviation: str, register: Register) -> Body | None:
    """Return the one body of a register that an abbreviation means.

    Args:
        abbreviation: As printed.
        register: The bodies that are known.

    Returns:
        None when no body fits, or several fit equally well.
    """
    bodies = _candidates(register)
    listed = [body for body in bodies if abbreviation in body.abbreviations]
    if len(listed) == 1:
        return listed[0]
    fitting = _best(abbreviation, bodies)
    return fitting[0] if len(fitting) == 1 else None


def expansions(
    abbreviations: Iterable[str],
    register: Register,
    told: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return what each abbreviation of a document stands for: the name of its body.

    They are looked at together: a body that one abbreviation means is not meant by another, unless
    the two are spellings of one ("VoO", "VoON"). Spellings of one that nobody can expand have the
    longest of them as their name.

    Args:
        abbreviations: All that the document uses, as printed.
        register: The municipality's bodies: those the document names in full, and those known
            from other documents.
        told: What the document spells out itself (`spelled_out`).
    """
    return dict(_names(abbreviations, register, told).full)


def _names(
    abbreviations: Iterable[str], register: Register, told: Mapping[str, str] | None
) -> Names:
    wanted = sorted(set(abbreviations))
    found = {short: name for short, name in (told or {}).items() if short in wanted}
    bodies = _candidates(register)
    taken = {slug(name): short for short, name in found.items()}
    open_ones = [short for short in wanted if short not in found]
    while True:
        fitting: dict[str, list[str]] = defaultdict(list)
        for short in open_ones:
            free = [
                body
                for body in bodies
                if slug(body.name) not in taken or variants(short, taken[slug(body.name)])
            ]
            listed = [body for body in free if short in body.abbreviations]
            best = listed if len(listed) == 1 else _best(short, free)
            if len(best) == 1:
                fitting[best[0].name].append(short)
        if not fitting:
            break
        for name, shorts in fitting.items():
            longest = max(shorts, key=lambda short: (len(short), short))
            taken[slug(name)] = longest
            for short in shorts:
                if variants(short, longest):
                    found[short] = name
                    open_ones.remove(short)
    its_own = _table().get(register.municipality.name, {})
    known = {**_table()[_EVERYWHERE], **its_own}
    usual_ones = set()
    for short in sorted(open_ones, key=lambda short: (-len(short), short)):
        like = [found[other] for other in sorted(found) if variants(short, other)]
        usual = known.get(short)
        if like:
            found[short] = like[0]
        elif usual is not None and slug(usual) not in taken:
            found[short] = usual
            taken[slug(usual)] = short
            if short not in its_own:
                usual_ones.add(short)
    spellings = _spellings_of_one([s for s in open_ones if s not in found], register)
    return Names({**found, **spellings}, frozenset(usual_ones))


def spelled_out(lines: Sequence[Line], profile: Profile | None = None) -> dict[str, str]:
    """Return what a document spells out: abbreviation → name.

    "Barn- och skolnämnden (BSN)" anywhere, and "BSN = Barn- och skolnämnden" or "BSN Barn- och
    skolnämnden" on a line of its own; only where the letters are the name's.

    Args:
        lines: The document's lines.
        profile: How names of bodies end; None for common Swedish wording.
    """
    profile = profile or default_profile()
    found: dict[str, str] = {}
    for line in lines:
        text = line.text[:_LONGEST_LINE]
        if "(" in text:
            for match in _AFTER_NAME.finditer(text):
                name = _ending_name(match[2], match[1], profile)
                if name is not None:
                    found.setdefault(match[2], name)
        for match in _EQUALS.finditer(text) if "=" in text else ():
            if is_abbreviation(match[1]):
                name = _whole_name(match[1], match[2], profile)
                if name is not None:
                    found.setdefault(match[1], name)
        whole = _BEFORE_NAME.fullmatch(text) if len(line.text) <= _LONGEST_LINE else None
        if whole is not None and is_abbreviation(whole[1]):
            name = _whole_name(whole[1], whole[2], profile)
            if name is not None:
                found.setdefault(whole[1], name)
    return found


def _whole_name(abbreviation: str, text: str, profile: Profile) -> str | None:
    """Return a text as a body's name where its letters fit an abbreviation, else None."""
    name = " ".join(text.split())
    fits = _ends_as_body(name, profile) and _fit(abbreviation, _body(name)) > 0
    return _capital(name) if fits else None


def variants(one: str, other: str) -> bool:
    """Return whether two abbreviations are spellings of one ("VoO", "VoON"; "KFN", "KoFN")."""
    return _stem(one) == _stem(other)


def settle(register: Register) -> tuple[Register, dict[str, str]]:
    """Return a register whose bodies named by abbreviations are the bodies they stand for.

    For a register that has learnt the full names after the abbreviations.

    Returns:
        The register, and old key → new key of the bodies that are gone from it.
    """
    short = {body.name: body for body in register.bodies if _is_short(body)}
    names = expansions(short, register)
    by_name = {body.name: body for body in register.bodies}
    moved: dict[str, str] = {}
    gathered: dict[str, set[str]] = defaultdict(set)
    for abbreviation, name in names.items():
        body = by_name.get(name)
        if body is None or body.key == short[abbreviation].key:
            continue  # what only the data knows was known before; it changes nothing
        moved[short[abbreviation].key] = body.key
        gathered[body.key] |= {abbreviation, *short[abbreviation].abbreviations}
    bodies = tuple(
        replace(
            body,
            abbreviations=tuple(sorted({*body.abbreviations, *gathered[body.key]})),
            parent=moved.get(body.parent or "", body.parent),
        )
        for body in register.bodies
        if body.key not in moved
    )
    return replace(register, bodies=bodies), moved


def doubt_about(abbreviation: str) -> tuple[str, str]:
    """Return the wording, in Swedish and English, of the doubt about an unknown abbreviation."""
    return (
        f"Vilket organ förkortningen ”{abbreviation}” står för är inte känt.",
        f"Which body the abbreviation “{abbreviation}” stands for is not known.",
    )


def doubt_about_usual(abbreviation: str, name: str) -> tuple[str, str]:
    """Return the wording, in Swedish and English, of the doubt about an abbreviation's meaning."""
    return (
        f"”{abbreviation}” lästes som {name}, som förkortningen brukar betyda; dokumentet säger "
        "inte vad den står för.",
        f"“{abbreviation}” was read as {name}, which it usually means; the document does not say "
        "what it stands for.",
    )


def _is_short(body: Body) -> bool:
    return body.kind is BodyKind.OTHER and is_abbreviation(body.name)


def _candidates(register: Register) -> list[Body]:
    return [body for body in register.bodies if body.kind in _KINDS]


def _best(abbreviation: str, bodies: Sequence[Body]) -> list[Body]:
    """Return the bodies that fit an abbreviation best, at most one of each name."""
    fits = [(_fit(abbreviation, body), body) for body in bodies]
    best = max((fit for fit, _ in fits), default=0)
    return [body for fit, body in fits if fit == best] if best else []


def _spellings_of_one(shorts: Sequence[str], register: Register) -> dict[str, str]:
    """Return for abbreviations that stay unknown the spelling that names their body."""
    before = [body.name for body in register.bodies if _is_short(body)]
    found: dict[str, str] = {}
    for short in shorts:
        alike = [other for other in before if variants(short, other)]
        alike = alike or [other for other in shorts if variants(short, other)]
        name = max(alike, key=lambda other: (len(other), other))
        if name != short:
            found[short] = name
    return found


def _stem(abbreviation: str) -> str:
    """Return an abbreviation without "och" and without the last letter of "nämnd"."""
    letters = "".join(
        letter
        for letter in abbreviation.replace("&", "")
        if letter != "o" or abbreviation.isupper()
    )
    return letters[:-1] if letters.endswith("N") and len(letters) > 2 else letters


def _ending_name(abbreviation: str, text: str, profile: Profile) -> str | None:
    """Return the name at the end of a text whose letters an abbreviation has."""
    words = text.split()
    if not words or not _ends_as_body(words[-1], profile) or not is_abbreviation(abbreviation):
        return None
    for count in range(1, min(len(words), 7) + 1):
        name = " ".join(words[-count:])
        begins = len(abbreviation) >= _LEAST_PART and slug(name).startswith(slug(abbreviation))
        if begins or _fit(abbreviation, _body(name)) >= _WITHOUT_END:
            return _capital(name)
    return None


def _ends_as_body(name: str, profile: Profile) -> bool:
    last = name.lower().split()[-1].rstrip(".,;") if name.split() else ""
    return any(last.endswith(ending.lower()) for ending in _endings(profile))


@lru_cache(maxsize=8)
def _endings(profile: Profile) -> tuple[str, ...]:
    known = [ending for ending, kind in profile.body_endings if kind in _KINDS]
    return tuple(sorted(known, key=len, reverse=True))


def _body(name: str) -> Body:
    return Body(name, BodyKind.BOARD, "")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=4096)
def _fit(abbreviation: str, body: Body) -> int:
    """Return how well an abbreviation's letters are those of a name, 0 for not at all.

    Each part of the name gives its first letters, in order; "och" may be left out, and so may the
    last part of a board's name ("VoO"). Least sure is a letter from inside a compound ("SBN").
    """
    letters = abbreviation.replace("&", "").lower()
    name = body.name.lower()
    if name.startswith("nämnden för "):
        name = f"{name[len('nämnden för ') :]} nämnden"
    parts = [part for part in _PARTS.split(name) if part]
    if not parts:
        return 0
    ending = next((e for e in _endings(default_profile()) if parts[-1].endswith(e.lower())), None)
    if ending is not None and len(parts[-1]) > len(ending):
        parts[-1:] = [parts[-1][: -len(ending)], ending.lower()]
    may_end = ending is not None and body.kind in _BOARDS
    return _spelled(letters, 0, parts, 0, _INITIALS, may_end=may_end)


def _spelled(
    letters: str, at: int, parts: Sequence[str], part: int, fit: int, *, may_end: bool
) -> int:
    """Return how well the letters from `at` on are those of the parts from `part` on."""
    if part == len(parts):
        return fit if at == len(letters) else 0
    if at == len(letters):
        only_end = part == len(parts) - 1 and may_end and part > 1
        return min(fit, _WITHOUT_END) if only_end else 0
    name = parts[part]
    found = 0
    if name in _ANDS:
        found = _spelled(letters, at, parts, part + 1, fit, may_end=may_end)
    for count in range(1, min(len(name), len(letters) - at) + 1):
        if not name.startswith(letters[at : at + count]):
            break
        after = at + count
        found = max(found, _spelled(letters, after, parts, part + 1, fit, may_end=may_end))
        if after < len(letters) and _inside(name, count, letters[after]):
            low = min(fit, _INSIDE)
            found = max(found, _spelled(letters, after + 1, parts, part + 1, low, may_end=may_end))
    return found


def _inside(name: str, count: int, letter: str) -> bool:
    """Return whether a letter can begin the second part of a compound."""
    return any(
        name[place] == letter and name[place - 1] in _VOWELS_AND_S
        for place in range(max(_LEAST_PART, count + 1), len(name) - _LEAST_PART)
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    source = files("styrkedja.graph.profiles").joinpath("bodies.csv")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        found[row["municipality"]][row["abbreviation"]] = row["name"]
    return dict(found)

"""The bodies and groups that one document names, each once, for its municipality's register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from styrkedja.graph.model import (
    Body,
    BodyKind,
    DoubtKind,
    ElementKind,
    Municipality,
    Passage,
    Register,
)
from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.rdf.iris import slug

from .abbreviations import Names, doubt_about, doubt_about_usual, is_abbreviation
from .bodies import body_of
from .doubts import Doubts

__all__ = ["NamedBodies"]


class NamedBodies:
    """Gathers what a document calls its bodies.

    Args:
        profile: How names of bodies end.
        doubts: Where a body of unknown kind and an abbreviation of unsure meaning are doubted.
        names: What abbreviations stand for, as far as it is known.
        known: The municipality's bodies, for names and spellings that people gave them, from which
            nothing else tells which body is meant.
    """

    def __init__(
        self,
        profile: Profile,
        doubts: Doubts,
        names: Names | None = None,
        known: Iterable[Body] = (),
    ) -> None:
        self._profile = profile
        self._doubts = doubts
        self._names = names or Names({})
        self._given = _given_names(tuple(known), profile)
        self._bodies: dict[str, Body] = {}
        self._keys: dict[str, str] = {}
        self._groups: dict[str, str] = {}

    def body(self, printed: str, element: tuple[str, ElementKind] | None, line: int) -> str:
        """Return the key of the body that a printed name means.

        Args:
            printed: The name.
            element: Key and kind of the element that names it, or None.
            line: Where.
        """
        told = self._keys.get(printed)
        if told is not None:
            return told
        full = self._names.full.get(printed)
        body = body_of(full or printed, self._profile)
        given = self._given.get(fold(full or printed))
        if given is not None:
            other = () if (full or printed) == given.name else (full or printed,)
            body = replace(given, spellings=other, abbreviations=())
        if full is not None:
            body = replace(body, abbreviations=tuple(sorted({*body.abbreviations, printed})))
        if full is not None and printed in self._names.usual:
            sv, en = doubt_about_usual(printed, full)
            self._doubt(DoubtKind.UNKNOWN_ABBREVIATION, sv, en, element, line)
        self._keys[printed] = body.key
        known = self._bodies.get(body.key)
        if known is not None:
            spellings = {*known.spellings, *body.spellings} - {known.name}
            short = {*known.abbreviations, *body.abbreviations}
            body = replace(
                known,
                spellings=tuple(sorted(spellings)),
                abbreviations=tuple(sorted(short)),
                parent=known.parent or body.parent,
            )
        elif body.kind is BodyKind.OTHER:
            shortened = is_abbreviation(body.name)
            kind = DoubtKind.UNKNOWN_ABBREVIATION if shortened else DoubtKind.UNKNOWN_BODY
            sv, en = doubt_about(body.name) if shortened else _unknown(body.name)
            self._doubt(kind, sv, en, element, line)
        self._bodies[body.key] = body
        if body.parent is not None and body.parent not in self._bodies:
            above = printed.split("/", 1)[0].strip()
            self._bodies[body.parent] = body_of(above, self._profile)
        return body.key

    def _doubt(
        self, kind: DoubtKind, sv: str, en: str, element: tuple[str, ElementKind] | None, line: int
    ) -> None:
        self._doubts.add(kind, sv, en, (Passage(line, line),), *(element or (None, None)))

    def group(self, name: str) -> str:
        """Return the key of a group of bodies ("Samtliga nämnder")."""
        self._groups[slug(name)] = name
        return slug(name)

    def register(self, municipality: Municipality) -> Register:
        """Return the bodies named so far, sorted by key."""
        return Register(municipality, tuple(self._bodies[key] for key in sorted(self._bodies)))

    def groups(self) -> tuple[tuple[str, str], ...]:
        """Return the groups named so far: key and name, sorted."""
        return tuple(sorted(self._groups.items()))


def _given_names(known: Sequence[Body], profile: Profile) -> dict[str, Body]:
    """Return the bodies by the names and spellings of which another key would be made."""
    found: dict[str, dict[str, Body]] = defaultdict(dict)
    keys = {body.key for body in known}
    for body in known:
        for name in (body.name, *body.spellings):
            made = body_of(name, profile).key
            if made != body.key and made not in keys:
                found[fold(name)][body.key] = body
    return {name: next(iter(own.values())) for name, own in found.items() if len(own) == 1}


def _unknown(name: str) -> tuple[str, str]:
    return (
        f"”{name}” lästes som ett organ, men vilket slags är inte känt.",
        f"“{name}” was read as a body, but of what kind is not known.",
    )

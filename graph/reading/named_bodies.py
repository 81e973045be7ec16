"""The bodies and groups that one document names, each once, for its municipality's register."""

from __future__ import annotations

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
from styrkedja.graph.profiles import Profile
from styrkedja.graph.rdf.iris import slug

from .bodies import body_of
from .doubts import Doubts

__all__ = ["NamedBodies"]


class NamedBodies:
    """Gathers what a document calls its bodies.

    Args:
        profile: How names of bodies end.
        doubts: Where a body of unknown kind is doubted.
    """

    def __init__(self, profile: Profile, doubts: Doubts) -> None:
        self._profile = profile
        self._doubts = doubts
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
        body = body_of(printed, self._profile)
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
            self._doubts.add(
                DoubtKind.UNKNOWN_BODY,
                f"”{body.name}” lästes som ett organ, men vilket slags är inte känt.",
                f"“{body.name}” was read as a body, but of what kind is not known.",
                (Passage(line, line),),
                *(element or (None, None)),
            )
        self._bodies[body.key] = body
        if body.parent is not None and body.parent not in self._bodies:
            above = printed.split("/", 1)[0].strip()
            self._bodies[body.parent] = body_of(above, self._profile)
        return body.key

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

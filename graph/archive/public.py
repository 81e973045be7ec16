"""What the registers of bodies may tell the public: nothing that only internal documents say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from styrkedja.graph.model import Body, Register

if TYPE_CHECKING:
    from .archive import Archive

__all__ = ["public_registers"]


def public_registers(archive: Archive) -> list[Register]:
    """Return the registers without what only internal documents name, sorted by municipality.

    A body that no public document names is left out, unless it is the parent of one that is. Of
    the others' spellings and abbreviations those stay that stand in a public document; in the
    register of a municipality without internal documents all stay.
    """
    state = archive.state()
    found = []
    for register in archive.registers():
        slug = register.municipality.slug
        documents = [one for one in state.documents.values() if one.municipality == slug]
        public = [one.iri for one in documents if one.iri not in state.internal]
        if len(public) == len(documents):
            found.append(register)
        elif public:
            keys = set().union(*(state.used[iri] | state.corrected_bodies(iri) for iri in public))
            texts = [_spaced(archive.text(iri)) for iri in public]
            found.append(_reduced(register, keys, texts))
    return found


def _reduced(register: Register, keys: set[str], texts: list[str]) -> Register:
    by_key = {body.key: body for body in register.bodies}
    kept: dict[str, Body] = {}
    for key in sorted(keys & by_key.keys()):
        body: Body | None = by_key[key]
        while body is not None and body.key not in kept:
            kept[body.key] = replace(
                body,
                spellings=tuple(_standing(body.spellings, texts)),
                abbreviations=tuple(_standing(body.abbreviations, texts)),
            )
            body = None if body.parent is None else by_key.get(body.parent)
    return Register(register.municipality, tuple(kept[key] for key in sorted(kept)))


def _standing(words: Iterable[str], texts: list[str]) -> list[str]:
    return [word for word in words if any(_spaced(word) in text for text in texts)]


def _spaced(text: str) -> str:
    return " ".join(text.split()).casefold()

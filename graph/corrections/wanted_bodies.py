"""Which body a row of a register is about, and what its cells say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from styrkedja.graph.model import BodyKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.rdf.iris import slug
from styrkedja.ontology.namespaces import BODY_KIND

from .edits import LISTS, NAMES, Edited
from .review import body_cells, body_stamp
from .tables import FORMULA, EditedRow
from .values import concept_word, concept_words, split_many

__all__ = ["RefusedError", "WantedBody", "cells_of", "kind_of", "wanted_body"]

_SEGMENTS = {BodyKind.EXECUTIVE_BOARD: BodyKind.BOARD.value}


class RefusedError(Exception):
    """A row cannot be done; carries why, in Swedish and English."""


@dataclass(slots=True)
class WantedBody:
    """A body as a row wants it.

    Args:
        row: The row.
        municipality: The municipality's slug.
        key: The body's key.
        before: What the register says of it; empty for a new body.
        fields: What the row says of it.
    """

    row: EditedRow
    municipality: str
    key: str
    before: Mapping[str, str]
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        """Whether the register does not have it."""
        return not self.before


def wanted_body(row: EditedRow, registers: Mapping[str, Edited]) -> WantedBody:
    """Return which body a row is about and what its cells say.

    Raises:
        RefusedError: It is about none, or what it is about was edited meanwhile.
    """
    if FORMULA in row.cells.values():
        raise RefusedError(
            "raden innehåller en formel; skriv själva värdet",
            "the row holds a formula; write the value itself",
        )
    fields = cells_of(row)
    name = row.get("body").strip()
    if not name:
        place = _municipality(row, registers)
        kind = kind_of(fields["kind"])
        if not fields["name"]:
            raise RefusedError("ett nytt organ måste ha ett namn", "a new body must have a name")
        key = f"{_SEGMENTS.get(kind, kind.value)}/{slug(fields['name'])}"
        if any(body.key == key for body in registers[place].register.bodies):
            raise RefusedError(
                f"”{fields['name']}” finns redan i registret; ändra den raden i stället",
                f"“{fields['name']}” is in the register already; edit that row instead",
            )
        return WantedBody(row, place, key, {}, fields)
    place, _, rest = name.partition("/")
    key, _, stamp = rest.partition("@")
    body = None
    if place in registers:
        body = next((b for b in registers[place].register.bodies if b.key == key), None)
    if body is None:
        raise RefusedError(
            f"”{name}” finns inte i något register; Organ-id ska inte ändras, och är tomt för ett "
            "nytt organ",
            f"“{name}” is in no register; Body id is not to be edited, and is empty for a new body",
        )
    cells = body_cells(body, registers[place])
    if stamp != body_stamp(cells) and _texts(fields) != _texts(cells, row):
        raise RefusedError(
            "registret har ändrats sedan filen skrevs; skriv en ny med styrkedja review",
            "the register has been edited since the file was written; write a new one with "
            "styrkedja review",
        )
    return WantedBody(row, place, key, cells, fields)


def cells_of(row: EditedRow) -> dict[str, str]:
    """Return what a row says of a body: the fields that it has columns for, name and kind."""
    return {name: " ".join(row.get(name).split()) for name in NAMES if name in row.cells} | {
        name: " ".join(row.get(name).split()) for name in ("name", "kind")
    }


def _texts(fields: Mapping[str, str], row: EditedRow | None = None) -> dict[str, object]:
    """Return fields as they are compared: lists without order, kinds as concepts."""
    found: dict[str, object] = {}
    for name, text in fields.items():
        if row is not None and name not in row.cells:
            continue
        if name in LISTS:
            found[name] = frozenset(split_many(text))
        elif name == "kind":
            found[name] = concept_words("body kind").get(fold(text), text)
        else:
            found[name] = text
    return found


def _municipality(row: EditedRow, registers: Mapping[str, Edited]) -> str:
    text = row.get("municipality").strip()
    for place, edited in registers.items():
        if fold(text) in (fold(place), fold(edited.register.municipality.name)):
            return place
    if not text and len(registers) == 1:
        return next(iter(registers))
    known = ", ".join(one.register.municipality.name for one in registers.values())
    raise RefusedError(
        f"”{text}” är ingen kommun i arkivet; välj bland: {known}",
        f"“{text}” is no municipality of the archive; choose one of: {known}",
    )


def kind_of(text: str) -> BodyKind:
    """Return the kind of body that a text names.

    Raises:
        RefusedError: It names none.
    """
    iri = concept_words("body kind").get(fold(text))
    if iri is None:
        words = ", ".join(concept_word(BODY_KIND + kind.value) for kind in BodyKind)
        raise RefusedError(
            f"”{text}” är inget slags organ; välj bland: {words}",
            f"“{text}” is no kind of body; choose one of: {words}",
        )
    return BodyKind(iri.removeprefix(BODY_KIND))

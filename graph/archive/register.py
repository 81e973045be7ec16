"""The register of a municipality's bodies, as a JSON file of the archive."""

from __future__ import annotations

import json

from styrkedja.graph.model import Body, BodyKind, Municipality, Register

__all__ = ["merge_registers", "register_from_json", "register_to_json"]


def register_to_json(register: Register) -> bytes:
    """Return the register as JSON, bodies sorted by key, the same bytes for equal registers."""
    value = {
        "municipality": {
            "name": register.municipality.name,
            "code": register.municipality.code,
            "slug": register.municipality.slug,
        },
        "bodies": [
            {
                "key": body.key,
                "kind": body.kind.value,
                "name": body.name,
                "spellings": sorted(body.spellings),
                "abbreviations": sorted(body.abbreviations),
                "parent": body.parent,
            }
            for body in sorted(register.bodies, key=lambda body: body.key)
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def register_from_json(content: bytes) -> Register:
    """Return the register that `register_to_json` wrote.

    Raises:
        ValueError: The content is not a register.
        KeyError: A field is missing.
    """
    value = json.loads(content)
    place = value["municipality"]
    bodies = tuple(
        Body(
            name=body["name"],
            kind=BodyKind(body["kind"]),
            key=body["key"],
            spellings=tuple(body["spellings"]),
            abbreviations=tuple(body["abbreviations"]),
            parent=body.get("parent"),
        )
        for body in value["bodies"]
    )
    return Register(Municipality(place["name"], place["code"], place["slug"]), bodies)


def merge_registers(known: Register, read: Register) -> Register:
    """Return `known` with the bodies, spellings and abbreviations that `read` adds.

    Names and kinds that are known stay: a new document adds to the register, it does not
    rename what is in it.
    """
    bodies = {body.key: body for body in known.bodies}
    for body in read.bodies:
        old = bodies.get(body.key)
        if old is None:
            bodies[body.key] = body
            continue
        spellings = {*old.spellings, *body.spellings, body.name} - {old.name}
        abbreviations = {*old.abbreviations, *body.abbreviations}
        bodies[body.key] = Body(
            old.name,
            old.kind,
            old.key,
            tuple(sorted(spellings)),
            tuple(sorted(abbreviations)),
            old.parent or body.parent,
        )
    municipality = known.municipality if known.municipality.code else read.municipality
    return Register(municipality, tuple(bodies[key] for key in sorted(bodies)))

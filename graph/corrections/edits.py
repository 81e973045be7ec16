"""Edits of a municipality's register of bodies, as records, and the register with them made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from styrkedja.graph.archive import Commit
from styrkedja.graph.model import Body, BodyKind, Register

from .applying import Standing
from .records import TakenBack

__all__ = [
    "LISTS",
    "NAMES",
    "BodyEdit",
    "Edited",
    "Validity",
    "apply_edits",
    "edit_entry",
    "replay_edits",
]

LISTS = ("abbreviations", "spellings")
"""The fields of a body that hold several texts."""
NAMES = ("name", "kind", *LISTS, "parent", "valid_from", "valid_to", "successor")
"""The fields of a body that people can edit; all but the lists hold one text."""


@dataclass(frozen=True, slots=True)
class BodyEdit:
    """How a person edited one body.

    Args:
        id: Its name in the archive, the number of its commit; empty before it is written.
        municipality: The municipality's slug.
        body: The body's key.
        before: Field → what stood there, for each that was changed; empty for a new body.
        after: Field → what stands there now: texts, ISO dates, keys of bodies; "" for nothing.
        by: Who.
        why: For what reason; may be empty.
        time: When, as ISO 8601 in UTC; empty before it is written.
        taken_back: Who took it back, or None.
    """

    id: str
    municipality: str
    body: str
    before: Mapping[str, str | tuple[str, ...]]
    after: Mapping[str, str | tuple[str, ...]]
    by: str
    why: str
    time: str = ""
    taken_back: TakenBack | None = None

    @property
    def names(self) -> set[str]:
        """The keys of other bodies that it names."""
        return {str(self.after[name]) for name in ("parent", "successor") if self.after.get(name)}


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when there is a body (ISO dates, "" where not known), and what replaced it."""

    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """A register with its edits.

    Args:
        register: The register.
        validity: Body's key → when there is that body, for those of which it is known.
        standings: Edit's id → what has become of it.
    """

    register: Register
    validity: Mapping[str, Validity]
    standings: Mapping[str, Standing]


def edit_entry(edit: BodyEdit) -> dict[str, Any]:
    """Return an edit as its commit holds it; the commit has number, time, body and who."""
    return {"before": _plain(edit.before), "after": _plain(edit.after), "why": edit.why}


def replay_edits(commits: Iterable[Commit]) -> tuple[BodyEdit, ...]:
    """Return the edits of a register in the order in which they were made.

    Args:
        commits: The municipality's commits of the action `"register"`, oldest first.
    """
    found: dict[str, BodyEdit] = {}
    for commit in commits:
        content = commit.content
        if "after" in content:
            name = str(commit.number)
            found[name] = BodyEdit(
                id=name,
                municipality=content["municipality"],
                body=content["body"],
                before=_tuples(content["before"]),
                after=_tuples(content["after"]),
                by=content["by"],
                why=content["why"],
                time=commit.time,
            )
        for name in content.get("taken_back", ()):
            taken = TakenBack(content["by"], commit.time, content["why"])
            found[name] = replace(found[name], taken_back=taken)
    return tuple(found.values())


def apply_edits(register: Register, edits: Sequence[BodyEdit], *, names: bool = True) -> Edited:
    """Return a register as people edited it. A pure function.

    What is given of a list is what was added and what was taken out, so that what documents add
    later is there, too. A body that is neither in the register nor added by hand is not edited.

    Args:
        register: The register as documents made it.
        edits: Its edits, in the order in which they were made.
        names: Whether bodies get the names that people gave them. Without, they have those that
            documents print, which their keys are made of, and the given ones are spellings: for
            reading.
    """
    bodies = {body.key: body for body in register.bodies}
    validity: dict[str, Validity] = {}
    standings: dict[str, Standing] = {}
    for edit in edits:
        if edit.taken_back is not None:
            standings[edit.id] = Standing.TAKEN_BACK
            continue
        old = bodies.get(edit.body)
        if old is None and (edit.before or "name" not in edit.after):
            standings[edit.id] = Standing.GONE
            continue
        standings[edit.id] = Standing.APPLIES
        start = old or Body(str(edit.after["name"]), BodyKind.OTHER, edit.body)
        bodies[edit.body] = _edited(start, edit, names=names or old is None)
        given = {name: str(edit.after[name]) for name in Validity.__slots__ if name in edit.after}
        validity[edit.body] = replace(validity.get(edit.body, Validity()), **given)
    kept = {key: one for key, one in validity.items() if one != Validity()}
    whole = Register(register.municipality, tuple(bodies[key] for key in sorted(bodies)))
    return Edited(whole, kept, standings)


def _edited(body: Body, edit: BodyEdit, *, names: bool) -> Body:
    after = edit.after
    name = str(after["name"]) if names and "name" in after else body.name
    lists = {one: set(getattr(body, one)) for one in LISTS}
    for one in LISTS:
        if one in after:
            lists[one] |= set(after[one]) - set(edit.before.get(one, ()))
            lists[one] -= set(edit.before.get(one, ())) - set(after[one])
    # The name that documents print is a spelling from now on; for reading, the given name is.
    lists["spellings"] |= {body.name, str(after.get("name", body.name))}
    parent = str(after["parent"]) or None if "parent" in after else body.parent
    return Body(
        name=name,
        kind=BodyKind(str(after["kind"])) if "kind" in after else body.kind,
        key=body.key,
        spellings=tuple(sorted(lists["spellings"] - {name})),
        abbreviations=tuple(sorted(lists["abbreviations"])),
        parent=parent,
    )


def _plain(fields: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    return {n: value if isinstance(value, str) else list(value) for n, value in fields.items()}


def _tuples(fields: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    return {n: value if isinstance(value, str) else tuple(value) for n, value in fields.items()}

"""What somebody wrote into a table of bodies → edits of the register, or why they cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from styrkedja.graph.model import Body
from styrkedja.graph.profiles import fold

from .edits import LISTS, BodyEdit, Edited, Validity, apply_edits
from .proposals import Note, Proposal
from .tables import EditedRow
from .values import NoValueError, day_of, split_many
from .wanted_bodies import RefusedError, WantedBody, cells_of, kind_of, wanted_body

__all__ = ["propose_edits"]

_Fields = dict[str, "str | tuple[str, ...]"]
_Names = Mapping[str, set[str]]


def propose_edits(
    rows: Iterable[EditedRow],
    registers: Mapping[str, Edited],
    proposal: Proposal,
    *,
    by: str,
    why: str = "",
) -> dict[str, Edited]:
    """Add what rows of bodies ask for to a proposal. Writes nothing.

    Args:
        rows: The rows.
        registers: Municipality's slug → its register, as people edited it.
        proposal: What is added to.
        by: Who decided.
        why: The reason of rows that give none.

    Returns:
        The registers with the edits that can be made.
    """
    wanted: list[WantedBody] = []
    seen: dict[tuple[str, str], EditedRow] = {}
    for row in rows:
        try:
            one = wanted_body(row, registers)
            twin = seen.setdefault((one.municipality, one.key), row)
            if twin is not row and one.fields != cells_of(twin):
                raise RefusedError(
                    f"gäller samma organ som rad {twin.number}; behåll en av dem",
                    f"is about the same body as row {twin.number}; keep one of them",
                )
            if twin is row:
                wanted.append(one)
        except RefusedError as error:
            proposal.faults.append(Note(row.sheet, row.number, *error.args))
    keys = _keys(wanted, registers)
    for one in wanted:
        try:
            edit = _edit(one, registers[one.municipality], keys[one.municipality], by, why)
        except RefusedError as error:
            proposal.faults.append(Note(one.row.sheet, one.row.number, *error.args))
            continue
        if edit is None:
            proposal.undecided += 1
        else:
            proposal.edits.append(edit)
    return {place: _with(place, edited, proposal.edits) for place, edited in registers.items()}


def _with(place: str, edited: Edited, edits: Sequence[BodyEdit]) -> Edited:
    numbered = [replace(edit, id=str(number)) for number, edit in enumerate(edits)]
    own = [edit for edit in numbered if edit.municipality == place]
    made = apply_edits(edited.register, own)
    validity = dict(edited.validity)
    for key, one in made.validity.items():
        old = validity.get(key, Validity())
        given = {n: v for e in own if e.body == key for n, v in e.after.items()}
        kept = {n: str(given[n]) for n in Validity.__slots__ if n in given}
        validity[key] = replace(old, **kept) if kept else one
    return Edited(made.register, validity, edited.standings)


def _keys(
    wanted: Sequence[WantedBody], registers: Mapping[str, Edited]
) -> dict[str, dict[str, set[str]]]:
    """Return municipality → name, letters and digits only → keys, as the rows want them.

    A name that a body loses by its row is still understood, unless another body gets it.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for place, edited in registers.items():
        own = [one for one in wanted if one.municipality == place]
        renamed = {one.key for one in own}
        names: dict[str, set[str]] = defaultdict(set)
        for one in own:
            names[fold(one.fields["name"])].add(one.key)
        for body in edited.register.bodies:
            if body.key not in renamed:
                names[fold(body.name)].add(body.key)
        for body in edited.register.bodies:
            names[fold(body.name)] = names[fold(body.name)] or {body.key}
        found[place] = names
    return found


def _edit(one: WantedBody, edited: Edited, keys: _Names, by: str, why: str) -> BodyEdit | None:
    """Return the edit that a row asks for; None when it changes nothing.

    Raises:
        RefusedError: A cell cannot be understood, or does not go with another.
    """
    body = next((b for b in edited.register.bodies if b.key == one.key), None)
    before: _Fields = {} if body is None else _fields_of(body, edited)
    after: _Fields = {}
    for name, text in one.fields.items():
        value = _value(name, text, one, keys)
        if value != before.get(name, () if name in LISTS else ""):
            after[name] = value
    if one.new:
        after |= {"name": one.fields["name"], "kind": kind_of(one.fields["kind"]).value}
    elif not after:
        return None
    _check(one, {**before, **after}, edited, keys)
    return BodyEdit(
        id="",
        municipality=one.municipality,
        body=one.key,
        before={name: before[name] for name in after if name in before},
        after=after,
        by=by,
        why=" ".join(one.row.get("why").split()) or why,
    )


def _fields_of(body: Body, edited: Edited) -> _Fields:
    validity = edited.validity.get(body.key, Validity())
    return {
        "name": body.name,
        "kind": body.kind.value,
        "abbreviations": tuple(sorted(body.abbreviations)),
        "spellings": tuple(sorted(body.spellings)),
        "parent": body.parent or "",
        **{name: getattr(validity, name) for name in Validity.__slots__},
    }


def _value(name: str, text: str, one: WantedBody, keys: _Names) -> str | tuple[str, ...]:
    if name in LISTS:
        return tuple(sorted(set(split_many(text))))
    if name == "kind":
        return kind_of(text).value
    if name in ("parent", "successor") and text:
        key = min(keys.get(fold(text), ()), default=None)
        if key is None:
            raise RefusedError(
                f"”{text}” finns inte i registret; skriv namnet som i kolumnen Namn",
                f"“{text}” is not in the register; write the name as in the column Name",
            )
        if key == one.key:
            raise RefusedError(
                "ett organ kan inte vara en del av, eller ersättas av, sig självt",
                "a body cannot be part of, or be replaced by, itself",
            )
        return key
    if name in ("valid_from", "valid_to") and text:
        try:
            return day_of(text).isoformat()
        except NoValueError as error:
            raise RefusedError(error.sv, error.en) from error
    return text


def _check(one: WantedBody, after: _Fields, edited: Edited, keys: _Names) -> None:
    """Refuse what does not go together."""
    if not after["name"]:
        raise RefusedError("namnet saknas", "the name is missing")
    if keys[fold(str(after["name"]))] != {one.key}:
        raise RefusedError(
            f"”{after['name']}” heter ett annat organ redan",
            f"“{after['name']}” is the name of another body already",
        )
    first, last = str(after.get("valid_from", "")), str(after.get("valid_to", ""))
    if first and last and last < first:
        raise RefusedError(
            f"Till ({last}) ligger före Från ({first})", f"To ({last}) is before From ({first})"
        )
    above = {body.key: body.parent for body in edited.register.bodies}
    above[one.key] = str(after.get("parent", "")) or None
    step, passed = above[one.key], {one.key}
    while step is not None:
        if step in passed:
            raise RefusedError(
                "organ kan inte vara delar av varandra i en ring",
                "bodies cannot be parts of each other in a ring",
            )
        passed.add(step)
        step = above.get(step)

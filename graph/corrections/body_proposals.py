"""What somebody wrote into a table of bodies → edits of the register, or why they cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from styrkedja.graph.model import Body, BodyKind
from styrkedja.graph.profiles import fold
from styrkedja.graph.rdf.iris import slug
from styrkedja.ontology.namespaces import BODY_KIND

from .edits import LISTS, NAMES, BodyEdit, Edited, Validity, apply_edits
from .proposals import Note, Proposal
from .review import body_cells, body_stamp
from .tables import FORMULA, EditedRow
from .values import NoValueError, concept_word, concept_words, day_of, split_many

__all__ = ["propose_edits"]

_Fields = dict[str, "str | tuple[str, ...]"]
_SEGMENTS = {BodyKind.EXECUTIVE_BOARD: BodyKind.BOARD.value}


class _RefusedError(Exception):
    """A row cannot be done; carries why, in Swedish and English."""


@dataclass(slots=True)
class _Wanted:
    """A body as a row wants it; `new` when the register does not have it."""

    row: EditedRow
    municipality: str
    key: str
    before: Mapping[str, str]
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        return not self.before


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
    wanted: list[_Wanted] = []
    seen: dict[tuple[str, str], EditedRow] = {}
    for row in rows:
        try:
            one = _wanted(row, registers)
            twin = seen.setdefault((one.municipality, one.key), row)
            if twin is not row and one.fields != _plain_fields(twin):
                raise _RefusedError(
                    f"gäller samma organ som rad {twin.number}; behåll en av dem",
                    f"is about the same body as row {twin.number}; keep one of them",
                )
            if twin is row:
                wanted.append(one)
        except _RefusedError as error:
            proposal.faults.append(Note(row.sheet, row.number, *error.args))
    keys = _keys(wanted, registers)
    for one in wanted:
        try:
            edit = _edit(one, registers[one.municipality], keys[one.municipality], by, why)
        except _RefusedError as error:
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


def _wanted(row: EditedRow, registers: Mapping[str, Edited]) -> _Wanted:
    """Return which body a row is about and what its cells say.

    Raises:
        _RefusedError: It is about none, or what it is about was edited meanwhile.
    """
    if FORMULA in row.cells.values():
        raise _RefusedError(
            "raden innehåller en formel; skriv själva värdet",
            "the row holds a formula; write the value itself",
        )
    fields = _plain_fields(row)
    name = row.get("body").strip()
    if not name:
        place = _municipality(row, registers)
        kind = _kind(fields["kind"])
        if not fields["name"]:
            raise _RefusedError("ett nytt organ måste ha ett namn", "a new body must have a name")
        key = f"{_SEGMENTS.get(kind, kind.value)}/{slug(fields['name'])}"
        if any(body.key == key for body in registers[place].register.bodies):
            raise _RefusedError(
                f"”{fields['name']}” finns redan i registret; ändra den raden i stället",
                f"“{fields['name']}” is in the register already; edit that row instead",
            )
        return _Wanted(row, place, key, {}, fields)
    place, _, rest = name.partition("/")
    key, _, stamp = rest.partition("@")
    body = None
    if place in registers:
        body = next((b for b in registers[place].register.bodies if b.key == key), None)
    if body is None:
        raise _RefusedError(
            f"”{name}” finns inte i något register; Organ-id ska inte ändras, och är tomt för ett "
            "nytt organ",
            f"“{name}” is in no register; Body id is not to be edited, and is empty for a new body",
        )
    cells = body_cells(body, registers[place])
    if stamp != body_stamp(cells) and _texts(fields) != _texts(cells, row):
        raise _RefusedError(
            "registret har ändrats sedan filen skrevs; skriv en ny med styrkedja review",
            "the register has been edited since the file was written; write a new one with "
            "styrkedja review",
        )
    return _Wanted(row, place, key, cells, fields)


def _plain_fields(row: EditedRow) -> dict[str, str]:
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
    raise _RefusedError(
        f"”{text}” är ingen kommun i arkivet; välj bland: {known}",
        f"“{text}” is no municipality of the archive; choose one of: {known}",
    )


def _kind(text: str) -> BodyKind:
    iri = concept_words("body kind").get(fold(text))
    if iri is None:
        words = ", ".join(concept_word(BODY_KIND + kind.value) for kind in BodyKind)
        raise _RefusedError(
            f"”{text}” är inget slags organ; välj bland: {words}",
            f"“{text}” is no kind of body; choose one of: {words}",
        )
    return BodyKind(iri.removeprefix(BODY_KIND))


def _keys(wanted: Sequence[_Wanted], registers: Mapping[str, Edited]) -> dict[str, dict[str, str]]:
    """Return municipality → name, letters and digits only → key, as the rows want them."""
    found: dict[str, dict[str, str]] = {}
    for place, edited in registers.items():
        names = {fold(body.name): body.key for body in edited.register.bodies}
        own = {fold(one.fields["name"]): one.key for one in wanted if one.municipality == place}
        found[place] = names | own
    return found


def _edit(
    one: _Wanted, edited: Edited, keys: Mapping[str, str], by: str, why: str
) -> BodyEdit | None:
    """Return the edit that a row asks for; None when it changes nothing.

    Raises:
        _RefusedError: A cell cannot be understood, or does not go with another.
    """
    body = next((b for b in edited.register.bodies if b.key == one.key), None)
    before: _Fields = {} if body is None else _fields_of(body, edited)
    after: _Fields = {}
    for name, text in one.fields.items():
        value = _value(name, text, one, keys)
        if value != before.get(name, () if name in LISTS else ""):
            after[name] = value
    if one.new:
        after |= {"name": one.fields["name"], "kind": _kind(one.fields["kind"]).value}
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


def _value(name: str, text: str, one: _Wanted, keys: Mapping[str, str]) -> str | tuple[str, ...]:
    if name in LISTS:
        return tuple(sorted(set(split_many(text))))
    if name == "kind":
        return _kind(text).value
    if name in ("parent", "successor") and text:
        key = keys.get(fold(text))
        if key is None:
            raise _RefusedError(
                f"”{text}” finns inte i registret; skriv namnet som i kolumnen Namn",
                f"“{text}” is not in the register; write the name as in the column Name",
            )
        if key == one.key:
            raise _RefusedError(
                "ett organ kan inte vara en del av, eller ersättas av, sig självt",
                "a body cannot be part of, or be replaced by, itself",
            )
        return key
    if name in ("valid_from", "valid_to") and text:
        try:
            return day_of(text).isoformat()
        except NoValueError as error:
            raise _RefusedError(error.sv, error.en) from error
    return text


def _check(one: _Wanted, after: _Fields, edited: Edited, keys: Mapping[str, str]) -> None:
    """Refuse what does not go together."""
    if not after["name"]:
        raise _RefusedError("namnet saknas", "the name is missing")
    if keys[fold(str(after["name"]))] != one.key:
        raise _RefusedError(
            f"”{after['name']}” heter ett annat organ redan",
            f"“{after['name']}” is the name of another body already",
        )
    first, last = str(after.get("valid_from", "")), str(after.get("valid_to", ""))
    if first and last and last < first:
        raise _RefusedError(
            f"Till ({last}) ligger före Från ({first})", f"To ({last}) is before From ({first})"
        )
    above = {body.key: body.parent for body in edited.register.bodies}
    above[one.key] = str(after.get("parent", "")) or None
    step, passed = above[one.key], {one.key}
    while step is not None:
        if step in passed:
            raise _RefusedError(
                "organ kan inte vara delar av varandra i en ring",
                "bodies cannot be parts of each other in a ring",
            )
        passed.add(step)
        step = above.get(step)

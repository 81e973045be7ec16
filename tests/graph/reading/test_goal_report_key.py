"""The real interim report (Luleå, January to April 2023) against a key read by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from styrkedja.graph.model import ElementKind, Relation
from styrkedja.graph.profiles import fold
from styrkedja.graph.reading.draft import Thing
from styrkedja.graph.reading.goal_reports import read_goal_report
from tests.keys import Key, Row, Score, source_of

ROOT = Path(__file__).resolve().parents[3]
KEY = ROOT / "tests" / "data" / "keys" / "lulea-interim-2023.txt"
SEEDS = ROOT.parent / "shared" / "seeds"
BOUND = 0.99
KINDS = {
    "initiative": ElementKind.STRATEGIC_INITIATIVE,
    "overarching": ElementKind.OVERARCHING_GOAL,
    "focus": ElementKind.FOCUS_AREA,
    "goal": ElementKind.BOARD_GOAL,
    "investigation": ElementKind.INVESTIGATION_ASSIGNMENT,
    "activity": ElementKind.ACTIVITY,
}
KIND_OF_ROW = {"sub": "activity", "heading": "activity"}
BODIES = ("responsible", "coordinator", "contributing", "carried out")
TEXTS = ("title", "text", "purpose")
FIELDS = (*TEXTS, "at", *BODIES, "forecast", "status", "links")
RELATIONS = {
    "+": {Relation.MAINLY_CONTRIBUTES_TO},
    "~": {Relation.PARTLY_CONTRIBUTES_TO},
    "": {Relation.CONTRIBUTES_TO, Relation.IN_FOCUS_AREA},
}


def _document() -> Path:
    found = sorted(SEEDS.glob("001_*.txt"))
    if not found:
        pytest.skip("the real documents (../shared/seeds) are not here")
    return found[0]


def _key() -> Key:
    """Return the key; `names` maps a body's folded name, and each code, to its code."""
    lines = KEY.read_text(encoding="utf-8").splitlines()
    names = {}
    for line in lines:
        if line.startswith("="):
            code, *spellings = _cells(line[1:])
            names.update({_plain(name): code for name in (code, *spellings)})
    columns, *rows = [_cells(line) for line in lines if line[:1] not in {"", "#", "="}]
    text = tuple(_document().read_text(encoding="utf-8").splitlines())
    return Key(tuple(Row(r[0], r[1], _row(columns, r)) for r in rows), names, text)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _row(columns: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def _plain(name: str) -> str:
    """Return a name's letters with their diacritics."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _kind(row: Row) -> str:
    return KIND_OF_ROW.get(row.kind, row.kind)


def _places(row: Row) -> list[set[int]]:
    """Return the lines of each place where the title must be printed, the first one first."""
    return [
        {int(line) for line in place.split("/")}
        for place in row.cells["at"].split()
        if not place.endswith("?")
    ]


@pytest.fixture(scope="module")
def key() -> Key:
    return _key()


@pytest.fixture(scope="module")
def score(key: Key) -> Score:
    found = read_goal_report(source_of(_document().read_text(encoding="utf-8")))
    assert found is not None
    return _compare(key, found.things)


def _compare(key: Key, things: list[Thing]) -> Score:
    score = Score()
    matched = _matched(key, things)
    ids = {thing: row.id for row, thing in matched.items()}
    for row in key.rows:
        thing = matched.get(row)
        miss = None if thing is not None else f"{row.id} (line {row.cells['at']}) was not read"
        score.count(_kind(row), "thing", wanted=True, read=thing is not None, miss=miss)
        if thing is not None:
            for name in FIELDS:
                _compare_field(score, key, row, thing, name, ids)
    for thing in things:
        kind = next(
            (name for name, known in KINDS.items() if known is thing.kind), thing.kind.value
        )
        if thing not in ids:
            at = min(thing.lines, default=0)
            score.count(kind, "thing", wanted=False, read=True, miss=f"line {at}: {thing.title!r}")
    return score


def _matched(key: Key, things: list[Thing]) -> dict[Row, Thing]:
    """Return which thing is which row: the kind's one of that title and place, or of that place."""
    left = list(things)
    matched: dict[Row, Thing] = {}
    for exact in (True, False):
        for row in key.rows:
            if row in matched:
                continue
            lines = set().union(*_places(row))
            titles = _wanted_texts(key, row, "title")
            for thing in left:
                here = bool(lines & set(thing.at or thing.lines[:1]))
                same = fold(thing.title) in titles
                if thing.kind is KINDS[_kind(row)] and here and (same or not exact):
                    matched[row] = thing
                    left.remove(thing)
                    break
    return matched


def _compare_field(
    score: Score, key: Key, row: Row, thing: Thing, name: str, ids: dict[Thing, str]
) -> None:
    if name in TEXTS:
        wanted, got, right = _texts(key, row, thing, name)
    elif name in BODIES:
        wanted, got, right = _sets(row.cells[name], _codes(key, thing, name))
    elif name == "at":
        wanted, got, right = _printings(row, thing)
    elif name == "links":
        wanted, got, right = _sets(row.cells[name], _links(row, thing, ids))
    else:
        judged = thing.judgement
        value = getattr(judged, name) if judged else None
        readings = row.readings(name)
        got = value.value if value else ""
        wanted, right = readings[0].strip("-"), got in [one.strip("-") for one in readings]
    if wanted == "?":
        return
    miss = None if right else f"{row.id} (line {row.cells['at']}): read {got!r}, is {wanted!r}"
    some = got if right else wanted
    score.count(_kind(row), name, wanted=bool(some), read=bool(got), miss=miss)


def _texts(key: Key, row: Row, thing: Thing, name: str) -> tuple[str, str, bool]:
    wanted = _wanted_texts(key, row, name)
    if name == "text":
        told = [thing.judgement.comment if thing.judgement else None, thing.description]
        both = " ".join(filter(None, reversed(told)))
        readings = [fold(one or "") for one in (both, *told)]
    else:
        readings = [fold((thing.title if name == "title" else thing.purpose) or "")]
    if "?" in wanted:
        return "?", "", True
    got = next((one for one in readings if one in wanted), readings[0])
    return _apart(wanted[0], got), _apart(got, wanted[0]), got in wanted


def _wanted_texts(key: Key, row: Row, name: str) -> list[str]:
    readings = row.readings(name)
    return ["?" if one == "?" else key.letters(one.strip("-")) for one in readings]


def _apart(text: str, other: str) -> str:
    """Return where a text parts from another, not the whole of a long one."""
    if len(text) < 80:
        return text
    pairs = enumerate(zip(text, other, strict=False))
    start = next((n for n, (a, b) in pairs if a != b), min(len(text), len(other)))
    begin = max(0, start - 20)
    return f"[{begin}] {text[begin : start + 40]}"


def _codes(key: Key, thing: Thing, name: str) -> set[str]:
    bodies = {
        "responsible": [*thing.responsible, *thing.carried_out_by],
        "coordinator": thing.coordinated_by,
        "contributing": thing.contributing,
        "carried out": thing.carried_out_by,
    }[name]
    return {key.names.get(_plain(body), body) for body in [*bodies, *thing.groups]}


def _links(row: Row, thing: Thing, ids: dict[Thing, str]) -> set[str]:
    """Return the links in the key's words; one whose relation fits any is written plainly."""
    found = set()
    for link in thing.links:
        known = ids.get(link.to, f"line {min(link.to.lines, default=0)}")
        sign = next(
            (s for s, fit in RELATIONS.items() if link.relation in fit), link.relation.value
        )
        free = f"{known}?" in row.cells["links"].split() and sign + known not in _required(row)
        found.add(known if free else sign + known)
    return found


def _required(row: Row) -> set[str]:
    return {one for cell in row.cells["links"].split() for one in cell.split("/")}


def _sets(cell: str, got: set[str]) -> tuple[str, str, bool]:
    """Return what is wanted and read as words, and whether all that must be is there, no more."""
    if cell == "?":
        return "?", "", True
    must = [set(one.split("/")) for one in cell.split() if not one.endswith("?")]
    may = {one.rstrip("?") for one in cell.split() if one.endswith("?")}
    right = all(one & got for one in must) and got <= may.union(*must)
    return " ".join("/".join(sorted(one)) for one in must), " ".join(sorted(got)), right


def _printings(row: Row, thing: Thing) -> tuple[str, str, bool]:
    must = _places(row)
    may = {int(one.rstrip("?")) for one in row.cells["at"].split() if one.endswith("?")}
    got = set(thing.at)
    right = all(place & got for place in must) and got <= may.union(*must)
    return row.cells["at"], " ".join(map(str, thing.at)), right


def _under(rows: dict[str, Row], row: Row) -> Iterable[str]:
    """Yield the row's id and those of what it stands under, up to the top."""
    yield row.id
    for link in re.findall(r"(?:^|\s)(\w+)(?!\S*\?)", row.cells["links"]):
        yield from _under(rows, rows[link])


def test_the_key_holds_what_the_document_holds(key: Key) -> None:
    rows = {row.id: row for row in key.rows}
    assert Counter(_kind(row) for row in key.rows) == {
        "initiative": 6, "overarching": 9, "focus": 1, "goal": 83, "investigation": 12,
        "activity": 135,
    }  # fmt: skip
    assert Counter(row.kind for row in key.rows)["sub"] == 9
    assert Counter(row.kind for row in key.rows)["heading"] == 13
    activities = [row for row in key.rows if _kind(row) == "activity"]
    above = [" ".join(_under(rows, row)) for row in activities]
    assert sum(bool(re.search(r"\bi\d", ids)) for ids in above) == 36
    assert sum("g19" in ids.split() for ids in above) == 41, "in a goal of the school board"
    goals = [row for row in key.rows if row.kind == "goal"]
    assert all(row.cells["responsible"] for row in goals)
    assert len({row.cells["responsible"] for row in goals}) == 15, "boards, offices, companies"


def test_each_title_begins_and_ends_with_the_words_that_the_key_tells(key: Key) -> None:
    for row in key.rows:
        words = [word for word in key.words(row.readings("title")[0]) if fold(word)]
        assert row.cells["words"] == f"{words[0]} {words[-1]}", row.id
        for name in ("title", "text", "purpose"):
            assert _wanted_texts(key, row, name), row.id


def test_everything_is_read_as_it_stands(score: Score) -> None:
    faults = score.below(BOUND)
    assert not faults, "\n" + "\n".join(faults)

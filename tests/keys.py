"""Keys: what a real document says, read by hand, as tables that copy none of its sentences.

A key is a text file of cells parted by "|", one thing a row. Where a thing stands is told by line
numbers and, inside a line, by a word: "178:Analys-185" runs from the first "Analys" of line 178
to the end of line 185, "519-519:projektet" from the start of line 519 to that word. "_" stands for
a blank. The key's other signs are told at the head of each file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from styrkedja.graph.model import ElementKind, Relation
from styrkedja.graph.profiles import default_profile, fold
from styrkedja.graph.reading.about import read_about
from styrkedja.graph.reading.draft import Source, Thing
from styrkedja.graph.reading.lines import hyphenated_words, read_lines
from styrkedja.graph.reading.opening import opening_paragraphs
from styrkedja.graph.reading.ownership import owner_of

__all__ = ["FIELDS", "Key", "Row", "Score", "compare", "read_key", "source_of"]

KINDS = {
    "overarching": ElementKind.OVERARCHING_GOAL,
    "goal": ElementKind.BOARD_GOAL,
    "common": ElementKind.COMMON_ASSIGNMENT,
    "board": ElementKind.BOARD_ASSIGNMENT,
    "activity": ElementKind.ACTIVITY,
}
FIELDS = (
    "number", "title", "boards", "deadline", "status", "status text", "text", "parents",
    "perspective", "again",
)  # fmt: skip
_GOALS = frozenset({"overarching", "goal"})
_NOT_COMPARED = {"overarching": {"boards"}, "goal": {"boards"}}
_RANGE = re.compile(r"(\d+)(?::(\S*?))?-(\d+)(?::(\S*))?")
_CONTRIBUTES = {
    Relation.CONTRIBUTES_TO, Relation.MAINLY_CONTRIBUTES_TO, Relation.PARTLY_CONTRIBUTES_TO,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Row:
    """One thing of a key, its cells as written in the file."""

    id: str
    kind: str
    cells: dict[str, str]

    def first_lines(self) -> set[int]:
        """Return the line its title begins on, for each reading that the key allows."""
        return {int(one.split()[0].split("-")[0].split(":")[0]) for one in self.readings("title")}

    def readings(self, column: str) -> list[str]:
        """Return the readings of a cell that the key allows, at least one."""
        return self.cells[column].split(" or ")


@dataclass(frozen=True)
class Key:
    """The things of a document, and the names that its abbreviations of bodies mean."""

    rows: tuple[Row, ...]
    names: dict[str, str]
    lines: tuple[str, ...]

    def letters(self, where: str) -> str:
        """Return the letters and digits that stand at these ranges of lines.

        Raises:
            ValueError: A range is malformed, or its line does not hold the word.
        """
        return "".join(fold(self._part(one)) for one in where.split())

    def words(self, where: str) -> list[str]:
        """Return the blank-separated words that stand at these ranges of lines."""
        return [word for one in where.split() for word in self._part(one).split()]

    def _part(self, one: str) -> str:
        match = _RANGE.fullmatch(one)
        if match is None:
            raise ValueError(f"no range of lines: {one}")
        first, last = int(match[1]), int(match[3])
        lines = list(self.lines[first - 1 : last])
        begin = self._word(match[2], lines[0], one)[0] if match[2] else 0
        if match[4]:
            offset = begin if first == last else 0
            end = self._word(match[4], lines[-1][offset:], one)[1] + offset
            lines[-1] = lines[-1][:end]
        lines[0] = lines[0][begin:]
        return "\n".join(lines)

    def _word(self, word: str, line: str, one: str) -> tuple[int, int]:
        pattern = r"\s+".join(re.escape(part) for part in word.split("_"))
        match = re.search(rf"(?<!\S){pattern}(?!\S)", line)
        if match is None:
            raise ValueError(f"{one}: the line does not hold that word")
        return match.span()


def read_key(path: Path, document: Path) -> Key:
    """Return a key; its first and last words are checked against the document.

    Raises:
        ValueError: A row does not fit the document.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    names = dict(_cells(line[1:]) for line in lines if line.startswith("="))
    table = [_cells(line) for line in lines if line and line[0] not in "#="]
    columns, rows = table[0], table[1:]
    text = tuple(document.read_text(encoding="utf-8").splitlines())
    key = Key(tuple(Row(r[0], r[1], dict(zip(columns, r, strict=True))) for r in rows), names, text)
    for row in key.rows:
        first, last = row.cells["words"].split()
        words = [word for word in key.words(row.readings("title")[0]) if fold(word)]
        if (words[0], words[-1]) != (first, last):
            raise ValueError(f"{row.id}: {words[0]} … {words[-1]}, not {first} … {last}")
        for column in ("status at", "text"):
            for one in row.readings(column):
                if one != "?":
                    key.letters(one)
    return key


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def source_of(text: str) -> Source:
    """Return a document as its readers get it."""
    lines = tuple(read_lines(text.split("\n")))
    hyphenated = hyphenated_words(lines)
    about = read_about(opening_paragraphs(lines), hyphenated)
    return Source(
        lines=lines,
        profile=default_profile(),
        hyphenated=hyphenated,
        year=about.period.end.year if about is not None and about.period is not None else None,
        owner=owner_of(lines),
    )


@dataclass
class Score:
    """How a reading agrees with a key.

    Args:
        wanted: (kind, field) → how many the key has; the field "thing" counts the things.
        read: How many the reader has.
        right: How many of them agree.
        misses: Each that does not, in words.
        sure: (rule, confidence, whether it agrees) → how many values were read so.
    """

    wanted: Counter[tuple[str, str]] = field(default_factory=Counter)
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    sure: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    def recall(self, kind: str, name: str) -> float:
        """Return the share of what the key has that was read right, 0–1."""
        wanted = self.wanted[kind, name]
        return self.right[kind, name] / wanted if wanted else 1.0

    def precision(self, kind: str, name: str) -> float:
        """Return the share of what was read that is right, 0–1."""
        read = self.read[kind, name]
        return self.right[kind, name] / read if read else 1.0

    def below(self, bound: float, exact_under: int = 100, most: int = 200) -> list[str]:
        """Return a line for each kind and field that does not reach the bound, with its misses.

        Args:
            bound: The least precision and recall.
            exact_under: Kinds with fewer things than this allow no miss.
            most: Misses that are told of each.
        """
        faults = []
        for kind, name in sorted({*self.wanted, *self.read}):
            least = 1.0 if self.wanted[kind, "thing"] < exact_under else bound
            precision, recall = self.precision(kind, name), self.recall(kind, name)
            if min(precision, recall) < least:
                shown = "".join(f"\n    {miss}" for miss in self.misses[kind, name][:most])
                faults.append(
                    f"{kind} {name}: precision {precision:.3f} recall {recall:.3f}{shown}"
                )
        return faults

    def count(
        self,
        kind: str,
        name: str,
        *,
        wanted: bool,
        read: bool,
        miss: str | None,
        by: Thing | None = None,
    ) -> None:
        """Count one value.

        Args:
            kind: Of what.
            name: Which field.
            wanted: Whether the key has it.
            read: Whether the reader has it.
            miss: What is wrong, or None.
            by: The thing that was read, for how sure the reader was.
        """
        if read and by is not None:
            self.sure[by.rule, by.confidence.value, miss is None] += 1
        self.wanted[kind, name] += wanted
        self.read[kind, name] += read
        if miss is not None:
            self.misses[kind, name].append(miss)
        elif wanted and read:
            self.right[kind, name] += 1


def compare(key: Key, things: Sequence[Thing]) -> Score:
    """Return how things that were read agree with the key, field by field."""
    score = Score()
    matched = _matched(key, things)
    ids = {thing: row.id for row, thing in matched.items()}
    for row in key.rows:
        thing = matched.get(row)
        line = min(row.first_lines())
        miss = None if thing is not None else f"{row.id} (line {line}) was not read"
        score.count(row.kind, "thing", wanted=True, read=thing is not None, miss=miss)
        if thing is not None:
            for name in FIELDS:
                if name not in _NOT_COMPARED.get(row.kind, ()):
                    _compare_field(score, key, row, thing, name, ids)
    for thing in things:
        kind = next((name for name, known in KINDS.items() if known is thing.kind), None)
        if kind is not None and thing not in ids:
            at = min(thing.lines, default=0)
            score.count(kind, "thing", wanted=False, read=True, miss=f"line {at}: {thing.title!r}")
    return score


def _matched(key: Key, things: Sequence[Thing]) -> dict[Row, Thing]:
    """Return which thing is which row: the one whose title begins on the row's first line."""
    left = list(things)
    matched: dict[Row, Thing] = {}
    for exact in (True, False):
        for row in key.rows:
            if row in matched:
                continue
            titles = {key.letters(one) for one in row.readings("title")}
            for thing in left:
                here = bool(row.first_lines() & set(thing.at[:1] or thing.lines[:1]))
                same = fold(thing.title) in titles
                if thing.kind is KINDS[row.kind] and (here and same if exact else here or same):
                    matched[row] = thing
                    left.remove(thing)
                    break
    return matched


def _compare_field(
    score: Score, key: Key, row: Row, thing: Thing, name: str, ids: dict[Thing, str]
) -> None:
    wanted = _wanted(key, row, name)
    got = _read(key, row, thing, name, ids)
    if "?" in wanted:
        return
    right = got in wanted
    if name == "parents":
        right = _parents_agree(row, set(got.split()))
    miss = None if right else f"{row.id} (line {min(row.first_lines())}): {_differ(got, wanted)}"
    some = got if got in wanted else wanted[0]
    score.count(row.kind, name, wanted=bool(some), read=bool(got), miss=miss)


def _wanted(key: Key, row: Row, name: str) -> list[str]:
    if name in {"title", "text"}:
        return ["?" if one == "?" else key.letters(one) for one in row.readings(name)]
    if name == "status text":
        return ["?" if one == "?" else key.letters(one) for one in row.readings("status at")]
    if name == "again":
        return re.findall(r"again=(\d+)", row.cells["flags"]) or [""]
    if name == "perspective" and not row.cells["perspective"]:
        return ["?"]
    if name == "boards":
        return [" ".join(sorted(one.split())) for one in row.readings(name)]
    return row.readings(name)


def _read(key: Key, row: Row, thing: Thing, name: str, ids: dict[Thing, str]) -> str:
    judged = thing.judgement
    if name == "number":
        return thing.number or ""
    if name == "title":
        return fold(thing.title)
    if name == "boards":
        responsible = [*thing.responsible, *thing.carried_out_by, *thing.groups]
        codes = {_code(key, body) for body in responsible}
        return " ".join(sorted(codes | {"+" + _code(key, b) for b in thing.contributing}))
    if name == "deadline":
        day = thing.deadline.day if thing.deadline else None
        return day.isoformat() if day else ""
    if name == "status":
        return judged.status.value if judged and judged.status else ""
    if name == "status text":
        return fold(judged.status_text or "") if judged else ""
    if name == "text":
        told = thing.description if row.kind in _GOALS else judged.comment if judged else None
        return fold(told or "")
    if name == "parents":
        return " ".join(_parents(thing, ids))
    if name == "perspective":
        return thing.perspective or ""
    return str(thing.at[1]) if len(thing.at) > 1 else ""


def _code(key: Key, body: str) -> str:
    plain = _plain(re.sub(r"\([^()]*\)", "", body))
    for code, name in key.names.items():
        if plain in {_plain(code), _plain(name)}:
            return code
    return body


def _plain(name: str) -> str:
    """Return a name's letters with their diacritics: ÄN and AN are two boards."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _parents(thing: Thing, ids: dict[Thing, str]) -> Iterable[str]:
    for link in thing.links:
        known = ids.get(link.to, f"?{min(link.to.lines, default=0)}")
        fits = link.relation in _CONTRIBUTES or (
            link.relation is Relation.IMPLEMENTS and known.startswith("a")
        )
        yield known if fits else f"{link.relation.value}:{known}"


def _parents_agree(row: Row, got: set[str]) -> bool:
    """Return whether the links are the key's; an assignment need not tell its goal."""
    wanted = [set(one.split("/")) for one in row.cells["parents"].split()]
    told = all(any(one in allowed for allowed in wanted) for one in got)
    whole = all(allowed & got for allowed in wanted) and len(got) == len(wanted)
    return told and (whole or (row.kind in {"common", "board"} and not got))


def _differ(got: str, wanted: Sequence[str]) -> str:
    """Say where two readings part, without the whole of long ones."""
    best = wanted[0]
    start = next(
        (n for n, (a, b) in enumerate(zip(got, best, strict=False)) if a != b),
        min(len(got), len(best)),
    )
    if max(len(got), len(best)) < 60:
        return f"read {got!r}, stands {best!r}"
    begin = max(0, start - 20)
    part = slice(begin, start + 40)
    return f"from letter {start}: read {got[part]!r}, stands {best[part]!r}"

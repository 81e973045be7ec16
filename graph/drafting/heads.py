"""Names of columns that no profile knows, beside names that it does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import ActivityTableWords
from styrkedja.graph.reading.bodies import read_bodies
from styrkedja.graph.reading.dates import read_deadline
from styrkedja.graph.reading.lines import Line
from styrkedja.graph.reading.statuses import read_status

from .known import known_words
from .suggestion import Suggestion

__all__ = ["unknown_heads"]

_MOST_LINES = 8
_LEAST_KNOWN = 2
_MOST_UNKNOWN = 3
_LONGEST = 45
_MOST_WORDS = 4
_ANY_YEAR = 2000
_YEAR = re.compile(r"(?:19|20)\d\d")
_CELLS = re.compile(r"\s*\|\s*|\t+| {2,}")
_COLUMNS = ("activity", "status", "date", "board", "comment", "goal", "assignment", "start",
            "number", "other")  # fmt: skip


def unknown_heads(lines: Sequence[Line], profile: Profile) -> list[Suggestion]:
    """Return the words that stand in heads of activity tables and name no column that is known.

    A head is looked for where at least two names of columns stand near each other, alone on
    their lines or with at most three other wordings.

    Args:
        lines: The document's lines.
        profile: The words that are known.
    """
    words = profile.activity_tables
    known = _known(words)
    seen: dict[str, list[tuple[str, int, str]]] = {}
    missing: dict[str, Counter[str]] = {}
    others = known_words(profile) - known.keys()
    for rests, roles, line in _heads(lines, known, others):
        for rest in rests:
            if _is_value(rest, profile):
                continue
            seen.setdefault(fold(rest), []).append((rest, line.number, line.text))
            missing.setdefault(fold(rest), Counter()).update(set(_COLUMNS) - roles)
    return [
        Suggestion(
            table="activity_tables.columns",
            keys=tuple(column for column in _COLUMNS if missing[key][column]),
            word=found[0][0],
            times=len(found),
            lines=tuple(number for _, number, _ in found[:3]),
            examples=tuple(dict.fromkeys(text[:60] for _, _, text in found))[:3],
        )
        for key, found in seen.items()
        if key not in others
    ]


def _known(words: ActivityTableWords) -> dict[str, str]:
    return {
        fold(name): role for role, names in words.columns.model_dump().items() for name in names
    }


def _heads(
    lines: Sequence[Line], known: dict[str, str], others: Set[str]
) -> Iterator[tuple[list[str], set[str], Line]]:
    """Yield what is unknown in each head, the columns that are known in it, and its first line."""
    index = 0
    while index < len(lines):
        roles: set[str] = set()
        rests: list[str] = []
        waiting: list[str] = []  # of lines without a known name, which may be below the head
        last = index
        for line in _block(lines, index):
            parts = [part for cell in _cells(line) for part in _parts(cell, known)]
            if fold(line.text) in others or not all(
                fold(part) in known or _could_be_name(part) for part in parts
            ):
                break
            told = {known[fold(part)] for part in parts if fold(part) in known}
            waiting += [part for part in parts if fold(part) not in known]
            if told:
                roles |= told
                rests += waiting
                waiting = []
                last = line.number
        if len(roles) >= _LEAST_KNOWN and 1 <= len(rests) <= _MOST_UNKNOWN:
            yield rests, roles, _block(lines, index)[0]
        index = max(last, index + 1) if len(roles) >= _LEAST_KNOWN else index + 1


def _block(lines: Sequence[Line], index: int) -> list[Line]:
    """Return the lines of text from an index on, names that are broken over two lines mended."""
    block: list[Line] = []
    for line in lines[index : index + _MOST_LINES]:
        if not line.text:
            continue
        if block and block[-1].text.endswith("-") and line.text[0].islower():
            rest, _, text = line.text.partition(" ")
            above = block[-1]
            block[-1] = Line(above.number, above.text[:-1] + rest)
            line = Line(line.number, text)
        if line.text:
            block.append(line)
    return block


def _cells(line: Line) -> list[str]:
    cells = line.cells or tuple(_CELLS.split(line.text))
    return [cell.strip("| ") for cell in cells if cell.strip("|:- ")]


def _parts(cell: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the known names in a cell, longest first, and the words between them."""
    words = [word for word in cell.split() if not _YEAR.fullmatch(word)]
    rest: list[str] = []
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            name = " ".join(words[at : at + count])
            if fold(name) in known and name[:1].isupper():
                if rest:
                    yield " ".join(rest)
                    rest = []
                yield name
                at += count
                break
        else:
            if rest and words[at][:1].isupper():  # the next name: nothing else parts them
                yield " ".join(rest)
                rest = []
            rest.append(words[at])
            at += 1
    if rest:
        yield " ".join(rest)


def _is_value(text: str, profile: Profile) -> bool:
    """Return whether words are a body's name, a status or a date, as cells under a head are."""
    names = read_bodies([Line(1, text)], profile)
    return bool(
        names.responsible
        or names.groups
        or read_status(text, profile)
        or read_deadline(text, year=_ANY_YEAR).day
    )


def _could_be_name(text: str) -> bool:
    return (
        text[:1].isupper()
        and len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;!?"
        and not any(map(str.isdigit, text))
    )

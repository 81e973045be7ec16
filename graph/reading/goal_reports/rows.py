"""Lines of a report whose goals and fields have labels → rows, by what each line is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import GoalReportWords

from ..bodies import read_bodies
from ..draft import Source
from ..furniture import is_page_mark
from ..lines import Line
from .values import Value, read_value, split_value

__all__ = ["Row", "RowKind", "read_rows"]

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.? (?P<rest>[A-ZÅÄÖ].*)")
_MARKS = re.compile(r"(?P<marks>#{1,6}) +")
_PAGE = re.compile(r" \d{1,4} ?\(\d{1,4}\)$| [Ss]id(?:a|an)? \d{1,4}(?: av \d{1,4})?$")
_DIGIT = re.compile(r"\d")
_LONGEST = 400
_TOP, _OPENING = 20, 4  # lines at a document's beginning, and those with text that name it
_LONGEST_HEADING = 90
_NO_NAME = frozenset(("per", "varje", "respektive", "alla"))  # "Måluppfyllelse per nämnd"
_NUMBER_SIGN = "1."  # of a bullet that is numbered
_MOST_WORDS = 8  # of a body's name


class RowKind(Enum):
    """What a line is."""

    GOAL = auto()
    AREA = auto()
    PERSPECTIVE = auto()
    VERDICT = auto()
    COMMENT = auto()
    DESCRIPTION = auto()
    ACTIVITIES = auto()
    MEASURES = auto()
    OWNER = auto()
    BODY = auto()
    HEADING = auto()
    BULLET = auto()
    TEXT = auto()


_KINDS = {
    "board-goal": RowKind.GOAL,
    "council-goal": RowKind.GOAL,
    "goal": RowKind.GOAL,
    "area": RowKind.AREA,
    "perspective": RowKind.PERSPECTIVE,
    "forecast": RowKind.VERDICT,
    "verdict": RowKind.VERDICT,
    "comment": RowKind.COMMENT,
    "description": RowKind.DESCRIPTION,
    "activities": RowKind.ACTIVITIES,
    "measures": RowKind.MEASURES,
    "owner": RowKind.OWNER,
}
_ABOVE_GOALS = frozenset({RowKind.GOAL, RowKind.AREA, RowKind.PERSPECTIVE})


@dataclass(slots=True, eq=False)
class Row:
    """A line with text.

    Args:
        line: The line.
        kind: What it is.
        gap: Blank lines and page furniture before it.
        text: Its text without label, bullet and number of a heading.
        label: The kind of its label as the profile names it, or "".
        number: The number after its label ("Nämndmål 2: …"), or None.
        depth: How deep the heading stands that it is ("3.2" is 2), 0 for none.
        value: The verdict that its text gives, or None.
        sign: The bullet's sign, or "".
        labelled_as: The label as printed, or "".
        rest: What is told after the verdict on its line.
        in_contents: True for a body's name that only a list of contents holds.
        also: Numbers of the lines that its value stands on.
    """

    line: Line
    kind: RowKind
    gap: int
    text: str
    label: str = ""
    number: str | None = None
    depth: int = 0
    value: Value | None = None
    sign: str = ""
    labelled_as: str = ""
    rest: str = ""
    in_contents: bool = False
    also: list[int] = field(default_factory=list)


def read_rows(source: Source, furniture: frozenset[int]) -> list[Row]:
    """Return the lines with text, furniture and what others have read left out."""
    ends = frozenset(map(fold, (*source.profile.goal_reports.ends,)))
    rows: list[Row] = []
    gap = 0
    marks = {
        line.number
        for line in source.lines
        if line.text and len(line.text) < _LONGEST_HEADING and is_page_mark(line.text)
    }
    opening = _opening(source.lines)
    for line in source.lines:
        if not line.text or line.number in furniture or _is_furniture(line, marks, opening):
            gap += 1
        elif line.number not in source.taken:
            rows.append(_row(line, gap, source.profile, ends))
            gap = 0
    _without_contents(rows)
    _list_numbered(rows)
    return _with_values(rows, source.profile.goal_reports)


def _without_contents(rows: Sequence[Row]) -> None:
    """Make text of the names of bodies in a list of contents: they stand below each other."""
    for index, row in enumerate(rows):
        if row.kind is not RowKind.BODY:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else None
        above = rows[index - 1] if index else None
        is_listed = (
            below is not None
            and not below.gap
            and below.kind in _HEADINGS
            and below.depth <= row.depth
        )
        follows = above is not None and not row.gap and above.in_contents
        row.in_contents = is_listed or follows
    for row in rows:
        if row.in_contents:
            row.kind = RowKind.TEXT


def _list_numbered(rows: Sequence[Row]) -> None:
    """Make bullets of numbered lines that a label of activities introduces."""
    for above, row in pairwise(rows):
        follows = above.kind is RowKind.ACTIVITIES and not above.text
        follows = follows or (above.sign == _NUMBER_SIGN and not row.gap)
        if follows and row.kind is RowKind.HEADING and row.number and "." not in row.number:
            row.kind, row.sign, row.depth = RowKind.BULLET, _NUMBER_SIGN, 0


_HEADINGS = frozenset({RowKind.BODY, RowKind.HEADING})


def _with_values(rows: Sequence[Row], words: GoalReportWords) -> list[Row]:
    """Return the rows; a value below its label stands beside it."""
    kept: list[Row] = []
    for row in rows:
        above = kept[-1] if kept else None
        below = row.kind in {RowKind.TEXT, RowKind.VERDICT} and not row.label
        if below and above is not None and above.kind is RowKind.VERDICT and not above.text:
            value, rest = split_value(row.line.text, words)
            if value is not None and not rest:
                above.text, above.value, above.also = row.line.text, value, [row.line.number]
                continue
        kept.append(row)
    return kept


def _is_furniture(line: Line, marks: set[int], opening: frozenset[str]) -> bool:
    """Return whether a line is a page mark, or repeats the opening with or beside one."""
    beside = line.number - 1 in marks or line.number + 1 in marks
    if line.number in marks:
        return not beside  # numbers below each other are a column's cells
    if len(line.text) > _LONGEST_HEADING:
        return False
    if not beside and _PAGE.search(line.text) is None:
        return False
    own = {fold(word) for word in line.text.split() if not _DIGIT.search(word)} - {""}
    return len(own) > 1 and own <= opening


def _opening(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of the first lines with text, which a running head repeats."""
    first = [line for line in lines[:_TOP] if line.text][:_OPENING]
    return frozenset(fold(word) for line in first for word in line.text[:_LONGEST].split())


def _row(line: Line, gap: int, profile: Profile, ends: frozenset[str]) -> Row:
    words = profile.goal_reports
    text = line.text[:_LONGEST].replace("**", "")
    if len(line.text) > _LONGEST:
        return Row(line, RowKind.TEXT, gap, line.text)
    marks = _MARKS.match(text)
    depth = len(marks["marks"]) if marks else 0
    text = text[marks.end() :] if marks else text
    numbered = _NUMBER.fullmatch(text)
    rest = numbered["rest"] if numbered else text
    row = _labelled(line, gap, rest, words)
    if row is not None and (numbered is None or row.kind in _ABOVE_GOALS):
        row.depth = numbered["number"].count(".") + 1 if numbered else depth
        return row
    sign, bare = _bullet(text, words)
    if sign:
        return Row(line, RowKind.BULLET, gap, bare, sign=sign)
    if numbered is not None:
        depth = numbered["number"].count(".") + 1
    may_head = len(rest) <= _LONGEST_HEADING and not rest.endswith((".", ",", ";", ":"))
    if may_head and _is_body(rest, profile):
        return Row(line, RowKind.BODY, gap, rest, depth=depth)
    number = numbered["number"] if numbered else None
    if may_head and (depth or fold(rest) in ends or fold(rest) in profile.prose):
        return Row(line, RowKind.HEADING, gap, rest, number=number, depth=depth)
    value = None if text.endswith(".") else read_value(text, words, labelled=False)
    if value is not None and not text[:1].islower():
        return Row(line, RowKind.VERDICT, gap, text, value=value)
    return Row(line, RowKind.TEXT, gap, line.text)


def _is_body(text: str, profile: Profile) -> bool:
    words = text.lower().split()
    if not text[:1].isupper() or len(words) > _MOST_WORDS or _NO_NAME.intersection(words):
        return False
    if not any(word.endswith(_endings(profile)) for word in words) and (
        text not in profile.abbreviations
    ):
        return False
    names = read_bodies([Line(1, text)], profile)
    return names.responsible == (text,) and not names.rest


@cache
def _endings(profile: Profile) -> tuple[str, ...]:
    return tuple(ending.lower() for ending, _ in profile.body_endings)


def _bullet(text: str, words: GoalReportWords) -> tuple[str, str]:
    sign, _, rest = text.partition(" ")
    if len(sign) > 1 and sign[0] in words.bullets:
        sign, rest = sign[0], text[1:]
    known = len(sign) == 1 and sign in (*words.bullets, *words.dashes, *words.sub_bullets)
    return (sign, rest.strip()) if known and rest.strip() else ("", text)


@cache
def _labels(words: GoalReportWords) -> tuple[re.Pattern[str], dict[str, str]]:
    named = {label.lower(): name for name, labels in words.labels.items() for label in labels}
    any_of = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    number = r"(?: (?:nr )?(?P<number>\d{1,2}(?:[.:]\d{1,2})?|[A-Z]\d?)(?=[\s:.–-]|$))?"
    return re.compile(
        rf"(?P<label>{any_of}){number}(?:(?P<sign>\s?[:.–—-])(?=\s|$)|(?=\s|$))\s*(?P<value>.*)",
        re.IGNORECASE,
    ), named


@cache
def _openings(words: GoalReportWords) -> tuple[str, ...]:
    return tuple(label.lower() for labels in words.labels.values() for label in labels)


def _labelled(line: Line, gap: int, text: str, words: GoalReportWords) -> Row | None:
    """Return the row of a line that a label begins, or None where none does."""
    if not text[:1].isupper() or not text.lower().startswith(_openings(words)):
        return None
    pattern, named = _labels(words)
    match = pattern.fullmatch(text)
    if match is None:
        return None
    name = named[match["label"].lower()]
    kind, sign, value = _KINDS[name], (match["sign"] or "").strip(), match["value"].strip()
    row = Row(line, kind, gap, value, name, match["number"], labelled_as=match["label"])
    if kind is RowKind.VERDICT and value:
        row.value, row.rest = split_value(value, words)
    elif kind is RowKind.COMMENT and value:
        row.value = read_value(value, words, labelled=False)
        row.kind = kind if row.value is None else RowKind.VERDICT
    if not value:
        return row if not sign or sign == ":" else None
    if sign == ":":
        return row if kind not in _ABOVE_GOALS or value[:1].isupper() else None
    if kind in _ABOVE_GOALS and value[:1].isupper():
        return row if match["number"] or sign in {"–", "—", "-"} else None
    return row if row.value is not None and not value.endswith(".") else None

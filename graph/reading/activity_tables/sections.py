"""What stands above tables: perspectives, overarching goals, and board goals as headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..lines import Line

__all__ = ["Section", "find_sections", "plain", "plain_name"]

_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_NO_NAME = re.compile(r"[\d.]+")
_LONGEST_HEADING = 70
_LONGEST_LABEL = 60
_MOST_TITLE_LINES = 5
_MOST_TEXT_LINES = 14


@dataclass(slots=True, eq=False)
class Section:
    """A stretch of the document under the same headings.

    Args:
        first: Number of its first line.
        numbers: Numbers of the lines that are only headings.
        perspective: The perspective, as printed, or None.
        overarching: Lines of the overarching goal's title, without the label, or none.
        goal: Lines of the board goal's title when it is a heading, or none.
        goal_text: Lines of that goal's own text.
    """

    first: int
    numbers: list[int] = field(default_factory=list)
    perspective: str | None = None
    overarching: list[Line] = field(default_factory=list)
    goal: list[Line] = field(default_factory=list)
    goal_text: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> set[int]:
        """The numbers of all its lines."""
        told = (*self.overarching, *self.goal, *self.goal_text)
        return {*self.numbers, *(line.number for line in told)}


def plain(text: str) -> str:
    """Return a heading's text without the marks that a text format puts around it."""
    return text.strip("#*_| ").strip()


def find_sections(
    lines: Sequence[Line],
    words: ActivityTableWords,
    heads: frozenset[int],
    taken: frozenset[int],
    may_be_cells: Callable[[Line], bool],
) -> list[Section]:
    """Return the sections of a document in order, each with all that stands above it.

    Args:
        lines: All lines.
        words: Labels and perspectives.
        heads: Numbers of the lines of tables' heads.
        taken: Numbers of lines that are not to be looked at.
        may_be_cells: Whether a line begins like a table's cells, and so is no heading.
    """
    found: list[Section] = []
    written = [line for line in lines if line.text and line.number not in taken]
    first_head = min(heads, default=0)
    index = 0
    while index < len(written):
        line = written[index]
        label = None if line.number in heads else _label(line, words)
        if label is None:
            if _is_perspective(written, index, words, heads, lines) and (
                _looks_like_a_name(line.text, words) or not may_be_cells(line)
            ):
                _new(found, line.number, perspective=plain_name(line.text)).numbers.append(
                    line.number
                )
            index += 1
            continue
        kind, rest = label
        end, title = _title(written, index, rest, words, heads)
        last = found[-1] if found else None
        if kind == "overarching":
            section = _new(found, line.number, perspective=last.perspective if last else None)
            section.overarching = title
        else:
            section = _new(
                found,
                line.number,
                perspective=last.perspective if last else None,
                overarching=last.overarching if last else [],
            )
            section.goal = title
            text_end = _text_end(written, end, words, heads)
            section.goal_text = list(written[end:text_end])
            end = text_end
        section.numbers.append(line.number)
        index = end
    return [one for one in found if _stands_above_a_table(one, found, written, first_head)]


def plain_name(text: str) -> str:
    """Return a heading without marks and numbering."""
    return _NUMBERING.sub("", plain(text)).rstrip(":")


def _new(
    found: list[Section],
    number: int,
    *,
    perspective: str | None,
    overarching: list[Line] | None = None,
) -> Section:
    section = Section(number, perspective=perspective, overarching=list(overarching or ()))
    found.append(section)
    return section


@lru_cache(maxsize=64)
def _labels(words: ActivityTableWords) -> dict[str, str]:
    labels = {fold(name): "goal" for name in words.columns.goal if name != "Mål"}
    labels.update({fold(name): "overarching" for name in words.overarching})
    return labels


def _label(line: Line, words: ActivityTableWords) -> tuple[str, str] | None:
    """Return which goal a line labels and the text after the label, or None."""
    if ":" not in line.text[:_LONGEST_LABEL]:
        return None
    text = plain(line.text)
    labels = _labels(words)
    for at in (place for place, sign in enumerate(text[:_LONGEST_LABEL]) if sign == ":"):
        name = fold(_NO_NAME.sub("", text[:at]))
        if name in labels:
            rest = text[at + 1 :].strip("* ")
            return labels[name], rest
    return None


def _title(
    written: Sequence[Line],
    index: int,
    rest: str,
    words: ActivityTableWords,
    heads: frozenset[int],
) -> tuple[int, list[Line]]:
    """Return where a label's title ends and its lines: until a blank line, a head, a label."""
    title = [Line(written[index].number, rest)] if rest else []
    end = index + 1
    while end < len(written) and len(title) < _MOST_TITLE_LINES:
        line, before = written[end], written[end - 1]
        apart = line.number != before.number + 1 and bool(title)
        if apart or line.number in heads or _label(line, words) is not None:
            break
        if _looks_like_a_name(line.text, words) or len(line.text) > 200:
            break
        title.append(Line(line.number, plain(line.text)))
        end += 1
    return end, title


def _text_end(
    written: Sequence[Line], start: int, words: ActivityTableWords, heads: frozenset[int]
) -> int:
    """Return where the text under a board goal's heading ends: at a head, if one is near."""
    for end in range(start, min(start + _MOST_TEXT_LINES, len(written))):
        if written[end].number in heads:
            return end
        if _label(written[end], words) is not None:
            return start
    return start


def _is_perspective(
    written: Sequence[Line],
    index: int,
    words: ActivityTableWords,
    heads: frozenset[int],
    lines: Sequence[Line],
) -> bool:
    line = written[index]
    if len(line.text) > _LONGEST_HEADING or line.number in heads or index + 1 == len(written):
        return False
    following = written[index + 1]
    before_head = following.number in heads
    before_label = not before_head and _label(following, words) is not None
    if not (before_head or before_label):
        return False
    if _looks_like_a_name(line.text, words):
        return True
    name = plain(line.text)
    above = lines[line.number - 2] if line.number > 1 else None
    alone = above is None or not above.text or line.raw[:1] in {" ", "\f"}
    heading = alone and name[:1].isupper() | name[:1].isdigit() and name[-1:] not in ".,;:-–)"
    if not heading or (following.number == line.number + 1 and not before_label):
        return False
    if _names_columns(name, words):
        return False  # "Mål och aktiviteter" says what the tables hold
    marked = line.text.startswith("#") or _NUMBERING.match(name) is not None
    return marked or (before_label and len(name.split()) <= 4)


def _names_columns(name: str, words: ActivityTableWords) -> bool:
    """Return whether a heading is made of the names of columns."""
    parts = [fold(part) for part in re.split(r"[\s,/]+", _NUMBERING.sub("", name)) if fold(part)]
    return bool(parts) and all(part in _column_words(words) for part in parts)


@lru_cache(maxsize=64)
def _column_words(words: ActivityTableWords) -> frozenset[str]:
    columns = words.columns.model_dump().values()
    return frozenset({"och", "samt", *(fold(name) for names in columns for name in names)})


@lru_cache(maxsize=64)
def _perspectives(words: ActivityTableWords) -> frozenset[str]:
    return frozenset(fold(name) for name in words.perspectives)


def _looks_like_a_name(text: str, words: ActivityTableWords) -> bool:
    return len(text) <= _LONGEST_HEADING and fold(plain_name(text)) in _perspectives(words)


def _stands_above_a_table(
    section: Section, found: Sequence[Section], written: Sequence[Line], first_head: int
) -> bool:
    """Return whether only headings stand between a section and the first table, or it is below."""
    if section.first > first_head:
        return True
    known = {number for one in found for number in one.lines}
    between = (line for line in written if section.first <= line.number < first_head)
    return all(line.number in known for line in between)

"""Words that stand again and again before the same sort of value: labels of assignment cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.reading.bodies import read_bodies
from styrkedja.graph.reading.dates import read_deadline
from styrkedja.graph.reading.furniture import find_furniture, is_page_mark
from styrkedja.graph.reading.lines import Line
from styrkedja.graph.reading.statuses import read_status

from .known import known_words
from .suggestion import Suggestion

__all__ = ["unknown_labels"]

_WITH_A_COLON = re.compile(r"([^:]{2,45}):\s*(.*)")
_LEAST = 3  # times that a label stands in a document
_MOST_WORDS = 5
_GO_ON = frozenset({"och", "samt", "eller", "för", "av", "i", "till"})
_LONGEST = 45
_FITS = 0.6  # of a label's values
_FEW_STATUSES = 3  # values to each different one, at least
_LONGEST_STATUS = 30
_LONG_TEXT = 80
_BELOW = 12  # lines that a value is looked for in
_NAME_LINES = 5
_SHOWN = 3
_ANY_YEAR = 2000
_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class _Seen:
    """A label once: its line, and the value as lines."""

    word: str
    line: int
    value: tuple[Line, ...]

    @property
    def first(self) -> str:
        return self.value[0].text if self.value else ""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.value)


def unknown_labels(lines: Sequence[Line], profile: Profile) -> list[Suggestion]:
    """Return the words that are used as labels of cards are, and that the profile does not know.

    A label stands three times or more, before a colon, in a column of its own or on a line of its
    own, and most of its values are of one sort: names of bodies, dates, one of a few short
    wordings, or text. What its values tell is only where it may belong, not that it does.

    Args:
        lines: The document's lines.
        profile: The words that are known.
    """
    known = known_words(profile)
    seen: dict[str, list[_Seen]] = {}
    for one in _labels(lines, profile):
        seen.setdefault(fold(one.word), []).append(one)
    found = []
    for key, group in seen.items():
        if len(group) < _LEAST or key in known:
            continue
        fields = _fields([one for one in group if one.value], profile)
        if fields:
            found.append(_suggestion(group, fields))
    return sorted(found, key=lambda suggestion: (-suggestion.times, suggestion.lines))


def _suggestion(group: Sequence[_Seen], fields: tuple[str, ...]) -> Suggestion:
    return Suggestion(
        table="labels",
        keys=fields,
        word=group[0].word,
        times=len(group),
        lines=tuple(one.line for one in group[:_SHOWN]),
        examples=tuple(dict.fromkeys(one.text[:_EXAMPLE] for one in group if one.value))[:_SHOWN],
    )


def _labels(lines: Sequence[Line], profile: Profile) -> Iterator[_Seen]:
    furniture = find_furniture(lines, frozenset())
    for index, line in enumerate(lines):
        text = line.text.replace("**", "").strip("-•*| ")
        if not text or is_page_mark(text):
            continue
        with_colon = _WITH_A_COLON.fullmatch(text)
        if with_colon is not None and _could_be_label(with_colon[1], profile):
            beside = with_colon[2].strip()
            value = (Line(line.number, beside),) if beside else _below(lines, index)
            yield _Seen(with_colon[1].strip(), line.number, value)
        elif len(line.cells) == 2 and _could_be_label(line.cells[0], profile):
            yield _Seen(line.cells[0], line.number, (Line(line.number, line.cells[1]),))
        elif (
            len(line.cells) < 2 and line.number not in furniture and _could_be_label(text, profile)
        ):
            value = _below(lines, index)
            if not (value and value[0].text[:1].islower()):
                yield _Seen(text, line.number, value)


def _could_be_label(text: str, profile: Profile) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= _MOST_WORDS
        and len(text) <= _LONGEST
        and text[:1].isupper()
        and text[-1] not in ".,;!?-"
        and words[-1].lower() not in _GO_ON
        and not any(map(str.isdigit, text))
        and read_status(text, profile) is None
        and read_deadline(text, year=_ANY_YEAR).day is None
        and not _is_name(text, profile)
    )


def _is_name(text: str, profile: Profile) -> bool:
    names = read_bodies([Line(1, text)], profile)
    return bool(names.responsible or names.groups) and not names.rest


def _below(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    """Return the first lines of text below a line, up to the next blank line."""
    taken: list[Line] = []
    for line in lines[index + 1 : index + _BELOW]:
        if not line.text:
            if taken:
                break
            continue
        taken.append(line)
    return tuple(taken)


def _fields(group: Sequence[_Seen], profile: Profile) -> tuple[str, ...]:
    """Return the fields that most of a label's values fit, likeliest first."""
    if len(group) < _LEAST:
        return ()

    def share(fits: int) -> bool:
        return fits >= _FITS * len(group)

    if any(fold(one.first.split(":")[0]) in profile.labels for one in group[:_SHOWN]):
        return ()  # the next label stands right below: this one is a value, or has none
    if share(sum(read_deadline(one.first).day is not None for one in group)):
        return ("deadline", "start")
    if share(sum(_names_bodies(one.value, profile) for one in group)):
        return ("responsible", "decided_by")
    firsts = [fold(one.first) for one in group]
    short = all(len(one.first) <= _LONGEST_STATUS for one in group)
    known = sum(read_status(one.first, profile) is not None for one in group)
    if share(known) or (short and len(set(firsts)) * _FEW_STATUSES <= len(firsts)):
        return ("status",)
    if median(len(one.text) for one in group) >= _LONG_TEXT:
        return ("comment",)
    if len(set(firsts)) == len(firsts):
        return ("title", "comment")
    return ()


def _names_bodies(value: Sequence[Line], profile: Profile) -> bool:
    for count in range(1, min(_NAME_LINES, len(value)) + 1):
        names = read_bodies(value[:count], profile)
        if (names.responsible or names.groups) and not names.rest:
            return True
    return False

"""Indicators in running text: a named measure with a target and an outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from styrkedja.graph.model import Confidence
from styrkedja.graph.profiles import fold

from ..draft import Found, Measure, Source, Value
from ..lines import Joined, Line, join
from .cells import number_of
from .indicator_tables import read_indicator_tables
from .periods import period_in
from .sentences import (
    Mention,
    SentencePatterns,
    mentions_in,
    name_in,
    named_measure,
    sentence_patterns,
)

__all__ = ["read_indicators_in_text"]

_LAYOUT = "indicators-in-text"
_RULE = "measure-in-text"
_LONGEST = 4000  # characters of a paragraph
_SHORT = 220
_NEAR_TABLE = 80  # lines below a table in which its values are told again
_NEXT = 3  # paragraphs in which the target of an outcome may follow
_STEM = 6
_WHEN = re.compile(
    r"(?:samma period )?föregående år|förra året"
    r"|(?:första|andra|tredje|fjärde) kvartalet(?: \d{4})?"
    r"|(?:våren|hösten|vintern|sommaren) \d{4}|(?:första|andra) halvåret(?: \d{4})?",
    re.IGNORECASE,
)
_OUTCOME = re.compile(r"(?:Utfallet|Resultatet|Utfall|Resultat)\b")
_COLUMN = re.compile(r"(?:Prognos|Utfall|Helårsprognos) \d{4}$")
_PERCENT = {"procent": "%"}
_CAPITAL = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class _Told:
    """A paragraph that tells targets or outcomes."""

    index: int
    joined: Joined
    mentions: list[Mention]
    name: tuple[str, int] | None

    @property
    def targets(self) -> list[Mention]:
        return [one for one in self.mentions if one.target]

    @property
    def outcomes(self) -> list[Mention]:
        return [one for one in self.mentions if not one.target]


def read_indicators_in_text(source: Source) -> Found | None:
    """Return the measures that running text names with a target and an outcome; None without any.

    It reads inside what other readers have taken too: comments and analyses hold the measures.

    Args:
        source: The document.
    """
    patterns = sentence_patterns(source.profile.indicator_tables)
    tables = read_indicator_tables(replace(source, taken=frozenset()))
    told = _Tables(tables)
    found = Found(_LAYOUT)
    paragraphs = list(_paragraphs(source.lines, told.lines))
    known: dict[tuple[str, tuple[str, ...]], Measure] = {}
    for measure in _measures(paragraphs, patterns, source.hyphenated, told):
        same = (fold(measure.title), tuple(value.text for value in measure.values))
        first = known.setdefault(same, measure)
        if first is measure:
            found.measures.append(measure)
            continue
        first.lines = sorted({*first.lines, *measure.lines})
        for value, other in zip(first.values, measure.values, strict=True):
            value.lines = sorted({*value.lines, *other.lines})
    return found if found.measures else None


class _Tables:
    """What the document's indicator tables say, which text below them says again."""

    def __init__(self, found: Found | None) -> None:
        measures = [] if found is None else found.measures
        self.lines = {n for one in measures for v in one.values for n in (*v.lines, *one.lines)}
        self.numbers = [(max(one.lines), {value.value for value in one.values}) for one in measures]

    def tell(self, first: int, numbers: Iterable[str]) -> bool:
        """Return whether a table not far above a line holds these numbers."""
        wanted = {number_of(number) for number in numbers}
        return any(
            0 <= first - last <= _NEAR_TABLE and wanted <= held for last, held in self.numbers
        )


def _paragraphs(lines: Sequence[Line], tables: set[int]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    size = 0
    for line in lines:
        whole = not line.text or line.number in tables or line.text.startswith("•")
        if whole or size + len(line.text) > _LONGEST:
            if paragraph:
                yield paragraph
            paragraph, size = [], 0
        if line.text and line.number not in tables and len(line.text) <= _LONGEST:
            paragraph.append(line)
            size += len(line.text)
    if paragraph:
        yield paragraph


def _measures(
    paragraphs: Sequence[list[Line]],
    patterns: SentencePatterns,
    hyphenated: frozenset[str],
    tables: _Tables,
) -> Iterator[Measure]:
    waiting: _Told | None = None  # it tells an outcome or a target that the other may follow
    named: tuple[str, list[int], int] | None = None  # a measure that is named, its lines, where
    for index, paragraph in enumerate(paragraphs):
        joined = join(paragraph, hyphenated)
        mentions = list(mentions_in(joined.text, patterns))
        if not mentions:
            own = named_measure(joined.text, patterns)
            if own is not None:
                where = joined.passage(own[1], own[1] + len(own[0]))
                named = (own[0], list(range(where.first, where.last + 1)), index)
            continue
        told = _Told(index, joined, mentions, name_in(joined.text, mentions, patterns))
        if tables.tell(paragraph[0].number, (one.number for one in mentions)):
            continue
        if waiting is not None and index - waiting.index <= _NEXT:
            whole = _together(waiting, told)
            if whole is not None:
                waiting = None
                yield whole
                continue
        if told.targets and told.outcomes:
            waiting = None
            if named is not None and index - named[2] == 1:
                name, lines, _ = named
                yield _measure(name, lines, [(told, told.mentions)])
            elif told.name is not None:
                yield _measure(told.name[0], _lines_of(told), [(told, told.mentions)])
        elif told.name is not None or _shall(told) is not None:
            waiting = told


def _together(first: _Told, second: _Told) -> Measure | None:
    """Return the measure of two paragraphs, of which one tells its target and one its outcome."""
    subject = _shall(first)
    if subject is not None and not first.outcomes and second.outcomes:
        name, end = subject
        below = second.index - first.index == 1 and len(second.joined.text) <= _SHORT
        again = {one.number for one in second.targets} & {one.number for one in first.targets}
        told = second.joined.text
        if below and (again or _OUTCOME.match(told) or _same_stem(name, told)):
            where = first.joined.passage(0, end)
            lines = list(range(where.first, where.last + 1))
            return _measure(name, lines, [(first, first.targets), (second, second.outcomes)])
        return None
    if first.outcomes and not first.targets and second.targets and not second.outcomes:
        if first.name is None or second.name is None:
            return None
        one, other = _stems(first.name[0]), _stems(second.name[0])
        if len(one & other) >= min(2, len(other)) and other:
            return _measure(
                first.name[0],
                _lines_of(first),
                [(first, first.outcomes), (second, second.targets)],
            )
    return None


def _shall(told: _Told) -> tuple[str, int] | None:
    """Return what shall reach a target, when a paragraph begins with it."""
    text = told.joined.text
    at = text.find(" ska ")
    if not told.targets or not 2 < at <= 100 or "." in text[:at] or not text[0].isupper():
        return None
    return text[:at], at


def _stems(name: str) -> set[str]:
    return {word[:_STEM] for word in _CAPITAL.findall(name.lower()) if len(word) > 4}


def _same_stem(name: str, text: str) -> bool:
    first, second = _CAPITAL.search(name), _CAPITAL.search(text)
    if first is None or second is None:
        return False
    size = min(len(first[0]), len(second[0]), _STEM)
    return size >= 4 and fold(first[0])[:size] == fold(second[0])[:size]


def _lines_of(told: _Told) -> list[int]:
    name, begin = told.name or ("", 0)
    where = told.joined.passage(begin, begin + max(len(name), 1))
    return list(range(where.first, where.last + 1))


def _measure(
    name: str, lines: list[int], parts: Sequence[tuple[_Told, Sequence[Mention]]]
) -> Measure:
    mentions = [one for _, group in parts for one in group]
    unit = next((_unit(one) for one in mentions if one.unit), None)
    alike = [one for one in mentions if not one.target and _unit(one) == unit]
    values = []
    for told, group in parts:
        for one in group:
            if alike and not one.target and _unit(one) != unit and one.unit is not None:
                continue
            values.append(_value(told.joined, one, unit))
    return Measure(
        title=name[:1].upper() + name[1:].rstrip(" .,"),
        lines=lines,
        rule=_RULE,
        values=values,
        unit=unit,
        confidence=Confidence.MEDIUM,
    )


def _unit(mention: Mention) -> str | None:
    unit = mention.unit
    return None if unit is None else _PERCENT.get(unit, unit)


def _value(joined: Joined, mention: Mention, unit: str | None) -> Value:
    text = joined.text
    begins = max(text.rfind(sign, 0, mention.begin) for sign in (". ", "! ", "? ")) + 1
    before = text[max(begins, 0) : mention.begin].strip()
    told = text[mention.start : mention.begin] if mention.target else before
    when = [*_WHEN.finditer(told)]
    period = when[-1][0] if when else period_in(told)
    column = _COLUMN.search(re.sub(r"\s(?:är|blir|var)$", "", before))
    where = joined.passage(mention.begin, mention.end)
    own = _unit(mention)
    return Value(
        period=period_in(column[0]) if column else period,
        text=mention.text,
        value=number_of(mention.number),
        lines=list(range(where.first, where.last + 1)),
        unit=None if own == unit else own,
        target=mention.target,
        column=column[0] if column else None,
    )

"""Named measures in running text that are followed by a list of values, one a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from styrkedja.graph.model import Passage

from .goals import bullets
from .lines import Line, join

__all__ = ["ReadIndicator", "ReadValue", "find_indicators", "read_number"]

_LEAD_IN = re.compile(
    r"\b(?:nyckeltalet|nyckeltal|indikatorn|indikator|mätetalet|mätetal|måttet)\s+"
    r"[”\"“]?(?P<name>[^”\"“:]+?)[”\"“]?,?\s+"
    r"(?:syns|ses|visas|visar|redovisas|framgår|har|hade|är|gäller|uppvisar)\b[^:]*:\s*$",
    re.IGNORECASE,
)
_VALUE = (
    r"(?P<value>[<>]?\s?[-−]?\d[\d \u00a0]*(?:[.,]\d+)?)(?:\s?(?P<unit>%|procent|\w+(?: \w+)?))?"
)
_PERIOD = r"(?P<period>(?:19|20)\d\d(?:[/–-]\d{2,4})?)"
_ITEMS = (
    re.compile(rf"{_VALUE}\s*\((?:år )?{_PERIOD}(?:\s*[–,;-]\s*(?P<note>[^()]+))?\)\.?"),
    re.compile(rf"(?:år )?{_PERIOD}\s?[:–-]\s?{_VALUE}(?:\s*\((?P<note>[^()]+)\))?\.?"),
)
_LONGEST_LEAD_IN = 1000
_NUMBER = re.compile(r"[-−]?\d[\d \u00a0]*(?:[.,]\d+)?")
_UNIT_OF_NAME = re.compile(
    r",\s*((?:antal|andel|procent|index|poäng|kr|kronor|tkr|mkr|gram|kg|kilo|ton|liter|meter|km|"
    r"kilometer|kWh|MWh|GWh|sekunder|minuter|timmar|dagar|veckor|månader|år)\b[^,]*)$"
)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value of an indicator as printed."""

    period: str
    value_text: str
    value: Decimal | None
    unit: str | None
    note: str | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """A named measure and its values.

    Args:
        name: As printed.
        unit: The unit its name ends with ("antal"), or its values carry, or None.
        passage: Where its name stands.
        values: At least one.
    """

    name: str
    unit: str | None
    passage: Passage
    values: tuple[ReadValue, ...]


def find_indicators(lines: Sequence[Line], hyphenated: frozenset[str]) -> Iterator[ReadIndicator]:
    """Yield the indicators in a comment: "För nyckeltalet X syns följande:" and bullets below.

    Args:
        lines: The comment's lines, blank ones left out, in reading order.
        hyphenated: Words that the document writes with a hyphen.
    """
    for index, line in enumerate(lines):
        if not line.text.endswith(":"):
            continue
        for size in range(1, 6):
            if index + 1 < size:
                break
            joined = join(lines[index + 1 - size : index + 1], hyphenated)
            if len(joined.text) > _LONGEST_LEAD_IN:
                break
            match = _LEAD_IN.search(joined.text)
            if match is None:
                continue
            values = tuple(_values(lines[index + 1 :], hyphenated))
            if values:
                name = " ".join(match["name"].split()).rstrip(",")
                own = _UNIT_OF_NAME.search(name)
                carried = {value.unit for value in values if value.unit}
                unit = own[1] if own else carried.pop() if len(carried) == 1 else None
                where = joined.passage(match.start("name"), match.end("name"))
                yield ReadIndicator(name, unit, where, values)
            break


def read_number(text: str) -> Decimal | None:
    """Return the number that a printed value is, or None.

    >>> read_number("1 600,5")
    Decimal('1600.5')
    >>> read_number("–") is None
    True
    """
    bare = text.strip()
    if not _NUMBER.fullmatch(bare):
        return None
    plain = re.sub(r"[ \u00a0]", "", bare).replace("−", "-").replace(",", ".")
    return Decimal(plain)


def _values(lines: Sequence[Line], hyphenated: frozenset[str]) -> Iterator[ReadValue]:
    """Yield the values of the list that begins these lines, until one line is no value."""
    for line in lines:
        item = next(bullets([line], hyphenated), None)
        text = item.text if item is not None else line.text
        match = next((found for form in _ITEMS for found in [form.fullmatch(text)] if found), None)
        if match is None:
            return
        printed = match["value"].strip()
        unit = match["unit"]
        note = match["note"].strip() if match["note"] else None
        passage = Passage(line.number, line.number)
        yield ReadValue(match["period"], printed, read_number(printed), unit, note, passage)

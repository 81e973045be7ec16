"""What stands in titles without being a part of them: markers, notes, lead-ins, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from styrkedja.graph.profiles import fold
from styrkedja.graph.profiles.words.activity_tables import ActivityTableWords

from ..dates import Deadline, read_deadline
from ..lines import Line, join

__all__ = ["CleanTitle", "Marker", "clean_title", "is_only_marker", "marker_of", "without_date"]

_LONGEST = 4000
_PROBE = 2000
_ABBREVIATION_END = re.compile(r"\b\w{1,3}\.\w{1,3}\.$")


@dataclass(frozen=True, slots=True)
class Marker:
    """What marks a row as an assignment: "common" or "board", its number or None, its wording."""

    kind: str
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """A title without markers, and what else stood in its cell ("fortsättning från 2019")."""

    title: str
    marker: Marker | None = None
    description: str | None = None
    continued_from: str | None = None


def marker_of(lines: Sequence[Line], words: ActivityTableWords) -> Marker | None:
    """Return what marks a row as an assignment, or None."""
    return _marker_in(join(lines).text[:_LONGEST], words) if lines else None


def is_only_marker(lines: Sequence[Line], words: ActivityTableWords) -> bool:
    """Return whether some lines hold a marker and nothing else."""
    text = join(lines).text
    if len(text) > 120:
        return False
    marker = _marker_in(text, words)
    return marker is not None and fold(text.replace(marker.text, "")) == ""


def clean_title(text: str, words: ActivityTableWords) -> CleanTitle:
    """Return a title without what marks it, and the text after that.

    Args:
        text: All that stands in the title's cell before any sub-items, joined.
        words: Markers, notes and lead-ins.
    """
    continued = _continued(words).search(text)
    marker = _marker_in(text[:_LONGEST], words)
    after = ""
    if marker is not None:
        before, _, after = text.partition(marker.text)
        after = after.lstrip(" .,")
        if after and not (after[:1].isupper() or after.startswith("(")):
            before, after = f"{before.rstrip()} {after}", ""
        text = before
    text, told = _cut_lead_in(_without_notes(text, words), words)
    after, more = _cut_lead_in(_without_notes(after, words), words)
    rest = " ".join(part.strip(" .") for part in (told, after, more) if part.strip(" ."))
    if rest and (told + after + more).rstrip().endswith("."):
        rest += "."
    return CleanTitle(
        _without_period(text),
        marker,
        rest or None,
        None if continued is None else continued["from"].strip(),
    )


def without_date(text: str, year: int | None) -> tuple[str, Deadline | None]:
    """Return a sub-item's text without the date at its end, and that date.

    Args:
        text: The text ("Översyn av avgifter, Kvartal 2").
        year: The year of dates without one.
    """
    words = text.split()
    for size in range(min(6, len(words) - 1), 0, -1):
        wording = " ".join(words[-size:])
        if wording[:1].isdigit() or not any(sign.isdigit() for sign in wording):
            continue
        if read_deadline(wording, year=_PROBE).day is None:
            continue
        title = " ".join(words[:-size]).rstrip(" ,;")
        return title, read_deadline(wording, year=year)
    return text, None


def _marker_in(text: str, words: ActivityTableWords) -> Marker | None:
    in_parentheses, at_the_end = _patterns(words)
    match = in_parentheses.search(text)
    if match is None:
        match = at_the_end.search(text[-120:])
    if match is None:
        return None
    common = {fold(word) for word in words.markers.common}
    kind = "common" if fold(match["kind"]) in common else "board"
    return Marker(kind, match["number"], match[0])


@lru_cache(maxsize=64)
def _patterns(words: ActivityTableWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    marks = words.markers
    kinds = _either([*marks.common, *marks.board])
    inside = (
        rf"(?P<kind>{kinds})\s(?:{_either(marks.nouns)})(?:\s(?:nr\s)?(?P<number>\d{{1,3}}[a-z]?))?"
    )
    numbered = inside.removesuffix(")?").replace(r"(?:\s(?:nr", r"\s(?:nr", 1)
    return (
        re.compile(rf"\(\s?{inside}\s?\)", re.IGNORECASE),
        re.compile(rf"(?<!\w){numbered}\.?$", re.IGNORECASE),
    )


def _either(known: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))


@lru_cache(maxsize=64)
def _notes(words: ActivityTableWords) -> re.Pattern[str]:
    return re.compile(rf"\s?\((?:{_either(words.notes)})\b[^()]*\)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _continued(words: ActivityTableWords) -> re.Pattern[str]:
    return re.compile(rf"\((?:{_either(words.continued)}) (?P<from>[^()]+)\)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _lead_ins(words: ActivityTableWords) -> re.Pattern[str]:
    known = [re.escape(word) for word in sorted(words.lead_ins, key=len, reverse=True)]
    return re.compile(rf"(?<!\S)(?:{'|'.join(known)})\b[^.:]*[.:]?")


def _without_notes(text: str, words: ActivityTableWords) -> str:
    """Return a text without its notes ("(fortsättning från 2019)")."""
    cleaned = _notes(words).sub("", text).strip()
    return "" if not fold(cleaned) else cleaned


def _cut_lead_in(text: str, words: ActivityTableWords) -> tuple[str, str]:
    """Return the text before a lead-in and what follows it."""
    match = _lead_ins(words).search(text)
    if match is None:
        return text, ""
    return text[: match.start()].strip(), text[match.end() :].strip()


def _without_period(text: str) -> str:
    text = text.strip().rstrip(",;")
    while text.endswith((".", " ")) and not _ABBREVIATION_END.search(text[-12:]):
        text = text[:-1]
    return text

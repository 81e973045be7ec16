"""Numbers of things that a document states about itself ("Av totalt 36 särskilda uppdrag …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from styrkedja.graph.model import ElementKind, Passage, Status
from styrkedja.graph.profiles import Profile

from .lines import Joined, Paragraph, join
from .statuses import read_status

__all__ = ["Stated", "find_totals"]

_WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
_NUMBER = (
    r"(?P<number>\d{1,3}(?!\d|[,.]\d|-)|\b(?:"
    + "|".join(_WORDS)
    + r"|en|inget|inga)\b(?! (?:antal|flertal|stort)\b))"
)
_TOTAL = re.compile(
    rf"\b(?:totalt|sammanlagt|samtliga|tillsammans)(?: \w+)? {_NUMBER} (?:\w+ )?uppdrag",
    re.IGNORECASE,
)
_ASSIGNMENTS = re.compile(rf"{_NUMBER} (?:\w+ )?(?:särskilda |särskilt )?uppdrag\b", re.IGNORECASE)
_GOALS = re.compile(
    rf"{_NUMBER} (?:beslutade |övergripande |kommunövergripande |prioriterade )*mål\b",
    re.IGNORECASE,
)
_STATE = r"(?P<state>ej påbörjade?|inte påbörjade?|(?:i )?vänte?läge|\w+)"
_BY_STATUS = (
    re.compile(
        rf"{_NUMBER} (?:av uppdragen |(?:särskilda |särskilt )?uppdrag )?"
        rf"(?:är|har|står|ligger)(?: ännu| nu| fortfarande)? (?:blivit |satts )?{_STATE}",
        re.IGNORECASE,
    ),
    re.compile(rf"\bhar {_NUMBER} (?:uppdrag )?(?:blivit )?{_STATE}", re.IGNORECASE),
    re.compile(rf"\bär {_NUMBER} (?:uppdrag )?{_STATE}", re.IGNORECASE),
    re.compile(rf"(?:^|,|och) {_NUMBER} (?:uppdrag )?(?:är )?{_STATE}", re.IGNORECASE),
)
_GOES_ON = re.compile(r"\s*(?:Av (?:dem|dessa)|Därav|Varav|Övriga|Resterande)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\s|$)|$)")
_LONGEST = 600  # characters of a sentence that can be read as one that counts things
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[–-]\s?(?:(?:19|20)\d\d|\d\d))?")


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated total before it is compared.

    Args:
        counts: What it counts.
        heading: Only those under this heading; None for all.
        value: The number.
        text: As printed.
        passage: The lines it stands on.
    """

    counts: ElementKind | Status
    heading: str | None
    value: int
    text: str
    passage: Passage


def find_totals(
    paragraphs: Sequence[Paragraph],
    headings: Sequence[str],
    profile: Profile,
    hyphenated: frozenset[str],
) -> list[Stated]:
    """Return the totals that some running text states about the document's assignments and goals.

    Args:
        paragraphs: The running text: what stands before the first assignment, and the
            introductions to groups of them.
        headings: The headings that assignments stand under.
        profile: The status words.
        hyphenated: Words that the document writes with a hyphen.
    """
    found: dict[tuple[ElementKind | Status, str | None], Stated] = {}
    for paragraph in paragraphs:
        joined = join(paragraph.lines, hyphenated)
        about_assignments = False
        for sentence in _SENTENCE.finditer(joined.text):
            if len(sentence[0]) > _LONGEST:
                continue
            goes_on = about_assignments and _GOES_ON.match(sentence[0]) is not None
            about_assignments = "uppdrag" in sentence[0].lower() or goes_on
            for stated in _in_sentence(
                joined, sentence, headings, profile, about_assignments=about_assignments
            ):
                found.setdefault((stated.counts, stated.heading), stated)
    return list(found.values())


def _in_sentence(
    joined: Joined,
    sentence: re.Match[str],
    headings: Sequence[str],
    profile: Profile,
    *,
    about_assignments: bool,
) -> Iterator[Stated]:
    text = sentence[0]

    def stated(match: re.Match[str], counts: ElementKind | Status, heading: str | None) -> Stated:
        begin = sentence.start() + match.start("number")
        passage = joined.passage(begin, sentence.start() + match.end())
        return Stated(counts, heading, _number(match["number"]), match["number"], passage)

    for match in _GOALS.finditer(text):
        if match["number"].lower() not in ("en", "ett"):
            yield stated(match, ElementKind.OVERARCHING_GOAL, None)
    if not about_assignments:
        return
    total = _TOTAL.search(text)
    if total is not None:
        yield stated(total, ElementKind.SPECIAL_ASSIGNMENT, None)
    by_status = False
    for form in _BY_STATUS:
        for match in form.finditer(text):
            status = read_status(match["state"], profile)
            if status is not None:
                by_status = True
                yield stated(match, status, None)
    if total is not None or by_status:
        return
    for match in _ASSIGNMENTS.finditer(text):
        heading = _heading_of(text, headings)
        about_some = "tidigare" in text.lower() or _YEARS.search(text)
        if heading is not None or (not about_some and "särskilda uppdrag" in match[0].lower()):
            yield stated(match, ElementKind.SPECIAL_ASSIGNMENT, heading)


def _heading_of(sentence: str, headings: Sequence[str]) -> str | None:
    """Return the heading that a sentence speaks of: by "tidigare", else by its years."""
    lower = sentence.lower()
    earlier = [heading for heading in headings if "tidigare" in heading.lower()]
    if "tidigare" in lower:
        return earlier[0] if len(earlier) == 1 else None
    years = {_years(match[0]) for match in _YEARS.finditer(sentence)}
    matching = [
        heading
        for heading in headings
        if heading not in earlier
        and years & {_years(match[0]) for match in _YEARS.finditer(heading)}
    ]
    return matching[0] if len(matching) == 1 else None


def _years(text: str) -> str:
    return re.sub(r"\D+", "-", text)


def _number(text: str) -> int:
    lower = text.lower()
    if lower.isdigit():
        return int(lower)
    if lower in ("inget", "inga"):
        return 0
    return 1 if lower == "en" else _WORDS.index(lower)

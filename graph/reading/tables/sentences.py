"""Sentences of running text that tell a measure's outcome or target, and how they name it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from styrkedja.graph.profiles.words import IndicatorTableWords

__all__ = [
    "Mention",
    "SentencePatterns",
    "mentions_in",
    "name_in",
    "named_measure",
    "sentence_patterns",
]

_NUMBER = r"(?P<number>[-−]?\d{1,3}(?: \d{3})+(?:,\d+)?|[-−]?\d+(?:,\d+)?)(?![\d-]|[.:]\d|[–/]\d)"
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS_BETWEEN = r"(?:[^.;:!?\d]|\b(?:19|20)\d\d\b|\.(?=\w)){0,60}?"
_REACH = "nå|nå upp till|uppgå till|överstiga|understiga|öka till|minska till"
_REACHES = r"(?:vara|uppgå till|uppgå|ligga på|nå|ha|bli|omfatta)"
_GETS = r"har (?:\w+ ){1,3}fått"
_COUNTED = re.compile(
    r"(?:period|perioden|delår|kvartal|tertial|nr|nummer|steg|fas|punkt|mål|år|den|till och med|§)"
    r" ?$",
    re.IGNORECASE,
)
_ENDS = r"(?=[ ,.;:)]|$)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that a text tells of a measure.

    Args:
        text: As printed, with its qualifier and its unit.
        number: The number's own text.
        unit: Its unit, or None.
        begin: Where it begins in the text, in characters.
        end: Where it ends.
        start: Where the words that tell it begin.
        target: True for a target.
    """

    text: str
    number: str
    unit: str | None
    begin: int
    end: int
    start: int
    target: bool


@dataclass(frozen=True, eq=False)
class SentencePatterns:
    """The patterns that a profile's words make."""

    target: re.Pattern[str]
    shall: re.Pattern[str]
    outcome: re.Pattern[str]
    share: re.Pattern[str]
    named: re.Pattern[str]
    earlier: re.Pattern[str]
    target_words: tuple[str, ...]
    measure_words: tuple[str, ...]


@cache
def sentence_patterns(words: IndicatorTableWords) -> SentencePatterns:
    """Return the patterns that a profile's words make."""

    def one_of(listed: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))

    letters = [word for word in words.qualifiers if word.isalpha() or " " in word]
    qualifier = rf"(?P<qualifier>(?:{one_of(letters)})\s)?"
    units = one_of([*words.units, "barn/grupp"])
    number = rf"{qualifier}{_NUMBER}(?: ?(?P<unit>{units}){_ENDS})?"
    small = "|".join(re.escape(word.lower()) for word in letters)
    shall = (
        rf"\bska\b{_WORDS_BETWEEN}\b(?:(?P<bound>{small}) (?:{_REACHES} )?|(?:{_REACH}) )"
        rf"{_NUMBER}(?: ?(?P<unit>{units}){_ENDS})?"
    )
    return SentencePatterns(
        target=re.compile(
            rf"(?<![\w-])(?:{one_of(words.target_words)})\b{_WORDS_BETWEEN}\(?{number}",
            re.IGNORECASE,
        ),
        shall=re.compile(shall, re.IGNORECASE),
        outcome=re.compile(
            rf"(?<![\w-])(?:{one_of(words.outcome_words)}|{_GETS})\s(?:ca\s|cirka\s|totalt\s)?{number}",
            re.IGNORECASE,
        ),
        share=re.compile(
            rf"(?:^|(?<=[.!?] )|(?<=\bdå )){_NUMBER} ?(?P<unit>%|procent)(?= )", re.IGNORECASE
        ),
        named=re.compile(rf"(?<![\w-])(?:{one_of(words.measure_words)})\s(?P<rest>.{{3,200}})"),
        earlier=re.compile(rf"\b(?:{one_of(words.earlier)})\b", re.IGNORECASE),
        target_words=_shortest(word.casefold() for word in words.target_words),
        measure_words=_shortest(words.measure_words),
    )


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """Return those of the words that hold no other one: a text without them holds none of all."""
    known = set(words)
    return tuple(
        word for word in known if not any(other in word for other in known if other != word)
    )


def mentions_in(text: str, patterns: SentencePatterns) -> Iterator[Mention]:
    """Yield the targets and outcomes that a text tells, in order, no number twice.

    Args:
        text: A paragraph.
        patterns: What tells them.
    """
    if _DIGIT.search(text) is None:
        return
    small = text.casefold()
    found: dict[int, Mention] = {}
    for pattern, target, possible in (
        (patterns.target, True, any(word in small for word in patterns.target_words)),
        (patterns.shall, True, "ska" in small),
        (patterns.outcome, False, True),
        (patterns.share, False, "%" in text or "procent" in small),
    ):
        for match in pattern.finditer(text) if possible else ():
            begin = match.start("number")
            if begin in found or _is_no_value(match, text):
                continue
            groups = match.groupdict()
            qualifier = groups.get("qualifier") or groups.get("bound") or ""
            near = groups.get("qualifier") is not None
            unit = groups.get("unit")
            own = text[match.start("qualifier") if near else begin : match.end("number")]
            if qualifier and not near:
                own = f"{qualifier.strip()} {own}"
            printed = own if unit is None else own + text[match.end("number") : match.end("unit")]
            end = match.end("number") if unit is None else match.end("unit")
            found[begin] = Mention(
                printed.strip(), match["number"], unit, begin, end, match.start(), target
            )
    yield from (found[begin] for begin in sorted(found))


def _is_no_value(match: re.Match[str], text: str) -> bool:
    number = match["number"]
    if _YEAR.fullmatch(number) and not match["unit"]:
        return True
    if _COUNTED.search(text[max(0, match.start("number") - 16) : match.start("number")]):
        return not match["unit"]
    after = text[match.end("number") : match.end("number") + 14].lower()
    months = (" jan", " feb", " mar", " apr", " maj", " jun", " jul", " aug", " sep", " okt",
              " nov", " dec", "-tal", " år ", " av ")  # fmt: skip
    return after.startswith(months) or bool(re.match(r" \d", after))


_UNTIL = re.compile(
    r",? (?:visar|framkommer|framgår|uppgår|uppgick|är|ligger|syns|har|hade|kommer|redovisas)\b"
    r"|\.(?:\s|$)"
)
_UNDER = re.compile(r"under [^,.]{2,40}, (?=[^\W\d_])")
_OF = re.compile(
    r"^(?: (?:procent|%|personer|st))?(?: av)?(?: (?:de|det|alla))? (?P<rest>[^\W\d][^.;]{3,200})"
)
_CLAUSE = re.compile(
    r",? (?:vilket|varav|är uppfyllt|har inte|har|nås|till den|under \d{4}|inom|för|vid årets)\b|$"
)
_INSERTED = re.compile(r", (?:dvs|d\.v\.s\.|det vill säga) [^.]{3,160}, ")
_RESULT = re.compile(
    r"[Rr]esultatet för (?:den )?(?:kommunövergripande )?(?P<name>[^.,;]{3,90}?)"
    r"(?= för [^.,]{1,40}(?:20\d\d|kvartal|period)|,| är| uppg| ligger)"
)
_COUNT = re.compile(
    r"(?P<name>(?:[Aa]ntalet|[Aa]ndelen) [^.,;\d]{3,90}?)"
    r"(?= (?:första|andra|tredje|fjärde|under|för|per|i|vid|är|uppg|ligger|var)\w*\b)"
)
_SEEN = re.compile(
    r"(?:ses|visar|framgår|konstateras) att (?P<name>[^.,;\d]{3,90}?)"
    r"(?= (?:vid|är|uppg|ligger|var|under|per)\w*\b)"
)
_SUBJECT = re.compile(r"(?:^|(?<=[.!?] ))(?P<name>[A-ZÅÄÖ][^.!?]{2,100}?) ska\b")


def named_measure(text: str, patterns: SentencePatterns) -> tuple[str, int] | None:
    """Return the name that follows a word like "mätetalet" and where it begins, or None.

    Args:
        text: A paragraph.
        patterns: The patterns of a profile's words.
    """
    if not any(word in text for word in patterns.measure_words):
        return None
    for found in patterns.named.finditer(text):
        rest = found["rest"]
        under = _UNDER.match(rest)
        begin = under.end() if under is not None else len(rest) - len(rest.lstrip('”"“'))
        if begin >= len(rest) or not rest[begin].isupper():
            continue
        end = _UNTIL.search(rest, begin)
        name = rest[begin : end.start() if end else len(rest)].strip(' ,”"“.')
        if len(name) > 3:
            return name, found.start("rest") + begin
    return None


def name_in(
    text: str, mentions: Sequence[Mention], patterns: SentencePatterns
) -> tuple[str, int] | None:
    """Return how a text names the measure that it tells of, and where; None when it does not.

    Args:
        text: A paragraph.
        mentions: The numbers that it tells.
        patterns: The patterns of a profile's words.
    """
    named = named_measure(text, patterns)
    if named is not None:
        return named
    opens = [one for one in mentions if one.begin == 0 and not one.target]
    found = [_named_after(text, one) for one in opens]
    for pattern in (_RESULT, _COUNT, _SEEN, _SUBJECT):
        match = pattern.search(text)
        if match is not None and not any(found):
            return match["name"].strip(), match.start("name")
    found += [_named_after(text, one) for one in sorted(mentions, key=lambda one: not one.target)]
    return next((one for one in found if one is not None), None)


def _named_after(text: str, mention: Mention) -> tuple[str, int] | None:
    """Return what a number counts: "80 procent av de inkomna årsräkningarna"."""
    unit_end = mention.end
    after = _OF.match(text[unit_end : unit_end + 260])
    if after is None:
        return None
    rest = _INSERTED.sub(" ", after["rest"])
    end = _CLAUSE.search(rest)
    name = rest[: end.start() if end else len(rest)].strip(" ,")
    if len(name) < 8 or name.split()[0] in ("är", "och", "men", "vilket", "som", "har"):
        return None
    return name, unit_end + after.start("rest")

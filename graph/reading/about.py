"""What a document says about itself: its municipality, title, period and as-of date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from styrkedja.errors import ReadingError
from styrkedja.graph.model import DocumentKind, Municipality, Passage
from styrkedja.graph.profiles import municipality_codes
from styrkedja.graph.rdf.iris import slug

from .dates import Period, read_day_without_year, read_period, read_years, without_dates
from .lines import Joined, Line, Paragraph, join

__all__ = ["About", "about_titled", "municipality_named", "read_about", "read_municipality"]

_NAME = r"[A-ZÅÄÖ][\wåäöé-]+"
_MUNICIPALITY = re.compile(rf"\b((?:{_NAME} )?{_NAME}) (?:[Kk]ommun|KOMMUN|[Ss]tad|STAD)s?\b")
_REGION = re.compile(rf"\b(Region (?:{_NAME}(?: län)?))\b")
_NO_NAMES = frozenset(
    (
        "vår",
        "er",
        "denna",
        "varje",
        "ingen",
        "hela",
        "en",
        "som",
        "inom",
        "i",
        "av",
        "för",
        "samt",
        "och",
        "till",
        "från",
        "kommun",
        "hos",
        "ny",
    )
)
_NOT_A_GENITIVE = ("ås", "ös", "näs", "fors", "hus", "sås", "is", "us", "os")
_MARKER = re.compile(r"^(?:bilaga|appendix|bil\.)\s*\d*[a-z]?\s*[.:–-]?\s*", re.IGNORECASE)
_MARK_ALONE = re.compile(
    r"(?:\b(?:bilaga|appendix|bil\.) ?\d{0,3}[a-z]?(?=$| dnr\b)|\bdnr\b:? ?.{0,40}$)", re.IGNORECASE
)
_FOLLOW_UP = re.compile(r"uppfölj|redovisning|rapport|delår|bokslut|återrapport|lägesrapport", re.I)
_LEAD = re.compile(
    r"^(?:uppföljning|redovisning|rapport(?:ering)?|återrapportering|lägesrapport)\s+"
    r"(?:av|om|för|över)\s+",
    re.IGNORECASE,
)
_ONLY_A_NAME = re.compile(
    rf"(?:{_NAME} ){{1,3}}(?:[Kk]ommun|KOMMUN|[Ss]tad|STAD)|{_NAME}s (?:kommun|stad)|Region {_NAME}"
)
_TOP = 4  # lines that hold a document's title and whose it is
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?\s?[-–]\s?"
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d+)*\.?\s+[A-ZÅÄÖ]")
_FOOT = re.compile(
    r"(?:[^,]{1,40}, )?(?P<title>[^,]*\b(?:delårsrapport|årsredovisning|bokslut|verksamhetsplan"
    r"|verksamhetsberättelse|budget|uppföljning|rapport|plan)\b[^,]*?)\s*(?:\bsida?\s*)?"
    r"\d{1,3}\s?(?:\(|av|/)\s?\d{1,3}\)?",
    re.IGNORECASE,
)
_LONGEST_FOOT = 120
_PeriodReader = Callable[[str], tuple[Period, int, int] | None]


@dataclass(frozen=True, slots=True)
class About:
    """What a document says about itself.

    Args:
        title: As printed.
        label: The title without its marker, with the period.
        key: Slug of the document.
        kind: Follow-up or plan.
        period: The period, or None when it states none.
        passages: Where title and period stand.
        year_assumed: True when the period's day is printed without its year.
    """

    title: str
    label: str
    key: str
    kind: DocumentKind
    period: Period | None
    passages: tuple[Passage, ...]
    year_assumed: bool = False


def read_about(
    preamble: Sequence[Paragraph], hyphenated: frozenset[str], lines: Sequence[Line] = ()
) -> About | None:
    """Return what a document says about itself, or None when it has no title.

    Args:
        preamble: The paragraphs before its first assignment.
        hyphenated: Words that the document writes with a hyphen.
        lines: All its lines, for one whose title stands only at the foot of its pages, or whose
            day lacks its year.
    """
    if not preamble:
        return None
    foot = _foot(preamble, lines)
    if foot is not None:
        preamble = (foot, *preamble)
    first = next((one for one in preamble[:_TOP] if not _is_head(one)), preamble[0])
    title_lines = [
        line
        for index, line in enumerate(first.lines)
        if index == 0 or not _ONLY_A_NAME.fullmatch(line.text)
    ]
    joined = join([_plain(line) for line in title_lines], hyphenated)
    if len(joined.text) > 250:
        joined = join([_plain(first.lines[0])], hyphenated)
    title = joined.text.rstrip(".")
    passages = [joined.passage(0, len(joined.text))]
    after = preamble[preamble.index(first) :]
    period, where, year_assumed = _period([*after, *preamble[: -len(after)]], hyphenated, lines)
    if where is not None and where not in passages:
        passages.append(where)
    return about_titled(title, period, tuple(passages), year_assumed=year_assumed)


def about_titled(
    title: str,
    period: Period | None,
    passages: tuple[Passage, ...],
    *,
    year_assumed: bool = False,
) -> About:
    """Return what a title and a period make of a document: label, key and kind.

    Args:
        title: As printed.
        period: The period, or None.
        passages: Where they stand.
        year_assumed: True when the period's day is printed without its year.
    """
    short = _MARKER.sub("", title)
    short = short[:1].upper() + short[1:]
    subject = _LEAD.sub("", short)
    words = period.text if period else ""
    told = not words or words in short or _MONTHS.search(short) is not None
    named = short if told else f"{short} {words}"
    key_words = _YEAR.sub("", subject) if words and _YEAR.search(words) else subject
    key = slug(f"{_MONTHS.sub('', key_words)} {words}".replace("–", " ")) or "dokument"
    kind = DocumentKind.FOLLOW_UP if _FOLLOW_UP.search(title) else DocumentKind.PLAN
    return About(title, named, key, kind, period, passages, year_assumed)


def read_municipality(lines: Sequence[Line]) -> Municipality | None:
    """Return the municipality that a document's first lines name, else the one named most often.

    Names of Swedish municipalities count before others; a name that is none of theirs is taken
    when it is all there is, and has no code.
    """
    counted: Counter[str] = Counter()
    opening = [line.number for line in lines if line.text][:_TOP]
    first: dict[str, int] = {}
    for line in lines:
        if not any(part in line.text for part in ("ommun", "tad", "KOMMUN", "STAD")):
            continue
        for match in _MUNICIPALITY.finditer(line.text):
            named = _candidate(match[1])
            if named is not None:
                counted[named] += 1
                first.setdefault(named, line.number)
    if not counted:
        return _region(lines)

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        at_the_top = first[name] in opening
        known = name in municipality_codes()
        return at_the_top, known, -first[name] if at_the_top else 0, counted[name], name

    return municipality_named(max(counted, key=rank))


def _region(lines: Sequence[Line]) -> Municipality | None:
    """Return the region that a document without a municipality names most often, as one."""
    counted = Counter(
        match[1]
        for line in lines
        if "Region " in line.text
        for match in _REGION.finditer(line.text)
    )
    return municipality_named(counted.most_common(1)[0][0]) if counted else None


def municipality_named(name: str) -> Municipality:
    """Return the municipality of this name, with its code where it is a Swedish one.

    Raises:
        ReadingError: The name holds no letters.
    """
    plain = " ".join(name.split())
    if _MUNICIPALITY.fullmatch(plain):
        plain = _candidate(plain.rsplit(" ", 1)[0]) or plain
    if not slug(plain):
        raise ReadingError(
            f"{name!r} is no name of a municipality; write its name in letters",
            sv=f"”{name}” är inget kommunnamn; skriv namnet med bokstäver",
        )
    return Municipality(plain, municipality_codes().get(plain), slug(plain))


def _candidate(words: str) -> str | None:
    """Return the name in words like "Granvikens" or "Övre Granviken", or None without one."""
    if words.isupper() and len(words) > 3:
        words = words.title()
    parts = words.split()
    for text in (words, parts[-1]):
        for name in (text, text[:-1] if text.endswith("s") else text):
            if name in municipality_codes():
                return name
    name = words if len(parts) > 1 and parts[0].lower() not in _NO_NAMES else parts[-1]
    if not name[:1].isupper() or name.lower() in _NO_NAMES or len(name) < 3:
        return None
    if len(name.split()) > 1 and name.split()[0].lower() in _NO_NAMES:
        name = name.split()[-1]
    if name.endswith("s") and not name.endswith(_NOT_A_GENITIVE):
        name = name[:-1]
    return name


def _foot(preamble: Sequence[Paragraph], lines: Sequence[Line]) -> Paragraph | None:
    """Return the title at a page's foot, for a document that begins with a section of its own."""
    if not _SECTION.match(preamble[0].lines[0].text):
        return None
    for line in lines:
        if not 10 <= len(line.text) <= _LONGEST_FOOT or not line.text[-2:].strip(")").isdigit():
            continue
        match = _FOOT.fullmatch(line.text)
        if match is not None:
            return Paragraph((Line(line.number, match["title"].strip()),), 1, 1)
    return None


def _period(
    preamble: Sequence[Paragraph], hyphenated: frozenset[str], lines: Sequence[Line]
) -> tuple[Period | None, Passage | None, bool]:
    """Return the period, where it stands, and whether its year is that of other dates."""
    texts: list[Joined] = [
        join([_plain(line) for line in paragraph.lines], hyphenated) for paragraph in preamble
    ]
    plan = not _FOLLOW_UP.search(texts[0].text)
    without_year = _in_the_usual_year(lines)
    for read in (read_period, *([read_years] if plan else []), without_year):
        for joined in texts:
            found = read(joined.text)
            if found is not None:
                where = joined.passage(found[1], found[2])
                return found[0], where, read is without_year
    title = texts[0]
    named = _YEAR.search(title.text)
    if named is not None:
        found = read_period(f"helåret {named[0]}")
        if found is not None:
            return found[0], title.passage(named.start(), named.end()), False
    return None, None, False


def _in_the_usual_year(lines: Sequence[Line]) -> _PeriodReader:
    """Return a reader of days without a year, which are in the year that is named most often."""

    @cache
    def usual() -> int | None:
        counted = Counter(year for line in lines for year in _YEAR.findall(line.text))
        first, second = [*counted.most_common(2), ("", 0), ("", 0)][:2]
        return int(first[0]) if first[1] > second[1] else None

    def read(text: str) -> tuple[Period, int, int] | None:
        if not read_day_without_year(text, 2000):
            return None
        year = usual()
        return None if year is None else read_day_without_year(text, year)

    return read


def _is_head(paragraph: Paragraph) -> bool:
    """Return whether a paragraph says only whose document it is, when, and on which page."""
    text = paragraph.text
    bare = _ONLY_A_NAME.sub("", text)
    bare = _MARK_ALONE.sub("", bare)
    bare = re.sub(r"\bsida\b|\bav\b|\bdiarienummer\b|\bdnr\b", "", bare, flags=re.IGNORECASE)
    bare = without_dates(bare)
    return not any(map(str.isalpha, bare))


def _plain(line: Line) -> Line:
    return Line(line.number, line.text.lstrip("# ").replace("**", "").strip(), line.opens_page)

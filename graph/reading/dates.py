"""Wordings of dates and periods → the days they mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

__all__ = [
    "Deadline",
    "Period",
    "read_day_without_year",
    "read_deadline",
    "read_period",
    "read_years",
    "without_dates",
]

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTH = "(?P<month>" + "|".join(_MONTHS) + "|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)[.]?"
_SOME_MONTH = r"(?:" + "|".join(month[:3] for month in _MONTHS) + r")[a-z]{0,6}\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_LEAD = r"(?:senast |den |till och med |t\.?o\.?m\.? |före utgången av |under |i |slutet av )*"
_WORDINGS = (
    _YEAR + r"[-/](?P<number>\d\d)[-/](?P<day>\d\d)",
    r"(?P<day>\d\d?)\.(?P<number>\d\d?)\." + _YEAR,
    _YEAR + r"(?P<number>\d\d)(?P<day>\d\d)",
    r"(?P<day>\d\d?)\s?/\s?(?P<number>\d\d?)[\s-]*" + _YEAR,
    r"(?P<day>\d\d?)[.:a]* " + _MONTH + r",? " + _YEAR,
    r"(?P<day>\d\d?)[.:a]* " + _MONTH,
    _YEAR + r"-(?P<number>\d\d)",
    _MONTH + r",? " + _YEAR,
    _MONTH,
    r"(?:kvartal|kv|q) ?(?P<quarter>[1-4]),?(?:[ -]" + _YEAR + r")?",
    _YEAR + r",?[ -](?:kvartal|kv|q) ?(?P<quarter>[1-4])",
    r"(?P<ordinal>första|andra|tredje|fjärde) kvartalet(?: " + _YEAR + r")?",
    r"(?:tertial|t) ?(?P<tertial>[1-3]),?(?:[ -]" + _YEAR + r")?",
    _SOME_MONTH + r"\s?[–-]\s?" + _MONTH + "(?:,? " + _YEAR + ")?",
    r"(?:halvår |h)(?P<half>[12]),?(?:[ -]" + _YEAR + r")?",
    r"(?P<half_name>första|andra) halvåret(?: " + _YEAR + r")?",
    r"(?:årsskiftet|årsskifte) " + _YEAR + r"\s?[/–-]\s?(?:20)?\d\d",
    _MONTH + r"\s?[-–]\s?(?P<short_year>\d\d)",
    r"(?:årets slut |år |året |helåret )?" + _YEAR,
)
_FORMS = tuple(re.compile(_LEAD + form, re.IGNORECASE) for form in _WORDINGS)
_ANY_FORM = re.compile(
    _LEAD + "(?:" + re.sub(r"\?P<\w+>", "?:", "|".join(_WORDINGS)) + ")", re.IGNORECASE
)
_SPAN = re.compile(r"(?P<first>.{2,20}?)(?:\s+[-–]\s*|\s*–\s*|\s+till\s+)(?P<last>.{4,20})")
_YEARS_SPANNED = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?" + _YEAR)
_MONTH_NAMES = re.compile("|".join(_MONTHS), re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")  # "2024-12-31 (förlängd)"
_HYPHENS = {0x2010: "-", 0x2011: "-", 0x2012: "-"}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SHORT = "|".join(month[:3] + r"\w*" for month in _MONTHS)
_YEARS = re.compile(
    r"(?:period(?:en)?|åren|år|plan|budget) (?P<first>20\d\d)\s?[–-]\s?(?P<last>20\d\d)\b",
    re.IGNORECASE,
)
_DAY_WITHOUT_YEAR = re.compile(
    r"(?:per|till och med|t\.o\.m\.|läget|gäller) (?:den )?(?P<day>\d\d?) " + _MONTH + r"(?!,? \d)",
    re.IGNORECASE,
)
_PERIOD_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:per|till och med|t\.o\.m\.) (?:den )?(?:(?P<day>\d\d?) )?" + _MONTH + " " + _YEAR,
        _YEAR + r"\s?[–-]\s?\w{1,30} (?:per|till och med|t\.o\.m\.) " + _MONTH + r"(?! \d)",
        r"(?:per|till och med|t\.o\.m\.) (?:den )?" + _YEAR + r"-(?P<number>\d\d)-(?P<day>\d\d)",
        r"(?:delårsbokslut|delårsrapport|bokslut|uppföljning) "
        + _YEAR
        + r"-(?P<number>\d\d)-(?P<day>\d\d)",
        r"(?P<from>" + _SHORT + r")\.?\s?(?:–|-|till)\s?" + _MONTH + " " + _YEAR,
        r"(?:helåret|hela året|hela år|hela|för året|för år|verksamhetsåret|under år) " + _YEAR,
        r"tertial (?P<tertial>[1-3]),? " + _YEAR,
    )
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed.

    Args:
        text: The wording.
        day: The last day of what is printed, or None when no day can be made of it.
        impossible: True when it has the form of a date but is none ("2024-02-31").
    """

    text: str
    day: date | None
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its wording ("2023", "januari–augusti 2023")."""

    start: date
    end: date
    text: str


def read_deadline(text: str, *, year: int | None = None) -> Deadline:
    """Return what a deadline's wording means: the last day of the day, month or quarter printed.

    Args:
        text: The wording, for example "2024-12-31", "Kvartal 2", "december 2024", "Löpande".
        year: The report's year, for wordings without one; None leaves those without a day.

    >>> read_deadline("Kvartal 2", year=2020).day
    datetime.date(2020, 6, 30)
    >>> read_deadline("2024-02-31").impossible
    True
    """
    wording = _NOTE.sub("", text.translate(_HYPHENS)).strip().rstrip(".*")
    for form in _FORMS if _ANY_FORM.fullmatch(wording) else ():
        match = form.fullmatch(wording)
        if match is None:
            continue
        parts = match.groupdict()
        stated = int(parts["year"]) if parts.get("year") else year
        if parts.get("short_year"):
            stated = 2000 + int(parts["short_year"])
        if stated is None:
            return Deadline(text, None)
        day = _last_day(parts, stated)
        return Deadline(text, day, impossible=day is None)
    years = _YEARS_SPANNED.fullmatch(wording)
    if years is not None:
        return Deadline(text, date(int(years["year"]), 12, 31))
    span = _SPAN.fullmatch(wording)
    if span is not None:
        begins, ends = (read_deadline(span[part], year=year or 2000) for part in ("first", "last"))
        if begins.day is not None and ends.day is not None:
            return Deadline(text, read_deadline(span["last"], year=year).day)
    return Deadline(text, None, impossible=_ISO.search(wording) is not None and len(wording) < 12)


def without_dates(text: str) -> str:
    """Return a text without numbers and names of months."""
    return _MONTH_NAMES.sub("", re.sub(r"\d+", "", text))


def read_period(text: str) -> tuple[Period, int, int] | None:
    """Return the first period that a running text says it is about, and where it stands.

    Args:
        text: Running text.

    Returns:
        The period and the offsets of its wording in `text`; None when it states none.
    """
    found = [match for form in _PERIOD_FORMS for match in [form.search(text)] if match]
    for match in sorted(found, key=lambda match: match.start()):
        parts = match.groupdict()
        stated = int(parts["year"])
        end = _last_day(parts, stated)
        if end is None:
            continue
        start = date(stated, 1, 1)
        words = str(stated)
        if parts.get("tertial"):
            start = date(stated, end.month - 3, 1)
            words = f"tertial {parts['tertial']} {stated}"
        elif parts.get("from"):
            start = date(stated, _month(parts["from"]), 1)
            words = f"{_MONTHS[start.month - 1]}–{_MONTHS[end.month - 1]} {stated}"
        elif (end.month, end.day) != (12, 31):
            words = f"januari–{_MONTHS[end.month - 1]} {stated}"
        return Period(start, end, words), match.start(), match.end()
    return None


def read_years(text: str) -> tuple[Period, int, int] | None:
    """Return the first span of years that a running text names, and where: "perioden 2022–2024".

    Args:
        text: Running text.
    """
    match = _YEARS.search(text)
    if match is None or match["first"] >= match["last"]:
        return None
    first, last = int(match["first"]), int(match["last"])
    period = Period(date(first, 1, 1), date(last, 12, 31), f"{first}–{last}")
    return period, match.start(), match.end()


def read_day_without_year(text: str, year: int) -> tuple[Period, int, int] | None:
    """Return the period up to a day named without its year ("per den 31 augusti"), and where.

    Args:
        text: Running text.
        year: The year that it is taken to be in.
    """
    match = _DAY_WITHOUT_YEAR.search(text)
    end = None if match is None else _last_day(match.groupdict(), year)
    if match is None or end is None:
        return None
    months = str(year) if end.month == 12 else f"januari–{_MONTHS[end.month - 1]} {year}"
    return Period(date(year, 1, 1), end, months), match.start(), match.end()


def _last_day(parts: dict[str, str | None], year: int) -> date | None:
    month = 12
    if parts.get("month"):
        month = _month(str(parts["month"]))
    elif parts.get("number"):
        month = int(str(parts["number"]))
    elif parts.get("quarter"):
        month = 3 * int(str(parts["quarter"]))
    elif parts.get("half") or parts.get("half_name"):
        second = parts.get("half") == "2" or str(parts.get("half_name")).lower() == "andra"
        month = 12 if second else 6
    elif parts.get("ordinal"):
        month = 3 * _ORDINALS[str(parts["ordinal"]).lower()]
    elif parts.get("tertial"):
        month = 4 * int(str(parts["tertial"]))
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(str(parts["day"])) if parts.get("day") else last
    return date(year, month, day) if 1 <= day <= last else None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3].lower()))

"""The load calendar in plain words, Swedish and English."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from .deadlines import CalendarAnalysis, Due
from .items import body_names
from .sentences import nouns

__all__ = ["deadline_sentences", "period_words"]

_MOST_NAMED = 3


def deadline_sentences(analysis: CalendarAnalysis, lang: str = "sv") -> str:
    """Return two or three sentences: when most is due, who has most then, what has no deadline.

    Args:
        analysis: What is due when.
        lang: "sv" or "en" (any other is taken as English).
    """
    sv = lang == "sv"
    noun = nouns(analysis.bodies, analysis.elements, lang)
    total = len(analysis.elements)
    if not total:
        return "Det finns inget att visa." if sv else "There is nothing to show."
    dated = total - len(analysis.undated)
    some = f"{total} {noun.element if total == 1 else noun.elements}"
    if not dated:
        return (
            f"{noun.none_sv} av {some} har något slutdatum i dokumenten, så det går inte att säga "
            "när arbetet infaller."
            if sv
            else f"None of {some} has a deadline in the documents, so it cannot be said when the "
            "work falls due."
        )
    most = max(analysis.totals, key=lambda due: len(due.elements))
    when = period_words(most.period or "", lang)
    number = len(most.elements)
    silent = len(analysis.undated)
    if sv:
        none = f", {silent} anger inget" if silent else ""
        first = (
            f"Av {some} har {dated} slutdatum{none}. Flest, {number}, infaller "
            f"{_at(analysis.by)}{when}; {_still_sv(most)}"
        )
    else:
        verb = "has a deadline" if dated == 1 else "have deadlines"
        none = f", {silent} {'states' if silent == 1 else 'state'} none" if silent else ""
        first = (
            f"Of {some}, {dated} {verb}{none}. Most, {number}, fall due in {when}; "
            f"{_still_en(most)}"
        )
    return f"{first}. {_busiest(analysis, most, sv)}".strip()


def period_words(period: str, lang: str) -> str:
    """Return a period as people say it.

    >>> period_words("2024-03", "sv"), period_words("2024-Q1", "sv"), period_words("2024", "en")
    ('mars 2024', 'kvartal 1 2024', '2024')
    """
    year, _, part = period.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"kvartal {part[1:]} {year}" if lang == "sv" else f"quarter {part[1:]} of {year}"
    return format_date(date(int(year), int(part), 1), "LLLL y", "sv" if lang == "sv" else "en")


def _at(by: str) -> str:
    return "" if by == "quarter" else "år " if by == "year" else "i "


def _still_sv(due: Due) -> str:
    if due.open == len(due.elements):
        return "inget av dem redovisas som avslutat"
    if not due.open:
        return "alla redovisas som avslutade eller strukna"
    return f"{due.open} av dem redovisas inte som avslutade"


def _still_en(due: Due) -> str:
    if due.open == len(due.elements):
        return "none of them is reported as completed"
    if not due.open:
        return "all of them are reported as completed or cancelled"
    return f"{due.open} of them {'is' if due.open == 1 else 'are'} not reported as completed"


def _busiest(analysis: CalendarAnalysis, most: Due, sv: bool) -> str:
    """Return who has most to do in the busiest period; nothing where there is one body only."""
    names = body_names(analysis.bodies)
    there = [c for c in analysis.cells if c.period == most.period and c.body is not None]
    if not there or len(analysis.bodies) == 1:
        return ""
    number = max(len(cell.elements) for cell in there)
    leaders = [names[cell.body or ""] for cell in there if len(cell.elements) == number]
    if len(leaders) > _MOST_NAMED:
        return (
            f"Då har {len(leaders)} organ {number} var, flest av alla."
            if sv
            else f"Then {len(leaders)} bodies have {number} each, the most of all."
        )
    and_ = "och" if sv else "and"
    listed = leaders[0] if len(leaders) == 1 else f"{', '.join(leaders[:-1])} {and_} {leaders[-1]}"
    each = len(leaders) > 1
    if sv:
        return f"Då har {listed} flest ({number}{' var' if each else ''})."
    return (
        f"Then {listed} {'have' if each else 'has'} the most ({number}{' each' if each else ''})."
    )

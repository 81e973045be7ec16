"""The load calendar as a picture: bodies by periods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .deadline_sentences import deadline_sentences, period_words
from .deadlines import CalendarAnalysis
from .items import body_names
from .matrix_picture import MOST_ROWS, MatrixCell, matrix_svg
from .naming import source_note

__all__ = ["deadline_drawings"]

_MOST_PERIODS = 24
_WORDS = {
    "sv": {
        "title": "Slutdatum per organ och period",
        "all": "Alla, vart och ett en gång",
        "nobody": "Utan ansvarigt organ",
        "open": "antal slutdatum, någon eller några inte klara",
        "done": "antal slutdatum, alla klara eller strukna",
        "gaps": "Perioder där inget har slutdatum visas inte.",
        "late": "Bilden visar de {} av {} perioder där mest infaller; resten finns i tabellen.",
        "bodies": "Bilden visar de {} av {} organ som har flest; resten finns i tabellen.",
        "undated": "Utan slutdatum: {}.",
    },
    "en": {
        "title": "Deadlines by body and period",
        "all": "All, each once",
        "nobody": "No responsible body",
        "open": "how many deadlines, some not completed",
        "done": "how many deadlines, all completed or cancelled",
        "gaps": "Periods where nothing is due are not shown.",
        "late": "The picture shows the {} of {} periods when most is due; the table has the rest.",
        "bodies": "The picture shows the {} of {} bodies with most; the table has the rest.",
        "undated": "Without a deadline: {}.",
    },
}


def deadline_drawings(
    analysis: CalendarAnalysis, lang: str, *, standalone: bool
) -> dict[str, Callable[[], str]]:
    """Return "calendar" → what draws it; nothing where nothing has a deadline.

    Args:
        analysis: What is due when.
        lang: "sv" or "en".
        standalone: For files of their own, not for a page.
    """
    if not analysis.periods:
        return {}
    return {"calendar": partial(_calendar, analysis, lang, standalone)}


def _calendar(analysis: CalendarAnalysis, lang: str, standalone: bool) -> str:
    words = _WORDS[lang]
    periods, notes = _periods(analysis, lang)
    load = {None: 0} | {body.iri: 0 for body in analysis.bodies}
    for cell in analysis.cells:
        if cell.period is not None:
            load[cell.body] += len(cell.elements)
    busy = [body for body in analysis.bodies if load[body.iri]]
    most_rows = MOST_ROWS - 2
    kept = set(sorted((body.iri for body in busy), key=lambda iri: -load[iri])[:most_rows])
    if len(busy) > most_rows:
        notes.append(words["bodies"].format(most_rows, len(busy)))
    bodies = [body for body in busy if body.iri in kept]
    found = {(cell.body, cell.period): (len(cell.elements), cell.open) for cell in analysis.cells}
    sums = {total.period: (len(total.elements), total.open) for total in analysis.totals}
    lines = [[sums[period] for period in periods]]
    lines += [[found.get((body.iri, period), (0, 0)) for period in periods] for body in bodies]
    shown = body_names(analysis.bodies)
    names = [words["all"], *(shown[body.iri] for body in bodies)]
    if load[None]:
        lines.append([found.get((None, period), (0, 0)) for period in periods])
        names.append(words["nobody"])
    heads = [period_words(period, lang) for period in periods]
    if analysis.undated:
        notes.append(words["undated"].format(len(analysis.undated)))
    notes.append(source_note(analysis.documents(), lang))
    most = max(due for line in lines[1:] for due, _ in line) if len(lines) > 1 else 1
    return matrix_svg(
        "deadline-calendar",
        title=words["title"],
        description=deadline_sentences(analysis, lang),
        rows=names,
        columns=heads,
        cells=[
            [
                _cell(due, still, most, f"{name}, {head}: {due}")
                for (due, still), head in zip(line, heads, strict=True)
            ]
            for name, line in zip(names, lines, strict=True)
        ],
        legend=[
            (MatrixCell("4", shade=0.6), words["open"]),
            (MatrixCell("4", hatched=True), words["done"]),
        ],
        note=" ".join(notes),
        standalone=standalone,
    )


def _cell(due: int, still: int, most: int, about: str) -> MatrixCell:
    if not due:
        return MatrixCell("", about)
    if not still:
        return MatrixCell(str(due), about, hatched=True)
    return MatrixCell(str(due), about, shade=due / most)


def _periods(analysis: CalendarAnalysis, lang: str) -> tuple[list[str], list[str]]:
    """Return the periods that the picture has room for, and what it says of those left out."""
    if len(analysis.periods) <= _MOST_PERIODS:
        return list(analysis.periods), []
    words = _WORDS[lang]
    due = {total.period: len(total.elements) for total in analysis.totals if total.elements}
    if len(due) <= _MOST_PERIODS:
        return [period for period in analysis.periods if period in due], [words["gaps"]]
    busiest = set(sorted(due, key=lambda period: -due[period])[:_MOST_PERIODS])
    return (
        [period for period in analysis.periods if period in busiest],
        [words["late"].format(_MOST_PERIODS, len(due))],
    )

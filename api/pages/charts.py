"""An answer as bars: a column's numbers, or how many rows each value of a column has."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from markupsafe import Markup

from styrkedja.graph.analysis.value_picture import ValueBar, values_svg

from .answers import Answer, cell_words
from .rendering import Visit
from .shown import Choice, Chooser, Showing, Way, key_of, label_columns, label_of, width_of
from .translation import show_number

__all__ = ["MOST_BARS", "chart_of"]

MOST_BARS = 40
"""Bars that a picture holds at most."""

_MOST_VALUES = 40  # different values of a column whose rows can be counted
_TOP = 3
_BY = {"sv": "efter", "en": "by"}
_ROWS = {"sv": "Antal rader efter {}", "en": "Number of rows by {}"}


def chart_of(
    answer: Answer, visit: Visit, ways: tuple[Way, ...], kept: tuple[tuple[str, str], ...]
) -> Showing:
    """Return an answer as bars.

    Args:
        answer: The answer.
        visit: The request; its `value` says what the bars are of: the place of a column of
            numbers, or `rows-` and the place of a column whose values are counted.
        ways: The ways to show the answer.
        kept: The parameters that its chooser keeps.
    """
    language = visit.language
    numbers = [place for place, kind in enumerate(answer.kinds) if kind == "number"]
    counted = [
        place
        for place, kind in enumerate(answer.kinds)
        if kind != "number" and 1 < _values(answer, place) <= _MOST_VALUES
    ]
    names = {f"{place}": answer.headings[place] for place in numbers}
    names |= {f"rows-{place}": _ROWS[language].format(answer.headings[place]) for place in counted}
    if not names or not answer.rows:
        return Showing("chart", ways, lacks="values")
    wanted = visit.request.query_params.get("value", "")
    chosen = wanted if wanted in names else next(iter(names))
    choices = tuple(Choice(value, name, value == chosen) for value, name in names.items())
    if chosen.startswith("rows-"):
        place = int(chosen.removeprefix("rows-"))
        title, headings = names[chosen], (answer.headings[place], names[chosen])
        tally = Counter(key_of(row[place]) for row in answer.rows)
        words = {key_of(row[place]): cell_words(row[place], visit) or "–" for row in answer.rows}
        bars = [
            ValueBar(words[key], count, show_number(count, language))
            for key, count in tally.most_common()
        ]
    else:
        place, named = int(chosen), label_columns(answer)
        about = " · ".join(answer.headings[one] for one in named)
        title = f"{answer.headings[place]} {_BY[language]} {about}" if about else names[chosen]
        headings = (about or "–", answer.headings[place])
        values = [(label_of(row, named, visit) or "–", row[place]) for row in answer.rows]
        bars = [
            ValueBar(label, float(value), show_number(value, language))
            for label, value in values
            if isinstance(value, Decimal)
        ]
    highest = sorted(bars, key=lambda bar: -bar.value)[:_TOP]
    picture = values_svg(
        "answer-chart",
        title=title,
        description="; ".join(f"{bar.label}: {bar.words}" for bar in highest),
        bars=bars[:MOST_BARS],
    )
    return Showing(
        "chart",
        ways,
        kept=kept,
        choosers=(Chooser("value", choices),) if len(choices) > 1 else (),
        picture=Markup(picture),  # noqa: S704 - drawn here, all texts escaped
        width=width_of(picture),
        twin=(headings, tuple((bar.label, bar.words) for bar in bars)),
        numeric=True,
        shown=min(len(bars), MOST_BARS),
        of=len(bars),
    )


def _values(answer: Answer, place: int) -> int:
    return len({key_of(row[place]) for row in answer.rows})

"""One answer in four ways: as a table, in sentences, as bars, as a network."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from .answers import Answer, cell_words
from .charts import chart_of
from .networks import network_of
from .rendering import Visit
from .shown import WAYS, Lines, Showing, Way, label_columns, label_of

__all__ = ["showing_of"]

_MOST_LINES = 200  # rows told in sentences
_TOP = 3
_OWN = frozenset(("format", "value", "between", "near", "strongest"))


def showing_of(answer: Answer, visit: Visit) -> Showing:
    """Return how the request wants its answer shown.

    The request says so in `format`, one of `WAYS`; without it, or with another one, it is the
    table. A picture's own parameters are `value` (bars), `between`, `near` and `strongest`
    (network).

    Args:
        answer: The answer.
        visit: The request, whose address is kept but for what is chosen.
    """
    asked = visit.request.query_params.get("format", "")
    how = asked if asked in WAYS else "table"
    items = visit.request.query_params.multi_items()
    bare = [(name, value) for name, value in items if name not in _OWN]
    path = visit.request.url.path
    ways = tuple(
        Way(name, f"{path}?{urlencode([*bare, ('format', name)])}#answer", name == how)
        for name in WAYS
    )
    kept = (*bare, ("format", how))
    if how == "text":
        return Showing(how, ways, lines=_lines(answer, visit))
    if how == "chart":
        return chart_of(answer, visit, ways, kept)
    if how == "network":
        return network_of(answer, visit, ways, kept)
    return Showing(how, ways)


def _lines(answer: Answer, visit: Visit) -> Lines:
    """Return the answer in sentences."""
    named = label_columns(answer)
    told = [place for place in range(len(answer.headings)) if place not in named]
    numbers = [place for place, kind in enumerate(answer.kinds) if kind == "number"]
    top = None
    if numbers:
        place = numbers[0]
        known = [(row, row[place]) for row in answer.rows]
        ranked = sorted(
            ((row, value) for row, value in known if isinstance(value, Decimal)),
            key=lambda pair: -pair[1],
        )[:_TOP]
        if ranked:
            top = (
                answer.headings[place],
                tuple((label_of(row, named, visit), cell_words(v, visit)) for row, v in ranked),
            )
    return Lines(
        top,
        tuple(
            (
                label_of(row, named, visit),
                tuple(
                    (answer.headings[place], words)
                    for place in told
                    if (words := cell_words(row[place], visit))
                ),
            )
            for row in answer.rows[:_MOST_LINES]
        ),
    )

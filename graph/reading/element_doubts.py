"""What a careful reader doubts about any element: its date, its status, and both together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from styrkedja.graph.model import DoubtKind, Status
from styrkedja.graph.wording import name_of

from .contradictions import find_contradiction
from .draft import Judgement, Suspicion, Thing
from .lines import Joined

__all__ = ["doubt_elements"]

_GOING_ON = frozenset({Status.ONGOING, Status.NOT_STARTED, Status.ON_HOLD, Status.REMAINING})


def doubt_elements(things: Iterable[Thing], as_of: date | None) -> Iterator[Suspicion]:
    """Yield what is doubtful about elements of any layout.

    Args:
        things: The elements.
        as_of: The day whose state the document reports, or None.
    """
    for thing in things:
        yield from _date(thing)
        if thing.judgement is not None:
            yield from _status(thing, thing.judgement)
            if as_of is not None:
                yield from _time(thing, thing.judgement, as_of)


def _date(thing: Thing) -> Iterator[Suspicion]:
    deadline = thing.deadline
    if deadline is None or deadline.day is not None:
        return
    if deadline.impossible:
        yield Suspicion(
            DoubtKind.IMPOSSIBLE_DATE,
            f"Slutdatumet {deadline.text} finns inte.",
            f"The end date {deadline.text} does not exist.",
            thing.lines,
            thing,
        )
    elif any(map(str.isdigit, deadline.text)):
        yield Suspicion(
            DoubtKind.MISSING_DEADLINE,
            f"Slutdatumet ”{deadline.text}” kunde inte läsas som en dag.",
            f"The end date “{deadline.text}” could not be read as a day.",
            thing.lines,
            thing,
        )


def _status(thing: Thing, judgement: Judgement) -> Iterator[Suspicion]:
    text = judgement.status_text
    if text is not None and judgement.status is None:
        yield Suspicion(
            DoubtKind.UNKNOWN_STATUS,
            f"Statusen ”{text}” är inte känd; ingen status har antagits.",
            f"The status “{text}” is not known; none was assumed.",
            judgement.lines,
            thing,
        )
    comment = judgement.joined
    if comment is None and judgement.comment is not None:
        comment = Joined(judgement.comment, ((0, judgement.lines[0]),))
    found = find_contradiction(judgement.status, comment)
    if found is not None:
        known = judgement.joined is not None
        where = range(found.passage.first, found.passage.last + 1) if known else judgement.lines
        sv, en = name_of(thing.kind)
        done = "är klar" if sv.endswith("en") else "är klart"
        said = done if found.says_done else "fortsätter"
        said_en = "is done" if found.says_done else "goes on"
        yield Suspicion(
            DoubtKind.STATUS_CONTRADICTED,
            f"Status är ”{text}”, men kommentaren säger att {sv} {said}.",
            f"The status is “{text}”, but the comment says that the {en} {said_en}.",
            list(where),
            thing,
        )


def _time(thing: Thing, judgement: Judgement, as_of: date) -> Iterator[Suspicion]:
    day = None if thing.deadline is None else thing.deadline.day
    if day is None:
        return
    sv, en = name_of(thing.kind)
    lines = sorted({*thing.lines, *judgement.lines})
    if judgement.status is Status.COMPLETED and day > as_of:
        yield Suspicion(
            DoubtKind.DONE_BEFORE_ITS_TIME,
            f"Status är ”{judgement.status_text}” per {as_of}, men slutdatum är {day}.",
            f"The status is “{judgement.status_text}” on {as_of}, but the end date is {day}.",
            lines,
            thing,
        )
    elif judgement.status in _GOING_ON and day < as_of:
        yield Suspicion(
            DoubtKind.END_DATE_PASSED,
            f"Slutdatum {day} har passerat per {as_of}, men {sv} har status "
            f"”{judgement.status_text}”.",
            f"The end date {day} has passed on {as_of}, but the {en} has the status "
            f"“{judgement.status_text}”.",
            lines,
            thing,
        )

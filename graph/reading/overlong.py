"""Comments that are too long to be one: what follows them in a document was taken for them."""

from __future__ import annotations

from collections.abc import Sequence

from styrkedja.graph.model import DoubtKind

from .draft import Found, Judgement, Source, Suspicion, Thing
from .lines import Line, join

__all__ = ["cut_overlong"]

_LONGEST = 20_000  # characters; the longest that was seen has 9,000


def cut_overlong(found: Sequence[Found], source: Source) -> None:
    """Keep the first paragraph only of a comment that no report has room for, with a doubt.

    The last thing of a document, or of a chapter, ends where the next thing that is known begins;
    pages of running text after it would else be its comment. They are listed as not understood.

    Args:
        found: What the readers found; is changed.
        source: The document.
    """
    for one in found:
        for thing in one.things:
            judged = thing.judgement
            if judged is not None and judged.comment and len(judged.comment) > _LONGEST:
                one.unsure.extend(_cut(thing, judged, source))
                one.suspicions.append(_doubt(thing, judged.lines))


def _cut(thing: Thing, judged: Judgement, source: Source) -> list[int]:
    """Cut a thing's comment after its first paragraph; return the lines that it loses."""
    lines = sorted(
        {number for _, number in judged.joined.starts} if judged.joined else judged.lines
    )
    kept = _first_paragraph([source.lines[number - 1] for number in lines])
    last = kept[-1].number
    lost = [number for number in lines if number > last]
    joined = join(kept, source.hyphenated)
    short = len(joined.text) <= _LONGEST
    judged.comment = joined.text if short else None
    judged.joined = joined if short else None
    gone = set(lost if short else lines)
    judged.lines = [number for number in judged.lines if number not in gone] or thing.lines[:1]
    thing.lines = [number for number in thing.lines if number not in gone] or thing.lines[:1]
    return sorted(gone)


def _first_paragraph(lines: Sequence[Line]) -> list[Line]:
    kept = [lines[0]]
    for line in lines[1:]:
        if line.number != kept[-1].number + 1:
            break
        kept.append(line)
    return kept


def _doubt(thing: Thing, lines: Sequence[int]) -> Suspicion:
    return Suspicion(
        kind=DoubtKind.NOT_UNDERSTOOD,
        sv="Texten under det är för lång för att vara dess kommentar; bara det första stycket "
        "togs med.",
        en="The text under it is too long to be its comment; only the first paragraph was taken.",
        lines=list(lines[:1]),
        about=thing,
    )

"""The first paragraphs of a document, which say what it is."""

from __future__ import annotations

from collections.abc import Sequence

from .furniture import is_page_mark
from .lines import Line, Paragraph

__all__ = ["opening_paragraphs"]

_LINES = 120  # lines that are looked at
_TITLE = 3  # lines that a title at the top of the first paragraph may have


def opening_paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document's first lines, page marks left out.

    A first line that has no blank line below, but is followed by running text, is a paragraph of
    its own: a title.
    """
    paragraphs: list[Paragraph] = []
    run: list[Line] = []
    for line in lines[:_LINES]:
        if line.text and not (not run and is_page_mark(line.text)):
            run.append(line)
            continue
        if run:
            paragraphs.extend(_split(run, first=not paragraphs))
            run = []
    if run:
        paragraphs.extend(_split(run, first=not paragraphs))
    return tuple(paragraphs)


def _split(run: list[Line], *, first: bool) -> list[Paragraph]:
    longest = max(len(line.text) for line in run)
    if first and len(run) > _TITLE and len(run[0].text) < 0.8 * longest:
        return [Paragraph((run[0],), 1, 1), Paragraph(tuple(run[1:]), 1, 1)]
    return [Paragraph(tuple(run), 1, 1)]

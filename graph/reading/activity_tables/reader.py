"""Activity tables → what they say: goals, assignments, activities and how they go."""

from __future__ import annotations

from bisect import bisect_right

from ..draft import Found, Source
from .announced import announced_in
from .goals import place_goals
from .layout import layout_of
from .listed import find_listed
from .mending import vocabulary_of
from .row import Row, first_line
from .rows import RowReader
from .shape import shape_of
from .things import ThingMaker

__all__ = ["read_activity_tables"]

_LAYOUT = "activity-tables"


def read_activity_tables(source: Source) -> Found | None:
    """Return what a document's activity tables say, or None when it has no such table.

    Args:
        source: The document.
    """
    words = source.profile.activity_tables
    layout = layout_of(source, words)
    if layout is None:
        return None
    shape = shape_of(layout.blocks, layout.heads[0], layout.cells, words)
    rows = RowReader(words, shape, layout.cells)
    rows.read(layout.blocks)
    told = sorted([*rows.found, *layout.rows], key=first_line)
    begins = [head.numbers[0] for head in layout.heads]
    for row in told:
        if isinstance(row, Row):
            above = layout.heads[max(0, bisect_right(begins, first_line(row)) - 1)]
            row.given = above.assignments
    heads = {number for head in layout.heads for number in head.numbers}
    headings = {number for section in layout.sections for number in section.lines}
    skip = frozenset(layout.furniture | heads | headings | source.taken)
    first = layout.heads[0].numbers[0]
    listed, list_heads = find_listed(source.lines[: first - 1], words, skip)
    found = Found(_LAYOUT)
    found.announced.extend(announced_in(source.lines[: first - 1], listed, words))
    maker = ThingMaker(
        source=source,
        vocabulary=vocabulary_of(source.lines, source.hyphenated),
        year=next((head.year for head in layout.heads if head.year), source.year),
        bulleted=shape.bullet is not None,
        found=found,
    )
    maker.list_assignments(listed)
    maker.place(layout.sections, told, *place_goals(told), layout.footnotes)
    if not found.things:
        return None
    found.headings.extend(sorted({*heads, *list_heads, *maker.headings}))
    found.furniture.extend(sorted(layout.furniture))
    found.unsure.extend(sorted({*rows.unsure, *maker.unsure}))
    return found

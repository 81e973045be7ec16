"""What the calendar lists under its table: what is chosen, a body's all, or what is next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeAlias

from styrkedja.graph.analysis import CalendarAnalysis, ElementItem, Responsibilities, is_open

from .calendar_table import NOBODY, UNDATED, Asked

__all__ = ["listed_of", "of_body"]

_Group: TypeAlias = tuple[str | None, list[ElementItem]]  # a period (None: none) and what is due


def of_body(found: Responsibilities, body: str) -> Responsibilities:
    """Return what one body has, or nobody; others that share it are left out."""
    if body == NOBODY:
        alone = tuple(item for item in found.elements if not item.bodies)
        return Responsibilities(bodies=(), elements=alone, as_of=found.as_of)
    return Responsibilities(
        bodies=tuple(one for one in found.bodies if one.iri == body),
        elements=tuple(
            replace(item, bodies=(body,)) for item in found.elements if body in item.bodies
        ),
        as_of=found.as_of,
    )


def listed_of(
    analysis: CalendarAnalysis, asked: Asked, found: Responsibilities, day: date | None
) -> tuple[list[_Group], date | None]:
    """Return what the page lists, by period: what is chosen, a body's all, or what is next.

    Args:
        analysis: What is due when.
        asked: What the address asks for.
        found: The elements with all their bodies.
        day: The newest day that a document reports, or None.

    Returns:
        The groups, and the day after which they are next; None where they are not chosen so, or
        no document says its day.
    """
    by_iri = {item.iri: item for item in found.elements}
    groups: list[_Group] = [
        (due.period, [by_iri[iri] for iri in due.elements])
        for due in analysis.totals
        if due.elements
    ]
    undated: _Group = (None, [by_iri[item.iri] for item in analysis.undated])
    if asked.period == UNDATED:
        return [undated], None
    if asked.period is not None:
        return [group for group in groups if group[0] == asked.period], None
    if asked.body is not None:
        return [*groups, *([undated] if undated[1] else [])], None
    for period, items in groups:
        if day is not None and any(is_open(one) and _later(one, day) for one in items):
            return [(period, items)], day
    return [], day


def _later(item: ElementItem, day: date) -> bool:
    return item.deadline is not None and item.deadline > day

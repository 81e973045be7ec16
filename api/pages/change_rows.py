"""What is new, gone and goes on between two documents, as rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from styrkedja.graph.analysis.change import CHANGES, ChangeAnalysis, ChangeItem
from styrkedja.graph.analysis.links import LEVELS, level_of
from styrkedja.ontology.namespaces import CONFIDENCE

from .kinds import several
from .rendering import Visit
from .translation import Text
from .views import Ref, State, ref, refs, state

__all__ = ["ChangeRow", "change_counts", "change_groups"]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An element that is new or gone, or a pair of which one continues the other.

    Args:
        element: The element, of a pair the later one.
        earlier: The earlier one of a pair, or None.
        retitled: Whether the earlier one has another title.
        bodies: Who is responsible, of a pair now.
        before: Its status in the earlier document, or None.
        after: Its status in the later document, or None.
        due_before: Its end date in the earlier document, or None.
        due_after: Its end date in the later document, or None.
        days: How many days later the end date is now (below 0: earlier); None when not known.
        gained: Bodies that are responsible now and were not.
        lost: Bodies that were responsible and are not now.
        unsure: How sure it is that the pair is one thing, where that is not high; else None.
    """

    element: Ref
    earlier: Ref | None
    retitled: bool
    bodies: tuple[Ref, ...]
    before: State | None
    after: State | None
    due_before: date | None
    due_after: date | None
    days: int | None
    gained: tuple[Ref, ...]
    lost: tuple[Ref, ...]
    unsure: Text | None


def change_counts(
    visit: Visit, analysis: ChangeAnalysis
) -> list[tuple[str, Text, tuple[int, ...]]]:
    """Return for each level its kind, its name, and how many go on, are gone and are new."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, change, number in analysis.sheet("counts").rows:
        found[str(kind), str(change)] = int(str(number))
    return [
        (level, several(level, visit.language), tuple(found[level, c] for c in CHANGES))
        for level in LEVELS
        if any(found[level, change] for change in CHANGES)
    ]


def change_groups(
    visit: Visit, items: Sequence[ChangeItem]
) -> list[tuple[str, Text, tuple[ChangeRow, ...]]]:
    """Return items by level: its kind, what several are called, and their rows."""
    found: dict[str, list[ChangeRow]] = {}
    for item in items:
        one = item.after or item.before
        if one is not None:
            found.setdefault(level_of(one.kind), []).append(_row(visit, item))
    return [
        (level, several(level, visit.language), tuple(found[level]))
        for level in sorted(found, key=lambda one: (*LEVELS, one).index(one))
    ]


def _row(visit: Visit, item: ChangeItem) -> ChangeRow:
    facts, links = visit.facts, visit.links
    before, after = item.before, item.after
    one = after or before
    if one is None:
        raise AssertionError("a change is of something")
    pair = before is not None and after is not None
    unsure = item.confidence is not None and item.confidence != "high"
    return ChangeRow(
        element=ref(one.iri, facts, links),
        earlier=ref(before.iri, facts, links) if pair and before is not None else None,
        retitled=item.retitled,
        bodies=refs(one.bodies, visit),
        before=None if before is None else state(before.status, before.status_text, facts),
        after=None if after is None else state(after.status, after.status_text, facts),
        due_before=None if before is None else before.deadline,
        due_after=None if after is None else after.deadline,
        days=item.days_moved,
        gained=refs(item.gained, visit) if item.moved else (),
        lost=refs(item.lost, visit) if item.moved else (),
        unsure=facts.label(f"{CONFIDENCE}{item.confidence}") if unsure else None,
    )

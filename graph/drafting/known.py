"""All words that a profile knows, whatever they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from styrkedja.graph.profiles import Profile, fold

__all__ = ["known_words"]


@cache
def known_words(profile: Profile) -> frozenset[str]:
    """Return the folds of all words that a profile knows."""
    layouts = (
        profile.activity_tables,
        profile.finance_tables,
        profile.focus_areas,
        profile.goal_reports,
        profile.indicator_tables,
    )
    listed = {fold(word) for layout in layouts for word in _strings(layout.model_dump())}
    common = {*profile.labels, *profile.statuses, *profile.status_words, *profile.groups}
    return frozenset(listed | common | profile.prose)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)

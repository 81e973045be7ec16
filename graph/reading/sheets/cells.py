"""Cells of sheets → what they mean: kinds, bodies, days, statuses, forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from styrkedja.graph.model import ElementKind, Forecast, Status
from styrkedja.graph.profiles import Profile, fold
from styrkedja.graph.profiles.words import SheetWords

from ..bodies import BodyNames, read_bodies
from ..lines import Line
from ..statuses import read_status

__all__ = ["forecast_of", "is_target", "kind_of", "listed", "named_bodies", "status_of"]


def listed(text: str) -> list[str]:
    """Return the items of a cell, parted by semicolons.

    >>> listed("Kulturnämnden; Tekniska nämnden;")
    ['Kulturnämnden', 'Tekniska nämnden']
    """
    return [item for item in (part.strip() for part in text.split(";")) if fold(item)]


def kind_of(text: str, words: SheetWords) -> ElementKind | None:
    """Return the kind of element that a cell names, or None when it is not known."""
    return _kinds(words).get(fold(text))


def status_of(text: str, profile: Profile) -> Status | None:
    """Return the status that a cell names, in words of documents or of sheets, or None."""
    return read_status(text, profile) or _statuses(profile.sheets).get(fold(text))


def forecast_of(text: str, words: SheetWords) -> Forecast | None:
    """Return the forecast that a cell names, or None when it is not known."""
    return _forecasts(words).get(fold(text))


def is_target(text: str, words: SheetWords) -> bool:
    """Return whether a cell says that a value is a target."""
    return fold(text) in {fold(word) for word in words.targets}


def named_bodies(text: str, profile: Profile) -> BodyNames:
    """Return the bodies that a cell names.

    What semicolons part are names as they stand; else they are parted as in documents ("Tekniska
    nämnden och Kulturnämnden"), and by commas where that leaves something over.
    """
    if ";" not in text:
        found = read_bodies([Line(1, text)], profile)
        if not found.rest:
            return found
        return BodyNames(tuple(part.strip() for part in text.split(",") if fold(part)))
    names: list[str] = []
    groups: list[str] = []
    for item in listed(text):
        (groups if fold(item) in profile.groups else names).append(item)
    return BodyNames(tuple(names), (), tuple(groups))


@cache
def _kinds(words: SheetWords) -> Mapping[str, ElementKind]:
    return {fold(name): ElementKind(kind) for kind, known in words.kinds.items() for name in known}


@cache
def _statuses(words: SheetWords) -> Mapping[str, Status]:
    return {fold(name): Status(one) for one, known in words.statuses.items() for name in known}


@cache
def _forecasts(words: SheetWords) -> Mapping[str, Forecast]:
    return {fold(name): Forecast(one) for one, known in words.forecasts.items() for name in known}

"""The lists behind the numbers of the front page: elements with their bodies and their passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from styrkedja.graph.analysis import ElementItem
from styrkedja.ontology.namespaces import STATUS

from .elements import ElementView, element_views
from .rendering import Visit
from .scope import Scope
from .selection import Choices, Selection, choices_of
from .translation import Text
from .views import Excerpt, Place, Ref, excerpts, places, refs

__all__ = ["ActiveFilter", "Chooser", "ListedItem", "chooser_of", "listed_items"]

_MOST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An element of a list.

    Args:
        element: The element.
        bodies: The bodies that have the role asked about.
        places: Where it was read.
        excerpts: What stands there; empty in long lists.
    """

    element: ElementView
    bodies: tuple[Ref, ...]
    places: tuple[Place, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A part of the choice that narrows it: its name, its value, the address without it."""

    name: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """The form in which one chooses what is asked about.

    Args:
        action: The path that it is sent to.
        kept: What its address has besides.
        selection: What is chosen.
        choices: What can be chosen.
        statuses: Status → what it is called; None where none is known.
        active: The parts of the choice that can be taken away again.
    """

    action: str
    kept: tuple[tuple[str, str], ...]
    selection: Selection
    choices: Choices
    statuses: dict[str, Text | None]
    active: tuple[ActiveFilter, ...]


def listed_items(
    visit: Visit,
    items: Iterable[ElementItem],
    day: date | None,
    scope: Scope,
    *,
    most_quoted: int = _MOST_QUOTED,
) -> tuple[ListedItem, ...]:
    """Return elements of an analysis, each with the bodies that it has there and its passages.

    What stands in the passages is told in short lists; in longer ones it is a link away.

    Args:
        visit: The visit.
        items: The elements.
        day: The day they are judged at; None means the day that each one's document reports.
        scope: Which documents.
        most_quoted: How long a list may be whose passages are told.
    """
    given = tuple(items)
    quoted = len(given) <= most_quoted
    views = element_views(given, day, visit, scope.value)
    return tuple(
        ListedItem(
            element=view,
            bodies=refs(item.bodies, visit, scope.value),
            places=places(visit.facts.passages(item.iri), visit.links),
            excerpts=excerpts(visit.facts.passages(item.iri), visit) if quoted else (),
        )
        for item, view in zip(given, views, strict=True)
    )


def chooser_of(
    visit: Visit, scope: Scope, selection: Selection, action: str, **kept: str
) -> Chooser:
    """Return the form for a page.

    Args:
        visit: The visit.
        scope: Which documents.
        selection: What is chosen.
        action: The path of the page.
        kept: What its address has besides.
    """
    plain = Selection()
    active = []
    for name in ("year", "status", "least"):
        value = getattr(selection, name)
        if value != getattr(plain, name):
            without = replace(selection, **{name: getattr(plain, name)})
            href = visit.links.page(action, "", document=scope.value, **kept, **without.parameters)
            active.append(ActiveFilter(name, str(value), href))
    choices = choices_of(visit.snapshot, scope, selection)
    return Chooser(
        action=action,
        kept=tuple(kept.items()),
        selection=selection,
        choices=choices,
        statuses={
            code: None if code == "unknown" else visit.facts.label(STATUS + code)
            for code, _ in choices.statuses
        },
        active=tuple(active),
    )

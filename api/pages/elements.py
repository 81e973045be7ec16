"""Elements of any kind in a list: title, who carries it, how it goes, when it is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from styrkedja.graph.analysis import ElementItem, is_overdue
from styrkedja.ontology.namespaces import FORECAST, SK

from .kinds import ELEMENT_CLASSES, is_goal, is_work, names_a_board, narrowest, rank, several
from .rendering import Visit
from .translation import Text
from .views import Ref, State, refs, state

__all__ = [
    "ElementGroup",
    "ElementView",
    "by_kind",
    "element_item",
    "element_view",
    "element_views",
    "elements_of",
    "forecast_of",
    "newest_assessment",
]


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element in a list.

    Args:
        href: Its page.
        title: Its title.
        kind: Local name of its narrowest class.
        name: What one of its kind is called.
        bodies: Who is responsible for it.
        others: Who takes part without being responsible.
        state: Its status.
        forecast: Whether its newest report expects it to be met, or None.
        deadline: Its last day, or None.
        late: Whether it is overdue.
        judged: The day of its own report, where the list has several.
        partly: Whether it contributes to what the list is about in part only.
        below: How many elements stand directly under it, by the local name of their class; empty
            where the list does not tell.
    """

    href: str | None
    title: Text
    kind: str
    name: Text
    bodies: tuple[Ref, ...]
    others: tuple[Ref, ...]
    state: State
    forecast: State | None
    deadline: date | None
    late: bool
    judged: date | None
    partly: bool = False
    below: tuple[tuple[str, int], ...] = ()

    @property
    def work(self) -> bool:
        """Whether it is work to be done: it should have a status and an end date."""
        return is_work(self.kind)

    @property
    def goal(self) -> bool:
        """Whether it is a goal: a report may say whether it will be met."""
        return is_goal(self.kind)

    @property
    def needs_board(self) -> bool:
        """Whether one asks which board is responsible for it."""
        return names_a_board(self.kind)


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """Elements of one kind: the class, what several are called, and the elements."""

    kind: str
    name: Text
    items: tuple[ElementView, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.items)

    @property
    def tally(self) -> tuple[tuple[State, int], ...]:
        """How many have which status, the most common first; empty where none is known."""
        found = _tally(State(item.state.kind, item.state.label) for item in self.items)
        return found if any(state.kind != "unknown" for state, _ in found) else ()

    @property
    def forecasts(self) -> tuple[tuple[State, int], ...]:
        """How many have which forecast, the most common first; empty where none is known."""
        return _tally(item.forecast for item in self.items if item.forecast is not None)


def element_views(
    items: Iterable[ElementItem], day: date | None, visit: Visit, document: str | None = None
) -> tuple[ElementView, ...]:
    """Return elements of an analysis for a list.

    Args:
        items: The elements.
        day: The day they are judged at; None means the day that each one's document reports.
        visit: The visit.
        document: What the links to bodies are to keep of the choice of document.
    """
    return tuple(
        ElementView(
            href=visit.links.thing(item.iri),
            title=Text(item.title, "sv"),
            kind=item.kind,
            name=visit.facts.label(SK + item.kind),
            bodies=refs(item.bodies, visit, document),
            others=_others(visit, item.iri, document),
            state=state(item.status, item.status_text, visit.facts),
            forecast=forecast_of(visit, newest_assessment(visit, item.iri)),
            deadline=item.deadline,
            late=is_overdue(item, day),
            judged=item.as_of if day is None else None,
        )
        for item in items
    )


def element_view(
    visit: Visit,
    iri: str,
    *,
    document: str | None = None,
    partly: bool = False,
    below: tuple[tuple[str, int], ...] = (),
) -> ElementView:
    """Return an element of the store for a list.

    Args:
        visit: The visit.
        iri: The element.
        document: What the links to bodies are to keep of the choice of document.
        partly: Whether it contributes in part only to what the list is about.
        below: How many elements stand directly under it, by the local name of their class.
    """
    facts = visit.facts
    item = element_item(visit, iri)
    return ElementView(
        href=visit.links.thing(iri),
        title=facts.label(iri),
        kind=item.kind,
        name=facts.label(SK + item.kind),
        bodies=refs(item.bodies, visit, document),
        others=_others(visit, iri, document),
        state=state(item.status, item.status_text, facts),
        forecast=forecast_of(visit, newest_assessment(visit, iri)),
        deadline=item.deadline,
        late=is_overdue(item),
        judged=None,
        partly=partly,
        below=below,
    )


def by_kind(visit: Visit, views: Iterable[ElementView]) -> tuple[ElementGroup, ...]:
    """Return elements grouped by kind, goals before what is done for them."""
    groups: dict[str, list[ElementView]] = {}
    for view in views:
        groups.setdefault(view.kind, []).append(view)
    return tuple(
        ElementGroup(kind, several(kind, visit.language), tuple(groups[kind]))
        for kind in sorted(groups, key=rank)
    )


def elements_of(
    visit: Visit, candidates: Iterable[str], municipality: str, document: str | None
) -> list[str]:
    """Return those elements that a choice of document is about, in the documents' order.

    Args:
        visit: The visit.
        candidates: The elements.
        municipality: IRI of the municipality.
        document: IRI of the document; None for all of the municipality's that nothing continues.
    """
    facts = visit.facts
    found = []
    for iri in set(candidates):
        stated = facts.iri(iri, SK + "statedIn")
        if stated is None or not facts.is_a(iri, "SteeringElement"):
            continue
        if document is None:
            here = facts.iri(stated, SK + "municipality") == municipality
            if here and not facts.subjects(SK + "continues", iri):
                found.append(iri)
        elif stated == document:
            found.append(iri)
    return sorted(found, key=lambda iri: (facts.passages(iri), iri))


def element_item(visit: Visit, iri: str) -> ElementItem:
    """Return an element of the store as the analyses judge it, by its newest report."""
    facts = visit.facts
    document = facts.iri(iri, SK + "statedIn")
    assessment = newest_assessment(visit, iri)
    printed = None if assessment is None else facts.text(assessment, SK + "statusText")
    bodies = {*facts.iris(iri, SK + "responsible"), *facts.iris(iri, SK + "coordinatedBy")}
    return ElementItem(
        iri=iri,
        title=facts.label(iri).value,
        kind=narrowest(facts.types(iri), ELEMENT_CLASSES) or "SteeringElement",
        document=document or "",
        document_label="" if document is None else facts.label(document).value,
        heading=None,
        bodies=tuple(sorted(bodies)),
        status=None if assessment is None else facts.iri(assessment, SK + "status"),
        status_text=None if printed is None else printed.value,
        deadline=facts.date(iri, SK + "deadline"),
        as_of=None if document is None else facts.date(document, SK + "asOf"),
    )


def newest_assessment(visit: Visit, iri: str) -> str | None:
    """Return the newest assessment of an element, or None when no report assesses it."""
    facts = visit.facts
    found: Sequence[str] = facts.subjects(SK + "assesses", iri)
    return max(found, key=lambda one: facts.date(one, SK + "asOf") or date.min, default=None)


def forecast_of(visit: Visit, assessment: str | None) -> State | None:
    """Return what an assessment expects of a goal, or None where no words say it."""
    concept = None if assessment is None else visit.facts.iri(assessment, SK + "forecast")
    if concept is None:
        return None
    return State(concept.removeprefix(FORECAST), visit.facts.label(concept))


def _tally(states: Iterable[State]) -> tuple[tuple[State, int], ...]:
    found: dict[State, int] = {}
    for one in states:
        found[one] = found.get(one, 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0].kind)))


def _others(visit: Visit, iri: str, document: str | None) -> tuple[Ref, ...]:
    return refs(visit.facts.iris(iri, SK + "contributingBody"), visit, document)

"""The page of a body: what it carries, with whom, what is late and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import HTMLResponse

from styrkedja.graph.analysis import BoardAnalysis, ElementItem, is_open, is_overdue
from styrkedja.ontology.namespaces import DCT, ORG, SK, SKOS

from .body_work import activities_due, doubts_about, goals_served, responsible_for, work_table
from .elements import ElementGroup, ElementView, by_kind, element_view, element_views, elements_of
from .finance import finance_tables
from .measures import measure_tables
from .rendering import Visit
from .scope import Scope, scope_of
from .selection import Selection, sharing_chosen
from .sources import sources_of
from .translation import Text
from .views import Ref, State, ref, refs, state, twins

__all__ = ["BODY_CLASSES", "Change", "Partner", "body_html"]

BODY_CLASSES = (
    "ExecutiveBoard",
    "Board",
    "Council",
    "Administration",
    "Department",
    "MunicipalCompany",
    "Body",
)
_CARRIES = ("responsible", "coordinatedBy", "carriedOutBy")


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation: its day (None where the document does not say), who before, who after."""

    day: date | None
    page: Ref
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that shares assignments, how many, and the list of them."""

    board: Ref
    count: int
    href: str


def body_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of a body.

    Args:
        visit: The visit.
        iri: The body.
        kind: Local name of its narrowest class.
    """
    facts = visit.facts
    municipality = facts.iri(iri, SK + "municipality")
    scope = None if municipality is None else scope_of(visit, visit.links.key(municipality))
    document = None if scope is None else scope.value
    analysis = None if scope is None else sharing_chosen(visit.snapshot, scope, Selection()).boards
    items = [] if analysis is None else [e for e in analysis.elements if iri in e.bodies]
    day = None if analysis is None else analysis.as_of
    late = [item for item in items if is_overdue(item, day)]
    coming = [
        item for item in items if item.deadline is not None and item not in late and is_open(item)
    ]
    coming.sort(key=lambda item: (item.deadline, item.title))
    rest = [item for item in items if item not in late and item not in coming]
    return visit.page(
        "body.html",
        section="/",
        key=visit.links.key(iri),
        kind=facts.label(SK + kind),
        name=facts.label(iri),
        crumbs=[] if municipality is None else [ref(municipality, facts, visit.links)],
        spellings=facts.texts(iri, SKOS + "altLabel"),
        abbreviations=facts.texts(iri, SKOS + "notation"),
        parent=refs(facts.iris(iri, ORG + "subOrganizationOf"), visit),
        groups=refs(facts.subjects(ORG + "hasMember", iri), visit),
        scope=scope,
        years=[] if scope is None else _years(visit, iri, scope),
        as_of=day,
        days=_days(items, scope),
        count=len(items),
        shared=sum(len(item.bodies) > 1 for item in items),
        by_status=_by_status(rest, day, document, visit),
        partners=_partners(iri, analysis, scope, visit),
        late=element_views(late, day, visit, document),
        coming=element_views(coming, day, visit, document),
        carries=_groups(visit, iri, _CARRIES, scope, assignments=False),
        contributes=_groups(visit, iri, ("contributingBody",), scope),
        decided=_groups(visit, iri, ("decidedBy",), scope),
        parts=refs(facts.subjects(ORG + "subOrganizationOf", iri), visit),
        changes=_changes(visit, iri),
        finance=finance_tables(visit, _amounts(visit, iri, scope)),
        measures=measure_tables(visit, _indicators(visit, iri, scope)),
        work=None if scope is None else work_table(visit, scope, iri),
        goals=() if scope is None else goals_served(visit, scope, iri),
        activities=None if scope is None else activities_due(visit, scope, iri),
        doubts=() if scope is None else doubts_about(visit, scope, iri),
        sources=[] if scope is None else sources_of(visit, _documents(visit, scope, iri)),
        read=visit.snapshot.time,
        source=facts.text(iri, DCT + "source"),
        calendar=visit.links.page("/feeds/deadlines.ics", body=visit.links.key(iri)),
        twins=twins(iri, visit),
    )


def _years(visit: Visit, iri: str, scope: Scope) -> list[tuple[Text | None, str | None, bool]]:
    """Return what the page can be about: name (None: all), address, whether it is that now."""
    return [
        (choice.name, visit.links.thing(iri, document=choice.value), choice.chosen)
        for _, choices in scope.choices
        for choice in choices
    ]


def _by_status(
    items: Sequence[ElementItem], day: date | None, document: str | None, visit: Visit
) -> list[tuple[State, tuple[ElementView, ...]]]:
    groups: dict[str | None, list[ElementItem]] = {}
    for item in items:
        groups.setdefault(item.status, []).append(item)
    ordered = sorted(groups, key=lambda key: (key is None, -len(groups[key]), key or ""))
    return [
        (state(key, None, visit.facts), element_views(groups[key], day, visit, document))
        for key in ordered
    ]


def _partners(
    iri: str, analysis: BoardAnalysis | None, scope: Scope | None, visit: Visit
) -> list[Partner]:
    if analysis is None or scope is None:
        return []
    links = visit.links
    found = []
    for pair in analysis.pairs:
        both = (pair.first.iri, pair.second.iri)
        if iri in both:
            other = both[0] if both[1] == iri else both[1]
            href = links.page(
                "/boards/shared", a=links.key(iri), b=links.key(other), document=scope.value
            )
            found.append(Partner(ref(other, visit.facts, links, scope.value), pair.count, href))
    return found


def _groups(
    visit: Visit,
    iri: str,
    roles: Sequence[str],
    scope: Scope | None,
    *,
    assignments: bool = True,
) -> tuple[ElementGroup, ...]:
    """Return what a body has a role in, by kind, in the chosen documents.

    Args:
        visit: The visit.
        iri: The body.
        roles: Local names of the roles.
        scope: The chosen documents.
        assignments: Whether assignments are meant, too.
    """
    if scope is None:
        return ()
    found = {one for role in roles for one in visit.facts.subjects(SK + role, iri)}
    home = visit.links.iri(scope.municipality)
    views = (
        element_view(visit, one, document=scope.value)
        for one in elements_of(visit, found, home, scope.document)
        if assignments or not visit.facts.is_a(one, "Assignment")
    )
    return by_kind(visit, views)


def _days(items: Sequence[ElementItem], scope: Scope | None) -> list[date]:
    """Return the days whose state the page shows."""
    if scope is not None and scope.record is not None and scope.record.as_of is not None:
        return [scope.record.as_of]
    return sorted({item.as_of for item in items if item.as_of is not None})


def _changes(visit: Visit, iri: str) -> list[Change]:
    facts = visit.facts
    found = {
        *facts.subjects(ORG + "originalOrganization", iri),
        *facts.subjects(ORG + "resultingOrganization", iri),
    }
    changes = [
        Change(
            day=facts.date(change, DCT + "date"),
            page=ref(change, facts, visit.links),
            before=refs(facts.iris(change, ORG + "originalOrganization"), visit),
            after=refs(facts.iris(change, ORG + "resultingOrganization"), visit),
        )
        for change in sorted(found)
    ]
    return sorted(changes, key=lambda change: change.day or date.min)


def _documents(visit: Visit, scope: Scope, iri: str) -> set[str]:
    """Return the documents that the page is made from."""
    if scope.document is not None:
        return {scope.document}
    return {one.document for one in responsible_for(visit, scope, iri)}


def _indicators(visit: Visit, iri: str, scope: Scope | None) -> set[str]:
    """Return the indicators of a body and of what it carries, in the chosen documents."""
    facts = visit.facts
    carried = [one for role in _CARRIES for one in facts.subjects(SK + role, iri)]
    found = {one for one in carried if facts.is_a(one, "Indicator")}
    found.update(measure for one in carried for measure in facts.subjects(SK + "measures", one))
    return {
        one
        for one in found
        if scope is None or scope.document in (None, facts.iri(one, SK + "statedIn"))
    }


def _amounts(visit: Visit, iri: str, scope: Scope | None) -> list[str]:
    facts = visit.facts
    return [
        amount
        for amount in facts.subjects(SK + "body", iri)
        if scope is None or scope.document in (None, facts.iri(amount, SK + "statedIn"))
    ]

"""Whole tables out of the graph, by a handful of SELECTs; nothing is asked once for each element.

Nothing here needs what a reasoner adds: narrower classes and properties are named, statuses come
from the assessments. So a plain data set gives the same answer as our store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source, select
from styrkedja.ontology.namespaces import SK, prefix_lines

from .items import BodyItem
from .order import alphabetical

__all__ = [
    "KINDS",
    "ROLES",
    "ElementRow",
    "ask",
    "bodies_by_role",
    "body_items",
    "continuers",
    "day_of",
    "element_rows",
    "kinds_under",
    "newest_assessments",
]

# The vocabulary's classes under each class, the narrowest first.
_ASSIGNMENTS = (
    "SpecialAssignment",
    "CommonAssignment",
    "BoardAssignment",
    "InvestigationAssignment",
)
_NARROWER: dict[str, tuple[str, ...]] = {
    "Assignment": _ASSIGNMENTS,
    "Goal": ("OverarchingGoal", "BoardGoal"),
    "FocusArea": (),
    "StrategicInitiative": (),
    "Activity": (),
    "SteeringElement": (
        *_ASSIGNMENTS,
        "Assignment",
        "OverarchingGoal",
        "BoardGoal",
        "Goal",
        "FocusArea",
        "StrategicInitiative",
        "Activity",
    ),
}
KINDS: tuple[str, ...] = tuple(
    sorted({*_NARROWER, *(name for names in _NARROWER.values() for name in names)})
)
"""The kinds of element that may be asked for, by the local name of their class."""

ROLES: dict[str, tuple[str, ...]] = {
    "responsible": ("sk:responsible", "sk:carriedOutBy"),
    "carrying-out": ("sk:carriedOutBy",),
    "coordinating": ("sk:coordinatedBy",),
    "contributing": ("sk:contributingBody",),
    "group": ("sk:assignedToGroup/org:hasMember",),
}
"""How a body may stand to an element, and the properties that say so."""

_BODY_KINDS = (
    "ExecutiveBoard",
    "Board",
    "Council",
    "Administration",
    "Department",
    "MunicipalCompany",
)
_PLACES = "?element sk:statedIn ?document ; a ?class ."


@dataclass(slots=True)
class ElementRow:
    """What the graph says of an element itself; as `ElementItem`, without what others say of it."""

    iri: str
    kind: str
    document: str
    title: str
    heading: str | None
    deadline: date | None


def kinds_under(kind: str) -> tuple[str, ...]:
    """Return a kind of element and those under it, the narrowest first.

    Args:
        kind: One of `KINDS`.
    """
    return (*_NARROWER.get(kind, ()), kind)


def ask(source: Source, body: str) -> Iterable[dict[str, str | None]]:
    """Return the rows of a SELECT that is written without its prefixes."""
    return select(source, prefix_lines() + body).dicts()


def element_rows(source: Source, kind: str) -> list[ElementRow]:
    """Return the elements of a kind and of those under it, each once with its narrowest class.

    Args:
        source: A store or dataset.
        kind: One of `KINDS`.

    Raises:
        ParameterError: The vocabulary has no such kind.
    """
    if kind not in KINDS:
        listed = ", ".join(KINDS)
        raise ParameterError(
            f"no kind of element {kind!r}; there are {listed}",
            sv=f"Styrelement av slaget ”{kind}” finns inte. Välj ett av dessa: {listed}",
        )
    classes = kinds_under(kind)
    names = " ".join(f"sk:{name}" for name in classes)
    rows: dict[str, ElementRow] = {}
    for row in ask(
        source,
        f"""SELECT ?element ?class ?document ?title ?heading ?deadline WHERE {{
  VALUES ?class {{ {names} }}
  {_PLACES}
  OPTIONAL {{ ?element rdfs:label ?title }}
  OPTIONAL {{ ?element sk:underHeading ?heading }}
  OPTIONAL {{ ?element sk:deadline ?deadline }}
}} ORDER BY ?element ?title ?heading ?deadline""",
    ):
        iri, name = row["element"] or "", (row["class"] or "").removeprefix(SK)
        known = rows.get(iri)
        if known is None:
            rows[iri] = ElementRow(
                iri=iri,
                kind=name,
                document=row["document"] or "",
                title=row["title"] or iri,
                heading=row["heading"],
                deadline=day_of(row["deadline"]),
            )
        elif classes.index(name) < classes.index(known.kind):
            known.kind = name
    return list(rows.values())


def bodies_by_role(source: Source, roles: Sequence[str]) -> dict[str, dict[str, set[str]]]:
    """Return element → body → the roles, of those asked for, that it has there.

    Args:
        source: A store or dataset.
        roles: Some of `ROLES`.
    """
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role in roles:
        for path in ROLES[role]:
            for row in ask(source, f"SELECT ?element ?body WHERE {{ ?element {path} ?body }}"):
                found[row["element"] or ""][row["body"] or ""].add(role)
    return {element: dict(bodies) for element, bodies in found.items()}


def continuers(source: Source) -> dict[str, set[str]]:
    """Return element → the elements of later documents that continue it directly."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(source, "SELECT ?later ?element WHERE { ?later sk:continues ?element }"):
        found[row["element"] or ""].add(row["later"] or "")
    return dict(found)


def newest_assessments(source: Source) -> dict[str, tuple[str | None, str | None]]:
    """Return element → status and wording of its newest assessment (unknown dates are oldest).

    Where several of the same day disagree there is no status, as in the rule `latest-status`.
    """
    newest: dict[str, tuple[str, set[str], set[str]]] = {}
    for row in ask(
        source,
        """SELECT ?element ?asOf ?status ?text WHERE {
  ?assessment sk:assesses ?element .
  OPTIONAL { ?assessment sk:asOf ?asOf }
  OPTIONAL { ?assessment sk:status ?status }
  OPTIONAL { ?assessment sk:statusText ?text }
}""",
    ):
        element, day = row["element"] or "", row["asOf"] or ""
        if element not in newest or day > newest[element][0]:
            newest[element] = (day, set(), set())
        if day == newest[element][0]:
            newest[element][1].update(filter(None, [row["status"]]))
            newest[element][2].update(filter(None, [row["text"]]))
    return {
        element: (
            next(iter(statuses)) if len(statuses) == 1 else None,
            " / ".join(sorted(texts)) or None,
        )
        for element, (_, statuses, texts) in newest.items()
    }


def body_items(source: Source, named: set[str]) -> tuple[BodyItem, ...]:
    """Return the bodies of these IRIs, in alphabetical order."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    municipalities: dict[str, str] = {}
    paths = sorted({path for paths in ROLES.values() for path in paths})
    for row in ask(
        source,
        f"""SELECT ?body ?class ?name ?municipality WHERE {{
  {{ SELECT DISTINCT ?body WHERE {{ ?element {" | ".join(paths)} ?body }} }}
  OPTIONAL {{ ?body a ?class }}
  OPTIONAL {{ ?body rdfs:label ?name . FILTER(LANG(?name) = "sv") }}
  OPTIONAL {{ ?body sk:municipality/rdfs:label ?municipality }}
}} ORDER BY ?body DESC(?name) DESC(?municipality)""",
    ):
        body = row["body"] or ""
        kinds[body].add((row["class"] or "").removeprefix(SK))
        names[body] = row["name"] or body
        municipalities[body] = row["municipality"] or ""
    items = [
        BodyItem(
            iri=body,
            name=names.get(body, body),
            kind=next((kind for kind in _BODY_KINDS if kind in kinds[body]), "Body"),
            municipality=municipalities.get(body, ""),
        )
        for body in named
    ]
    return tuple(sorted(items, key=lambda item: (alphabetical(item.name), item.iri)))


def day_of(text: str | None) -> date | None:
    """Return the day of an `xsd:date`; None for none, and for one that no calendar has."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None  # It is doubted where it is read, and no date here.

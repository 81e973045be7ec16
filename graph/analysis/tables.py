"""The table of responsibilities: which element stands with which bodies, out of the graph.

A handful of SELECTs bring whole tables; nothing is asked once for each element.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source, select
from styrkedja.ontology.namespaces import SK, prefix_lines

from .naming import document_iri, documents
from .order import alphabetical

__all__ = [
    "BodyItem",
    "ElementItem",
    "Responsibilities",
    "load_responsibilities",
]

# The vocabulary's classes under each class, the narrowest first; so a data set without what a
# reasoner adds gives the same answer.
_NARROWER: dict[str, tuple[str, ...]] = {
    "Assignment": (
        "SpecialAssignment",
        "CommonAssignment",
        "BoardAssignment",
        "InvestigationAssignment",
    ),
    "Goal": ("OverarchingGoal", "BoardGoal"),
    "FocusArea": (),
    "StrategicInitiative": (),
    "Activity": (),
}
_BODY_KINDS = (
    "ExecutiveBoard",
    "Board",
    "Council",
    "Administration",
    "Department",
    "MunicipalCompany",
)
_PLACES = "?element sk:statedIn ?document ; a ?class ."


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A body that is responsible for at least one element.

    Args:
        iri: Its IRI.
        name: Its name in Swedish.
        kind: Local name of its narrowest class ("Board", "ExecutiveBoard"); "Body" when unknown.
        municipality: Name of its municipality; empty when the graph does not say.
    """

    iri: str
    name: str
    kind: str
    municipality: str


@dataclass(frozen=True, slots=True)
class ElementItem:
    """A steering element, who is responsible for it, and how it goes.

    Args:
        iri: Its IRI.
        title: Its title.
        kind: Local name of its narrowest class ("SpecialAssignment").
        document: IRI of the document that states it.
        document_label: Short title of that document.
        heading: The heading it stands under, or None.
        bodies: IRIs of the bodies named as responsible, sorted; empty when none is stated.
        status: IRI of the status concept in its newest assessment; None when unknown, which is
            not the same as not started.
        status_text: The wording printed there, or None.
        deadline: Its last day, or None when none is stated.
        as_of: The day whose state its document reports, or None when that does not say.
    """

    iri: str
    title: str
    kind: str
    document: str
    document_label: str
    heading: str | None
    bodies: tuple[str, ...]
    status: str | None
    status_text: str | None
    deadline: date | None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """Elements and the bodies responsible for them.

    Args:
        bodies: In alphabetical order.
        elements: In alphabetical order of title; those without a responsible body included.
        as_of: The day whose state the documents report; None when they report different days,
            or none says.
    """

    bodies: tuple[BodyItem, ...]
    elements: tuple[ElementItem, ...]
    as_of: date | None


def load_responsibilities(
    source: Source, *, document: str | None = None, kind: str | None = None
) -> Responsibilities:
    """Return who is responsible for what, from the default graph of a store or dataset.

    Needs nothing that a reasoner adds: status comes from the newest assessment, classes from the
    vocabulary. The source is not changed.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`.
        document: One document, whose elements are meant, as `document_iri` takes it; None means
            what is the case now: over all documents, the elements that no other continues.
        kind: Local name of a class ("Assignment", "OverarchingGoal", …), subclasses included;
            None means "Assignment".

    Raises:
        ParameterError: The graph has no such document, or the vocabulary no such kind.
    """
    known = documents(source)
    if document is not None:
        document = document_iri(source, document)
    continued = _continued(source) if document is None else frozenset()
    responsible = _responsible(source)
    assessed = _newest_assessments(source)
    elements = [
        ElementItem(
            iri=row.iri,
            title=row.title,
            kind=row.kind,
            document=row.document,
            document_label=known.get(row.document, (row.document, None))[0],
            heading=row.heading,
            bodies=tuple(sorted(responsible.get(row.iri, ()))),
            status=assessed[row.iri][0] if row.iri in assessed else None,
            status_text=assessed[row.iri][1] if row.iri in assessed else None,
            deadline=row.deadline,
            as_of=known.get(row.document, (row.document, None))[1],
        )
        for row in _elements(source, kind or "Assignment")
        if row.iri not in continued and document in (None, row.document)
    ]
    named = {body for element in elements for body in element.bodies}
    days = {element.as_of for element in elements}
    if document is not None:
        days.add(known[document][1])
    return Responsibilities(
        bodies=_bodies(source, named),
        elements=tuple(sorted(elements, key=lambda item: (alphabetical(item.title), item.iri))),
        as_of=days.pop() if len(days) == 1 else None,
    )


@dataclass(slots=True)
class _Row:
    iri: str
    kind: str
    document: str
    title: str
    heading: str | None
    deadline: date | None


def _ask(source: Source, body: str) -> Iterable[dict[str, str | None]]:
    return select(source, prefix_lines() + body).dicts()


def _elements(source: Source, kind: str) -> list[_Row]:
    classes = (*_NARROWER.get(kind, ()), kind)
    known = {*_NARROWER, *(name for names in _NARROWER.values() for name in names)}
    if kind not in known:
        listed = ", ".join(sorted(known))
        raise ParameterError(
            f"no kind of element {kind!r}; there are {listed}",
            sv=f"Styrelement av slaget ”{kind}” finns inte. Välj ett av dessa: {listed}",
        )
    names = " ".join(f"sk:{name}" for name in classes)
    rows: dict[str, _Row] = {}
    for row in _ask(
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
        known_row = rows.get(iri)
        if known_row is None:
            rows[iri] = _Row(
                iri=iri,
                kind=name,
                document=row["document"] or "",
                title=row["title"] or iri,
                heading=row["heading"],
                deadline=_day(row["deadline"]),
            )
        elif classes.index(name) < classes.index(known_row.kind):
            known_row.kind = name
    return list(rows.values())


def _responsible(source: Source) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _ask(source, "SELECT ?element ?body WHERE { ?element sk:responsible ?body }"):
        found[row["element"] or ""].add(row["body"] or "")
    return found


def _continued(source: Source) -> frozenset[str]:
    rows = _ask(source, "SELECT DISTINCT ?element WHERE { ?later sk:continues ?element }")
    return frozenset(row["element"] or "" for row in rows)


def _newest_assessments(source: Source) -> dict[str, tuple[str | None, str | None]]:
    """Return element → status and wording of its newest assessment (unknown dates are oldest).

    Where several of the same day disagree there is no status, as in the rule `latest-status`.
    """
    newest: dict[str, tuple[str, set[str], set[str]]] = {}
    for row in _ask(
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


def _bodies(source: Source, named: set[str]) -> tuple[BodyItem, ...]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    municipalities: dict[str, str] = {}
    for row in _ask(
        source,
        """SELECT ?body ?class ?name ?municipality WHERE {
  { SELECT DISTINCT ?body WHERE { ?element sk:responsible ?body } }
  OPTIONAL { ?body a ?class }
  OPTIONAL { ?body rdfs:label ?name . FILTER(LANG(?name) = "sv") }
  OPTIONAL { ?body sk:municipality/rdfs:label ?municipality }
} ORDER BY ?body DESC(?name) DESC(?municipality)""",
    ):
        body = row["body"] or ""
        kinds[body].add((row["class"] or "").removeprefix(SK))
        names[body] = row["name"] or body
        municipalities[body] = row["municipality"] or ""
    items = [
        BodyItem(
            iri=body,
            name=names[body],
            kind=next((kind for kind in _BODY_KINDS if kind in kinds[body]), "Body"),
            municipality=municipalities[body],
        )
        for body in named
    ]
    return tuple(sorted(items, key=lambda item: (alphabetical(item.name), item.iri)))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None  # A date that no calendar has is doubted where it is read, and no date here.

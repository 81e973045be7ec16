"""The table of responsibilities: which element stands with which bodies, out of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from styrkedja.errors import ParameterError
from styrkedja.graph.rdf.store import Source
from styrkedja.ontology.namespaces import STATUS

from .items import BodyItem, ElementItem
from .loading import (
    ROLES,
    bodies_by_role,
    body_items,
    continuers,
    element_rows,
    newest_assessments,
)
from .naming import document_iri, documents
from .order import alphabetical

__all__ = [
    "STATUSES",
    "BodyItem",
    "ElementItem",
    "Responsibilities",
    "element_items",
    "load_responsibilities",
]

STATUSES = (
    "not-started",
    "ongoing",
    "on-hold",
    "completed",
    "remaining",
    "cancelled",
    "not-reported",
    "unknown",
)
"""What may be asked of a status: the concepts' last names; "unknown" where none is known."""


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
    source: Source,
    *,
    document: str | None = None,
    kind: str | None = None,
    role: str = "responsible",
    status: str | None = None,
) -> Responsibilities:
    """Return who is responsible for what, from the default graph of a store or dataset.

    Needs nothing that a reasoner adds: status comes from the newest assessment, classes from the
    vocabulary. The source is not changed.

    Args:
        source: A `Store`, or an `rdflib.Dataset(default_union=True)`.
        document: One document, whose elements are meant, as `document_iri` takes it; None means
            what is the case now: over all documents, the elements that no other continues.
        kind: Local name of a class ("Assignment", "OverarchingGoal", "SteeringElement" for all),
            subclasses included; None means "Assignment".
        role: How the bodies stand to the elements: one of `ROLES`, or "any" for all of them.
        status: One of `STATUSES`; None means whatever it is.

    Raises:
        ParameterError: The graph has no such document, or the vocabulary no such kind, role or
            status.
    """
    known = documents(source)
    if document is not None:
        document = document_iri(source, document)
    roles = _one_of("role", "Rollen", role, (*ROLES, "any"))
    wanted = None if status is None else _one_of("status", "Statusen", status, STATUSES)
    elements = [
        item
        for item in element_items(
            source,
            kind=kind or "Assignment",
            document=document,
            roles=tuple(ROLES) if roles == "any" else (roles,),
        )
        if wanted is None or (item.status or "/unknown").removeprefix(STATUS).strip("/") == wanted
    ]
    named = {body for element in elements for body in element.bodies}
    days = {element.as_of for element in elements}
    if document is not None:
        days.add(known[document][1])
    return Responsibilities(
        bodies=body_items(source, named),
        elements=tuple(elements),
        as_of=days.pop() if len(days) == 1 else None,
    )


def element_items(
    source: Source, *, kind: str, document: str | None, roles: tuple[str, ...]
) -> tuple[ElementItem, ...]:
    """Return the elements of a kind, in alphabetical order of title.

    Args:
        source: A store or dataset.
        kind: As `load_responsibilities` takes it.
        document: IRI of the one document that is meant; None means those that nothing continues.
        roles: The roles in which bodies count as theirs.

    Raises:
        ParameterError: The vocabulary has no such kind.
    """
    known = documents(source)
    continued = continuers(source) if document is None else {}
    assessed = newest_assessments(source)
    bodies = bodies_by_role(source, roles)
    items = [
        ElementItem(
            iri=row.iri,
            title=row.title,
            kind=row.kind,
            document=row.document,
            document_label=known.get(row.document, (row.document, None))[0],
            heading=row.heading,
            bodies=tuple(sorted(bodies.get(row.iri, ()))),
            status=assessed[row.iri][0] if row.iri in assessed else None,
            status_text=assessed[row.iri][1] if row.iri in assessed else None,
            deadline=row.deadline,
            as_of=known.get(row.document, (row.document, None))[1],
        )
        for row in element_rows(source, kind)
        if row.iri not in continued and document in (None, row.document)
    ]
    return tuple(sorted(items, key=lambda item: (alphabetical(item.title), item.iri)))


def _one_of(what: str, vad: str, given: str, allowed: tuple[str, ...]) -> str:
    if given in allowed:
        return given
    listed = ", ".join(allowed)
    raise ParameterError(
        f"no {what} {given!r}; there are {listed}",
        sv=f"{vad} ”{given}” finns inte. Välj en av dessa: {listed}",
    )

"""The table of responsibilities out of the records, for any choice, without asking the graph anew.

The same as `styrkedja.graph.analysis.load_responsibilities` gives (a test compares them), and
narrower choices: one municipality, one year.
"""

from __future__ import annotations

from collections.abc import Iterable

from styrkedja.graph.analysis import (
    ROLES,
    BodyItem,
    ElementItem,
    Responsibilities,
    alphabetical,
)
from styrkedja.graph.analysis.loading import kinds_under
from styrkedja.ontology.namespaces import STATUS

from .elements import ElementRecord
from .records import Records

__all__ = ["chosen_elements", "responsibilities_of"]

_NO_BODIES = frozenset({"BodyGroup", "Municipality"})  # of no kind that the analyses tell apart


def chosen_elements(
    records: Records,
    *,
    document: str | None = None,
    municipality: str | None = None,
    year: int | None = None,
    kind: str = "SteeringElement",
    status: str | None = None,
) -> tuple[ElementRecord, ...]:
    """Return the elements that a choice is about, sorted by IRI.

    Args:
        records: The records.
        document: IRI of the one document that is meant; None means what is the case now: the
            elements that no later document continues.
        municipality: IRI of the one municipality that is meant, or None.
        year: The year that their document is about, or None for any.
        kind: One of `KINDS`, subclasses included.
        status: One of `STATUSES` ("unknown" where none is known), or None for any.
    """
    kinds = kinds_under(kind)
    return tuple(
        element
        for element in records.elements.values()
        if (element.current if document is None else element.document == document)
        and municipality in (None, element.municipality)
        and year in (None, element.year)
        and element.kind in kinds
        and status in (None, element.status or "unknown")
    )


def responsibilities_of(
    records: Records,
    elements: Iterable[ElementRecord],
    *,
    role: str = "responsible",
    document: str | None = None,
) -> Responsibilities:
    """Return who stands to which of these elements in a role.

    Args:
        records: The records.
        elements: The elements, as `chosen_elements` gives them.
        role: One of `ROLES`, or "any".
        document: IRI of the one document that they are of, whose day is then the day of the
            whole; None means the day that all their documents report, if it is one.
    """
    items = sorted(
        (_element_item(records, element, role) for element in elements),
        key=lambda item: (alphabetical(item.title), item.iri),
    )
    named = {body for item in items for body in item.bodies}
    days = {item.as_of for item in items}
    if document is not None and document in records.documents:
        days = {records.documents[document].as_of}
    return Responsibilities(
        bodies=tuple(
            sorted(
                (_body_item(records, body) for body in named),
                key=lambda item: (alphabetical(item.name), item.iri),
            )
        ),
        elements=tuple(items),
        as_of=days.pop() if len(days) == 1 else None,
    )


def _element_item(records: Records, element: ElementRecord, role: str) -> ElementItem:
    """Return an element as the analyses have it, with its bodies in a role.

    Args:
        records: The records.
        element: The element.
        role: One of `ROLES`, or "any".
    """
    roles = tuple(ROLES) if role == "any" else (role,)
    document = records.documents.get(element.document)
    return ElementItem(
        iri=element.iri,
        title=element.title,
        kind=element.kind,
        document=element.document,
        document_label=element.document if document is None else document.label,
        heading=element.heading,
        bodies=tuple(sorted({part.body for part in element.parts if part.role in roles})),
        status=None if element.status is None else f"{STATUS}{element.status}",
        status_text=element.status_text,
        deadline=element.deadline,
        as_of=None if document is None else document.as_of,
    )


def _body_item(records: Records, iri: str) -> BodyItem:
    """Return a body as the analyses have it; one that the graph says nothing of by its IRI."""
    body = records.bodies.get(iri)
    if body is None:
        return BodyItem(iri=iri, name=iri, kind="Body", municipality="")
    home = records.bodies.get(body.municipality)
    return BodyItem(
        iri=iri,
        name=body.name,
        kind="Body" if body.kind in _NO_BODIES else body.kind,
        municipality="" if home is None else home.name,
    )

"""The things that analyses count: bodies and steering elements, as rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

__all__ = ["BodyItem", "ElementItem", "body_names"]


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A body that has a part in at least one element.

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
        bodies: IRIs of the bodies that stand to it as was asked for (as responsible, unless
            another role was chosen), sorted; empty when none is stated.
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


def body_names(bodies: Iterable[BodyItem]) -> dict[str, str]:
    """Return IRI → the name to show, with the municipality where there are several."""
    items = tuple(bodies)
    several = len({body.municipality for body in items}) > 1
    return {
        body.iri: f"{body.name} ({body.municipality})"
        if several and body.municipality
        else body.name
        for body in items
    }

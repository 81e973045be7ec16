"""The page of a municipality: its boards and companies, and its documents."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from styrkedja.ontology.namespaces import SK

from .body import BODY_CLASSES
from .document import document_item
from .kinds import narrowest
from .rendering import Visit
from .scope import document_value, documents_of
from .translation import Text
from .views import Ref, ref, twins

__all__ = ["municipality_html"]

_BOARDS = ("ExecutiveBoard", "Board")


def municipality_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of a municipality.

    Args:
        visit: The visit.
        iri: The municipality.
        kind: Local name of its class.
    """
    facts, links = visit.facts, visit.links
    slug = links.key(iri)
    records = sorted(
        documents_of(visit.snapshot, slug),
        key=lambda record: (record.as_of is not None, record.as_of, record.key),
        reverse=True,
    )
    return visit.page(
        "municipality.html",
        section="/",
        kind=facts.label(SK + kind),
        name=facts.label(iri),
        bodies=_bodies(visit, iri),
        documents=[
            (document_item(visit, record), links.page("/", document=document_value(record)))
            for record in records
        ],
        everything=links.page("/", document=f"{slug}/all") if len(records) > 1 else None,
        twins=twins(iri, visit),
    )


def _bodies(visit: Visit, iri: str) -> list[tuple[Ref, Text | None]]:
    """Return the municipality's bodies by kind and name, with the kind where it is no board."""
    facts = visit.facts
    kinds = {
        body: narrowest(facts.types(body), BODY_CLASSES)
        for body in facts.subjects(SK + "municipality", iri)
    }
    return [
        (ref(body, facts, visit.links), None if kind in _BOARDS else facts.label(SK + kind))
        for kind in BODY_CLASSES
        for body in facts.by_label(body for body, its in kinds.items() if its == kind)
    ]

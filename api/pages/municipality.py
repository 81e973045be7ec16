"""The page of a municipality: its boards and companies, and its documents."""

from __future__ import annotations

from itertools import groupby

from starlette.responses import HTMLResponse

from styrkedja.ontology.namespaces import SK

from .body import BODY_CLASSES
from .document import document_item
from .element import narrowest
from .rendering import Visit
from .scope import document_value, documents_of
from .translation import Text
from .views import Ref, refs, twins

__all__ = ["municipality_html"]


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
        twins=twins(iri, links),
    )


def _bodies(visit: Visit, iri: str) -> list[tuple[Text, tuple[Ref, ...]]]:
    """Return the municipality's bodies by kind, in the order of the classes."""
    facts = visit.facts
    kinds = [
        (narrowest(facts.types(body), BODY_CLASSES), body)
        for body in facts.subjects(SK + "municipality", iri)
    ]
    found = sorted(
        ((BODY_CLASSES.index(kind), body) for kind, body in kinds if kind is not None),
    )
    return [
        (facts.label(SK + BODY_CLASSES[place]), refs((body for _, body in group), visit))
        for place, group in groupby(found, key=lambda pair: pair[0])
    ]

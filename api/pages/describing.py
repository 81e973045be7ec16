"""From an IRI to the page that describes it: one kind of page for each kind of thing."""

from __future__ import annotations

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from styrkedja.api.snapshot import Snapshot

from .body import BODY_CLASSES, body_html
from .document import DOCUMENT_CLASSES, document_html
from .element import element_html
from .indicator import INDICATOR_CLASSES, indicator_html
from .kinds import ELEMENT_CLASSES, narrowest
from .municipality import municipality_html
from .rendering import visit_of
from .thing import thing_html

__all__ = ["describe_html"]

_PAGES = (
    (ELEMENT_CLASSES, element_html),
    (BODY_CLASSES, body_html),
    (DOCUMENT_CLASSES, document_html),
    (INDICATOR_CLASSES, indicator_html),
    (("Municipality",), municipality_html),
)


def describe_html(request: Request, snapshot: Snapshot, iri: str) -> HTMLResponse:
    """Return the page of a thing in the language of the request.

    Args:
        request: The request.
        snapshot: The snapshot to describe it from.
        iri: The thing.

    Raises:
        HTTPException: 404, when nothing is said of it.
    """
    visit = visit_of(request, snapshot)
    if not visit.facts.is_known(iri):
        raise HTTPException(404, f"Nothing is known of {iri}.")
    types = visit.facts.types(iri)
    for classes, page in _PAGES:
        kind = narrowest(types, classes)
        if kind is not None:
            return page(visit, iri, kind)
    return thing_html(visit, iri)

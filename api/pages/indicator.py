"""The page of an indicator: what it measures, its outcomes and targets, where they were read."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from styrkedja.ontology.namespaces import SK

from .element import reading_of
from .measures import measure_tables
from .provenance import dated
from .rendering import Visit
from .reporting import report_link
from .views import doubt_views, excerpts, ref, refs, twins

__all__ = ["INDICATOR_CLASSES", "indicator_html"]

INDICATOR_CLASSES = ("Indicator",)


def indicator_html(visit: Visit, iri: str, kind: str) -> HTMLResponse:
    """Return the page of an indicator.

    Args:
        visit: The visit.
        iri: The indicator.
        kind: Local name of its narrowest class.
    """
    facts, links = visit.facts, visit.links
    document = facts.iri(iri, SK + "statedIn")
    municipality = None if document is None else facts.iri(document, SK + "municipality")
    sources = [iri, *facts.subjects(SK + "ofIndicator", iri)]
    passages = {place for thing in sources for place in facts.passages(thing)}
    return visit.page(
        "indicator.html",
        section="/documents",
        kind=facts.label(SK + kind),
        title=facts.label(iri),
        crumbs=[ref(i, facts, links) for i in (municipality, document) if i is not None],
        bodies=refs(facts.iris(iri, SK + "responsible"), visit),
        about=refs(facts.iris(iri, SK + "measures"), visit),
        document=None if document is None else ref(document, facts, links),
        unit=facts.text(iri, SK + "unit"),
        measures=measure_tables(visit, [iri]),
        doubts=doubt_views(facts.subjects(SK + "concerns", iri), visit),
        reading=reading_of(visit, iri),
        excerpts=excerpts(passages, visit),
        dated=dated(visit, document),
        report=report_link(visit, iri, facts.label(iri).value),
        twins=twins(iri, visit),
    )

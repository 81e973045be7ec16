"""What can be found: elements, bodies, documents, indicators, and passages of the texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from styrkedja.errors import UnknownDocumentError
from styrkedja.graph.records import Place, Records, text_at

__all__ = ["KINDS", "Entry", "entries_of"]

KINDS = ("element", "body", "document", "indicator", "passage")
"""The kinds of what can be found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Args:
        iri: Its IRI.
        kind: One of `KINDS`.
        type: Local name of its class ("SpecialAssignment").
        title: What it is called, which counts most.
        text: All else that is written of it.
        municipality: IRI of its municipality; empty when the graph does not say.
        document: IRI of the document that states it; None for a body.
        about: For a passage, IRI of the element or document that was read from it; else None.
    """

    iri: str
    kind: str
    type: str
    title: str
    text: str
    municipality: str
    document: str | None = None
    about: str | None = None


def entries_of(records: Records, text: Callable[[str], str]) -> Iterator[Entry]:
    """Yield all that can be found.

    Args:
        records: The graph as records.
        text: Gives the text rendition of the document with an IRI; where it raises
            `UnknownDocumentError`, the document's passages cannot be found.
    """
    comments = {
        element: [one.comment for one in assessments if one.comment]
        for element, assessments in records.assessments.items()
    }
    for element in records.elements.values():
        names = [records.name(part.body) for part in element.parts]
        indicators = [one.title for one in records.relations.indicators.get(element.iri, ())]
        written = [*element.texts()[1:], *comments.get(element.iri, ()), *names, *indicators]
        yield Entry(
            iri=element.iri,
            kind="element",
            type=element.kind,
            title=element.title,
            text="\n".join(written),
            municipality=element.municipality,
            document=element.document,
        )
    for body in records.bodies.values():
        yield Entry(
            iri=body.iri,
            kind="body",
            type=body.kind,
            title=body.name,
            text="\n".join((*body.spellings, *body.abbreviations)),
            municipality=body.municipality,
        )
    for document in records.documents.values():
        yield Entry(
            iri=document.iri,
            kind="document",
            type=document.kind,
            title=document.label,
            text=document.title,
            municipality=document.municipality,
            document=document.iri,
        )
    yield from _indicators(records)
    yield from _passages(records, text)


def _indicators(records: Records) -> Iterator[Entry]:
    told: set[str] = set()
    for element, indicators in records.relations.indicators.items():
        stated = records.elements.get(element)
        for indicator in indicators:
            if indicator.iri not in told and stated is not None:
                told.add(indicator.iri)
                yield Entry(
                    iri=indicator.iri,
                    kind="indicator",
                    type="Indicator",
                    title=indicator.title,
                    text=indicator.unit or "",
                    municipality=stated.municipality,
                    document=stated.document,
                    about=element,
                )


def _passages(records: Records, text: Callable[[str], str]) -> Iterator[Entry]:
    """Yield each passage once, in the texts' order, under the name of its document."""
    about: dict[Place, str] = {}
    for element, assessments in records.assessments.items():
        for assessment in assessments:
            for place in records.places.get(assessment.iri, ()):
                about[place] = element
    for iri in records.elements:
        for place in records.places.get(iri, ()):
            about[place] = iri
    by_document: defaultdict[str, set[Place]] = defaultdict(set)
    for places in records.places.values():
        for place in places:
            by_document[place.document].add(place)
    for document, places_there in sorted(by_document.items()):
        known = records.documents.get(document)
        if known is None:
            continue
        try:
            lines = text(document).split("\n")
        except UnknownDocumentError:
            continue  # Purged since: what was read from it goes with the next commit.
        for place in sorted(places_there):
            yield Entry(
                iri=place.iri,
                kind="passage",
                type="Passage",
                title=known.label,
                text=text_at(place, lines),
                municipality=known.municipality,
                document=document,
                about=about.get(place, document),
            )

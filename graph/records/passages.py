"""Passages: which lines of which document something was read from, and what stands there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from styrkedja.graph.analysis.loading import ask
from styrkedja.graph.rdf.store import Source

__all__ = ["Place", "load_places", "place_of", "text_at"]

_PASSAGE = re.compile(r"(?P<document>.+)/text#line=(?P<start>\d{1,9}),(?P<end>\d{1,9})")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Lines `first` to `last` of a document's text rendition, both included, counted from 1.

    Args:
        document: IRI of the document.
        first: The first line.
        last: The last line.
    """

    document: str
    first: int
    last: int

    @property
    def iri(self) -> str:
        """The passage's IRI, an RFC 5147 fragment whose line ends count from 0."""
        return f"{self.document}/text#line={self.first - 1},{self.last}"


def place_of(iri: str) -> Place | None:
    """Return the place that a passage's IRI names, or None when it is no passage.

    >>> place_of("https://w3id.org/styrkedja/id/lund/document/plan/text#line=11,34")
    Place(document='https://w3id.org/styrkedja/id/lund/document/plan', first=12, last=34)
    """
    match = _PASSAGE.fullmatch(iri)
    if match is None or int(match["start"]) >= int(match["end"]):
        return None
    return Place(match["document"], int(match["start"]) + 1, int(match["end"]))


def load_places(source: Source) -> dict[str, tuple[Place, ...]]:
    """Return thing → the places it was read from, in the text's order.

    Args:
        source: A store or dataset.
    """
    found: defaultdict[str, set[Place]] = defaultdict(set)
    for row in ask(source, "SELECT ?thing ?passage WHERE { ?thing prov:wasQuotedFrom ?passage }"):
        place = place_of(row["passage"] or "")
        if place is not None:
            found[row["thing"] or ""].add(place)
    return {thing: tuple(sorted(places)) for thing, places in found.items()}


def text_at(place: Place, lines: Sequence[str]) -> str:
    """Return what stands at a place, as one line; lines that the text does not have are left out.

    >>> text_at(Place("https://example.org/plan", 2, 3), ["one", "two", "three", "four"])
    'two three'
    """
    return " ".join(lines[place.first - 1 : place.last])

"""Which form an answer takes: one table of media types, and RFC 9110's rules for `Accept`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import pyoxigraph as ox

__all__ = [
    "GRAPH_FORMATS",
    "HTML",
    "RDF_FORMATS",
    "RESULT_FORMATS",
    "Format",
    "choose",
    "prefers_html",
]

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which data is served.

    Args:
        name: What `?format=` and the suffix of an address call it.
        media_type: Its media type, with charset where the type needs one.
        label: What people call it.
        also: Other media types that ask for it.
    """

    name: str
    media_type: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The media types that ask for it, without parameters."""
        return (self.media_type.partition(";")[0], *self.also)

    @property
    def rdf(self) -> ox.RdfFormat:
        """What Oxigraph calls it, for a form of RDF."""
        return _RDF[self.name]

    @property
    def results(self) -> ox.QueryResultsFormat:
        """What Oxigraph calls it, for a form of query results."""
        return _RESULTS[self.name]


RDF_FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            Format("ttl", "text/turtle; charset=utf-8", "Turtle", ("application/x-turtle",)),
            Format("jsonld", "application/ld+json", "JSON-LD", ("application/json",)),
            Format("rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml")),
            Format("nt", "application/n-triples", "N-Triples", ("text/plain",)),
        )
    }
)
"""The forms of a graph; where the client does not mind, the first."""

GRAPH_FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        **RDF_FORMATS,
        "trig": Format("trig", "application/trig; charset=utf-8", "TriG"),
        "nq": Format("nq", "application/n-quads", "N-Quads"),
    }
)
"""The forms of a graph of the store; the last two also say which graph it is."""

RESULT_FORMATS: MappingProxyType[str, Format] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            Format("json", "application/sparql-results+json", "JSON", ("application/json",)),
            Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml")),
            Format("csv", "text/csv; charset=utf-8", "CSV"),
            Format("tsv", "text/tab-separated-values; charset=utf-8", "TSV"),
        )
    }
)
"""The forms of the rows of a SELECT or the truth of an ASK; where not asked for, the first."""

_RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def choose(accept: str | None, offered: Sequence[str], aliases: Collection[str] = ()) -> str | None:
    """Return the offered media type that the client likes best, or None when it wants none.

    Each offered type gets the weight of the most specific range that covers it; of equals the one
    that is named most exactly wins, then the first offered. Parts of the header that are not media
    ranges are left out.

    Args:
        accept: The header's value; None or empty accepts everything.
        offered: Media types without parameters, the server's favourite first.
        aliases: Other names of these; a client gets one only where it names that very one.

    Examples:
        >>> choose("text/html;q=0.8, text/turtle", ["text/html", "text/turtle"])
        'text/turtle'
        >>> choose("text/*;q=0.5, */*;q=0.1", ["application/json", "text/csv"])
        'text/csv'
        >>> choose("text/csv, */*", ["application/json", "text/csv"])
        'text/csv'
        >>> choose("image/png", ["text/html"]) is None
        True
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offered[0] if offered else None
    best, weight = None, (0.0, 0)
    for media_type in (*offered, *aliases):
        found = _weight(media_type, ranges, named=media_type in aliases)
        if found[0] and found > weight:
            best, weight = media_type, found
    return best


def prefers_html(accept: str | None) -> bool:
    """Return whether the client, as a browser does, names HTML and prefers it to JSON."""
    named = any(media_range == HTML for media_range, _ in _ranges(accept or ""))
    return named and choose(accept, [HTML, "application/problem+json", "application/json"]) == HTML


@lru_cache(64)  # most clients send the same few
def _ranges(accept: str) -> tuple[tuple[str, float], ...]:
    ranges = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media_range.partition("/")
        if not (kind and slash and subtype):
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                weight = _quality(value.strip())
        ranges.append((media_range, weight))
    return tuple(ranges)


def _quality(value: str) -> float:
    whole, _, decimals = value.partition(".")
    if whole not in ("0", "1") or not (decimals.isascii() and (decimals.isdigit() or not decimals)):
        return 0.0
    return min(float(value), 1.0)


def _weight(
    media_type: str, ranges: tuple[tuple[str, float], ...], *, named: bool
) -> tuple[float, int]:
    """Return a type's weight, and how exactly it is named; for an alias, by its name only."""
    kind = media_type.partition("/")[0]
    wanted = (media_type,) if named else (media_type, f"{kind}/*", "*/*")
    for distance, name in enumerate(wanted):
        weights = [weight for media_range, weight in ranges if media_range == name]
        if weights:
            return max(weights), -distance
    return 0.0, 0

"""What is said of one thing: which triples describe it, and how they are served.

The address of a thing serves its description itself (200), in the form that `Accept`, a suffix
(`.ttl`) or `?format=ttl` asks for. `Content-Location` names the address of that very form, and a
`Link` header the others. We do not redirect with 303 to a second address: the things here are
bodies and texts of public documents, whose IRIs and descriptions nobody confuses, and one request
less is one less. What leads to a thing is in `incoming.py`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import Request, Response
from starlette.exceptions import HTTPException

from styrkedja.graph.exports import serialize
from styrkedja.graph.rdf.store import Store
from styrkedja.ontology.namespaces import PREFIXES, RDF, RDFS, SK

from .json_ld import compact
from .negotiation import HTML, RDF_FORMATS, Format, choose

__all__ = [
    "SUFFIXES",
    "classes_of",
    "describe",
    "negotiate",
    "rdf_response",
    "representation_headers",
]

SUFFIXES = ("html", *RDF_FORMATS)
"""What an address may end in to ask for one form."""

_LABEL = ox.NamedNode(RDFS + "label")
_TYPE = ox.NamedNode(RDF + "type")
# Things that are about another thing and told with it.
_ABOUT = tuple(ox.NamedNode(SK + name) for name in ("assesses", "ofIndicator", "concerns"))
_DEFAULT = ox.DefaultGraph()
_IN_IRI = ":/?#[]@!$&'()*+,;=%"  # what `quote` leaves as it is in a whole IRI


def describe(store: Store, iri: str) -> list[ox.Triple]:
    """Return what is said of a thing, sorted; empty when nothing is.

    A graph (a document is one) gives all that stands in it. Anything else gives its own triples,
    those of its assessments, observations and doubts, and the labels of what they name.

    Args:
        store: Where to look; its default graph, the merge, unless the thing is a graph.
        iri: The thing.
    """
    try:
        thing = ox.NamedNode(iri)
    except ValueError:  # no IRI at all, so nothing is said of it
        return []
    found = {
        quad.triple for quad in store.oxigraph.quads_for_pattern(None, None, None, thing)
    } or set(_with_labels(store, _told_with(store, thing)))
    return sorted(found, key=_order)


def negotiate(request: Request, suffix: str | None, *, html: bool = True) -> Format | None:
    """Return the form that a request asks for, None for HTML.

    Args:
        request: The request; `?format=` goes before `Accept`.
        suffix: The suffix of the address, without dot; goes before both.
        html: Whether there is a page.

    Raises:
        HTTPException: 404 for an unknown `?format=`, 406 when nothing on offer is accepted.
    """
    asked = suffix or request.query_params.get("format")
    if asked is not None:
        if asked == "html" and html:
            return None
        if asked not in RDF_FORMATS:
            raise HTTPException(404, f"No such form; there are {', '.join(RDF_FORMATS)}.")
        return RDF_FORMATS[asked]
    by_type = {media: format_ for format_ in RDF_FORMATS.values() for media in format_.types}
    offered = [*(format_.types[0] for format_ in RDF_FORMATS.values()), *([HTML] if html else [])]
    aliases = [media for media in by_type if media not in offered]
    best = choose(", ".join(request.headers.getlist("accept")), offered, aliases)
    if best is None:
        raise HTTPException(406, f"This can be had as {', '.join([*offered, *aliases])}.")
    return None if best == HTML else by_type[best]


def rdf_response(triples: Iterable[ox.Triple], form: Format) -> Response:
    """Return triples in the form asked for."""
    triples = list(triples)
    used = {_namespace(term) for triple in triples for term in triple}
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if iri in used}
    body = io.BytesIO()
    serialize(triples, body, form.rdf, prefixes)
    content = compact(body.getvalue()) if form.rdf == ox.RdfFormat.JSON_LD else body.getvalue()
    return Response(content, media_type=form.media_type)


def representation_headers(
    path: str,
    form: Format | None,
    *,
    about: str | None = None,
    classes: Iterable[str] = (),
    licence: str | None = None,
) -> Mapping[str, str]:
    """Return the headers that say which form this is, what others there are, and what it is about.

    Args:
        path: The address of the thing, without suffix.
        form: The form served, None for HTML.
        about: What the address asks for beyond the thing, as a query without question mark.
        classes: IRIs of the thing's classes.
        licence: IRI of the licence of the data, None where none is stated.
    """
    quoted = quote(path)
    more = f"?{about}" if about else ""
    links = [
        f'<{quoted}.{other.name}{more}>; rel="alternate"; type="{other.types[0]}"'
        for other in RDF_FORMATS.values()
        if other is not form
    ]
    if form is None:
        links.append(f'<{quoted}.ttl{more}>; rel="describedby"; type="text/turtle"')
    else:
        links.append(f'<{quoted}{more}>; rel="alternate"; type="{HTML}"')
        links.append(f'<{_vocabulary(path)}>; rel="describedby"')
    links += [f'<{quote(iri, safe=_IN_IRI)}>; rel="type"' for iri in classes]
    if licence is not None:
        links.append(f'<{quote(licence, safe=_IN_IRI)}>; rel="license"')
    location = f"{quoted}{more}" if form is None else f"{quoted}.{form.name}{more}"
    return {"Vary": "Accept", "Link": ", ".join(links), "Content-Location": location}


def classes_of(store: Store, iri: str) -> list[str]:
    """Return the IRIs of a thing's classes, stated and inferred, sorted."""
    found = store.oxigraph.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, _DEFAULT)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode))


def _vocabulary(path: str) -> str:
    """Return the address of the ontology, below the same root as a thing's address."""
    root, found, _ = path.partition("/id/")
    return quote(f"{root}/ns") if found else "/ns"


def _told_with(store: Store, thing: ox.NamedNode) -> Iterator[ox.Triple]:
    yield from _own(store, thing)
    for about in _ABOUT:
        for quad in store.oxigraph.quads_for_pattern(None, about, thing, _DEFAULT):
            if isinstance(quad.subject, ox.NamedNode):
                yield from _own(store, quad.subject)


def _own(store: Store, thing: ox.NamedNode) -> Iterator[ox.Triple]:
    for quad in store.oxigraph.quads_for_pattern(thing, None, None, _DEFAULT):
        yield quad.triple


def _with_labels(store: Store, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    named: set[ox.NamedNode] = set()
    for triple in triples:
        yield triple
        if isinstance(triple.object, ox.NamedNode):
            named.add(triple.object)
    for thing in named:
        for quad in store.oxigraph.quads_for_pattern(thing, _LABEL, None, _DEFAULT):
            yield quad.triple


def _order(triple: ox.Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _namespace(term: object) -> str | None:
    """Return what stands before the local name of an IRI, or of a literal's datatype."""
    if isinstance(term, ox.Literal):
        term = term.datatype
    if not isinstance(term, ox.NamedNode):
        return None
    iri = term.value
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
